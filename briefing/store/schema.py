"""Tables, and the numbered steps from an older file to a newer one.

`MIGRATIONS[n]` leads from version n to n + 1; the number lives in `PRAGMA user_version`. A released step is never
edited: a change is a new step. Each runs in one transaction, so that a file is at one version or at the next.
"""

from __future__ import annotations

import sqlite3

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # An article is its identity and what holds for all versions; the words are in `versions`, so that lists and
        # readings never touch the pages that hold text.
        """
        CREATE TABLE articles (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            identity TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            url TEXT,
            side TEXT,
            official INTEGER NOT NULL DEFAULT 0,
            version INTEGER NOT NULL DEFAULT 1,
            moment TEXT NOT NULL DEFAULT '',
            title TEXT NOT NULL DEFAULT '',
            lang TEXT,
            published TEXT,
            published_text TEXT,
            fetched TEXT,
            author TEXT,
            agency TEXT,
            removed INTEGER NOT NULL DEFAULT 0,
            mark TEXT,
            coder TEXT,
            origin TEXT NOT NULL DEFAULT '',
            correction TEXT,
            seen TEXT
        )
        """,
        "CREATE INDEX articles_newest ON articles (moment DESC, key DESC)",
        "CREATE INDEX articles_of_source ON articles (source, moment DESC, key DESC)",
        "CREATE INDEX articles_coder ON articles (coder)",
        """
        CREATE TABLE versions (
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            title TEXT NOT NULL,
            published TEXT,
            published_text TEXT,
            fetched TEXT,
            lang TEXT,
            author TEXT,
            agency TEXT,
            removed INTEGER NOT NULL DEFAULT 0,
            text TEXT NOT NULL,
            PRIMARY KEY (article, number)
        )
        """,
        "CREATE TABLE aliases (id TEXT NOT NULL, source TEXT NOT NULL, article INTEGER NOT NULL "
        "REFERENCES articles (key) ON DELETE CASCADE, PRIMARY KEY (id, source)) WITHOUT ROWID",
        """
        CREATE TABLE mentions (
            key INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            pair TEXT NOT NULL,
            actor TEXT NOT NULL,
            target TEXT NOT NULL,
            type TEXT NOT NULL,
            mode TEXT NOT NULL,
            date TEXT,
            published TEXT,
            data TEXT NOT NULL
        )
        """,
        "CREATE INDEX mentions_of_pair ON mentions (pair, published)",
        "CREATE INDEX mentions_of_article ON mentions (article, pair, number)",
        # Which pairs an article speaks of, by its mentions or by what it corrects, in the order of a list of articles.
        "CREATE TABLE touches (pair TEXT NOT NULL, moment TEXT NOT NULL, article INTEGER NOT NULL "
        "REFERENCES articles (key) ON DELETE CASCADE, PRIMARY KEY (pair, moment, article)) WITHOUT ROWID",
        "CREATE INDEX touches_of_article ON touches (article)",
        "CREATE TABLE health (source TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE visits (pair TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE journal (key INTEGER PRIMARY KEY, moment TEXT NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL, "
        "pair TEXT, event TEXT)",
        "CREATE INDEX journal_moment ON journal (moment)",
        "CREATE TABLE decisions (key INTEGER PRIMARY KEY, data TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)",
        "CREATE VIEW current AS SELECT a.key AS key, v.title AS title, v.text AS text "
        "FROM articles a JOIN versions v ON v.article = a.key AND v.number = a.version",
        "CREATE VIRTUAL TABLE found USING fts5(title, text, content='current', content_rowid='key', "
        "tokenize='unicode61 remove_diacritics 2')",
    ),
)
LATEST = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of an open file: 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open file to `LATEST`, a transaction a step. Two programs may try at once: the second finds it done."""
    while version(connection) < LATEST:
        connection.execute("BEGIN IMMEDIATE")
        try:
            step = version(connection)
            if step < LATEST:
                for statement in MIGRATIONS[step]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {step + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
