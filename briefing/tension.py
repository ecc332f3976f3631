"""The tension of a pair over time: each act weighs what its kind weighs, and half as much sixty days later.

The weights follow the order of the conflict-cooperation scale of Goldstein (1992) for the CAMEO codes of the codebook, from
-10 (the worst) to +10; they were set by hand for these types, since the scale has one number for many of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.board import day_of
from briefing.model import Event

HALF_LIFE = 60  # days after which an act weighs half
WEIGHTS = {
    "relations_severed": -7.0, "troops_expelled": -6.0, "mission_closure": -6.0, "expulsion": -5.0, "recall": -5.0,
    "sanctions_imposed": -5.5, "crossing_closed": -5.5, "cooperation_suspended": -5.0, "agreement_ended": -5.5,
    "relations_downgraded": -4.5, "visas_restricted": -4.0, "media_banned": -4.0, "detention": -4.4, "troops_withdrawn": -2.0,
    "ambassador_posted": 4.0, "mission_reopened": 5.0, "relations_restored": 6.5, "cooperation_resumed": 5.0,
    "agreement_signed": 6.0, "sanctions_lifted": 5.0, "visas_restored": 4.0, "crossing_reopened": 5.0, "release": 4.5,
    "summons": -2.0, "accusation": -2.2, "demand": -2.0, "threat": -4.4, "denial": -1.0, "talks": 2.5,
}  # fmt: skip
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Share:
    """What one event adds to the tension of a day; positive is tension."""

    event: str
    weight: float


def shares(events: Sequence[Event], as_of: date) -> list[Share]:
    """What each act up to a day still weighs on it, the heaviest first."""
    found = []
    for event in events:
        gap = (as_of - day_of(event)).days if event.mode == "actual" else -1
        if gap >= 0:
            found.append(Share(event.id, -WEIGHTS[event.type] * 0.5 ** (gap / HALF_LIFE)))
    return sorted(found, key=lambda share: (-abs(share.weight), share.event))


def tension(events: Sequence[Event], as_of: date) -> float:
    """The sum of the shares; nothing below calm is shown as less than nought."""
    return max(0.0, sum(share.weight for share in shares(events, as_of)))


def curve(events: Sequence[Event], until: date, points: int = 24, step: int = 30) -> list[float]:
    """The tension on so many days, `step` days apart, the last one `until`."""
    acts = [(day_of(event), -WEIGHTS[event.type]) for event in events if event.mode == "actual"]
    days = [until - timedelta(days=step * back) for back in range(points - 1, -1, -1)]
    return [max(0.0, sum(w * 0.5 ** ((day - at).days / HALF_LIFE) for at, w in acts if at <= day)) for day in days]


def sparkline(values: Sequence[float]) -> str:
    """The values as bars, the highest full."""
    top = max(values, default=0.0)
    return "".join(_BARS[min(7, round(value / top * 7))] if top else _BARS[0] for value in values)
