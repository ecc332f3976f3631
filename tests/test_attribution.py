"""Who says so, in the words of the text; hearsay is told as hearsay; an order to cut a staff is an expulsion of so many."""

from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article


@pytest.fixture(scope="module")
def lexicon():
    return load()


def only(text, lexicon, kind):
    article = Article("x", text, published=datetime(2025, 9, 20, tzinfo=UTC))
    (found,) = [mention for mention in code(article, lexicon) if mention.type == kind]
    return found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Selon Nairobi, la Somalie a expulsé mercredi deux diplomates kényans.", "Nairobi"),
        ("La Somalie a expulsé deux diplomates kényans, d’après une source\npolicière.", "une source policière"),
        ("La Somalie a expulsé deux diplomates kényans, a annoncé jeudi le ministère kényan.", "le ministère kényan"),
        ("Le ministère kényan a annoncé que la Somalie avait expulsé deux diplomates kényans.", "Le ministère kényan"),
        ("La Somalie a expulsé mercredi deux diplomates kényans.", None),
        ("According to the Kenyan ministry, Somalia expelled two Kenyan diplomats.", "the Kenyan ministry"),
        ("Somalia has expelled two Kenyan diplomats, a source told the agency.", "a source"),
        ("Somalia has expelled two Kenyan diplomats, said Ali Omar, a spokesman.", "Ali Omar"),
        ("Somalia told Kenya to withdraw 12 diplomats, the Daily Tribune reported.", "the Daily Tribune"),
        ("Somalia expelled two Kenyan diplomats on Wednesday.", None),
        ("He said Somalia had expelled two Kenyan diplomats.", None),
    ],
)
def test_who_says_so_is_kept_as_written(text, source, lexicon):
    assert only(text, lexicon, "expulsion").attribution == source


@pytest.mark.parametrize(
    "text",
    [
        "La Somalie aurait expulsé deux diplomates kényans.",
        "Deux diplomates kényans auraient été expulsés par la Somalie.",
        "La Somalie a, semble-t-il, expulsé deux diplomates kényans.",
        "Somalia has reportedly expelled two Kenyan diplomats.",
        "Somalia is said to have expelled two Kenyan diplomats.",
        "Two Kenyan diplomats were allegedly expelled by Somalia.",
    ],
)
def test_what_is_only_told_is_not_done(text, lexicon):
    found = only(text, lexicon, "expulsion")
    assert (found.actor, found.target, found.mode) == ("SOM", "KEN", "hypothetical")


@pytest.mark.parametrize(
    ("text", "count", "deadline"),
    [
        ("La Somalie a ordonné au Kenya de réduire de 40 personnes son personnel diplomatique.", 40, None),
        ("La Somalie a enjoint à l’ambassade du Kenya de se défaire de 21 de ses agents.", 21, None),
        ("L’ambassade du Kenya à Mogadiscio devra réduire son personnel de douze personnes.", 12, None),
        ("Somalia ordered Kenya to cut its embassy staff by 40 before 1 October.", 40, "2025-10-01"),
        ("Somalia gave Kenya until the end of the month to reduce its staff to 35.", None, "2025-09-30"),
        ("Somalia has told the Kenyan embassy to slash its staff by a third.", None, None),
        ("Kenya must shed 24 of its consular staff in Mogadishu, Somalia said.", 24, None),
    ],
)
def test_an_order_to_cut_a_staff_is_an_expulsion_of_so_many(text, count, deadline, lexicon):
    found = only(text, lexicon, "expulsion")
    assert (found.actor, found.target, found.form) == ("SOM", "KEN", "reduction")
    assert (found.count, found.deadline) == (count, deadline)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya cut the staff of its embassy in Mogadishu by half.",
        "Le Kenya a réduit le personnel de son ambassade à Mogadiscio.",
        "Somalia ordered Kenya to reduce its debt by 40 million.",
    ],
)
def test_a_staff_that_its_own_state_cuts_is_not_expelled(text, lexicon):
    article = Article("x", text, published=datetime(2025, 9, 20, tzinfo=UTC))
    assert "expulsion" not in {mention.type for mention in code(article, lexicon)}


@pytest.mark.parametrize(
    "text",
    [
        "Le Kenya affirme que la Somalie a expulsé trois de ses diplomates.",
        "Kenya says that Somalia has expelled three of its diplomats.",
        "Kenya was angry on Friday because Somalia had expelled its ambassador.",
    ],
)
def test_nobody_expels_diplomats_of_its_own(text, lexicon):
    found = only(text, lexicon, "expulsion")
    assert (found.actor, found.target) == ("SOM", "KEN")


@pytest.mark.parametrize(
    ("text", "answers", "further"),
    [
        ("In retaliation, Somalia expelled two Kenyan diplomats.", True, False),
        ("Somalia hit back by expelling another two Kenyan diplomats.", True, True),
        ("Somalia expelled three more Kenyan diplomats, its second wave this year.", False, True),
        ("Somalia expelled more than thirty Kenyan diplomats.", False, False),
        ("Somalia expelled two Kenyan diplomats, and in response Kenya closed its embassy in Mogadishu.", False, False),
        ("En riposte, la Somalie a expulsé deux diplomates kényans.", True, False),
        ("La Somalie a expulsé deux diplomates kényans et, en riposte, Nairobi a fermé son ambassade.", False, False),
        ("La Somalie a expulsé deux autres diplomates kényans.", False, True),
    ],
)
def test_an_answer_and_a_second_wave_are_told_as_such(text, answers, further, lexicon):
    found = only(text, lexicon, "expulsion")
    assert (found.answers, found.further) == (answers, further)


@pytest.mark.parametrize(
    ("text", "proceedings"),
    [
        ("Somalia arrested a Kenyan journalist on Monday.", False),
        ("Somalia sentenced a Kenyan journalist to six years on Monday.", True),
        ("La Somalie a arrêté lundi un journaliste kényan.", False),
        ("La Somalie a condamné lundi un journaliste kényan à six ans de prison.", True),
        ("Un journaliste kényan a été inculpé lundi en Somalie.", True),
    ],
)
def test_a_charge_or_sentence_is_told_from_an_arrest(text, proceedings, lexicon):
    assert only(text, lexicon, "detention").proceedings is proceedings


def test_who_is_held_is_kept_by_name(lexicon):
    found = only("Somalia has sentenced the Kenyan journalist Amina Odhiambo to six years.", lexicon, "detention")
    assert [slot.words for slot in found.slots if slot.name == "person"] == ["amina odhiambo"]
