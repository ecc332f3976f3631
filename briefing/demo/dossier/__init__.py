"""The outlets and reports of the demo, from their data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet; `form` is rss, atom, rdf, json or page; `full` whether its feed holds the whole text."""

    key: str
    name: str
    language: str
    form: str
    full: bool
    side: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report of an outlet, published at a moment."""

    outlet: str
    at: datetime
    title: str
    text: str
    agency: str | None = None


def load() -> tuple[tuple[Outlet, ...], tuple[Report, ...]]:
    """The outlets, and the reports in order of publication."""
    folder = resources.files("briefing.demo.dossier")
    outlets = tomllib.loads(folder.joinpath("outlets.toml").read_text(encoding="utf-8"))
    reports = tomllib.loads(folder.joinpath("reports.toml").read_text(encoding="utf-8"))["report"]
    made = [Report(**{**r, "at": datetime.fromisoformat(r["at"]).replace(tzinfo=UTC)}) for r in reports]
    return tuple(Outlet(key, **body) for key, body in outlets.items()), tuple(
        sorted(made, key=lambda r: (r.at, r.title))
    )
