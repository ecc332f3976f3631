"""The guides say what the program does: every command, option, key and setting is in them, and their examples are run."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.coder.lexicon import SECTIONS, SLOTS, Frame
from briefing.coder.own import _MORPHOLOGY, _TIME

DOCS = Path(__file__).parent.parent / "docs"
OWN_RULES = '[lang.en.act.EXPEL]\nverbs = ["yeet"]\n'
MINE = 'pairs = ["FRA-MLI"]\nrules = ["own.toml"]\n'


def commands(group, name=""):
    """Every command with its whole name, groups opened."""
    context = click.Context(group)
    for part in group.list_commands(context):
        command = group.get_command(context, part)
        whole = f"{name} {part}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield whole, command


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_that_names_its_options(name):
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section for {name}"
    options = [o for p in COMMANDS[name].params for o in p.opts if o.startswith("--")]
    assert not [o for o in options if o not in section[1] and o not in {"--store", "--sources", "--help"}]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_ends_with_an_example(name):
    text = COMMANDS[name].help
    assert re.search(rf"Examples?:\n\s+(?:.*\n)*?.*briefing {name}", text), text


def test_every_key_and_its_name_are_in_the_guide_of_the_desk():
    from briefing.tui.app import Desk
    from briefing.tui.keys import shown
    from briefing.tui.lines import Lines

    text = (DOCS / "desk.md").read_text(encoding="utf-8")
    told = {}
    for row, names in re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE):
        told |= dict.fromkeys(names.split(", "), row)
    for binding in [*Desk.BINDINGS, *Lines.BINDINGS]:
        for key in shown(binding, {}).split(", "):
            assert key in told[binding.id], binding.id


def test_every_setting_is_in_the_guide_of_the_sources():
    from briefing.sourcefile import FileModel, SourceModel

    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    names = [*SourceModel.model_fields, "pairs", "rules", "keys", "theme"]
    assert set(FileModel.model_fields) == {"sources", "pairs", "rules", "keys", "theme"}
    assert [name for name in names if f"`{name}`" not in text] == []


def examples(path):
    """The lines of a guide's console blocks: each command with what it prints."""
    text = path.read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, said = part.partition("\n")
            found.append((line, said))
    return found


@pytest.mark.parametrize("name", sorted(p.name for p in DOCS.glob("*.md") if "```console" in p.read_text("utf-8")))
def test_the_examples_of_a_guide_do_what_it_says(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "example.jsonl").write_bytes((DOCS / "example.jsonl").read_bytes())
    (tmp_path / "own.toml").write_text(OWN_RULES, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    for line, said in examples(DOCS / name):
        words = shlex.split(line)
        assert words[0] == "briefing"
        done = CliRunner().invoke(main, words[1:])
        assert fits(done.output, said), f"$ {line}\n{done.output}\ninstead of\n{said}"


def fits(output, said):
    """Is it what the guide says? `..` at the end of a line or on one of its own stands for what is left out."""
    parts = [re.escape(part) for part in re.split(r"\.\.(?=\n)", said)]
    return re.fullmatch(r"(?s:.*)".join(parts), output) is not None


@pytest.mark.parametrize("path", [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda path: path.name)
def test_what_a_guide_points_to_is_there(path):
    text = path.read_text(encoding="utf-8")
    linked = [(path.parent / name).resolve() for name in re.findall(r"\]\(((?!http)[^)#]+)\)", text)]
    named = [
        DOCS.parent / name
        for name in re.findall(r"`((?:docs|briefing|benchmarks|tests|tools)/[\w./-]+\.(?:py|toml|md|jsonl))`", text)
    ]
    assert [str(place) for place in [*linked, *named] if not place.exists()] == []


def test_the_guide_to_languages_names_every_section_slot_and_key_of_a_rule():
    guide = (DOCS / "languages.md").read_text(encoding="utf-8")
    known = {*SECTIONS, *SLOTS, *Frame.__dataclass_fields__, *_TIME, *_MORPHOLOGY}
    assert sorted(word for word in known if f"`{word}`" not in guide and f"{word} = " not in guide) == []


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"eval", "rules", "rules check"}))
def test_every_command_takes_a_store_and_a_configuration(name):
    assert {"--store", "--sources"} <= {option for param in COMMANDS[name].params for option in param.opts}
