"""Looking after machine, configuration and store."""

from __future__ import annotations

import click

from briefing.commands import parts
from briefing.commands.options import places


@click.command()
@places
def doctor(config: str | None, path: str | None) -> None:
    """Look over machine, terminal, configuration, rules, store and sources, and say what to do about what is wrong.

    Nothing is changed and nothing is fetched. Ends with 1 if something is wrong.

    \b
    Example:
      briefing doctor
    """
    from briefing import doctor as room
    from briefing.views import safe

    told = list(room.lines(room.examine(parts.as_path(config), parts.store_path(path), parts.now()), safe))
    for words, _ in told:
        click.echo(words)
    if any(wrong for _, wrong in told):
        click.get_current_context().exit(1)


@click.command()
@places
def recode(path: str | None, config: str | None) -> None:
    """Read again, with the rules of today, every article that older rules have read.

    \b
    Example:
      briefing recode
    """
    from briefing import refresh as room

    with parts.store(path) as store:
        count = room.recode(store, parts.lexicon(config))
    click.echo(f"{count} articles read again")
