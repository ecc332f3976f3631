"""The parts of the program, built for a command; only what a command uses is loaded."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import tzinfo

    from httpx import AsyncClient

    from briefing.coder import Lexicon
    from briefing.config import Config
    from briefing.model import Event
    from briefing.refresh import Outcome
    from briefing.store import Store


def terminal() -> bool:
    """Is there a terminal to draw on, or only a pipe, a cron job or a dumb one?"""
    import os

    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def browse(address: str) -> bool:
    """Opens a web address in a browser with windows of its own; False where there is none, as over SSH."""
    import os
    import webbrowser

    windows = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not windows or os.environ.get("SSH_CONNECTION") or not address.startswith(("http://", "https://")):
        return False
    return webbrowser.open(address)


def as_path(text: str | None) -> Path | None:
    """An option's text as a path."""
    return Path(text) if text else None


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def zone() -> tzinfo:
    """The reader's zone, as this machine has it."""
    return datetime.now().astimezone().tzinfo or UTC


def refresher(
    loaded: Callable[[], Config], store: Store, now: Callable[[], datetime]
) -> Callable[[Callable[[str], None]], Coroutine[Any, Any, None]]:
    """What the desk awaits for news; the configuration, the network and the coder are loaded when it is first asked."""

    async def run(tell: Callable[[str], None]) -> None:
        import asyncio

        config = await asyncio.to_thread(loaded)
        lexicon, web = await asyncio.to_thread(_reading_parts, config.rules)
        from briefing.refresh import refresh

        async with web:
            await refresh(config.sources, web, store, lexicon, now(), lambda told: tell(outcome(told)), force=True)

    return run


def _reading_parts(rules: tuple[Path, ...]) -> tuple[Lexicon, AsyncClient]:
    """What a refresh reads with; loading it takes a while, so it is done beside the desk."""
    from briefing import coder, net, refresh  # noqa: F401

    return coder.load(rules), net.client()


def lexicon(config: str | None, own: tuple[str, ...] = ()) -> Lexicon:
    """The coder's words and rules, with those that the configuration in use adds and those of files given."""
    from briefing import coder
    from briefing.config import glance_rules

    return coder.load((*glance_rules(as_path(config)), *(Path(file) for file in own)))


def store_path(path: str | None) -> Path:
    """The file given, else the store in the data directory."""
    if path is not None:
        return Path(path)
    from platformdirs import user_data_path

    return user_data_path("briefing") / "store.db"


def store(path: str | None, readonly: bool = False) -> Store:
    """The store, opened."""
    from briefing.store import Store

    return Store.open(store_path(path), readonly)


def events(store: Store, pair: tuple[str, str]) -> tuple[Event, ...]:
    """The events of a pair after the analyst's decisions; a decision that leads nowhere any more is said."""
    from briefing import books

    events, lost = books.with_complaints(store, pair)
    for words in lost:
        click.echo(f"briefing: a decision is left out: {words}", err=True)
    return events


def config(path: str | None) -> Config:
    """The configuration in use, checked; which file it is goes to standard error."""
    from briefing.config import load

    found = load(as_path(path))
    click.echo(f"briefing: sources from {found.path}", err=True)
    return found


def outcome(told: Outcome) -> str:
    """What became of a source, in a line that is safe to show."""
    from briefing.views import safe

    if told.failure:
        return safe(f"{told.source}: failed: {told.failure}")
    if told.state != "read":
        return f"{told.source}: {told.state}"
    return f"{told.source}: {told.new} new, {told.changed} changed, {told.same} known"
