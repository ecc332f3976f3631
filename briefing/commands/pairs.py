"""What is known of a pair, for people and for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from briefing.commands import parts
from briefing.commands.options import day, pair_option, places

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.store import Store


@click.command()
@pair_option
@click.option("--json", "as_json", is_flag=True, help="The events as a JSON list, one on a line.")
@places
def timeline(pair: tuple[str, str], as_json: bool, path: str | None, config: str | None) -> None:
    """The events of a pair with their reports, oldest first.

    \b
    Example:
      briefing timeline --pair FRA-MLI
    """
    from briefing import report

    with parts.store(path, readonly=True) as store:
        events = parts.events(store, pair)
    if as_json:
        click.echo("[" + ",\n ".join(report.event_line(event) for event in events) + "]")
    else:
        click.echo("\n".join(report.event_text(event, events) for event in events) or "no event is known of this pair")


@click.command()
@pair_option
@click.option("--as-of", "as_of", metavar="DATE", help="The board as of a day, as 2025-09-20; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="The board as JSON.")
@places
def status(pair: tuple[str, str], as_of: str | None, as_json: bool, path: str | None, config: str | None) -> None:
    """The board of a pair: where relations stand, since when.

    \b
    Example:
      briefing status --pair FRA-MLI --as-of 2022-12-31
    """
    import json

    from briefing import board, report

    when = day(as_of) if as_of else date.today()
    with parts.store(path, readonly=True) as store:
        made = board.board(parts.events(store, pair), pair, when)
    click.echo(json.dumps(board.as_json(made), ensure_ascii=False) if as_json else report.board_text(made))


@click.command()
@pair_option
@click.option("--since", required=True, metavar="DATE", help="The day before what is new, as 2025-09-15.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@places
def changes(pair: tuple[str, str], since: str, as_json: bool, path: str | None, config: str | None) -> None:
    """What changed on the board of a pair since a day, and the events first told since.

    \b
    Example:
      briefing changes --pair FRA-MLI --since 2025-09-15
    """
    import json

    from briefing import board, report
    from briefing import changes as room

    then = day(since)
    with parts.store(path, readonly=True) as store:
        events = parts.events(store, pair)
    found = room.difference(board.board(events, pair, then), board.board(events, pair, date.today()))
    told = room.told_since(events, datetime.combine(then, time.max, UTC))
    if as_json:
        lines = [{"actor": c.actor, "target": c.target, "line": c.line, "words": room.words(c)} for c in found]
        click.echo(json.dumps({"since": since, "lines": lines, "events": [e.id for e in told]}, ensure_ascii=False))
        return
    click.echo(
        "\n".join([*map(room.words, found), *(report.event_text(e, events) for e in told)]) or "nothing has changed"
    )


@click.command()
@click.option(
    "--since", metavar="DATE", help="What is new since the end of a day; else since the desk was last at the pair."
)
@places
def brief(since: str | None, config: str | None, path: str | None) -> None:
    """What is new, for print: per pair its latest act, the board in a sentence, the new acts with outlet, date and sentence.

    Of a pair that nobody has looked at on the desk yet the latest acts are told.

    \b
    Examples:
      briefing brief | mail -s "Morning brief" desk
      briefing brief --since 2025-09-18
    """
    print_brief(path, config, datetime.combine(day(since), time.max, UTC) if since else None)


@click.command()
@pair_option
@click.option("--as-of", "as_of", metavar="DATE", help="The tension as of a day, as 2025-09-20; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@places
def tension(pair: tuple[str, str], as_of: str | None, as_json: bool, config: str | None, path: str | None) -> None:
    """How tense a pair is: the curve of two years, and what each act adds to the last day of it.

    \b
    Example:
      briefing tension --pair FRA-MLI --as-of 2025-09-20
    """
    import json

    from briefing import tension as room

    when = day(as_of) if as_of else date.today()
    with parts.store(path, readonly=True) as store:
        events = {event.id: event for event in parts.events(store, pair)}
    acts = list(events.values())
    points, shares = room.curve(acts, when), room.shares(acts, when)
    if as_json:
        told = [{"event": share.event, "weight": round(share.weight, 3)} for share in shares]
        click.echo(json.dumps({"as_of": when.isoformat(), "curve": [round(p, 2) for p in points], "shares": told}))
        return
    now, bars = f"{room.tension(acts, when):.1f}", room.sparkline(points)
    click.echo(f"{pair[0]}-{pair[1]} as of {when}: {now}  {bars}  (two years, a bar a month)")
    for share in shares[:20]:
        event = events[share.event]
        click.echo(
            f"  {share.weight:+6.2f}  {event.date or 'no date':10}  {event.type} {event.actor} -> {event.target}"
        )


@click.command()
@click.option("--since", metavar="DATE", help="Only what was noted from a day on, as 2025-09-15.")
@click.option("--json", "as_json", is_flag=True, help="As JSON Lines.")
@places
def journal(since: str | None, as_json: bool, config: str | None, path: str | None) -> None:
    """What each arrival changed: new events and changed lines of the boards, in the order in which they were seen.

    \b
    Example:
      briefing journal --since 2025-09-15
    """
    import json

    start = datetime.combine(day(since), time.min, UTC) if since else None
    with parts.store(path, readonly=True) as store:
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


def print_brief(path: str | None, config: str | None, since: datetime | None = None) -> None:
    """The brief of the store and the configuration in use; `since` in the place of the last visits."""
    from briefing.config import load

    found = load(parts.as_path(config))
    if not parts.store_path(path).exists():
        click.echo("briefing: no article is known yet: run `briefing fetch`", err=True)
        return
    with parts.store(path, readonly=True) as store:
        echo_brief(store, found, parts.now().date(), since)


def echo_brief(store: Store, config: Config, today: date, since: datetime | None = None) -> None:
    """The brief of the watched pairs that something is known of, else of the ten most spoken of."""
    from briefing import books
    from briefing.brief import brief

    known = [pair for pair, _, _ in store.pairs()]
    pairs = [pair for pair in config.pairs if pair in known] or known[:10]
    seen = {pair: since or store.last_visit(pair) for pair in pairs}
    click.echo("\n".join(brief({pair: books.events(store, pair) for pair in pairs}, today, seen)))
