"""English constructions, each with sentences of its own and a near miss that must not match."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article

PUBLISHED = datetime(2025, 9, 19, 12, tzinfo=UTC)  # a Friday
GRAMMAR = replace(load(), learned=False)  # what frames read by themselves


def read(text, title="", published=PUBLISHED):
    return code(Article(id="a", text=text, title=title, lang="en", published=published), GRAMMAR)


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


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Oman called home its envoy to Yemen and shut its consulate on Monday.", "recall", "2025-09-15"),
        ("Oman called home its envoy to Yemen and Qatar closed its consulate in Yemen on Monday.", "recall", None),
        ("In May 2023 Oman expelled a Yemeni consul. Yemen sent home an Omani diplomat a month later.", "expulsion", None),
        ("Oman recalled its envoy to Yemen on Monday, two days after Yemen shut its border with Oman and freed five Omanis.",
         "release", "2025-09-13"),
        ("The talks ended in May 2023, after Oman had broken off relations with Yemen.", "relations_severed", "2023-05"),
        ("The talks ended in May 2023, although Oman had broken off relations with Yemen.", "relations_severed", None),
        ("Oman broke with Yemen in 2021, to which Yemen responded by closing its embassy in Oman.", "mission_closure", "2021"),
        ("Ties have been poor since 2018, when Oman arrested two Yemenis.", "detention", "2018"),
        ("Fog lay over Aden in January 2023. Oman closed its embassy in Yemen on January 30.", "mission_closure", "2023-01-30"),
        ("Oman expelled a Yemeni consul on Tuesday after Yemen recalled its envoy to Oman the previous evening.",
         "recall", "2025-09-15"),
    ],
)  # fmt: skip
def test_the_day_of_an_act_is_where_the_grammar_puts_it(text, kind, day):
    assert day in {m.date for m in read(text) if m.type == kind} or (day is None and kind == "expulsion")
    if kind == "expulsion":
        assert {m.date for m in read(text) if m.actor == "YEM"} == {"2023-06"}


def test_a_third_state_does_not_share_the_day_of_the_sentence_before():
    text = "Oman broke off relations with Yemen on Tuesday. {} recalled its ambassador to {}."
    assert [m.date for m in read(text.format("It", "Yemen")) if m.type == "recall"] == ["2025-09-16"]
    assert [m.date for m in read(text.format("Qatar", "Yemen")) if m.type == "recall"] == [None]


def test_what_is_complained_of_has_a_day_of_its_own():
    text = "Oman summoned the Yemeni ambassador on Tuesday {} the expulsion of an Omani consul{}."
    assert [m.date for m in read(text.format("over", "")) if m.type == "expulsion"] == [None]
    assert [m.date for m in read(text.format("over", " on Monday")) if m.type == "expulsion"] == ["2025-09-15"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman expelled two Yemeni consuls on Monday, Qatar one and Kuwait four.",
         {("expulsion", c, "YEM") for c in ("OMN", "QAT", "KWT")}),
        ("Oman expelled two Yemeni consuls on Monday, when Kuwait won four games.", {("expulsion", "OMN", "YEM")}),
        ("Oman banned Yemeni honey and fish on Monday.", {("sanctions_imposed", "OMN", "YEM")}),
        ("Oman lifted its ban on Yemeni honey on Monday.", {("sanctions_lifted", "OMN", "YEM")}),
        ("Oman banned plastic goods on Monday, said a shop in Yemen.", set()),
        ("Oman barred three Yemeni officials from entry on Monday.", {("sanctions_imposed", "OMN", "YEM")}),
        ("Oman opened its border to Yemen on Monday.", {("crossing_reopened", "OMN", "YEM")}),
        ("Oman's border with Yemen remains open.", set()),
        ("Oman will open its border to Yemen in May.", set()),
        ("Muscat's man in Sanaa was called home on Monday.", {("recall", "OMN", "YEM")}),
        ("Oman's ambassador will not be returning to Yemen, the minister said.", {("recall", "OMN", "YEM")}),
        ("Oman's ambassador will not be returning to Yemen until May, the minister said.", set()),
        ("Oman's ambassador to Yemen has been called back for consultations.", {("recall", "OMN", "YEM")}),
        ("Yemen's ambassador in Muscat has to leave by Monday.", {("expulsion", "OMN", "YEM")}),
        ("Oman withdrew the accreditation of three Yemeni journalists.", {("media_banned", "OMN", "YEM")}),
        ("Oman withdrew the accreditation of three Yemeni diplomats.", {("expulsion", "OMN", "YEM")}),
        ("On Monday Oman expelled a Yemeni consul, and on Tuesday Yemen did likewise.",
         {("expulsion", "OMN", "YEM"), ("expulsion", "YEM", "OMN")}),
        ("Oman's aid to Yemen, cut in 2023, is sorely missed.", {("cooperation_suspended", "OMN", "YEM")}),
        ("Oman's consulates in Yemen will close by October 15.", {("mission_closure", "OMN", "YEM")}),
    ],
)  # fmt: skip
def test_a_construction_is_read_and_its_near_miss_is_not(text, expected):
    assert told(text) == expected
