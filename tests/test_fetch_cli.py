"""What the commands over the network promise, over real HTTP on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from briefing.cli import main

FEED = b"""<rss version="2.0"><channel><title>x</title><item><title>Kenya expels two Somali diplomats</title>
<guid>1</guid><description>Kenya expelled two Somali diplomats on Tuesday.</description>
<pubDate>Fri, 19 Sep 2025 08:00:00 GMT</pubDate></item></channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        good = self.path == "/feed"
        self.send_response(200 if good else 404)
        self.end_headers()
        self.wfile.write(FEED if good else b"no")

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def setup(tmp_path, *urls):
    path = tmp_path / "sources.toml"
    path.write_text("".join(f'[[source]]\nname = "S{n}"\nurl = "{url}"\n' for n, url in enumerate(urls)))
    return ["--sources", str(path)], ["--store", str(tmp_path / "store.db")]


def run(*words):
    return CliRunner().invoke(main, list(words))


def test_a_fetch_says_a_line_for_each_source_and_fills_the_store(server, tmp_path):
    sources, store = setup(tmp_path, server + "/feed", server + "/gone")
    result = run("fetch", *sources, *store)
    assert result.exit_code == 4
    assert "S0: 1 new, 0 changed, 0 known" in result.stdout
    assert "S1: failed:" in result.stdout
    assert "404" in result.stdout
    assert "sources.toml" in result.stderr
    events = json.loads(run("timeline", "--pair", "KEN-SOM", "--json", *store).stdout)
    assert [(e["type"], e["date"], e["count"]) for e in events] == [("expulsion", "2025-09-16", 2)]
    assert "not due" in run("fetch", *sources, *store).stdout


def test_a_fetch_where_all_fails_ends_with_one(tmp_path):
    sources, store = setup(tmp_path, "http://127.0.0.1:9/feed")
    result = run("fetch", *sources, *store)
    assert result.exit_code == 1
    assert "no connection" in result.stdout


def test_a_check_tells_what_each_source_gives(server, tmp_path):
    sources, _ = setup(tmp_path, server + "/feed")
    result = run("sources", "check", *sources)
    assert (result.exit_code, result.stdout) == (0, "S0: 1 articles, 1 with a date\n")


def test_a_mistake_in_the_sources_ends_with_two_and_its_place(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nname = "A"\nurls = "x"\n')
    result = run("fetch", "--sources", str(path), "--store", str(tmp_path / "s.db"))
    assert result.exit_code == 2
    assert "sources.toml:3: sources[0].urls: unknown key, did you mean 'url'?" in result.stderr


def test_parse_shows_what_a_source_would_give(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(FEED)
    (line,) = run("parse", str(path)).stdout.splitlines()
    assert json.loads(line)["title"] == "Kenya expels two Somali diplomats"


def test_recode_and_eval_answer(server, tmp_path):
    sources, store = setup(tmp_path, server + "/feed")
    run("fetch", *sources, *store)
    assert run("recode", *store).stdout == "0 articles read again\n"
    assert "material" in run("eval", "--held").stdout


def test_a_full_disk_is_a_sentence_and_what_was_stored_stays(tmp_path):
    """A file that may not grow stands for the full disk; in a process of its own, since the limit is for good."""
    import resource
    import subprocess
    import sys

    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("Envoys leave\nKenya expelled two Somali diplomats on Tuesday.")
    (tmp_path / "s.toml").write_text(f'[[source]]\nname = "a"\npath = "{folder}"\n')
    words = ["--sources", str(tmp_path / "s.toml"), "--store", str(tmp_path / "s.db")]
    command = [sys.executable, "-m", "briefing", "fetch", "--force", *words]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    (folder / "b.txt").write_text("More\nKenya recalled its ambassador to Somalia.")

    def small():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=small)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("briefing: ")
    from briefing.store import Store

    with Store.open(tmp_path / "s.db") as store:
        assert store.count() == 1
        assert store.check() is None


def test_a_file_is_parsed_as_the_source_that_is_named(tmp_path):
    (tmp_path / "s.toml").write_text(
        '[[source]]\nname = "Coast Wire"\nurl = "https://c.example.org/rss"\nside = "KEN"\n'
    )
    (tmp_path / "wall.html").write_text("<html><body><p>Please log in to read.</p></body></html>")
    words = ["parse", str(tmp_path / "wall.html"), "--sources", str(tmp_path / "s.toml"), "--store", "unused.db"]
    done = CliRunner().invoke(main, [*words, "--source", "Coast Wire"])
    assert done.exit_code == 4
    assert "https://c.example.org/rss: a web page is served at the address of a feed" in done.stderr
    done = CliRunner().invoke(main, [*words, "--source", "Coast Wir"])
    assert done.exit_code == 2
    assert "did you mean 'Coast Wire'?" in done.stderr
