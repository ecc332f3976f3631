"""Dates of publication as the web writes them -> moments, or None. What is relative is reckoned from the fetching."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_AGO = re.compile(
    r"(?:il y a|there is|posted)?\s*(\d{1,3}|une?|an?)\s*(minutes?|min|heures?|hours?|h|jours?|days?|semaines?|weeks?|mois|months?)\b(?:\s*ago)?",
    re.IGNORECASE,
)
_LENGTH = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "j": timedelta(days=1), "d": timedelta(days=1), "s": timedelta(weeks=1), "w": timedelta(weeks=1)}  # fmt: skip
_FIRST, _AHEAD = 1990, timedelta(days=2)


def published(text: str, now: datetime) -> datetime | None:
    """The moment that a date means, aware, or None where it cannot be read or is absurd (before 1990, or yet to come)."""
    for way in _WAYS:
        found = way(text.strip(), now)
        if found is not None:
            moment = found if found.tzinfo else found.replace(tzinfo=UTC)
            return moment if moment.year >= _FIRST and moment <= now + _AHEAD else None
    return None


def _iso(text: str, now: datetime) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str, now: datetime) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None


def _ago(text: str, now: datetime) -> datetime | None:
    found = _AGO.fullmatch(text) if re.search(r"il y a|ago", text, re.IGNORECASE) else None
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else 1
    unit = found[2].lower()
    length = timedelta(days=30) if unit.startswith(("mois", "month")) else _LENGTH[unit[0]]
    return now - number * length


def _odd(text: str, now: datetime) -> datetime | None:
    """The rest by a library that knows many languages; slow to load, so it comes last."""
    if not re.search(r"\d", text) or len(text) > 80:
        return None
    import dateparser

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "past",
    }
    found: datetime | None = dateparser.parse(text, languages=["fr", "en"], settings=settings)
    return found


_WAYS: tuple[Callable[[str, datetime], datetime | None], ...] = (_iso, _mail, _ago, _odd)
