"""Words -> the concepts that they express or suggest, by a thesaurus that is data: "padlock" and "shutter" suggest closing.

An entry is a word or a phrase; a * at the end of a word stands for any ending. Accents do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from briefing.coder.loading import read_data
from briefing.coder.text import strip_accents

_ANY = "*"
_SHORTEST = 3  # letters before a * that an entry has at least


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Concepts by word: whole words, beginnings of words, phrases by the beginning of their first word. Made by `build`."""

    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    begun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)
    known: dict[str, _Met] = field(default_factory=dict)

    def concepts(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Where in a sentence without accents which concept is expressed: (token, concept), a phrase at its first word."""
        found: list[tuple[int, str]] = []
        for at, word in enumerate(words):
            met = self.known.get(word) or self._met(word)
            found += [(at, concept) for concept in met.alone]
            if met.phrases:
                found += [(at, concept) for concept in self._phrases(met, words, at + 1)]
        return found

    def _phrases(self, met: _Met, words: Sequence[str], at: int) -> list[str]:
        """The concepts of the phrases that a word begins, the rest of which stands at a place."""
        begun = met.phrases.get(words[at][:_SHORTEST] if at < len(words) else "", ())
        return [
            concept
            for rest, concept in (*begun, *met.phrases.get(_ANY, ()))
            if len(rest) <= len(words) - at and all(map(_matches, rest, words[at : at + len(rest)]))
        ]

    def _met(self, word: str) -> _Met:
        """What a word suggests, and the phrases that it may begin; looked up once."""
        met = self.known.get(word)
        if met is None:
            alone = self.whole.get(word, ())
            for end in range(_SHORTEST + 1, len(word) + 1):
                alone += self.begun.get(word[:end], ())
            phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
            for entry, concept in self.phrases.get(word[:_SHORTEST], ()):
                if _matches(entry[0], word):
                    phrases.setdefault(_key(entry[1]), []).append((entry[1:], concept))
            met = self.known[word] = _Met(tuple(dict.fromkeys(alone)), phrases)
        return met


@dataclass(frozen=True, slots=True)
class _Met:
    """What is known of a word: its concepts, and the rest of the phrases that it begins, by how their second word begins."""

    alone: tuple[str, ...]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def _key(entry: str) -> str:
    """How the words that an entry matches begin; * where they need not begin alike."""
    return _ANY if entry.endswith(_ANY) and len(entry) <= _SHORTEST else entry.rstrip(_ANY)[:_SHORTEST]


def _matches(entry: str, word: str) -> bool:
    return word.startswith(entry[:-1]) if entry[-1] == _ANY else word == entry


def build(concepts: Mapping[str, str]) -> Thesaurus:
    """A thesaurus from concept -> "entry, entry, .."."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for concept, entries in concepts.items():
        for entry in entries.split(","):
            words = _split(entry)
            if len(words) > 1:
                key = _key(words[0])
                phrases[key] = (*phrases.get(key, ()), (words, concept))
            elif words and words[0].endswith(_ANY) and len(words[0]) > _SHORTEST:
                begun[words[0][:-1]] = (*begun.get(words[0][:-1], ()), concept)
            elif words:
                whole[words[0]] = (*whole.get(words[0], ()), concept)
    return Thesaurus(whole, begun, phrases)


def _split(entry: str) -> tuple[str, ...]:
    """The words of an entry as the tokenizer has them, without accents, each with its *."""
    return tuple(strip_accents(entry.lower()).replace("'", "' ").split())


@lru_cache(maxsize=8)
def load(lang: str) -> Thesaurus:
    """The thesaurus that comes with the package for a language, an empty one where there is none. Raises DataError."""
    name = f"thesaurus.{lang}.toml"
    if not resources.files("briefing.coder.data").joinpath(name).is_file():
        return Thesaurus()
    return build(read_data(name))
