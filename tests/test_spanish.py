"""A third language is data: Spanish is read like the others, only when it is needed, and no code knows any language."""

import ast
import tomllib
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from briefing.coder import code, load, rules
from briefing.coder.lexicon import FUNCTIONS, SLOTS
from briefing.coder.loading import shipped, speaking
from briefing.coder.tongue import guess, spoken
from briefing.model import Article

SPANISH = [proof for proof in rules.proofs() if proof.example.lang == "es"]
LEXICON = load()
CODER = Path(str(resources.files("briefing.coder")))
# words that the coder's own vocabulary shares with English: openers of clauses, tenses, roles of times
OWN = frozenset("that when back fut must since later never none people first unless troops always".split())


@pytest.mark.parametrize("proof", SPANISH, ids=lambda proof: proof.where)
def test_a_spanish_sentence_is_read_as_it_must_be(proof):
    assert list(rules.broken([proof], LEXICON)) == []


def test_there_are_enough_spanish_sentences_and_near_half_did_not_happen():
    acts = [words for proof in SPANISH for words in proof.example.codes]
    unreal = [proof for proof in SPANISH if proof.example.never] + [words for words in acts if "mode=" in words]
    assert len(SPANISH) >= 50
    assert len(unreal) >= 24
    told = " ".join(acts)
    for what in ("expulsion", "recall", "cooperation_suspended", "date=", "count=", "rank=", "domain=", "deadline="):
        assert what in told
    assert {"mode=denied", "mode=threatened", "mode=demanded"} <= set(told.split())


def test_spanish_is_read_only_when_an_article_needs_it():
    assert set(LEXICON.languages) == {"en", "fr"}
    assert set(speaking(LEXICON, "es").languages) == {"en", "es", "fr"}
    assert speaking(LEXICON, "fr") is LEXICON
    assert speaking(LEXICON, "de") is LEXICON


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bolivia expulsó el lunes a dos diplomáticos chilenos, anunció el Gobierno en La Paz.", "es"),
        ("La Bolivie a expulsé lundi deux diplomates chiliens, a annoncé le gouvernement à La Paz.", "fr"),
        ("Bolivia expelled two Chilean diplomats on Monday, the government said in La Paz.", "en"),
        ("Bolivia expels two Chilean diplomats", "en"),
        ("Bolivien hat am Montag zwei chilenische Diplomaten ausgewiesen.", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_known_by_its_words(text, lang):
    assert guess(text, LEXICON)[0] == lang


@pytest.mark.parametrize(
    ("told", "lang"),
    [("es-MX", "es"), ("FR", "fr"), ("en_GB", "en"), (None, "es"), ("pt", "es"), ("", "es")],
)
def test_the_language_that_an_article_says_is_taken_in_any_writing_else_its_words_tell(told, lang):
    text = "Bolivia expulsó el lunes a los dos diplomáticos de la embajada de Chile en La Paz y a su cónsul."
    assert spoken(Article("x", text, lang=told), LEXICON) == lang


def test_an_article_in_a_language_without_data_is_not_read_as_another():
    text = "Das Außenministerium bestellte am Montag den Botschafter ein. Was in Paris geschah, blieb offen."
    assert spoken(Article("x", text, lang="de"), LEXICON) is None


def test_an_article_without_a_language_is_coded_from_its_words():
    text = "Bolivia expulsó el lunes a dos diplomáticos chilenos, anunció el Gobierno en La Paz."
    (mention,) = code(Article("x", text, published=datetime(2025, 9, 19, tzinfo=UTC)), LEXICON)
    assert (mention.type, mention.actor, mention.target, mention.count) == ("expulsion", "BOL", "CHL", 2)
    assert (mention.date, mention.rule) == ("2025-09-15", "expulsion.expel")


def small_words():
    """The function words and auxiliaries of every language that comes with the package, and the languages' codes."""
    found = set(shipped())
    for lang in shipped():
        data = tomllib.loads((CODER / "data" / f"lang.{lang}.toml").read_text("utf-8"))
        found |= {word for words in data["function"].values() for word in words}
        found |= {word for features in data["auxiliary"].values() for words in features.values() for word in words}
    return found


def names_of_lists():
    """What the lists of words are called in the data, by which the code asks for them."""
    files = [tomllib.loads((CODER / "data" / f"lang.{lang}.toml").read_text("utf-8")) for lang in shipped()]
    tables = ("auxiliary", "cue", "relational", "thing", "official", "morphology")
    return {name for data in files for table in tables for name in data[table]}


@pytest.mark.parametrize("path", sorted(CODER.glob("*.py")), ids=lambda path: path.name)
def test_no_file_of_the_coder_names_a_language_or_a_word_of_one(path):
    foreign = small_words() - set(FUNCTIONS) - SLOTS - OWN - names_of_lists()
    named = [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in foreign
    ]
    assert named == [], "words of a language are data: put them into [function] of its lang file"
