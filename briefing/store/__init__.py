"""The store: what was received and what was read in it, in one SQLite file. Model values in and out; SQL lives here.

Every method may raise `StoreError` (a damaged file, a full disk) or `StoreBusy` (another program writes).
A `Store` belongs to the thread that opened it; another thread opens its own. docs/store.md tells the whole contract.
"""

from __future__ import annotations

from pathlib import Path

from briefing.errors import StoreError, StoreFromFuture
from briefing.store import schema
from briefing.store.articles import Kept, Outcome
from briefing.store.file import connect, prepare, speaking, stored_version
from briefing.store.notes import Notes
from briefing.store.readings import Readings

__all__ = ["Kept", "Outcome", "Store"]


class Store(Readings, Notes):
    """One file of articles and mentions. Made by `Store.open`; a context manager that closes it."""

    @classmethod
    def open(cls, path: Path | str, readonly: bool = False, wait: float = 5.0) -> Store:
        """Open a file, made and brought up to date where needed; `wait` is for how many seconds to wait for a writer.

        Raises StoreFromFuture for a file of a newer version, which is not touched; StoreBusy; StoreError.
        """
        path = Path(path)
        if readonly and not path.exists():
            raise StoreError(f"{path}: there is no store here yet; `briefing fetch` makes it")
        with speaking(path):
            found = stored_version(path, wait)
            if found > schema.LATEST:
                raise StoreFromFuture(
                    f"{path}: written by a newer briefing (store version {found}, this one knows {schema.LATEST}); "
                    "nothing was touched. Update briefing, or give another file with --store"
                )
            if not readonly or found < schema.LATEST:
                connection = prepare(path, wait)
            if readonly:
                if found < schema.LATEST:
                    connection.close()
                connection = connect(path, wait, "ro")
            return cls(connection, path, readonly)
