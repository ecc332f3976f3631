"""The coder's data files -> a `Lexicon`: what the package brings, and a user's own files on top.

load()                      French and English, every rule and name
load((Path("my.toml"),))    with the words, rules, names and languages of a file of one's own; see docs/languages.md
speaking(lexicon, "es")     with a language that is read only when an article needs it
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from briefing.coder import dates, gazetteer, own
from briefing.coder.dates import Calendar
from briefing.coder.gazetteer import Gazetteer
from briefing.coder.lexicon import Frame, Language, Lexicon, frames, language
from briefing.coder.own import Known, Own
from briefing.errors import DataError

_PROOFS = "examples."  # how the files begin that only tests and `briefing rules` read


def _data() -> Traversable:
    return resources.files("briefing.coder.data")


def read_data(name: str) -> dict[str, Any]:
    """A data file of the package. Raises DataError with the place of a syntax error."""
    try:
        return tomllib.loads(_data().joinpath(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {error}") from error


def proofs_files() -> tuple[Own, ...]:
    """The examples of the package's rules, as files of a user's would be."""
    texts = {f.name: f.read_text(encoding="utf-8") for f in _data().iterdir() if f.name.startswith(_PROOFS)}
    return tuple(Own(Path(name), tomllib.loads(text), own.lines(text)) for name, text in sorted(texts.items()))


def own_files(extra: tuple[Path, ...]) -> tuple[Own, ...]:
    """A user's own files, read and checked against the package. Raises DataError."""
    raw = {code: read_data(f"lang.{code}.toml") for code in shipped()}
    words = known(raw, read_data("frames.toml"), gazetteer.load())
    files = [own.read(path) for path in extra]
    _refuse(files, words)
    return tuple(files)


def fingerprint(extra: tuple[Path, ...] = ()) -> str:
    """Ten hexadecimal digits that change with any rule, word, name or line of the coder, or of a user's own files."""
    rooms = (resources.files("briefing.coder"), _data())
    files = [
        f
        for room in rooms
        for f in room.iterdir()
        if f.name.endswith((".py", ".toml", ".json")) and not f.name.startswith(_PROOFS)
    ]
    digest = sha256()
    for file in (*sorted(files, key=_name), *extra):
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:10]


def _name(file: Traversable) -> str:
    return file.name


def shipped() -> tuple[str, ...]:
    """The codes of the languages that come with the package."""
    names = sorted(f.name for f in _data().iterdir() if f.name.startswith("lang.") and f.name.endswith(".toml"))
    return tuple(name.split(".")[1] for name in names)


def merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """A language's words with a user's added: lists grow, tables are joined."""
    result = dict(base)
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        elif isinstance(value, list) and isinstance(result.get(key), list):
            result[key] = [*result[key], *value]
        else:
            result[key] = value
    return result


@lru_cache(maxsize=4)
def load(extra: tuple[Path, ...] = (), also: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of the package, with a user's own files and the optional languages of `also` added. Raises DataError."""
    files = [own.read(path) for path in extra]
    optional = {
        code: frozenset(body["common"]) for code, body in read_data("optional.toml").items() if code not in also
    }
    raw = {code: read_data(f"lang.{code}.toml") for code in shipped() if code not in optional}
    rules = read_data("frames.toml")
    names = gazetteer.load(also)
    if files:
        _refuse(files, known(raw, rules, names))
    for file in files:
        for code, words in file.data.get("lang", {}).items():
            if code not in optional:
                raw[code] = merged(raw.get(code, {"lang": code}), words)
    every = list(frames(rules, "frames.toml"))
    for file in files:
        every += frames(dict(file.data), str(file.path), rules["groups"])
    languages = {code: language(data, f"lang.{code}.toml") for code, data in raw.items()}
    calendars = _calendars(languages, files)
    languages = {code: replace(words, numbers=frozenset(calendars[code].numbers)) for code, words in languages.items()}
    return _lexicon(languages, every, calendars, _names(names, files, also), optional, extra)


def _refuse(files: list[Own], words: Known) -> None:
    """Raises DataError with every mistake of a user's files."""
    mistakes = [line for file in files for line in own.mistakes(file, words)]
    if mistakes:
        raise DataError("\n".join(mistakes))


def known(raw: Mapping[str, Any], rules: Mapping[str, Any], names: Gazetteer) -> Known:
    """What a user's file may refer to: the classes, rules, languages and codes of the package."""
    return Known(
        languages=frozenset(shipped()),
        acts=frozenset(act for data in raw.values() for act in data["act"]),
        things=frozenset(thing for data in raw.values() for thing in data["thing"]) | {"leader"},
        groups=frozenset(rules["groups"]),
        cues=frozenset(cue for data in raw.values() for cue in data["cue"]),
        hints=frozenset(hint for data in raw.values() for hint in data["relational"]),
        rules=frozenset(entry["id"] for entry in rules["frame"]),
        codes=frozenset(names.codes()),
    )


def speaking(lexicon: Lexicon, lang: str | None) -> Lexicon:
    """The lexicon with a language that the package keeps for when it is needed; any other leaves it as it is."""
    return load(lexicon.extra, (lang,)) if lang in lexicon.optional and lang else lexicon


def _calendars(languages: Mapping[str, Language], files: list[Own]) -> dict[str, Calendar]:
    """The time words of each language, a user's added."""
    made = {}
    for code in languages:
        more = [file.data["time"][code] for file in files if code in file.data.get("time", {})]
        if not more and code in shipped():
            made[code] = dates.load(code)
            continue
        data: dict[str, Any] = read_data(f"time.{code}.toml") if code in shipped() else {}
        for words in more:
            data = merged(data, words)
        made[code] = dates.build(data, code)
    return made


def _names(names: Gazetteer, files: list[Own], also: tuple[str, ...]) -> Gazetteer:
    """The names of the package, with a user's actors on top."""
    added = [(str(file.path), body) for file in files for body in own.actors(file)]
    return gazetteer.build(gazetteer.files(also), also, added) if added else names


def _lexicon(
    languages: Mapping[str, Language],
    every: list[Frame],
    calendars: Mapping[str, Calendar],
    names: Gazetteer,
    optional: Mapping[str, frozenset[str]],
    extra: tuple[Path, ...],
) -> Lexicon:
    by_act: dict[str, list[Frame]] = {}
    for frame in every:
        for act in frame.act:
            by_act.setdefault(act, []).append(frame)
    relations = read_data("relations.toml")
    return Lexicon(
        languages=languages,
        frames=tuple(every),
        by_act={act: tuple(found) for act, found in by_act.items()},
        groups={name: frozenset(codes) for name, codes in relations["groups"].items()},
        colonial={code: frozenset(codes) for code, codes in relations["colonial"].items()},
        members={code: tuple(codes) for code, codes in relations["members"].items()},
        gazetteer=names,
        calendars=calendars,
        version=fingerprint(extra),
        optional=optional,
        extra=extra,
    )
