"""Tit for tat, tension and what changed: how events stand to each other and to time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import graph, views
from briefing.board import board
from briefing.changes import difference, told_since, words
from briefing.ledger import merge
from briefing.model import CAMEO, TYPES, Article, Evidence, Mention, Reading
from briefing.tension import GOLDSTEIN, HALF_LIFE, curve, plot, shares, sparkline, tension, weight

PAIR = ("KEN", "SOM")


def told(number, kind="expulsion", actor="KEN", day="2025-09-16", **fields):
    target = "SOM" if actor == "KEN" else "KEN"
    precision = {4: "year", 7: "month", 10: "day"}.get(len(day or ""))
    said = Mention(kind, actor, target, Evidence(f"a{number}", 0, 1, "x"), date=day, date_precision=precision, **fields)
    moment = datetime(2025, 9, 16, tzinfo=UTC) + timedelta(hours=number)
    return Reading(Article(f"a{number}", "", source=f"s{number}", published=moment), (said,), f"s{number}")


def events(*readings):
    return {(e.actor, e.type, e.mode): e for e in merge(readings)}


@pytest.mark.parametrize(
    ("answer", "lag"),
    [
        (told(2, actor="SOM", day="2025-09-19"), 3),
        (told(2, actor="SOM", day="2025-09-16"), 0),
        (told(2, actor="SOM", day="2025-10-16"), None),
        (told(2, actor="SOM", day="2025-09-10"), None),
        (told(2, actor="SOM", kind="recall", day="2025-09-19"), None),
        (told(2, actor="SOM", kind="recall", day="2025-09-19", answers=True), 3),
        (told(2, actor="SOM", day="2025-09"), None),
    ],
)
def test_an_act_answers_one_of_the_same_kind_within_days_or_one_that_the_text_names(answer, lag):
    found = events(told(1), answer)
    made = next(e for key, e in found.items() if key[0] == "SOM")
    assert made.lag == lag
    assert made.answers == (found["KEN", "expulsion", "actual"].id if lag is not None else None)


def test_of_two_acts_on_one_day_only_the_later_told_is_the_answer():
    found = events(told(1), told(2, actor="SOM"))
    assert found["KEN", "expulsion", "actual"].answers is None


def test_a_threat_before_the_act_is_part_of_its_life():
    found = events(told(1, day="2025-09-10", mode="threatened"), told(2))
    assert found["KEN", "expulsion", "actual"].life == (("threatened", "2025-09-10"), ("done", "2025-09-16"))


def test_a_term_expires_the_day_after():
    (event,) = merge([told(1, deadline="2025-09-20")])
    assert [views.expired(event, date(2025, 9, d)) for d in (20, 21)] == [False, True]


def test_every_type_has_a_weight_and_the_sign_is_that_of_its_kind():
    assert set(CAMEO) == TYPES
    assert set(CAMEO.values()) <= set(GOLDSTEIN)
    assert GOLDSTEIN[CAMEO["expulsion"]] < 0 < GOLDSTEIN[CAMEO["release"]]


def test_tension_rises_with_an_act_and_is_half_after_the_half_life():
    found = merge([told(1)])
    first, later = tension(found, date(2025, 9, 16)), tension(found, date(2025, 9, 16) + timedelta(HALF_LIFE))
    assert tension(found, date(2025, 9, 15)) == 0
    assert later == pytest.approx(first / 2)
    assert [s.event for s in shares(found, date(2025, 9, 16))] == [found[0].id]


@given(st.lists(st.floats(0, 100), max_size=30))
def test_a_sparkline_has_a_bar_for_each_value(values):
    assert len(sparkline(values)) == len(values)


def test_a_curve_ends_on_the_day_asked_for():
    found = merge([told(1)])
    values = curve(found, date(2025, 9, 16), points=3)
    assert (values[:2], values[2] > 0) == ([0, 0], True)


def test_the_difference_of_two_boards_names_what_changed():
    found = merge([told(1, count=2), told(2, "media_banned", day="2025-08-01")])
    old, new = board(found, PAIR, date(2025, 9, 1)), board(found, PAIR, date(2025, 9, 17))
    (change,) = difference(old, new)
    assert words(change) == "KEN -> SOM  expelled: unknown -> 2"
    assert difference(new, new) == []
    assert difference(old, replace(old, lines=())) != []


def test_events_told_since_a_moment_are_those_first_reported_after_it():
    found = merge([told(1), told(20, actor="SOM")])
    assert [e.actor for e in told_since(found, datetime(2025, 9, 16, 12, tzinfo=UTC))] == ["SOM"]


def test_the_curve_is_the_tension_of_each_of_its_days():
    found = merge(
        [told(1), told(2, "media_banned", day="2025-06-01"), told(3, "release", actor="SOM", day="2025-08-01")]
    )
    until = date(2025, 9, 30)
    expected = [tension(found, until - timedelta(days=30 * back)) for back in (2, 1, 0)]
    assert curve(found, until, points=3) == pytest.approx(expected)


def test_troops_that_leave_where_they_were_told_to_add_nothing_to_the_order():
    order = told(1, "troops_expelled", day="2025-09-01")
    leaving = told(2, "troops_withdrawn", actor="SOM", day="2025-09-10")
    until = date(2025, 9, 20)
    assert tension(merge([order, leaving]), until) == tension(merge([order]), until)
    assert tension(merge([leaving]), until) > 0


def test_aid_that_stops_weighs_more_than_other_cooperation():
    (aid,) = merge([told(1, "cooperation_suspended", domain="development")])
    (other,) = merge([told(1, "cooperation_suspended", domain="cultural")])
    assert weight(aid) < weight(other) < 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.integers(1, 12))
def test_a_plot_has_a_column_for_each_value_and_the_highest_fills_it(values, height):
    lines = plot(values, height)
    assert [len(line) for line in lines] == [len(values)] * height
    if max(values) > 0:
        assert "█" in lines[0]


@pytest.mark.parametrize("width", [40, 72, 152])
def test_the_picture_of_the_tension_fits_and_lists_what_weighs(width):
    found = merge(
        [told(1), told(2, "media_banned", day="2025-06-01"), told(3, "release", day="2025-08-01", actor="SOM")]
    )
    rows = graph.rows(found, PAIR, date(2025, 9, 30), width, 8)
    lines = ["".join(piece.text for piece in row.pieces) for row in rows]
    assert max(len(line) for line in lines[1:12]) <= width
    assert {row.key for row in rows if row.key} == {event.id for event in found}
    assert any("▼" in line for line in lines[9:11])
    assert any("▲" in line for line in lines[9:11])
