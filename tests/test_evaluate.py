"""The labelled set holds together, and the scorer counts what it says it counts."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from briefing import evaluate
from briefing.errors import DataError
from briefing.evaluate import Case, FieldTally, Label, Tally
from briefing.model import MATERIAL, TYPES, Evidence, Mention

CASES = evaluate.load_cases("all")


def label(kind="expulsion", actor="POL", target="BLR", **fields):
    if "date" in fields and "date_precision" not in fields:
        fields["date_precision"] = {4: "year", 7: "month", 10: "day"}[len(fields["date"])]
    return Label(type=kind, actor=actor, target=target, **fields)


def case(events=(), verbal=(), not_events=(), **fields):
    fields = {
        "id": "en-wire-900",
        "lang": "en",
        "style": "wire",
        "published": "2025-03-06",
        "text": "On Wednesday.",
    } | fields
    fields.setdefault("split", evaluate.split_of(fields["id"]))
    return Case(events=events, verbal=verbal, not_events=not_events, **fields)


def mention(kind="expulsion", actor="POL", target="BLR", **fields):
    return Mention(kind, actor, target, Evidence("en-wire-900", 0, 13, "On Wednesday."), **fields)


def score(labelled, *mentions):
    return evaluate.score([labelled], {labelled.id: mentions})


# -- the set that is shipped -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("labelled", CASES, ids=lambda labelled: labelled.id)
def test_every_shipped_case_is_labelled_soundly(labelled):
    assert evaluate.problems(labelled) == []


def test_the_set_is_large_enough_and_its_ids_are_unique():
    assert len(CASES) >= 210
    assert len({labelled.id for labelled in CASES}) == len(CASES)
    assert len({labelled.text for labelled in CASES}) == len(CASES)


def test_the_languages_and_styles_are_balanced():
    languages = Counter(labelled.lang for labelled in CASES)
    prose = sum(labelled.style == "prose" for labelled in CASES)
    assert abs(languages["fr"] - languages["en"]) <= 0.15 * len(
        CASES
    )  # each language gets its new cases when they are written
    assert 0.3 <= prose / len(CASES) <= 0.5


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_occurs_four_times_in_each_language(language, kind):
    labels = [one for labelled in CASES if labelled.lang == language for one in (*labelled.events, *labelled.verbal)]
    assert sum(one.type == kind for one in labels) >= 4


def test_a_quarter_of_the_articles_has_no_material_act():
    quiet = [labelled for labelled in CASES if not labelled.events]
    assert 0.22 <= len(quiet) / len(CASES) <= 0.3
    assert all(labelled.not_events or labelled.verbal for labelled in quiet)


def test_about_a_third_is_held_back_and_the_parts_make_the_whole():
    developed, held = evaluate.load_cases("dev"), evaluate.load_cases("held")
    assert 0.25 <= len(held) / len(CASES) <= 0.4
    assert {*developed} | {*held} == {*CASES}
    assert not {*developed} & {*held}


# -- reading and checking ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', json.dumps({"id": "x", "lang": "en", "surprise": 1})])
def test_a_malformed_line_is_named_by_file_and_number(line):
    with pytest.raises(DataError, match=r"wire-en\.jsonl:2: not a labelled case"):
        list(evaluate.read_cases(f"\n{line}\n", "wire-en.jsonl"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (label(target="POL"), "acts upon itself"),
        (label(actor="Poland"), "no actor code"),
        (label("talks"), "does not belong here"),
        (label(rank="minister"), "unknown rank"),
        (label(domain="sport"), "unknown domain"),
        (label(count=0), "counts nobody"),
        (label(date="2025-03-05", date_precision="month"), "precision of 2025-03-05"),
        (label(date="2025-02-30"), "no such day"),
        (label(date="2025-03-12"), "after the publication"),
        (label(date="2025-03-04"), "nothing in the text says 2025-03-04"),
        (label(date="2025-03-05", deadline="2025-03-01"), "before the act"),
        (label(date_precision="day"), "a precision without a date"),
    ],
)
def test_an_unsound_label_is_described(wrong, words):
    (problem,) = evaluate.problems(case(events=[wrong]))
    assert words in problem


def test_a_day_is_sound_when_its_weekday_is_named():
    assert evaluate.problems(case(events=[label(date="2025-03-05")])) == []


def test_a_case_in_the_wrong_part_is_a_problem():
    other = "held" if evaluate.split_of("en-wire-900") == "dev" else "dev"
    assert evaluate.problems(case(split=other)) == [f"split should be {evaluate.split_of('en-wire-900')}"]


def test_a_case_is_read_as_an_article_with_an_aware_time():
    assert case().article.published.isoformat() == "2025-03-06T12:00:00+00:00"
    assert case(published=None).article.published is None


# -- counting ----------------------------------------------------------------------------------------------------------


def test_a_perfect_reading_scores_one_everywhere():
    said = label("accusation", "BLR", "POL")
    result = score(
        case([label(date="2025-03-05", count=2)], [said]),
        mention(date="2025-03-05", count=2),
        mention("accusation", "BLR", "POL"),
    )
    assert (result.material.f1, result.verbal.f1, result.direction) == (1.0, 1.0, 1.0)
    assert result.fields["date"] == FieldTally(right=1, labelled=1)
    assert result.mistakes == ()


def test_a_reading_the_wrong_way_round_counts_only_without_direction():
    result = score(case([label()]), mention(actor="BLR", target="POL"))
    assert result.material == Tally(right=0, coded=1, labelled=1)
    assert result.undirected == Tally(right=1, coded=1, labelled=1)
    assert result.direction == 0.0
    assert {mistake.kind for mistake in result.mistakes} == {"missed", "extra"}


def test_one_mention_answers_for_one_act_only():
    result = score(case([label(), label(date="2024")]), mention())
    assert result.material == Tally(right=1, coded=1, labelled=2)


def test_the_mentions_that_agree_best_are_paired():
    acts = [label(date="2024"), label(date="2025-03-05")]
    result = score(case(acts), mention(date="2025-03-05"), mention(date="2024-07-01"))
    assert result.fields["date"] == FieldTally(right=2, labelled=2)


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ("2025-03-05", "2025-03-05", True),
        ("2025-03-05", "2025-03", False),
        ("2025-03", "2025-03-05", True),
        ("2025", "2025-03", True),
        ("2025", None, False),
        (None, "2025", False),
        (None, None, True),
    ],
)
def test_dates_agree_as_far_as_the_label_reaches(wanted, got, right):
    labelled = label(date=wanted) if wanted else label()
    assert evaluate.agree(labelled, mention(date=got), "date") is right


def test_a_date_where_the_text_has_none_is_invented():
    result = score(case([label()]), mention(date="2025-03-06"))
    assert result.fields["date"] == FieldTally(invented=1, unsaid=1)
    assert result.fields["date"].invention == 1.0


def test_an_act_found_in_an_article_without_one_is_a_false_alarm():
    assert score(case(), mention()).false_alarms == 1.0
    assert score(case(), mention(mode="threatened")).false_alarms == 0.0


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("threatened", "recognised"), ("denied", "other"), (None, "silent"), ("actual", "taken_for_done")],
)
def test_what_did_not_happen_is_counted_by_what_became_of_it(mode, outcome):
    threat = case(not_events=[label(mode="threatened", why="a condition")])
    result = score(threat, *([mention(mode=mode)] if mode else []))
    tally = result.modes["threatened"]
    assert tally.labelled == 1
    assert getattr(tally, outcome) == 1
    assert tally.recognised + tally.other + tally.silent + tally.taken_for_done == 1


def test_a_trap_that_shares_its_key_with_an_act_is_not_judged():
    result = score(case([label()], not_events=[label(why="the second time it was only planned")]), mention())
    assert result.modes == {}


def test_figures_are_kept_by_language_style_and_type():
    french = case([label("recall")], id="fr-prose-900", lang="fr", style="prose")
    result = evaluate.score([case([label()]), french], {"en-wire-900": [mention()]})
    assert result.by_language == {"en": Tally(1, 1, 1), "fr": Tally(0, 0, 1)}
    assert result.by_style == {"prose": Tally(0, 0, 1), "wire": Tally(1, 1, 1)}
    assert result.by_type == {"expulsion": Tally(1, 1, 1), "recall": Tally(0, 0, 1)}


def test_run_hands_every_article_to_the_coder():
    seen = []
    result = evaluate.run([case([label()])], lambda article: (seen.append(article.text), (mention(),))[1])
    assert seen == ["On Wednesday."]
    assert result.material.f1 == 1.0


def test_material_and_verbal_acts_are_scored_apart():
    result = score(case([label()], [label("denial")]), mention())
    assert result.material.f1 == 1.0
    assert result.verbal == Tally(0, 0, 1)
    assert sum((tally for kind, tally in result.by_type.items() if kind in MATERIAL), Tally()) == result.material


# -- showing -----------------------------------------------------------------------------------------------------------


def test_the_tables_fit_into_eighty_columns_and_name_every_block():
    result = evaluate.run(CASES, lambda article: ())
    lines = evaluate.format_score(result).splitlines()
    assert max(map(len, lines)) <= 82
    for title in ("direction right", "false alarms", "what did not happen", "by language", "by style", "by type"):
        assert any(line.startswith(title) for line in lines)


def test_errors_are_shown_with_their_sentence_only_when_asked_for():
    result = score(case([label()]), replace(mention("recall"), date="2025-03-05"))
    assert "missed" not in evaluate.format_score(result)
    shown = evaluate.format_score(result, show=True)
    assert "missed  en-wire-900   expulsion POL BLR" in shown
    assert "extra   en-wire-900   recall POL BLR 2025-03-05 | On Wednesday." in shown
