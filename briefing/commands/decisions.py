"""The analyst's decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import click

from briefing.commands import parts
from briefing.commands.options import pair_option, places, some_failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Event
    from briefing.store import Store


@click.command()
@click.argument("action", type=click.Choice(["accept", "reject", "correct", "merge", "split", "pin", "note"]))
@click.argument("event")
@pair_option
@click.option("--field", help="With correct: date, count, rank, domain, deadline, mode or type.")
@click.option("--value", help='With correct: the right value; "none" takes it away.')
@click.option("--other", metavar="EVENT", help="With merge: the event that is the same act.")
@click.option("--article", help="With split: the id of the article whose report is an act of its own.")
@click.option("--note", "words", help="Why.")
@places
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

    with parts.store(path) as store:
        known = parts.events(store, pair)
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


@click.group()
def decisions() -> None:
    """The analyst's decisions as a plain file, a JSON object a line: to read, to keep in git, to bring back."""


@decisions.command("export")
@click.option(
    "--labelled", is_flag=True, help="The articles decided about with their events, as `import --labelled` takes."
)
@places
def export_(labelled: bool, config: str | None, path: str | None) -> None:
    """Print all decisions that stand.

    \b
    Example:
      briefing decisions export > decisions.jsonl
    """
    import json

    from briefing import report

    with parts.store(path, readonly=True) as store:
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
@places
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
    with parts.store(path) as store:
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
        some_failed()


def _led_nowhere(store: Store, taken: dict[int, dict[str, Any]]) -> list[tuple[int, str]]:
    """The lines of a file to whose decisions no event answers, with a sentence each."""
    from briefing import books

    pairs = {tuple(sorted((str(entry.get("actor")), str(entry.get("target"))))) for entry in taken.values()}
    lost = [words for one, two in sorted(pairs) for words in books.with_complaints(store, (one, two))[1]]
    told = [(number, words) for number, entry in taken.items() for words in lost if str(entry["event"]) in words]
    return list(dict(told).items())


@decisions.command()
@places
def undo(config: str | None, path: str | None) -> None:
    """Take the last decision back.

    \b
    Example:
      briefing decisions undo
    """
    with parts.store(path) as store:
        taken = store.undo()
    click.echo(
        f"taken back: {taken['action']} {taken.get('event', '')}" if taken else "there is no decision to take back"
    )
