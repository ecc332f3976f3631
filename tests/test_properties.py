"""The laws of the ledger and the board, held to thousands of made-up worlds: any order of arrival, merging twice, the past
without the future, nothing counted twice, one act one event."""

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.board import Chronicle, board, day_of
from briefing.changes import difference
from briefing.ledger import Ledger, hand, labelled, merge
from briefing.ledger.corrections import corrected
from briefing.model import (
    DOMAINS,
    FORMS,
    MODES,
    RANKS,
    SITES,
    STAGES,
    TYPES,
    Article,
    Correction,
    Evidence,
    Mention,
    Reading,
)

MANY = int(os.environ.get("EXAMPLES", "40"))  # worlds for each law; EXAMPLES=1000 for a thorough search
PAIR = ("KEN", "SOM")
START = date(2024, 11, 1)
DAYS = st.integers(0, 500).map(lambda n: START + timedelta(days=n))
DATES = st.one_of(
    st.none(),
    DAYS.map(lambda day: (day.isoformat(), "day")),
    DAYS.map(lambda day: (day.isoformat()[:7], "month")),
    DAYS.map(lambda day: (day.isoformat()[:4], "year")),
)
OUTLETS = st.sampled_from(["Coast Wire", "Hill Post", "Lake News", "Le Fleuve", ""])
COUNTS = st.sampled_from([None, 0, 1, 2, 5, 41])


def some(values):
    return st.one_of(st.none(), st.sampled_from(sorted(values)))


@st.composite
def mentions(draw, kinds=TYPES, modes=MODES):
    """Any act of the codebook: of people, missions, troops, agreements, arrests; with a term, a part, in any mode."""
    actor, target = draw(st.sampled_from([PAIR, PAIR[::-1]]))
    told = draw(DATES)
    return Mention(
        type=draw(st.sampled_from(sorted(kinds))),
        actor=actor,
        target=target,
        evidence=Evidence("", draw(st.integers(0, 400)), 400, "x"),
        date=told[0] if told else None,
        date_precision=told[1] if told else None,
        count=draw(COUNTS),
        rank=draw(some(RANKS)),
        ambassador_included=draw(st.booleans()),
        owner=draw(some(PAIR)),
        site=draw(some(SITES)),
        form=draw(some(FORMS)),
        stage=draw(some(STAGES)),
        partial=draw(st.booleans()),
        bilateral=draw(st.sampled_from([None, True, False])),
        domain=draw(some(DOMAINS)),
        deadline=draw(st.one_of(st.none(), DAYS.map(date.isoformat))),
        mode=draw(st.sampled_from(sorted(modes))),
        answers=draw(st.booleans()),
        further=draw(st.booleans()),
    )


# Few kinds and no threats, so that reports meet; and everything, so that nothing is left out.
MEETING = mentions(["expulsion", "recall", "detention", "release", "mission_closure"], ["actual", "actual", "denied"])


TOLD = st.one_of(MEETING, mentions())


@st.composite
def worlds(draw):
    """Articles with what they tell; some correct an earlier one of their outlet, some copy an agency."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        name, outlet = f"a{number}", draw(OUTLETS)
        when = draw(st.one_of(st.none(), DAYS.map(lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))))
        said = tuple(replace(m, evidence=replace(m.evidence, article=name)) for m in draw(st.lists(TOLD, max_size=3)))
        fix = None
        if made and draw(st.integers(0, 3)) == 0:
            old = draw(st.sampled_from(made))
            keys = [(m.type, m.actor, m.target) for m in old.mentions]
            gone = tuple(draw(st.lists(st.sampled_from(keys), max_size=1))) if keys else ()
            changed = tuple((key, (("count", draw(COUNTS)),)) for key in keys[:1]) if draw(st.booleans()) else ()
            fix, outlet = Correction(old.article.id, gone, changed), draw(st.sampled_from([old.article.source, outlet]))
        article = Article(name, "", source=outlet, published=when, official=draw(st.booleans()))
        made.append(Reading(article, said, draw(st.sampled_from(["AFP", outlet, name])), fix))
    return made


@settings(max_examples=MANY, deadline=None)
@given(worlds(), st.randoms(use_true_random=False), DAYS)
def test_any_order_of_arrival_gives_the_same_ledger_and_board(readings, chance: random.Random, day):
    shuffled = chance.sample(readings, len(readings))
    made = merge(readings)
    grown = Ledger()
    for reading in shuffled + shuffled[:3]:
        grown.add(reading)
    assert merge(shuffled) == made
    assert grown.events(PAIR) == made
    assert board(grown.events(PAIR), PAIR, day) == board(made, PAIR, day)


@settings(max_examples=MANY, deadline=None)
@given(worlds())
def test_merging_twice_changes_nothing(readings):
    assert merge(readings + readings) == merge(readings)


@settings(max_examples=MANY, deadline=None)
@given(worlds(), worlds())
def test_an_article_read_again_leaves_nothing_of_its_old_reading(readings, others):
    """A ledger in which articles are replaced, corrections come, go and change, is the ledger of what is there at the end."""
    ledger = Ledger(readings)
    for one in others:
        ledger.add(one)
    assert ledger.events(PAIR) == merge({r.article.id: r for r in readings + others}.values())


@settings(max_examples=MANY, deadline=None)
@given(worlds(), DAYS)
def test_the_board_of_a_day_ignores_what_came_after(readings, day):
    events = merge(readings)
    past = [event for event in events if day_of(event) <= day]
    assert board(events, PAIR, day) == board(past, PAIR, day)


@settings(max_examples=MANY, deadline=None)
@given(worlds())
def test_nothing_is_counted_twice(readings):
    """Every mention that was not taken back is one report of one event, and no article stands twice behind an event."""
    corrections = {}
    for reading in readings:
        if reading.correction:
            corrections.setdefault(reading.correction.article, []).append(reading)
    said = [m for r in readings for m in corrected(r, corrections.get(r.article.id, ()))]
    events = merge(readings)
    reports = [(r.article, r.mention) for event in events for r in event.reports]
    assert len(reports) <= len(said)
    if not any(m.mode == "denied" for m in said):
        assert sorted(map(repr, said)) == sorted(repr(mention) for _, mention in reports)
    assert all(len({r.article for r in event.reports}) == len(event.reports) for event in events)
    assert len({event.id for event in events}) == len(events)


@settings(max_examples=MANY, deadline=None)
@given(worlds(), DAYS)
def test_a_count_on_the_board_is_the_sum_of_its_events_each_taken_once(readings, day):
    events = {event.id: event for event in merge(readings)}
    for line in board(events.values(), PAIR, day).lines:
        assert len(set(line.events)) == len(line.events)
        if line.line == "expelled" and line.count:
            assert line.count == sum(events[name].count or 1 for name in line.events)
        if line.line == "detained":
            held = [events[name].count or 1 for name in line.events if events[name].type == "detention"]
            assert 0 <= (line.count or 0) <= sum(held)
        assert line.since is None or line.since <= day.isoformat()
        assert line.deadline is None or line.deadline >= day.isoformat()


@settings(max_examples=MANY, deadline=None)
@given(worlds(), st.lists(DAYS, min_size=2, max_size=4))
def test_a_chronicle_asked_for_many_days_tells_each_as_if_it_were_the_first(readings, days):
    events = merge(readings)
    chronicle = Chronicle(events, PAIR)
    made = [chronicle.board(day) for day in days]
    assert made == [board(events, PAIR, day) for day in days]
    assert difference(made[0], made[0]) == []
    keys = [(c.actor, c.target, c.line) for c in difference(made[0], made[-1])]
    assert all(actor in PAIR and target in PAIR for actor, target, _ in keys)


@st.composite
def histories(draw):
    """True acts of one kind months apart, each told by several outlets that leave things out or are a day off."""
    kind = draw(st.sampled_from(["expulsion", "recall", "cooperation_suspended", "troops_expelled", "detention"]))
    days = [START + timedelta(days=70 * n + draw(st.integers(0, 25))) for n in range(draw(st.integers(1, 4)))]
    counts = draw(st.permutations([2, 3, 5, 12]))
    readings, number = [], 0
    for day, count in zip(days, counts, strict=False):
        off = draw(st.sampled_from([-1, 1]))
        wrong = draw(st.sampled_from([count, count + 1]))
        for told in range(draw(st.integers(1, 6))):
            number += 1
            forms = [(day.isoformat(), "day")]
            if told:
                forms += [
                    ((day + timedelta(days=off)).isoformat(), "day"),
                    (day.isoformat()[:7], "month"),
                    (None, None),
                ]
            when, precision = draw(st.sampled_from(forms))
            later = 1 if when is None else draw(st.integers(1, 300))
            said = Mention(
                kind,
                *PAIR,
                Evidence(f"a{number}", 0, 1, "x"),
                date=when,
                date_precision=precision,
                count=count if not told else draw(st.sampled_from([count, None] if told > 1 else [count, None, wrong])),
                rank=draw(st.sampled_from([None, "diplomat", "staff"])),
                domain=draw(st.sampled_from([None, "military", "security"])),
            )
            moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=later)
            article = Article(f"a{number}", "", source=f"s{number}", published=moment)
            readings.append(Reading(article, (said,), f"s{number}"))
    return days[: len(counts)], counts, readings


@settings(max_examples=MANY, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_one_act_is_one_event_whatever_its_reports_leave_out(history, chance: random.Random):
    days, counts, readings = history
    events = merge(chance.sample(readings, len(readings)))
    assert len(events) == len(days)
    for event, day, count in zip(events, days, counts, strict=False):
        assert abs(date.fromisoformat(event.date) - day) <= timedelta(days=1)
        assert event.count in {count, count + 1}


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 9), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
FIELDS = (
    "type actor target date date_precision count rank domain deadline mode owner site form stage partial bilateral "
    "ambassador_included further answers proceedings attribution evidence"
).split()
GOOD = {"type": "expulsion", "actor": "KEN", "target": "SOM", "date": "2025-09-16", "date_precision": "day", "count": 2}


@settings(max_examples=MANY, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=3),
    st.dictionaries(st.sampled_from(["title", "text", "published", "source", "verbal", "corrects"]), JSON, max_size=2),
)
def test_no_labelled_line_breaks_anything_and_what_is_left_out_is_said(wrong, around):
    entry = {"id": "x", "text": "abc", "published": "2025-09-17", **around, "events": [GOOD | wrong, GOOD]}
    found, complaints = labelled.read(entry, "file:1", {"KEN", "SOM"})
    assert found is not None
    assert len(found.mentions) == 2 or complaints
    assert all(complaint.startswith("file:1: ") for complaint in complaints)
    board(merge([found]), PAIR, date(2025, 9, 18))


@settings(max_examples=MANY, deadline=None)
@given(
    worlds(),
    st.lists(
        st.tuples(
            st.sampled_from([*hand.ACTIONS, "correct"]),
            st.integers(0, 9),
            st.integers(0, 9),
            st.sampled_from([*hand.CORRECTED, "colour"]),
            st.one_of(JSON, st.sampled_from(["2025-09-17", "2025-09", "KEN", "SOM", "staff", "military", "recall"])),
        ),
        max_size=6,
    ),
)
def test_no_decision_breaks_anything_and_what_leads_nowhere_is_said(readings, rows):
    events = merge(readings)
    entries = []
    for action, one, two, field, value in rows if events else ():
        event, other = events[one % len(events)], events[two % len(events)]
        more = {"field": field, "value": value, "other": other.id, "report": other.reports[0].article}
        entries.append(hand.decision(action, event) | more)
    made, lost = hand.apply(events, entries)
    assert hand.apply(events, entries) == (made, lost)
    assert len(lost) <= len(entries)
    assert hand.apply(events, [])[0] == events
    board(made, PAIR, date(2025, 9, 18))


@given(JSON)
def test_no_line_of_a_decisions_file_breaks_anything(entry):
    assert hand.mistake(entry)
    assert hand.apply((), [entry])[1] if isinstance(entry, dict) else True
