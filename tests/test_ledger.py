"""What the ledger promises: one act is one event with all its reports, whatever the order they came in."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ledger import merge
from briefing.ledger.labelled import read
from briefing.model import Article, Correction, Evidence, Mention, Reading

DAY = datetime(2025, 9, 19, 12, tzinfo=UTC)


def mention(kind="expulsion", actor="KEN", target="SOM", **fields):
    day = fields.pop("date", "2025-09-16")
    precision = {4: "year", 7: "month", 10: "day"}.get(len(day or ""))
    return Mention(kind, actor, target, Evidence("x", 0, 1, "x"), date=day, date_precision=precision, **fields)


def reading(number, *mentions, source=None, published=DAY, correction=None, origin=None):
    name = f"a{number}"
    own = tuple(replace(m, evidence=replace(m.evidence, article=name)) for m in mentions)
    outlet = source or f"Outlet {number}"
    return Reading(Article(name, "", source=outlet, published=published), own, origin or outlet, correction)


def test_ten_reports_of_one_act_are_one_event():
    (event,) = merge([reading(n, mention(count=2)) for n in range(10)])
    assert (len(event.reports), event.origins, event.count) == (10, 10, 2)


def test_outlets_that_copy_one_agency_are_one_origin():
    (event,) = merge([reading(n, mention(), origin="AFP" if n < 3 else None) for n in range(4)])
    assert (len(event.reports), event.origins) == (4, 2)


@pytest.mark.parametrize(
    ("one", "two", "events"),
    [
        ({"date": "2025-09-16"}, {"date": "2025-09-17"}, 1),
        ({"date": "2025-09-16"}, {"date": "2025-09-19"}, 2),
        ({"date": "2025-09-16"}, {"date": "2025-09"}, 1),
        ({"date": "2025-09-16"}, {"date": "2025"}, 1),
        ({"date": "2025-09-16"}, {"date": "2025-08"}, 2),
        ({"date": "2025-09-16"}, {"date": None}, 1),
        ({"count": 10}, {"count": 12}, 1),
        ({"count": 10}, {"count": 12, "further": True}, 2),
        ({"rank": "ambassador"}, {"rank": "staff"}, 2),
        ({"rank": "diplomat"}, {"rank": "staff"}, 1),
        ({"domain": "military"}, {"domain": "security"}, 1),
        ({"domain": "trade"}, {"domain": "development"}, 2),
        ({"domain": "trade"}, {"domain": None}, 1),
        ({"owner": "KEN"}, {"owner": "SOM"}, 2),
        ({"site": "embassy"}, {"site": "consulate"}, 2),
        ({"actor": "SOM", "target": "KEN"}, {}, 2),
        ({"kind": "recall"}, {}, 2),
        ({"mode": "threatened"}, {}, 2),
    ],
)
def test_two_reports_are_one_event_when_what_they_tell_agrees(one, two, events):
    assert len(merge([reading(1, mention(**one)), reading(2, mention(**two))])) == events


def test_more_people_after_an_earlier_wave_and_another_number_for_the_same_day_are_versions_of_one_act():
    first = reading(1, mention(date="2025-04-14", count=12))
    more = reading(2, mention(date="2025-09-16", count=15, further=True))
    other = reading(3, mention(date="2025-09-16", count=20))
    assert [len(event.reports) for event in merge([first, more, other])] == [1, 2]


@pytest.mark.parametrize(("one", "two", "events"), [("announced", "completed", 2), ("completed", None, 1)])
def test_the_steps_of_a_withdrawal_are_events_of_their_own(one, two, events):
    told = [reading(n, mention("troops_withdrawn", stage=stage)) for n, stage in enumerate((one, two))]
    assert len(merge(told)) == events


def test_a_recap_joins_the_old_event_and_a_second_wave_stays_apart():
    first = reading(1, mention(date="2023-03-02", count=3), published=datetime(2023, 3, 3, tzinfo=UTC))
    second = reading(2, mention(date="2025-09-16", count=5))
    recap = reading(3, mention(date="2023-03", count=3), mention(date="2025-09-16", count=5))
    assert [(e.date, len(e.reports)) for e in merge([first, second, recap])] == [("2023-03-02", 2), ("2025-09-16", 2)]


def test_an_undated_report_joins_the_latest_act_before_it():
    old = reading(1, mention(date="2023-03-02"), published=datetime(2023, 3, 3, tzinfo=UTC))
    new = reading(2, mention(date="2025-09-16"))
    late = reading(3, mention(date=None), published=DAY + timedelta(days=3))
    assert [len(e.reports) for e in merge([old, new, late])] == [1, 2]


def test_a_later_report_adds_what_the_first_did_not_say():
    (event,) = merge([reading(1, mention(date="2025-09")), reading(2, mention(count=4, deadline="2025-09-20"))])
    assert (event.date, event.count, event.deadline) == ("2025-09-16", 4, "2025-09-20")


def test_differing_counts_stay_side_by_side_and_the_best_supported_is_shown():
    (event,) = merge([reading(1, mention(count=10)), reading(2, mention(count=12)), reading(3, mention(count=12))])
    assert event.count == 12
    assert event.disputed
    assert dict(event.versions)["count"] == ((10, ("a1",)), (12, ("a2", "a3")))


def test_an_agency_with_many_copies_does_not_outvote_two_that_saw_for_themselves():
    copies = [reading(n, mention(count=10), origin="AFP") for n in range(5)]
    (event,) = merge([*copies, reading(6, mention(count=12)), reading(7, mention(count=12))])
    assert event.count == 12


def test_of_differing_deadlines_with_equal_support_the_later_holds():
    (event,) = merge([reading(1, mention(deadline="2025-09-20")), reading(2, mention(deadline="2025-09-21"))])
    assert event.deadline == "2025-09-21"


def test_a_correction_withdraws_and_changes_what_its_outlet_said():
    wrong = reading(1, mention(count=3), mention("recall"), source="Daily")
    key = ("expulsion", "KEN", "SOM")
    fix = Correction("a1", withdraws=(("recall", "KEN", "SOM"),), changes=((key, (("count", 2),)),))
    (event,) = merge([wrong, reading(2, correction=fix, source="Daily")])
    assert (event.type, event.count) == ("expulsion", 2)
    assert len(merge([wrong, reading(2, correction=fix, source="Weekly")])) == 2, "another outlet takes nothing back"


def test_what_one_outlet_has_and_two_others_deny_is_not_in_the_ledger():
    denied = mention(mode="denied")
    told = [reading(1, mention()), reading(2, denied), reading(3, denied)]
    assert "actual" not in {event.mode for event in merge(told)}
    assert "actual" in {event.mode for event in merge(told[:2])}


MENTIONS = st.builds(
    mention,
    kind=st.sampled_from(["expulsion", "recall"]),
    date=st.sampled_from([None, "2025", "2025-09", "2025-09-16", "2025-09-17", "2025-09-30", "2023-03-02"]),
    count=st.sampled_from([None, 1, 2, 5]),
    rank=st.sampled_from([None, "ambassador", "staff"]),
)
READINGS = st.lists(
    st.tuples(st.lists(MENTIONS, max_size=3), st.integers(0, 40)).map(lambda t: t), min_size=1, max_size=8
).map(lambda rows: [reading(n, *ms, published=DAY + timedelta(days=d)) for n, (ms, d) in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(READINGS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_ledger_and_merging_twice_changes_nothing(readings, chance: random.Random):
    shuffled = list(readings)
    chance.shuffle(shuffled)
    assert merge(readings) == merge(shuffled) == merge(readings + shuffled)


@settings(max_examples=100, deadline=None)
@given(READINGS)
def test_every_mention_is_in_one_event_and_no_more(readings):
    told = sum(len(event.reports) for event in merge(readings))
    assert told == sum(len(reading.mentions) for reading in readings)
    assert len({event.id for event in merge(readings)}) == len(merge(readings))


GOOD = {"type": "expulsion", "actor": "KEN", "target": "SOM", "date": "2025-09-16", "date_precision": "day", "count": 2}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "expulsions"}, "'expulsions'"),
        ({"actor": "Kenya"}, "'Kenya'"),
        ({"target": "KEN"}, "with itself"),
        ({"count": "two"}, "'two'"),
        ({"count": -1}, "-1"),
        ({"date": "soon"}, "soon"),
        ({"date": "2025-02-31"}, "day"),
        ({"date_precision": "week"}, "'week'"),
        ({"rank": "king"}, "'king'"),
        ({"domain": "sport"}, "'sport'"),
        ({"mode": "maybe"}, "'maybe'"),
        ({"evidence": {"start": 5, "end": 999}}, "999"),
        ({"actor": "XYZ"}, "'XYZ'"),
        ({"owner": "QQQ"}, "'QQQ'"),
        ({"type": None}, "needs a type"),
        ({"date": "20250916"}, "'20250916'"),
        ({"date": "2025-09", "date_precision": "day"}, "'2025-09' is no day"),
        ({"date": 2025}, "2025 is no date"),
        ({"evidence": {"start": 0, "end": 3, "where": "title"}}, "title"),
        ({"deadline": "2025"}, "'2025' is no day"),
        ({"deadline": "soon"}, "'soon'"),
        ({"stage": "begun"}, "'begun'"),
        ({"site": "hut"}, "'hut'"),
        ({"partial": "no"}, "'no'"),
        ({"bilateral": 1}, "bilateral 1"),
        ({"attribution": ["x"]}, "attribution"),
    ],
)
def test_a_labelled_event_with_a_mistake_is_told_and_the_rest_goes_on(change, said):
    entry = {"id": "x", "text": "abc", "events": [{**GOOD, **change}, GOOD]}
    found, (complaint,) = read(entry, "file:7", {"KEN", "SOM"})
    assert len(found.mentions) == 1
    assert complaint.startswith("file:7: events[0]: ")
    assert said in complaint


def test_a_labelled_act_dated_after_its_report_is_said_and_kept():
    found, (complaint,) = read({"id": "x", "published": "2025-09-01", "events": [GOOD]}, "file:1")
    assert len(found.mentions) == 1
    assert complaint == "file:1: events[0]: 2025-09-16 lies after its article; it counts from that day"


def test_a_labelled_date_is_as_exact_as_both_its_form_and_its_precision():
    dates = [("2025-09-16", "month"), ("2025-09-16", None), ("2025-09", None), ("2025", "year"), (None, "day")]
    told = [{**GOOD, "date": day, "date_precision": precision} for day, precision in dates]
    found, complaints = read({"id": "x", "text": "abc", "events": told}, "x")
    assert [(m.date, m.date_precision) for m in found.mentions] == [
        ("2025-09", "month"), ("2025-09-16", "day"), ("2025-09", "month"), ("2025", "year"), (None, None),
    ]  # fmt: skip
    assert complaints == []


@pytest.mark.parametrize(
    ("corrects", "said"),
    [
        ({"withdraws": []}, "needs 'article'"),
        ({"article": "a", "withdraws": [{"type": "expulsion", "actor": "KEN"}]}, "needs 'target'"),
        (
            {"article": "a", "changes": [{"type": "expulsion", "actor": "KEN", "target": "SOM", "count": "two"}]},
            "'two'",
        ),
        (
            {"article": "a", "changes": [{"type": "expelled", "actor": "KEN", "target": "SOM", "count": 2}]},
            "'expelled'",
        ),
    ],
)
def test_a_labelled_correction_with_a_mistake_is_told(corrects, said):
    found, complaints = read({"id": "x", "text": "abc", "corrects": corrects, "events": [GOOD]}, "file:7")
    assert found.correction is None
    assert len(found.mentions) == 1
    assert said in complaints[0]


@pytest.mark.parametrize("change", [{"title": 5}, {"published": 7}, {"published": "soon"}, {"source": ["x"]}])
def test_a_labelled_line_with_a_wrong_field_is_told_and_taken(change):
    found, complaints = read({"id": "x", "text": "abc", "events": [GOOD], **change}, "file:7")
    assert len(found.mentions) == 1
    assert complaints[0].startswith(f"file:7: {next(iter(change))}")


@pytest.mark.parametrize("entry", [None, 3, [], {}, {"id": 4}, {"id": "x", "events": 3}, {"id": "x", "corrects": "y"}])
def test_a_labelled_line_of_a_wrong_shape_is_a_complaint(entry):
    _, complaints = read(entry, "file:1")
    assert complaints


@pytest.mark.parametrize("seed", range(12))
def test_a_ledger_kept_up_to_date_is_the_ledger_made_at_once(seed):
    """Article by article, in any order, with readings replaced: always what merge gives."""
    import random

    from briefing.ledger import Ledger

    chance = random.Random(seed)
    readings = [_some_reading(n, chance) for n in range(60)]
    ledger = Ledger(readings[:30])
    for reading in chance.sample(readings[30:], 30) + chance.sample(readings, 10):
        ledger.add(reading)
    assert ledger.events(("FRA", "MLI")) == merge(readings)


def _some_reading(number, chance):
    kind = chance.choice(["expulsion", "recall", "detention"])
    actor, target = chance.choice([("FRA", "MLI"), ("MLI", "FRA")])
    day = f"2025-09-{chance.randrange(1, 28):02d}"
    date, precision = chance.choice([(day, "day"), ("2025-09", "month"), (None, None)])
    mode = chance.choice(["actual", "actual", "denied"])
    said = Mention(kind, actor, target, Evidence(f"a{number}", 0, 1, "x"), date=date, date_precision=precision,
                   count=chance.choice([None, 1, 2]), mode=mode)  # fmt: skip
    published = datetime(2025, 9, chance.randrange(20, 30), tzinfo=UTC)
    return Reading(Article(f"a{number}", "", source=f"s{number % 7}", published=published), (said,), f"s{number % 7}")
