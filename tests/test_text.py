"""What the coder's text room promises: sentences and tokens that keep their place in the text as received."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.coder.text import MAX_SENTENCE, fold, paragraphs, sentences, strip_accents, tokenize

ABBREVIATIONS = frozenset({"m.", "sept.", "gen."})


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(text, abbreviations=ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’expulsion d’un agent", ["l'", "expulsion", "d'", "un", "agent"]),
        ("Aujourd’hui à N’Djamena", ["aujourd'hui", "à", "n'djamena"]),
        ("Ghana's envoy hasn't left", ["ghana", "'s", "envoy", "has", "n't", "left"]),
        ("the U.K. Embassy", ["the", "u.k.", "embassy"]),
        ("2\u202f300 soldats, 4,100 men", ["2300", "soldats", ",", "4,100", "men"]),
        ("le 1er mai, the 11th, 20h30", ["le", "1er", "mai", ",", "the", "11th", ",", "20h30"]),
        ("le chargé d’affaires", ["le", "chargé", "d'", "affaires"]),
        ("un porte-parole franco-chilien", ["un", "porte-parole", "franco-chilien"]),
        ("«\u00a0indésirable\u00a0»", ["«", "indésirable", "»"]),
        ("co\u00adopération", ["coopération"]),
        ("le 20 sept. 2022", ["le", "20", "sept.", "2022"]),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    if "\u00ad" in text:
        assert fold(text) == expected[0]
    else:
        assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lima proteste. Quito répond.", 2),
        ("M. Lopez est parti. Il reviendra.", 2),
        ("Rien depuis 2019.Cette fois, tout change.", 2),
        ("Vraiment ? Oui ! Bien.", 3),
        ("The U.S. Embassy is open.", 1),
        ("", 0),
        ("   \n\n  ", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: int) -> None:
    assert len(sentences(text, abbreviations=ABBREVIATIONS)) == expected


def test_a_line_broken_in_mid_sentence_stays_one_paragraph() -> None:
    text = "Le gouvernement a décidé de rappeler son ambassadeur en poste depuis\ntrois ans dans la capitale voisine."
    assert len(list(paragraphs(text))) == 1


def test_two_headlines_on_two_lines_are_two_paragraphs() -> None:
    assert len(list(paragraphs("Premier titre\nDeuxième titre"))) == 2


def test_accents_can_be_taken_off() -> None:
    assert strip_accents("rappelée à Brasília") == "rappelee a Brasilia"


@given(st.text(max_size=3000))
def test_offsets_always_cut_out_the_token_and_the_sentence(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert sentence.start <= token.start < token.end <= sentence.end


@given(st.text(alphabet="ab c", min_size=MAX_SENTENCE, max_size=4 * MAX_SENTENCE))
def test_no_sentence_is_longer_than_the_limit(text: str) -> None:
    assert all(sentence.end - sentence.start <= MAX_SENTENCE for sentence in sentences(text))
