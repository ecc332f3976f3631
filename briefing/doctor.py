"""What may stand between a reader and a working desk: each check says what it found and, if something is wrong, what to do.

Reads only: neither the store nor the network is touched. `examine` puts the checks together.
"""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import __version__
from briefing.config import Config, find, load
from briefing.errors import BriefingError
from briefing.store import Store
from briefing.views import many

if TYPE_CHECKING:
    from briefing.coder import Lexicon

State = Literal["ok", "note", "wrong"]
LITTLE_ROOM = 200_000_000  # bytes free on the store's disk below which it is worth a word


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` says what to do, where there is something to do."""

    state: State
    what: str
    words: str
    remedy: str = ""


def examine(sources: Path | None, store: Path, now: datetime) -> Iterator[Finding]:
    """Everything worth looking at, from the machine up to the sources; never raises for what it finds."""
    yield from _machine()
    yield from _terminal()
    config, told = _configuration(sources)
    yield told
    rules, told = _rules(config)
    yield told
    yield from _store(store, config, rules, now)


def _machine() -> Iterator[Finding]:
    yield Finding("ok", "briefing", f"{__version__} on Python {platform.python_version()}, {platform.system()}")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        yield Finding("ok", "SQLite", f"{sqlite3.sqlite_version} with full text search")
    except sqlite3.OperationalError:
        yield Finding(
            "wrong", "SQLite", f"{sqlite3.sqlite_version} has no FTS5", "use a Python whose sqlite3 was built with it"
        )
    finally:
        connection.close()


def _terminal() -> Iterator[Finding]:
    kind = os.environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("note", "terminal", "none here, so `briefing` would print the brief instead of the desk")
    elif kind in {"", "dumb"}:
        yield Finding(
            "note", "terminal", f"TERM={kind or 'unset'}: the brief is printed", "set TERM, as xterm-256color"
        )
    else:
        size = shutil.get_terminal_size()
        room = size.columns >= 40 and size.lines >= 12
        words = f"{kind}, {size.columns}x{size.lines}" + (", no colour" if os.environ.get("NO_COLOR") else "")
        yield Finding("ok" if room else "wrong", "terminal", words, "" if room else "40x12 is the least")
    encoding = locale.getpreferredencoding(False)
    good = encoding.replace("-", "").lower() == "utf8"
    remedy = "" if good else "set LC_ALL=C.UTF-8, or signs and accents come out wrong"
    yield Finding("ok" if good else "note", "characters", encoding, remedy)


def _configuration(given: Path | None) -> tuple[Config | None, Finding]:
    try:
        found = load(given)
    except BriefingError as error:
        return None, Finding("wrong", "sources", str(error), "correct the lines named, or give a file with --sources")
    on = sum(source.enabled for source in found.sources)
    words = f"{found.path}: {on} of {len(found.sources)} sources enabled, {many(len(found.pairs), 'pair')} watched"
    remedy = "" if on else f"add a [[source]] to {find(given)}"
    return found, Finding("ok" if on else "wrong", "sources", words, remedy)


def _rules(config: Config | None) -> tuple[Lexicon | None, Finding]:
    from briefing import coder

    extra = config.rules if config else ()
    try:
        found = coder.load(extra)
    except BriefingError as error:
        return None, Finding("wrong", "rules", str(error), "correct the file named")
    own = f", {len(extra)} files of yours among them" if extra else ""
    return found, Finding("ok", "rules", f"version {found.version}, all checked{own}")


def _store(path: Path, config: Config | None, rules: Lexicon | None, now: datetime) -> Iterator[Finding]:
    room = shutil.disk_usage(next(folder for folder in path.absolute().parents if folder.exists())).free
    if room < LITTLE_ROOM:
        yield Finding("wrong", "disk", f"{room // 1_000_000} MB free beside {path}", "make room")
    if not path.exists():
        yield Finding("note", "store", f"{path}: not there yet", "`briefing fetch` makes it")
        return
    try:
        with Store.open(path, readonly=True) as store:
            yield from _contents(store, config, rules, now)
    except BriefingError as error:
        yield Finding("wrong", "store", str(error))


def _contents(store: Store, config: Config | None, rules: Lexicon | None, now: datetime) -> Iterator[Finding]:
    trouble = store.check()
    words = f"{store.path}: {many(store.count(), 'article')}, {many(len(store.pairs()), 'pair')}, {room(store.path)}"
    if trouble:
        yield Finding("wrong", "store", f"{store.path}: {trouble}", "keep a copy, move it away, and fetch again")
    else:
        yield Finding("ok", "store", words)
    if rules and next(store.uncoded(rules.version), None) is not None:
        yield Finding("note", "store", "some articles were read by other rules than today's", "run `briefing recode`")
    for source in config.sources if config else ():
        health = store.health(source.name)
        if source.enabled and health.failure:
            since = f", {health.failures} times in a row" if health.failures > 1 else ""
            yield Finding("note", "source", f"{health.failure}{since}", "`briefing sources check` asks it now")


def room(path: Path) -> str:
    """The size of a file, for people."""
    return f"{path.stat().st_size / 1_000_000:.1f} MB"


def lines(findings: Iterator[Finding], safe: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    """Each finding as a line, and whether it is a fault."""
    marks = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}
    for found in findings:
        told = "\n         ".join(safe(line) for line in found.words.splitlines())
        first = f"{marks[found.state]}  {found.what}: {told}"
        yield first + (f"\n       -> {found.remedy}" if found.remedy else ""), found.state == "wrong"
