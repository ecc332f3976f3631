"""People told of together are one number; an answer has as many, and a time of its own; another's term is not theirs."""

from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article


@pytest.fixture(scope="module")
def lexicon():
    return load()


def read(text, lexicon, kind="expulsion"):
    article = Article("x", text, published=datetime(2025, 9, 20, tzinfo=UTC))
    return [m for m in code(article, lexicon) if m.type == kind and m.mode == "actual"]


@pytest.mark.parametrize(
    ("text", "count", "rank", "head"),
    [
        ("Le Togo a expulsé l’ambassadeur et trois diplomates ghanéens.", 4, "diplomat", True),
        ("Le Togo a expulsé l’ambassadeur du Ghana et trois de ses collaborateurs.", 4, "staff", True),
        ("Le Togo a expulsé l’ambassadeur du Ghana, ainsi que deux attachés militaires.", 3, "military_attache", True),
        ("Le Togo a expulsé l’ambassadeur Kofi Badu et cinq autres diplomates du Ghana.", 6, "diplomat", True),
        ("Togo has expelled the Ghanaian ambassador, along with three diplomats.", 4, "diplomat", True),
        ("Ghana’s high commissioner, and five more of its diplomats, were expelled from Togo.", 6, "diplomat", True),
        ("Togo expelled two diplomats and consular officers of Ghana.", 2, "diplomat", False),
        ("Togo expelled two diplomats and a consul of Ghana.", 3, "diplomat", False),
        ("Togo expelled the Ghanaian ambassador.", 1, "ambassador", False),
    ],
)
def test_people_told_of_together_are_one_group(text, count, rank, head, lexicon):
    (found,) = read(text, lexicon)
    assert (found.actor, found.target) == ("TGO", "GHA")
    assert (found.count, found.rank, found.ambassador_included) == (count, rank, head)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Togo told the Ghanaian ambassador to leave on Monday, along with three of his officials.", 4),
        ("Togo told Ghana's ambassador to leave and closed its consulate with six staff in Accra.", 1),
        ("Le Togo avait expulsé trois diplomates ghanéens, pour les renvoyer huit mois plus tard.", 3),
    ],
)
def test_who_is_told_of_after_the_verb_counts_and_months_do_not(text, count, lexicon):
    assert [m.count for m in read(text, lexicon) if m.actor == "TGO"] == [count]


@pytest.mark.parametrize(
    "line",
    ["SEE ALSO: Togo expels six Ghanaian diplomats", "À lire aussi : le Togo expulse six diplomates ghanéens"],
)
def test_a_line_that_leads_to_another_article_tells_nothing_of_this_one(line, lexicon):
    assert read(f"Togo and Ghana talk.\n\n{line}", lexicon) == []


def test_people_of_two_states_are_two_groups(lexicon):
    found = read("Togo expelled the Ghanaian ambassador and two Beninese diplomats.", lexicon)
    assert {(m.target, m.count) for m in found} == {("GHA", 1), ("BEN", 2)}


@pytest.mark.parametrize(
    "text",
    [
        "Togo expelled six Ghanaian diplomats on Monday. Ghana expelled as many Togolese diplomats the next day.",
        "Togo expelled six Ghanaian diplomats on Monday, and on Tuesday Ghana expelled an equal number of Togolese envoys.",
        "Le Togo a expulsé lundi six diplomates ghanéens. Le Ghana a expulsé autant de diplomates togolais mardi.",
        "Le Togo a expulsé lundi six diplomates ghanéens. Mardi, le Ghana a expulsé un nombre égal de diplomates togolais.",
    ],
)
def test_as_many_are_as_many(text, lexicon):
    told = {m.actor: (m.count, m.date) for m in read(text, lexicon)}
    assert told == {"TGO": (6, "2025-09-15"), "GHA": (6, "2025-09-16")}


def test_the_term_of_others_is_not_theirs(lexicon):
    text = (
        "Togo expelled six Ghanaians on Monday, while six Togolese diplomats were given until Saturday to quit Ghana."
    )
    terms = {m.actor: m.deadline for m in read(text.replace("Ghanaians", "Ghanaian diplomats"), lexicon)}
    assert terms == {"TGO": None, "GHA": "2025-09-20"}


@pytest.mark.parametrize(
    ("answer", "when"),
    [
        ("Le Niger a fait de même l’année suivante.", "2023"),
        ("Le Niger n’a pas tardé à faire de même.", None),
        ("Niger did likewise the year after.", "2023"),
        ("Niger did the same a year later.", "2023"),
        ("Niger was quick to respond in kind.", None),
    ],
)
def test_an_answer_without_a_verb_of_its_own_has_its_own_time(answer, when, lexicon):
    first = (
        "En 2022, le Mali a expulsé l’ambassadeur de France. "
        if "Le Niger" in answer
        else "In 2022 Mali expelled the French ambassador. "
    )
    (found,) = [m for m in read(first + answer, lexicon) if m.actor == "NER"]
    assert (found.target, found.date) == ("FRA", when)


@pytest.mark.parametrize(
    "answer",
    [
        "Niger does not intend to respond in kind.",
        "Niger will do likewise.",
        "Niger vowed to do the same.",
        "Le Niger n’entend pas faire de même.",
        "Le Niger fera de même.",
    ],
)
def test_an_answer_that_is_only_meant_is_none(answer, lexicon):
    first = (
        "Le Mali a expulsé l’ambassadeur de France. "
        if "Le Niger" in answer
        else "Mali expelled the French ambassador. "
    )
    assert {m.actor for m in read(first + answer, lexicon)} == {"MLI"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Le Togo a demandé mercredi à l’ambassadeur du Ghana de s’en aller d’ici au 30.", "2025-09-30"),
        ("Le Togo a donné mercredi à deux diplomates du Ghana jusqu’au 28 pour partir.", "2025-09-28"),
        (
            "Deux diplomates du Ghana sont déclarés persona non grata et devront avoir quitté le Togo samedi.",
            "2025-09-20",
        ),
        (
            "Le Togo a expulsé deux diplomates ghanéens le 2 septembre. Ils avaient jusqu’au vendredi pour partir.",
            "2025-09-05",
        ),
        ("Togo asked three Ghanaian attachés on Wednesday to be out of the country by Monday.", "2025-09-22"),
        ("Togo asked three Ghanaian attachés on Wednesday to be gone by the 30th.", "2025-09-30"),
        ("Togo expelled two Ghanaian diplomats on Monday. They were told to be gone within two weeks.", "2025-09-29"),
        (
            "Togo expelled two Ghanaian diplomats on Monday. Both were told to be out of Togo inside two weeks.",
            "2025-09-29",
        ),
        ("Togo expelled two Ghanaian diplomats on September 2. They had until Friday to leave.", "2025-09-05"),
        ("Togo expelled 30 Ghanaian diplomats on Wednesday.", None),
    ],
)
def test_a_term_counts_from_the_day_of_its_order(text, term, lexicon):
    assert [m.deadline for m in read(text, lexicon)] == [term]
