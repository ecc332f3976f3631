"""What a refresh promises: all sources at once, each for itself, nothing lost, and a word for whatever went wrong."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from briefing import intake
from briefing.coder import load
from briefing.model import Source
from briefing.net import client
from briefing.refresh import recode, refresh
from briefing.store import Store

NOW = datetime(2025, 9, 19, 12, tzinfo=UTC)
ITEM = "<item><title>{title}</title><link>https://{host}/{n}</link><guid>{host}{n}</guid><description>{text}</description><pubDate>Fri, 19 Sep 2025 08:00:00 GMT</pubDate></item>"
LONG = (
    "Kenya expelled two Somali diplomats on Tuesday, the foreign ministry in Nairobi said. "
    + "The move was expected. " * 40
)


def feed(host, texts):
    items = "".join(ITEM.format(title=f"Title {n}", host=host, n=n, text=text) for n, text in enumerate(texts))
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"


def source(name, **more):
    return Source(name, url=f"https://{name}.example.org/feed", language="en", **more)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


def run(sources, handler, store, now=NOW, **more):
    async def go():
        async with client(httpx.MockTransport(handler)) as web:
            return await refresh(sources, web, store, load(), now, **more)

    return asyncio.run(go())


def test_articles_come_in_with_what_was_read_in_them(store):
    (outcome,) = run([source("a")], lambda r: httpx.Response(200, text=feed("a.example.org", [LONG])), store)
    assert (outcome.state, outcome.new, outcome.failure) == ("read", 1, None)
    (reading,) = store.readings(("KEN", "SOM"))
    assert [m.type for m in reading.mentions] == ["expulsion"]


def test_a_failing_source_is_a_line_and_hurts_no_other(store):
    def handler(request):
        if request.url.host.startswith("bad"):
            return httpx.Response(404)
        if request.url.host.startswith("wall"):
            return httpx.Response(200, text="<html><body>Log in</body></html>")
        if request.url.host.startswith("dead"):
            raise httpx.ConnectError("no network", request=request)
        return httpx.Response(200, text=feed("good.example.org", [LONG]))

    names = ["bad", "wall", "dead", "good"]
    outcomes = run([source(n, kind="feed") for n in names], handler, store)
    assert [o.state for o in outcomes] == ["failed", "failed", "failed", "read"]
    assert ["404" in outcomes[0].failure, "web page" in outcomes[1].failure, "no network" in outcomes[2].failure] == [
        True
    ] * 3
    assert store.health("bad").failures == 1
    assert store.health("good").failure is None
    assert store.count() == 1


def test_the_second_time_nothing_is_new(store):
    handler = lambda r: httpx.Response(200, text=feed("a.example.org", [LONG]))  # noqa: E731
    run([source("a")], handler, store)
    (outcome,) = run([source("a")], handler, store, NOW + timedelta(hours=1))
    assert (outcome.new, outcome.changed, outcome.same) == (0, 0, 1)


def test_a_source_is_left_alone_until_its_interval_is_over(store):
    handler = lambda r: httpx.Response(200, text=feed("a.example.org", [LONG]))  # noqa: E731
    run([source("a", interval=3600)], handler, store)
    assert run([source("a", interval=3600)], handler, store, NOW + timedelta(minutes=5))[0].state == "not due"
    assert run([source("a", interval=3600)], handler, store, NOW + timedelta(minutes=5), force=True)[0].state == "read"


def test_what_the_server_said_is_used_to_ask_only_for_news(store):
    def handler(request):
        if request.headers.get("if-none-match") == "v1":
            return httpx.Response(304)
        return httpx.Response(200, text=feed("a.example.org", [LONG]), headers={"etag": "v1"})

    run([source("a")], handler, store)
    assert run([source("a")], handler, store, NOW + timedelta(hours=1))[0].state == "unchanged"


def test_a_summary_is_filled_from_its_page_and_the_page_is_read_once(store):
    pages = []

    def handler(request):
        if request.url.path == "/feed":
            return httpx.Response(200, text=feed("a.example.org", ["Short."]))
        pages.append(request.url.path)
        return httpx.Response(200, text=f"<html><body><article><h1>Title</h1><p>{LONG}</p></article></body></html>")

    run([source("a")], handler, store)
    run([source("a")], handler, store, NOW + timedelta(hours=1))
    assert pages == ["/0"]
    assert "foreign ministry in Nairobi" in store.articles(1)[0].text


def test_each_source_is_told_of_as_it_ends_and_disabled_ones_are_left_out(store):
    told = []
    handler = lambda r: httpx.Response(200, text=feed("a.example.org", [LONG]))  # noqa: E731
    run([source("a"), source("off", enabled=False)], handler, store, tell=told.append)
    assert [o.source for o in told] == ["a"]


def test_files_of_a_folder_are_articles(store, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text("A headline\n\nKenya expelled two Somali diplomats on Tuesday.")
    (outcome,) = run([Source("here", path=str(folder))], lambda r: httpx.Response(500), store)
    assert (outcome.state, outcome.new) == ("read", 1)
    assert store.articles(1)[0].title == "A headline"


def test_what_an_older_coder_read_is_read_again(store):
    run([source("a")], lambda r: httpx.Response(200, text=feed("a.example.org", [LONG])), store)
    key = store.articles(1)[0].id
    store.code(key, (), "o", None, "0")
    assert store.readings(("KEN", "SOM")) == []
    assert recode(store, load()) == 1
    assert len(store.readings(("KEN", "SOM"))) == 1
    assert recode(store, load()) == 0


def test_other_rules_are_another_version(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[lang.en.act.EXPEL]\nverbs = ["evict"]\n')
    assert load().version == load().version
    assert load((own,)).version != load().version


def test_what_was_coded_elsewhere_is_never_read_again(store):
    line = {"id": "x", "lang": "en", "published": "2025-03-05", "text": "Kenya expelled two Somali diplomats."}
    coded = {"type": "recall", "actor": "KEN", "target": "SOM", "date": "2025-03-04", "mode": "actual"}
    intake.take(store, json.dumps({**line, "events": [coded]}).encode(), "x", None)
    assert recode(store, load()) == 0
    (reading,) = store.readings(("KEN", "SOM"))
    assert [mention.type for mention in reading.mentions] == ["recall"]


def test_what_breaks_off_between_keeping_and_coding_leaves_nothing_half_done(store, monkeypatch):
    def broken(*_):
        raise ValueError("the power is gone")

    def handler(request):
        return httpx.Response(200, text=feed("a.example.org", [LONG]))

    with monkeypatch.context() as patched:
        patched.setattr("briefing.books.keep_reading", broken)
        (outcome,) = run([source("a")], handler, store)
    assert (outcome.state, store.count()) == ("failed", 0)
    (outcome,) = run([source("a")], handler, store, force=True)
    assert (outcome.new, len(store.readings(("KEN", "SOM")))) == (1, 1)


def test_what_would_be_kept_is_told_without_keeping_it(store):
    from briefing.model import Article

    first = Article("x", "Some text.", source="a", url="https://a.example.org/x")
    assert (store.foretell(first), store.count()) == ("new", 0)
    store.add(first)
    assert store.foretell(first) == "same"
    assert store.foretell(Article("x", "Other text, and longer.", source="a", url=first.url)) == "changed"


def test_a_store_that_fails_is_told_of_each_source_and_then_once_for_all(store, monkeypatch):
    from briefing.errors import StoreError

    def full(*_):
        raise StoreError("store.db: the disk is full")

    monkeypatch.setattr(store, "keep", full)
    told = []
    with pytest.raises(StoreError, match="the disk is full"):
        run(
            [source("a"), source("b")],
            lambda r: httpx.Response(200, text=feed("a.example.org", [LONG])),
            store,
            tell=told.append,
        )
    assert [(one.source, one.state) for one in sorted(told, key=lambda one: one.source)] == [
        ("a", "not stored"),
        ("b", "not stored"),
    ]
