"""What cleaning promises: whatever comes from outside, only readable text is left, and what was taken out is counted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.parse.clean import MAX_MARKS, clean, one_line


@pytest.mark.parametrize(
    ("dirty", "safe", "removed"),
    [
        ("Été à N’Djamena — « oui »", "Été à N’Djamena — « oui »", 0),
        ("\x1b[31mred\x1b[0m", "red", 9),
        ("\x1b]0;title\x07news", "news", 10),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link", 25),
        ("\x1bPq#0;2;0\x1b\\x", "x", 11),
        ("\x9b2Jgone", "gone", 3),
        ("abc\u202edef\u202c", "abcdef", 2),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth", 3),
        ("tag\U000e0041s", "tags", 1),
        ("a\x00b\x08c\x7f", "abc", 3),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", 0),
        ("[/b] [red]bold[/]", "[/b] [red]bold[/]", 0),
        ("bell\x07 and 🙂", "bell and 🙂", 1),
        ("half \ud800 pair", "half  pair", 1),
    ],
)
def test_only_readable_text_is_left_and_what_went_is_counted(dirty, safe, removed):
    assert clean(dirty) == (safe, removed)


def test_a_stack_of_marks_is_cut_short():
    assert clean("z" + "\u0301" * 50)[0] == "z" + "\u0301" * MAX_MARKS


def test_a_title_is_one_line():
    assert one_line("  two\n lines\x1b[2J\t here ") == "two lines here"


@given(st.text(max_size=300))
def test_nothing_that_a_terminal_obeys_is_ever_left(text):
    safe, removed = clean(text)
    assert removed >= 0
    assert all(c in "\n\t" or not unicodedata.category(c).startswith("C") for c in safe)


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text):
    safe, _ = clean(text)
    assert clean(safe) == (safe, 0)
