"""What the gazetteer promises: a name stands for its state, and what only looks like one does not."""

from datetime import date

import pytest

from briefing.coder.gazetteer import build, load
from briefing.coder.text import tokenize
from briefing.errors import DataError


@pytest.fixture(scope="module")
def gazetteer():
    return load()


def actors(gazetteer, text, on=None):
    tokens = tokenize(text)
    return [n.actor for n in gazetteer.find([t.word for t in tokens], [t.text for t in tokens], on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paris proteste auprès de Bamako", ["FRA", "MLI"]),
        ("le Quai d’Orsay convoque l’ambassadeur malien", ["FRA", "MLI"]),
        ("deux diplomates nigériens au Nigeria", ["NER", "NGA"]),
        ("Nigerien and Nigerian officials", ["NER", "NGA"]),
        ("Equatorial Guinea and Guinea-Bissau, not Guinea", ["GNQ", "GNB", "GIN"]),
        ("South Sudan and Sudan", ["SSD", "SDN"]),
        ("la RDC et le Congo-Brazzaville", ["COD", "COG"]),
        ("North Korea warns South Korea", ["PRK", "KOR"]),
        ("la Dominique et la République dominicaine", ["DMA", "DOM"]),
        ("the Kremlin and the White House", ["RUS", "USA"]),
        ("N’Djamena s’adresse à l’Élysée", ["TCD", "FRA"]),
        ("the U.S. and the UK", ["USA", "GBR"]),
        ("tell us about it", []),
        ("la Cédéao et l’Union européenne", ["ECW", "EUU"]),
        ("le Burkina Faso et la Côte d’Ivoire", ["BFA", "CIV"]),
        ("BAMAKO REPOND A PARIS", ["MLI", "FRA"]),
        ("L’ALGERIE ET LES EMIRATS", ["DZA", "ARE"]),
        ("The Washington Post reports", []),
        ("a convert of the Paris Saint-Germain", []),
        ("fighting in the Niger Delta", []),
        ("article 9 of the Vienna Convention", []),
        ("they ate turkey from fine china", []),
        ("RFI et France 24 sont coupées", ["FRA", "FRA"]),
    ],
)
def test_a_name_stands_for_its_state(gazetteer, text, expected):
    assert actors(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2012, 5, 1), []), (date(2022, 5, 1), ["MLI"]), (None, ["MLI"])],
)
def test_a_leader_counts_in_the_years_of_office_only(gazetteer, day, expected):
    assert actors(gazetteer, "Assimi Goïta a parlé", day) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mali", "MLI"),
        ("Algérie", "DZA"),
        ("algerie", "DZA"),
        ("fra", "FRA"),
        ("ivory coast", "CIV"),
        ("Atlantis", None),
    ],
)
def test_a_person_may_type_a_code_or_a_name_in_either_language(gazetteer, typed, code):
    assert gazetteer.of(typed) == code


def test_a_slip_of_the_keys_gets_a_suggestion(gazetteer):
    assert "mali" in gazetteer.suggest("malli")


def test_a_state_is_shown_by_its_name_in_the_readers_language(gazetteer):
    assert (gazetteer.name("DZA", "fr"), gazetteer.name("DZA", "en")) == ("Algérie", "Algeria")
    assert gazetteer.name("XXX") == "XXX"


def test_every_member_of_the_united_nations_and_more_is_known(gazetteer):
    assert len(gazetteer.codes()) > 240
    assert {"TWN", "XKX", "PSE", "VAT", "ESH", "EUU", "AES", "ECW"} <= set(gazetteer.codes())


@pytest.mark.parametrize(
    ("body", "said"), [({"adjectif": ["x"]}, "adjectif"), ({"leaders": ["Somebody since 2020"]}, "Somebody")]
)
def test_a_mistake_in_a_file_of_names_is_named_with_its_place(body, said):
    with pytest.raises(DataError, match=said) as caught:
        build([("mine.toml", {"FRA": body})])
    assert "mine.toml" in str(caught.value)
