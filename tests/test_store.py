"""What the store promises: what was received is kept, in all its versions, and nothing is ever half written."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.errors import StoreBusy, StoreError, StoreFromFuture
from briefing.model import Article, Evidence, Health, JournalEntry, Mention
from briefing.store import Store

NOON = datetime(2025, 9, 19, 12, tzinfo=UTC)


def article(number=1, **changes):
    made = Article(
        id=f"a{number}", title=f"Title {number}", text=f"Kenya expelled {number} diplomats.", source="Coast Wire",
        url=f"https://coast.example.org/{number}", published=NOON + timedelta(minutes=number), lang="en",
    )  # fmt: skip
    return replace(made, **changes)


def mention(number=1, actor="KEN", target="SOM"):
    return Mention(
        "expulsion", actor, target, Evidence(f"a{number}", 0, 5, "Kenya"), date="2025-09-16", date_precision="day"
    )


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


def test_an_article_comes_back_as_it_was_received(store):
    store.add(article())
    assert store.article("a1") == article()


def test_the_same_article_twice_is_kept_once(store):
    assert [store.add(article()), store.add(article())] == ["new", "same"]
    assert store.count() == 1


def test_two_feeds_with_one_address_bring_one_article(store):
    store.add(article())
    other = article(source="Second feed", id="other", url="https://coast.example.org/1?utm_source=feed#top")
    assert store.add(other) == "same"
    assert store.count() == 1


def test_an_edited_article_is_a_version_more_and_waits_to_be_read_again(store):
    store.add(article())
    store.code("a1", (mention(),), "origin", None, "1")
    assert store.add(article(text="Kenya expelled nobody, it says now.")) == "changed"
    assert len(store.versions("a1")) == 2
    assert [a.id for a in store.uncoded("1")] == ["a1"]


def test_readings_hold_the_mentions_of_the_pair_alone(store):
    store.add(article())
    store.code("a1", (mention(), mention(actor="PER", target="MEX")), "origin", None, "1")
    (reading,) = store.readings(("SOM", "KEN"))
    assert [(m.actor, m.target) for m in reading.mentions] == [("KEN", "SOM")]
    assert reading.origin == "origin"
    assert store.readings(("CHL", "BOL")) == []


def test_pairs_are_listed_with_how_much_is_known(store):
    store.add(article())
    store.code("a1", (mention(),), "origin", None, "1")
    ((pair, count, _),) = store.pairs()
    assert (pair, count) == (("KEN", "SOM"), 1)


def test_articles_come_newest_first_and_page_on(store):
    for number in range(1, 6):
        store.add(article(number))
    first = store.articles(2)
    assert [a.id for a in first] == ["a5", "a4"]
    assert [a.id for a in store.articles(2, before=first[-1])] == ["a3", "a2"]


@pytest.mark.parametrize(
    "query", ["expelled", 'expelled "', "AND OR (", "*", "exp*", "title:x NEAR/2", "", "'; DROP TABLE"]
)
def test_any_words_can_be_searched_for(store, query):
    store.add(article())
    found = store.search(query, 10)
    assert all(hit[0].id == "a1" for hit in found)
    assert found or query != "expelled"


def test_the_search_index_can_be_made_again(store):
    store.add(article())
    store.rebuild_search()
    assert [hit[0].id for hit in store.search("diplomats", 5)] == ["a1"]


def test_health_visits_and_the_journal_are_remembered(store):
    health = Health(etag="x", success=NOON)
    store.remember("Coast Wire", health)
    store.visit(("KEN", "SOM"), NOON)
    entry = JournalEntry(NOON, "event", "Kenya expelled two diplomats of Somalia", ("KEN", "SOM"), "e1")
    store.journal([entry])
    assert store.health("Coast Wire") == health
    assert store.health("never seen") == Health()
    assert store.last_visit(("SOM", "KEN")) == NOON
    assert store.journal_since(NOON - timedelta(1)) == [entry]


def test_a_decision_can_be_taken_back(store):
    store.decide({"kind": "reject", "event": "e1"})
    assert [d["event"] for d in store.decisions()] == ["e1"]
    store.undo()
    assert store.decisions() == []


def test_an_error_in_a_transaction_leaves_nothing_behind(store):
    def break_off():
        with store.transaction():
            store.add(article())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert store.count() == 0


def test_a_store_of_a_newer_version_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "future.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = path.read_bytes()
    with pytest.raises(StoreFromFuture, match=r"future\.db"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_a_sentence(tmp_path):
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match=r"broken\.db"):
        Store.open(path)


def test_a_second_writer_is_told_to_wait(tmp_path):
    path = tmp_path / "store.db"
    with Store.open(path) as one, Store.open(path, wait=0.05) as two, one.transaction():
        one.add(article())
        with pytest.raises(StoreBusy):
            two.add(article(2))


def test_a_reader_sees_what_is_committed_and_cannot_write(tmp_path):
    path = tmp_path / "store.db"
    with Store.open(path) as writer:
        writer.add(article())
        with Store.open(path, readonly=True) as reader:
            assert reader.count() == 1
            with pytest.raises(StoreError):
                reader.add(article(2))


def test_reading_where_no_store_is_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="briefing fetch"):
        Store.open(tmp_path / "none.db", readonly=True)


WRITER = """
import sys
from briefing.model import Article
from briefing.store import Store
with Store.open(sys.argv[1]) as store:
    for number in range(1, 100000):
        store.add(Article(id=f"a{number}", text="x" * 200, source="s"))
        print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_had_committed(tmp_path):
    path = tmp_path / "store.db"
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        if told >= 20:
            os.kill(child.pid, signal.SIGKILL)
            break
    child.wait()
    child.stdout.close()
    with Store.open(path) as store:
        assert store.count() >= told
        assert store.add(article()) in {"new", "changed", "same"}


def test_a_full_disk_is_a_sentence_and_what_was_kept_is_still_there(tmp_path):
    """The file may not grow any more: what comes then is refused whole, what was there is read as before."""
    with Store.open(tmp_path / "s.db") as opened:
        opened.add(Article("a", "Kept.", source="S", url="https://s.example/a"))
        pages = opened._one("PRAGMA page_count")[0]
        opened._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="the disk is full; nothing new was kept"):
            opened.add(Article("b", "Too much. " * 50_000, source="S", url="https://s.example/b"))
    with Store.open(tmp_path / "s.db") as again:
        assert again.article("a").text == "Kept."
        assert again.check() is None
