"""The desk itself: all of its rooms together, with its keys, its help and its palette.

    Desk(store, pairs, now=.., zone=.., refresh=..).run()

`store` is open for writing in this thread; `now` gives the moment; `refresh`, if given, is awaited with a function that is
told a line for each source. Opens from the store at once, refreshes behind the reader's back, and again every `poll` seconds.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from briefing import views
from briefing.tui import keys
from briefing.tui.decisions import Decisions
from briefing.tui.finder import Finder
from briefing.tui.lines import Lines
from briefing.tui.output import Output
from briefing.tui.refresher import Refresher
from briefing.views import Piece, Row


class Desk(Decisions, Finder, Output, Refresher):
    """Three panes, one instrument."""

    BINDINGS = [*keys.DESK]

    def on_mount(self) -> None:
        """A hang-up or an order to end leaves like `q`: the terminal is given back, the store is closed.

        After a suspension the terminal shows nothing of the desk any more, so all of it is painted again.
        """
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)

    async def action_back(self) -> None:
        """Out of the zoom, else from another day to today."""
        if self.query_one("#panes").has_class("zoomed"):
            self.action_zoom()
        elif self.as_of is not None:
            self._travelled("")

    def action_mark_read(self) -> None:
        """The article is read, and what is new counts from now."""
        if self.article is not None:
            self.store.mark_read(self.article.id)
        if all(self.pair):
            self.store.visit(self.pair, self.now())
            self.moment = self.now()
            self._draw()

    def action_tension(self) -> None:
        """The tension of the pair over the whole screen, with what weighs on it; Enter opens an act."""
        if not all(self.pair):
            return
        from briefing import graph

        rows = graph.rows(
            self.events, self.pair, self.as_of or self.now().date(), self.size.width - 8, self.size.height // 3
        )
        self._read("Tension", rows, self._open_event, whole=True)

    def action_sources(self) -> None:
        """A line for each source: when it was read, or what is wrong."""
        rows = [Row((Piece(line),)) for name in self._names() for line in (self._health(name),)]
        self._read("Sources", rows or [Row((Piece("no sources are configured here", "dim"),))])

    def _health(self, name: str) -> str:
        health = self.store.health(name)
        if health.failure:
            return views.safe(f"! {name}: {health.failure}")
        return views.safe(
            f"  {name}: " + (f"read {views.age(health.success, self.now())}" if health.success else "never asked yet")
        )

    def action_help(self) -> None:
        """Every key that works here, with the name under which [keys] gives it another."""
        rows = [Row((Piece("Keys", "heading"),))]
        for binding in [*self.BINDINGS, *Lines.BINDINGS]:
            if isinstance(binding, Binding) and (binding.id != "refresh" or self._fetcher is not None):
                named = f"  {self._key(binding):<12} {binding.description:<26}"
                rows.append(Row((Piece(named), Piece(f" {binding.id}", "dim"))))
        rows += [
            Row((Piece(""),)),
            Row((Piece("The names on the right give an action another key: [keys] in", "dim"),)),
        ]
        rows += [Row((Piece('sources.toml, as filter = "F". Escape or q closes this.', "dim"),))]
        self._read("Help", rows)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette (Ctrl+P): everything that a key does, by its name."""
        yield from super().get_system_commands(screen)
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and binding.id not in {"quit", "help"}:
                done = partial(self.run_action, binding.action)
                yield SystemCommand(binding.description, f"key {self._key(binding)}", done)
        for binding in Lines.BINDINGS:
            if isinstance(binding, Binding):
                done = partial(self._in_pane, binding.action)
                yield SystemCommand(binding.description, f"key {self._key(binding)}, in the pane in use", done)

    async def _in_pane(self, action: str) -> bool:
        return await self.run_action(action, self._lines(self.shown))

    async def action_quit(self) -> None:
        """Leave; the visit to this pair ends now."""
        if all(self.pair):
            self.store.visit(self.pair, self.now())
        self.exit()
