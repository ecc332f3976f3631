"""Who wrote it first: copies count once, reports of one's own count apart, and the order does not matter."""

import itertools

from briefing.model import Article
from briefing.origin import independent, origin

TEXT = (
    "Kenya expelled two Somali diplomats on Tuesday after a quarrel over a stretch of sea that both states claim, the "
    "foreign ministry in Nairobi said, adding that the two had until Friday to leave the country and that the embassy "
    "would stay open for the time being while talks between the two capitals go on at another level."
)
OWN = (
    "Two members of the Somali embassy have been told to go. A spokesman gave no reason on Tuesday evening; people close to "
    "the government point to a dispute over fishing grounds which has soured relations since the spring, and which judges "
    "abroad have not been able to settle in spite of three hearings and a visit to the coast by experts."
)


def told(source, text, agency=None):
    return origin(Article("x", text, source=source, agency=agency))


def test_an_agency_is_one_whoever_prints_it():
    assert independent([told("A", TEXT, "AFP"), told("B", OWN, "AFP")]) == 1


def test_a_copy_with_a_cut_is_one_with_its_model():
    assert independent([told("A", TEXT), told("B", TEXT.removesuffix(" at another level.") + ".")]) == 1


def test_two_reports_of_one_act_are_two():
    assert independent([told("A", TEXT), told("B", OWN)]) == 2


def test_an_outlet_counts_once_however_often_it_writes():
    assert independent([told("A", TEXT), told("A", OWN)]) == 1


def test_the_order_does_not_matter():
    names = [told("A", TEXT), told("B", TEXT + " More follows."), told("C", OWN), "AFP", "D"]
    assert {independent(order) for order in itertools.permutations(names)} == {4}


def test_a_short_text_has_no_fingerprint():
    assert told("A", "Kenya expelled two diplomats.") == "A"
