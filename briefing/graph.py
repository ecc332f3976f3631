"""The tension of a pair as a picture: the curve, the acts under it on their days, and what weighs on the last day."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date

from briefing.board import day_of
from briefing.model import DEESCALATION, ESCALATION, Event
from briefing.tension import curve, plot, shares, tension
from briefing.views import Piece, Row, act, day, sign

HINT = "each act weighs by the scale of Goldstein, and half as much 60 days later; Enter opens one"
DAYS = 730  # what the picture spans
SCALE = 6  # columns of the numbers at the left
MOST = 30  # acts listed under the picture


def rows(events: Sequence[Event], pair: tuple[str, str], until: date, width: int, height: int) -> list[Row]:
    """The picture in so many columns and lines, then each act that still weighs, the heaviest first, with its id as key."""
    columns = max(10, width - SCALE)
    values = curve(events, until, columns, _step(columns))
    top = max(values, default=0.0)
    head = f"{pair[0]}-{pair[1]}  tension on {day(until.isoformat())}: {tension(events, until):.1f}"
    lines = plot(values, height)
    labels = {0: f"{top:.0f}", height // 2: f"{top / 2:.0f}", height - 1: "0"}
    found = [Row((Piece(head, "heading"),))]
    found += [
        Row((Piece(labels.get(i, "").rjust(SCALE - 2) + " ▏"), Piece(line, "strong"))) for i, line in enumerate(lines)
    ]
    found += [
        Row((Piece(" " * SCALE + line, "dim"),)) for line in (*_marks(events, until, columns), _months(until, columns))
    ]
    found += [Row((Piece(line, "dim"),)) for line in textwrap.wrap(HINT, columns + SCALE)]
    return [*found, *_parts(events, until)]


def _step(columns: int) -> int:
    """Days that a column stands for."""
    return max(1, -(-DAYS // columns))


def _column(when: date, until: date, columns: int) -> int:
    return columns - 1 - (until - when).days // _step(columns)


def _marks(events: Sequence[Event], until: date, columns: int) -> tuple[str, str]:
    """Two lines: where something was done that is an escalation, and that is a de-escalation."""
    signs = (("▼", ESCALATION), ("▲", DEESCALATION))
    found = []
    for mark, types in signs:
        line = [" "] * columns
        for event in events:
            at = _column(day_of(event), until, columns) if event.mode == "actual" and event.type in types else -1
            if 0 <= at < columns:
                line[at] = mark
        found.append("".join(line))
    return found[0], found[1]


def _months(until: date, columns: int) -> str:
    """The quarters of the years under their columns."""
    line = [" "] * columns
    for year in range(until.year - 3, until.year + 1):
        for month in (1, 4, 7, 10):
            first = date(year, month, 1)
            at = _column(first, until, columns)
            words = first.strftime("%b %y")
            if (
                first <= until
                and 0 <= at <= columns - len(words)
                and not "".join(line[max(0, at - 1) : at + 7]).strip()
            ):
                line[at : at + len(words)] = words
    return "".join(line)


def _parts(events: Sequence[Event], until: date) -> list[Row]:
    known = {event.id: event for event in events}
    found = []
    for share in [part for part in shares(events, until) if abs(part.weight) >= 0.05][:MOST]:
        event = known[share.event]
        mark, style = sign(event.type)
        words = f"{share.weight:+6.1f}  {day(event.date):<12} "
        found.append(Row((Piece(words), Piece(f"{mark} {event.actor} {act(event)} ({event.target})", style)), event.id))
    return found
