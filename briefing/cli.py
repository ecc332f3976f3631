"""The command line: reads it, builds the parts, hands them on. Imports stay inside the commands, so that all start fast."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from briefing import __version__
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from httpx import AsyncClient

    from briefing.coder import Lexicon
    from briefing.config import Config
    from briefing.model import Article, Event
    from briefing.refresh import Outcome
    from briefing.store import Store

SOME_INPUT_FAILED = 4
INTERRUPTED = 130


class Group(click.Group):
    """Says what went wrong in a sentence and ends with the error's own code; never a traceback for bad input."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; every error of ours becomes a sentence on standard error and its exit code."""
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            click.echo(f"briefing: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("briefing: interrupted", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Group, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
@click.option("--store", "path", type=click.Path(dir_okay=False), help="The store's file (for the desk).")
@click.option("--sources", "config", type=click.Path(dir_okay=False), help="Another sources.toml (for the desk).")
@click.option("--demo", is_flag=True, help="A dossier of our own, served on this machine, in a throw-away store.")
@click.option("--replay", is_flag=True, help="With --demo: let the reports arrive over a minute.")
@click.pass_context
def main(context: click.Context, path: str | None, config: str | None, demo: bool, replay: bool) -> None:
    """Follow the relations between states. Without a command: the desk, or its brief where there is no terminal.

    Data goes to standard output, everything else to standard error. Exit codes: 0 done; 1 all sources failed; 2 wrong
    usage or input; 3 the store cannot be used; 4 done, but some source or input failed; 130 interrupted.
    """
    if context.invoked_subcommand is not None and demo:
        raise click.UsageError(f"--demo opens the desk alone; `{context.invoked_subcommand}` reads a store of your own")
    if replay and not demo:
        raise click.UsageError("--replay goes with --demo")
    if context.invoked_subcommand is None:
        _demo(replay) if demo else _desk(path, config)


def _terminal() -> bool:
    """Is there a terminal to draw on, or only a pipe, a cron job or a dumb one?"""
    import os

    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _desk(path: str | None, config: str | None) -> None:
    """The desk in a terminal, elsewhere the brief."""
    if not _terminal():
        _print_brief(path, config)
        return
    from functools import cache

    from briefing.config import glance, glance_keys, load

    loaded = cache(lambda: load(_as_path(config)))
    with _store(path) as store:
        _open_desk(store, glance(_as_path(config)), loaded, _now, _zone(), keys=glance_keys(_as_path(config)))


def _open_desk(
    store: Store,
    pairs: tuple[tuple[str, str], ...],
    loaded: Callable[[], Config],
    now: Callable[[], datetime],
    zone: tzinfo,
    poll: float | None = None,
    keys: dict[str, str] | None = None,
) -> None:
    """The desk; the configuration is checked when the first refresh asks for it, after the first paint."""
    import gc

    gc.disable()  # until the first paint: nothing that is imported or loaded for it is garbage
    from briefing.tui.app import Desk

    names = lambda: [source.name for source in loaded().sources if source.enabled]  # noqa: E731
    fetch = _refresher(loaded, store, now)
    desk = Desk(store, pairs, now=now, zone=zone, refresh=fetch, names=names, poll=poll, keys=keys)
    desk.painted = _collect
    desk.run()
    if desk.return_code:
        click.get_current_context().exit(desk.return_code)


def _collect() -> None:
    """From the first paint on memory is collected again; what was loaded until then stays for good."""
    import gc

    gc.freeze()
    gc.enable()


def _demo(replay: bool) -> None:
    """The demo's desk, or its brief where there is no terminal; the same fetching as for any source."""
    import asyncio

    from briefing import demo
    from briefing.store import Store

    with demo.opened(replay) as stage, Store.open(stage.store) as store:
        if _terminal():
            _open_desk(store, stage.config.pairs, lambda: stage.config, stage.now, stage.zone, 4.0 if replay else None)
            return
        asyncio.run(_refresher(lambda: stage.config, store, stage.now)(lambda words: click.echo(words, err=True)))
        _echo_brief(store, stage.config, stage.now().date())


def _as_path(text: str | None) -> Path | None:
    from pathlib import Path

    return Path(text) if text else None


def _now() -> datetime:
    from datetime import UTC

    return datetime.now(UTC)


def _zone() -> tzinfo:
    """The reader's zone, as this machine has it."""
    from datetime import UTC

    return datetime.now().astimezone().tzinfo or UTC


def _refresher(
    loaded: Callable[[], Config], store: Store, now: Callable[[], datetime]
) -> Callable[[Callable[[str], None]], Coroutine[Any, Any, None]]:
    """What the desk awaits for news; the configuration, the network and the coder are loaded when it is first asked."""

    async def run(tell: Callable[[str], None]) -> None:
        import asyncio

        config = await asyncio.to_thread(loaded)
        lexicon, web = await asyncio.to_thread(_reading_parts, config.rules)
        from briefing.refresh import refresh

        async with web:
            await refresh(config.sources, web, store, lexicon, now(), lambda told: tell(_outcome(told)), force=True)

    return run


def _reading_parts(rules: tuple[Path, ...]) -> tuple[Lexicon, AsyncClient]:
    """What a refresh reads with; loading it takes a while, so it is done beside the desk."""
    from briefing import coder, net, refresh  # noqa: F401

    return coder.load(rules), net.client()


def _print_brief(path: str | None, config: str | None) -> None:
    from briefing.config import load

    found = load(_as_path(config))
    if not _store_path(path).exists():
        click.echo("no article is known yet: run `briefing fetch`")
        return
    with _store(path, readonly=True) as store:
        _echo_brief(store, found, _now().date())


def _echo_brief(store: Store, config: Config, today: date) -> None:
    from briefing import books, views

    known = [pair for pair, _, _ in store.pairs()]
    pairs = [pair for pair in config.pairs if pair in known] or known[:10]
    click.echo("\n".join(views.brief({pair: books.events(store, pair) for pair in pairs}, today)))


def _published(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    from briefing.articles import moment

    found = moment(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-09-20")
    return found


def _inherited(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What was given before the command holds for it too: `briefing --store FILE status` is `briefing status --store FILE`."""
    return value or context.find_root().params.get(option.name or "")


def _places(command: Any) -> Any:
    """The two options that every command over the store has."""
    store = click.option("--store", "path", type=_FILE, callback=_inherited, help="The store's file.")
    return store(
        click.option("--sources", "config", type=_FILE, callback=_inherited, help="Another sources.toml.")(command)
    )


_FILE = click.Path(dir_okay=False)


@main.command()
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option(
    "--published", callback=_published, metavar="DATE", help="Day of publication of plain text, as 2025-09-20."
)
@click.option("--lang", type=str, help="Language of plain text (fr, en, es); guessed from the words if not given.")
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="json", help="JSON Lines, or for people."
)
@click.option("--explain", is_flag=True, help="For people, with the words that filled each slot and how the date came.")
@click.option("--rules", "own", multiple=True, type=_FILE, metavar="FILE", help="With words and rules of your own.")
@_places
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

    lexicon = _lexicon(config, own)
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
        click.get_current_context().exit(SOME_INPUT_FAILED)


def _lexicon(config: str | None, own: tuple[str, ...] = ()) -> Lexicon:
    """The coder's words and rules, with those that the configuration in use adds and those of files given."""
    from pathlib import Path

    from briefing import coder
    from briefing.config import glance_rules

    return coder.load((*glance_rules(_as_path(config)), *(Path(file) for file in own)))


def _articles_in(body: bytes, name: str) -> tuple[list[Article], list[str]]:
    """The articles of a file; the text of a web page is found as it is for a source."""
    from briefing import articles

    if not articles.is_page(body):
        return articles.read(body, name)
    from briefing import parse
    from briefing.model import Source

    found = parse.parse(Source(name, kind="page"), body, name, "text/html", _now())
    return list(found.articles), list(found.complaints)


def _completed(article: Article, published: datetime | None, lang: str | None) -> Article:
    from dataclasses import replace

    return replace(article, published=article.published or published, lang=article.lang or lang)


def _store_path(path: str | None) -> Path:
    from pathlib import Path

    if path is not None:
        return Path(path)
    from platformdirs import user_data_path

    return user_data_path("briefing") / "store.db"


def _store(path: str | None, readonly: bool = False) -> Store:
    from briefing.store import Store

    return Store.open(_store_path(path), readonly)


def _pair(_: click.Context, __: click.Parameter, value: str) -> tuple[str, str]:
    """Two codes or names joined by a hyphen, in any order and case -> codes in alphabetical order."""
    from briefing.coder.gazetteer import load

    names = load()
    for at in [i for i, sign in enumerate(value) if sign in "-:/ "]:
        one, two = names.of(value[:at]), names.of(value[at + 1 :])
        if one and two and one != two:
            return (one, two) if one < two else (two, one)
    near = [name for part in value.split("-") if not names.of(part) for name in names.suggest(part)[:1]]
    near = [name.upper() if len(name) == 3 else name for name in near]
    hint = f"; did you mean {', '.join(near)}?" if near else "; write it like FRA-MLI or france-mali"
    raise click.BadParameter(f"{value!r} is no pair of states{hint}")


_pair_option = click.option(
    "--pair", required=True, callback=_pair, metavar="A-B", help="Two states: FRA-MLI, france-mali."
)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--labelled", is_flag=True, help="Take each line's events as its mentions instead of reading the text.")
@_places
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
    lexicon = None if labelled else _lexicon(config)
    with _store(path) as store:
        for stream in files:
            before = store.count()
            complaints = intake.take(store, stream.read(), stream.name, lexicon, _now())
            click.echo(f"briefing: {stream.name}: {store.count() - before} new", err=True)
            for complaint in complaints:
                click.echo(f"briefing: {complaint}", err=True)
            failed = failed or bool(complaints)
    if failed:
        click.get_current_context().exit(SOME_INPUT_FAILED)


def _events(store: Store, pair: tuple[str, str]) -> tuple[Event, ...]:
    """The events of a pair after the analyst's decisions; a decision that leads nowhere any more is said."""
    from briefing import books

    events, lost = books.with_complaints(store, pair)
    for words in lost:
        click.echo(f"briefing: a decision is left out: {words}", err=True)
    return events


@main.command()
@_pair_option
@click.option("--json", "as_json", is_flag=True, help="The events as a JSON list, one on a line.")
@_places
def timeline(pair: tuple[str, str], as_json: bool, path: str | None, config: str | None) -> None:
    """The events of a pair with their reports, oldest first.

    \b
    Example:
      briefing timeline --pair FRA-MLI
    """
    from briefing import report

    with _store(path, readonly=True) as store:
        events = _events(store, pair)
    if as_json:
        click.echo("[" + ",\n ".join(report.event_line(event) for event in events) + "]")
    else:
        click.echo("\n".join(report.event_text(event, events) for event in events) or "no event is known of this pair")


@main.command()
@_pair_option
@click.option("--as-of", "as_of", metavar="DATE", help="The board as of a day, as 2025-09-20; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="The board as JSON.")
@_places
def status(pair: tuple[str, str], as_of: str | None, as_json: bool, path: str | None, config: str | None) -> None:
    """The board of a pair: where relations stand, since when.

    \b
    Example:
      briefing status --pair FRA-MLI --as-of 2022-12-31
    """
    import json

    from briefing import board, report

    day = _day(as_of) if as_of else date.today()
    with _store(path, readonly=True) as store:
        made = board.board(_events(store, pair), pair, day)
    click.echo(json.dumps(board.as_json(made), ensure_ascii=False) if as_json else report.board_text(made))


def _config(path: str | None) -> Config:
    from pathlib import Path

    from briefing.config import load

    found = load(Path(path) if path else None)
    click.echo(f"briefing: sources from {found.path}", err=True)
    return found


def _outcome(told: Outcome) -> str:
    if told.failure:
        return f"{told.source}: failed: {told.failure}"
    if told.state != "read":
        return f"{told.source}: {told.state}"
    return f"{told.source}: {told.new} new, {told.changed} changed, {told.same} known"


@main.command()
@click.option("--force", is_flag=True, help="Also the sources whose interval is not over.")
@_places
def fetch(force: bool, config: str | None, path: str | None) -> None:
    """Refresh all sources once, a line for each.

    Ends with 4 if some source failed, with 1 if all did.

    \b
    Examples:
      briefing fetch
      */15 * * * *  briefing fetch      (in a crontab)
    """
    import asyncio
    from datetime import UTC

    from briefing import coder, net
    from briefing.refresh import refresh

    found = _config(config)
    with _store(path) as store:

        async def run() -> list[Outcome]:
            async with net.client() as web:
                tell = lambda told: click.echo(_outcome(told))  # noqa: E731
                return await refresh(found.sources, web, store, coder.load(found.rules), datetime.now(UTC), tell, force)

        outcomes = asyncio.run(run())
    failed = [told for told in outcomes if told.failure]
    if failed:
        click.get_current_context().exit(1 if len(failed) == len(outcomes) else SOME_INPUT_FAILED)


@main.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--url", default="https://example.org/", help="The address the bytes came from, for their links.")
@click.option("--type", "content_type", default="", help="The content type that the server gave.")
def parse_(files: tuple[BinaryIO, ...], url: str, content_type: str) -> None:
    """Bytes of a feed or page to articles as JSON Lines: what a source would give.

    \b
    Example:
      briefing parse feed.xml | head -1
    """
    from datetime import UTC

    from briefing import parse, report
    from briefing.model import Source
    from briefing.net import MAX_BYTES

    failed = False
    for stream in files:
        source = Source(stream.name, url=url)
        found = parse.parse(source, stream.read(MAX_BYTES), url, content_type, datetime.now(UTC))
        for article in found.articles:
            click.echo(report.article_line(article))
        for complaint in found.complaints:
            click.echo(f"briefing: {complaint}", err=True)
        failed = failed or bool(found.complaints)
    if failed:
        click.get_current_context().exit(SOME_INPUT_FAILED)


@main.group(invoke_without_command=True)
@click.option("--type", "kind", metavar="TYPE", help="Only the rules for one type of event, as expulsion.")
@click.option("--rules", "own", multiple=True, type=_FILE, metavar="FILE", help="Also the rules of a file of your own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--sources", "config", type=_FILE, callback=_inherited, help="Another sources.toml.")
@click.pass_context
def rules(context: click.Context, kind: str | None, own: tuple[str, ...], as_json: bool, config: str | None) -> None:
    """The rules by which sentences are coded: id, type, why, and examples that must (+) and must not (-) match.

    \b
    Examples:
      briefing rules | less
      briefing rules --type expulsion
      briefing rules check my.toml
    """
    if context.invoked_subcommand is None:
        _print_rules(kind, own, as_json, config)


def _print_rules(kind: str | None, own: tuple[str, ...], as_json: bool, config: str | None) -> None:
    import json

    from briefing.coder import rules as room
    from briefing.coder.loading import own_files
    from briefing.coder.own import near
    from briefing.model import TYPES

    if kind is not None and kind not in TYPES:
        raise click.BadParameter(f"--type: there is no {kind!r}{near(kind, TYPES)}")
    lexicon = _lexicon(config, own)
    tried = [*room.proofs(), *(proof for file in own_files(lexicon.extra) for proof in room.of(file))]
    for frame in lexicon.frames:
        if kind in {None, frame.type}:
            shown = json.dumps(room.as_data(frame, tried), ensure_ascii=False) if as_json else None
            click.echo(shown or "\n".join([*room.told(frame, tried), ""]))


@rules.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
def check_rules(files: tuple[str, ...]) -> None:
    """Check FILES of your own: what is wrong with them, told with file and line, and which of their examples fail.

    What such a file may hold is in docs/languages.md. Exit codes: 0 all is well; 2 a file is wrong; 4 an example fails.

    \b
    Example:
      briefing rules check my.toml
    """
    from pathlib import Path

    from briefing import coder
    from briefing.coder import rules as room
    from briefing.coder.loading import own_files

    paths = tuple(Path(file) for file in files)
    found = own_files(paths)
    lexicon = coder.load(paths)
    tried = [proof for file in found for proof in room.of(file)]
    failed = list(room.broken(tried, lexicon))
    for line in failed:
        click.echo(f"briefing: {line}", err=True)
    click.echo(f"{len(tried)} examples, {len(failed)} fail" if tried else "no mistakes; there are no examples to try")
    if failed:
        click.get_current_context().exit(SOME_INPUT_FAILED)


@main.group()
def sources() -> None:
    """What briefing reads from."""


@sources.command()
@_places
def check(config: str | None, path: str | None) -> None:
    """Ask every source once and say what it gives; nothing is stored.

    \b
    Example:
      briefing sources check --sources mine.toml
    """
    import asyncio
    from datetime import UTC

    from briefing import net, parse

    found = _config(config)
    now = datetime.now(UTC)

    async def one(web: Any, source: Any) -> tuple[str, bool]:
        answers = await net.fetch(web, source)
        failures = [a.words for a in answers if isinstance(a, net.Failure)]
        bodies = [a for a in answers if isinstance(a, net.Fetched)]
        read = [await asyncio.to_thread(parse.parse, source, b.body, b.url, b.content_type, now) for b in bodies]
        count = sum(len(r.articles) for r in read)
        dated = sum(a.published is not None for r in read for a in r.articles)
        words = [*failures, *(c for r in read for c in r.complaints)]
        told = (
            f"{source.name}: {count} articles, {dated} with a date" if count else f"{source.name}: " + "; ".join(words)
        )
        return told, bool(count)

    async def run() -> list[tuple[str, bool]]:
        async with net.client() as web:
            return list(await asyncio.gather(*(one(web, source) for source in found.sources if source.enabled)))

    told = asyncio.run(run())
    for words, _ in told:
        click.echo(words)
    if not all(good for _, good in told):
        click.get_current_context().exit(SOME_INPUT_FAILED if any(good for _, good in told) else 1)


@main.command()
@_pair_option
@click.option("--since", required=True, metavar="DATE", help="The day before what is new, as 2025-09-15.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_places
def changes(pair: tuple[str, str], since: str, as_json: bool, path: str | None, config: str | None) -> None:
    """What changed on the board of a pair since a day, and the events first told since.

    \b
    Example:
      briefing changes --pair FRA-MLI --since 2025-09-15
    """
    import json
    from datetime import UTC, time

    from briefing import board, report
    from briefing import changes as room

    then = _day(since)
    with _store(path, readonly=True) as store:
        events = _events(store, pair)
    found = room.difference(board.board(events, pair, then), board.board(events, pair, date.today()))
    told = room.told_since(events, datetime.combine(then, time.max, UTC))
    if as_json:
        lines = [{"actor": c.actor, "target": c.target, "line": c.line, "words": room.words(c)} for c in found]
        click.echo(json.dumps({"since": since, "lines": lines, "events": [e.id for e in told]}, ensure_ascii=False))
        return
    click.echo(
        "\n".join([*map(room.words, found), *(report.event_text(e, events) for e in told)]) or "nothing has changed"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write it like 2025-09-20") from error


@main.command()
@_places
def brief(config: str | None, path: str | None) -> None:
    """What is known, for print: each watched pair in a line, then its latest acts with outlet, date and sentence.

    \b
    Example:
      briefing brief | mail -s "Morning brief" desk
    """
    _print_brief(path, config)


@main.command()
@_places
def doctor(config: str | None, path: str | None) -> None:
    """Look over machine, terminal, configuration, rules, store and sources, and say what to do about what is wrong.

    Nothing is changed and nothing is fetched. Ends with 1 if something is wrong.

    \b
    Example:
      briefing doctor
    """
    from briefing import doctor as room
    from briefing.views import safe

    told = list(room.lines(room.examine(_as_path(config), _store_path(path), _now()), safe))
    for words, _ in told:
        click.echo(words)
    if any(wrong for _, wrong in told):
        click.get_current_context().exit(1)


@main.command()
@_places
def recode(path: str | None, config: str | None) -> None:
    """Read again, with the rules of today, every article that older rules have read.

    \b
    Example:
      briefing recode
    """
    from briefing import refresh as room

    with _store(path) as store:
        count = room.recode(store, _lexicon(config))
    click.echo(f"{count} articles read again")


@main.command()
@_pair_option
@click.option("--as-of", "as_of", metavar="DATE", help="The tension as of a day, as 2025-09-20; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_places
def tension(pair: tuple[str, str], as_of: str | None, as_json: bool, config: str | None, path: str | None) -> None:
    """How tense a pair is: the curve of two years, and what each act adds to the last day of it.

    \b
    Example:
      briefing tension --pair FRA-MLI --as-of 2025-09-20
    """
    import json

    from briefing import tension as room

    day = _day(as_of) if as_of else date.today()
    with _store(path, readonly=True) as store:
        events = {event.id: event for event in _events(store, pair)}
    acts = list(events.values())
    points, parts = room.curve(acts, day), room.shares(acts, day)
    if as_json:
        told = [{"event": part.event, "weight": round(part.weight, 3)} for part in parts]
        click.echo(json.dumps({"as_of": day.isoformat(), "curve": [round(p, 2) for p in points], "shares": told}))
        return
    click.echo(
        f"{pair[0]}-{pair[1]} as of {day}: {room.tension(acts, day):.1f}  {room.sparkline(points)}  (two years, a bar a month)"
    )
    for part in parts[:20]:
        event = events[part.event]
        click.echo(f"  {part.weight:+6.2f}  {event.date or 'no date':10}  {event.type} {event.actor} -> {event.target}")


@main.command()
@click.option("--since", metavar="DATE", help="Only what was noted from a day on, as 2025-09-15.")
@click.option("--json", "as_json", is_flag=True, help="As JSON Lines.")
@_places
def journal(since: str | None, as_json: bool, config: str | None, path: str | None) -> None:
    """What each arrival changed: new events and changed lines of the boards, in the order in which they were seen.

    \b
    Example:
      briefing journal --since 2025-09-15
    """
    import json
    from datetime import UTC, datetime, time

    start = datetime.combine(_day(since), time.min, UTC) if since else None
    with _store(path, readonly=True) as store:
        entries = store.journal_since(start)
    for entry in entries:
        pair = "-".join(entry.pair) if entry.pair else ""
        told = {
            "when": entry.when.isoformat(),
            "kind": entry.kind,
            "pair": pair,
            "words": entry.words,
            "event": entry.event,
        }
        click.echo(
            json.dumps(told, ensure_ascii=False) if as_json else f"{entry.when:%Y-%m-%d %H:%M}  {pair}  {entry.words}"
        )


@main.command()
@click.argument("action", type=click.Choice(["accept", "reject", "correct", "merge", "split", "pin", "note"]))
@click.argument("event")
@_pair_option
@click.option("--field", help="With correct: date, count, rank, domain, deadline, mode or type.")
@click.option("--value", help='With correct: the right value; "none" takes it away.')
@click.option("--other", metavar="EVENT", help="With merge: the event that is the same act.")
@click.option("--article", help="With split: the id of the article whose report is an act of its own.")
@click.option("--note", "words", help="Why.")
@_places
def decide(
    action: str,
    event: str,
    pair: tuple[str, str],
    field: str | None,
    value: str | None,
    other: str | None,
    article: str | None,
    words: str | None,
    config: str | None,
    path: str | None,
) -> None:
    """Put an analyst's decision about an event on record; `briefing timeline` shows the ids.

    EVENT is an id or its beginning.

    Nothing read is changed: the decision is laid over what the reports say, survives recoding, and can be taken back.

    \b
    Examples:
      briefing decide reject 1f0c9a --pair FRA-MLI --note "a rumour"
      briefing decide correct 1f0c9a --pair FRA-MLI --field count --value 2
    """
    from briefing.errors import InputError
    from briefing.ledger import hand

    with _store(path) as store:
        known = _events(store, pair)
        found = _named(known, event, pair)
        if action == "merge" and other:
            entry = hand.merging(found, _named(known, other, pair), note=words)
        else:
            told = hand.typed(field or "", value)
            entry = hand.decision(action, found, field=field, value=told, report=article, note=words)
        problem = hand.mistake(entry) or next(iter(hand.apply(known, [entry])[1]), None)
        if problem:
            raise InputError(problem)
        store.decide(entry)
    click.echo(f"{action}: {found.type} {found.actor} -> {found.target}, {found.date or 'no date'}")


def _named(events: Sequence[Event], name: str, pair: tuple[str, str]) -> Event:
    """The one event whose id begins so. Raises InputError where there is none, or more than one."""
    from briefing.errors import InputError

    found = [event for event in events if name and event.id.startswith(name)]
    exact = [event for event in found if event.id == name] or found
    if len(exact) == 1:
        return exact[0]
    many = f"{len(exact)} events begin with {name!r}; give more of the id" if exact else f"no event {name!r}"
    raise InputError(f"{many} between {' and '.join(pair)}; `briefing timeline` shows the ids")


@main.group()
def decisions() -> None:
    """The analyst's decisions as a plain file, a JSON object a line: to read, to keep in git, to bring back."""


@decisions.command("export")
@click.option(
    "--labelled", is_flag=True, help="The articles decided about with their events, as `import --labelled` takes."
)
@_places
def export_(labelled: bool, config: str | None, path: str | None) -> None:
    """Print all decisions that stand.

    \b
    Example:
      briefing decisions export > decisions.jsonl
    """
    import json

    from briefing import report

    with _store(path, readonly=True) as store:
        for entry in store.decisions() if not labelled else []:
            click.echo(json.dumps(entry, ensure_ascii=False))
        for line in report.cases(store.article, _decided(store)) if labelled else ():
            click.echo(line)


def _decided(store: Store) -> dict[str, list[Event]]:
    """The articles that a decision is about, each with the events that it tells of after all decisions."""
    from briefing import books

    names = {str(entry.get("article")) for entry in store.decisions()}
    pairs = {tuple(sorted((str(e.get("actor")), str(e.get("target"))))) for e in store.decisions()}
    found: dict[str, list[Event]] = {name: [] for name in sorted(names)}
    for one, two in sorted(pairs):
        for event in books.events(store, (one, two)):
            for name in {told.article for told in event.reports} & names:
                found[name].append(event)
    return found


@decisions.command("import")
@click.argument("file", type=click.File("rb"))
@_places
def import_decisions(file: BinaryIO, config: str | None, path: str | None) -> None:
    """Take decisions from a file; a line that is wrong is told with its number and the others go on.

    A decision to which no event answers in this store is told too, and kept: its event may still come.

    \b
    Example:
      briefing decisions import decisions.jsonl
    """
    import json

    from briefing.ledger import hand

    failed = False
    taken: dict[int, dict[str, Any]] = {}
    with _store(path) as store:
        known = store.decisions()
        for number, line in enumerate(file.read().decode("utf-8", "replace").splitlines(), 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                problem = hand.mistake(entry)
            except (ValueError, RecursionError) as error:
                entry, problem = None, str(error)
            if problem:
                failed = True
                click.echo(f"briefing: {file.name}:{number}: {problem}; the line is left out", err=True)
            elif entry not in known:
                store.decide(entry)
                taken[number] = entry
        for number, words in _led_nowhere(store, taken):
            failed = True
            click.echo(f"briefing: {file.name}:{number}: {words}; it is kept, and left out until then", err=True)
    if failed:
        click.get_current_context().exit(SOME_INPUT_FAILED)


def _led_nowhere(store: Store, taken: dict[int, dict[str, Any]]) -> list[tuple[int, str]]:
    """The lines of a file to whose decisions no event answers, with a sentence each."""
    from briefing import books

    pairs = {tuple(sorted((str(entry.get("actor")), str(entry.get("target"))))) for entry in taken.values()}
    lost = [words for one, two in sorted(pairs) for words in books.with_complaints(store, (one, two))[1]]
    told = [(number, words) for number, entry in taken.items() for words in lost if str(entry["event"]) in words]
    return list(dict(told).items())


@decisions.command()
@_places
def undo(config: str | None, path: str | None) -> None:
    """Take the last decision back.

    \b
    Example:
      briefing decisions undo
    """
    with _store(path) as store:
        taken = store.undo()
    click.echo(
        f"taken back: {taken['action']} {taken.get('event', '')}" if taken else "there is no decision to take back"
    )


@main.command("eval")
@click.option("--held", "split", flag_value="held", help="The part of the cases that is held back.")
@click.option("--all", "split", flag_value="all", help="Every case.")
@click.option("--show", is_flag=True, help="Also each error.")
def evaluate(split: str | None, show: bool) -> None:
    """Score the coder on the labelled articles that come with briefing.

    \b
    Example:
      briefing eval --show | less
    """
    from briefing import coder
    from briefing import evaluate as room

    lexicon = coder.load()
    score = room.run(room.load_cases(split or "dev"), lambda article: coder.code(article, lexicon))  # type: ignore[arg-type]
    click.echo(room.format_score(score, show=show))
