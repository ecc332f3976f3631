"""What the coder promises on whole sentences: who did what to whom, and what is not an act. Sentences are our own."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.coder import code, load
from briefing.model import MODES, TYPES, Article

PUBLISHED = datetime(2025, 9, 19, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def lexicon():
    return load()


def read(text, lexicon, lang=None, published=PUBLISHED):
    return code(Article(id="a", text=text, lang=lang, published=published), lexicon)


def acts(mentions, mode="actual"):
    return {(m.type, m.actor, m.target) for m in mentions if m.mode == mode}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Chili a expulsé mercredi trois diplomates boliviens.", ("expulsion", "CHL", "BOL")),
        ("Trois diplomates boliviens ont été expulsés mercredi par le Chili.", ("expulsion", "CHL", "BOL")),
        ("L’expulsion par le Chili de trois diplomates boliviens a surpris.", ("expulsion", "CHL", "BOL")),
        ("Kenya expelled two Somali diplomats on Tuesday.", ("expulsion", "KEN", "SOM")),
        ("Two Somali diplomats were expelled by Kenya on Tuesday.", ("expulsion", "KEN", "SOM")),
        ("Kenya gave two Somali diplomats 48 hours to leave.", ("expulsion", "KEN", "SOM")),
        ("Le Pérou a rappelé son ambassadeur au Mexique.", ("recall", "PER", "MEX")),
        ("Peru recalled its ambassador to Mexico on Monday.", ("recall", "PER", "MEX")),
        ("La Serbie a rompu ses relations diplomatiques avec le Kosovo.", ("relations_severed", "SRB", "XKX")),
        ("Serbia broke off diplomatic relations with Kosovo.", ("relations_severed", "SRB", "XKX")),
        ("Japan closed its embassy in Myanmar last week.", ("mission_closure", "JPN", "MMR")),
        ("La Grèce a convoqué l’ambassadeur de Turquie.", ("summons", "GRC", "TUR")),
    ],
)
def test_an_act_is_read_with_its_actor_and_target(text, expected, lexicon):
    assert expected in acts(read(text, lexicon))


@pytest.mark.parametrize(
    "text",
    [
        "Le Chili menace d’expulser trois diplomates boliviens.",
        "Le Chili n’a pas expulsé de diplomates boliviens.",
        "Kenya could expel two Somali diplomats.",
        "Kenya has not expelled any Somali diplomats.",
        "Kenya threatened to expel two Somali diplomats.",
    ],
)
def test_what_did_not_happen_is_no_act(text, lexicon):
    assert "expulsion" not in {kind for kind, _, _ in acts(read(text, lexicon))}


@pytest.mark.parametrize(
    "text",
    [
        "The striker was expelled in the match and the coach blamed the referee after the goal.",
        "Le gardien de but a été expulsé au stade, l’arbitre du match a vu la vidéo.",
        "",
        "\x00\x01 \ufeff",
        "日本は抗議した。",
    ],
)
def test_other_worlds_and_empty_texts_give_nothing(text, lexicon):
    assert acts(read(text, lexicon)) == set()


def test_count_date_and_rule_come_with_the_act(lexicon):
    (mention,) = [
        m for m in read("Le Chili a expulsé mercredi trois diplomates boliviens.", lexicon) if m.type == "expulsion"
    ]
    assert (mention.count, mention.rank, mention.date, mention.date_precision) == (3, "diplomat", "2025-09-17", "day")
    assert mention.rule == "expulsion.expel"
    assert mention.slots


def test_without_a_day_of_publication_a_weekday_gives_no_date(lexicon):
    mentions = read("Kenya expelled two Somali diplomats on Tuesday.", lexicon, published=None)
    assert [m.date for m in mentions] == [None]


def test_an_act_told_twice_is_one_mention(lexicon):
    text = "Kenya expelled two Somali diplomats on Tuesday. The two Somali diplomats were expelled by Kenya."
    assert [m.type for m in read(text, lexicon) if m.mode == "actual"] == ["expulsion"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Paris Mali expulse a été expulsé par le la deux diplomates maliens ambassadeur , . « » France expelled "
            "recalled its ambassador to Ghana by not will on Monday il 48 heures donné à quitter :".split()
        ),
        max_size=60,
    )
)
def test_any_order_of_words_gives_well_formed_mentions_whose_offsets_cut_out_the_sentence(words):
    text = " ".join(words)
    for mention in read(text, load()):
        assert mention.type in TYPES
        assert mention.mode in MODES
        assert mention.actor != mention.target
        assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Le Gabon a exigé le départ des troupes portugaises.",
        "Gabon has demanded the withdrawal of Portuguese troops.",
        "Le Gabon a ordonné le retrait des soldats portugais.",
    ],
)
def test_a_demand_that_troops_leave_is_an_act(text, lexicon):
    assert ("troops_expelled", "GAB", "PRT") in acts(read(text, lexicon))
