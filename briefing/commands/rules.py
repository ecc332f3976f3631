"""The rules of the coder, and the score that they reach."""

from __future__ import annotations

import click

from briefing.commands import parts
from briefing.commands.options import FILE, inherited, some_failed


@click.group(invoke_without_command=True)
@click.option("--type", "kind", metavar="TYPE", help="Only the rules for one type of event, as expulsion.")
@click.option("--rules", "own", multiple=True, type=FILE, metavar="FILE", help="Also the rules of a file of your own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--sources", "config", type=FILE, callback=inherited, help="Another sources.toml.")
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
    lexicon = parts.lexicon(config, own)
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
        some_failed()


@click.command("eval")
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
