"""The three panes and what fills them: from the store to the screen, at every size. No keys: those are in the rooms beside it.

A `Frame` knows the pair, its events and articles, and the day of its board; `_load` reads them, `_draw` shows them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from textwrap import wrap

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.widgets import Static

from briefing import books, views
from briefing.board import board
from briefing.changes import difference
from briefing.model import Article, Board, Event
from briefing.silence import silent
from briefing.store import Store
from briefing.tui import keys
from briefing.tui.lines import Lines
from briefing.views import Piece, Row

PANES = ("article", "timeline", "board")
TITLES = {"article": "Latest article", "timeline": "Relations timeline", "board": "Actor status board"}
SHARES = {"article": 4, "timeline": 5, "board": 5}  # of the columns, side by side
WIDE, MEDIUM, SMALLEST = 120, 90, (40, 12)
NO_COLOUR = NoColor()
Refresh = Callable[[Callable[[str], None]], Awaitable[None]]
Taken = Callable[[str | None], None]


def _nothing(key: str | None) -> None:
    """What becomes of a key chosen on a sheet that leads nowhere."""


class Frame(App[None]):
    """The panes of one pair, filled and fitted; the rooms beside it say what each key does."""

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
        browse: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__()
        self._own_keys = dict(keys or {})
        if keys:
            self.set_keymap(self._own_keys)
        self.store, self.now, self.zone, self._fetcher, self._names = store, now, zone, refresh, names
        self._poll, self._browse = poll, browse
        self.asked = refresh is None  # have the sources been asked once?
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
        self._drawn: tuple[int, ...] = ()  # the sizes of screen and panes for which they were last drawn
        self._said: dict[str, str] = {}  # what the lines above and below the panes show

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

    def on_resize(self, event: Resize) -> None:
        width, height = event.size.width, event.size.height
        panes = self.query_one("#panes")
        small = width < SMALLEST[0] or height < SMALLEST[1]
        panes.display = not small
        panes.set_class(MEDIUM <= width < WIDE, "medium")
        panes.set_class(width < MEDIUM, "narrow")
        self.query_one("#tabs").display = width < MEDIUM or small
        self._mark_shown()
        self.call_after_refresh(self._fit)

    def on_lines_resized(self, message: Lines.Resized) -> None:
        self._fit()

    def _fit(self) -> None:
        """Draws again where the panes are of another size than what they show was made for."""
        if self._drawn != self._sizes():
            self._draw()

    def _sizes(self) -> tuple[int, ...]:
        return (*self.size, *(self._width(self._lines(name)) for name in PANES))

    def _mark_shown(self) -> None:
        for name in PANES:
            self._lines(name).set_class(name == self.shown, "shown")

    def _lines(self, name: str) -> Lines:
        return self.query_one(f"#{name}", Lines)

    def _width(self, lines: Lines) -> int:
        return max(20, lines.size.width or self._expected_width(lines))

    def _expected_width(self, lines: Lines) -> int:
        """What the layout will give a pane, before there is a layout: so the first paint is already the whole one."""
        width, name = self.size.width, str(lines.id)
        if width >= WIDE:
            before, whole = sum(SHARES[pane] for pane in PANES[: PANES.index(name)]), sum(SHARES.values())
            return width * (before + SHARES[name]) // whole - width * before // whole - 2
        return (width // 2 if width >= MEDIUM else width) - 2

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With NO_COLOR no colour is sent at all; the library would send greys, and some of them on black."""
        found = super().get_line_filters()
        return [NO_COLOUR if isinstance(one, Monochrome) else one for one in found] if self.no_color else found

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article that the first pane shows; None where there is none."""
        return self.articles_here[self.at] if self.articles_here else None

    def _today(self) -> date:
        """The day that the board shows."""
        return self.as_of or self.now().date()

    def _load(self) -> None:
        """The pair's events and articles from the store; one reading of each, no network."""
        self.moment = self.store.last_visit(self.pair) if all(self.pair) else None
        if self.book is None or self.book.pair != self.pair:
            self.book = books.Book(self.pair)
        self.events = self.book.events(self.store) if all(self.pair) else ()
        self.silent = silent(self.store.sides(), self.now())
        found = self.store.articles(60, pair=self.pair) if all(self.pair) else []
        shown = self.article
        self.articles_here = found or self.store.articles(60)
        places = [i for i, article in enumerate(self.articles_here) if shown and article.id == shown.id]
        self.at = places[0] if places else min(self.at, max(0, len(self.articles_here) - 1))

    def _draw(self) -> None:
        if self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]:
            self._drawn = ()
            self._say("tabs", "too small: 40x12 at least")
            return
        self._drawn = self._sizes()
        self._draw_article()
        self._draw_timeline()
        self._draw_board()
        self._draw_frame()
        if self.painted is not None:
            self.call_after_refresh(self.painted)
            self.painted = None

    def _draw_article(self, key: str | None = None) -> None:
        lines = self._lines("article")
        lines.show(self._article_rows(self._width(lines)), key)

    def _article_rows(self, width: int) -> list[Row]:
        article = self.article
        if article is None and not self.asked:
            words = "nothing is stored yet; the sources are being asked"
            return [Row((Piece(line, "dim"),)) for line in wrap(words, width)]
        mentions = self.store.mentions(article.id) if article else ()
        return views.article_rows(article, mentions, width, self.now(), self.zone)

    def _draw_timeline(self) -> None:
        lines = self._lines("timeline")
        lines.show(self._timeline_rows(self._width(lines), self.now().date()))

    def _timeline_rows(self, width: int, today: date) -> list[Row]:
        events = views.only(self.events, self.only)
        return views.timeline_rows(events, self.pair, width, self.moment, today, self.events)

    def _draw_board(self) -> None:
        lines = self._lines("board")
        made = board(self.events, self.pair, self._today()) if all(self.pair) else None
        rows = views.board_rows(made, self._width(lines), self._changed(made), self.silent) if made else []
        lines.show(rows or [Row((Piece("no pair yet", "dim"),))])
        lines.entitle(TITLES["board"] + (f" as of {views.day(self.as_of.isoformat())}" if self.as_of else ""))

    def _changed(self, made: Board) -> frozenset[str]:
        """The lines of the board that have changed since the last visit, in either direction."""
        if self.moment is None or self.as_of is not None:
            return frozenset()
        known = [event for event in self.events if not views.is_new(event, self.moment)]
        before = board(known, self.pair, made.as_of)
        return frozenset(change.line for change in difference(before, made))

    # -- the lines above and below the panes ---------------------------------------------------------------------

    def _draw_frame(self) -> None:
        kept = f" only: {self.only}" if self.only else ""
        self._lines("timeline").entitle(f"{TITLES['timeline']} {'-'.join(self.pair)}{kept}")
        self._say("tabs", self._tabs())
        self._say("status", self._status())

    def _say(self, name: str, words: str) -> None:
        """Words for the line above or below, painted only where they are others than before."""
        if self._said.get(name) != words:
            self._said[name] = words
            self.query_one(f"#{name}", Static).update(words, layout=False)

    def _tabs(self) -> str:
        counts = (len(self.articles_here), len(self.events), len(self._lines("board").rows) - 1)
        named = enumerate(zip(PANES, counts, strict=True), 1)
        tabs = [f"{'>' if name == self.shown else ' '}{i} {name.title()} {count}" for i, (name, count) in named]
        news = sum(row.new for row in self._lines("timeline").rows)
        return "  ".join([*tabs, "-".join(self.pair) + (f"  *{news} new" if news else "")])

    def _status(self) -> str:
        """How things stand, or what is under way, and the keys that there is room for."""
        width = self.size.width
        kept = min(len(self.progress) + 3, width // 2) if self.progress else 24 if width >= WIDE else 0
        told = ""
        for binding in self._footer():
            longer = f"{told}  {self._key(binding)} {binding.description}".strip()
            told = longer if len(longer) <= width - kept else told
        status = self.progress or views.headline(self.events, self.pair, self._today())
        room = max(0, width - len(told) - 3)
        return f"{views.fit(status, room)}  {told}" if room > 20 or self.progress else views.fit(told, width)

    def _footer(self) -> list[Binding]:
        return [b for b in keys.DESK if b.show and (b.id != "refresh" or self._fetcher is not None)]

    def _key(self, binding: Binding) -> str:
        """The key of an action as a person knows it: the one set in the configuration, else the desk's own."""
        return keys.shown(binding, self._own_keys)

    def _sheet_width(self) -> int:
        """The columns that a sheet has for its rows."""
        width = self.size.width
        return width - 2 if width < MEDIUM else min(100, width * 9 // 10) - 2

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
