"""The desk itself: keys, what is loaded, and how the three panes follow each other.

    Desk(store, pairs, now=.., zone=.., refresh=..).run()

`store` is open for writing in this thread; `now` gives the moment; `refresh`, if given, is awaited with a function that is
told a line for each source. Opens from the store at once, refreshes behind the reader's back, and again every `poll` seconds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from briefing import books, views
from briefing.board import board
from briefing.changes import difference
from briefing.errors import ConfigError
from briefing.model import Article, Board, Event
from briefing.silence import silent
from briefing.store import Store
from briefing.tui.lines import Lines
from briefing.views import Piece, Row

PRINTED = 100  # columns of what is exported
PANES = ("article", "timeline", "board")
TITLES = {"article": "Latest article", "timeline": "Relations timeline", "board": "Actor status board"}
SHARES = {"article": 4, "timeline": 5, "board": 5}  # of the columns, side by side
WIDE, MEDIUM, SMALLEST = 120, 90, (40, 12)
Refresh = Callable[[Callable[[str], None]], Awaitable[None]]
Taken = Callable[[str | None], None]


_KEYS = {
    "escape": "Escape", "tab": "Tab", "shift+tab": "Shift+Tab", "enter": "Enter", "up": "Up", "down": "Down",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
}  # fmt: skip


def _said(keys: str) -> str:
    """Keys as written in a binding -> as they are called: "down,j" is "Down, j"."""
    return ", ".join(_KEYS.get(key.strip(), key.strip()) for key in keys.split(","))


def _nothing(key: str | None) -> None:
    """What becomes of a key chosen on a sheet that leads nowhere."""


class Desk(App[None]):
    """Three panes, one instrument."""

    ENABLE_COMMAND_PALETTE = True
    CSS = """
    Screen { layout: vertical; }
    #tabs, #status, #small { height: 1; }
    #status { dock: bottom; color: $text-muted; }
    #panes { height: 1fr; layout: grid; grid-size: 3 1; grid-columns: 4fr 5fr 5fr; }
    #panes.medium { grid-size: 2 2; grid-columns: 1fr 1fr; grid-rows: 1fr 1fr; }
    #panes.medium #article { row-span: 2; }
    #panes.narrow { grid-size: 1 1; grid-columns: 1fr; }
    #panes.narrow Lines { display: none; }
    #panes.narrow Lines.shown { display: block; }
    #panes.zoomed { grid-size: 1 1; grid-columns: 1fr; }
    #panes.zoomed Lines { display: none; }
    #panes.zoomed Lines.shown { display: block; row-span: 1; }
    Lines { border: solid $panel-lighten-2; }
    Lines:focus { border: heavy $primary; }
    """
    BINDINGS = [
        Binding("q", "quit", "Quit", id="quit"),
        Binding("question_mark", "help", "Help", key_display="?", id="help"),
        Binding("tab", "pane(1)", "Next pane", show=False, priority=True, id="pane.next"),
        Binding("shift+tab", "pane(-1)", "Previous pane", show=False, priority=True, id="pane.before"),
        Binding("l", "pane(1)", "Next pane", show=False, id="pane.right"),
        Binding("h", "pane(-1)", "Previous pane", show=False, id="pane.left"),
        Binding("1", "focus_pane('article')", "Article", show=False, id="pane.article"),
        Binding("2", "focus_pane('timeline')", "Timeline", show=False, id="pane.timeline"),
        Binding("3", "focus_pane('board')", "Board", show=False, id="pane.board"),
        Binding("p", "choose_pair", "Pair", id="pair"),
        Binding("P", "overview", "All pairs", show=False, id="overview"),
        Binding("left_square_bracket", "article(1)", "Older article", key_display="[", show=False, id="article.older"),
        Binding(
            "right_square_bracket", "article(-1)", "Newer article", key_display="]", show=False, id="article.newer"
        ),
        Binding("a", "articles", "Articles", id="articles"),
        Binding("slash", "search", "Search", key_display="/", id="search"),
        Binding("f", "filter", "Filter", show=False, id="filter"),
        Binding("x", "export", "Export what is shown", show=False, id="export"),
        Binding("plus", "decide('accept')", "Accept event", key_display="+", show=False, id="accept"),
        Binding("minus", "decide('reject')", "Reject event", key_display="-", show=False, id="reject"),
        Binding("c", "correct", "Correct event", show=False, id="correct"),
        Binding("M", "join", "Merge with another event", show=False, id="merge"),
        Binding("S", "part", "Split a report off", show=False, id="split"),
        Binding("b", "decide('pin')", "Pin event", show=False, id="pin"),
        Binding("i", "annotate", "Note on event", show=False, id="note"),
        Binding("u", "undo", "Undo decision", show=False, id="undo"),
        Binding("n", "next_new(1)", "Next new", show=False, id="new.next"),
        Binding("N", "next_new(-1)", "Previous new", show=False, id="new.before"),
        Binding("t", "travel", "Date", id="travel"),
        Binding("T", "tension", "Tension", show=False, id="tension"),
        Binding("r", "refresh_now", "Refresh", id="refresh"),
        Binding("s", "sources", "Sources", id="sources"),
        Binding("o", "link", "Link", show=False, id="link"),
        Binding("y", "cite", "Copy citation", show=False, id="cite"),
        Binding("m", "mark_read", "Mark read", show=False, id="mark"),
        Binding("z", "zoom", "Zoom", show=False, id="zoom"),
        Binding("escape", "back", "Back", show=False, id="back"),
    ]

    def __init__(
        self,
        store: Store,
        pairs: Sequence[tuple[str, str]] = (),
        *,
        now: Callable[[], datetime],
        zone: tzinfo,
        refresh: Refresh | None = None,
        names: Callable[[], Sequence[str]] = tuple,
        poll: float | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._own_keys = dict(keys or {})
        if keys:
            self.set_keymap(self._own_keys)
        self.store, self.now, self.zone, self._fetcher, self._names = store, now, zone, refresh, names
        self._poll = poll
        known = [pair for pair, _, _ in store.pairs()]
        self.pairs = list(dict.fromkeys([*pairs, *known]))
        busy = [pair for pair in self.pairs if pair in known]
        self.pair = next(iter(busy or self.pairs), ("", ""))
        self.as_of: date | None = None
        self.moment: datetime | None = None  # of the last visit: what came after it is new
        self.events: tuple[Event, ...] = ()
        self.articles_here: list[Article] = []
        self.at = 0
        self.shown = "timeline"
        self.progress = ""
        self.book: books.Book | None = None
        self.only = ""  # what the timeline is filtered by
        self.painted: Callable[[], None] | None = None  # called once, after the first complete paint

    # -- the screen ---------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Static(id="tabs", markup=False)
        with Container(id="panes"):
            for name in PANES:
                yield Lines(TITLES[name], id=name)
        yield Static(id="status", markup=False)

    def on_mount(self) -> None:
        self._load()
        self._draw()
        self.query_one("#timeline", Lines).focus()
        if self._fetcher is not None:
            self.set_timer(1.0, self.action_refresh_now)
            if self._poll:
                self.set_interval(self._poll, self.action_refresh_now)

    def on_resize(self, event: Resize) -> None:
        width, height = event.size.width, event.size.height
        panes = self.query_one("#panes")
        small = width < SMALLEST[0] or height < SMALLEST[1]
        panes.display = not small
        panes.set_class(MEDIUM <= width < WIDE, "medium")
        panes.set_class(width < MEDIUM, "narrow")
        self.query_one("#tabs").display = width < MEDIUM or small
        self._mark_shown()
        self.call_after_refresh(self._draw)

    def _load(self) -> None:
        """The pair's events and articles from the store; one reading of each, no network."""
        self.moment = self.store.last_visit(self.pair) if all(self.pair) else None
        if self.book is None or self.book.pair != self.pair:
            self.book = books.Book(self.pair)
        self.events = self.book.events(self.store) if all(self.pair) else ()
        self.silent = silent(self.store.sides(), self.now())
        found = self.store.articles(60, pair=self.pair) if all(self.pair) else []
        self.articles_here = found or self.store.articles(60)
        self.at = min(self.at, max(0, len(self.articles_here) - 1))

    def _lines(self, name: str) -> Lines:
        return self.query_one(f"#{name}", Lines)

    def _draw(self) -> None:
        if self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]:
            self.query_one("#tabs", Static).update("too small: 40x12 at least")
            return
        self._draw_article()
        timeline = self._lines("timeline")
        today = self.now().date()
        shown = views.only(self.events, self.only)
        timeline.show(views.timeline_rows(shown, self.pair, self._width(timeline), self.moment, today, self.events))
        self._draw_board()
        self._draw_frame()
        if self.painted is not None:
            self.call_after_refresh(self.painted)
            self.painted = None

    def _width(self, lines: Lines) -> int:
        return max(20, lines.size.width or self._expected_width(lines))

    def _expected_width(self, lines: Lines) -> int:
        """What the layout will give a pane, before there is a layout: so the first paint is already the whole one."""
        width = self.size.width
        parts, all_parts = (
            (SHARES[str(lines.id)], sum(SHARES.values())) if width >= WIDE else (1, 1 + (width >= MEDIUM))
        )
        return round(width * parts / all_parts) - 2

    def _draw_article(self, key: str | None = None) -> None:
        lines = self._lines("article")
        article = self.article
        mentions = self.store.mentions(article.id) if article else ()
        lines.show(views.article_rows(article, mentions, self._width(lines), self.now(), self.zone), key)

    def _draw_board(self) -> None:
        lines = self._lines("board")
        made = board(self.events, self.pair, self.as_of or self.now().date()) if all(self.pair) else None
        rows = views.board_rows(made, self._width(lines), self._changed(made), self.silent) if made else []
        lines.show(rows or [Row((Piece("no pair yet", "dim"),))])
        lines.border_title = TITLES["board"] + (f" as of {views.day(self.as_of.isoformat())}" if self.as_of else "")

    def _changed(self, made: Board) -> frozenset[str]:
        """The lines of the board that have changed since the last visit, in either direction."""
        if self.moment is None or self.as_of is not None:
            return frozenset()
        known = [event for event in self.events if not views.is_new(event, self.moment)]
        before = board(known, self.pair, made.as_of)
        return frozenset(change.line for change in difference(before, made))

    def _draw_frame(self) -> None:
        counts = {
            "article": len(self.articles_here),
            "timeline": len(self.events),
            "board": len(self._lines("board").rows) - 1,
        }
        tabs = [f"{'>' if n == self.shown else ' '}{i} {n.title()} {counts[n]}" for i, n in enumerate(PANES, 1)]
        news = sum(row.new for row in self._lines("timeline").rows)
        fresh = f"  *{news} new" if news else ""
        self.query_one("#tabs", Static).update("  ".join([*tabs, "-".join(self.pair) + fresh]))
        kept = f" only: {self.only}" if self.only else ""
        self._lines("timeline").border_title = f"{TITLES['timeline']} {'-'.join(self.pair)}{kept}"
        keys = ""
        for binding in self._footer():
            longer = f"{keys}  {self._key(binding)} {binding.description}".strip()
            keys = longer if len(longer) <= self.size.width - (24 if self.size.width >= WIDE else 0) else keys
        status = self.progress or views.headline(self.events, self.pair, self.as_of or self.now().date())
        room = max(0, self.size.width - len(keys) - 3)
        text = f"{views.fit(status, room)}  {keys}" if room > 20 else views.fit(keys, self.size.width)
        self.query_one("#status", Static).update(text)

    def _footer(self) -> list[Binding]:
        bindings = [b for b in self.BINDINGS if isinstance(b, Binding) and b.show]
        return [b for b in bindings if b.id != "refresh" or self._fetcher is not None]

    def _mark_shown(self) -> None:
        for name in PANES:
            self._lines(name).set_class(name == self.shown, "shown")

    @property
    def article(self) -> Article | None:
        """The article that the first pane shows; None where there is none."""
        return self.articles_here[self.at] if self.articles_here else None

    # -- what the panes say -------------------------------------------------------------------------------------

    def on_lines_moved(self, message: Lines.Moved) -> None:
        """The three follow each other: an event shows its article at its sentence, a sentence its event."""
        if message.lines.id == "timeline":
            self._follow(message.key)
        elif message.lines.id == "article":
            event = self._event_at(message.key)
            if event is not None:
                timeline = self._lines("timeline")
                timeline.show(timeline.rows, event.id)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Enter: the evidence of an event, of what is behind a cell, or of the sentence under the cursor."""
        if message.lines.id == "timeline":
            self._open_event(message.key)
        elif message.lines.id == "board":
            self._evidence(self._behind(message.key))
        elif message.lines.id == "article":
            event = self._event_at(message.key)
            if event is not None:
                self._evidence([event])

    def _follow(self, event_id: str) -> None:
        event = next((e for e in self.events if e.id == event_id), None)
        if event is None:
            return
        report = event.reports[-1]
        places = [i for i, article in enumerate(self.articles_here) if article.id == report.article]
        if not places:
            article = self.store.article(report.article)
            if article is None:
                return
            self.articles_here.append(article)
            places = [len(self.articles_here) - 1]
        self.at = places[0]
        self._draw_article(str(report.mention.evidence.start))

    def _event_at(self, key: str) -> Event | None:
        article = self.article
        for event in self.events:
            for report in event.reports:
                if article and report.article == article.id and str(report.mention.evidence.start) == key:
                    return event
        return None

    def _behind(self, key: str) -> list[Event]:
        """The events behind a line of the board, both directions."""
        name = key.split("|")[0]
        made = board(self.events, self.pair, self.as_of or self.now().date())
        wanted = {event for line in made.lines if line.line == name for event in line.events}
        return [event for event in self.events if event.id in wanted]

    def _evidence(self, events: Sequence[Event]) -> None:
        rows = [
            row
            for e in events
            for row in (*views.evidence_rows(e, self.size.width - 12, self.now(), self.events), Row((Piece(""),)))
        ]
        self._read("Evidence", rows, self._open_article)

    def _open_article(self, key: str | None) -> None:
        article = self.store.article(key) if key else None
        if article is None:
            return
        self.articles_here = [article, *[a for a in self.articles_here if a.id != article.id]]
        self.at = 0
        self.store.mark_read(article.id)
        self._draw_article()
        self.action_focus_pane("article")

    # -- screens over it, loaded when first asked for: not one of them is on the way to the first paint -------------

    def _read(self, title: str, rows: Sequence[Row], then: Taken = _nothing, whole: bool = False) -> None:
        from briefing.tui.dialogs import Sheet

        self.push_screen(Sheet(title, rows, "whole" if whole else None), then)

    def _choose(self, title: str, choices: Sequence[tuple[str, str]], then: Taken) -> None:
        from briefing.tui.dialogs import Chooser

        self.push_screen(Chooser(title, choices), then)

    def _ask(self, title: str, hint: str, then: Taken, value: str = "") -> None:
        from briefing.tui.dialogs import Ask

        self.push_screen(Ask(title, hint, value), then)

    # -- keys ---------------------------------------------------------------------------------------------------

    def action_focus_pane(self, name: str) -> None:
        """The pane of that name gets the keys; on a narrow screen it alone is shown."""
        self.shown = name
        self._mark_shown()
        self._lines(name).focus()
        self.call_after_refresh(self._draw)

    def action_pane(self, by: int) -> None:
        """So many panes further, round and round; nothing while a sheet is open."""
        if len(self.screen_stack) > 1:
            return
        self.action_focus_pane(PANES[(PANES.index(self.shown) + by) % len(PANES)])

    def action_zoom(self) -> None:
        """One pane over the whole screen, or all of them again."""
        self.query_one("#panes").toggle_class("zoomed")
        self.call_after_refresh(self._draw)

    def action_article(self, by: int) -> None:
        """So many articles further into the past; a negative number goes towards today."""
        at = self.at + by
        if 0 <= at < len(self.articles_here):
            self.at = at
            self._draw_article()

    def action_choose_pair(self) -> None:
        """A list of all watched and known pairs, narrowed by typing."""
        choices = [("-".join(pair), "{0}-{1}  {1}-{0}".format(*pair)) for pair in self.pairs]
        self._choose("Pairs", choices, self._take_pair)

    def _take_pair(self, key: str | None) -> None:
        if key is None:
            return
        if all(self.pair):
            self.store.visit(self.pair, self.now())
        one, _, two = key.partition("-")
        self.pair, self.as_of, self.at = (one, two), None, 0
        self._load()
        self._draw()

    def action_overview(self) -> None:
        """Every watched pair in a line: an arrow and its latest act; Enter goes there."""
        today = self.now().date()
        told = [(pair, views.headline(books.events(self.store, pair), pair, today)) for pair in self.pairs]
        self._choose("All pairs", [("-".join(pair), words) for pair, words in told], self._take_pair)

    def action_filter(self) -> None:
        """Ask for words that an event must hold to stay on the timeline."""
        self._ask("Only events with", "a type, a state, an outlet, a year; nothing for all", self._filtered)

    def _filtered(self, words: str | None) -> None:
        if words is None:
            return
        self.only = words.lower()
        self._draw()

    def action_export(self) -> None:
        """What the pane shows, as text of a width to be read, into a file where the desk was opened."""
        path = Path(f"briefing-{'-'.join(self.pair)}-{self.shown}-{self.now():%Y%m%d-%H%M}.txt")
        try:
            path.write_text("\n".join(row.text.rstrip() for row in self._printed()) + "\n", encoding="utf-8")
        except OSError as error:
            self.notify(f"{path} cannot be written: {error.strerror}", severity="error", markup=False)
            return
        self.notify(f"written to {path}", markup=False)

    def _printed(self) -> list[Row]:
        today = self.as_of or self.now().date()
        if self.shown == "board" and all(self.pair):
            return views.board_rows(board(self.events, self.pair, today), PRINTED, silent=self.silent)
        if self.shown == "article":
            mentions = self.store.mentions(self.article.id) if self.article else ()
            return views.article_rows(self.article, mentions, PRINTED, self.now(), self.zone)
        shown = views.only(self.events, self.only)
        return views.timeline_rows(shown, self.pair, PRINTED, self.moment, today, self.events)

    def _chosen(self) -> Event | None:
        """The event under the timeline's cursor."""
        key = self._lines("timeline").key
        return next((event for event in self.events if event.id == key), None)

    def action_decide(self, action: str, note: str | None = None) -> None:
        """Put `action` (accept, reject, pin or note) about the event under the timeline's cursor on record."""
        from briefing.ledger import hand

        event = self._chosen()
        if event is None:
            self.notify("choose an event on the timeline first")
            return
        self._take(hand.decision(action, event, note=note), event)

    def action_correct(self) -> None:
        """Ask for a field and its right value, as count=2."""
        if self._chosen() is None:
            self.notify("choose an event on the timeline first")
            return
        self._ask("Correct this event", "count=2, date=2025-09-17, domain=security, ..", self._corrected)

    def _corrected(self, typed: str | None) -> None:
        from briefing.ledger import hand

        event = self._chosen()
        name, _, value = (typed or "").partition("=")
        if event is None or not typed:
            return
        field, told = name.strip(), value.strip()
        entry = hand.decision("correct", event, field=field, value=hand.typed(field, told))
        problem = hand.mistake(entry)
        if problem:
            self.notify(views.safe(problem), severity="warning", markup=False)
            return
        self._take(entry, event)

    def action_join(self) -> None:
        """Choose the event that is the same act as the one under the cursor; those of its own type come first."""
        event = self._chosen()
        if event is None:
            self.notify("choose an event on the timeline first")
            return
        known = {e.id: e for e in self.events if e is not event and (e.actor, e.target) == (event.actor, event.target)}
        alike = sorted(known.values(), key=lambda e: e.type != event.type)
        choices = [(e.id, f"{views.day(e.date)}  {views.act(e)}") for e in alike]
        self._choose("The same act as", choices, lambda key: self._joined(event, known.get(key or "")))

    def _joined(self, event: Event, other: Event | None) -> None:
        from briefing.ledger import hand

        if other is not None:
            self._take(hand.merging(event, other), event)

    def action_part(self) -> None:
        """Choose the report that tells of an act of its own."""
        event = self._chosen()
        if event is None or len(event.reports) < 2:
            self.notify("choose an event with several reports on the timeline first")
            return
        choices = [(r.article, views.safe(f"{r.source}: {r.title}")) for r in event.reports]
        self._choose("An act of its own in", choices, lambda key: self._parted(event, key))

    def _parted(self, event: Event, article: str | None) -> None:
        from briefing.ledger import hand

        if article is not None:
            self._take(hand.decision("split", event, report=article), event)

    def _take(self, entry: Mapping[str, object], event: Event) -> None:
        self.store.decide(entry)
        self._load()
        self._draw()
        self.notify(f"{entry['action']}: {views.act(event)}; u takes it back", markup=False)

    def action_annotate(self) -> None:
        """Ask for a note."""
        if self._chosen() is None:
            self.notify("choose an event on the timeline first")
            return
        self._ask("Note on this event", "why, for whom, to be asked again", self._annotated)

    def _annotated(self, words: str | None) -> None:
        if words:
            self.action_decide("note", words)

    def action_undo(self) -> None:
        """Take the last decision back, whichever pair it was about."""
        taken = self.store.undo()
        self._load()
        self._draw()
        self.notify(f"taken back: {taken['action']}" if taken else "there is no decision to take back", markup=False)

    def action_articles(self) -> None:
        """A list of the pair's articles, the unread ones marked."""
        read = self.store.read()
        choices = [
            (
                a.id,
                views.safe(
                    f"{' ' if a.id in read else '*'} {views.age(a.published, self.now())}  {a.source}: {a.title}"
                ),
            )
            for a in self.articles_here
        ]
        self._choose("Articles", choices, self._open_article)

    def action_search(self) -> None:
        """Ask for words, and list the acts of the pair and the articles of the whole store that hold them."""
        self._ask("Search all articles and the acts of this pair", "words", self._found)

    def _found(self, words: str | None) -> None:
        if not words:
            return
        acts = views.only(self.events, words.lower())
        choices = [
            (e.id, f"{views.sign(e.type)[0]} {views.day(e.date)}  {e.actor} {views.act(e)} ({e.target})") for e in acts
        ]
        choices += [(a.id, views.safe(f"{a.source}: {a.title} - {part}")) for a, part in self.store.search(words, 50)]
        self._choose(f"Found: {words}", choices, self._open_found)

    def _open_found(self, key: str | None) -> None:
        """What was found: the evidence of an act, or an article."""
        if any(event.id == key for event in self.events):
            self._open_event(key)
        else:
            self._open_article(key)

    def action_travel(self) -> None:
        """Ask for the day that the board is to show; that of the event under the timeline's cursor stands there."""
        event = self._chosen()
        exact = event.date if event is not None and event.date_precision == "day" and event.date else ""
        self._ask("The board as of a day", "2025-09-17, or nothing for today", self._travelled, exact)

    def _travelled(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            self.as_of = date.fromisoformat(typed) if typed else None
        except ValueError:
            self.notify(
                f"{views.safe(typed or '')} is no date; write it like 2025-09-17", severity="warning", markup=False
            )
            return
        self._draw_board()
        self._draw_frame()

    async def action_back(self) -> None:
        """Out of the zoom, else from another day to today."""
        if self.query_one("#panes").has_class("zoomed"):
            self.action_zoom()
        elif self.as_of is not None:
            self._travelled("")

    def action_next_new(self, by: int) -> None:
        """To the next event that is new since the last visit, or with -1 to the one before."""
        timeline = self._lines("timeline")
        places = [i for i, row in enumerate(timeline.rows) if row.new]
        ahead = [i for i in places if (i > timeline.cursor if by > 0 else i < timeline.cursor)]
        if not ahead:
            self.notify("nothing more is new")
            return
        key = timeline.rows[ahead[0] if by > 0 else ahead[-1]].key
        timeline.show(timeline.rows, key)
        if key is not None:
            self._follow(key)

    def action_mark_read(self) -> None:
        """The article is read, and what is new counts from now."""
        if self.article is not None:
            self.store.mark_read(self.article.id)
        if all(self.pair):
            self.store.visit(self.pair, self.now())
            self.moment = self.now()
            self._draw()

    def action_link(self) -> None:
        """Show the article's address."""
        article = self.article
        self.notify(
            views.safe(article.url or "this article has no link") if article else "no article", markup=False, timeout=12
        )

    def action_cite(self) -> None:
        """Outlet, title, day and address into the clipboard, through the terminal (OSC 52)."""
        article = self.article
        if article is None:
            return
        when = article.published.date().isoformat() if article.published else "undated"
        self.copy_to_clipboard(views.safe(f"{article.source}, “{article.title}”, {when}. {article.url or ''}"))
        self.notify("the citation is copied")

    def action_tension(self) -> None:
        """The tension of the pair over the whole screen, with what weighs on it; Enter opens an act."""
        if not all(self.pair):
            return
        from briefing import graph

        rows = graph.rows(
            self.events, self.pair, self.as_of or self.now().date(), self.size.width - 8, self.size.height // 3
        )
        self._read("Tension", rows, self._open_event, whole=True)

    def _open_event(self, key: str | None) -> None:
        event = next((e for e in self.events if e.id == key), None)
        if event is not None:
            self._evidence([event])

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
                rows.append(
                    Row((Piece(named), Piece(f" {binding.id}" if binding not in Lines.BINDINGS else "", "dim")))
                )
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
            if isinstance(binding, Binding) and binding.id not in {"quit", "back"}:
                done = partial(self.run_action, binding.action)
                yield SystemCommand(binding.description, f"key {self._key(binding)}", done)

    def _key(self, binding: Binding) -> str:
        """The key of an action as a person knows it: the one set in the configuration, else the desk's own."""
        own = self._own_keys.get(binding.id or "")
        return _said(own) if own else binding.key_display or _said(binding.key)

    async def action_quit(self) -> None:
        """Leave; the visit to this pair ends now."""
        if all(self.pair):
            self.store.visit(self.pair, self.now())
        self.exit()

    # -- refreshing ---------------------------------------------------------------------------------------------

    def action_refresh_now(self) -> None:
        """Ask all sources in the background; one refresh at a time."""
        if self._fetcher is None:
            self.notify("there is nothing to refresh from here")
            return
        self.run_worker(self._fetch(self._fetcher), exclusive=True, group="refresh", exit_on_error=False)

    async def _fetch(self, refresh: Refresh) -> None:
        self._tell("refreshing ..")
        await refresh(self._tell)

    def _tell(self, words: str) -> None:
        self.progress = views.safe(words)
        self._draw_frame()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A refresh has ended: show what it brought, or say why it broke off."""
        if event.worker.group != "refresh" or event.state not in {WorkerState.SUCCESS, WorkerState.ERROR}:
            return
        self.progress = ""
        error = event.worker.error if event.state is WorkerState.ERROR else None
        if isinstance(error, ConfigError):
            self.exit(return_code=error.exit_code, message=f"briefing: {error}")
            return
        if error is not None:
            self.notify(views.safe(f"the refresh broke off: {event.worker.error}"), severity="error", markup=False)
        seen = self.moment
        self._load()
        self.moment = seen
        self._draw()
