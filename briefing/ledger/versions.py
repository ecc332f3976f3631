"""Where reports of one act differ: every version with who says so, and the one that most independent sources give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing.model import Report
from briefing.origin import independent


def origins(reports: Sequence[Report]) -> int:
    """Independent sources among the reports: outlets that quote one agency count once."""
    return independent(report.origin for report in reports)


def readings_of(name: str, reports: Sequence[Report]) -> dict[Any, list[Report]]:
    """The values that reports give a field, with the reports that give each; what is not said is no version."""
    found: dict[Any, list[Report]] = {}
    for report in reports:
        value = getattr(report.mention, name)
        if value is not None:
            found.setdefault(value, []).append(report)
    return found


def best(name: str, reports: Sequence[Report]) -> Any:
    """The value most independent sources give; of equals an official one, then for a deadline the later, else the first told.

    `reports` are in order of publication. None where no report says.
    """
    found = readings_of(name, reports)
    if not found:
        return None
    later = sorted(found) if name == "deadline" else []
    order = {value: i for i, value in enumerate(found)}

    def support(value: Any) -> tuple[int, bool, int]:
        tie = later.index(value) if later else -order[value]
        return origins(found[value]), any(report.official for report in found[value]), tie

    return max(found, key=support)


def versions(
    names: Sequence[str], reports: Sequence[Report]
) -> tuple[tuple[str, tuple[tuple[object, tuple[str, ...]], ...]], ...]:
    """Per field that reports differ on, each value with the articles that give it, as Event.versions holds them.

    A vaguer date that the better one lies in is not another version.
    """
    made = []
    for name in names:
        found = readings_of(name, reports)
        if name == "date":
            found = {v: r for v, r in found.items() if not any(o != v and str(o).startswith(str(v)) for o in found)}
        if len(found) > 1:
            made.append((name, tuple((value, tuple(r.article for r in told)) for value, told in found.items())))
    return tuple(made)
