"""A user's own file of words, rules, actors, examples or a whole language: read, and every mistake told with its line.

    read(path) -> Own                  the file, its TOML read; a syntax error is a `DataError` with file and line
    mistakes(own, known) -> [str]      "my.toml:12: frame[0].type: there is no 'expulsions', did you mean 'expulsion'?"
    actors(own) -> [{code: lists}]     its [[actor]] entries as the gazetteer takes them

What may stand in such a file is in docs/languages.md.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.coder import examples, gazetteer
from briefing.coder.lexicon import BUILT, FEATURES, FUNCTIONS, GOVERNORS, SECTIONS, SLOTS, Frame
from briefing.errors import DataError
from briefing.model import DOMAINS, TYPES

Place = tuple[str | int, ...]
Mistake = tuple[Place, str]

TOP = ("lang", "time", "frame", "groups", "actor", "example")
HINTS = frozenset(["bloc", "kingdom", "emirate", "island", "other", "colonial", "both", "four"])
_MORPHOLOGY = (
    "of_relative",
    "past_before",
    "pro_nouns",
    "etre",
    "adverb_endings",
    "plural_endings",
    "no_unknown_verbs",
    "doubling",
)
_TENSES = (*FEATURES, "modal", "must")
_TIME = ("months", "weekdays", "units", "relative", "anchored", "numbers", "deadline", "since", "pattern")
_TIME_MORE = ("ordinals", "holidays")
_LISTS = ("abbreviations", "common", "elisions", "whole")
_NEEDED = ("id", "type", "act", "lead", "actor", "target")
_TEXTS = ("id", "type", "lead", "domain", "mutual", "cue", "unless", "why")
_FLAGS = ("diplomatic", "envoy", "strict")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+(?:\s*\.\s*[\w-]+)*)\s*=""")


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to, because the package has it."""

    languages: frozenset[str]
    acts: frozenset[str]
    things: frozenset[str]
    groups: frozenset[str]
    cues: frozenset[str]
    hints: frozenset[str]
    rules: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Own:
    """A user's file: its data, and the line of each of its keys."""

    path: Path
    data: Mapping[str, Any]
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a key, else of the nearest table around it."""
        return next((self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines), 1)

    def told(self, place: Place, words: str) -> str:
        return f"{self.path}:{self.line(place)}: {named(place)}: {words}"


def read(path: Path) -> Own:
    """A user's own file. Raises DataError where it cannot be read or is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
        raise DataError(f"{path}: {reason}") from error
    try:
        return Own(path, tomllib.loads(text), lines(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        number = int(found[1]) if found else len(text.splitlines()) or 1
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise DataError(f"{path}:{number}: no TOML: {reason[:1].lower()}{reason[1:]}") from error


def lines(text: str) -> dict[Place, int]:
    """The line of every table and key of a TOML text, as far as each stands on a line of its own."""
    found: dict[Place, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            words = _parts(header[2])
            table = words
            if header[1] == "[[":
                counts[words] = counts.get(words, -1) + 1
                table = (*words, counts[words])
            found.setdefault(words, number)
            found.setdefault(table, number)
        elif key is not None:
            found.setdefault((*table, *_parts(key[1])), number)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", dotted))


def named(place: Place) -> str:
    """A place as a person writes it: frame[0].type."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def mistakes(own: Own, known: Known) -> list[str]:
    """Everything that is wrong with a file, in the order of its lines."""
    found = [*_top(own.data), *_frames(own.data, known), *_actors(own.data, known), *_examples(own.data, known)]
    found += [*_languages(own.data, known), *_calendars(own.data, known)]
    return [own.told(place, words) for place, words in sorted(found, key=lambda m: own.line(m[0]))]


def near(word: object, options: Iterator[str] | Mapping[str, Any] | frozenset[str] | tuple[str, ...]) -> str:
    """What may have been meant: the nearest of the options, or all of them where they are few."""
    every = sorted(options)
    close = difflib.get_close_matches(str(word), every, n=1, cutoff=0.5)
    close = close or difflib.get_close_matches(str(word).upper(), every, n=1, cutoff=0.6)
    if close:
        return f", did you mean {close[0]!r}?"
    return f"; known are {', '.join(every)}" if 0 < len(every) <= 30 else ""


def _top(data: Mapping[str, Any]) -> Iterator[Mistake]:
    for key, value in data.items():
        if key not in TOP:
            yield (key,), f"unknown section{near(key, TOP)}"
        elif key in {"frame", "actor", "example"} and not _tables(value):
            yield (key,), f"should be a list of tables: write [[{key}]]"
        elif key in {"lang", "time", "groups"} and not isinstance(value, dict):
            yield (key,), f"should be a table, as in [{key}.en]"


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _entries(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    if _tables(data.get(key)):
        yield from enumerate(data[key])


def _listed(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables inside a table: [lang.en], [lang.it]."""
    body = data.get(key)
    yield from (
        (name, value) for name, value in (body if isinstance(body, dict) else {}).items() if isinstance(value, dict)
    )


def _strings(place: Place, value: object) -> Iterator[Mistake]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        yield place, 'should be a list of words, as in ["one", "two"]'
    elif any(not word.strip() for word in value):
        yield place, "has an empty word"


def _of(place: Place, value: object, options: frozenset[str] | tuple[str, ...]) -> Iterator[Mistake]:
    """Mistakes of a list whose words must be among those known."""
    found = list(_strings(place, value))
    yield from found
    for word in value if isinstance(value, list) and not found else []:
        if word not in options:
            yield place, f"there is no {word!r}{near(word, options)}"


def _frames(data: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    own_acts = {act for _, words in _listed(data, "lang") for act, _ in _listed(words, "act")}
    own_things = {thing for _, words in _listed(data, "lang") for thing, _ in _listed(words, "thing")}
    groups = frozenset(known.groups | set(data.get("groups", {})))
    acts, things = frozenset(known.acts | own_acts | BUILT), frozenset(known.things | own_things | groups)
    seen = set(known.rules)
    for number, entry in _entries(data, "frame"):
        place = ("frame", number)
        yield from _frame_keys(place, entry)
        yield from _frame_words(place, entry, acts, things, known)
        if entry.get("id") in seen:
            yield (*place, "id"), f"{entry['id']!r} is there already; give your rule a name of its own"
        seen.add(str(entry.get("id")))


def _frame_keys(place: Place, entry: Mapping[str, Any]) -> Iterator[Mistake]:
    keys = tuple(Frame.__dataclass_fields__)
    yield from (((*place, key), f"unknown key{near(key, keys)}") for key in entry if key not in keys)
    yield from ((place, f"{key} is missing") for key in _NEEDED if key not in entry)
    for key in _TEXTS:
        if key in entry and not isinstance(entry[key], str):
            yield (*place, key), "should be words in quotes"
    for key in _FLAGS:
        if key in entry and not isinstance(entry[key], bool):
            yield (*place, key), "should be true or false"


def _frame_words(
    place: Place, entry: Mapping[str, Any], acts: frozenset[str], things: frozenset[str], known: Known
) -> Iterator[Mistake]:
    choices = {"type": TYPES, "domain": DOMAINS, "lead": ("actor", "target"), "mutual": ("", "joint", "always")}
    for key, options in choices.items():
        if isinstance(entry.get(key), str) and entry[key] not in options:
            yield (*place, key), f"there is no {entry[key]!r}{near(entry[key], frozenset(options))}"
    lists = {"act": acts, "object": things, "carries": things, "actor": SLOTS, "target": SLOTS}
    for key, options in lists.items():
        if key in entry:
            yield from _of((*place, key), entry[key], frozenset(options))
    for key in ("cue", "unless", "quote"):
        if isinstance(entry.get(key), str) and entry[key] not in known.cues:
            yield (*place, key), f"there is no cue {entry[key]!r}{near(entry[key], known.cues)}"


def actors(own: Own) -> list[dict[str, dict[str, list[str]]]]:
    """The [[actor]] entries of a file as the gazetteer takes them: {code: lists}."""
    found: list[dict[str, dict[str, list[str]]]] = []
    for _, entry in _entries(own.data, "actor"):
        if "never" in entry:
            found.append({"never": {"names": entry["never"]}})
        if "code" in entry:
            found.append({entry["code"]: {k: v for k, v in entry.items() if k not in {"code", "never"}}})
    return found


def _actors(data: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    for number, entry in _entries(data, "actor"):
        place = ("actor", number)
        if "code" not in entry and "never" not in entry:
            yield place, "code is missing: whose names these are, as in code = 'FRA'"
        elif "code" in entry:
            yield from _actor_code(place, entry, known)
        for key, value in entry.items():
            if key == "code":
                continue
            keys = (*gazetteer.KINDS, "never", *known.languages, *(f"{code}_adjective" for code in known.languages))
            if key != "never" and gazetteer.kind_of(key) is None:
                yield (*place, key), f"unknown key{near(key, tuple(sorted(keys)))}"
                continue
            wrong = list(_strings((*place, key), value))
            yield from wrong
            if key == "leaders" and not wrong:
                yield from _leaders((*place, key), value)


def _actor_code(place: Place, entry: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    code = entry["code"]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        yield (*place, "code"), f"{code!r} is no code: three capital letters, as in 'FRA'"
    elif code not in known.codes and not any(gazetteer.kind_of(key) in {"name", "organisation"} for key in entry):
        alike = tuple(c for c in sorted(known.codes) if c[:2] == code[:2])[:1]
        meant = near(code, alike or known.codes)
        yield (*place, "code"), f"there is no {code!r}{meant} A new one needs its names (en, fr or organisation)"


def _leaders(place: Place, value: list[str]) -> Iterator[Mistake]:
    for line in value:
        if gazetteer.office(line) is None:
            yield place, f"{line!r} is not 'Names;first year;last year', as in 'Ada Lovelace|Lovelace;1840;1852'"


def _examples(data: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    rules = frozenset(known.rules | {str(e.get("id")) for _, e in _entries(data, "frame")})
    langs = frozenset(known.languages | {code for code, _ in _listed(data, "lang")})
    for number, entry in _entries(data, "example"):
        place = ("example", number)
        yield from (((*place, key), words) for key, words in examples.problems(entry))
        for key, options in (("rule", rules), ("lang", langs)):
            if isinstance(entry.get(key), str) and entry[key] not in options:
                yield (*place, key), f"there is no {entry[key]!r}{near(entry[key], options)}"


def _languages(data: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    named_acts = {act for _, e in _entries(data, "frame") if isinstance(e.get("act"), list) for act in e["act"]}
    named_things = {t for _, e in _entries(data, "frame") if isinstance(e.get("object"), list) for t in e["object"]}
    acts, things = frozenset(known.acts | BUILT | named_acts), frozenset(known.things | named_things)
    for code, words in _listed(data, "lang"):
        place = ("lang", code)
        if code not in known.languages and not ({"function", "common"} <= set(words) and code in data.get("time", {})):
            yield (
                place,
                f"there is no language {code!r}{near(code, known.languages)}. A new one needs common, "
                f"[lang.{code}.function] and [time.{code}]",
            )
        yield from (((*place, key), f"unknown key{near(key, SECTIONS)}") for key in words if key not in SECTIONS)
        yield from _sections(place, words, acts, things, known)


def _sections(
    place: Place, words: Mapping[str, Any], acts: frozenset[str], things: frozenset[str], known: Known
) -> Iterator[Mistake]:
    for key in _LISTS:
        if key in words:
            yield from _strings((*place, key), words[key])
    yield from _table((*place, "function"), words.get("function"), tuple(FUNCTIONS))
    yield from _table((*place, "govern"), words.get("govern"), (*GOVERNORS, "hearsay", "unreal"))
    yield from _table((*place, "domain"), words.get("domain"), tuple(DOMAINS))
    yield from _table((*place, "official"), words.get("official"), ("nouns", "junta", "generic"))
    yield from _table((*place, "relational"), words.get("relational"), tuple(known.hints | HINTS))
    yield from _table((*place, "plain"), words.get("plain"), ("verbs", *FEATURES))
    yield from _table((*place, "cue"), words.get("cue"), None)
    yield from _table((*place, "morphology"), words.get("morphology"), (*_MORPHOLOGY, "head", "vowel_double"))
    yield from _classes((*place, "act"), words.get("act"), acts, ("verbs", "suffers", "nouns", "predicates"))
    yield from _classes((*place, "thing"), words.get("thing"), things, ("nouns", "exclude"))
    yield from _classes((*place, "auxiliary"), words.get("auxiliary"), None, _TENSES)
    yield from _classes((*place, "irregular"), words.get("irregular"), None, _TENSES)
    for number, entry in _entries(words, "paradigm"):
        if not isinstance(entry.get("ending"), str) or not isinstance(entry.get("forms"), dict):
            yield (
                (*place, "paradigm", number),
                "needs an ending and its forms, as in ending = 'ar', forms = { inf = ['ar'] }",
            )


def _table(place: Place, value: object, options: tuple[str, ...] | None) -> Iterator[Mistake]:
    """Mistakes of a table of lists of words."""
    if value is None:
        return
    if not isinstance(value, dict):
        yield place, "should be a table"
        return
    for key, body in value.items():
        if options is not None and key not in options:
            yield (*place, key), f"unknown key{near(key, options)}"
        elif key not in {"head", "vowel_double"}:
            yield from _strings((*place, key), body)


def _classes(place: Place, value: object, names: frozenset[str] | None, keys: tuple[str, ...]) -> Iterator[Mistake]:
    """Mistakes of a table of tables: classes of acts or things, forms of verbs."""
    if value is None:
        return
    for name, body in value.items() if isinstance(value, dict) else ():
        if names is not None and name not in names:
            yield (*place, name), f"no rule speaks of {name!r}{near(name, names)}"
        elif not isinstance(body, dict):
            yield (*place, name), f"should be a table with {' or '.join(keys)}"
        else:
            yield from _table((*place, name), body, keys)
    if not isinstance(value, dict):
        yield place, "should be a table"


def _calendars(data: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    for code, words in _listed(data, "time"):
        place = ("time", code)
        if code not in known.languages and code not in data.get("lang", {}):
            yield place, f"there is no language {code!r}{near(code, known.languages)}"
        yield from (
            ((*place, key), f"unknown key{near(key, (*_TIME, *_TIME_MORE))}")
            for key in words
            if key not in (*_TIME, *_TIME_MORE)
        )
        if code not in known.languages:
            yield from ((place, f"{key} is missing") for key in _TIME if key not in words)
        for number, entry in _entries(words, "pattern"):
            yield from _pattern((*place, "pattern", number), entry)


def _pattern(place: Place, entry: Mapping[str, Any]) -> Iterator[Mistake]:
    if not isinstance(entry.get("kind"), str) or not isinstance(entry.get("match"), str):
        yield place, "needs a kind and what to match"
        return
    try:
        re.compile(re.sub(r"\{\w+\}", "x", entry["match"]))
    except re.error as error:
        yield (*place, "match"), f"no regular expression: {error}"
