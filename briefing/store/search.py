"""The full-text index over title and text. It holds nothing that the articles do not, and can be rebuilt from them."""

from __future__ import annotations

import re
import sqlite3

PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
WORD = re.compile(r"\w")


def index(connection: sqlite3.Connection, key: int, title: str, text: str) -> None:
    """Make an article findable by these words."""
    connection.execute("INSERT INTO found (rowid, title, text) VALUES (?, ?, ?)", (key, title, text))


def forget(connection: sqlite3.Connection, key: int, title: str, text: str) -> None:
    """Take an article out; the words must be those it was indexed with."""
    connection.execute("INSERT INTO found (found, rowid, title, text) VALUES ('delete', ?, ?, ?)", (key, title, text))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index again from the current versions."""
    connection.execute("INSERT INTO found (found) VALUES ('rebuild')")


def expression(query: str) -> str:
    """What a person typed -> an FTS5 expression, or "" where nothing can be looked for.

    All words must occur; "several words" are a phrase; -word excludes; the last word may be a beginning. Every piece is
    quoted, so that no operator or quote of the query language can be typed by accident.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in PIECE.findall(query):
        piece = (phrase or word).replace('"', " ").replace("\0", " ").strip()
        if WORD.search(piece):
            (unwanted if minus else wanted).append(f'"{piece}"')
    if not wanted:
        return ""
    if not query.rstrip().endswith('"') and query == query.rstrip():
        wanted[-1] += "*"
    return " ".join([" AND ".join(wanted), *(f"NOT {piece}" for piece in unwanted)])
