"""People by name: who was introduced as whose diplomat or national is known by the surname from then on.

    "L'ambassadeur de France, Sylvain Itté, .." -> later "ils somment Sylvain Itté de partir", "Itté"

Only people whose state the text itself tells; leaders and ministers stand for their states and are the gazetteer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefing.coder.gazetteer import Name
from briefing.coder.lexicon import Language
from briefing.coder.marks import Marked, Thing

KINDS = frozenset(
    "ambassador charge consul military_attache diplomat staff person journalist".split()
)  # things that have a name of their own
_ENVOYS = frozenset({"ambassador", "charge", "consul", "diplomat"})
_APART = 2  # words between a name and what it is told to be: ", the"
_LEAST = 2  # words of a name that nobody has introduced
_SHORTEST = 3  # letters of a surname that is recognised alone


def unseat(sentences: Iterable[Marked]) -> None:
    """Takes away as a state's voice who is told of as its envoy: "the ambassador, Sylvain Itté" is somebody that acts are done to."""
    told = list(sentences)
    envoys = {
        one.words[name.end - 1] for one in told for name in one.names if name.kind == "leader" and _posted(name, one)
    }
    for one in told if envoys else ():
        for names in (one.names, one.free):
            names[:] = [n for n in names if n.kind != "leader" or one.words[n.end - 1] not in envoys]


def _posted(name: Name, one: Marked) -> bool:
    """Does a name stand right beside an envoy of a state, but for a comma?"""
    envoys = [thing for thing in one.things if thing.kind in _ENVOYS]
    after = any(0 <= name.start - t.end <= 1 and set(one.words[t.end : name.start]) <= {","} for t in envoys)
    return after or any(0 < t.start - name.end <= _APART and one.words[name.end] == "," for t in envoys)


def registry(sentences: Iterable[Marked], language: Language) -> dict[str, Thing]:
    """Surname -> the thing that its bearer was introduced as. The first introduction counts."""
    known: dict[str, Thing] = {}
    for marked in sentences:
        for thing, (_, end) in _introductions(marked, language):
            surname = marked.words[end - 1]
            if len(surname) >= _SHORTEST:
                known.setdefault(surname, thing)
    return known


def add(marked: Marked, known: Mapping[str, Thing], language: Language) -> None:
    """The people named in a sentence without saying again whose they are become things of it."""
    told = {end for _, (_, end) in _introductions(marked, language)}
    inside = {i for thing in marked.things for i in range(thing.start, thing.end)}
    for start, end in _names(marked, language):
        thing = known.get(marked.words[end - 1])
        if thing is not None and end not in told and end - 1 not in inside:
            marked.things.append(replace(thing, start=start, end=end, count=1, possessive=False))
        elif thing is None and end - start >= _LEAST and end not in told and not inside & set(range(start, end)):
            marked.strangers.append(Thing(start, end, "person", count=1))
    marked.things.sort(key=lambda thing: thing.start)


def _introductions(marked: Marked, language: Language) -> Iterator[tuple[Thing, tuple[int, int]]]:
    """People told with their name: "ambassador X", "the ambassador of Mali, X,", "X, a German citizen"."""
    names = _names(marked, language)
    for thing in marked.things:
        if thing.kind not in KINDS or not (thing.owners or thing.places) or (thing.count or 1) > 1:
            continue
        for start, end in names:
            after = 0 <= start - thing.end <= 1 and all(w == "," for w in marked.words[thing.end : start])
            between = marked.words[end : thing.start]
            before = bool(between) and between[0] == "," and len(between) <= 2 and end <= thing.start
            if after or before:
                yield thing, (start, end)


def _names(marked: Marked, language: Language) -> list[tuple[int, int]]:
    """Runs of capitalised words that are no state's name, nor the first word of the sentence alone; looked for once."""
    if marked.runs is None:
        marked.runs = _runs(marked, language)
    return marked.runs


def _runs(marked: Marked, language: Language) -> list[tuple[int, int]]:
    tokens = marked.sentence.tokens
    taken = {i for name in marked.names for i in range(name.start, name.end)}
    taken |= {i for time in marked.times for i in range(time.start, time.end)}
    particles = language.writing.particles
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not _capital(i, tokens[i].text, tokens[i].word, taken, language):
            i += 1
            continue
        start = i
        while i < len(tokens) and (
            _capital(i, tokens[i].text, tokens[i].word, taken, language)
            or (tokens[i].word in particles and i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper() and i > start)
        ):
            i += 1
        if i - start >= 2 or start > 0:
            found.append((start, i))
    return found


def _capital(i: int, text: str, word: str, taken: set[int], language: Language) -> bool:
    small = language.function["article"] | language.function["of"] | language.function["to"]
    return i not in taken and text[:1].isupper() and text[1:2].islower() and word not in small
