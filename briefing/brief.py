"""The brief for print: per pair the latest act, the board in a sentence, and what is new, each act with who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from briefing.board import board
from briefing.model import Board, Event, Line
from briefing.views import act, day, headline, is_new, many, newest, safe, sign

Pair = tuple[str, str]
QUOTED = 240  # characters of a sentence


def brief(
    known: Mapping[Pair, Sequence[Event]], as_of: date, seen: Mapping[Pair, datetime | None], limit: int = 5
) -> list[str]:
    """The lines of the brief. `seen` is when each pair was last looked at: only what is new since is told, at most `limit` acts.

    Of a pair never looked at the latest acts are told.
    """
    lines = [line for pair, events in known.items() for line in _of_pair(pair, events, as_of, seen.get(pair), limit)]
    return lines or ["no pair is known yet: run `briefing fetch`"]


def _of_pair(pair: Pair, events: Sequence[Event], as_of: date, seen: datetime | None, limit: int) -> list[str]:
    actual = [event for event in events if event.mode == "actual"]
    told = newest(event for event in actual if seen is None or is_new(event, seen))
    lines = [headline(events, pair, as_of), *_standing_lines(board(events, pair, as_of))]
    if seen is not None:
        lines.append(f"  {many(len(told), 'new act') if told else 'nothing new'} since {day(seen.date().isoformat())}")
    lines += [line for event in told[:limit] for line in _act_lines(event)]
    return [*lines, *([f"  .. and {len(told) - limit} more"] if len(told) > limit and seen is not None else [])]


def _act_lines(event: Event) -> list[str]:
    """An act, and under it the outlet, its day and its sentence; the official one where there is one."""
    report = next((one for one in reversed(event.reports) if one.official), event.reports[-1])
    published = day(report.published.date().isoformat()) if report.published else "undated"
    more = f" (and {many(len(event.reports) - 1, 'other report')})" if len(event.reports) > 1 else ""
    doubt = " ?" if event.disputed else ""
    return [
        f"  {sign(event.type)[0]} {day(event.date)}  {event.actor} {act(event)} -> {event.target}{doubt}",
        f"      {safe(report.source)}, {published}{more}: “{safe(report.mention.evidence.sentence)[:QUOTED]}”",
    ]


def _standing_lines(made: Board) -> list[str]:
    """The board in a sentence for each side that something is known of."""
    one, two = made.pair
    told = []
    for actor, target in ((one, two), (two, one)):
        own = [line for line in made.lines if (line.actor, line.target) == (actor, target)]
        cells = [_cell(line) for line in own if line.state or line.count or line.demand or line.deadline]
        if cells:
            told.append(f"  {actor} → {target}: {', '.join(cells)}.")
    return told


def _cell(line: Line) -> str:
    whole, _, part = line.line.replace("_", " ").partition(".")
    name = f"{part} {whole}" if whole == "cooperation" else part or whole
    since = f" since {day(line.since)}" if line.since else ""
    doubt = "?" if line.disputed else ""
    if line.demand:
        what = line.demand.replace("_", " ")
        return f"{'makes a demand' if what == 'demand' else f'demands {what}'}{doubt}"
    if line.deadline:
        return f"a term ends on {day(line.deadline)}{doubt}"
    if line.state is None:
        return f"{'at least ' if line.at_least else ''}{line.count} {name}{since}{doubt}"
    return f"{name} {line.state.replace('_', ' ')}{since}{doubt}"
