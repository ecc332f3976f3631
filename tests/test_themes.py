"""Which theme a terminal gets."""

import pytest

from briefing.tui.themes import NAMES, theme


@pytest.mark.parametrize(
    ("wanted", "environ", "expected"),
    [
        ("auto", {"TERM": "xterm-256color"}, "dark"),
        ("auto", {"TERM": "screen", "COLORTERM": "truecolor"}, "dark"),
        ("auto", {"TERM": "xterm"}, "dark-16"),
        ("auto", {"TERM": "linux"}, "dark-16"),
        ("auto", {"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "light"),
        ("auto", {"TERM": "rxvt", "COLORFGBG": "0;default;7"}, "light-16"),
        ("light", {"TERM": "linux"}, "light"),
        ("no such", {"TERM": "xterm-256color"}, "dark"),
    ],
)
def test_a_theme_suits_the_terminal_or_is_the_one_wanted(wanted, environ, expected):
    assert theme(wanted, environ) == NAMES[expected]


def test_every_theme_is_one_that_the_library_has():
    from textual.theme import BUILTIN_THEMES

    assert set(NAMES.values()) <= set(BUILTIN_THEMES)
