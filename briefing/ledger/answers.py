"""Tit for tat and the life of an act: what answers what, what was threatened before it was done, what became of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

from briefing.ledger.identity import same_domain
from briefing.model import DEESCALATION, ESCALATION, Event

WITHIN = timedelta(days=14)  # an answer of the same kind comes within days; later it is a new quarrel
SAID = timedelta(days=45)  # where the text itself says that it answers, it may take longer
FORESEEN = timedelta(days=120)  # a threat is taken for the forerunner of an act for this long
REFUSED = timedelta(days=30)  # a demand is refused within this time, or not by that word
# What undoes what. A partial lifting undoes a part.
UNDONE_BY = {
    "recall": "ambassador_posted", "mission_closure": "mission_reopened", "relations_downgraded": "relations_restored",
    "relations_severed": "relations_restored", "cooperation_suspended": "cooperation_resumed",
    "sanctions_imposed": "sanctions_lifted", "visas_restricted": "visas_restored", "crossing_closed": "crossing_reopened",
    "detention": "release",
}  # fmt: skip
Days = Mapping[tuple[str, str, str], Sequence[tuple[date, str, Event]]]
Steps = set[tuple[str, str]]


def linked(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order of date, with `answers` and `lag` where one answers another, and `life`: what became of each."""
    events = sorted(events, key=_place)
    acts: dict[tuple[str, str], list[tuple[date, str, Event]]] = {}
    done: dict[tuple[str, str, str], list[tuple[date, str, Event]]] = {}
    words: dict[tuple[str, str, str], list[tuple[date, str, Event]]] = {}
    for event in events:
        day = _day(event) if event.mode == "actual" else _day(event) or _first_told(event)
        if day is None:
            continue
        key, entry = (event.type, event.actor, event.target), (day, event.id, event)
        if event.mode == "actual":
            done.setdefault(key, []).append(entry)
            if event.type in ESCALATION | DEESCALATION:
                acts.setdefault((event.actor, event.target), []).append(entry)
        elif event.mode in {"threatened", "demanded", "denied", "reversed"}:
            words.setdefault(key, []).append(entry)
    for found in (*acts.values(), *done.values(), *words.values()):
        found.sort(key=lambda t: t[:2])
    return tuple(replace(_with_answer(event, acts), life=_life(event, done, words)) for event in events)


def _place(event: Event) -> tuple[str, str, str, int, str]:
    """By day; acts of one day in the order in which they were told."""
    first = event.reports[0]
    moment = first.published.astimezone(UTC).isoformat() if first.published else ""
    day = event.date or (first.published.date().isoformat() if first.published else "")
    return day, moment, first.article, first.mention.evidence.start, event.id


def _day(event: Event) -> date | None:
    return date.fromisoformat(event.date) if event.date and event.date_precision == "day" else None


def _first_told(event: Event) -> date | None:
    published = event.reports[0].published
    return published.date() if published else None


def _with_answer(event: Event, acts: Mapping[tuple[str, str], list[tuple[date, str, Event]]]) -> Event:
    event = replace(event, answers=None, lag=None)
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


def _life(event: Event, done: Days, words: Days) -> tuple[tuple[str, str], ...]:
    """The steps of an act in order of their days, each as (state, day)."""
    if event.mode == "actual":
        steps = _life_of_act(event, done, words)
    elif event.mode in {"threatened", "demanded"}:
        steps = _life_of_words(event, done)
    else:
        steps = set()
    return tuple(sorted(steps, key=lambda step: (step[1], step[0] == "done", step[0])))


def _life_of_act(event: Event, done: Days, words: Days) -> Steps:
    """Threatened, demanded, denied or announced before; done; corrected by an outlet, denied or undone after."""
    steps: Steps = {("corrected", r.mention.corrected) for r in event.reports if r.mention.corrected}
    day = _day(event)
    if event.type == "demand":
        steps |= _refusal(event, day or _first_told(event), (event.target, event.actor), done)
    if day is None:
        return steps
    key = (event.type, event.actor, event.target)
    for then, _, other in words.get(key, ()):
        late = other.mode in {"denied", "reversed"} and timedelta(0) < then - day <= REFUSED
        if (late or timedelta(0) <= day - then <= FORESEEN) and same_domain(event.domain, other.domain):
            steps.add((other.mode, then.isoformat()))
    if event.type == "troops_withdrawn" and event.stage == "completed":
        steps |= {("announced", then.isoformat()) for then, _, e in done[key] if e.stage == "announced" and then < day}
    undoing = UNDONE_BY.get(event.type, "")
    for then, _, other in _from(day + timedelta(1), done.get((undoing, event.actor, event.target), ())):
        if same_domain(event.domain, other.domain) and (other.site or event.site) == event.site:
            steps.add(("partly undone" if other.partial else "undone", then.isoformat()))
            if not other.partial:
                break
    return steps | {("done", day.isoformat())}


def _from(day: date, told: Sequence[tuple[date, str, Event]]) -> Sequence[tuple[date, str, Event]]:
    """Those of a day or later."""
    return told[bisect_left(told, day, key=lambda t: t[0]) :]


def _life_of_words(event: Event, done: Days) -> Steps:
    """A threat or demand of an act: done after, or refused."""
    day = _day(event) or _first_told(event)
    if day is None:
        return set()
    found = next(
        (
            then
            for then, _, other in _from(day, done.get((event.type, event.actor, event.target), ()))
            if then - day <= FORESEEN and same_domain(event.domain, other.domain)
        ),
        None,
    )
    steps: Steps = {("done", found.isoformat())} if found else set()
    return steps | _refusal(event, day, (event.actor, event.target), done) if event.mode == "demanded" else steps


def _refusal(event: Event, day: date | None, by: tuple[str, str], done: Days) -> Steps:
    """The day on which the side of which something is demanded rejects it, where it does."""
    told = _from(day, done.get(("denial", *by), ())) if day else ()
    found = next((then for then, _, _ in told if day and then - day <= REFUSED), None)
    return {("refused", found.isoformat())} if found else set()
