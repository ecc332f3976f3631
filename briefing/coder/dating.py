"""Whose time is whose: times that another sentence or a neighbouring verb settles. What `reading` asks when it dates an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.coder.clauses import Group, Stretch
from briefing.coder.dates import Time, counted_from
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked

MONTH = 30  # days from which a distance counts from a month as well as from a day
_JOINS = frozenset({"and", "mark"})


def settle(sentences: Sequence[Marked], language: Language) -> None:
    """Gives the times of a story their year and month from what was told before them, sentence by sentence.

    "In January 2023 .. on January 29" is of that year; "in April 2023 .. a month later" is May.
    """
    last: date | None = None
    for one in sentences:
        for at, time in enumerate(one.times):
            hangs = time.words.split()[-1] in language.function["after"] | language.function["before"]
            one.times[at] = time if hangs else _settled(time, last)
            last = _month_of(one.times[at]) or last


def _settled(time: Time, last: date | None) -> Time:
    if last is None:
        return time
    if time.anchored and abs(time.days or 0) >= MONTH and time.value is None:
        return replace(counted_from(time, last), anchored=False)
    same = time.value is not None and time.how.startswith("the day nearest") and int(time.value[5:7]) == last.month
    if same and time.value is not None and int(time.value[:4]) > last.year:
        return replace(time, value=f"{last.year}{time.value[4:]}", role="point", how="of the year told before")
    return time


def _month_of(time: Time) -> date | None:
    """The first day of the month that a time lies in, where it tells one."""
    if time.value is None or time.precision not in {"day", "month"} or time.role not in {"point", "since"}:
        return None
    return date(int(time.value[:4]), int(time.value[5:7]), 1)


def shared_ahead(group: Group | None, marked: Marked, points: Sequence[Time], language: Language) -> Time | None:
    """The time at the end of a row of verbs with one subject: "evacuated its diplomats and shut the embassy on Monday"."""
    if group is None or not group.finite:
        return None
    for stretch in marked.clauses.stretches[group.stretch + 1 :]:
        if not stretch.groups:
            if stretch.opener == "hard":
                return None
            continue
        first = stretch.groups[0]
        if stretch.opener not in _JOINS or not first.finite or first.before != group.before or "say" in first.kinds:
            return None
        if not opens(stretch, marked, language) or _to_come(first, marked, language):
            return None
        owned = [t for t in points if t.value and not t.anchored and t.start > first.head]
        found = next((t for t in owned if marked.clauses.owner(t.start) is first and t.role == "point"), None)
        if found is not None:
            return found
    return None


def _to_come(group: Group, marked: Marked, language: Language) -> bool:
    """Does a verb tell what will or must be done: "et devront partir samedi"?"""
    words = marked.words[group.start : group.head + 1]
    features = {feature for word in words for _, feature in language.auxiliary.get(word, ())}
    features |= {form.feature for form in language.verbs.get(marked.words[group.head], ())}
    return bool(features & {"fut", "cond", "modal", "must"})


def opens(stretch: Stretch, marked: Marked, language: Language) -> bool:
    """Does a stretch begin with its verb, so that it has no subject of its own?"""
    small = language.function["and"] | language.function["adverb"] | language.function["or"] | language.function["but"]
    return all(word in small for word in marked.words[stretch.low : stretch.groups[0].start])


def row_head(group: Group, marked: Marked, language: Language) -> Stretch:
    """The stretch that a row of verbs without subjects of their own began with: "after X closed .., withdrew .. and expelled"."""
    stretches = marked.clauses.stretches
    stretch = stretches[group.stretch]
    rowed = stretch.opener == "and" or any(s.opener == "and" and s.groups for s in stretches[group.stretch + 1 :])
    while stretch.opener in _JOINS and rowed and stretch.groups and opens(stretch, marked, language):
        before = [s for s in stretches[: stretches.index(stretch)] if s.groups]
        if not before:
            break
        stretch = before[-1]
    return stretch


def coarse(group: Group | None, marked: Marked, points: Sequence[Time], language: Language) -> Time | None:
    """The month or year of the main clause for what had just gone before: "in May 2022, after X had broken off relations"."""
    stretch = row_head(group, marked, language) if group is not None else None
    if stretch is None or stretch.opener != "when" or marked.words[stretch.low] not in language.function["just_after"]:
        return None
    number = marked.clauses.stretches.index(stretch)
    mains = {id(g) for g in (marked.clauses.main_before(number), marked.clauses.main_after(number)) if g is not None}
    wide = [t for t in points if t.value and t.precision in {"month", "year"} and t.role == "point"]
    return next((t for t in wide if id(marked.clauses.owner(t.start)) in mains), None)


def answered(group: Group, marked: Marked, language: Language) -> Group | None:
    """The main verb that a relative clause answers: "X broke with Y in 2021, which Y answered by expelling .."."""
    stretch = marked.clauses.stretches[group.stretch]
    words = set(marked.words[stretch.low : group.head + 1])
    if stretch.opener != "relative" or not words & set(language.cues.get("answering", ())):
        return None
    return marked.clauses.main_before(group.stretch)


def behind(act: Act, marked: Marked, language: Language) -> bool:
    """Is a noun told as what was there before: "summoned him on Monday over the arrest of", "the reply to Kiev's expulsion of"?

    The time of the verb is then not its own; one that stands behind the noun may be.
    """
    if act.form != "noun":
        return False
    names = {i for name in marked.names for i in range(name.start, name.end)}
    skipped = language.function["article"] | language.function["possessive"] | language.function["genitive"]
    i = act.start - 1
    while i >= max(0, act.start - 6) and (i in names or marked.words[i] in skipped):
        i -= 1
    cues = language.cues.get("background", ())
    return i >= 0 and (marked.words[i] in cues or " ".join(marked.words[max(0, i - 1) : i + 1]) in cues)
