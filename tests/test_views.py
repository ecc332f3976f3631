"""What is shown: signs, ages, marks; pure functions of model values, and nothing from outside that a terminal obeys."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import views
from briefing.board import board
from briefing.model import Article, Event, Evidence, Mention, Report

NOW = datetime(2025, 9, 24, 12, tzinfo=UTC)


def event(kind="expulsion", day="2025-09-17", actor="KEN", target="SOM", published=NOW, **fields):
    said = Mention(kind, actor, target, Evidence("a1", 0, 5, "Sentence."), date=day, count=fields.get("count"))
    report = Report("a1", "Coast Wire", published, "o", False, None, "Title", None, said)
    precision = {4: "year", 7: "month", 10: "day"}.get(len(day or ""))
    return Event(f"{kind}{day}{actor}", kind, actor, target, day, precision, (report,), **fields)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=2), "2 d ago"),
        (timedelta(days=70), "2 mo ago"),
        (timedelta(days=800), "2 y ago"),
        (timedelta(hours=-1), "to come"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(gap, words):
    assert views.age(NOW - gap, NOW) == words


def test_without_a_moment_nothing_is_pretended():
    assert (views.age(None, NOW), views.day(None)) == ("undated", "no date")


@pytest.mark.parametrize(("value", "words"), [("2025-09-17", "17 Sep 2025"), ("2025-09", "Sep 2025"), ("2025", "2025")])
def test_a_date_is_as_exact_as_it_is(value, words):
    assert views.day(value) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (event(count=2, rank="staff"), "expels 2 staff"),
        (event(count=1, rank="staff"), "expels a staff member"),
        (event("recall", count=1, rank="ambassador"), "recalls ambassador"),
        (event(count=3), "expels 3"),
        (event("cooperation_suspended", domain="security"), "suspends coop. (security)"),
        (event("crossing_closed", domain="airspace"), "closes airspace"),
        (event("mission_closure", owner="KEN", site="embassy"), "closes mission of KEN embassy"),
    ],
)
def test_an_act_is_told_in_few_words(made, words):
    assert views.act(made) == words


@pytest.mark.parametrize(("kind", "mark"), [("expulsion", "▼"), ("release", "▲"), ("talks", "·")])
def test_the_sign_tells_the_kind_without_colour(kind, mark):
    assert views.sign(kind)[0] == mark


def test_the_two_sides_stand_left_and_right_of_the_date_newest_first():
    rows = views.timeline_rows([event(), event(day="2025-09-19", actor="SOM", target="KEN")], ("KEN", "SOM"), 90)
    assert [row.key for row in rows] == [None, "expulsion2025-09-19SOM", "expulsion2025-09-17KEN"]
    assert rows[2].text.index("▼") < rows[2].text.index("17 Sep") < rows[1].text.index("▼")


def test_what_came_after_the_last_visit_and_what_is_disputed_bear_marks():
    told = event(versions=(("count", ((2, ("a",)), (3, ("b",)))),), count=2)
    (row,) = views.timeline_rows([told], ("KEN", "SOM"), 90, seen=NOW - timedelta(days=1))[1:]
    assert (row.new, row.text[0], "?" in row.text) == (True, "*", True)
    assert not views.timeline_rows([told], ("KEN", "SOM"), 90, seen=NOW)[1].new


def test_a_board_shows_both_directions_and_a_dash_for_the_unknown():
    made = board([event(count=2), event("recall", actor="SOM", target="KEN")], ("KEN", "SOM"), date(2025, 9, 20))
    texts = [row.text for row in views.board_rows(made, 90)]
    assert any("expelled" in t and "2, 17 Sep 25" in t and "–" in t for t in texts)
    assert any("ambassador" in t and "recalled" in t for t in texts)


def test_a_deadline_counts_down():
    made = board([event(count=2, deadline="2025-09-20")], ("KEN", "SOM"), date(2025, 9, 18))
    assert any("in 2 d" in row.text for row in views.board_rows(made, 100))


def test_sentences_that_were_coded_are_marked_in_the_article():
    text = "Nothing here at all.\n\nKenya expelled two."
    said = Mention("expulsion", "KEN", "SOM", Evidence("a1", 22, 41, "Kenya expelled two."))
    rows = views.article_rows(Article("a1", text, title="T", source="S", published=NOW), [said], 60, NOW, UTC)
    assert [row.key for row in rows if row.key] == ["22"]
    assert next(row for row in rows if row.key).text == "▼ Kenya expelled two."


def test_the_evidence_names_each_outlet_sentence_and_rule():
    text = "\n".join(row.text for row in views.evidence_rows(event(count=2), 80, NOW))
    assert all(
        part in text
        for part in (
            "Coast Wire",
            "“Sentence.”",
            "1 report, 1 origin",
            "One outlet alone tells it, of neither side.",
            "rule",
        )
    )


def test_a_pair_is_told_in_a_line_with_an_arrow():
    assert views.headline([event(count=2)], ("KEN", "SOM"), date(2025, 9, 20)).startswith(
        "KEN-SOM ↘ 17 Sep 2025: KEN expels 2"
    )
    assert "→" in views.headline([], ("KEN", "SOM"), date(2025, 9, 20))


@given(st.text(max_size=200), st.integers(1, 200))
def test_whatever_an_article_holds_no_line_obeys_or_overflows(text, width):
    article = Article("a", text, title=text, source=text)
    for row in views.article_rows(article, [], width, NOW, UTC):
        assert row.text.isprintable()
        assert len(row.text) <= max(18, min(width, views.MEASURE + 2))


def test_a_pinned_answer_bears_both_marks_and_a_filter_leaves_the_tension_alone():
    made = event()
    rows = views.timeline_rows([replace(made, pinned=True, answers="x")], ("KEN", "SOM"), 90)
    assert "!▼↩ expels" in rows[1].text
    day = date(2025, 9, 25)
    whole = views.timeline_rows([made], ("KEN", "SOM"), 90, until=day)
    part = views.timeline_rows([], ("KEN", "SOM"), 90, until=day, every=[made])
    assert part[0] == whole[0]
    assert "filter" in part[2].text
