"""What was read in the articles: mentions with the version of the coder that read them, and the way back to the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime

from briefing.errors import StoreError
from briefing.model import ELSEWHERE, Article, Correction, Mention, Reading
from briefing.store import rows, search
from briefing.store.articles import Articles

BATCH = 200


class Readings(Articles):
    """The mentions of a store, and the search for words."""

    def code(
        self,
        article_id: str,
        mentions: Iterable[Mention],
        origin: str = "",
        correction: Correction | None = None,
        coder_version: str = "",
    ) -> None:
        """Put what was read in the current version of an article in the place of what was read before."""
        with self.transaction():
            row = self._row(article_id)
            if row is None:
                raise StoreError(f"{self.path}: no article {article_id!r} here, so nothing can be kept about it")
            key, mentions = row["key"], tuple(mentions)
            self._write("DELETE FROM mentions WHERE article = ?", key)
            for number, mention in enumerate(mentions):
                self._add_mention(row, number, mention)
            self._touch(row, mentions, correction)
            self._write(
                "UPDATE articles SET coder = ?, origin = ?, correction = ? WHERE key = ?",
                coder_version,
                rows.scrub(origin),
                rows.correction_as_json(correction),
                key,
            )

    def _add_mention(self, row: sqlite3.Row, number: int, mention: Mention) -> None:
        self._write(
            "INSERT INTO mentions (article, number, pair, actor, target, type, mode, date, published, data) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row["key"],
            number,
            rows.pair_key(mention.actor, mention.target),
            mention.actor,
            mention.target,
            mention.type,
            mention.mode,
            mention.date,
            rows.stamp(rows.when(row["published"])) or None,
            rows.mention_as_json(mention),
        )

    def _touch(self, row: sqlite3.Row, mentions: tuple[Mention, ...], correction: Correction | None) -> None:
        """Enter which pairs the article speaks of. A correction that names no act speaks of what it corrects."""
        pairs = {rows.pair_key(mention.actor, mention.target) for mention in mentions}
        pairs |= rows.corrected_pairs(correction)
        corrected = self._row(correction.article) if correction else None
        if corrected is not None:
            found = self._all("SELECT pair FROM touches WHERE article = ?", corrected["key"])
            pairs |= {touched["pair"] for touched in found}
        self._write("DELETE FROM touches WHERE article = ?", row["key"])
        for pair in sorted(pairs):
            self._write("INSERT INTO touches (pair, moment, article) VALUES (?, ?, ?)", pair, row["moment"], row["key"])

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """What was read in an article, of all pairs, in the order of reading."""
        row = self._row(article_id)
        if row is None:
            return ()
        found = self._all("SELECT data FROM mentions WHERE article = ? ORDER BY number", row["key"])
        return tuple(rows.mention_from_json(mention["data"], row["id"]) for mention in found)

    def reading(self, article_id: str) -> Reading | None:
        """A coded article without text, with all its mentions; None where there is none, or nothing was read in it."""
        row = self._row(article_id)
        if row is None or row["coder"] is None:
            return None
        return _readings(
            [row], self._all("SELECT article, data FROM mentions WHERE article = ? ORDER BY number", row["key"])
        )[0]

    def touched(self, article_id: str) -> set[tuple[str, str]]:
        """The pairs that an article speaks of, by its mentions or by what it corrects."""
        found = self._all(
            "SELECT t.pair FROM touches t JOIN articles a ON a.key = t.article WHERE a.id = ?", article_id
        )
        return {rows.pair_of(row["pair"]) for row in found}

    def readings(self, pair: tuple[str, str] | None = None) -> list[Reading]:
        """All coded articles that speak of a pair (or of any), oldest first, without text, with its mentions only."""
        if pair is None:
            found = self._all("SELECT * FROM articles WHERE coder IS NOT NULL OR key IN (SELECT article FROM mentions) "
                              "ORDER BY moment, key")  # fmt: skip
            read = self._all("SELECT article, data FROM mentions ORDER BY article, number")
        else:
            key = rows.pair_key(*pair)
            found = self._all(
                "SELECT a.* FROM touches t JOIN articles a ON a.key = t.article WHERE t.pair = ? "
                "ORDER BY t.moment, t.article",
                key,
            )
            read = self._all("SELECT article, data FROM mentions WHERE pair = ? ORDER BY article, number", key)
        return _readings(found, read)

    def readings_of_source(self, source: str, since: datetime | None = None) -> list[Reading]:
        """What a source has published since a moment, oldest first, with all mentions: to find what is corrected."""
        found = self._all(
            "SELECT * FROM articles WHERE source = ? AND moment >= ? AND coder IS NOT NULL ORDER BY moment, key",
            source,
            rows.stamp(since),
        )
        read = [
            row
            for article in found
            for row in self._all("SELECT article, data FROM mentions WHERE article = ? ORDER BY number", article["key"])
        ]
        return _readings(found, read)

    def corrections_of_source(self, source: str, since: datetime, until: datetime) -> list[Article]:
        """The articles of a source in a time that correct an earlier one, known or not."""
        found = self._all(
            "SELECT * FROM articles WHERE source = ? AND moment >= ? AND moment <= ? AND correction IS NOT NULL "
            "ORDER BY moment, key",
            source,
            rows.stamp(since),
            rows.stamp(until),
        )
        return [rows.article_from_row(row, self._text(row["key"], row["version"])) for row in found]

    def uncoded(self, coder_version: str) -> Iterator[Article]:
        """Articles not read by this version of the coder, oldest first; they may be coded while this runs.

        What was coded elsewhere is nobody's to read again.
        """
        after = ("", -1)
        while True:
            found = self._all(
                "SELECT * FROM articles WHERE coder IS NOT ? AND coder IS NOT ? AND (moment, key) > (?, ?) "
                "ORDER BY moment, key LIMIT ?",
                coder_version,
                ELSEWHERE,
                *after,
                BATCH,
            )
            for row in found:
                yield rows.article_from_row(row, self._text(row["key"], row["version"]))
            if len(found) < BATCH:
                return
            after = (found[-1]["moment"], found[-1]["key"])

    def pairs(self) -> list[tuple[tuple[str, str], int, datetime | None]]:
        """Each pair spoken of: how many mentions, and when the last of them was published; the most spoken of first."""
        found = self._all(
            "SELECT pair, count(*) AS number, max(published) AS last FROM mentions GROUP BY pair "
            "ORDER BY number DESC, pair"
        )
        return [(rows.pair_of(row["pair"]), row["number"], rows.when(row["last"])) for row in found]

    def search(self, query: str, limit: int = 50, marks: tuple[str, str] = ("", "")) -> list[tuple[Article, str]]:
        """Articles that hold all words of a query, best first, each with the place of the words between `marks`."""
        expression = search.expression(query)
        if not expression:
            return []
        found = self._all(
            "SELECT a.*, snippet(found, -1, ?, ?, ' … ', 24) AS place FROM found "
            "JOIN articles a ON a.key = found.rowid WHERE found MATCH ? ORDER BY rank LIMIT ?",
            *marks,
            expression,
            max(limit, 0),
        )
        return [(rows.article_from_row(row, self._text(row["key"], row["version"])), row["place"]) for row in found]

    def check(self) -> str | None:
        """What is damaged in the file, in SQLite's words; None for a sound one."""
        row = self._one("PRAGMA quick_check(1)")
        return None if row is None or row[0] == "ok" else str(row[0])

    def rebuild_search(self) -> None:
        """Make the search index again from the articles."""
        with self.transaction():
            search.rebuild(self._connection)


def _readings(found: list[sqlite3.Row], read: list[sqlite3.Row]) -> list[Reading]:
    of_article: dict[int, list[str]] = {}
    for mention in read:
        of_article.setdefault(mention["article"], []).append(mention["data"])
    return [
        Reading(
            article=rows.article_from_row(row),
            mentions=tuple(rows.mention_from_json(data, row["id"]) for data in of_article.get(row["key"], ())),
            origin=row["origin"],
            correction=rows.correction_from_json(row["correction"]),
            coder=row["coder"] or "",
        )
        for row in found
    ]
