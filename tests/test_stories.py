"""Small crises of our own, as labelled articles: each holds one rule of the board or of merging to its word.

A story is a list of articles: outlet, day of publication, what it tells. An act is written "type A>B", then its fields. A board is
checked by cells: "A>B line": what it shows, since when.
"""

import json
import random
import re
from datetime import date

import pytest

from briefing.board import as_json, board
from briefing.ledger import merge
from briefing.ledger.labelled import read

LENGTH = {4: "year", 7: "month", 10: "day"}


def act(told):
    """ "expulsion KEN>SOM 2025-09-16 count=2 rank=staff until=2025-09-20" -> a labelled event."""
    kind, pair, *fields = told.split()
    made = {"type": kind, "actor": pair[:3], "target": pair[4:]}
    for field in fields:
        name, _, value = field.partition("=")
        if not value:
            made |= {"date": name, "date_precision": LENGTH[len(name)]}
        elif name == "until":
            made["deadline"] = value
        else:
            made[name] = json.loads(value) if re.fullmatch(r"\d+|true|false", value) else value
    return made


def readings(story):
    made = []
    for number, (outlet, day, *told) in enumerate(story):
        fix = told.pop() if told and isinstance(told[-1], dict) else None
        entry = {"id": f"a{number}", "source": outlet, "published": day, "events": [act(one) for one in told]}
        if fix:
            entry["corrects"] = {"article": fix["article"], **{
                key: [act(one) for one in fix.get(key, [])] for key in ("withdraws", "changes")}}  # fmt: skip
        reading, complaints = read(entry, "story")
        assert not complaints, complaints
        made.append(reading)
    return made


def ledger(story):
    return [
        " ".join(filter(None, (f"{e.type} {e.actor}>{e.target}", e.date, str(e.count) if e.count is not None else "")))
        for e in merge(readings(story)) if e.mode == "actual"
    ]  # fmt: skip


def cells(story, day, pair=("KEN", "SOM")):
    made = as_json(board(merge(readings(story)), pair, date.fromisoformat(day)))
    return {
        f"{n['actor']}>{n['target']} {n['line']}": " ".join(
            filter(
                None,
                (
                    n["state"]
                    or n.get("deadline")
                    or n.get("demand")
                    or ("≥" if n.get("at_least") else "") + str(n["count"]),
                    n["since"],
                    "stale" if n.get("stale") else "",
                ),
            )
        )
        for n in made["lines"]
    }


MERGED = {
    "an ambassador and staff expelled on one day are two acts, told together or apart": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=1 rank=ambassador"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=4 rank=staff"),
            ("C", "2025-09-18", "expulsion KEN>SOM 2025-09-16 count=4 rank=diplomat",
             "expulsion KEN>SOM 2025-09-16 count=1 rank=ambassador"),
            ("D", "2025-10-01", "expulsion KEN>SOM 2025-09 count=4", "expulsion KEN>SOM 2025-09 count=1 rank=ambassador"),
        ],
        ["expulsion KEN>SOM 2025-09-16 1", "expulsion KEN>SOM 2025-09-16 4"],
    ),
    "a chargé is not the ambassador": (
        [
            ("A", "2025-09-17", "recall KEN>SOM 2025-09-16 rank=charge count=1"),
            ("B", "2025-09-17", "recall KEN>SOM 2025-09-16 rank=ambassador count=1"),
        ],
        ["recall KEN>SOM 2025-09-16 1", "recall KEN>SOM 2025-09-16 1"],
    ),
    "the ambassador whom one outlet calls a diplomat is that day's one man": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=1 rank=ambassador"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=1 rank=diplomat"),
        ],
        ["expulsion KEN>SOM 2025-09-16 1"],
    ),
    "a group with the ambassador in it is one act, also where one outlet tells of him alone": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=6 rank=diplomat ambassador_included=true"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=6 rank=diplomat"),
            ("C", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=1 rank=ambassador"),
            ("D", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=6 rank=diplomat ambassador_included=true"),
        ],
        ["expulsion KEN>SOM 2025-09-16 6"],
    ),
    "days on both sides of the day that most outlets give are that day": (
        [
            ("A", "2025-09-18", "expulsion KEN>SOM 2025-09-16 count=5"),
            ("B", "2025-09-18", "expulsion KEN>SOM 2025-09-17 count=5"),
            ("C", "2025-09-18", "expulsion KEN>SOM 2025-09-17 count=5"),
            ("D", "2025-09-19", "expulsion KEN>SOM 2025-09-18 count=5"),
        ],
        ["expulsion KEN>SOM 2025-09-17 5"],
    ),
    "two waves on days that follow each other stay apart when one outlet tells both": (
        [
            ("A", "2025-09-18", "expulsion KEN>SOM 2025-09-18 count=2"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-17 count=5"),
            ("C", "2025-09-20", "expulsion KEN>SOM 2025-09-17 count=5", "expulsion KEN>SOM 2025-09-18 count=2"),
            ("D", "2025-09-20", "expulsion KEN>SOM 2025-09-18"),
            ("E", "2025-11-20", "expulsion KEN>SOM 2025-09 count=2", "expulsion KEN>SOM 2025-09 count=5"),
        ],
        ["expulsion KEN>SOM 2025-09-17 5", "expulsion KEN>SOM 2025-09-18 2"],
    ),
    "two reports of another wave, both without a number, are one act": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-17 count=5"),
            ("B", "2025-09-18", "expulsion KEN>SOM 2025-09-18 further=true"),
            ("C", "2025-09-18", "expulsion KEN>SOM 2025-09-18 further=true"),
        ],
        ["expulsion KEN>SOM 2025-09-17 5", "expulsion KEN>SOM 2025-09-18"],
    ),
    "a recap by month joins an act whose reports lie in two months": (
        [
            ("A", "2025-10-02", "recall KEN>SOM 2025-09-30 rank=ambassador"),
            ("B", "2025-10-02", "recall KEN>SOM 2025-10-01 rank=ambassador"),
            ("C", "2025-12-01", "recall KEN>SOM 2025-09 rank=ambassador"),
            ("D", "2025-12-01", "recall KEN>SOM 2025-10 rank=ambassador"),
            ("E", "2026-12-01", "recall KEN>SOM 2025 rank=ambassador"),
        ],
        ["recall KEN>SOM 2025-09-30"],
    ),
    "an act of the last day of a month told as of the next month": (
        [
            ("A", "2022-02-01", "expulsion KEN>SOM 2022-01-31 count=1 rank=ambassador"),
            ("B", "2023-02-01", "expulsion KEN>SOM 2022-02 count=1 rank=ambassador"),
        ],
        ["expulsion KEN>SOM 2022-01-31 1"],
    ),
    "a recap by year finds each of two acts by its number, whatever the order in the text": (
        [
            ("A", "2024-03-06", "expulsion KEN>SOM 2024-03-05 count=3"),
            ("B", "2024-09-10", "expulsion KEN>SOM 2024-09-09 count=5"),
            ("C", "2025-01-10", "expulsion KEN>SOM 2024", "expulsion KEN>SOM 2024 count=5"),
            ("D", "2025-02-10", "expulsion KEN>SOM 2024 count=3"),
        ],
        ["expulsion KEN>SOM 2024-03-05 3", "expulsion KEN>SOM 2024-09-09 5"],
    ),
    "reports that leave out number, people, domain or date fill up the fuller ones": (
        [
            ("A", "2025-09-17", "cooperation_suspended KEN>SOM 2025-09-16"),
            ("B", "2025-09-17", "cooperation_suspended KEN>SOM domain=security"),
            ("C", "2025-09-18", "cooperation_suspended KEN>SOM 2025-09 domain=military"),
            ("D", "2025-09-18", "cooperation_suspended KEN>SOM 2025-09-16 domain=intelligence"),
        ],
        ["cooperation_suspended KEN>SOM 2025-09-16"],
    ),
    "an undated word of the past joins the act before it, never one that came after": (
        [
            ("A", "2022-02-01", "recall KEN>SOM 2022-01-31 rank=ambassador"),
            ("B", "2023-06-01", "recall KEN>SOM rank=ambassador"),
            ("C", "2025-04-08", "recall KEN>SOM 2025-04-07 rank=ambassador"),
            ("D", "2025-04-10", "recall KEN>SOM rank=ambassador"),
        ],
        ["recall KEN>SOM 2022-01-31", "recall KEN>SOM 2025-04-07"],
    ),
    "a recall for consultations and a later one for good are two acts": (
        [
            ("A", "2025-04-07", "recall KEN>SOM 2025-04-06 rank=ambassador"),
            ("B", "2025-05-12", "recall KEN>SOM 2025-05-10 rank=ambassador", "recall KEN>SOM 2025-04 rank=ambassador"),
        ],
        ["recall KEN>SOM 2025-04-06", "recall KEN>SOM 2025-05-10"],
    ),
    "an act known by its month alone, and of one month two numbers, is one act": (
        [
            ("A", "2025-09-28", "expulsion KEN>SOM 2025-09 count=5"),
            ("B", "2025-10-02", "expulsion KEN>SOM 2025-09 count=7"),
            ("C", "2025-10-09", "expulsion KEN>SOM 2025-09 count=5"),
        ],
        ["expulsion KEN>SOM 2025-09 5"],
    ),
    "soldiers and diplomats sent home on one day are two acts": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=2 rank=journalist"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=5 rank=diplomat"),
        ],
        ["expulsion KEN>SOM 2025-09-16 2", "expulsion KEN>SOM 2025-09-16 5"],
    ),
    "steps of a withdrawal are acts of their own, a recap without its stage is none": (
        [
            ("A", "2025-01-11", "troops_withdrawn KEN>SOM 2025-01-10 stage=announced"),
            ("B", "2025-03-02", "troops_withdrawn KEN>SOM 2025-03-01 stage=under_way"),
            ("C", "2025-06-21", "troops_withdrawn KEN>SOM 2025-06-20 stage=completed"),
            ("D", "2025-12-01", "troops_withdrawn KEN>SOM 2025"),
        ],
        ["troops_withdrawn KEN>SOM 2025-01-10", "troops_withdrawn KEN>SOM 2025-03-01", "troops_withdrawn KEN>SOM 2025-06-20"],
    ),
    "each side's own mission, and the consulate beside the embassy": (
        [
            ("A", "2025-09-17", "mission_closure KEN>SOM 2025-09-16 owner=KEN site=embassy"),
            ("B", "2025-09-17", "mission_closure KEN>SOM 2025-09-16 owner=SOM site=consulate"),
            ("C", "2025-09-18", "mission_closure KEN>SOM 2025-09-16 owner=SOM site=consulate",
             "mission_closure KEN>SOM 2025-09-16 owner=KEN"),
        ],
        ["mission_closure KEN>SOM 2025-09-16", "mission_closure KEN>SOM 2025-09-16"],
    ),
    "a partial lifting of one day is one act though one outlet leaves that out": (
        [
            ("A", "2025-09-17", "sanctions_lifted KEN>SOM 2025-09-16 partial=true"),
            ("B", "2025-09-17", "sanctions_lifted KEN>SOM 2025-09-16"),
        ],
        ["sanctions_lifted KEN>SOM 2025-09-16"],
    ),
    "what an outlet takes back is the one that its correction does not tell again": (
        [
            ("A", "2025-09-17", "detention KEN>SOM 2025-09-10 count=3", "detention KEN>SOM 2025-09-16 count=1"),
            ("A", "2025-09-18", "detention KEN>SOM 2025-09-10 count=3",
             {"article": "a0", "withdraws": ["detention KEN>SOM"]}),
        ],
        ["detention KEN>SOM 2025-09-10 3"],
    ),
    "a corrected number is that of the news, not of the recap below it": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=3", "expulsion KEN>SOM 2022-01-31 count=1 rank=ambassador"),
            ("A", "2025-09-18", "expulsion KEN>SOM count=2", {"article": "a0", "changes": ["expulsion KEN>SOM count=2"]}),
        ],
        ["expulsion KEN>SOM 2022-01-31 1", "expulsion KEN>SOM 2025-09-16 2"],
    ),
    "two corrections of one article both hold": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=3", "recall KEN>SOM 2025-09-16"),
            ("A", "2025-09-18", {"article": "a0", "changes": ["expulsion KEN>SOM count=2"]}),
            ("A", "2025-09-19", {"article": "a0", "withdraws": ["recall KEN>SOM"]}),
        ],
        ["expulsion KEN>SOM 2025-09-16 2"],
    ),
    "a rumour of one outlet that two others deny afterwards is gone": (
        [
            ("A", "2025-09-17", "relations_severed KEN>SOM 2025-09-16"),
            ("B", "2025-09-17", "relations_severed KEN>SOM mode=denied"),
            ("C", "2025-09-18", "relations_severed KEN>SOM mode=denied"),
        ],
        [],
    ),
    "what was denied three years before is not": (
        [
            ("B", "2022-09-17", "relations_severed KEN>SOM mode=denied"),
            ("C", "2022-09-18", "relations_severed KEN>SOM mode=denied"),
            ("A", "2025-09-17", "relations_severed KEN>SOM 2025-09-16"),
        ],
        ["relations_severed KEN>SOM 2025-09-16"],
    ),
    "nor what two outlets tell": (
        [
            ("A", "2025-09-17", "relations_severed KEN>SOM 2025-09-16"),
            ("D", "2025-09-17", "relations_severed KEN>SOM 2025-09-16"),
            ("B", "2025-09-17", "relations_severed KEN>SOM mode=denied"),
            ("C", "2025-09-18", "relations_severed KEN>SOM mode=denied"),
        ],
        ["relations_severed KEN>SOM 2025-09-16"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MERGED)
def test_reports_become_acts(name):
    story, expected = MERGED[name]
    assert ledger(story) == expected


BOARDS = {
    "an expelled ambassador whom his state then recalls stays expelled until another is posted": (
        [
            ("A", "2022-02-01", "expulsion SOM>KEN 2022-01-31 count=1 rank=ambassador", "recall KEN>SOM 2022-01-31 rank=ambassador"),
            ("B", "2022-02-05", "recall KEN>SOM 2022-02-04 rank=ambassador"),
            ("C", "2024-05-02", "ambassador_posted KEN>SOM 2024-05-01 count=1 rank=ambassador"),
        ],
        {
            "2022-03-01": {"KEN>SOM ambassador": "expelled 2022-01-31", "SOM>KEN expelled": "1 2022-01-31"},
            "2024-05-01": {"KEN>SOM ambassador": "in_post 2024-05-01", "SOM>KEN expelled": "0 2023-01-31"},
        },
    ),
    "a recalled one who is expelled is expelled": (
        [
            ("A", "2025-04-07", "recall KEN>SOM 2025-04-06 rank=ambassador"),
            ("B", "2025-04-10", "expulsion SOM>KEN 2025-04-09 count=5 rank=diplomat ambassador_included=true"),
        ],
        {
            "2025-04-08": {"KEN>SOM ambassador": "recalled 2025-04-06"},
            "2025-04-10": {"KEN>SOM ambassador": "expelled 2025-04-09", "SOM>KEN expelled": "5 2025-04-09"},
        },
    ),
    "for consultations, then for good: recalled since the first": (
        [
            ("A", "2025-04-07", "recall KEN>SOM 2025-04-06 rank=ambassador"),
            ("B", "2025-05-12", "recall KEN>SOM 2025-05-10 rank=ambassador", "relations_downgraded KEN>SOM 2025-05-10"),
        ],
        {"2025-06-01": {"KEN>SOM ambassador": "recalled 2025-04-06", "KEN>SOM relations": "downgraded 2025-05-10"}},
    ),
    "a chargé or a number of staff called home is no ambassador": (
        [
            ("A", "2025-04-07", "recall KEN>SOM 2025-04-06 rank=charge count=1", "recall SOM>KEN 2025-04-06 count=12"),
            ("A", "2025-04-07", "expulsion KEN>SOM 2025-04-06 rank=charge count=1"),
        ],
        {"2025-05-01": {"KEN>SOM expelled": "1 2025-04-06"}},
    ),
    "sums over a year, at least where a number is missing, nought when all have aged out": (
        [
            ("A", "2024-01-11", "expulsion KEN>SOM 2024-01-10 count=3"),
            ("A", "2024-06-02", "expulsion KEN>SOM 2024-06-01 rank=diplomat"),
            ("B", "2024-06-03", "expulsion KEN>SOM 2024-06 rank=ambassador"),
            ("B", "2024-09-03", "expulsion KEN>SOM 2024-09-02 count=20 form=reduction until=2024-10-01"),
        ],
        {
            "2024-05-31": {"KEN>SOM expelled": "3 2024-01-10"},
            "2024-06-30": {"KEN>SOM expelled": "≥5 2024-06-03", "SOM>KEN ambassador": "expelled 2024-06-03"},
            "2024-10-01": {
                "KEN>SOM expelled": "≥25 2024-09-02",
                "KEN>SOM deadlines": "2024-10-01 2024-09-02",
                "SOM>KEN ambassador": "expelled 2024-06-03",
            },
            "2025-01-08": {"KEN>SOM expelled": "≥25 2024-09-02", "SOM>KEN ambassador": "expelled 2024-06-03"},
            "2025-01-09": {"KEN>SOM expelled": "≥22 2025-01-09", "SOM>KEN ambassador": "expelled 2024-06-03"},
            "2025-06-03": {"KEN>SOM expelled": "20 2025-06-03", "SOM>KEN ambassador": "expelled 2024-06-03"},
            "2025-09-02": {"KEN>SOM expelled": "0 2025-09-02", "SOM>KEN ambassador": "expelled 2024-06-03"},
        },
    ),
    "missions: whoever closes them; of several consulates the last act": (
        [
            ("A", "2025-01-11", "mission_closure KEN>SOM 2025-01-10 owner=SOM site=consulate"),
            ("A", "2025-02-11", "mission_closure SOM>KEN 2025-02-10 owner=SOM site=embassy"),
            ("A", "2025-03-11", "mission_closure KEN>SOM 2025-03-10 owner=SOM site=consulate"),
            ("A", "2025-04-11", "mission_reopened KEN>SOM 2025-04-10 owner=SOM site=consulate"),
        ],
        {
            "2025-03-12": {"SOM>KEN mission.consulate": "closed 2025-01-10", "SOM>KEN mission.embassy": "closed 2025-02-10"},
            "2025-04-12": {"SOM>KEN mission.consulate": "open 2025-04-10", "SOM>KEN mission.embassy": "closed 2025-02-10"},
        },
    ),
    "cooperation in a domain, agreements bilateral or not, lines of their own": (
        [
            ("A", "2025-01-11", "cooperation_suspended KEN>SOM 2025-01-10 domain=security"),
            ("A", "2025-02-11", "agreement_ended KEN>SOM 2025-02-10 domain=military bilateral=true"),
            ("A", "2025-03-11", "agreement_ended SOM>KEN 2025-03-10 domain=security bilateral=false"),
            ("A", "2025-03-12", "cooperation_suspended SOM>KEN 2025-03-10 domain=visas"),
            ("A", "2025-04-11", "cooperation_resumed KEN>SOM 2025-04-10 domain=security"),
            ("A", "2025-05-11", "agreement_signed KEN>SOM 2025-05-10 domain=military bilateral=true"),
        ],
        {
            "2025-03-12": {
                "KEN>SOM cooperation.security": "suspended 2025-01-10",
                "KEN>SOM cooperation.military": "ended 2025-02-10",
                "KEN>SOM agreements": "ended 2025-02-10",
                "SOM>KEN agreements": "ended 2025-03-10",
            },
            "2025-05-12": {
                "KEN>SOM cooperation.security": "active 2025-04-10",
                "KEN>SOM cooperation.military": "active 2025-05-10",
                "KEN>SOM agreements": "signed 2025-05-10",
                "SOM>KEN agreements": "ended 2025-03-10",
            },
        },
    ),
    "on one day an accord ended goes beyond the cooperation suspended": (
        [
            ("A", "2025-01-11", "agreement_ended KEN>SOM 2025-01-10 domain=military bilateral=true",
             "cooperation_suspended KEN>SOM 2025-01-10 domain=military"),
        ],
        {"2025-01-11": {"KEN>SOM cooperation.military": "ended 2025-01-10", "KEN>SOM agreements": "ended 2025-01-10"}},
    ),
    "troops told to leave, leaving, gone; a term is over when they have gone": (
        [
            ("A", "2025-01-11", "troops_expelled SOM>KEN 2025-01-10 until=2025-12-31"),
            ("A", "2025-03-11", "troops_withdrawn KEN>SOM 2025-03-10 stage=announced until=2025-10-31"),
            ("A", "2025-04-11", "troops_expelled SOM>KEN 2025-04-10"),
            ("A", "2025-09-02", "troops_withdrawn KEN>SOM 2025-09-01 stage=completed"),
        ],
        {
            "2025-02-01": {"KEN>SOM troops": "told_to_leave 2025-01-10", "SOM>KEN deadlines": "2025-12-31 2025-01-10"},
            "2025-05-01": {
                "KEN>SOM troops": "leaving 2025-03-10",
                "KEN>SOM deadlines": "2025-10-31 2025-03-10",
                "SOM>KEN deadlines": "2025-12-31 2025-01-10",
            },
            "2025-09-01": {"KEN>SOM troops": "withdrawn 2025-09-01"},
        },
    ),
    "ordered out, off and gone on one day": (
        [
            ("A", "2025-01-11", "troops_withdrawn KEN>SOM 2025-01-10 stage=completed"),
            ("B", "2025-01-11", "troops_withdrawn KEN>SOM 2025-01-10 stage=announced"),
            ("C", "2025-01-11", "troops_expelled SOM>KEN 2025-01-10"),
        ],
        {"2025-01-10": {"KEN>SOM troops": "withdrawn 2025-01-10"}},
    ),
    "sanctions and visas in part, then whole": (
        [
            ("A", "2025-01-11", "sanctions_imposed KEN>SOM 2025-01-10", "visas_restricted SOM>KEN 2025-01-10 partial=true"),
            ("A", "2025-02-11", "sanctions_lifted KEN>SOM 2025-02-10 partial=true", "visas_restored SOM>KEN 2025-02-10 partial=true"),
            ("A", "2025-03-11", "sanctions_lifted KEN>SOM 2025-03-10", "visas_restored SOM>KEN 2025-03-10"),
            ("A", "2025-04-11", "sanctions_imposed KEN>SOM 2025-04-10"),
        ],
        {
            "2025-01-12": {"KEN>SOM sanctions": "in_force 2025-01-10", "SOM>KEN visas": "restricted 2025-01-10"},
            "2025-02-12": {"KEN>SOM sanctions": "partly 2025-02-10", "SOM>KEN visas": "partly 2025-02-10"},
            "2025-03-12": {"KEN>SOM sanctions": "none 2025-03-10", "SOM>KEN visas": "normal 2025-03-10"},
            "2025-04-12": {"KEN>SOM sanctions": "in_force 2025-04-10", "SOM>KEN visas": "normal 2025-03-10"},
        },
    ),
    "held, some let go, never below none; a later sentence is the same arrest": (
        [
            ("A", "2025-01-11", "detention KEN>SOM 2025-01-10 count=3 rank=national"),
            ("B", "2025-05-02", "detention KEN>SOM 2025-01 count=3 rank=national"),
            ("C", "2025-05-03", "detention KEN>SOM 2025-01-10 rank=soldier", "release KEN>SOM 2025-05-02 count=1"),
            ("D", "2025-06-03", "release KEN>SOM 2025-06-02 count=2 rank=national", "detention KEN>SOM count=3"),
            ("E", "2025-07-03", "release KEN>SOM 2025-07-02", "detention KEN>SOM 2025-07-02 count=2"),
        ],
        {
            "2025-02-01": {"KEN>SOM detained": "3 2025-01-10"},
            "2025-05-02": {"KEN>SOM detained": "2 2025-05-02"},
            "2025-06-02": {"KEN>SOM detained": "0 2025-06-02"},
            "2025-07-02": {"KEN>SOM detained": "1 2025-07-02"},
        },
    ),
    "of differing terms the one most outlets give, of equals the later; two acts with one term are one line": (
        [
            ("A", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=5 rank=staff until=2025-09-19"),
            ("B", "2025-09-17", "expulsion KEN>SOM 2025-09-16 count=5 rank=staff until=2025-09-20"),
            ("C", "2025-09-17", "troops_expelled KEN>SOM 2025-09-17 until=2025-09-20"),
        ],
        {
            "2025-09-18": {
                "KEN>SOM expelled": "5 2025-09-16",
                "KEN>SOM deadlines": "2025-09-20 2025-09-16",
                "SOM>KEN troops": "told_to_leave 2025-09-17",
            },
            "2025-09-21": {"KEN>SOM expelled": "5 2025-09-16", "SOM>KEN troops": "told_to_leave 2025-09-17"},
        },
    ),
    "a month counts from its end or the first report; a year likewise; an undated act from the first report": (
        [
            ("A", "2023-09-18", "media_banned KEN>SOM 2023-09"),
            ("B", "2023-11-18", "visas_restricted KEN>SOM 2023-09"),
            ("C", "2024-04-18", "sanctions_imposed SOM>KEN 2023"),
            ("D", "2024-05-18", "crossing_closed SOM>KEN domain=border"),
        ],
        {
            "2023-09-17": {},
            "2023-12-30": {"KEN>SOM media": "banned 2023-09-18", "KEN>SOM visas": "restricted 2023-09-30"},
            "2024-06-01": {
                "KEN>SOM media": "banned 2023-09-18",
                "KEN>SOM visas": "restricted 2023-09-30",
                "SOM>KEN sanctions": "in_force 2023-12-31",
                "SOM>KEN border": "closed 2024-05-18",
            },
        },
    ),
    "after relations are restored what nothing has confirmed is stale, also when they worsen again": (
        [
            ("A", "2022-01-11", "media_banned KEN>SOM 2022-01-10", "visas_restricted KEN>SOM 2022-01-10", "recall SOM>KEN 2022-01-10"),
            ("A", "2022-02-11", "relations_severed KEN>SOM 2022-02-10", "detention KEN>SOM 2022-02-10 count=2"),
            ("B", "2024-01-11", "relations_restored KEN>SOM 2024-01-10", "relations_restored SOM>KEN 2024-01-10"),
            ("B", "2024-03-11", "ambassador_posted SOM>KEN 2024-03-10"),
            ("B", "2024-06-11", "visas_restricted KEN>SOM 2024-06-10"),
            ("B", "2025-01-11", "relations_downgraded SOM>KEN 2025-01-10"),
        ],
        {
            "2024-01-10": {
                "KEN>SOM relations": "normal 2024-01-10",
                "KEN>SOM media": "banned 2022-01-10 stale",
                "KEN>SOM visas": "restricted 2022-01-10 stale",
                "KEN>SOM detained": "2 2022-02-10 stale",
                "SOM>KEN ambassador": "recalled 2022-01-10 stale",
            },
            "2025-02-01": {
                "KEN>SOM relations": "downgraded 2025-01-10",
                "KEN>SOM media": "banned 2022-01-10 stale",
                "KEN>SOM visas": "restricted 2022-01-10",
                "KEN>SOM detained": "2 2022-02-10 stale",
                "SOM>KEN ambassador": "in_post 2024-03-10",
            },
        },
    ),
    "only what was done moves the board; a demand stands until it is met": (
        [
            ("A", "2025-01-11", "recall KEN>SOM 2025-01-10 mode=threatened", "visas_restricted KEN>SOM 2025-01-10 mode=hypothetical"),
            ("A", "2025-02-11", "release SOM>KEN 2025-02-10 mode=demanded", "demand KEN>SOM 2025-02-10"),
            ("B", "2025-03-11", "demand SOM>KEN 2025-03-10"),
            ("A", "2025-05-11", "release SOM>KEN 2025-05-10 count=1"),
            ("A", "2025-06-11", "visas_restored KEN>SOM 2025-06-10"),
        ],
        {
            "2025-02-01": {},
            "2025-04-01": {"KEN>SOM demands": "release 2025-02-10", "SOM>KEN demands": "demand 2025-03-10"},
            "2025-05-10": {"SOM>KEN detained": "0 2025-05-10", "SOM>KEN demands": "demand 2025-03-10"},
            "2025-06-10": {"SOM>KEN detained": "0 2025-05-10", "KEN>SOM visas": "normal 2025-06-10"},
        },
    ),
    "an act taken back by its outlet was never on the board": (
        [
            ("A", "2025-01-11", "mission_closure KEN>SOM 2025-01-10 owner=KEN site=embassy", "recall KEN>SOM 2025-01-10"),
            ("A", "2025-01-12", {"article": "a0", "withdraws": ["mission_closure KEN>SOM"]}),
        ],
        {"2025-02-01": {"KEN>SOM ambassador": "recalled 2025-01-10"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOARDS)
def test_acts_become_boards(name):
    story, expected = BOARDS[name]
    assert {day: cells(story, day) for day in expected} == expected


@pytest.mark.parametrize("name", [*MERGED, *BOARDS])
def test_no_story_depends_on_the_order_in_which_it_came_in(name):
    told = readings((MERGED | BOARDS)[name][0])
    chance = random.Random(name)
    for _ in range(5):
        assert merge(chance.sample(told, len(told)) + told[:2]) == merge(told)
