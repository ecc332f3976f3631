"""By when an order must be carried out: the deadline of an act, counted from its day or the next weekday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.coder.dates import Time, counted_from
from briefing.coder.dating import to_leave, told_back
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked
from briefing.model import Mention, span

_WITH_TERM = frozenset(
    "expulsion troops_expelled troops_withdrawn mission_closure recall relations_downgraded media_banned".split()
)
LONGEST_NOTICE = 31  # days: what is longer is not the term of an expulsion


Key = tuple[str, str, str]  # type, actor, target


def key_of(mention: Mention) -> Key:
    return mention.type, mention.actor, mention.target


def deadline_of(kind: str, act: Act, marked: Marked, when: Time | None, language: Language) -> str | None:
    """The day by which an act of a type must be carried out, ISO 8601; `when` is the day of the order, where it is told."""
    term = _term(act, marked, language) if kind in _WITH_TERM else None
    if term is None or (when is not None and (term.start, term.words) == (when.start, when.words)):
        return None
    if term.role == "point" or term.days is None:  # a day, not a length of time
        return _ahead(term, when)
    if when is None or not when.value:
        return term.value
    return counted_from(term, date.fromisoformat(when.value)).value if when.precision == "day" else None


def _term(act: Act, marked: Marked, language: Language) -> Time | None:
    """The time that is the term of an act: after it, and of no other act."""
    for time in [told_back(t, act, marked) for t in marked.times]:
        if time.start < act.start - 3 or _of_another(time, act, marked):
            continue
        if to_leave(time, act, marked, language) or (
            time.role == "deadline" and (time.days or time.precision == "day")
        ):
            return time
        if time.role == "duration" and _is_term(time, act):
            return time
    return None


def open_term(act: Act, marked: Marked, language: Language) -> int | None:
    """How many days an order gives whose own day the sentence does not tell."""
    term = _term(act, marked, language)
    return term.days if term is not None else None


def counted(mentions: Sequence[Mention], terms: Mapping[Key, int]) -> list[Mention]:
    """Terms of orders counted from the day that another sentence gave them."""
    days = {key_of(m): m.date for m in mentions if m.date and m.date_precision == "day" and m.mode == "actual"}
    return [
        replace(m, deadline=(date.fromisoformat(day) + timedelta(terms[key_of(m)])).isoformat())
        if key_of(m) in terms and (day := days.get(key_of(m))) and not _far(m, day)
        else m
        for m in mentions
    ]


def _far(mention: Mention, day: str) -> bool:
    """Is a mention of another time than the day, or does it tell its own term?"""
    own = span(mention.date, mention.date_precision)
    return own is not None and not own[0] <= date.fromisoformat(day) <= own[1]


def _is_term(time: Time, act: Act) -> bool:
    """Is a length of time the term of an order ("given 48 hours", "expelled with two days' notice")?"""
    if "LEAVE_ORDER" in act.names:
        return True
    return bool(act.names & {"EXPEL", "PNG", "TROOPS_DEMAND"}) and 0 < (time.days or 0) <= LONGEST_NOTICE


def _of_another(time: Time, act: Act, marked: Marked) -> bool:
    """Does another act stand between the act and a term, so that the term is the other's?"""
    inner = {"LEAVE", "ORDER", "GRANT", "DEMAND", "REDUCE"} | ({"CLOSE"} if "CLOSE_ORDER" in act.names else set())
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
    return replace(mention, deadline=deadline_of(mention.type, act, one, day, language) or mention.deadline)


def in_order(mention: Mention) -> Mention:
    """No term ends before its order: a weekday taken for the last one is the next; anything else is no term of it."""
    if mention.deadline is None or mention.date is None or mention.date_precision != "day":
        return mention
    late = (date.fromisoformat(mention.date) - date.fromisoformat(mention.deadline)).days
    if late <= 0:
        return mention
    week = (date.fromisoformat(mention.deadline) + timedelta(7)).isoformat()
    return replace(mention, deadline=week if late <= 7 else None)
