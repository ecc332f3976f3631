"""What the coder's calendar promises: each pattern does what its own examples say, and no date is invented."""

import itertools
import tomllib
from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.coder.dates import build, counted_from, find_times, load
from briefing.coder.text import tokenize
from briefing.errors import DataError

LANGUAGES = ("fr", "en", "es")


def data(lang):
    return tomllib.loads(resources.files("briefing.coder.data").joinpath(f"time.{lang}.toml").read_text("utf-8"))


def times(text, lang, published):
    abbreviations = frozenset(word for words in data(lang)["months"] for word in words if word.endswith("."))
    words = [token.word for token in tokenize(text, abbreviations=abbreviations)]
    return find_times(words, load(lang), published)


EXAMPLES = [
    (lang, entry["kind"], *example)
    for lang in LANGUAGES
    for entry in data(lang)["pattern"]
    for example in entry["examples"]
]


@pytest.mark.parametrize(("lang", "kind", "text", "published", "value", "role"), EXAMPLES)
def test_a_pattern_does_what_its_examples_say(lang, kind, text, published, value, role):
    found = times(text, lang, date.fromisoformat(published))
    assert [(time.value or "", time.role) for time in found] == [(value, role)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "1500 soldats ont quitté le pays"),
        ("fr", "il est mort à l’âge de 45 balais"),
        ("en", "they may leave and march on"),
        ("en", "flight 2030 carried 1998 boxes"),
    ],
)
def test_what_is_no_time_gives_none(lang, text):
    assert times(text, lang, date(2025, 9, 19)) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("fr", "mercredi"), ("fr", "en août"), ("en", "last week"), ("en", "two days ago")]
)
def test_without_a_day_of_publication_nothing_relative_gets_a_date(lang, text):
    assert [time.value for time in times(text, lang, None)] == [None]


def test_an_absolute_date_needs_no_day_of_publication():
    assert [time.value for time in times("le 14 mars 2024", "fr", None)] == ["2024-03-14"]


def test_an_absurd_day_of_publication_counts_as_none():
    assert [time.value for time in times("hier", "fr", date(9999, 12, 31))] == [None]


@pytest.mark.parametrize(
    ("lang", "text", "day", "expected"),
    [
        ("fr", "la veille", date(2025, 4, 7), "2025-04-06"),
        ("fr", "deux jours plus tard", date(2025, 9, 17), "2025-09-19"),
        ("en", "a day earlier", date(2024, 4, 5), "2024-04-04"),
        ("fr", "72 heures", date(2022, 1, 31), "2022-02-03"),
        ("en", "two weeks", date(2025, 3, 10), "2025-03-24"),
    ],
)
def test_a_time_that_counts_from_an_event_is_resolved_from_its_day(lang, text, day, expected):
    (time,) = times(text, lang, date(2026, 1, 1))
    assert counted_from(time, day).value == expected


def test_a_day_that_no_calendar_has_is_no_date():
    assert [time.value for time in times("le 31 février 2024", "fr", None)] == [None]


def test_a_mistake_in_the_data_names_the_file():
    with pytest.raises(DataError, match=r"time\.xx\.toml"):
        build({"months": []}, "xx")


WORDS = [
    *sorted({w for lang in LANGUAGES for e in EXAMPLES if e[0] == lang for w in e[2].lower().split()}),
    ",",
    "0",
    "99",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(LANGUAGES), st.dates() | st.none())
def test_no_words_are_an_error_and_no_two_times_overlap(words, lang, published):
    found = find_times(words, load(lang), published)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(0 <= time.start < time.end <= len(words) for time in found)
