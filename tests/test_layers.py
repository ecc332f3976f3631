"""The walls of docs/design.md: which room may import which, and that the way to a first answer stays short."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefing"
ROOM = {path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")}  # fmt: skip
OUTSIDE = ("socket", "sqlite3", "httpx", "subprocess", "time", "os", "locale", "random")
PURE = (
    "model",
    "errors",
    "origin",
    "articles",
    "silence",
    "report",
    "evaluate",
    "sourcefile",
    "mistakes",
    "brief",
    "coder",
    "ledger",
    "board",
    "tension",
    "changes",
    "views",
    "graph",
    "parse",
)


def imports(path, module):
    """Modules that a file imports, at the top or inside a function, apart from imports for types only."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node) for block in ast.walk(tree) if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
               for node in ast.walk(block)}  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in ROOM else node.module for a in node.names
            }
    return found - {module}


GRAPH = {module: imports(path, module) for module, path in ROOM.items()}


def room(module):
    return module.split(".")[1] if module.count(".") else ""


@pytest.mark.parametrize("module", sorted(m for m in GRAPH if room(m) in PURE))
def test_a_pure_room_knows_no_network_no_disk_and_no_clock(module):
    reached = {name.split(".")[0] for name in GRAPH[module]}
    assert not reached & set(OUTSIDE)


@pytest.mark.parametrize("module", sorted(m for m in GRAPH if room(m) in PURE))
def test_a_pure_room_knows_no_room_that_reads_or_shows(module):
    reached = {room(name) for name in GRAPH[module] if name.startswith("briefing.")}
    assert not reached & {
        "net",
        "store",
        "config",
        "books",
        "intake",
        "refresh",
        "doctor",
        "cli",
        "commands",
        "tui",
        "demo",
    }


@pytest.mark.parametrize("module", sorted(m for m in GRAPH if room(m) in {"net", "store", "config"}))
def test_the_rooms_at_the_edge_do_not_know_each_other(module):
    reached = {room(name) for name in GRAPH[module] if name.startswith("briefing.")} - {room(module)}
    assert reached <= {"model", "errors", "sourcefile", "mistakes", ""}


def test_nobody_knows_the_desk_but_its_command_and_itself():
    knowing = {room(m) for m, reached in GRAPH.items() if any(room(name) == "tui" for name in reached)}
    assert knowing <= {"commands", "tui"}


def test_there_is_no_circle_of_imports():
    done, under_way = set(), []

    def visit(module):
        if module in done:
            return
        assert module not in under_way, " -> ".join([*under_way[under_way.index(module) :], module])
        under_way.append(module)
        for name in sorted(GRAPH[module]):
            if name in GRAPH and not module.startswith(name + "."):
                visit(name)
        under_way.pop()
        done.add(module)

    for module in GRAPH:
        visit(module)


@pytest.mark.parametrize("command", ["--help", "code --help", "status --help", "timeline --help", "brief --help"])
def test_a_command_without_a_screen_loads_neither_the_desk_nor_a_model(command):
    probe = (
        "import sys\nfrom briefing.cli import main\n"
        f"try: main({command.split()!r})\nexcept SystemExit: pass\n"
        "bad = [m for m in ('textual', 'pydantic', 'httpx', 'trafilatura', 'dateparser', 'feedparser') if m in sys.modules]\n"
        "print('loaded:', bad, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stderr


def test_coding_an_article_loads_neither_the_desk_nor_the_network(tmp_path):
    report = tmp_path / "a.txt"
    report.write_text("Kenya expelled two Somali diplomats on Tuesday.", encoding="utf-8")
    probe = (
        "import sys\nfrom briefing.cli import main\n"
        f"try: main(['code', {str(report)!r}])\nexcept SystemExit: pass\n"
        "bad = [m for m in ('textual', 'pydantic', 'httpx', 'trafilatura', 'sqlite3') if m in sys.modules]\n"
        "print('loaded:', bad, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stderr


def test_a_command_loads_its_own_module_and_no_other():
    probe = (
        "import sys\nfrom briefing.cli import main\n"
        "try: main(['status', '--help'])\nexcept SystemExit: pass\n"
        "print('loaded:', sorted(m for m in sys.modules if m.startswith('briefing.commands.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "briefing.commands.pairs" in done.stderr
    assert "briefing.commands.articles" not in done.stderr
    assert "briefing.commands.decisions" not in done.stderr
