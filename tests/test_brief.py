"""What the printed brief promises: the board in a sentence, what is new, and who says so and when."""

import json
from datetime import UTC, date, datetime

import pytest

from briefing import books, intake
from briefing.brief import brief
from briefing.coder import load
from briefing.store import Store

PAIR, TODAY = ("KEN", "SOM"), date(2025, 9, 24)
ROWS = [
    {"id": "a", "source": "Coast Wire", "published": "2025-09-19", "text": "Kenya expelled two Somali diplomats on Tuesday."},
    {"id": "b", "source": "Hill Post", "published": "2025-09-22", "text": "Somalia recalled its ambassador to Kenya on Monday."},
]  # fmt: skip


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("brief") / "s.db") as store:
        intake.take(store, "\n".join(json.dumps({**row, "lang": "en"}) for row in ROWS).encode(), "x", load())
        return books.events(store, PAIR)


def test_a_pair_never_looked_at_has_its_board_in_a_sentence_and_its_latest_acts(events):
    lines = brief({PAIR: events}, TODAY, {})
    assert lines[1] == "  KEN → SOM: 2 expelled since 16 Sep 2025."
    assert lines[2].startswith("  SOM → KEN: ambassador recalled since 22 Sep 2025")
    assert "      Coast Wire, 19 Sep 2025: “Kenya expelled two Somali diplomats on Tuesday.”" in lines


def test_only_what_is_new_is_told_of_a_pair_looked_at(events):
    lines = brief({PAIR: events}, TODAY, {PAIR: datetime(2025, 9, 20, tzinfo=UTC)})
    assert "  1 new act since 20 Sep 2025" in lines
    assert not [line for line in lines if "Coast Wire" in line]
    assert [line for line in lines if "Hill Post" in line]


def test_nothing_new_is_said(events):
    assert "  nothing new since 24 Sep 2025" in brief({PAIR: events}, TODAY, {PAIR: datetime(2025, 9, 24, tzinfo=UTC)})


def test_without_a_pair_it_says_what_to_do():
    assert brief({}, TODAY, {}) == ["no pair is known yet: run `briefing fetch`"]
