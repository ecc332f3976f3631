"""The desk in a real terminal: driven through tmux, and over a real sshd on this machine where there is one."""

import fcntl
import getpass
import os
import pty
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

TMUX, SSHD = (
    shutil.which("tmux"),
    shutil.which("sshd") or ("/usr/sbin/sshd" if Path("/usr/sbin/sshd").exists() else None),
)
BRIEFING = Path(sys.executable).with_name("briefing")
needs_tmux = pytest.mark.skipif(TMUX is None, reason="tmux is not installed here")
needs_sshd = pytest.mark.skipif(SSHD is None or TMUX is None, reason="sshd or tmux is not installed here")
PATIENCE = 40.0  # seconds that a screen may take on a busy machine


class Terminal:
    """A tmux of its own, with one window of a given size."""

    def __init__(self, folder: Path, width: int, height: int):
        self.socket = str(folder / "tmux")
        self._tmux(
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            "env PS1='ready$ ' TERM=xterm-256color bash --norc",
        )

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            [TMUX, "-S", self.socket, *words], capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", key)

    def run(self, command: str) -> None:
        self._tmux("send-keys", "-l", command)
        self.press("Enter")

    @property
    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def wait(self, *words: str, gone: bool = False) -> str:
        """The screen once all words are on it (or none of them is any more)."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.screen
            if all((word in shown) != gone for word in words):
                return shown
            time.sleep(0.1)
        raise AssertionError(f"waited for {words} (gone: {gone}); the screen is\n{self.screen}")

    def close(self) -> None:
        self._tmux("kill-server")


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def make(width, height):
        opened.append(Terminal(tmp_path, width, height))
        opened[-1].wait("ready$")
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@needs_tmux
@pytest.mark.parametrize(("width", "height"), [(80, 24), (160, 45)])
def test_a_morning_at_the_desk(terminal, width, height):
    """Open, change panes, open an event's sentence, change pair, refresh, leave: with the keys a person has."""
    screen = terminal(width, height)
    screen.run(f"{BRIEFING} --demo")
    screen.wait("FRA-MLI", "expels 2")
    screen.press("3")
    screen.wait("ambassador", "expelled")
    screen.press("2", "Enter")
    screen.wait("Evidence", "rule ")
    screen.press("Escape")
    screen.wait("Evidence", gone=True)
    screen.press("1")
    screen.wait("min")  # the reading time, in the article's details
    screen.press("p")
    screen.wait("type to narrow")
    screen.run("dzafra")
    screen.wait("─ Pairs", gone=True)
    screen.wait("DZA-FRA", "expels 12") if width > 100 else screen.wait("DZA-FRA")
    screen.press("r")
    screen.press("q")
    shown = screen.wait("ready$")
    assert "Traceback" not in shown


@needs_tmux
def test_nothing_but_a_brief_goes_to_a_dumb_terminal(terminal):
    screen = terminal(100, 30)
    screen.run(f"TERM=dumb {BRIEFING} --demo 2>/dev/null | tail -3; echo done")
    assert "\x1b" not in screen.wait("done")


@needs_tmux
def test_a_hang_up_ends_the_desk_and_leaves_the_store_whole(terminal, tmp_path):
    screen = terminal(100, 30)
    store = tmp_path / "store.db"
    screen.run(f"{BRIEFING} --store {store}; echo left")
    screen.wait("Relations timeline")
    found = subprocess.run(["pgrep", "-f", f"briefing --store {store}"], capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in found.stdout.split() if int(pid) != os.getpid()]
    assert pids
    for pid in pids:
        try:
            if "python" in Path(f"/proc/{pid}/cmdline").read_text():
                os.kill(pid, signal.SIGHUP)
        except (FileNotFoundError, ProcessLookupError):
            continue
    screen.wait("left")
    checked = subprocess.run([BRIEFING, "doctor", "--store", store], capture_output=True, text=True, check=False)
    assert f"ok     store: {store}" in checked.stdout


def test_a_terminal_that_is_gone_without_a_signal_ends_the_desk(tmp_path):
    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    words = [BRIEFING, "--store", tmp_path / "store.db"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(
        words, stdin=terminal, stdout=terminal, stderr=terminal, env=environment, start_new_session=True
    ) as desk:
        os.close(terminal)
        shown = b""
        until = time.monotonic() + PATIENCE
        while b"Relations" not in shown and time.monotonic() < until:
            shown += os.read(keeper, 65536)
        os.close(keeper)  # no terminal of its own session: no SIGHUP comes
        assert desk.wait(PATIENCE) is not None
    checked = subprocess.run(
        [BRIEFING, "doctor", "--store", tmp_path / "store.db"], capture_output=True, text=True, check=False
    )
    assert f"ok     store: {tmp_path / 'store.db'}" in checked.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sshd(tmp_path):
    """A server of our own on this machine, with keys made for it; -> the words that log in to it."""
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True, timeout=30
        )
    (tmp_path / "authorized").write_text((tmp_path / "user.pub").read_text())
    (tmp_path / "authorized").chmod(0o600)
    port = free_port()
    settings = {
        "Port": port, "ListenAddress": "127.0.0.1", "HostKey": tmp_path / "host", "PidFile": tmp_path / "pid",
        "AuthorizedKeysFile": tmp_path / "authorized", "StrictModes": "no", "UsePAM": "no", "PasswordAuthentication": "no",
    }  # fmt: skip
    (tmp_path / "config").write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
    Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", str(tmp_path / "config")], stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                pytest.skip(f"sshd cannot be started here: {server.stderr.read().decode()[-200:]}")
            time.sleep(0.1)
        options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        yield f"ssh -tt {options} -i {tmp_path / 'user'} -p {port} {getpass.getuser()}@127.0.0.1"
    finally:
        server.terminate()
        server.wait(10)


@needs_sshd
def test_the_desk_over_ssh(terminal, sshd):
    """The same desk after a log-in: it paints, obeys, and gives the terminal back as it was."""
    screen = terminal(120, 36)
    screen.run(f"{sshd} {BRIEFING} --demo")
    screen.wait("FRA-MLI", "expels 2", "Actor status board")
    screen.press("Enter")
    screen.wait("Evidence")
    screen.press("Escape")
    screen.wait("Evidence", gone=True)
    screen.press("q")
    screen.wait("ready$")
    screen.run("echo still here")
    screen.wait("still here")
