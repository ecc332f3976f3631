"""Small screens over the desk: evidence, a list to choose from, a line to type, help."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from briefing.tui.lines import Lines
from briefing.views import Piece, Row

BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # columns; in a narrow terminal a sheet takes all of it


class Sheet(ModalScreen[str | None]):
    """Rows to read over the desk; Enter gives back the key under the cursor, Escape nothing."""

    BINDINGS = [Binding("escape,q", "dismiss(None)", "Back", id="sheet.back")]
    DEFAULT_CSS = """
    Sheet { align: center middle; }
    Sheet Vertical { width: 90%; max-width: 100; height: 85%; background: $surface; }
    Sheet.whole Vertical, Sheet.-narrow Vertical { width: 100%; max-width: 100%; height: 100%; }
    """
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, title: str, rows: Sequence[Row], classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Lines(self._title, id="sheet")

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show(self._rows)
        lines.focus()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        if message.key:
            self.dismiss(message.key)


class Chooser(ModalScreen[str | None]):
    """A list narrowed by typing; letters may be left out ("frml" finds FRA-MLI)."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="chooser.back"),
        Binding("down", "move(1)", "Down", show=False, id="chooser.down"),
        Binding("up", "move(-1)", "Up", show=False, id="chooser.up"),
    ]
    DEFAULT_CSS = """
    Chooser { align: center middle; }
    Chooser Vertical { width: 90%; max-width: 90; height: 80%; background: $surface; }
    Chooser.-narrow Vertical { width: 100%; max-width: 100%; height: 100%; }
    """
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._choices = title, choices

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Input(placeholder="type to narrow, Enter to choose", compact=True)
            yield Lines(self._title, id="choices")

    def on_mount(self) -> None:
        self._narrow("")
        self.query_one(Input).focus()

    def _narrow(self, typed: str) -> None:
        found = narrowed(typed, self._choices)
        rows = [Row((Piece(words),), key) for key, words in found]
        self.query_one(Lines).show(rows or [Row((Piece("nothing fits", "dim"),))])

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        key = self.query_one(Lines).key
        if key is not None:
            self.dismiss(key)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        if message.key:
            self.dismiss(message.key)

    def action_move(self, by: int) -> None:
        """The arrow keys move in the list while the letters go to the line."""
        self.query_one(Lines).action_move(by)


def narrowed(typed: str, choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices that hold every word typed; only where there is none, those that its letters alone lead to."""
    wanted = typed.lower().split()
    whole = [(key, words) for key, words in choices if all(word in words.lower() for word in wanted)]
    return whole or [(key, words) for key, words in choices if fuzzy(typed, words)]


def fuzzy(typed: str, words: str) -> bool:
    """Do the letters typed come in this order in the words, whatever stands between?"""
    rest = iter(words.lower())
    return all(letter in rest for letter in typed.lower() if not letter.isspace())


class Ask(ModalScreen[str | None]):
    """One line to type, `value` standing there until something else is typed; Escape gives back nothing, Enter the words."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Back", id="ask.back")]
    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask Vertical { width: 60; max-width: 90%; height: 5; border: solid $primary; background: $surface; }
    """

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._value = title, hint, value

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self._title
            yield Input(self._value, placeholder=self._hint, select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
