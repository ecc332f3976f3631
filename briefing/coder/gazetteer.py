"""Names in a text -> the states and organisations they stand for. One pass over the words, the longest name wins.

The names are data: actors.toml (generated, see tools/make_actors.py) and actors.hand.toml.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from briefing.coder.text import bare_initial, strip_accents, tokenize, writing
from briefing.errors import DataError

KINDS = {
    "capital": "capital",
    "official": "official",
    "leaders": "leader",
    "organisation": "organisation",
    "media": "media",
    "forces": "forces",
    "airlines": "airline",
    "institutes": "institute",
    "city": "city",
}
LONG_AGO = 20  # years after which a leader is spoken of for what he did in office
_SIMPLE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_Then = tuple[date | None, Collection[int]]
_OF_LANGUAGE = re.compile(r"[a-z]{2,3}(_adjective)?")  # "fr" its names, "fr_adjective" its words for a people


@dataclass(frozen=True, slots=True)
class Name:
    """A name over the tokens [start, end): the actor it stands for and what sort of name it is."""

    actor: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    actor: str
    kind: str
    small: bool = False
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, ready to be found. Made by `load`."""

    tree: Mapping[str, Any]
    display: Mapping[str, Mapping[str, str]]
    known: Mapping[str, str]
    given: frozenset[str] = frozenset()

    def find(
        self, words: Sequence[str], written: Sequence[str], on: date | None = None, years: Collection[int] = ()
    ) -> list[Name]:
        """The names in a sentence: `words` folded, `written` as they stand.

        `on` is the day that decides who holds office, `years` are those spoken of: who held office then stands for the state too.
        """
        found: list[Name] = []
        shouted = _shouted(written)
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit is None:
                at += 1
                continue
            end, entries = hit
            entry = _best(entries, written[at:end], (on, years), shouted)
            if (
                entry is not None
                and words[at] in self.given
                and end - at == 1
                and _capital(written, end)
                and not shouted
            ):
                entry = None
            if entry is not None:
                found.append(Name(entry.actor, entry.kind, at, end))
                at = end
            elif entries and entries[0].kind == "never":
                at = end
            else:
                at += 1
        return found

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[_Entry, ...]] | None:
        node: Any = self.tree
        best = None
        position = at
        while position < len(words):
            node = node.get(words[position])
            if node is None:
                break
            position += 1
            if "" in node:
                best = position, node[""]
        return best

    def codes(self) -> list[str]:
        return sorted(self.display)

    def name(self, code: str, lang: str = "") -> str:
        """What a state is called for a reader of a language; else by its first name, else by the code itself."""
        names = self.display.get(code, {})
        return names.get(lang) or next(iter(names.values()), code)

    def of(self, text: str) -> str | None:
        """The code that a person means by a code or a name in either language, or None."""
        return self.known.get(strip_accents(text.strip().lower()))

    def suggest(self, text: str) -> list[str]:
        """Up to three known names close to what was typed, nearest first."""
        return difflib.get_close_matches(strip_accents(text.strip().lower()), list(self.known), n=3)


def _capital(written: Sequence[str], at: int) -> bool:
    return at < len(written) and written[at][:1].isupper() and written[at].isalpha()


def _shouted(written: Sequence[str]) -> bool:
    letters = "".join(word for word in written if word.isalpha() and len(word) > 3)
    return bool(letters) and letters.isupper()


def _best(entries: Sequence[_Entry], written: Sequence[str], then: _Then, shouted: bool) -> _Entry | None:
    """The first entry whose writing and years allow it; none where the name is first of all said to be nobody's."""
    for entry in entries if entries[0].kind != "never" else ():
        if entry.kind != "never" and _written_as_name(entry, written, shouted) and _in_office(entry, *then):
            return entry
    return None


def _written_as_name(entry: _Entry, written: Sequence[str], shouted: bool) -> bool:
    if entry.small:
        return True
    first = written[0]
    if entry.kind == "people" or not first.isalpha() or shouted:
        return first[:1].isupper()
    if len(written) == 1 and len(first) <= 3 and entry.kind in {"name", "organisation", "media"}:
        return first.isupper()
    return any(word[:1].isupper() for word in written)


def _in_office(entry: _Entry, on: date | None, years: Collection[int]) -> bool:
    """Does somebody speak for the state: in office that day, in a year spoken of, or so long ago that only that is meant?"""
    if entry.kind != "leader" or on is None:
        return True
    since, until = entry.since or 0, entry.until or 9999
    return until < on.year - LONG_AGO or any(since <= year <= until for year in (on.year, *years))


def _phrases(name: str) -> Iterable[tuple[str, ...]]:
    """The words of a name, and as they are written without accents."""
    simple = _SIMPLE.fullmatch(name) is not None  # most names: no need to look for apostrophes and numbers
    words = tuple(name.lower().split()) if simple else tuple(token.word for token in tokenize(name))
    if len(words) > 1 and words[0] in writing().articles:
        words = words[1:]
    if simple and name.isascii():
        yield words
        return
    plain = tuple(strip_accents(word) for word in words)
    yield from dict.fromkeys((words, plain, tuple(bare_initial(word) for word in words)))


def _entries(code: str, body: Mapping[str, Any], where: str) -> Iterable[tuple[tuple[str, ...], _Entry]]:
    for key, names in body.items():
        kind = kind_of(key)
        if kind is None:
            raise DataError(f"{where}: [{code}] has an unknown key {key!r}; known are {', '.join(sorted(KINDS))}")
        for name in names:
            since = until = None
            if key == "leaders":
                held = office(name)
                if held is None:
                    raise DataError(f"{where}: [{code}] leaders: {name!r} is not 'Names;first year;last year'")
                name, since, until = held
            for form in name.split("|") if key == "leaders" else [name]:
                for words in _phrases(form):
                    if words:
                        yield words, _Entry(code, kind, kind == "people" and form[:1].islower(), since, until)


def kind_of(key: str) -> str | None:
    """What a list of names is: of a kind by name, or of a language ("fr" its names, "fr_adjective" its people)."""
    if key in KINDS:
        return KINDS[key]
    found = _OF_LANGUAGE.fullmatch(key)
    return ("people" if found[1] else "name") if found else None


def office(line: str) -> tuple[str, int | None, int | None] | None:
    """A leader's names and years of office out of "Names;first year;last year", or None where it is not that."""
    parts = line.split(";")
    if (
        len(parts) != 3
        or not parts[0].strip()
        or any(part.strip() and not part.strip().isdigit() for part in parts[1:])
    ):
        return None
    return parts[0], int(parts[1]) if parts[1].strip() else None, int(parts[2]) if parts[2].strip() else None


def build(
    files: Sequence[tuple[str, Mapping[str, Any]]],
    peoples: tuple[str, ...] = (),
    own: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> Gazetteer:
    """A gazetteer from data files, each with the name it is known by. Raises DataError.

    With `peoples` only these languages' words for a people count: other languages' are written as this one's verbs may be.
    `own` are a user's files, whose entries go before those of `files`.
    """
    tree: dict[str, Any] = {}
    display: dict[str, dict[str, str]] = {}
    known: dict[str, str] = {}
    given: set[str] = set()
    for number, (where, data) in enumerate([*files, *own]):
        ahead = number >= len(files)
        for code, body in data.items():
            if code == "given":
                given |= {name.lower() for name in body["names"]}
                continue
            if code == "never":
                for name in body["names"]:
                    for words in _phrases(name):
                        _place(tree, words, _Entry("", "never"), ahead)
                continue
            for words, entry in _entries(code, _spoken(body, peoples), where):
                _place(tree, words, entry, ahead)
                if entry.kind in {"name", "organisation"}:
                    known.setdefault(strip_accents(" ".join(words).replace("' ", "'")), code)
            known.setdefault(code.lower(), code)
            names = display.setdefault(code, {})
            for key in body:
                if body[key] and (kind_of(key) == "organisation" or (key not in KINDS and kind_of(key) == "name")):
                    names.setdefault(key, body[key][0])
    return Gazetteer(tree, display, known, frozenset(given))


def _spoken(body: Mapping[str, Any], peoples: tuple[str, ...]) -> Mapping[str, Any]:
    """The lists of a state without the words for its people that are of other languages."""
    if not peoples:
        return body
    return {key: names for key, names in body.items() if not key.endswith("_adjective") or key.split("_")[0] in peoples}


def _place(tree: dict[str, Any], words: tuple[str, ...], entry: _Entry, ahead: bool = False) -> None:
    """Puts an entry under its words, behind those that are there, or before them."""
    node = tree
    for word in words:
        node = node.setdefault(word, {})
    if entry not in node.get("", ()):
        node[""] = (entry, *node.get("", ())) if ahead else (*node.get("", ()), entry)


def files(also: tuple[str, ...] = ()) -> list[tuple[str, dict[str, Any]]]:
    """The files of names that come with the package, with those of the optional languages of `also`. Raises DataError."""
    names = ["actors.toml", "actors.hand.toml", "actors.world.toml"]
    names += [f"actors.{lang}.{end}" for lang in also for end in ("toml", "hand.toml")]
    found = []
    for name in names:
        text = resources.files("briefing.coder.data").joinpath(name).read_text(encoding="utf-8")
        try:
            found.append((name, tomllib.loads(text)))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"{name}: {error}") from error
    return found


@lru_cache(maxsize=4)
def load(also: tuple[str, ...] = ()) -> Gazetteer:
    """The names that come with the package; with an optional language its own words for peoples and no others'."""
    return build(files(also), also)
