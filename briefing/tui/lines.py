"""A pane of lines with a cursor that sends little: moving it repaints the two lines that change, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.views import Row

# Styles by name; colour never says what a sign does not say too. All sixteen-colour safe.
STYLES = {
    "plain": Style(),
    "dim": Style(dim=True),
    "strong": Style(bold=True),
    "heading": Style(bold=True, underline=True),
    "hostile": Style(color="red"),
    "friendly": Style(color="green"),
    "verbal": Style(color="blue"),
    "new": Style(color="yellow", bold=True),
    "marked": Style(bold=True),
}


class Lines(ScrollView, can_focus=True):
    """Rows to move through. Told by `show`; speaks by `Chosen` (Enter) and `Moved`."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "Up", show=False, id="lines.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="lines.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="lines.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="lines.page_down"),
        Binding("g,home", "edge(-1)", "First", show=False, id="lines.first"),
        Binding("G,end", "edge(1)", "Last", show=False, id="lines.last"),
        Binding("enter", "choose", "Open", show=False, id="lines.open"),
    ]
    DEFAULT_CSS = "Lines { height: 1fr; scrollbar-size: 0 0; }"

    class Chosen(Message):
        """Enter was pressed on a row; `key` is what it stands for, empty where that is nothing."""

        def __init__(self, lines: Lines, key: str) -> None:
            super().__init__()
            self.lines, self.key = lines, key

        @property
        def control(self) -> Lines:
            """The pane that speaks, for Textual's `@on`."""
            return self.lines

    class Moved(Chosen):
        """The cursor came to rest on a row that stands for something."""

    class Resized(Message):
        """The pane has another size than before."""

    def __init__(self, title: str, id: str) -> None:
        super().__init__(id=id)
        self._title = self.border_title = title
        self.rows: list[Row] = []
        self.cursor = 0

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """New rows; the cursor stays on the same thing where it is still there, else on the same line."""
        if key is None and self.rows == rows and self.virtual_size.height == len(rows):
            return
        wanted, before = key or self.key, self.cursor
        self.rows = list(rows)
        places = [i for i, row in enumerate(self.rows) if row.key is not None and row.key == wanted]
        self.cursor = places[0] if places else min(self.cursor, max(0, len(self.rows) - 1))
        if self.key is None:
            self.cursor = next((i for i, row in enumerate(self.rows) if row.key is not None), self.cursor)
        self.virtual_size = Size(self.size.width, len(self.rows))
        if key is not None:
            self._keep_in_sight()
        elif self.scroll_offset.y or self.cursor >= self.size.height:
            self.scroll_to(
                y=self.scroll_offset.y + self.cursor - before, animate=False
            )  # nothing jumps under the reader
        self.refresh()

    def entitle(self, title: str) -> None:
        """Words for the top edge; nothing is painted where they stand there already."""
        if title != self._title:
            self._title = self.border_title = title

    @property
    def key(self) -> str | None:
        """What the cursor stands on, or None."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else None

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the row there, reversed where the cursor stands."""
        at = y + self.scroll_offset.y
        if at >= len(self.rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self.rows[at]
        base = self.rich_style + self._cursor_style(at, row)
        segments = [Segment(piece.text, base + STYLES[piece.style]) for piece in row.pieces]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _cursor_style(self, at: int, row: Row) -> Style:
        """Reversed where the cursor stands; in a pane without the keys what it stands on is underlined, on every line of it."""
        if self.has_focus:
            return Style(reverse=at == self.cursor)
        return Style(underline=row.key is not None and row.key == self.key)

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Resized())

    def on_focus(self, event: events.Focus) -> None:
        self._repaint_chosen()

    def on_blur(self, event: events.Blur) -> None:
        self._repaint_chosen()

    def _repaint_chosen(self) -> None:
        for at, row in enumerate(self.rows):
            if at == self.cursor or (row.key is not None and row.key == self.key):
                self._repaint(at)

    def _repaint(self, at: int) -> None:
        self.refresh(Region(0, at - self.scroll_offset.y, self.size.width, 1))

    def _keep_in_sight(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self.rows) - 1))
        if at == self.cursor or not self.rows:
            return
        old, self.cursor = self.cursor, at
        self._keep_in_sight()
        self._repaint(old)
        self._repaint(at)
        if self.key is not None:
            self.post_message(self.Moved(self, self.key))

    def action_move(self, by: int) -> None:
        """So many rows down, or up with a negative number."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """So many screens down, less a line, or up."""
        self._go(self.cursor + by * max(1, self.size.height - 1))

    def action_edge(self, side: int) -> None:
        """To the last row, or to the top: there the cursor takes the first row that stands for something, if it is in sight."""
        if side > 0:
            self._go(len(self.rows) - 1)
            return
        self.scroll_to(y=0, animate=False)
        in_sight = range(min(len(self.rows), max(1, self.size.height)))
        self._go(next((i for i in in_sight if self.rows[i].key is not None), 0))

    def action_choose(self) -> None:
        """Enter: tell what the row under the cursor stands for."""
        self.post_message(self.Chosen(self, self.key or ""))
