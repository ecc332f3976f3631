"""The keys of the desk, under the names by which [keys] in sources.toml changes them. The help is made from this list."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

_SPOKEN = {
    "escape": "Escape", "tab": "Tab", "shift+tab": "Shift+Tab", "enter": "Enter", "up": "Up", "down": "Down",
    "left": "Left", "right": "Right", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "ctrl+z": "Ctrl+Z",
}  # fmt: skip


def _key(keys: str, action: str, words: str, name: str, show: bool = False, seen: str | None = None) -> Binding:
    """A key that works wherever no sheet is open; `show` puts it into the bottom line, `seen` is how it is written."""
    return Binding(keys, action, words, show=show, key_display=seen, id=name)


DESK: list[Binding] = [
    _key("q", "quit", "Quit", "quit", show=True),
    _key("question_mark", "help", "Help", "help", show=True, seen="?"),
    Binding("tab", "pane(1)", "Next pane", show=False, priority=True, id="pane.next"),
    Binding("shift+tab", "pane(-1)", "Previous pane", show=False, priority=True, id="pane.before"),
    _key("l,right", "pane(1)", "Next pane", "pane.right"),
    _key("h,left", "pane(-1)", "Previous pane", "pane.left"),
    _key("1", "focus_pane('article')", "Article", "pane.article"),
    _key("2", "focus_pane('timeline')", "Timeline", "pane.timeline"),
    _key("3", "focus_pane('board')", "Board", "pane.board"),
    _key("p", "choose_pair", "Pair", "pair", show=True),
    _key("P", "overview", "All pairs", "overview"),
    _key("left_square_bracket", "article(1)", "Older article", "article.older", seen="["),
    _key("right_square_bracket", "article(-1)", "Newer article", "article.newer", seen="]"),
    _key("a", "articles", "Articles", "articles", show=True),
    _key("slash", "search", "Search", "search", show=True, seen="/"),
    _key("f", "filter", "Filter", "filter"),
    _key("x", "export", "Export what is shown", "export"),
    _key("plus", "decide('accept')", "Accept event", "accept", seen="+"),
    _key("minus", "decide('reject')", "Reject event", "reject", seen="-"),
    _key("c", "correct", "Correct event", "correct"),
    _key("M", "join", "Merge with another event", "merge"),
    _key("S", "part", "Split a report off", "split"),
    _key("b", "decide('pin')", "Pin event", "pin"),
    _key("i", "annotate", "Note on event", "note"),
    _key("u", "undo", "Undo decision", "undo"),
    _key("n", "next_new(1)", "Next new", "new.next"),
    _key("N", "next_new(-1)", "Previous new", "new.before"),
    _key("t", "travel", "Date", "travel", show=True),
    _key("T", "tension", "Tension", "tension"),
    _key("r", "refresh_now", "Refresh", "refresh", show=True),
    _key("s", "sources", "Sources", "sources", show=True),
    _key("o", "link", "Link", "link"),
    _key("y", "cite", "Copy citation", "cite"),
    _key("m", "mark_read", "Mark read", "mark"),
    _key("z", "zoom", "Zoom", "zoom"),
    _key("ctrl+z", "suspend_process", "Suspend", "suspend"),
    _key("escape", "back", "Back", "back"),
]


def spoken(keys: str) -> str:
    """Keys as written in a binding -> as they are called: "down,j" is "Down, j"."""
    return ", ".join(_SPOKEN.get(key.strip(), key.strip()) for key in keys.split(","))


def shown(binding: Binding, own: Mapping[str, str]) -> str:
    """The key of an action as a person knows it: the one set in the configuration, else the desk's own."""
    key = own.get(binding.id or "")
    return spoken(key) if key else binding.key_display or spoken(binding.key)
