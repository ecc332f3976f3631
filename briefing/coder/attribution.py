"""Who says so: the source that a sentence names for an act ("selon Bamako", "a diplomat told the agency", "a annoncé l'Élysée")."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.coder.clauses import QUOTES, SOFT, Group
from briefing.coder.lexicon import Language, tells
from briefing.coder.marks import Act, Marked

_HEARSAY = 8  # words after an act among which it is said to be only told
LONGEST = 12  # words that name a source; what goes on longer is cut there


def attribution(act: Act, chain: Iterable[Group | None], marked: Marked, language: Language) -> str | None:
    """The words that name the source, as written, or None where the sentence vouches for itself.

    `chain` are the verbs that the act hangs on, its own first: the subject of the first verb of saying among them counts,
    unless a phrase of its own ("selon ..", "according to ..") names somebody.
    """
    span = _phrase(marked, language) or hearsay(act, marked, language)
    if span is None:
        own = range(act.start, act.end)
        saying = next((g for g in chain if g is not None and "say" in g.kinds and g.head not in own), None)
        span = _subject(saying, marked, language) if saying is not None else None
    return _written(marked, *span) if span is not None else None


def hearsay(act: Act, marked: Marked, language: Language) -> tuple[int, int] | None:
    """Where words around an act say that it is only told: "reportedly expelled", "is said to have expelled"."""
    low = max(0, act.start - 5)
    cues = language.cues.get("hearsay", ())
    if not tells(marked.words[low : act.end + _HEARSAY], cues):
        return None
    for cue in cues:
        words = cue.split()
        for i in range(low, min(act.end + 3, len(marked.words))):
            if marked.words[i : i + len(words)] == words:
                return i, i + len(words)
    return None


def _phrase(marked: Marked, language: Language) -> tuple[int, int] | None:
    """The source after "selon", "according to"."""
    cues = language.cues.get("according", ())
    for cue in cues if tells(marked.words, cues) else ():
        words = tuple(cue.split())
        for i in range(len(marked.words) - len(words)):
            if tuple(marked.words[i : i + len(words)]) == words:
                return _noun_phrase(i + len(words), len(marked.words), marked, language)
    return None


def _subject(saying: Group, marked: Marked, language: Language) -> tuple[int, int] | None:
    """The words before a verb of saying in its stretch; where none are, those after it: "a annoncé mercredi Alger"."""
    stretch = marked.clauses.stretches[saying.stretch]
    earlier = marked.clauses.before_in(saying)
    low = max(stretch.low, earlier.end if earlier is not None else 0)
    before = _noun_phrase(low, saying.start, marked, language)
    pronoun = language.function["subject_pronoun"] & set(marked.words[low : saying.start])
    return before or (None if pronoun else _noun_phrase(saying.end, stretch.high, marked, language))


def _noun_phrase(low: int, high: int, marked: Marked, language: Language) -> tuple[int, int] | None:
    """The run of words from the first that can open a name for somebody to the first that ends it, or None."""
    function = language.function
    small = function["and"] | function["but"] | function["adverb"] | function["complementizer"] | function["relative"]
    timed = {i for time in marked.times for i in range(time.start, time.end)}
    while low < high and (low in timed or marked.words[low] in small | SOFT | QUOTES):
        low += 1
    verbs = {i for group in marked.clauses.groups for i in range(group.start, group.end)}
    ends = SOFT | QUOTES | function["complementizer"] | function["relative"] | frozenset({".", ";", ":"})
    end = low
    while end < min(high, low + LONGEST) and marked.words[end] not in ends and end not in timed and end not in verbs:
        end += 1
    while end > low and marked.words[end - 1] in function["to"] | function["of"] | function["article"]:
        end -= 1
    nobody = function["subject_pronoun"] | function["object_pronoun"] | language.clitics
    return (low, end) if end > low and set(marked.words[low:end]) - nobody else None


def _written(marked: Marked, low: int, high: int) -> str:
    """The words as the text has them, without the line breaks."""
    tokens = marked.sentence.tokens
    start = marked.sentence.start
    return " ".join(marked.sentence.text[tokens[low].start - start : tokens[high - 1].end - start].split())
