"""What the coder promises of the day of an act: whose time it is, what the text before tells of it, and until when it holds."""

from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article


def acts(lang, text, published="2025-09-19", title=""):
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    article = Article(id="a", lang=lang, title=title, text=text, published=moment)
    return [m for m in code(article, load()) if m.mode == "actual"]


def day(lang, text, kind, published="2025-09-19", title=""):
    return next(m.date for m in acts(lang, text, published, title) if m.type == kind)


@pytest.mark.parametrize(
    ("lang", "text", "kind", "expected"),
    [
        (
            "en",
            "In mid-January 2022 Chile protested. On 8 March it suspended its trade with Peru.",
            "cooperation_suspended",
            "2022-03-08",
        ),
        (
            "fr",
            "Tout a commencé en janvier 2022. Le 8 mars, le Chili a suspendu son commerce avec le Pérou.",
            "cooperation_suspended",
            "2022-03-08",
        ),
        (
            "en",
            "In December 2023 Kenya closed its border with Somalia and reopened it in January.",
            "crossing_reopened",
            "2024-01",
        ),
        (
            "fr",
            "En mai 2019, le Chili a fermé sa frontière avec le Pérou ; il l'a rouverte le 21 août de la même année.",
            "crossing_reopened",
            "2019-08-21",
        ),
        (
            "en",
            "In February 2018 Chile protested. It recalled its ambassador to Peru on the fifth.",
            "recall",
            "2018-02-05",
        ),
        (
            "fr",
            "En février 2018, le Chili a protesté. Il a rappelé son ambassadeur au Pérou le 5.",
            "recall",
            "2018-02-05",
        ),
    ],
)
def test_a_day_or_month_gets_its_year_from_what_was_told_before(lang, text, kind, expected):
    assert day(lang, text, kind) == expected


def test_a_recent_day_is_of_the_year_of_publication_whatever_was_told_before():
    text = "Relations soured in 2019. On 4 September Kenya expelled two Somali diplomats."
    assert day("en", text, "expulsion") == "2025-09-04"


def test_the_beginning_of_somebodys_term_is_no_time_of_the_story():
    text = "Ann Lee, in office since 2018, protested. By the second of May Kenya had expelled two Somali diplomats."
    assert day("en", text, "expulsion") == "2025-05-02"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "1976. Kenya breaks off relations with Somalia.\n\n1988. Peace.", "1976"),
        ("fr", "1976. Le Kenya rompt ses relations avec la Somalie.\n\n1988. La paix.", "1976"),
        ("en", "2021, 18 July. Kenya breaks off relations with Somalia.", "2021-07-18"),
        ("fr", "2021, 18 juillet. Le Kenya rompt ses relations avec la Somalie.", "2021-07-18"),
    ],
)
def test_a_heading_of_a_chronicle_dates_what_it_heads(lang, text, expected):
    assert day(lang, text, "relations_severed") == expected


def test_a_time_told_of_two_clauses_at_once_is_of_both():
    text = "A lorry crossed the bridge on Monday, as Kenya reopened its border with Somalia."
    assert day("en", text, "crossing_reopened") == "2025-09-15"


def test_what_was_done_hours_before_is_of_the_same_day():
    text = "Quelques heures après que la Hongrie eut expulsé deux diplomates kényans, Nairobi a expulsé vendredi un consul hongrois."
    assert {(m.actor, m.date) for m in acts("fr", text)} == {("HUN", "2025-09-19"), ("KEN", "2025-09-19")}


def test_an_act_told_of_others_by_number_alone_may_have_a_time_of_its_own():
    text = "Chile expelled three Kenyan diplomats on Thursday; on Friday, Peru two."
    assert {(m.actor, m.date, m.count) for m in acts("en", text)} == {
        ("CHL", "2025-09-18", 3),
        ("PER", "2025-09-19", 2),
    }


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "fr",
            "Sept diplomates kényans disposent de 72 heures pour quitter la Somalie. Mogadiscio les a déclarés mardi persona non grata.",
        ),
        (
            "en",
            "Seven Kenyan diplomats have 72 hours to leave Somalia. Mogadishu declared the seven Kenyan diplomats persona non grata on Tuesday.",
        ),
    ],
)
def test_a_length_of_time_to_leave_counts_from_the_day_that_another_sentence_gives_the_order(lang, text):
    (act,) = [m for m in acts(lang, text) if m.type == "expulsion"]
    assert (act.date, act.deadline) == ("2025-09-16", "2025-09-19")


def test_only_acts_that_can_have_a_term_get_one():
    text = (
        "Kenya has held a Somali diplomat since May and suspended its military cooperation with Somalia until Saturday."
    )
    assert [m.deadline for m in acts("en", text) if m.type in {"detention", "cooperation_suspended"}] == [None, None]


def test_what_takes_effect_later_has_that_day_as_its_term():
    text = "La Lettonie ramène ses relations avec le Kenya au rang de chargé d'affaires, à compter du 24 octobre."
    (act,) = acts("fr", text)
    assert (act.date, act.deadline) == (None, "2025-10-24")


def test_a_year_is_no_number_of_people():
    text = "In December 2023 Khartoum's diplomats were expelled by Kenya."
    assert [(m.count, m.date) for m in acts("en", text)] == [(None, "2023-12")]
