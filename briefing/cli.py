"""The command line: reads it, builds the parts, hands them on. Imports stay inside the commands, so that all start fast."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import click

from briefing import __version__
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model import Article

SOME_INPUT_FAILED = 4


class Group(click.Group):
    """Says what went wrong in a sentence and ends with the error's own code; never a traceback for bad input."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            click.echo(f"briefing: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Follow the relations between states.

    Data goes to standard output, everything else to standard error. Exit codes: 0 done; 2 wrong usage or input;
    4 done, but some input could not be read; 130 interrupted.
    """


def _published(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    from briefing.articles import moment

    found = moment(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-09-20")
    return found


@main.command()
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option(
    "--published", callback=_published, metavar="DATE", help="Day of publication of plain text, as 2025-09-20."
)
@click.option("--lang", type=str, help="Language of plain text (fr, en); guessed from the words if not given.")
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="json", help="JSON Lines, or for people."
)
@click.option("--explain", is_flag=True, help="For people, with the words that filled each slot and how the date came.")
def code(files: tuple[BinaryIO, ...], published: datetime | None, lang: str | None, form: str, explain: bool) -> None:
    """Read articles and print the events told in them.

    FILES are plain text, or JSON Lines with id, lang, published, title, text (all but text optional); without a file,
    standard input. One JSON line comes out for each article.

    \b
    Examples:
      briefing code report.txt --published 2025-09-20
      briefing code articles.jsonl > events.jsonl
      briefing code --explain report.txt
    """
    from briefing import articles, coder, report

    lexicon = coder.load()
    failed = False
    streams: tuple[BinaryIO, ...] = files or (sys.stdin.buffer,)
    for stream in streams:
        found, complaints = articles.read(stream.read(articles.LIMIT + 1), getattr(stream, "name", "stdin"))
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
        click.get_current_context().exit(SOME_INPUT_FAILED)


def _completed(article: Article, published: datetime | None, lang: str | None) -> Article:
    from dataclasses import replace

    return replace(article, published=article.published or published, lang=article.lang or lang)
