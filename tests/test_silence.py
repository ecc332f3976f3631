"""A side whose own outlets say nothing for longer than usual is named."""

from datetime import UTC, datetime, timedelta

from briefing.model import Side
from briefing.silence import silent

NOW = datetime(2025, 9, 24, 12, tzinfo=UTC)


def daily(last, number=10):
    return tuple(NOW - timedelta(days=last + n) for n in range(number))


def test_a_side_that_publishes_daily_is_silent_after_more_than_four_days():
    assert silent({"MLI": Side(daily(2))}, NOW) == {}
    assert silent({"MLI": Side(daily(6))}, NOW) == {"MLI": "silent for 6 days"}


def test_a_side_that_publishes_monthly_is_not_silent_after_a_month():
    moments = tuple(NOW - timedelta(days=30 * (n + 1)) for n in range(5))
    assert silent({"VUT": Side(moments)}, NOW) == {}


def test_a_side_of_which_little_is_known_is_not_called_silent():
    assert silent({"PLW": Side(daily(90, 2))}, NOW) == {}


def test_a_side_none_of_whose_outlets_answers_is_out_of_reach():
    assert silent({"MLI": Side(daily(0), ("Koulouba",), 1)}, NOW) == {"MLI": "out of reach: Koulouba"}
    assert silent({"MLI": Side(daily(0), ("Koulouba",), 2)}, NOW) == {}
