"""What several commands take, and how it is checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

SOME_INPUT_FAILED = 4
FILE = click.Path(dir_okay=False)


def published_on(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """A moment of publication as an option gives it, or None where it does not."""
    if value is None:
        return None
    from briefing.articles import moment

    found = moment(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-09-20")
    return found


def inherited(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What was given before the command holds for it too: `briefing --store FILE status` is `briefing status --store FILE`."""
    return value or context.find_root().params.get(option.name or "")


def places(command: Any) -> Any:
    """The two options that every command over the store has."""
    store = click.option("--store", "path", type=FILE, callback=inherited, help="The store's file.")
    return store(
        click.option("--sources", "config", type=FILE, callback=inherited, help="Another sources.toml.")(command)
    )


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


pair_option = click.option(
    "--pair", required=True, callback=_pair, metavar="A-B", help="Two states: FRA-MLI, france-mali."
)


def day(text: str) -> date:
    """A day as an option gives it. Raises click's BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write it like 2025-09-20") from error


def some_failed() -> None:
    """Ends the command: it is done, but some source or some input failed."""
    click.get_current_context().exit(SOME_INPUT_FAILED)
