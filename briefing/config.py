"""sources.toml -> frozen sources and pairs. A mistake names file, line and key; all mistakes are told at once."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigError
from briefing.model import Source

if TYPE_CHECKING:
    from briefing.sourcefile import FileModel

NAME = "sources.toml"
# What a value should be, where the checker's own words would not help.
_WANTED = {
    "interval": "should be seconds, or like '15m', '2h' or '1d', and a minute at least",
    "side": "should be a code in capitals, like 'FRA' or 'EUU'",
}


@dataclass(frozen=True, slots=True)
class Config:
    """What was configured, and in which file."""

    sources: tuple[Source, ...]
    pairs: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    path: Path
    rules: tuple[Path, ...] = ()


def find(given: Path | None = None) -> Path:
    """The file in use: the one given, ./sources.toml, the one in the configuration directory, else the packaged default."""
    if given is not None:
        return given
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    packaged = (Path(__file__).with_name(NAME), Path(__file__).parent.parent / NAME)
    for path in (Path(NAME), home / "briefing" / NAME, *packaged):
        if path.is_file():
            return path
    raise ConfigError(f"no {NAME} was found; give one with --sources")


def load(given: Path | None = None) -> Config:
    """The configuration. Raises ConfigError with every mistake, a line each."""
    path = find(given)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return parse(text, path)


def glance(given: Path | None = None) -> tuple[tuple[str, str], ...]:
    """The pairs of the file in use, unchecked and quickly, for a first paint; `load` tells of mistakes right after."""
    try:
        pairs = tomllib.loads(find(given).read_text(encoding="utf-8")).get("pairs", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    told = [pair for pair in pairs if isinstance(pair, str) and pair.count("-") == 1] if isinstance(pairs, list) else []
    return tuple(_pair(pair) for pair in told)


def glance_keys(given: Path | None = None) -> dict[str, str]:
    """The keys that the file in use sets, unchecked, for the desk's first paint: name of the action -> key."""
    try:
        keys = tomllib.loads(find(given).read_text(encoding="utf-8")).get("keys", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return {str(name): key for name, key in keys.items() if isinstance(key, str)} if isinstance(keys, dict) else {}


def glance_rules(given: Path | None = None) -> tuple[Path, ...]:
    """The files of own rules that the file in use names, without checking the rest of it: reading an article needs no more."""
    try:
        path = find(given)
        rules = tomllib.loads(path.read_text(encoding="utf-8")).get("rules", [])
    except FileNotFoundError as error:
        raise ConfigError(f"{given}: {error.strerror}; give another file with --sources") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    return (
        tuple(path.parent / Path(rule).expanduser() for rule in rules if isinstance(rule, str))
        if isinstance(rules, list)
        else ()
    )


def parse(text: str, path: Path) -> Config:
    """The configuration in a text; `path` is for the words of an error. Raises ConfigError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"{path}:{line[1] if line else 1}: {error}") from error
    from pydantic import ValidationError

    from briefing.sourcefile import FileModel

    try:
        model = FileModel.model_validate(data)
    except ValidationError as error:
        raise ConfigError("\n".join(_told(problem, text, path) for problem in error.errors())) from error
    mistakes = [*_repeated(model, text, path), *_bad_pairs(model, text, path), *_bad_keys(model, text, path)]
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    sources = tuple(Source(**entry.model_dump() | {"path": _beside(path, entry.path)}) for entry in model.sources)
    rules = tuple(path.parent / Path(rule).expanduser() for rule in model.rules)
    return Config(sources, tuple(_pair(pair) for pair in model.pairs), tuple(model.keys.items()), path, rules)


def _beside(file: Path, named: str | None) -> str | None:
    """A file or folder as the configuration names it: a relative one lies beside the configuration, `~` is at home."""
    return None if named is None else str(file.parent / Path(named).expanduser())


def _pair(text: str) -> tuple[str, str]:
    one, two = sorted(text.upper().split("-"))
    return one, two


def _bad_pairs(model: FileModel, text: str, path: Path) -> list[str]:
    line = _line_of(text, ("pairs",))
    bad = [pair for pair in model.pairs if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,2}-[A-Za-z][A-Za-z0-9]{1,2}", pair)]
    bad += [pair for pair in model.pairs if pair not in bad and len(set(_pair(pair))) == 1]
    return [f"{path}:{line}: pairs: {pair!r} is no pair of two codes, like 'FRA-MLI'" for pair in bad]


def _bad_keys(model: FileModel, text: str, path: Path) -> list[str]:
    from briefing.sourcefile import ACTIONS

    bad = [name for name in model.keys if name not in ACTIONS]
    near = {name: difflib.get_close_matches(name, ACTIONS, n=1, cutoff=0.4) for name in bad}
    return [
        f"{path}:{_line_of(text, (name,))}: keys.{name}: there is no such action"
        + (f", did you mean {near[name][0]!r}?" if near[name] else f"; known are {', '.join(ACTIONS)}")
        for name in bad
    ]


def _repeated(model: FileModel, text: str, path: Path) -> list[str]:
    names = [source.name for source in model.sources]
    twice = [i for i, name in enumerate(names) if name in names[:i]]
    return [
        f"{path}:{_line_of(text, ('source', i, 'name'))}: sources[{i}].name: {names[i]!r} is there twice" for i in twice
    ]


def _told(problem: Any, text: str, path: Path) -> str:
    place = tuple(part for part in problem["loc"] if part != "_one_place")
    where = (
        "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".").replace("source[", "sources[")
    )
    words = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if problem["type"] == "extra_forbidden":
        words = "unknown key" + _nearest(str(place[-1]), place)
    elif problem["type"] == "missing":
        words = "is missing"
    elif problem["msg"].startswith("Input should be"):
        words = _WANTED.get(str(place[-1])) or f"should be {words}"
    elif place and str(place[-1]) in _WANTED:
        words = _WANTED[str(place[-1])]
    return f"{path}:{_line_of(text, place)}: {where}: {words}"


def _nearest(key: str, place: tuple[Any, ...]) -> str:
    from briefing.sourcefile import SourceModel

    known = SourceModel.model_fields if len(place) > 1 else {"source": 0, "pairs": 0, "rules": 0, "keys": 0}
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f", did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


def _line_of(text: str, place: tuple[Any, ...]) -> int:
    """The line of a key: counted from the header of its table; the header's own where the key is not there."""
    lines = text.splitlines()
    start = 0
    key = str(place[-1])
    if len(place) > 1 and isinstance(place[1], int):
        headers = [i for i, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{re.escape(str(place[0]))}\s*\]\]", line)]
        if place[1] >= len(headers):
            return 1
        start = headers[place[1]]
        key = str(place[2]) if len(place) > 2 else ""
    for i in range(start, len(lines)):
        if i > start and len(place) > 1 and lines[i].lstrip().startswith("["):
            break
        if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", lines[i]):
            return i + 1
        if key and len(place) == 1 and re.match(rf"\s*\[+\s*{re.escape(key)}\b", lines[i]):
            return i + 1
    return start + 1
