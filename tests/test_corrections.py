"""What reading corrections promises: an outlet's own mistake is taken back, and nobody else's."""

import json
from datetime import UTC, datetime

import pytest

from briefing import books, intake
from briefing.coder.corrections import correction, is_correction
from briefing.coder.loading import load
from briefing.coder.reading import read
from briefing.model import Article, Evidence, Mention, Reading
from briefing.store import Store

DAY = datetime(2025, 9, 20, tzinfo=UTC)


def mention(actor="KEN", target="SOM", where="text", **fields):
    return Mention("expulsion", actor, target, Evidence("x", 0, 1, "x", where), **fields)


def earlier(*mentions, title="Kenya expels three envoys", day=19, number=1):
    return Reading(Article(f"old{number}", "", title=title, published=DAY.replace(day=day)), mentions)


def later(title="Correction: Kenya expels two envoys, not three", text="Our story was wrong.", day=20):
    return Article("new", text, title=title, published=DAY.replace(day=day))


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Correction: two envoys", "", True),
        ("Rectificatif", "Un chiffre.", True),
        ("Two envoys", "A report published on Monday gave the wrong number of envoys.", True),
        ("Deux émissaires", "Nous avons écrit par erreur que trois partaient.", True),
        ("Kenya corrects course", "The talks go on.", False),
        ("Kenya expels envoys", "Nairobi says Mogadishu behaved badly.", False),
    ],
)
def test_a_correction_is_known_by_its_words(title, text, expected):
    assert is_correction(Article("x", text, title=title)) is expected


def test_a_number_is_changed_by_the_headline_before_the_text_that_quotes_the_mistake():
    found = correction(later(), [mention(count=3), mention(where="title", count=2)], [earlier(mention(count=3))])
    assert (found.article, found.withdraws) == ("old1", ())
    assert found.changes == ((("expulsion", "KEN", "SOM"), (("count", 2),)),)


def test_an_act_that_the_correction_denies_is_withdrawn():
    found = correction(later(), [mention(mode="denied")], [earlier(mention())])
    assert found.withdraws == (("expulsion", "KEN", "SOM"),)


def test_the_article_whose_headline_is_quoted_is_meant():
    text = "Our story “Nairobi sends them home” was wrong about the number."
    readings = [earlier(mention(count=3)), earlier(mention(count=4), title="Nairobi sends them home", number=2)]
    assert correction(later(text=text), [mention(count=2)], readings).article == "old2"


def test_nothing_is_corrected_without_an_earlier_article_of_the_same_acts():
    assert correction(later(), [mention()], [earlier(mention("PER", "MEX"))]) is None
    assert correction(later(), [mention()], []) is None
    assert correction(later(day=1), [mention()], [earlier(mention())]) is None


def test_an_article_that_is_no_correction_takes_nothing_back():
    assert correction(later(title="News", text="More news."), [mention(count=2)], [earlier(mention(count=3))]) is None


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("Our report of Friday, “Nairobi sends them home”, was wrong. They are still at their desks.", True),
        ("Notre titre « Nairobi sends them home » était faux.", True),
        ("Our story “Nairobi sends them home” was wrong about the name of the spokesman.", False),
        ("Our story of Friday was wrong.", False),
    ],
)
def test_a_headline_called_wrong_without_more_takes_its_act_back(text, taken_back):
    old = earlier(mention(count=3), mention("PER", "MEX", where="text"), title="Nairobi sends them home")
    found = correction(later("Correction", text), [], [old])
    expected = (("expulsion", "KEN", "SOM"), ("expulsion", "PER", "MEX"))
    assert (found.withdraws if found else ()) == (expected if taken_back else ())


THREE = "Chile expelled the ambassadors of Peru, Bolivia and Ecuador on Wednesday."
BREAK = "Algeria severed diplomatic relations with Morocco on Wednesday and recalled its ambassador."
TROIS = "Le Chili a expulsé mercredi les ambassadeurs du Pérou, de Bolivie et de l'Équateur."
RUPTURE = "L'Algérie a rompu mercredi ses relations diplomatiques avec le Maroc et rappelé son ambassadeur."


@pytest.mark.parametrize(
    ("old", "new", "taken_back"),
    [
        (THREE, "We reported that Chile had expelled the ambassadors of Peru, Bolivia and Ecuador. That was wrong as to Ecuador.", ["ECU"]),
        (THREE, "We reported that Chile had expelled the ambassadors of Peru, Bolivia and Ecuador. In fact only the Peruvian ambassador was told to leave.", ["BOL", "ECU"]),
        (THREE, "An earlier version wrongly said that Chile had expelled the ambassador of Ecuador.", ["ECU"]),
        (THREE, "We reported that Chile had expelled the ambassadors of Peru, Bolivia and Ecuador. They have left.", []),
        (BREAK, "An article that we ran said that Algeria had broken off relations with Morocco. It has not.", ["MAR"]),
        (BREAK, "Contrary to what we wrote, Algeria has not broken off relations with Morocco. It has called its ambassador home.", ["MAR"]),
        (BREAK, "A report on Thursday gave the wrong name for the foreign minister of Algeria, which severed relations with Morocco.", []),
        (TROIS, "Nous avons écrit que le Chili avait expulsé les ambassadeurs du Pérou, de Bolivie et de l'Équateur. C'est inexact pour l'Équateur.", ["ECU"]),
        (TROIS, "Nous annoncions à tort l'expulsion par le Chili de l'ambassadeur de l'Équateur.", ["ECU"]),
        (RUPTURE, "Nous avons annoncé que l'Algérie avait rompu ses relations avec le Maroc. Il n'en est rien.", ["MAR"]),
        (RUPTURE, "Contrairement à ce que nous écrivions, l'Algérie n'a pas rompu ses relations avec le Maroc.", ["MAR"]),
    ],
)  # fmt: skip
def test_what_a_correction_quotes_and_judges_wrong_is_taken_back(old, new, taken_back):
    lexicon = load()
    before = Article("old", old, title="News", published=DAY.replace(day=18), lang="fr" if "mercredi" in old else "en")
    after = Article("new", new, title="Correction", published=DAY, lang=before.lang)
    found = correction(after, read(after, lexicon), [Reading(before, read(before, lexicon))])
    assert [key[2] for key in (found.withdraws if found else ()) if key[0] != "recall"] == taken_back
    assert "recall" not in [key[0] for key in (found.withdraws if found else ())]


def test_a_correction_does_not_tell_the_mistake_again():
    text = "We reported that Chile had expelled the ambassadors of Peru and Bolivia. That was wrong as to Bolivia."
    article = Article("new", text, title="Correction: Chile expelled one ambassador", published=DAY, lang="en")
    assert all(m.target == "PER" or m.mode != "actual" for m in read(article, load()))


def test_a_correction_that_comes_in_before_what_it_corrects_still_corrects_it(tmp_path):
    wrong = {"id": "w", "source": "Coast Wire", "published": "2025-09-19T08:00:00Z", "title": "Kenya expels three",
             "text": "Kenya expelled three Somali diplomats on Tuesday."}  # fmt: skip
    right = {"id": "r", "source": "Coast Wire", "published": "2025-09-20T08:00:00Z", "title": "Correction: Kenya expels two",
             "text": "Kenya expelled two Somali diplomats on Tuesday. The number given earlier was wrong."}  # fmt: skip
    boards = []
    for order in ([wrong, right], [right, wrong]):
        with Store.open(tmp_path / f"{order[0]['id']}.db") as store:
            for one in order:
                assert not intake.take(store, json.dumps(one).encode(), "x", load())
            boards.append([(e.count, e.life) for e in books.events(store, ("KEN", "SOM")) if e.mode == "actual"])
    assert boards[0] == boards[1]
    assert boards[0][0][0] == 2
