"""What the demo promises: our own dossier, through the very path that any source takes, gives the boards one would draw."""

import asyncio
from datetime import date

import pytest
from click.testing import CliRunner

from briefing import demo, net
from briefing.board import board
from briefing.cli import main
from briefing.coder import load
from briefing.demo.dossier import load as load_dossier
from briefing.ledger import merge
from briefing.model import MATERIAL
from briefing.refresh import refresh
from briefing.store import Store


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "store.db"
    with demo.opened() as stage, Store.open(path) as store:

        async def run():
            async with net.client() as web:
                return await refresh(stage.config.sources, web, store, load(), stage.now())

        outcomes = asyncio.run(run())
        yield store, outcomes


def cells(store, pair, day):
    made = board(merge(store.readings(pair)), pair, date.fromisoformat(day))
    return {(n.actor, n.line): n for n in made.lines}


def test_every_source_of_the_demo_answers_in_its_own_format(filled):
    _, outcomes = filled
    assert [o.failure for o in outcomes] == [None] * len(outcomes)
    outlets, reports = load_dossier()
    assert {outlet.form for outlet in outlets} == {"rss", "atom", "rdf", "json", "page"}
    assert len(reports) >= 40
    assert sum(o.new for o in outcomes) == len(reports)


def test_france_and_mali_in_september_2025(filled):
    found = cells(filled[0], ("FRA", "MLI"), "2025-09-20")
    assert (found["FRA", "expelled"].count, found["FRA", "expelled"].since) == (2, "2025-09-19")
    assert (found["MLI", "expelled"].count, found["MLI", "expelled"].since) == (5, "2025-09-17")
    assert found["FRA", "cooperation.security"].state == "suspended"
    assert found["FRA", "ambassador"].state == "expelled"
    assert found["FRA", "deadlines"].deadline == "2025-09-20"


def test_the_page_without_a_feed_is_dated_by_its_words(filled):
    article = next(a for a in filled[0].articles(200) if a.source.startswith("Le carnet"))
    assert article.published.date() == date(2025, 9, 20) or article.published.date() == date(2025, 9, 19)


def test_the_sahel_states_and_algeria(filled):
    found = cells(filled[0], ("DZA", "MLI"), "2025-04-10")
    assert found["MLI", "ambassador"].state == found["DZA", "ambassador"].state == "recalled"
    assert found["DZA", "airspace"].state == "closed"
    assert ("MLI", "border") not in found


def test_what_is_no_event_makes_none(filled):
    titles = {
        r.title
        for pair, _, _ in filled[0].pairs()
        for e in merge(filled[0].readings(pair))
        for r in e.reports
        if e.mode == "actual" and e.type in MATERIAL
    }
    assert not titles & {
        "Carton rouge à Bamako",
        "Dairy maker recalls powder",
        "Le Mali dément avoir fermé sa frontière",
    }


def test_a_replay_lets_the_reports_arrive_one_after_the_other():
    _, reports = load_dossier()
    counts = [len(demo.arrived(reports, seconds, True)) for seconds in (0, 30, 60, 600)]
    assert counts[0] == 1
    assert counts[0] < counts[1] < counts[2] == counts[3] == len(reports)
    assert len(demo.arrived(reports, 0, False)) == len(reports)


def test_without_a_terminal_the_demo_prints_its_brief_and_ends_with_zero():
    result = CliRunner().invoke(main, ["--demo"])
    assert result.exit_code == 0
    assert "FRA-MLI" in result.stdout
    assert "FRA expels 2" in result.stdout


def test_the_correction_of_the_demo_leaves_no_doubt_about_the_number(filled):
    (event,) = [
        e
        for e in merge(filled[0].readings(("FRA", "MLI")))
        if e.type == "expulsion" and e.actor == "FRA" and e.mode == "actual"
    ]
    assert (event.count, dict(event.versions).get("count")) == (2, None)


def test_troops_are_leaving_before_they_are_gone(filled):
    assert cells(filled[0], ("FRA", "MLI"), "2022-03-01")["FRA", "troops"].state == "leaving"
    assert cells(filled[0], ("FRA", "MLI"), "2022-09-01")["FRA", "troops"].state == "withdrawn"
