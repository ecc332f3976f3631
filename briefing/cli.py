"""The command line: reads it and hands on. A command's module is loaded when it is asked for, so that all start fast."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from briefing import __version__
from briefing.errors import BriefingError

INTERRUPTED = 130
# Where each command is: the module below briefing.commands, and its name there.
PLACES = {
    "brief": ("pairs", "brief"),
    "changes": ("pairs", "changes"),
    "code": ("articles", "code"),
    "decide": ("decisions", "decide"),
    "decisions": ("decisions", "decisions"),
    "doctor": ("upkeep", "doctor"),
    "eval": ("rules", "evaluate"),
    "fetch": ("sources", "fetch"),
    "import": ("articles", "import_"),
    "journal": ("pairs", "journal"),
    "parse": ("articles", "parse_"),
    "recode": ("upkeep", "recode"),
    "rules": ("rules", "rules"),
    "sources": ("sources", "sources"),
    "status": ("pairs", "status"),
    "tension": ("pairs", "tension"),
    "timeline": ("pairs", "timeline"),
}


class Group(click.Group):
    """Loads a command when it is asked for; says what went wrong in a sentence and ends with the error's own code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, none of them loaded."""
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None where there is no such command."""
        if cmd_name not in PLACES:
            return None
        module, name = PLACES[cmd_name]
        found: click.Command = getattr(import_module(f"briefing.commands.{module}"), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; a name that is not known is told with the nearest one that is."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = _nearest(args[0])
            raise click.UsageError(f"{error.message.rstrip('.')}{near}", ctx) from error

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


def _nearest(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, PLACES, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(PLACES))}"


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
        from briefing.commands import desk

        desk.demonstration(replay) if demo else desk.desk(path, config)
