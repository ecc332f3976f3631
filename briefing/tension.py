"""The tension of a pair over time: each act weighs what its CAMEO code weighs, and half as much sixty days later.

The weights are those of Goldstein ("A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36,
1992) as published for the CAMEO codes, from -10 (the worst) to +10. The scale has one number for many of our types. Two
readings of ours: aid stopped is code 162, and troops that leave where they were told to add nothing to the order itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.board import day_of
from briefing.model import CAMEO, Event

HALF_LIFE = 60  # days after which an act weighs half
GOLDSTEIN = {
    "040": 1.0, "050": 3.5, "054": 6.0, "057": 8.0, "060": 6.0, "084": 7.0, "085": 7.0,
    "100": -5.0, "111": -2.0, "112": -2.0, "120": -4.0, "130": -4.4,
    "160": -4.0, "161": -4.0, "162": -5.6, "163": -8.0, "166": -7.0, "173": -5.0,
}  # fmt: skip
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Share:
    """What one event adds to the tension of a day; positive is tension."""

    event: str
    weight: float


def weight(event: Event, ordered: bool = False) -> float:
    """The act on the scale, from -10 to +10; `ordered` troops that leave are the order carried out."""
    if event.type == "troops_withdrawn" and ordered:
        return 0.0
    aid = event.type == "cooperation_suspended" and event.domain == "development"
    return GOLDSTEIN["162" if aid else CAMEO[event.type]]


def _weighed(events: Sequence[Event]) -> list[tuple[date, float, str]]:
    """Day, tension on that day and id of every act done."""
    done = [event for event in events if event.mode == "actual"]
    orders = {(event.target, event.actor) for event in done if event.type == "troops_expelled"}
    return [(day_of(e), -weight(e, (e.actor, e.target) in orders), e.id) for e in done]


def shares(events: Sequence[Event], as_of: date) -> list[Share]:
    """What each act up to a day still weighs on it, the heaviest first."""
    found = [Share(key, w * _left(day, as_of)) for day, w, key in _weighed(events) if day <= as_of]
    return sorted(found, key=lambda share: -abs(share.weight))


def _left(day: date, as_of: date) -> float:
    """The part of an act's weight that is left on a later day."""
    return float(0.5 ** ((as_of - day).days / HALF_LIFE))


def tension(events: Sequence[Event], as_of: date) -> float:
    """The sum of the shares; nothing below calm is shown as less than nought."""
    return max(0.0, sum(share.weight for share in shares(events, as_of)))


def curve(events: Sequence[Event], until: date, points: int = 24, step: int = 30) -> list[float]:
    """The tension on so many days, `step` days apart, the last one `until`."""
    acts = _weighed(events)
    days = [until - timedelta(days=step * back) for back in range(points - 1, -1, -1)]
    return [max(0.0, sum(w * _left(at, day) for at, w, _ in acts if at <= day)) for day in days]


def sparkline(values: Sequence[float]) -> str:
    """The values as bars, the highest full."""
    top = max(values, default=0.0)
    return "".join(_BARS[min(7, round(value / top * 7))] if top else _BARS[0] for value in values)


def plot(values: Sequence[float], height: int) -> list[str]:
    """The values as columns so many lines high, the highest full; the top line first."""
    top = max(values, default=0.0)
    eighths = [round(value / top * height * 8) if top else 0 for value in values]
    return ["".join(_cell(full - 8 * level) for full in eighths) for level in range(height - 1, -1, -1)]


def _cell(eighths: int) -> str:
    return " " if eighths <= 0 else _BARS[min(eighths, 8) - 1]
