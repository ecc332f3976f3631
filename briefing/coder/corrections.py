"""An outlet corrects itself: which earlier article of its own, what it takes back, what it changes. Read from the words."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from briefing.coder.marks import Marked
from briefing.coder.text import fold, written
from briefing.model import MATERIAL, Article, Correction, Mention, Reading

_VERDICT = 3  # sentences among which a quoted report is judged: its own and the next
WITHIN = timedelta(days=30)  # an outlet corrects what it wrote lately
Key = tuple[str, str, str]


def correction(article: Article, mentions: Sequence[Mention], earlier: Sequence[Reading]) -> Correction | None:
    """What an article takes back of an earlier one of its outlet, or None where it corrects nothing.

    `mentions` are those read in the article, in every mode; `earlier` the readings of the same source.
    """
    if not is_correction(article):
        return None
    meant = _meant(article, mentions, earlier)
    if meant is None:
        return None
    told = {_key(m): m for m in meant.mentions if m.mode == "actual" and m.type in MATERIAL}
    affirmed = {_key(m) for m in mentions if m.mode == "actual"}
    denied = {_key(m) for m in mentions if m.mode == "denied"}
    withdraws = tuple(sorted((denied & set(told)) - affirmed))
    changes = tuple(sorted(_changes(mentions, told)))
    if not withdraws and not changes and _retracted(article, meant.article):
        withdraws = _headline(meant)
    return Correction(meant.article.id, withdraws, changes)


def is_correction(article: Article) -> bool:
    """Does the headline say so, or the opening of the text admit a mistake?"""
    opens, admits = _words()
    head = fold(article.text[:400])
    return bool(opens.search(article.title) or opens.search(article.text) or admits.search(head))


def taken_back(mentions: Sequence[Mention], text: Sequence[Marked], own: Set[int]) -> list[Mention]:
    """The mentions of a correction, those it quotes from the earlier report denied or, where it stands by them, left out.

    `own` is where the sentences begin that speak of the outlet's own report.

    "We reported that X had expelled three envoys. That was wrong as to Y and Z" denies two of the three; "It has not" all.
    """
    kept = list(mentions)
    for at, one in enumerate(text):
        quoted = [m for m in kept if m.evidence.where == "text" and m.evidence.start == one.sentence.start]
        quoted = [m for m in quoted if m.mode != "denied"]  # "contrary to what we wrote, X has not .." says so itself
        if quoted and (one.sentence.start in own or _says("reports", one)):
            denied = _denied(quoted, text[at : at + _VERDICT])
            new = [replace(m, mode="denied") for m in quoted if any(m is d for d in denied)]
            kept = [m for m in kept if not any(m is q for q in quoted)] + new
    return [m for m in kept if not _of_another(m, kept)]


def _of_another(title: Mention, mentions: Sequence[Mention]) -> bool:
    """Is a headline ("X expelled one, not three") taken for what the text denies, where the text tells of whom it is true?"""
    if title.evidence.where != "title" or title.mode != "actual":
        return False
    alike = [m for m in mentions if m.type == title.type and m.actor == title.actor and m.evidence.where == "text"]
    denied = [m for m in alike if m.mode == "denied" and _key(m) == _key(title)]
    others = any(m.mode == "actual" and m.target != title.target for m in alike)
    return bool(denied) and (others or any(m.count == title.count for m in denied))


def _denied(quoted: Sequence[Mention], text: Sequence[Marked]) -> list[Mention]:
    """Which acts of a quoted report the sentence that judges it takes back: all, or those of the states it names."""
    judge = next((one for one in text if _says("verdicts", one)), None)
    if judge is None or _says("numbers", judge):
        return []
    names = {name.actor for name in judge.names} if _says("as_to", judge) else set()
    meant = [m for m in quoted if m.target in names] or [m for m in quoted if m.actor in names]
    return meant or list(quoted)


def _says(what: str, one: Marked) -> bool:
    """Do the words of a list stand in a sentence?"""
    return bool(_patterns(what).search(fold(one.sentence.text)))


@lru_cache(maxsize=8)
def _patterns(what: str) -> re.Pattern[str]:
    return re.compile("|".join(written()["corrections"][what]))


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a correction opens, and how a text admits a mistake."""
    data = written()["corrections"]
    opens = "|".join(re.escape(words) for words in data["opens"])
    return re.compile(rf"^\W*({opens})\b", re.IGNORECASE), re.compile("|".join(data["admits"]), re.IGNORECASE)


def _key(mention: Mention) -> Key:
    return mention.type, mention.actor, mention.target


def _meant(article: Article, mentions: Sequence[Mention], earlier: Sequence[Reading]) -> Reading | None:
    """The earlier article: the one whose headline is quoted, else the latest that tells of the same acts."""
    before = [r for r in earlier if r.article.id != article.id and _lately(article, r.article)]
    text = fold(article.text)
    for reading in before:
        if reading.article.title and fold(reading.article.title) in text:
            return reading
    keys = {_key(m) for m in mentions}
    shared = [r for r in before if keys & {_key(m) for m in r.mentions}]
    return max(
        shared, key=lambda r: (len(keys & {_key(m) for m in r.mentions}), str(r.article.published)), default=None
    )


def _retracted(article: Article, old: Article) -> bool:
    """Does the text quote the old headline and say that it was wrong, with nothing after that to say in what?"""
    text, title = fold(article.text), fold(old.title)
    at = text.find(title) if title else -1
    wrong = "|".join(written()["corrections"]["wrong"])
    return at >= 0 and bool(re.match(rf"[^.]{{0,40}}?({wrong})\s*[.;]", text[at + len(title) :]))


def _headline(meant: Reading) -> tuple[Key, ...]:
    """What the first sentence of an article that tells of an act says was done."""
    done = [m for m in meant.mentions if m.mode == "actual" and m.type in MATERIAL]
    first = min(((m.evidence.where != "title", m.evidence.start) for m in done), default=None)
    return tuple(sorted({_key(m) for m in done if (m.evidence.where != "title", m.evidence.start) == first}))


def _lately(article: Article, old: Article) -> bool:
    if article.published is None or old.published is None:
        return True
    return timedelta(0) <= article.published - old.published <= WITHIN


def _changes(mentions: Sequence[Mention], told: dict[Key, Mention]) -> list[tuple[Key, tuple[tuple[str, object], ...]]]:
    """The numbers that the correction gives otherwise; the headline's word goes before the text, which quotes the mistake."""
    found: dict[Key, int] = {}
    for mention in sorted(mentions, key=lambda m: m.evidence.where != "title"):
        old = told.get(_key(mention))
        if mention.mode == "actual" and old is not None and mention.count and mention.count != old.count:
            found.setdefault(_key(mention), mention.count)
    return [(key, (("count", count),)) for key, count in found.items()]
