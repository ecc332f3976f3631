"""The analyst's hand: laid over what was read, found again after recoding, taken back, kept as a plain file."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from briefing import books, intake
from briefing.cli import main
from briefing.coder import load
from briefing.ledger import hand, merge
from briefing.ledger.labelled import read
from briefing.store import Store

NOW = datetime(2025, 9, 25, 12, tzinfo=UTC)
PAIR = ("KEN", "SOM")
ROWS = [
    {"id": "a", "lang": "en", "source": "Coast Wire", "published": "2025-09-19", "title": "", "text": "Kenya expelled two Somali diplomats on Tuesday."},
    {"id": "b", "lang": "en", "source": "Hill Post", "published": "2025-09-20", "title": "", "text": "Kenya expelled three Somali diplomats on Tuesday."},
    {"id": "c", "lang": "en", "source": "Lake News", "published": "2025-09-22", "title": "", "text": "Somalia recalled its ambassador to Kenya on Monday."},
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.db") as opened:
        intake.take(opened, "\n".join(map(json.dumps, ROWS)).encode(), "x", load(), NOW)
        yield opened


def expulsion(store):
    return next(event for event in books.events(store, PAIR) if event.type == "expulsion")


def test_a_rejected_event_is_gone_until_the_decision_is_taken_back(store):
    store.decide(hand.decision("reject", expulsion(store)))
    assert [event.type for event in books.events(store, PAIR)] == ["recall"]
    store.undo()
    assert [event.type for event in books.events(store, PAIR)] == ["expulsion", "recall"]


def test_a_corrected_count_holds_and_is_no_longer_in_doubt(store):
    assert expulsion(store).disputed
    store.decide(hand.decision("correct", expulsion(store), field="count", value=2, note="the embassy says two"))
    assert (expulsion(store).count, expulsion(store).disputed, expulsion(store).note) == (
        2,
        False,
        "the embassy says two",
    )


def test_a_decision_is_found_again_when_the_id_has_changed(store):
    entry = hand.decision("pin", expulsion(store)) | {"event": "0" * 12}
    events, lost = hand.apply(merge(store.readings(PAIR)), [entry])
    assert not lost
    assert [event.pinned for event in events] == [True, False]


def test_a_report_can_be_an_act_of_its_own_and_go_back(store):
    event = expulsion(store)
    entry = hand.decision("split", event, report="b")
    events, _ = hand.apply(merge(store.readings(PAIR)), [entry])
    apart = [e for e in events if e.type == "expulsion"]
    assert sorted(e.count for e in apart) == [2, 3]
    again, _ = hand.apply(events, [hand.decision("merge", apart[0], other=apart[1].id)])
    assert len([e for e in again if e.type == "expulsion"]) == 1


def test_what_no_event_answers_to_is_a_sentence_and_the_rest_goes_on(store):
    entry = {"action": "reject", "event": "gone", "type": "recall", "actor": "PER", "target": "MEX", "article": "z"}
    events, lost = hand.apply(merge(store.readings(PAIR)), [entry, hand.decision("pin", expulsion(store))])
    assert "gone" in lost[0]
    assert events[0].pinned


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ([], "no JSON object"),
        ({"action": "reyect", "event": "x"}, "known are"),
        ({"action": "reject"}, "names no event"),
        ({"action": "pin", "event": "x", "actor": "KEN"}, "does not say what was decided about"),
        ({"action": "correct", "event": "x", "field": "colour"}, "cannot be corrected"),
        ({"action": "correct", "event": "x", "field": "count", "value": "two"}, "is no count"),
        ({"action": "correct", "event": "x", "field": "date", "value": "soon"}, "is no date"),
        ({"action": "correct", "event": "x", "field": "mode", "value": "maybe"}, "is no mode"),
        ({"action": "correct", "event": "x", "field": "date", "value": "2025-13-45"}, "is no date"),
        ({"action": "correct", "event": "x", "field": "deadline", "value": "2025-09"}, "is no day"),
        ({"action": "correct", "event": "x", "field": "type", "value": None}, "must have a type"),
        ({"action": "correct", "event": "x", "field": "stage", "value": "begun"}, "is no stage"),
        ({"action": "correct", "event": "x", "field": "partial", "value": "maybe"}, "true or false"),
        ({"action": "correct", "event": "x", "field": "actor", "value": "UGA", "actor": "KEN", "target": "SOM"}, "UGA"),
        ({"action": "merge", "event": "x"}, "no other event"),
        ({"action": "split", "event": "x"}, "names no article"),
    ],
)
def test_a_slip_in_a_decision_is_named(entry, words):
    about = {"type": "expulsion", "actor": "KEN", "target": "SOM", "article": "a"} if "action" in entry else {}
    assert words in hand.mistake(entry if "does not say" in words or not about else about | entry)


def test_what_was_corrected_holds_after_a_merger_and_a_split(store):
    events = merge(store.readings(PAIR))
    event = next(e for e in events if e.type == "expulsion")
    fix = hand.decision("correct", event, field="count", value=9)
    apart, _ = hand.apply(events, [fix, hand.decision("split", event, report="b")])
    assert sorted(e.count for e in apart if e.type == "expulsion") == [3, 9]
    split_off = next(e for e in apart if e.count == 3)
    (one,), lost = hand.apply([e for e in apart if e.type == "expulsion"], [fix, hand.merging(event, split_off)])
    assert (one.count, one.disputed, lost) == (9, False, [])


def test_an_act_coded_the_wrong_way_round_is_turned_and_no_longer_an_answer(store):
    events = merge(store.readings(PAIR))
    event = next(e for e in events if e.type == "recall")
    turned, lost = hand.apply(events, [hand.decision("correct", event, field="actor", value="KEN")])
    (made,) = [e for e in turned if e.type == "recall"]
    assert (made.actor, made.target, lost) == ("KEN", "SOM", [])


def test_what_answers_what_is_told_anew_after_a_decision():
    rows = [
        {"id": "a", "source": "A", "published": "2025-09-16", "events": [
            {"type": "expulsion", "actor": "KEN", "target": "SOM", "date": "2025-09-16"}]},
        {"id": "b", "source": "B", "published": "2025-09-19", "events": [
            {"type": "expulsion", "actor": "SOM", "target": "KEN", "date": "2025-09-19"}]},
    ]  # fmt: skip
    first, second = merge([read(row, "x")[0] for row in rows])
    assert (second.answers, second.lag) == (first.id, 3)
    (alone,), _ = hand.apply([first, second], [hand.decision("reject", first)])
    assert (alone.answers, alone.lag) == (None, None)
    moved, _ = hand.apply([first, second], [hand.decision("correct", first, field="date", value="2025-09-18")])
    assert moved[1].lag == 1


def run(*words, body=None):
    return CliRunner().invoke(main, list(words), input=body)


def test_decisions_live_in_a_file_and_survive_recoding(store, tmp_path):
    place = ["--store", str(store.path)]
    event = expulsion(store)
    done = run("decide", "correct", event.id, "--pair", "KEN-SOM", "--field", "count", "--value", "2", *place)
    assert done.exit_code == 0
    rules = tmp_path / "rules.toml"
    rules.write_text('[lang.en.act.EXPEL]\nverbs = ["evict"]\n')
    config = tmp_path / "sources.toml"
    config.write_text('pairs = ["KEN-SOM"]\nrules = ["rules.toml"]\n')
    told = run("recode", *place, "--sources", str(config)).stdout
    assert told == f"{len(ROWS)} articles read again\n"
    (line,) = run("decisions", "export", *place).stdout.splitlines()
    assert json.loads(line)["field"] == "count"
    assert "count 2" in run("timeline", "--pair", "KEN-SOM", *place).stdout
    file = tmp_path / "decisions.jsonl"
    file.write_text(line + "\n{broken\n")
    other = ["--store", str(tmp_path / "other.db")]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(map(json.dumps, ROWS)))
    assert run("import", str(articles), *other).exit_code == 0
    taken = run("decisions", "import", str(file), *other)
    assert taken.exit_code == 4
    assert ":2:" in taken.stderr
    assert "count 2" in run("timeline", "--pair", "KEN-SOM", *other).stdout
    assert "taken back" in run("decisions", "undo", *other).stdout


def test_decided_articles_come_out_as_labelled_cases_that_can_be_taken_in(store, tmp_path):
    store.decide(hand.decision("correct", expulsion(store), field="count", value=2))
    done = run("decisions", "export", "--labelled", "--store", str(store.path))
    (line,) = done.stdout.splitlines()
    assert [event["count"] for event in json.loads(line)["events"]] == [2]
    file = tmp_path / "cases.jsonl"
    file.write_text(line)
    assert run("import", "--labelled", str(file), "--store", str(tmp_path / "new.db")).exit_code == 0


def test_an_event_that_is_not_there_is_an_error_for_people(store):
    done = run("decide", "reject", "nothing", "--pair", "KEN-SOM", "--store", str(store.path))
    assert done.exit_code == 2
    assert "no event 'nothing'" in done.stderr


def test_the_journal_says_what_each_arrival_changed(store):
    words = [entry.words for entry in store.journal_since()]
    assert any("expulsion KEN -> SOM" in told for told in words)
    assert any("ambassador: unknown -> recalled" in told for told in words)
    assert run("journal", "--store", str(store.path)).stdout.count("KEN-SOM") == len(words)


def test_a_merger_finds_both_events_again_when_their_ids_have_changed(store):
    events, _ = hand.apply(merge(store.readings(PAIR)), [hand.decision("split", expulsion(store), report="b")])
    one, two = [e for e in events if e.type == "expulsion"]
    entry = hand.merging(one, two) | {"event": "0" * 12, "other": "1" * 12}
    again, lost = hand.apply(events, [entry])
    assert not lost
    assert len([e for e in again if e.type == "expulsion"]) == 1


@pytest.mark.parametrize("more", [{"action": "merge", "other": "gone"}, {"action": "split", "report": "gone"}])
def test_a_decision_whose_other_half_is_gone_is_said(store, more):
    entry = hand.decision("pin", expulsion(store)) | more
    events, lost = hand.apply(merge(store.readings(PAIR)), [entry])
    assert "gone" in lost[0]
    assert len(events) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reject", ""], "no event"),
        (["merge", "EVENT", "--other", "zzz"], "no event 'zzz'"),
        (["split", "EVENT", "--article", "zzz"], "no report of zzz"),
        (["split", "EVENT"], "names no article"),
    ],
)
def test_a_decision_that_leads_nowhere_is_refused(store, words, said):
    named = [expulsion(store).id if word == "EVENT" else word for word in words]
    done = run("decide", *named, "--pair", "KEN-SOM", "--store", str(store.path))
    assert done.exit_code == 2
    assert said in done.stderr
    assert store.decisions() == []


def test_none_takes_a_value_away(store):
    place = ["--pair", "KEN-SOM", "--store", str(store.path)]
    run("decide", "correct", expulsion(store).id, "--field", "count", "--value", "none", *place)
    assert expulsion(store).count is None


def test_a_file_names_the_line_to_which_no_event_answers_and_keeps_it(store, tmp_path):
    file = tmp_path / "decisions.jsonl"
    gone = {"action": "reject", "event": "f" * 12, "type": "recall", "actor": "KEN", "target": "SOM", "article": "z"}
    file.write_text("\n".join(map(json.dumps, [hand.decision("pin", expulsion(store)), gone])))
    done = run("decisions", "import", str(file), "--store", str(store.path))
    assert done.exit_code == 4
    assert f"{file}:2: no event {'f' * 12} any more" in done.stderr
    assert len(store.decisions()) == 2
