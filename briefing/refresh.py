"""All sources at once: fetched, parsed, read by the coder, each committed whole. What goes wrong with one is its own line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Protocol

import httpx

from briefing import books, net, parse
from briefing.coder import Lexicon, code
from briefing.coder.corrections import correction, is_correction
from briefing.model import Article, Health, Mention, Source
from briefing.origin import origin
from briefing.store import Store

PAGES = 15  # full pages read for one source in one refresh
AT_ONCE = 8  # sources under way at the same time


class Tell(Protocol):
    """What is told of each source as soon as it is done."""

    def __call__(self, outcome: Outcome, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: how many articles were new, changed, the same; or `failure`, a sentence.

    `state` is "read", "unchanged", "not due" or "failed"; the seconds say where the time went.
    """

    source: str
    state: str
    new: int = 0
    changed: int = 0
    same: int = 0
    failure: str | None = None
    fetching: float = 0.0
    parsing: float = 0.0
    coding: float = 0.0
    storing: float = 0.0
    arrived: tuple[str, ...] = ()  # the ids of the articles that are new or changed


@dataclass(frozen=True, slots=True)
class _Taken:
    """Everything of one source that is to be stored, and what the fetching cost.

    `known` counts summaries whose pages were read before: their entries say nothing new.
    """

    articles: tuple[Article, ...]
    known: int
    complaints: tuple[str, ...]
    answer: net.Fetched | None
    fetching: float
    parsing: float


async def refresh(
    sources: Sequence[Source],
    client: httpx.AsyncClient,
    store: Store,
    lexicon: Lexicon,
    now: datetime,
    tell: Callable[[Outcome], None] | None = None,
    force: bool = False,
) -> list[Outcome]:
    """Every enabled source once, in the order given. `now` is the moment of fetching; `force` disregards the intervals.

    The store is used by this thread alone; parsing and coding run beside it.
    """
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(source: Source) -> Outcome:
        async with gate:
            outcome = await _guarded(source, client, store, lexicon, now, force)
        if tell is not None:
            tell(outcome)
        return outcome

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(source)) for source in sources if source.enabled]
    outcomes = [task.result() for task in tasks]
    books.note(store, [name for outcome in outcomes for name in outcome.arrived], now)
    return outcomes


async def _guarded(
    source: Source, client: httpx.AsyncClient, store: Store, lexicon: Lexicon, now: datetime, force: bool
) -> Outcome:
    """One source; a fault of ours in reading it is told by its kind, and hurts no other source."""
    try:
        return await _one(source, client, store, lexicon, now, force)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ImportError) as error:
        words = f"{source.name}: could not be read because of a fault in briefing ({type(error).__name__}: {error})"
        store.remember(source.name, _failed(store.health(source.name), words, now))
        return Outcome(source.name, "failed", failure=words)


async def _one(
    source: Source, client: httpx.AsyncClient, store: Store, lexicon: Lexicon, now: datetime, force: bool
) -> Outcome:
    health = store.health(source.name)
    if not force and health.tried and now - health.tried < timedelta(seconds=source.interval):
        return Outcome(source.name, "not due")
    taken = await _take(source, client, health, store, now)
    if isinstance(taken, net.Failure):
        store.remember(source.name, _failed(health, taken.words, now))
        return Outcome(source.name, "failed", failure=taken.words)
    if isinstance(taken, net.Unchanged):
        store.remember(source.name, replace(health, tried=now, success=now, failure=None, failures=0))
        return Outcome(source.name, "unchanged")
    outcome = await _store(source, taken, store, lexicon)
    failure = "; ".join(taken.complaints) if taken.complaints and not taken.articles and not taken.known else None
    store.remember(source.name, _succeeded(health, taken, outcome, failure, now))
    return replace(outcome, state="failed" if failure else "read", failure=failure)


async def _take(
    source: Source, client: httpx.AsyncClient, health: Health, store: Store, now: datetime
) -> _Taken | net.Failure | net.Unchanged:
    start = perf_counter()
    answers = await net.fetch(client, source, net.Known(health.etag, health.last_modified))
    fetching = perf_counter() - start
    bodies = [answer for answer in answers if isinstance(answer, net.Fetched)]
    if not bodies:
        return next((a for a in answers if isinstance(a, net.Failure)), net.Unchanged())
    start = perf_counter()
    parsed = [await asyncio.to_thread(parse.parse, source, b.body, b.url, b.content_type, now) for b in bodies]
    parsing = perf_counter() - start
    short = frozenset(id for one in parsed for id in one.summaries)
    found = [article for one in parsed for article in one.articles]
    articles = [a for a in found if a.id not in short or store.mark_of(a) != _mark(a)]
    start = perf_counter()
    articles = await _whole(articles, short, client, now)
    fetching += perf_counter() - start
    complaints = [words for one in parsed for words in one.complaints]
    complaints += [answer.words for answer in answers if isinstance(answer, net.Failure)]
    return _Taken(tuple(articles), len(found) - len(articles), tuple(complaints), bodies[0], fetching, parsing)


async def _whole(
    articles: list[Article], short: frozenset[str], client: httpx.AsyncClient, now: datetime
) -> list[Article]:
    """The articles, those of which the feed has only a summary with the text of their pages."""
    wanted = [a for a in articles if a.id in short and a.url][:PAGES]

    async def one(article: Article) -> Article:
        answer = await net.get(client, article.url or "")
        if not isinstance(answer, net.Fetched):
            return article
        return await asyncio.to_thread(parse.full_text, article, answer.body, answer.url, now)

    whole = {article.id: made for article, made in zip(wanted, await asyncio.gather(*map(one, wanted)), strict=True)}
    return [whole.get(article.id, article) for article in articles]


def _published(article: Article) -> float:
    return article.published.timestamp() if article.published else 0.0


def _mark(article: Article) -> str:
    """What of a feed's entry tells that its page need not be read again."""
    return f"{article.title}|{article.published_text}"


async def _store(source: Source, taken: _Taken, store: Store, lexicon: Lexicon) -> Outcome:
    counts = {"new": 0, "changed": 0, "same": taken.known}
    coding = storing = 0.0
    read: list[tuple[str, Article, tuple[Mention, ...]]] = []
    start = perf_counter()
    with store.transaction():
        for article in sorted(taken.articles, key=_published):  # a correction after what it corrects
            kept = store.keep(article, _mark(article))
            counts[kept.outcome] += 1
            if kept.outcome != "same":
                read.append((kept.id, article, ()))
    storing += perf_counter() - start
    start = perf_counter()
    coded = [(key, article, await asyncio.to_thread(code, article, lexicon)) for key, article, _ in read]
    coding += perf_counter() - start
    start = perf_counter()
    with store.transaction():
        for key, article, mentions in coded:
            keep_reading(store, key, article, mentions, lexicon.version)
    storing += perf_counter() - start
    new, changed, same = counts["new"], counts["changed"], counts["same"]
    arrived = tuple(key for key, _, _ in coded)
    return Outcome(
        source.name, "read", new, changed, same, None, taken.fetching, taken.parsing, coding, storing, arrived
    )


def keep_reading(store: Store, key: str, article: Article, mentions: tuple[Mention, ...], version: str) -> None:
    """What was read in an article into the store, with the outlet's own correction where it is one."""
    back = None
    if article.source and is_correction(article):
        back = correction(article, mentions, store.readings_of_source(article.source))
    store.code(key, mentions, origin(article), back, version)


def recode(store: Store, lexicon: Lexicon) -> int:
    """Reads again what an older coder read, or none. -> how many articles."""
    count = 0
    for article in list(store.uncoded(lexicon.version)):
        with store.transaction():
            keep_reading(store, article.id, article, code(article, lexicon), lexicon.version)
        count += 1
    return count


def _failed(health: Health, words: str, now: datetime) -> Health:
    return replace(health, tried=now, failed=now, failure=words, failures=health.failures + 1)


def _succeeded(health: Health, taken: _Taken, outcome: Outcome, failure: str | None, now: datetime) -> Health:
    if failure:
        return _failed(health, failure, now)
    answer = taken.answer
    return replace(
        health,
        etag=answer.etag if answer else None,
        last_modified=answer.last_modified if answer else None,
        tried=now,
        success=now,
        failure=None,
        failures=0,
        changed=now if outcome.new or outcome.changed else health.changed,
    )
