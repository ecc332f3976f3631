"""Acts that no listed word tells: learnt from labelled sentences, told by their rule, and never at the cost of what a user wrote."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.coder import code, load, thesaurus, weights
from briefing.coder.likely import ACTS, ANY, SIDES
from briefing.coder.weights import Weights
from briefing.model import TYPES, Article

TRAINING = Path(__file__).resolve().parents[1] / "training"
LEXICON = load()


def read(text, lang="en", lexicon=LEXICON):
    return code(Article("x", text, lang=lang, published=datetime(2025, 9, 19, 12, tzinfo=UTC)), lexicon)


def made(words):
    return thesaurus.build({"leave": words})


@pytest.mark.parametrize(
    ("entry", "sentence", "at"),
    [
        ("depart*", "they departed", [1]),
        ("depart", "they departed", []),
        ("pack* * bag*", "he packed his bags today", [1]),
        ("pack* * bag*", "he packed his lunch", []),
        ("pli* bagage*", "les envoyes plient bagage", [2]),
        ("congé", "son conge", [1]),
        ("clear off", "clear", []),
    ],
)
def test_a_concept_is_found_by_words_their_beginnings_and_phrases(entry, sentence, at):
    assert made(entry).concepts(sentence.split()) == [(place, "leave") for place in at]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_thesauri_tell_the_same_concepts(lang):
    other = {"en": "fr", "fr": "en"}[lang]

    def told(code_):
        shelf = thesaurus.load(code_)
        single = {concept for found in (*shelf.whole.values(), *shelf.begun.values()) for concept in found}
        return single | {concept for found in shelf.phrases.values() for _, concept in found}

    assert told(lang) == told(other)


def test_a_score_is_the_bias_and_the_traits_weighed_by_their_rarity_over_the_length():
    table = Weights(("one", "two"), (-1.0, 0.5), {"a": [300, 0, 2000], "b": [400, 0, 1000, 1, -1000]})
    assert table.scores(["a", "b", "unknown"]) == pytest.approx([-1 + (300 * 2 + 400 * 1) / 500, 0.5 - 400 / 500])
    assert table.scores([]) == [-1.0, 0.5]
    assert table.for_label(0, {"b": 1, "a": 0}) == [(600.0, "a"), (400.0, "b")]


def test_the_weights_are_those_of_the_training_data_that_is_here():
    """Else tools/learn.py --write was forgotten."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(TRAINING.glob("*.txt")))).hexdigest()[:16]
    for name in (ACTS, SIDES):
        text = resources.files("briefing.coder.data").joinpath(name).read_text(encoding="utf-8")
        assert json.loads(text)["made"] == digest


def test_there_is_a_weight_for_every_type_and_for_telling_anything():
    assert set(weights.load(ACTS).labels) == TYPES | {ANY}
    assert weights.load(SIDES).labels == ("actor", "target")


SIGNS = [
    ("en", "The flag came down over the Canadian embassy in Caracas on Friday, and the doors were locked behind the last clerk.", ("mission_closure", "CAN", "VEN")),
    ("en", "No gas has flowed from Russia to Bulgaria since Wednesday: Moscow turned off the tap.", ("cooperation_suspended", "RUS", "BGR")),
    ("en", "The last French lorry rolled out of Gao on Monday.", ("troops_withdrawn", "FRA", "MLI")),
    ("fr", "À Niamey, le dernier soldat français est monté dans l'avion vendredi.", ("troops_withdrawn", "FRA", "NER")),
    ("fr", "Les visas, le Maroc n'en voit plus la couleur : la France a tiré le rideau.", ("visas_restricted", "FRA", "MAR")),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "act"), SIGNS)
def test_an_act_told_by_its_signs_is_read_and_says_by_which(lang, text, act):
    found = [m for m in read(text, lang) if (m.type, m.actor, m.target) == act and m.mode == "actual"]
    assert found
    if found[0].rule.startswith("likely."):
        (signs,) = [slot for slot in found[0].slots if slot.name == "signs"]
        assert signs.how.endswith("% likely")
        assert all(word in text.lower() for word in signs.words.split(" .. ") if word.isalpha())


def test_without_what_was_learnt_only_frames_read():
    alone = replace(LEXICON, learned=False)
    assert all(not m.rule.startswith("likely.") for lang, text, _ in SIGNS for m in read(text, lang, alone))


@pytest.mark.parametrize(
    "text",
    [
        "The Swedish winger was sent off in Kyiv after half an hour, and Ukraine won.",
        "A Japanese carmaker recalled 40,000 vehicles in Germany over faulty airbags.",
        "In the novel, Albania expels every Greek diplomat on page nine.",
    ],
)
def test_an_article_that_tells_no_act_by_all_that_stands_in_it_is_not_coded(text):
    assert [m for m in read(text) if m.mode == "actual"] == []


def test_what_a_users_own_rules_read_is_not_doubted(tmp_path):
    text = "The Swedish winger was sent off in Kyiv, and Ukraine defenestrated two Swedish diplomats."
    mine = tmp_path / "mine.toml"
    mine.write_text('[lang.en.act.EXPEL]\nverbs = ["defenestrate"]\n', encoding="utf-8")
    assert ("expulsion", "UKR", "SWE") in {(m.type, m.actor, m.target) for m in read(text, lexicon=load((mine,)))}


def test_a_language_of_which_nothing_was_learnt_is_read_by_frames_alone():
    found = read("Malí expulsó el martes a dos diplomáticos franceses.", "es")
    assert [(m.type, m.actor, m.target) for m in found] == [("expulsion", "MLI", "FRA")]


WORDS = (
    "mali france expelled packed bags envoy embassy not no visa closed sky tap paid paris bamako its the of two".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_whatever_is_written_no_state_acts_on_itself_and_the_same_comes_out_twice(words):
    text = " ".join(words).capitalize() + "."
    found = read(text)
    assert found == read(text)
    assert all(m.actor != m.target and m.type in TYPES for m in found)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (
            "Kenya and Somalia signed a pact on Monday; it underpins thirty joint exercises of their navies a year.",
            "military",
        ),
        ("Kenya and Somalia signed a pact on Monday.", None),
    ],
)
def test_an_agreement_is_of_the_one_domain_that_its_sentence_speaks_of(text, domain):
    assert {m.domain for m in read(text) if m.type == "agreement_signed"} == {domain}


@pytest.mark.parametrize(
    "text",
    [
        "Hz61kwQ9 bGLk8s 82TTZ H9APq 4BeuE G7 UmKyg Uf4hOP rWIbB pdLZE mKWYt 46PpfB Awv49 ASM zM7yM YCvFE.",
        "Litauen hat am Montag acht Angehörige der russischen Botschaft des Landes verwiesen, Moskau kündigte Vergeltung an.",
        "Mali 12 4 7 France 33 1 9 Niger 5 2 8 Togo 14 6 3",
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_of_signs_figures_and_other_languages_nothing_is_likely(text, lang):
    assert [m for m in read(text, lang) if m.rule.startswith("likely.")] == []
