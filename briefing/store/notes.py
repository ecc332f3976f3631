"""What is remembered beside the articles: sources and their health, visits, the journal, the analyst's decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from briefing.model import Health, JournalEntry, Side
from briefing.store import rows
from briefing.store.articles import Articles


class Notes(Articles):
    """The notes of a store."""

    # -- sources ------------------------------------------------------------------------------------------------

    def health(self, source: str) -> Health:
        """What is remembered of a source; of one never tried, nothing."""
        row = self._one("SELECT data FROM health WHERE source = ?", source)
        return rows.health_from_json(row["data"]) if row else Health()

    def remember(self, source: str, health: Health) -> None:
        """Keep what is known of a source, in the place of what was kept before."""
        self._write("INSERT OR REPLACE INTO health (source, data) VALUES (?, ?)", source, rows.health_as_json(health))

    def sides(self, limit: int = 30) -> dict[str, Side]:
        """Each state that has outlets of its own: when they published last, newest first, and which of them fail now."""
        found = self._all("SELECT DISTINCT side, source FROM articles WHERE side IS NOT NULL ORDER BY side, source")
        outlets: dict[str, list[str]] = {}
        for row in found:
            outlets.setdefault(row["side"], []).append(row["source"])
        return {
            side: Side(self._moments(side, limit), tuple(n for n in names if self.health(n).failure), len(names))
            for side, names in outlets.items()
        }

    def _moments(self, side: str, limit: int) -> tuple[datetime, ...]:
        found = self._all(
            "SELECT moment FROM articles WHERE side = ? AND published IS NOT NULL ORDER BY moment DESC LIMIT ?",
            side,
            limit,
        )
        return tuple(moment for row in found if (moment := rows.when(row["moment"])))

    # -- the reader ---------------------------------------------------------------------------------------------

    def visit(self, pair: tuple[str, str], when: datetime) -> None:
        """A person has looked at a pair."""
        self._write("INSERT OR REPLACE INTO visits (pair, moment) VALUES (?, ?)", rows.pair_key(*pair), rows.iso(when))

    def last_visit(self, pair: tuple[str, str]) -> datetime | None:
        """When a person last looked at a pair; None for never."""
        row = self._one("SELECT moment FROM visits WHERE pair = ?", rows.pair_key(*pair))
        return rows.when(row["moment"]) if row else None

    def mark_read(self, article_id: str, read: bool = True) -> None:
        """Mark an article as read, or with `read` False as unread; an unknown id is passed over."""
        row = self._row(article_id)
        if row is not None:
            self._write("UPDATE articles SET seen = ? WHERE key = ?", "read" if read else None, row["key"])

    def read(self) -> frozenset[str]:
        """The ids of all articles that were marked as read."""
        return frozenset(row["id"] for row in self._all("SELECT id FROM articles WHERE seen IS NOT NULL"))

    # -- journal and decisions ----------------------------------------------------------------------------------

    def journal(self, entries: Iterable[JournalEntry]) -> None:
        """Add lines to the journal; none is ever changed or taken out."""
        with self.transaction():
            for entry in entries:
                self._write(
                    "INSERT INTO journal (moment, kind, words, pair, event) VALUES (?, ?, ?, ?, ?)",
                    rows.stamp(entry.when),
                    *map(
                        rows.scrub, (entry.kind, entry.words, "-".join(entry.pair) if entry.pair else None, entry.event)
                    ),
                )

    def journal_since(self, when: datetime | None = None) -> list[JournalEntry]:
        """The journal from a moment on (or all of it), in the order in which it was written."""
        found = self._all("SELECT * FROM journal WHERE moment >= ? ORDER BY key", rows.stamp(when))
        return [
            JournalEntry(
                when=datetime.fromisoformat(row["moment"]),
                kind=row["kind"],
                words=row["words"],
                pair=rows.pair_of(row["pair"]) if row["pair"] else None,
                event=row["event"],
            )
            for row in found
        ]

    def decide(self, decision: Mapping[str, object]) -> None:
        """Keep a decision of the analyst: a JSON object whose meaning is the ledger's."""
        self._write("INSERT INTO decisions (data) VALUES (?)", rows.scrub(rows.dump(dict(decision))))

    def decisions(self) -> list[dict[str, Any]]:
        """All decisions that stand, in the order in which they were taken."""
        return [
            json.loads(row["data"]) for row in self._all("SELECT data FROM decisions WHERE NOT undone ORDER BY key")
        ]

    def undo(self) -> dict[str, Any] | None:
        """Take back the last decision that stands, and give it; None where there is none."""
        with self.transaction():
            row = self._one("SELECT key, data FROM decisions WHERE NOT undone ORDER BY key DESC LIMIT 1")
            if row is None:
                return None
            self._write("UPDATE decisions SET undone = 1 WHERE key = ?", row["key"])
            taken: dict[str, Any] = json.loads(row["data"])
            return taken
