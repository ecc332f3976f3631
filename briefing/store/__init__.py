"""The store: what was received and what was read in it, in one SQLite file. Model values in and out; SQL lives here.

Every method may raise `StoreError` (a damaged file, a full disk) or `StoreBusy` (another program writes).
A `Store` belongs to the thread that opened it; another thread opens its own. docs/store.md tells the whole contract.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from briefing.errors import StoreBusy, StoreError, StoreFromFuture
from briefing.model import ELSEWHERE, Article, Correction, Health, JournalEntry, Mention, Reading, Side
from briefing.store import rows, schema, search

Outcome = Literal["new", "changed", "same"]
BATCH = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article handed in, and the id it has here (another feed's, where that brought it first)."""

    outcome: Outcome
    id: str


def decide(current: Article, own: Article | None, new: Article) -> Outcome:
    """What a newly received article is to the stored one, as a pure decision.

    `current` is the version shown; `own` the latest version from the same source as `new`, if there is one.
    A source that repeats its own words brings nothing; another source's copy counts only where it has more text; a date
    counts where there was none.
    """
    if current.published is None and new.published is not None:
        return "changed"
    if own is not None and rows.digest(own) == rows.digest(new):
        return "same"
    if own is None:
        return "changed" if len(new.text) > len(current.text) else "same"
    return "changed" if new.source == current.source or len(new.text) > len(current.text) else "same"


class Store:
    """One file of articles and mentions. Made by `Store.open`; a context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, readonly: bool) -> None:
        self._connection = connection
        self.path = path
        self.readonly = readonly

    # -- opening and closing ------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path | str, readonly: bool = False, wait: float = 5.0) -> Store:
        """Open a file, made and brought up to date where needed; `wait` is for how many seconds to wait for a writer.

        Raises StoreFromFuture for a file of a newer version, which is not touched; StoreBusy; StoreError.
        """
        path = Path(path)
        if readonly and not path.exists():
            raise StoreError(f"{path}: there is no store here yet; `briefing fetch` makes it")
        with _speaking(path):
            found = _stored_version(path, wait)
            if found > schema.LATEST:
                raise StoreFromFuture(
                    f"{path}: written by a newer briefing (store version {found}, this one knows {schema.LATEST}); "
                    "nothing was touched. Update briefing, or give another file with --store"
                )
            if not readonly or found < schema.LATEST:
                connection = _prepare(path, wait)
            if readonly:
                if found < schema.LATEST:
                    connection.close()
                connection = _connect(path, wait, "ro")
            return cls(connection, path, readonly)

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
        with _speaking(self.path):
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
        with _speaking(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with _speaking(self.path):
            row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def _write(self, sql: str, *values: object) -> int:
        with self.transaction():
            return self._connection.execute(sql, values).lastrowid or 0

    # -- articles -----------------------------------------------------------------------------------------------

    def add(self, article: Article) -> Outcome:
        """Keep an article: "new", "changed" (a further version is kept, its mentions await coding again) or "same"."""
        return self.keep(article).outcome

    def keep(self, article: Article, mark: str | None = None) -> Kept:
        """As `add`, and tells the id under which it is kept. `mark` is what `mark_of` will give back."""
        with self.transaction():
            row = self._one("SELECT * FROM articles WHERE identity = ?", rows.scrub(rows.identity(article)))
            kept = self._insert(article) if row is None else self._update(row, article)
            if mark is not None:
                self._write("UPDATE articles SET mark = ? WHERE id = ?", mark, kept.id)
            return kept

    def foretell(self, article: Article) -> Outcome:
        """What `keep` would make of an article, with nothing kept."""
        row = self._one("SELECT * FROM articles WHERE identity = ?", rows.scrub(rows.identity(article)))
        if row is None:
            return "new"
        current = rows.article_from_row(row, self._text(row["key"], row["version"]))
        return decide(current, self._own_version(row["key"], article.source), article)

    def _insert(self, article: Article) -> Kept:
        name = self._free_id(article)
        key = self._write(
            "INSERT INTO articles (id, identity, source, url, side, official) VALUES (?, ?, ?, ?, ?, ?)",
            *map(rows.scrub, (name, rows.identity(article), article.source, article.url, article.side)),
            int(article.official),
        )
        self._remember_id(article, key)
        self._add_version(key, 1, article)
        self._show_version(key, 1, article)
        return Kept("new", name)

    def _update(self, row: sqlite3.Row, article: Article) -> Kept:
        key = row["key"]
        self._remember_id(article, key)
        current = rows.article_from_row(row, self._text(key, row["version"]))
        own = self._own_version(key, article.source)
        outcome = decide(current, own, article)
        if own is not None and rows.digest(own) == rows.digest(article) and outcome == "same":
            return Kept(outcome, row["id"])
        number = self._last_number(key) + 1
        if article.published is None:
            article = replace(article, published=current.published, published_text=current.published_text)
        self._add_version(key, number, article)
        if outcome == "changed":
            search.forget(self._connection, key, current.title, current.text)
            self._show_version(key, number, article)
        return Kept(outcome, row["id"])

    def _free_id(self, article: Article) -> str:
        """The article's own id, unless another article has it already: sources choose ids without asking each other."""
        name, number = article.id, 1
        while self._one("SELECT 1 FROM articles WHERE id = ?", rows.scrub(name)):
            number += 1
            name = f"{article.id}~{number}"
        return name

    def _remember_id(self, article: Article, key: int) -> None:
        self._write(
            "INSERT OR REPLACE INTO aliases (id, source, article) VALUES (?, ?, ?)",
            rows.scrub(article.id),
            rows.scrub(article.source),
            key,
        )

    def _add_version(self, key: int, number: int, article: Article) -> None:
        self._write(
            "INSERT INTO versions (article, number, source, digest, title, published, published_text, fetched, lang, "
            "author, agency, removed, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            key,
            number,
            rows.scrub(article.source),
            rows.digest(article),
            *_shown(article),
            rows.scrub(article.text),
        )

    def _show_version(self, key: int, number: int, article: Article) -> None:
        """Make a version the current one: in the lists, in the search; and not coded yet."""
        moment = rows.stamp(article.published or article.fetched)
        self._write(
            "UPDATE articles SET version = ?, moment = ?, coder = NULL, title = ?, published = ?, published_text = ?, "
            "fetched = ?, lang = ?, author = ?, agency = ?, removed = ? WHERE key = ?",
            number,
            moment,
            *_shown(article),
            key,
        )
        search.index(self._connection, key, rows.scrub(article.title) or "", rows.scrub(article.text) or "")
        for touched in self._all("SELECT pair FROM touches WHERE article = ?", key):
            self._write("UPDATE touches SET moment = ? WHERE article = ? AND pair = ?", moment, key, touched["pair"])
        self._write("UPDATE mentions SET published = ? WHERE article = ?", rows.stamp(article.published) or None, key)

    def _text(self, key: int, number: int) -> str:
        row = self._one("SELECT text FROM versions WHERE article = ? AND number = ?", key, number)
        return row["text"] if row else ""

    def _last_number(self, key: int) -> int:
        row = self._one("SELECT max(number) AS number FROM versions WHERE article = ?", key)
        return int(row["number"]) if row else 0

    def _own_version(self, key: int, source: str) -> Article | None:
        row = self._one(
            f"SELECT {_VERSION} FROM versions v JOIN articles a ON a.key = v.article "
            "WHERE v.article = ? AND v.source = ? ORDER BY v.number DESC LIMIT 1",
            key,
            rows.scrub(source),
        )
        return rows.article_from_row(row, row["text"]) if row else None

    def _row(self, article_id: str) -> sqlite3.Row | None:
        name = rows.scrub(article_id)
        return self._one("SELECT * FROM articles WHERE id = ?", name) or self._one(
            "SELECT * FROM articles WHERE key = (SELECT article FROM aliases WHERE id = ? LIMIT 1)", name
        )

    def article(self, article_id: str) -> Article | None:
        """The current version, by its id here or by an id that a source gave it."""
        row = self._row(article_id)
        return rows.article_from_row(row, self._text(row["key"], row["version"])) if row else None

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first; none for an unknown id."""
        row = self._row(article_id)
        found = row and self._all(
            f"SELECT {_VERSION} FROM versions v JOIN articles a ON a.key = v.article WHERE v.article = ? "
            "ORDER BY v.number",
            row["key"],
        )
        return [rows.article_from_row(version, version["text"]) for version in found or ()]

    def mark_of(self, article: Article) -> str | None:
        """The `mark` an article with this identity was last kept with; None if it has none or is not here."""
        row = self._one("SELECT mark FROM articles WHERE identity = ?", rows.scrub(rows.identity(article)))
        return row["mark"] if row else None

    def articles(
        self,
        limit: int = 100,
        before: Article | datetime | None = None,
        pair: tuple[str, str] | None = None,
        source: str | None = None,
    ) -> list[Article]:
        """The newest articles with their text, by publication, else by when they were fetched.

        `before` is the last article of the page before this one, or a moment.
        """
        table, where, values = "articles a", list[str](), list[object]()
        order = "a.moment DESC, a.key DESC"
        if pair is not None:
            table = "touches t JOIN articles a ON a.key = t.article"
            where.append("t.pair = ?")
            values.append(rows.pair_key(*pair))
            order = "t.moment DESC, t.article DESC"
        if source is not None:
            where.append("a.source = ?")
            values.append(source)
        if before is not None:
            at, key = self._position(before)
            where.append("(t.moment, t.article) < (?, ?)" if pair else "(a.moment, a.key) < (?, ?)")
            values += [at, key]
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        found = self._all(f"SELECT a.* FROM {table} {condition} ORDER BY {order} LIMIT ?", *values, max(limit, 0))
        return [rows.article_from_row(row, self._text(row["key"], row["version"])) for row in found]

    def _position(self, before: Article | datetime) -> tuple[str, int]:
        if isinstance(before, datetime):
            return rows.stamp(before), 0
        row = self._row(before.id)
        return (row["moment"], row["key"]) if row else (rows.stamp(before.published or before.fetched), 0)

    def count(self) -> int:
        """How many articles there are."""
        row = self._one("SELECT count(*) AS number FROM articles")
        return int(row["number"]) if row else 0

    # -- mentions -----------------------------------------------------------------------------------------------

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


_VERSION = (
    "a.id, a.url, a.side, a.official, v.source, v.title, v.published, v.published_text, v.fetched, v.lang, v.author, "
    "v.agency, v.removed, v.text"
)


def _shown(article: Article) -> tuple[object, ...]:
    """The columns that an article and its versions have in common, in their order."""
    return (
        rows.scrub(article.title),
        rows.iso(article.published),
        rows.scrub(article.published_text),
        rows.iso(article.fetched),
        article.lang,
        rows.scrub(article.author),
        rows.scrub(article.agency),
        article.removed,
    )


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


# -- the file -------------------------------------------------------------------------------------------------------


def _connect(path: Path, wait: float, mode: Literal["ro", "rwc"]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait, isolation_level=None
    )
    connection.row_factory = sqlite3.Row
    return connection


def _stored_version(path: Path, wait: float) -> int:
    """The version of a file, read without changing anything; 0 where there is none."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    connection = _connect(path, wait, "ro")
    try:
        return schema.version(connection)
    finally:
        connection.close()


def _prepare(path: Path, wait: float) -> sqlite3.Connection:
    """A connection that writes, to a file at the latest version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path, wait, "rwc")
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
def _speaking(path: Path) -> Iterator[None]:
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
