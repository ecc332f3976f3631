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
        ("light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "dark-16"),
        ("no such", {"TERM": "xterm-256color"}, "dark"),
    ],
)
def test_a_theme_suits_the_terminal_or_is_the_one_wanted(wanted, environ, expected):
    assert theme(wanted, environ) == NAMES[expected]


def test_every_theme_is_one_that_the_library_has():
    from textual.theme import BUILTIN_THEMES

    assert set(NAMES.values()) <= set(BUILTIN_THEMES)


def test_without_colours_none_is_sent(tmp_path, monkeypatch):
    import asyncio
    from datetime import UTC, datetime

    from briefing.store import Store
    from briefing.tui.app import Desk

    monkeypatch.setenv("NO_COLOR", "1")

    async def go():
        with Store.open(tmp_path / "s.db") as store:
            desk = Desk(store, (("KEN", "SOM"),), now=lambda: datetime(2025, 9, 24, tzinfo=UTC), zone=UTC)
            desk.theme = theme("auto", {"NO_COLOR": "1"})
            async with desk.run_test(size=(120, 36)) as pilot:
                await pilot.pause()
                strips = desk.screen._compositor.render_strips()
                return {
                    colour.name
                    for strip in strips
                    for s in strip
                    if s.style
                    for colour in (s.style.color, s.style.bgcolor)
                    if colour
                }

    assert asyncio.run(go()) <= {"default"}
