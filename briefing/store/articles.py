"""Articles as received: every version kept, one of them shown; which is which is a pure decision."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from briefing.model import Article
from briefing.store import rows, search
from briefing.store.connection import Connection

Outcome = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article handed in, and the id it has here (another feed's, where that brought it first)."""

    outcome: Outcome
    id: str


def standing(current: Article, own: Article | None, new: Article) -> Outcome:
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


class Articles(Connection):
    """The articles of a store."""

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
        return standing(current, self._own_version(row["key"], article.source), article)

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
        outcome = standing(current, own, article)
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
