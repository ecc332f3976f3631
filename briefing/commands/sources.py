"""The sources asked: fetched into the store, or only tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.commands import parts
from briefing.commands.options import SOME_INPUT_FAILED, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from httpx import AsyncClient

    from briefing.config import Config
    from briefing.model import Source
    from briefing.refresh import Outcome
    from briefing.store import Store


@click.command()
@click.option("--force", is_flag=True, help="Also the sources whose interval is not over.")
@places
def fetch(force: bool, config: str | None, path: str | None) -> None:
    """Refresh all sources once, a line for each.

    Ends with 4 if some source failed, with 1 if all did.

    \b
    Examples:
      briefing fetch
      */15 * * * *  briefing fetch      (in a crontab)
    """
    import asyncio

    found = parts.config(config)
    with parts.store(path) as store:
        outcomes = asyncio.run(_refreshed(found, store, force))
    _ended([not told.failure for told in outcomes])


async def _refreshed(found: Config, store: Store, force: bool) -> list[Outcome]:
    from briefing import coder, net
    from briefing.refresh import refresh

    def tell(told: Outcome) -> None:
        click.echo(parts.outcome(told))

    async with net.client() as web:
        return await refresh(found.sources, web, store, coder.load(found.rules), parts.now(), tell, force)


def _ended(good: Sequence[bool]) -> None:
    """Ends with 1 if every source failed, with 4 if some did."""
    if not all(good):
        click.get_current_context().exit(SOME_INPUT_FAILED if any(good) else 1)


@click.group()
def sources() -> None:
    """What briefing reads from."""


@sources.command()
@places
def check(config: str | None, path: str | None) -> None:
    """Ask every source once and say what it gives; nothing is stored.

    Ends with 4 if some source failed, with 1 if all did.

    \b
    Example:
      briefing sources check --sources mine.toml
    """
    import asyncio

    _ended(asyncio.run(_tried([source for source in parts.config(config).sources if source.enabled])))


async def _tried(found: Sequence[Source]) -> list[bool]:
    """Every source asked and told of as soon as it has answered. -> which of them gave articles"""
    import asyncio

    from briefing import net

    now = parts.now()

    async def one(source: Source) -> bool:
        words, good = await _answer(web, source, now)
        click.echo(f"{source.name}: {words}")
        return good

    async with net.client() as web:
        return list(await asyncio.gather(*map(one, found)))


async def _answer(web: AsyncClient, source: Source, now: datetime) -> tuple[str, bool]:
    """What a source gives, in words, and whether that is anything."""
    import asyncio

    from briefing import net, parse

    answers = await net.fetch(web, source)
    bodies = [answer for answer in answers if isinstance(answer, net.Fetched)]
    read = [await asyncio.to_thread(parse.parse, source, b.body, b.url, b.content_type, now) for b in bodies]
    articles = [article for one in read for article in one.articles]
    if articles:
        return f"{len(articles)} articles, {sum(a.published is not None for a in articles)} with a date", True
    failures = [answer.words for answer in answers if isinstance(answer, net.Failure)]
    return "; ".join([*failures, *(words for one in read for words in one.complaints)]), False
