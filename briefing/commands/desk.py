"""The desk and the demo, or their brief where there is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.commands import parts
from briefing.commands.pairs import echo_brief, print_brief

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from briefing.config import Config, Glance
    from briefing.store import Store


def desk(path: str | None, config: str | None) -> None:
    """The desk in a terminal, elsewhere the brief."""
    if not parts.terminal():
        print_brief(path, config)
        return
    from functools import cache

    from briefing.config import glance, load

    loaded = cache(lambda: load(parts.as_path(config)))
    with parts.store(path) as store:
        _open(store, glance(parts.as_path(config)), loaded, parts.now, parts.zone())


def _open(
    store: Store,
    seen: Glance,
    loaded: Callable[[], Config],
    now: Callable[[], datetime],
    zone: tzinfo,
    poll: float | None = None,
) -> None:
    """The desk; the configuration is checked when the first refresh asks for it, after the first paint."""
    import gc
    import os
    import sys

    gc.disable()  # until the first paint: nothing that is imported or loaded for it is garbage
    from briefing.tui.app import Desk
    from briefing.tui.hangup import watch
    from briefing.tui.themes import theme

    names = lambda: [source.name for source in loaded().sources if source.enabled]  # noqa: E731
    fetch = parts.refresher(loaded, store, now)
    desk = Desk(
        store,
        seen.pairs,
        now=now,
        zone=zone,
        refresh=fetch,
        names=names,
        poll=poll,
        keys=seen.keys,
        browse=parts.browse,
    )
    desk.theme = theme(seen.theme, os.environ)
    desk.painted = _collect
    watch(sys.stdin.fileno(), lambda: desk.call_from_thread(desk.exit))
    desk.run()
    if desk.return_code:
        click.get_current_context().exit(desk.return_code)


def _collect() -> None:
    """From the first paint on memory is collected again; what was loaded until then stays for good."""
    import gc

    gc.freeze()
    gc.enable()


def demonstration(replay: bool) -> None:
    """The demo's desk, or its brief where there is no terminal; the same fetching as for any source."""
    import asyncio

    from briefing import demo
    from briefing.config import glance
    from briefing.store import Store

    with demo.opened(replay) as stage, Store.open(stage.store) as store:
        if parts.terminal():
            seen = glance()._replace(pairs=stage.config.pairs)
            _open(store, seen, lambda: stage.config, stage.now, stage.zone, 4.0 if replay else None)
            return
        asyncio.run(parts.refresher(lambda: stage.config, store, stage.now)(lambda words: click.echo(words, err=True)))
        echo_brief(store, stage.config, stage.now().date())
