"""By when an order must be carried out: the deadline of an act, counted from its day or the next weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.coder.dates import Time, counted_from
from briefing.coder.dating import to_leave, told_back
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked
from briefing.model import Mention, span

LONGEST_NOTICE = 31  # days: what is longer is not the term of an expulsion


def deadline_of(act: Act, marked: Marked, when: Time | None, language: Language) -> str | None:
    start = span(when.value, when.precision) if when else None
    for time in [told_back(t, act, marked) for t in marked.times]:
        if time.start < act.start - 3 or _of_another(time, act, marked):
            continue
        if to_leave(time, act, marked, language):
            return _ahead(time, when)
        if time.role == "deadline" and time.precision == "day":
            return counted_from(time, start[0]).value if time.days is not None and start else _ahead(time, when)
        if time.role == "duration" and start and when and when.precision == "day" and _is_term(time, act):
            return counted_from(time, start[0]).value
    return None


def _is_term(time: Time, act: Act) -> bool:
    """Is a length of time the term of an order ("given 48 hours", "expelled with two days' notice")?"""
    if "LEAVE_ORDER" in act.names:
        return True
    return bool(act.names & {"EXPEL", "PNG", "TROOPS_DEMAND"}) and 0 < (time.days or 0) <= LONGEST_NOTICE


def _of_another(time: Time, act: Act, marked: Marked) -> bool:
    """Does another act stand between the act and a term, so that the term is the other's?"""
    inner = {"LEAVE", "ORDER", "GRANT", "DEMAND", "REDUCE"}
    between = [a for a in marked.acts if act.end < a.start < time.start and a.form != "noun"]
    return any(not a.names & inner or _of_others(a, marked) for a in between)


def _of_others(act: Act, marked: Marked) -> bool:
    """Has an order a subject of its own that is people of a state: "while six Kenyans were given until Monday"?"""
    group = marked.clauses.group_at(act.start, act.end)
    if group is None or not group.finite:
        return False
    low = marked.clauses.stretches[group.stretch].low
    return any(low <= thing.start and thing.end <= act.start and thing.owners for thing in marked.things)


def _ahead(time: Time, when: Time | None) -> str | None:
    """A weekday that is a term is the next one, not the last."""
    if time.value is None or "weekday" not in time.how or when is None or not when.value or when.precision != "day":
        return time.value
    day, start = date.fromisoformat(time.value), date.fromisoformat(when.value)
    return (start + timedelta((day - start).days % 7)).isoformat()


def with_term(mention: Mention, act: Act, one: Marked, earlier: Sequence[Mention], language: Language) -> Mention:
    """The term of an order counted from its day, where that day was told before: "They have 48 hours to leave"."""
    known = [
        m for m in earlier if (m.type, m.actor, m.target) == (mention.type, mention.actor, mention.target) and m.date
    ]
    start = mention if mention.date else known[-1] if known else None
    if start is None or start.date_precision != "day" or not start.date:
        return mention
    day = Time(0, 0, start.date, "day", "point", "", "")
    return replace(mention, deadline=deadline_of(act, one, day, language) or mention.deadline)
