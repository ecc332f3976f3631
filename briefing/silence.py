"""Sides that have fallen silent: whose outlets have not published, or cannot be reached, for longer than usual.

A cell of the board that depends on a side's word says so. Pure: moments and health in, a sentence for each side out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from briefing.model import Side

LEAST = timedelta(days=3)  # a weekend and a holiday are no silence
USUAL = 4  # times the median distance between two publications: what is longer is unusual
FEWEST = 3  # publications below which nothing is usual yet


def silent(sides: Mapping[str, Side], now: datetime) -> dict[str, str]:
    """A sentence for each side that is silent or out of reach; the others are left out."""
    told = {code: _words(side, now) for code, side in sides.items()}
    return {code: words for code, words in told.items() if words}


def _words(side: Side, now: datetime) -> str | None:
    if side.outlets and len(side.failing) == side.outlets:
        return f"out of reach: {', '.join(side.failing)}"
    if len(side.moments) < FEWEST:
        return None
    quiet = now - side.moments[0]
    if quiet <= max(LEAST, USUAL * _usual(side.moments)):
        return None
    return f"silent for {quiet.days} days"


def _usual(moments: Sequence[datetime]) -> timedelta:
    gaps = [(new - old).total_seconds() for new, old in pairwise(moments)]
    return timedelta(seconds=median(gaps)) if gaps else timedelta(0)
