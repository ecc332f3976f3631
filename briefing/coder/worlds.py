"""What an article does not vouch for: a film's plot, a quiz, a pollster's question, a forged note, a rumour denied in the next breath."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.coder.lexicon import Language, tells
from briefing.coder.marks import Marked

_SURE, _ENOUGH = (
    2,
    3,
)  # words sure of one imagined world, and with those that only hint at it, that an article is about it
_FIRST = 9  # words of a sentence in which it says that what came before is untrue


def place(marked: Sequence[Marked], language: Language) -> None:
    """Says of every sentence whether what it tells is only imagined or not true: its acts are then no acts."""
    whole = any(_about(marked, topic, language) for topic in ("fiction", "quiz"))
    for one in marked:
        one.world = "hypothetical" if whole or _has(one.words, "imagined", language) else None
        one.world = "denied" if _has(one.words, "forged", language) else one.world
    for before, after in pairwise(marked):
        if _takes_back(after, language) or _disowned(before, after, language):
            before.world = "denied"


def _about(marked: Sequence[Marked], topic: str, language: Language) -> bool:
    """Do enough different words of a topic stand in an article, some of them sure of it ("film"), the rest hints ("director")?"""
    text = " " + " ".join(word for one in marked for word in one.words) + " "
    sure, hints = (sum(f" {cue} " in text for cue in language.cues.get(key, ())) for key in (topic, f"{topic}_hints"))
    return sure >= _SURE and sure + hints >= _ENOUGH


def _has(words: Sequence[str], cue: str, language: Language) -> bool:
    return tells(words, language.cues.get(cue, ()))


def _takes_back(after: Marked, language: Language) -> bool:
    """Does a sentence begin by saying that the one before is untrue: "False.", "It had not.", "Rien de tout cela n'est vrai"?"""
    text = " ".join([*after.words[:_FIRST], "."]) + " "
    return any(text.startswith(f"{phrase} ") for phrase in language.cues.get("taken_back", ()))


def _disowned(before: Marked, after: Marked, language: Language) -> bool:
    """Does the acting state's own official deny it, nothing else being denied: "X ferme sa frontière. Son préfet dément"?"""
    own = bool(set(after.words[:1]) & language.function["possessive"])
    denials = [a for a in after.acts if "DENY" in a.names and a.form == "active" and a.start <= _FIRST]
    ends = {".", ";", ","} | language.function["object_pronoun"]
    accused = any(a.names & {"ACCUSE", "INVOKE"} for a in before.acts)
    return own and not accused and any(not after.words[a.end :] or after.words[a.end] in ends for a in denials)
