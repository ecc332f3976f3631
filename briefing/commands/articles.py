"""Articles in: coded, imported, or shown as a source would give them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing.commands import parts
from briefing.commands.options import FILE, places, published_on, some_failed

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model import Article, Source


@click.command()
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option(
    "--published", callback=published_on, metavar="DATE", help="Day of publication of plain text, as 2025-09-20."
)
@click.option("--lang", type=str, help="Language of plain text (fr, en, es); guessed from the words if not given.")
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="json", help="JSON Lines, or for people."
)
@click.option("--explain", is_flag=True, help="For people, with the words that filled each slot and how the date came.")
@click.option("--rules", "own", multiple=True, type=FILE, metavar="FILE", help="With words and rules of your own.")
@places
def code(
    files: tuple[BinaryIO, ...],
    published: datetime | None,
    lang: str | None,
    form: str,
    explain: bool,
    own: tuple[str, ...],
    path: str | None,
    config: str | None,
) -> None:
    """Read articles and print the events told in them.

    FILES are plain text, HTML, or JSON Lines with id, lang, published, title, text (all but text optional); without a
    file, standard input. One JSON line comes out for each article.

    \b
    Examples:
      briefing code report.txt --published 2025-09-20
      briefing code articles.jsonl > events.jsonl
      briefing code --explain report.txt
      briefing code --rules my.toml report.txt
    """
    from briefing import articles, coder, report

    lexicon = parts.lexicon(config, own)
    failed = False
    streams: tuple[BinaryIO, ...] = files or (sys.stdin.buffer,)
    for stream in streams:
        found, complaints = _articles_in(stream.read(articles.LIMIT + 1), getattr(stream, "name", "stdin"))
        for complaint in complaints:
            click.echo(f"briefing: {complaint}", err=True)
        failed = failed or bool(complaints)
        for article in found:
            mentions = coder.code(_completed(article, published, lang), lexicon)
            if form == "text" or explain:
                click.echo(report.text(article, mentions, explain))
            else:
                click.echo(report.line(article, mentions, lang))
    if failed:
        some_failed()


def _articles_in(body: bytes, name: str) -> tuple[list[Article], list[str]]:
    """The articles of a file; the text of a web page is found as it is for a source."""
    from briefing import articles

    if not articles.is_page(body):
        return articles.read(body, name)
    from briefing import parse
    from briefing.model import Source

    found = parse.parse(Source(name, kind="page"), body, name, "text/html", parts.now())
    return list(found.articles), list(found.complaints)


def _completed(article: Article, published: datetime | None, lang: str | None) -> Article:
    from dataclasses import replace

    return replace(article, published=article.published or published, lang=article.lang or lang)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--labelled", is_flag=True, help="Take each line's events as its mentions instead of reading the text.")
@places
def import_(files: tuple[BinaryIO, ...], labelled: bool, path: str | None, config: str | None) -> None:
    """Put articles from JSON Lines into the store as if they had been fetched.

    A line holds id, lang, published, title, text, url, source, agency (all but text optional); with --labelled also
    events and corrects, coded elsewhere. A bad line is told with its number and the others go on.

    \b
    Examples:
      briefing import articles.jsonl
      briefing import --labelled coded.jsonl --store crisis.db
    """
    from briefing import intake

    failed = False
    lexicon = None if labelled else parts.lexicon(config)
    with parts.store(path) as store:
        for stream in files:
            before = store.count()
            complaints = intake.take(store, stream.read(), stream.name, lexicon, parts.now())
            click.echo(f"briefing: {stream.name}: {store.count() - before} new", err=True)
            for complaint in complaints:
                click.echo(f"briefing: {complaint}", err=True)
            failed = failed or bool(complaints)
    if failed:
        some_failed()


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--url", default="https://example.org/", help="The address the bytes came from, for their links.")
@click.option("--type", "content_type", default="", help="The content type that the server gave.")
@click.option("--source", "name", help="Read as the source of that name, with its address, kind, language and side.")
@places
def parse_(
    files: tuple[BinaryIO, ...], url: str, content_type: str, name: str | None, path: str | None, config: str | None
) -> None:
    """Bytes of a feed or page to articles as JSON Lines: what a source would give.

    \b
    Examples:
      briefing parse feed.xml | head -1
      curl -s https://example.org/rss | briefing parse - --source "RFI Afrique"
    """
    from briefing import parse, report
    from briefing.model import Source
    from briefing.net import MAX_BYTES

    failed = False
    source = _source(name, config) if name else None
    for stream in files:
        own = source or Source(stream.name, url=url)
        found = parse.parse(own, stream.read(MAX_BYTES), own.url or url, content_type, parts.now())
        for article in found.articles:
            click.echo(report.article_line(article))
        for complaint in found.complaints:
            click.echo(f"briefing: {complaint}", err=True)
        failed = failed or bool(found.complaints)
    if failed:
        some_failed()


def _source(name: str, config: str | None) -> Source:
    """The source of that name in the configuration. Raises InputError where there is none."""
    import difflib

    from briefing.config import load
    from briefing.errors import InputError

    found = load(parts.as_path(config))
    named = {source.name: source for source in found.sources}
    if name not in named:
        near = difflib.get_close_matches(name, named, n=1, cutoff=0.4)
        raise InputError(f"{found.path}: no source {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return named[name]
