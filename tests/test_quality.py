"""The coder reads at least as well as it once did: floors in quality.toml, lowered only on purpose."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from briefing import evaluate
from briefing.coder import code, load

FLOORS = tomllib.loads(Path(__file__).with_name("quality.toml").read_text(encoding="utf-8"))
AT_MOST = ("false_alarms", "dates_invented")


@cache
def figures(split):
    lexicon = load()
    result = evaluate.run(evaluate.load_cases(split), lambda article: code(article, lexicon))
    fields = {name: 100 * tally.accuracy for name, tally in result.fields.items()}
    return fields | {
        "material_f1": 100 * result.material.f1,
        "material_f1_fr": 100 * result.by_language["fr"].f1,
        "material_f1_en": 100 * result.by_language["en"].f1,
        "precision": 100 * result.material.precision,
        "verbal_f1": 100 * result.verbal.f1,
        "direction": 100 * result.direction,
        "false_alarms": 100 * result.false_alarms,
        "dates_invented": 100 * result.fields["date"].invention,
    }


@pytest.mark.parametrize(("split", "name"), [(split, name) for split in ("dev", "held") for name in FLOORS[split]])
def test_no_figure_is_worse_than_its_floor(split, name):
    figure, floor = figures(split)[name], FLOORS[split][name]
    worse = figure > floor if name in AT_MOST else figure < floor
    assert not worse, f"{name} on the {split} cases is {figure:.1f}, the floor is {floor} (see docs/evaluation.md)"


def test_both_parts_pin_the_same_figures():
    assert set(FLOORS["dev"]) == set(FLOORS["held"]) == set(figures("dev"))
