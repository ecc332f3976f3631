"""Process start to complete first paint: the desk with 50 and with 50,000 articles beside a bare three-pane application.

python benchmarks/desk.py    (a table; run in a quiet moment, the machine's noise is in every figure)

Each round starts all of them one after the other, and a ratio is the median of the rounds' own: what slows the machine for a
while slows both. All run from compiled modules, as an installed program does; memory is the peak of the process itself.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import monotonic
from typing import NamedTuple

from briefing.model import Article, Evidence, Mention
from briefing.store import Store

BARE = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Static
class Bare(App):
    CSS = "Static { border: solid white; height: 1fr; width: 1fr; }"
    def compose(self):
        with Horizontal():
            yield Static("one"); yield Static("two"); yield Static("three")
Bare().run()
"""
RUNS, SETTLED = 11, 0.4  # the desk asks for news a second after its first paint, which is no part of it


class Start(NamedTuple):
    """Of one process: seconds to the last byte of its first paint, bytes painted until then, megabytes at most."""

    seconds: float
    painted: int
    memory: float


def fill(path: Path, articles: int) -> None:
    """A store of that many articles, one in a hundred of them of the pair that is shown."""
    now = datetime(2025, 9, 24, tzinfo=UTC)
    with Store.open(path) as store, store.transaction():
        for n in range(articles):
            moment = now - timedelta(minutes=7 * n)
            text = "Kenya expelled two diplomats, the ministry said. " * 12
            store.add(Article(f"a{n}", text, title=f"Report {n}", source=f"S{n % 20}", published=moment, lang="en"))
            if n % 100 == 0:
                said = Mention(
                    "expulsion",
                    "FRA",
                    "MLI",
                    Evidence(f"a{n}", 0, 48, text[:48]),
                    date=moment.date().isoformat(),
                    date_precision="day",
                    count=2,
                )
                store.code(f"a{n}", (said,), f"S{n % 20}", None, "1")


def started(command: list[str], compiled: str) -> Start:
    """One start on a screen of 160x45, ended as soon as nothing more is painted."""
    start = monotonic()
    child, screen = pty.fork()
    if child == 0:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= {"TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": compiled}
        os.execvp(command[0], command)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 160, 0, 0))
    last, painted = start, 0
    while (monotonic() - last < SETTLED or last == start) and monotonic() - start < 30:
        ready, _, _ = select.select([screen], [], [], 0.05)
        if ready:
            painted += len(os.read(screen, 65536))
            last = monotonic()
    os.kill(child, signal.SIGKILL)
    _, _, used = os.wait4(child, 0)
    os.close(screen)
    return Start(last - start, painted, used.ru_maxrss / 1024)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "sources.toml"
        sources.write_text('pairs = ["FRA-MLI"]\n')
        commands = {"bare application": [sys.executable, "-c", BARE]}
        for count in (50, 50_000):
            path = Path(folder) / f"{count}.db"
            fill(path, count)
            desk = [sys.executable, "-m", "briefing", "--store", str(path), "--sources", str(sources)]
            commands[f"desk, {count:,} articles"] = desk
        compiled = str(Path(folder) / "compiled")
        for command in commands.values():
            started(command, compiled)  # compiles the modules, and brings the files into memory
        rounds = [{name: started(command, compiled) for name, command in commands.items()} for _ in range(RUNS)]
        print(f"{'':24} {'median ms':>10} {'ratio':>7} {'KB painted':>11} {'peak MB':>8}")
        for name in commands:
            runs = [one[name] for one in rounds]
            ratio = median(one[name].seconds / one["bare application"].seconds for one in rounds)
            spent, memory = 1000 * median(run.seconds for run in runs), max(run.memory for run in runs)
            print(f"{name:24} {spent:>10.0f} {ratio:>7.2f} {runs[0].painted / 1024:>11.0f} {memory:>8.0f}")


if __name__ == "__main__":
    main()
