"""The file of the store: opened, brought up to date, and what is wrong with it said in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from briefing.errors import StoreBusy, StoreError
from briefing.store import schema


def connect(path: Path, wait: float, mode: Literal["ro", "rwc"]) -> sqlite3.Connection:
    """A connection to a file, for reading only or for writing too; commits are said, never implied."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait, isolation_level=None
    )
    connection.row_factory = sqlite3.Row
    return connection


def stored_version(path: Path, wait: float) -> int:
    """The version of a file, read without changing anything; 0 where there is none."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    connection = connect(path, wait, "ro")
    try:
        return schema.version(connection)
    finally:
        connection.close()


def prepare(path: Path, wait: float) -> sqlite3.Connection:
    """A connection that writes, to a file at the latest version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path, wait, "rwc")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        schema.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


_WORDS: tuple[tuple[str, Callable[[str], StoreError], str], ...] = (
    ("locked", StoreBusy, "another briefing is writing to it; try again in a moment"),
    ("busy", StoreBusy, "another briefing is writing to it; try again in a moment"),
    ("full", StoreError, "the disk is full; nothing new was kept, what was stored is safe. Make room, then try again"),
    ("readonly", StoreError, "it cannot be written to; check its permissions, or give another file with --store"),
    ("unable to open", StoreError, "it cannot be opened; check folder and permissions, or choose a file with --store"),
    ("not a database", StoreError, "this is not a store of briefing (not an SQLite file); it was not touched"),
    ("malformed", StoreError, "the file is damaged; keep a copy, then move it away and fetch again"),
    ("no such table", StoreError, "this is an SQLite file, but not a store of briefing"),
    ("already exists", StoreError, "this is an SQLite file, but not a store of briefing; it was not changed"),
    ("disk i/o", StoreError, "the disk cannot be read or written"),
)  # fmt: skip


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """What SQLite or the disk complain of becomes a sentence with the file's name."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error).lower()
        for part, kind, words in _WORDS:
            if part in said:
                raise kind(f"{path}: {words}") from error
        raise StoreError(f"{path}: the store failed: {error}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
