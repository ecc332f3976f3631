"""English constructions, each with sentences of its own and a near miss that must not match."""

from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article

PUBLISHED = datetime(2025, 9, 19, 12, tzinfo=UTC)  # a Friday


def read(text, title="", published=PUBLISHED):
    return code(Article(id="a", text=text, title=title, lang="en", published=published), load())


def told(text, **fields):
    return {(m.type, m.actor, m.target) for m in read(text, **fields) if m.mode == "actual"}


def one(text, kind):
    (found,) = [m for m in read(text) if m.type == kind and m.mode == "actual"]
    return found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ghana sent home the Togolese military attaché.", 1),
        ("Ghana expelled Togo's acting high commissioner and consul.", 1),
        ("In March 2024 six employees of the Togolese embassy were expelled by Ghana.", 6),
        ("Ghana expelled the Togolese military attachés.", None),
        ("Ghana expelled the Togolese embassy staff.", None),
    ],
)
def test_one_person_is_counted_behind_a_nationality_and_a_year_is_no_number(text, count):
    assert one(text, "expulsion").count == count


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Five members of the Kenyan navy held in Eritrea since a storm in May were let go on Tuesday.", "release", 16),
        ("Two Kenyans jailed since May were released by Eritrea on Tuesday.", "release", 16),
        ("Eritrea released two Kenyans on Tuesday, said the Somali reply.", "release", 16),
    ],
)
def test_a_phrase_with_since_does_not_hide_the_verb_behind_it(text, kind, day):
    assert (one(text, kind).actor, one(text, kind).date) == ("ERI", f"2025-09-{day}")


def test_what_one_had_been_given_to_pack_is_an_order_to_leave():
    assert ("expulsion", "OMN", "YEM") in told(
        "Oman says that two Yemeni diplomats have 48 hours to clear their desks."
    )
    assert not told("Oman says that two Yemeni diplomats have a house to clear.")
