"""What is wrong in a sources.toml: every mistake at once, each with file, line and key, and the nearest key that there is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefing.sourcefile import ACTIONS, FileModel, SourceModel

# What a value should be, where the checker's own words would not help.
_WANTED = {
    "interval": "should be seconds, or like '15m', '2h' or '1d', and a minute at least",
    "side": "should be a code in capitals, like 'FRA' or 'EUU'",
}
_KINDS = {
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": "should be a text in quotes",
    "list_type": "should be a list in brackets",
    "dict_type": "should be a table",
    "model_type": "should be a table",
}
_PAIR = re.compile(r"[A-Za-z][A-Za-z0-9]{1,2}-[A-Za-z][A-Za-z0-9]{1,2}")
_FILE_KEYS = ("source", "pairs", "rules", "keys", "theme")


def mistakes(data: dict[str, Any], text: str, path: Path) -> list[str]:
    """A line for each mistake in `data`, which is `text` as read, in the order of the file; none for a sound one."""
    found = {
        place: words
        for check in (_places, _repeated, _bad_pairs, _bad_keys, _same_keys)
        for place, words in check(data)
    }
    found |= {place: words for place, words in _by_model(data) if place not in found}
    told = [(_line_of(text, place), _spoken(place), words) for place, words in found.items()]
    return [f"{path}:{line}: {where}: {words}" for line, where, words in sorted(told)]


Place = tuple[Any, ...]


def _by_model(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """What the models say: unknown keys, missing ones, values of the wrong kind."""
    try:
        FileModel.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            place = tuple(part for part in problem["loc"] if part != "_one_place")
            yield place, _words(problem, place)


def _words(problem: Any, place: Place) -> str:
    words = str(problem["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    if problem["type"] == "extra_forbidden":
        return "unknown key" + _nearest(str(place[-1]), place)
    if problem["type"] == "missing":
        return "is missing"
    if place and str(place[-1]) in _WANTED:
        return _WANTED[str(place[-1])]
    if problem["type"] in _KINDS:
        return _KINDS[problem["type"]]
    return f"should be {words}" if problem["msg"].startswith("Input should be") else words


def _nearest(key: str, place: Place) -> str:
    known = list(SourceModel.model_fields) if len(place) > 1 else list(_FILE_KEYS)
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return f", did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


# -- what one value alone does not tell ----------------------------------------------------------------------------


def _sources(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    found = data.get("source")
    return [(i, one) for i, one in enumerate(found) if isinstance(one, dict)] if isinstance(found, list) else []


def _places(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for i, source in _sources(data):
        if ("url" in source) == ("path" in source):
            yield ("source", i), "needs a url or a path, and not both"


def _repeated(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    seen: set[object] = set()
    for i, source in _sources(data):
        name = str(source.get("name"))
        if name in seen:
            yield ("source", i, "name"), f"{name!r} is there twice"
        if "name" in source:
            seen.add(name)


def _bad_pairs(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    pairs = data.get("pairs")
    for i, pair in enumerate(pairs if isinstance(pairs, list) else ()):
        sound = isinstance(pair, str) and _PAIR.fullmatch(pair) and len({*pair.upper().split("-")}) == 2
        if not sound:
            yield ("pairs", i), f"{pair!r} is no pair of two codes, like 'FRA-MLI'"


def _keys(data: dict[str, Any]) -> dict[str, str]:
    keys = data.get("keys")
    return {name: key for name, key in keys.items() if isinstance(key, str)} if isinstance(keys, dict) else {}


def _bad_keys(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for name, key in _keys(data).items():
        if name not in ACTIONS:
            near = difflib.get_close_matches(name, ACTIONS, n=1, cutoff=0.4)
            hint = f", did you mean {near[0]!r}?" if near else f"; known are {', '.join(ACTIONS)}"
            yield ("keys", name), f"there is no such action{hint}"
        elif not key.strip():
            yield ("keys", name), "should be a key, like 'F' or 'f5'"


def _same_keys(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """One key given to two actions: only one of them would ever be done."""
    owner: dict[str, str] = {}
    for name, keys in _keys(data).items():
        for key in filter(None, map(str.strip, keys.split(","))):
            if key in owner:
                yield ("keys", name), f"{key!r} is the key of {owner[key]!r} already"
            owner.setdefault(key, name)


# -- places --------------------------------------------------------------------------------------------------------


def _spoken(place: Place) -> str:
    """A place as people write it: sources[0].url."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in _named(place))
    return words.lstrip(".").replace("source[", "sources[")


def _named(place: Place) -> Iterable[Any]:
    return place[:1] if place[:1] == ("pairs",) else place


def _line_of(text: str, place: Place) -> int:
    """The line of a key: counted from the header of its table; the header's own where the key is not there."""
    lines = text.splitlines()
    start, key = 0, str(place[-1])
    if place[0] == "source" and len(place) > 1 and isinstance(place[1], int):
        headers = [i for i, line in enumerate(lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
        if place[1] >= len(headers):
            return 1
        start, key = headers[place[1]], str(place[2]) if len(place) > 2 else ""
    elif place[0] == "keys" and len(place) > 1:
        start = next((i for i, line in enumerate(lines) if re.match(r"\s*\[\s*keys\s*\]", line)), 0)
    elif place[0] == "pairs":
        key = "pairs"
    return _found(lines, start, key, inside=len(place) > 1 and place[0] != "pairs")


def _found(lines: list[str], start: int, key: str, inside: bool) -> int:
    for i in range(start, len(lines)):
        if i > start and inside and lines[i].lstrip().startswith("["):
            break
        if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", lines[i]):
            return i + 1
        if key and not inside and re.match(rf"\s*\[+\s*{re.escape(key)}\b", lines[i]):
            return i + 1
    return start + 1
