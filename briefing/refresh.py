"""All sources at once: fetched, parsed, read by the coder, each committed whole. What goes wrong with one is its own line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Protocol, TypeVar

import httpx

from briefing import books, net, parse
from briefing.coder import Lexicon, code
from briefing.errors import StoreError
from briefing.model import Article, Health, Mention, Reading, Source
from briefing.store import Store

T = TypeVar("T")
PAGES = 15  # full pages read for one source in one refresh
AT_ONCE = 8  # sources under way at the same time


class Tell(Protocol):
    """What is told of each source as soon as it is done."""

    def __call__(self, outcome: Outcome, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: how many articles were new, changed, the same; or `failure`, a sentence.

    `state` is "read", "unchanged", "not due", "failed" or "not stored"; the seconds say where the time went.
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
    replaced: tuple[Reading, ...] = ()  # of the changed ones, what was read in them before


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


@dataclass(frozen=True, slots=True)
class _Kit:
    """What reading a source takes. `reader` is one thread for parsing and coding: more of them would only wait for each other."""

    client: httpx.AsyncClient
    store: Store
    lexicon: Lexicon
    now: datetime
    force: bool
    reader: Executor

    async def aside(self, work: Callable[[], T]) -> T:
        """Work done beside the loop, one piece after the other."""
        return await asyncio.get_running_loop().run_in_executor(self.reader, work)


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

    The store is used by this thread alone; parsing and coding run beside it. Raises StoreError once all sources have been
    asked, if what some of them gave could not be stored.
    """
    reader = ThreadPoolExecutor(1, "reader")
    kit, gate = _Kit(client, store, lexicon, now, force, reader), asyncio.Semaphore(AT_ONCE)

    async def one(source: Source) -> Outcome:
        async with gate:
            outcome = await _guarded(source, kit)
        if tell is not None:
            tell(outcome)
        return outcome

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(source)) for source in sources if source.enabled]
    finally:
        reader.shutdown(wait=False, cancel_futures=True)
    outcomes = [task.result() for task in tasks]
    unkept = next((outcome.failure for outcome in outcomes if outcome.state == "not stored"), None)
    if unkept:
        raise StoreError(unkept)
    replaced = [reading for outcome in outcomes for reading in outcome.replaced]
    books.note(store, [name for outcome in outcomes for name in outcome.arrived], now, replaced)
    return outcomes


async def _guarded(source: Source, kit: _Kit) -> Outcome:
    """One source; a fault of ours in reading it is told by its kind, and hurts no other source."""
    try:
        return await _one(source, kit)
    except StoreError as error:
        return Outcome(source.name, "not stored", failure=str(error))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ImportError) as error:
        words = f"{source.name}: could not be read because of a fault in briefing ({type(error).__name__}: {error})"
        kit.store.remember(source.name, _failed(kit.store.health(source.name), words, kit.now))
        return Outcome(source.name, "failed", failure=words)


async def _one(source: Source, kit: _Kit) -> Outcome:
    health, store, now = kit.store.health(source.name), kit.store, kit.now
    if not kit.force and health.tried and now - health.tried < timedelta(seconds=source.interval):
        return Outcome(source.name, "not due")
    taken = await _take(source, health, kit)
    if isinstance(taken, net.Failure):
        store.remember(source.name, _failed(health, taken.words, now))
        return Outcome(source.name, "failed", failure=taken.words)
    if isinstance(taken, net.Unchanged):
        store.remember(source.name, replace(health, tried=now, success=now, failure=None, failures=0))
        return Outcome(source.name, "unchanged")
    outcome = await _store(source, taken, kit)
    failure = "; ".join(taken.complaints) if taken.complaints and not taken.articles and not taken.known else None
    store.remember(source.name, _succeeded(health, taken, outcome, failure, now))
    return replace(outcome, state="failed" if failure else "read", failure=failure)


async def _take(source: Source, health: Health, kit: _Kit) -> _Taken | net.Failure | net.Unchanged:
    start = perf_counter()
    answers = await net.fetch(kit.client, source, net.Known(health.etag, health.last_modified))
    fetching = perf_counter() - start
    bodies = [answer for answer in answers if isinstance(answer, net.Fetched)]
    if not bodies:
        return next((a for a in answers if isinstance(a, net.Failure)), net.Unchanged())
    read = [await kit.aside(partial(_parsed, source, body, kit.now)) for body in bodies]
    parsed = [one for one, _ in read]
    short = frozenset(id for one in parsed for id in one.summaries)
    found = [article for one in parsed for article in one.articles]
    articles = [a for a in found if a.id not in short or kit.store.mark_of(a) != _mark(a)]
    start = perf_counter()
    articles, reading = await _whole(articles, short, kit)
    fetching += max(0.0, perf_counter() - start - reading)
    parsing = reading + sum(seconds for _, seconds in read)
    complaints = [words for one in parsed for words in one.complaints]
    complaints += [answer.words for answer in answers if isinstance(answer, net.Failure)]
    return _Taken(tuple(articles), len(found) - len(articles), tuple(complaints), bodies[0], fetching, parsing)


def _parsed(source: Source, answer: net.Fetched, now: datetime) -> tuple[parse.Parsed, float]:
    """What a body holds, and the seconds that reading it took."""
    start = perf_counter()
    return parse.parse(source, answer.body, answer.url, answer.content_type, now), perf_counter() - start


def _completed(article: Article, answer: net.Fetched, now: datetime) -> tuple[Article, float]:
    """An article with the text of its page, and the seconds that reading it took."""
    start = perf_counter()
    return parse.full_text(article, answer.body, answer.url, now), perf_counter() - start


def _coded(articles: Sequence[Article], lexicon: Lexicon) -> tuple[dict[int, tuple[Mention, ...]], float]:
    """The mentions of each article by its identity in memory, and the seconds that reading them took."""
    start = perf_counter()
    return {id(article): code(article, lexicon) for article in articles}, perf_counter() - start


async def _whole(articles: list[Article], short: frozenset[str], kit: _Kit) -> tuple[list[Article], float]:
    """The articles, those of which the feed has only a summary with the text of their pages; and the seconds of reading them."""
    wanted = [a for a in articles if a.id in short and a.url][:PAGES]

    async def one(article: Article) -> tuple[Article, float]:
        answer = await net.get(kit.client, article.url or "")
        if not isinstance(answer, net.Fetched):
            return article, 0.0
        return await kit.aside(partial(_completed, article, answer, kit.now))

    made = dict(zip((article.id for article in wanted), await asyncio.gather(*map(one, wanted)), strict=True))
    whole = [made[article.id][0] if article.id in made else article for article in articles]
    return whole, sum(seconds for _, seconds in made.values())


def _published(article: Article) -> float:
    return article.published.timestamp() if article.published else 0.0


def _mark(article: Article) -> str:
    """What of a feed's entry tells that its page need not be read again."""
    return f"{article.title}|{article.published_text}"


async def _store(source: Source, taken: _Taken, kit: _Kit) -> Outcome:
    """Everything of a source in one transaction, read by the coder before: what breaks off leaves all of it or nothing."""
    start, store, lexicon = perf_counter(), kit.store, kit.lexicon
    ordered = sorted(taken.articles, key=_published)  # a correction after what it corrects
    fresh = [article for article in ordered if store.foretell(article) != "same"]
    looking = perf_counter() - start
    read, coding = await kit.aside(partial(_coded, fresh, lexicon))
    start = perf_counter()
    counts, arrived, replaced = {"new": 0, "changed": 0, "same": taken.known}, list[str](), list[Reading]()
    with store.transaction():
        for article in ordered:
            kept = store.keep(article, _mark(article))
            counts[kept.outcome] += 1
            if kept.outcome != "same":
                mentions = read[id(article)] if id(article) in read else code(article, lexicon)
                replaced += filter(None, [store.reading(kept.id)])
                books.keep_reading(store, kept.id, article, mentions, lexicon.version)
                arrived.append(kept.id)
    storing = looking + perf_counter() - start
    outcome = Outcome(source.name, "read", counts["new"], counts["changed"], counts["same"], arrived=tuple(arrived))
    outcome = replace(outcome, replaced=tuple(replaced))
    return replace(outcome, fetching=taken.fetching, parsing=taken.parsing, coding=coding, storing=storing)


def recode(store: Store, lexicon: Lexicon) -> int:
    """Reads again what an older coder read, or none. -> how many articles."""
    count = 0
    for article in list(store.uncoded(lexicon.version)):
        with store.transaction():
            books.keep_reading(store, article.id, article, code(article, lexicon), lexicon.version)
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
