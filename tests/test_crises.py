"""Four crises of our own, from report to board: the ledger is exact on labelled mentions, and from raw text no worse than it was.

Each folder of tests/crises holds articles.jsonl (with what each says), ledger.jsonl (the true acts) and boards.json (lines that must hold
on a day, and lines that must be absent). Floors for raw text are pinned in crises/floors.toml.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from briefing import books
from briefing.board import as_json, board
from briefing.coder import load
from briefing.intake import take
from briefing.model import MATERIAL, span
from briefing.store import Store

HERE = Path(__file__).with_name("crises")
CRISES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir())
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Found:
    """What came out of a crisis: acts found, missed and too many; cells that are wrong, lines that must not be there."""

    right: int
    missed: list
    extra: list
    cells: int
    wrong: list
    present: list

    @property
    def f1(self):
        """F1 of the ledger, in percent."""
        return 200 * self.right / (2 * self.right + len(self.missed) + len(self.extra))


def lines(name, file):
    text = (HERE / name / file).read_text(encoding="utf-8")
    return (
        json.loads(text) if file.endswith(".json") else [json.loads(line) for line in text.splitlines() if line.strip()]
    )


def near(one, two):
    """May two dates, each with its precision, mean one day, a day's slack given?"""
    if one is None or two is None:
        return True
    slack = timedelta(1)
    return one[0] - slack <= two[1] and two[0] - slack <= one[1]


def matched(ledger, events):
    """The true acts that were found, each by one event, those that agree in most first. -> (found, events left over)"""
    left, found = list(events), []
    for true in sorted(ledger, key=lambda act: str(act["date"])):
        days = span(true["date"], true["date_precision"])
        fits = [
            e
            for e in left
            if (e.type, e.actor, e.target) == (true["type"], true["actor"], true["target"])
            and near(days, span(e.date, e.date_precision))
        ]
        if fits:
            best = min(
                fits, key=lambda e: (e.count != true["count"], e.domain != true["domain"], e.date != true["date"])
            )
            left.remove(best)
            found.append(true)
    return found, left


def line_of(made, wanted):
    ends = {wanted["actor"], wanted["target"]}
    both = wanted["line"] == "relations"
    same = [
        x
        for x in made
        if x["line"] == wanted["line"]
        and (
            (both and {x["actor"], x["target"]} == ends)
            or (x["actor"], x["target"]) == (wanted["actor"], wanted["target"])
        )
    ]
    return next((x for x in same if x.get("deadline") == wanted.get("deadline")), same[0] if same else None)


def is_wrong(wanted, got):
    if got is None:
        return True
    checked = [field for field in ("state", "count", "at_least", "deadline") if wanted.get(field) is not None]
    since = str(wanted.get("since") or "")
    states = wanted.get("either") or [wanted.get("state")]
    values = any(got.get(f) != wanted[f] for f in checked if f != "state") or not str(got.get("since")).startswith(
        since
    )
    return values or ("state" in checked and got.get("state") not in states)


def is_present(banned, got):
    if got is None:
        return False
    if "count_not" in banned:
        return got.get("count") == banned["count_not"]
    if "state_not" in banned:
        return got.get("state") == banned["state_not"]
    return got.get("state") not in {None, "none", "normal", "unknown"} or bool(got.get("count"))


@cache
def outcome(name, labelled, folder):
    with Store.open(Path(folder) / f"{name}-{labelled}.db") as store:
        assert take(store, (HERE / name / "articles.jsonl").read_bytes(), name, None if labelled else load()) == []
        ledger = [act for act in lines(name, "ledger.jsonl") if act["type"] in MATERIAL]
        pairs = sorted({tuple(sorted((act["actor"], act["target"]))) for act in ledger})
        events = [e for pair in pairs for e in books.events(store, pair) if e.type in MATERIAL and e.mode == "actual"]
        found, extra = matched(ledger, events)
        wrong, present, cells = [], [], 0
        for expected in lines(name, "boards.json"):
            pair, day = tuple(expected["pair"]), date.fromisoformat(expected["as_of"])
            made = as_json(board(books.events(store, pair), pair, day))["lines"]
            cells += len(expected["lines"])
            wrong += [(expected["as_of"], x) for x in expected["lines"] if is_wrong(x, line_of(made, x))]
            present += [(expected["as_of"], x) for x in expected.get("absent", []) if is_present(x, line_of(made, x))]
    return Found(len(found), [act for act in ledger if act not in found], extra, cells, wrong, present)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(tmp_path_factory.mktemp("crises"))


@pytest.mark.parametrize("name", CRISES)
def test_from_labelled_mentions_ledger_and_boards_are_exact(name, folder):
    found = outcome(name, True, folder)
    assert (found.missed, found.extra, found.wrong, found.present) == ([], [], [], [])


@pytest.mark.parametrize("name", CRISES)
def test_from_raw_text_the_ledger_is_no_worse_than_its_floor(name, folder):
    assert outcome(name, False, folder).f1 >= FLOORS[name]["ledger"]


@pytest.mark.parametrize("name", CRISES)
def test_from_raw_text_the_boards_are_no_worse_than_their_floor(name, folder):
    found = outcome(name, False, folder)
    assert 100 * (found.cells - len(found.wrong)) / found.cells >= FLOORS[name]["cells"]
