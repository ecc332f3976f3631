"""What the coder's data promises: it loads, it is checked, and its words are found in all their forms."""

import pytest

from briefing.coder.lexicon import BUILT, frames, language, longest, split
from briefing.coder.loading import load, read_data
from briefing.errors import DataError
from briefing.model import DOMAINS, RANKS, TYPES


@pytest.fixture(scope="module")
def lexicon():
    return load()


def classes(lexicon, lang, word):
    return {(entry.name, entry.feature) for entry in lexicon.languages[lang].verbs.get(word, ())}


@pytest.mark.parametrize(
    ("lang", "word", "act", "feature"),
    [
        ("fr", "expulsés", "EXPEL", "part"),
        ("fr", "expulsant", "EXPEL", "ger"),
        ("fr", "expulse", "EXPEL", "fin"),
        ("fr", "rappellera", "RECALL", "fut"),
        ("fr", "gèle", "SUSPEND", "fin"),
        ("fr", "rompu", "SEVER", "part"),
        ("fr", "suspendrait", "SUSPEND", "cond"),
        ("fr", "convoqué", "SUMMON", "part"),
        ("en", "expelling", "EXPEL", "ger"),
        ("en", "withdrawn", "WITHDRAW", "part"),
        ("en", "severed", "SEVER", "fin"),
        ("en", "summoned", "SUMMON", "part"),
        ("en", "frozen", "SUSPEND", "part"),
        ("en", "reopens", "REOPEN", "fin"),
    ],
)
def test_a_verb_is_known_in_its_inflected_forms(lexicon, lang, word, act, feature):
    assert (act, feature) in classes(lexicon, lang, word)


@pytest.mark.parametrize(
    ("lang", "phrase", "thing"),
    [
        ("fr", "ambassadrices", "ambassador"),
        ("fr", "chargés d'affaires", "charge"),
        ("fr", "attachés militaires", "military_attache"),
        ("fr", "consulats généraux", "consulate"),
        ("fr", "envoyé spécial", "-"),
        ("en", "high commissioners", "ambassador"),
        ("en", "embassies", "embassy"),
        ("en", "diplomatic ties", "relations"),
        ("en", "special envoy", "-"),
    ],
)
def test_a_thing_is_known_in_its_number_and_the_longest_name_wins(lexicon, lang, phrase, thing):
    words = list(split(phrase))
    assert longest(lexicon.languages[lang].things, words, 0) == (len(words), thing)


def test_every_type_of_the_codebook_has_a_frame(lexicon):
    assert {frame.type for frame in lexicon.frames} == TYPES


def test_every_frame_can_be_reached_by_a_word_or_is_built_by_the_grammar(lexicon):
    built = BUILT | {"LIFT_BAN", "LEAVE_HOME"}
    for name, words in lexicon.languages.items():
        known = {entry.name for entries in words.verbs.values() for entry in entries} | built
        for frame in lexicon.frames:
            assert frame.act & known, f"{name}: no word of {frame.id}"


def test_every_thing_of_a_frame_is_named_in_every_language(lexicon):
    named_elsewhere = {"leader"}
    for name in lexicon.languages:
        things = set(read_data(f"lang.{name}.toml")["thing"])
        for frame in lexicon.frames:
            assert frame.object <= things | named_elsewhere, f"{name}: {frame.id}"


def test_domains_and_ranks_are_those_of_the_codebook(lexicon):
    for words in lexicon.languages.values():
        assert set(words.domains.values()) <= DOMAINS
    assert {"ambassador", "charge", "consul", "diplomat", "staff"} <= RANKS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tipe": "expulsion"}, "'tipe'"),
        ({"type": "expulsions"}, "'expulsions'"),
        ({"actor": ["subjekt"]}, "'subjekt'"),
    ],
)
def test_a_mistake_in_a_frame_is_named_with_its_place(change, said):
    entry = {"id": "x", "type": "expulsion", "act": ["EXPEL"], "lead": "actor", "actor": [], "target": []}
    with pytest.raises(DataError, match=said) as caught:
        frames({"frame": [{**entry, **change}]}, "mine.toml")
    assert "mine.toml" in str(caught.value)


def test_an_unknown_section_of_a_language_is_refused():
    data = read_data("lang.en.toml")
    with pytest.raises(DataError, match=r"\[verbes\]"):
        language({**data, "verbes": {}}, "lang.en.toml")


def test_a_users_own_words_and_frames_are_added(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        '[lang.en.act.EXPEL]\nverbs = ["defenestrate"]\n'
        '[[frame]]\nid = "mine"\ntype = "expulsion"\nact = ["EXPEL"]\nlead = "actor"\nactor = ["subject"]\ntarget = ["near"]\n',
        encoding="utf-8",
    )
    grown = load((mine,))
    assert ("EXPEL", "part") in classes(grown, "en", "defenestrated")
    assert "mine" in {frame.id for frame in grown.frames}


def test_a_broken_file_of_a_user_is_an_error_that_names_it(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("[lang", encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.toml"):
        load((broken,))
