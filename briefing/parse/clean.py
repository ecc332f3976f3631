"""Outside text made safe to show: nothing that a terminal obeys or that hides from the eye gets past here."""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 4  # combining marks kept on one letter; more is a trick, no language stacks so many
_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # operating system commands: titles, links, clipboard
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # device control and private strings
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"  # control sequences: colours, cursor
    r"|\x1b[ -/]*[0-~]?"  # two-character escapes
    r"|\x9b[0-?]*[ -/]*[@-~]?"
)
_KEPT = frozenset("\n\t")
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]"
_MARKS = re.compile(f"({_MARK}{{{MAX_MARKS}}}){_MARK}+")


def clean(text: str) -> tuple[str, int]:
    """The text without control and escape sequences, direction overrides, zero-width, private and unassigned characters.

    -> (safe text with plain line ends, how many characters were taken out)
    """
    plain = _LINES.sub("\n", text)
    bare = _MARKS.sub(r"\1", _ESCAPES.sub("", plain))
    safe = "".join(
        c for c in bare if c in _KEPT or (c.isascii() and c.isprintable()) or (not c.isascii() and _shown(c))
    )
    return safe, len(plain) - len(safe)


def one_line(text: str) -> str:
    """Clean text for a title: on one line, with single spaces."""
    return " ".join(clean(text)[0].split())


def _shown(character: str) -> bool:
    """Is a character one to read? Cf are directions and joiners, Cs surrogates, Co private, Cn unassigned, Cc controls."""
    return not unicodedata.category(character).startswith("C")
