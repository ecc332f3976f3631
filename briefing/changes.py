"""What changed between two boards of a pair: lines that are new, gone or different, and the events told since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from briefing.model import Board, Event, Line


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the board, before and after; None where it was not there."""

    actor: str
    target: str
    line: str
    before: Line | None
    after: Line | None


def _value(line: Line | None) -> tuple[Any, ...] | None:
    return None if line is None else (line.state, line.count, line.since, line.at_least, line.deadline, line.demand)


def difference(old: Board, new: Board) -> list[Change]:
    """The lines in which two boards of one pair differ, in the order of the board."""
    before = {_key(line): line for line in old.lines}
    after = {_key(line): line for line in new.lines}
    keys = sorted(set(before) | set(after))
    return [
        Change(key[0], key[1], key[2], before.get(key), after.get(key))
        for key in keys
        if _value(before.get(key)) != _value(after.get(key))
    ]


def _key(line: Line) -> tuple[str, str, str, str]:
    return line.actor, line.target, line.line, line.deadline or line.demand or ""


def told_since(events: Sequence[Event], since: datetime) -> list[Event]:
    """The events first reported after a moment."""
    return [e for e in events if all(r.published is not None and r.published > since for r in e.reports)]


def words(change: Change) -> str:
    """A change for a person: what the line said and what it says."""

    def said(line: Line | None) -> str:
        if line is None:
            return "none" if change.line in {"deadlines", "demands"} else "unknown"
        number = ("at least " if line.at_least else "") + str(line.count)
        return line.state or line.deadline or line.demand or number

    before, after = said(change.before), said(change.after)
    since = f", since {change.after.since}" if change.after and before == after else ""
    return f"{change.actor} -> {change.target}  {change.line}: {before} -> {after}{since}"
