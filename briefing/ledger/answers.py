"""Tit for tat and the life of an act: what answers what, and what was threatened before it was done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.model import DEESCALATION, ESCALATION, Event

WITHIN = timedelta(days=14)  # an answer of the same kind comes within days; later it is a new quarrel
SAID = timedelta(days=45)  # where the text itself says that it answers, it may take longer
FORESEEN = timedelta(days=120)  # a threat is taken for the forerunner of an act for this long


def linked(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with `answers` and `lag` where one answers another, and `life` where a threat or demand came before."""
    acts: dict[tuple[str, str], list[tuple[date, str, Event]]] = {}
    words: dict[tuple[str, str, str], list[tuple[date, Event]]] = {}
    for event in events:
        day = _day(event)
        if event.mode == "actual" and day and event.type in ESCALATION | DEESCALATION:
            acts.setdefault((event.actor, event.target), []).append((day, event.id, event))
        elif event.mode in {"threatened", "demanded", "denied"}:
            published = event.reports[0].published
            then = day or (published.date() if published else None)
            if then:
                words.setdefault((event.type, event.actor, event.target), []).append((then, event))
    for found in acts.values():
        found.sort(key=lambda t: t[:2])
    return tuple(_with_life(_with_answer(event, acts), words) for event in events)


def _day(event: Event) -> date | None:
    return date.fromisoformat(event.date) if event.date and event.date_precision == "day" else None


def _with_answer(event: Event, acts: Mapping[tuple[str, str], list[tuple[date, str, Event]]]) -> Event:
    day = _day(event)
    other_side = acts.get((event.target, event.actor), [])
    if day is None or event.mode != "actual" or event.type not in ESCALATION | DEESCALATION or not other_side:
        return event
    said = any(report.mention.answers for report in event.reports)
    low = bisect_left(other_side, day - SAID, key=lambda t: t[0])
    for then, _, other in reversed(other_side[low : bisect_right(other_side, day, key=lambda t: t[0])]):
        gap = day - then
        alike = other.type == event.type and gap <= WITHIN
        claimed = said and (other.type in ESCALATION) == (event.type in ESCALATION)
        if (alike or claimed) and not (gap == timedelta(0) and _first(event) <= _first(other)):
            return replace(event, answers=other.id, lag=gap.days)
    return event


def _first(event: Event) -> tuple[str, str]:
    """The order of two acts of one day: by their first report."""
    report = event.reports[0]
    return (report.published.isoformat() if report.published else "", event.id)


def _with_life(event: Event, words: Mapping[tuple[str, str, str], list[tuple[date, Event]]]) -> Event:
    day = _day(event)
    if day is None or event.mode != "actual":
        return event
    before = words.get((event.type, event.actor, event.target), ())
    steps = {(other.mode, then.isoformat()) for then, other in before if timedelta(0) <= day - then <= FORESEEN}
    return replace(event, life=(*sorted(steps, key=lambda s: (s[1], s[0])), ("done", day.isoformat())))


def expired(event: Event, as_of: date) -> bool:
    """Has the term of an act passed?"""
    return event.deadline is not None and date.fromisoformat(event.deadline) < as_of
