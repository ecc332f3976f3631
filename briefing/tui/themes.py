"""Which of the kept themes suits a terminal: dark or light, in full colour or in the terminal's own sixteen."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = {"dark": "textual-dark", "light": "textual-light", "dark-16": "ansi-dark", "light-16": "ansi-light"}
_LIGHT = {"7", "15"}  # grounds, as COLORFGBG numbers them
_MANY = ("256color", "truecolor", "direct", "kitty", "ghostty", "alacritty", "foot", "wezterm")


def theme(wanted: str, environ: Mapping[str, str]) -> str:
    """The library's name of a theme. `wanted` is a key of NAMES; with "auto" the terminal's own words decide, else dark."""
    if "NO_COLOR" in environ:
        return NAMES["dark-16"]  # whose grounds are the terminal's own
    if wanted in NAMES:
        return NAMES[wanted]
    light = environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT
    return NAMES[("light" if light else "dark") + ("" if many_colours(environ) else "-16")]


def many_colours(environ: Mapping[str, str]) -> bool:
    """Does the terminal say that it has 256 colours at least?"""
    term = environ.get("TERM", "")
    return environ.get("COLORTERM", "") in {"truecolor", "24bit"} or any(name in term for name in _MANY)
