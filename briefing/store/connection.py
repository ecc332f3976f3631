"""One open file: whole transactions, and SQL in one place below every other part of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.errors import StoreError
from briefing.store.file import speaking


class Connection:
    """What every part of the store has in common. A context manager that closes the file."""

    def __init__(self, connection: sqlite3.Connection, path: Path, readonly: bool) -> None:
        self._connection = connection
        self.path = path
        self.readonly = readonly

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is done inside is committed together, or not at all. May be nested."""
        if self._connection.in_transaction:
            yield
            return
        if self.readonly:
            raise StoreError(f"{self.path}: opened for reading only")
        with speaking(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with speaking(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with speaking(self.path):
            row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def _write(self, sql: str, *values: object) -> int:
        with self.transaction():
            return self._connection.execute(sql, values).lastrowid or 0
