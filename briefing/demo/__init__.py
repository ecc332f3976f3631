"""The demo: a dossier of our own, served on this machine as real feeds and pages, fetched like any source.

    with opened(replay=False) as stage:
        stage.config, stage.store, stage.now, stage.zone

The clock of the demo stands in September 2025 and runs on from there; the store is thrown away at the end.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from time import monotonic

from briefing.config import Config
from briefing.demo.dossier import Outlet, Report, load
from briefing.demo.server import serve
from briefing.model import Source

START = datetime(2025, 9, 24, 12, tzinfo=UTC)
REPLAY = 60.0  # seconds over which a replay lets the dossier arrive
PAIRS = (("FRA", "MLI"), ("DZA", "FRA"), ("FRA", "NER"), ("DZA", "MLI"), ("BFA", "FRA"), ("DZA", "MAR"))


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a desk or a brief of the demo needs; `sources` point at this machine."""

    config: Config
    store: Path
    now: Callable[[], datetime]
    zone: tzinfo


def arrived(reports: tuple[Report, ...], elapsed: float, replay: bool) -> tuple[Report, ...]:
    """The reports that are out after some seconds: all of them, or in a replay one after the other."""
    if not replay:
        return reports
    share = min(1.0, max(0.0, elapsed / REPLAY))
    return reports[: max(1, round(share * len(reports)))]


@contextmanager
def opened(replay: bool = False, clock: Callable[[], float] = monotonic) -> Iterator[Stage]:
    """The demo's server running and an empty store beside it; both are gone afterwards."""
    outlets, reports = load()
    started = clock()

    def now() -> datetime:
        return START + timedelta(seconds=clock() - started)

    def out() -> tuple[Report, ...]:
        return arrived(reports, clock() - started, replay)

    with tempfile.TemporaryDirectory(prefix="briefing-demo-") as folder, serve(outlets, out, START) as address:
        sources = tuple(_source(outlet, address) for outlet in outlets)
        yield Stage(Config(sources, PAIRS, (), Path(folder) / "demo"), Path(folder) / "store.db", now, UTC)


def _source(outlet: Outlet, address: str) -> Source:
    kind = "page" if outlet.form == "page" else "feed"
    return Source(
        outlet.name,
        url=f"{address}/{outlet.key}/",
        kind=kind,  # type: ignore[arg-type]
        language=outlet.language,
        side=outlet.side,
        official=outlet.official,
        interval=60,
    )
