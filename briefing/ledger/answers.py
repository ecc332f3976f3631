"""Tit for tat and the life of an act: what answers what, and what was threatened before it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefing.model import DEESCALATION, ESCALATION, Event

WITHIN = timedelta(days=14)  # an answer of the same kind comes within days; later it is a new quarrel
SAID = timedelta(days=45)  # where the text itself says that it answers, it may take longer
FORESEEN = timedelta(days=120)  # a threat is taken for the forerunner of an act for this long


def linked(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with `answers` and `lag` where one answers another, and `life` where a threat or demand came before."""
    return tuple(_with_life(_with_answer(event, events), events) for event in events)


def _day(event: Event) -> date | None:
    return date.fromisoformat(event.date) if event.date and event.date_precision == "day" else None


def _with_answer(event: Event, events: Sequence[Event]) -> Event:
    day = _day(event)
    if day is None or event.mode != "actual" or event.type not in ESCALATION | DEESCALATION:
        return event
    said = any(report.mention.answers for report in event.reports)
    best: tuple[timedelta, str, Event] | None = None
    for other in events:
        then = _day(other)
        if then is None or other.mode != "actual" or (other.actor, other.target) != (event.target, event.actor):
            continue
        gap = day - then
        alike = other.type == event.type and timedelta(0) <= gap <= WITHIN
        claimed = said and (other.type in ESCALATION) == (event.type in ESCALATION) and timedelta(0) <= gap <= SAID
        if (alike or claimed) and not (gap == timedelta(0) and _first(event) <= _first(other)):
            found = (gap, other.id, other)
            best = min(best, found, key=lambda t: t[:2]) if best else found
    return replace(event, answers=best[2].id, lag=best[0].days) if best else event


def _first(event: Event) -> tuple[str, str]:
    """The order of two acts of one day: by their first report."""
    report = event.reports[0]
    return (report.published.isoformat() if report.published else "", event.id)


def _with_life(event: Event, events: Sequence[Event]) -> Event:
    day = _day(event)
    if day is None or event.mode != "actual":
        return event
    steps: list[tuple[str, str]] = []
    for other in events:
        same = (other.type, other.actor, other.target) == (event.type, event.actor, event.target)
        then = _day(other) or (other.reports[0].published.date() if other.reports[0].published else None)
        if (
            same
            and other.mode in {"threatened", "demanded", "denied"}
            and then
            and timedelta(0) <= day - then <= FORESEEN
        ):
            steps.append((other.mode, then.isoformat()))
    return replace(event, life=(*sorted(set(steps), key=lambda s: s[1]), ("done", day.isoformat())))


def expired(event: Event, as_of: date) -> bool:
    """Has the term of an act passed?"""
    return event.deadline is not None and date.fromisoformat(event.deadline) < as_of
