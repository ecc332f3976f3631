"""Process start to complete first paint: the desk with 50 and with 50,000 articles beside a bare three-pane application.

python benchmarks/desk.py    (a table; run in a quiet moment, the machine's noise is in every figure)
"""

from __future__ import annotations

import fcntl
import os
import pty
import resource
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
RUNS, SETTLED = 7, 0.4  # the desk asks for news a second after its first paint, which is no part of it


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


def painted(command: list[str]) -> float:
    """Seconds from the start of the process to the last byte of its first paint at 160x45."""
    start = monotonic()
    child, screen = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 160, 0, 0))
    last = start
    while monotonic() - last < SETTLED or last == start:
        ready, _, _ = select.select([screen], [], [], 0.05)
        if ready and os.read(screen, 65536):
            last = monotonic()
        if monotonic() - start > 30:
            break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(screen)
    return last - start


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
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(painted(command))
        bare = times["bare application"]
        print(f"{'':24} {'median ms':>10} {'ratio':>7}")
        for name, values in times.items():
            ratio = median(v / b for v, b in zip(values, bare, strict=True))
            print(f"{name:24} {1000 * median(values):>10.0f} {ratio:>7.2f}")
        print(
            f"peak memory of the largest child {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"
        )


if __name__ == "__main__":
    main()
