"""What the board promises: every rule of docs/board.md, as of any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.board import as_json, board
from briefing.model import Event, Evidence, Mention, Report, Slot

PAIR = ("KEN", "SOM")


def event(kind, day="2025-09-16", actor="KEN", target="SOM", reported=None, origins=1, **fields):
    precision = {4: "year", 7: "month", 10: "day"}.get(len(day or ""))
    base = Mention(kind, actor, target, Evidence("x", 0, 1, "x"))
    when = datetime.fromisoformat(reported or "2025-12-31").replace(tzinfo=UTC)
    reports = tuple(Report(f"a{n}", f"s{n}", when, f"o{n}", False, None, "", None, base) for n in range(origins))
    name = f"{kind}-{day}-{actor}-{fields}"
    return Event(name, kind, actor, target, day, precision, reports, **fields)


def lines(events, day="2026-01-01"):
    made = board(events, PAIR, date.fromisoformat(day))
    return {(n.actor, n.line): n for n in made.lines}


def state(events, actor, line, day="2026-01-01"):
    return lines(events, day)[actor, line].state


def test_a_line_that_nothing_touched_is_absent():
    assert lines([]) == {}
    assert set(lines([event("recall")])) == {("KEN", "ambassador")}


@pytest.mark.parametrize(
    ("told", "actor", "line", "expected"),
    [
        (event("recall", rank="ambassador"), "KEN", "ambassador", "recalled"),
        (event("recall", rank="diplomat", ambassador_included=True), "KEN", "ambassador", "recalled"),
        (event("recall"), "KEN", "ambassador", "recalled"),
        (event("expulsion", rank="ambassador", count=1), "SOM", "ambassador", "expelled"),
        (event("ambassador_posted"), "KEN", "ambassador", "in_post"),
        (event("relations_severed"), "KEN", "relations", "severed"),
        (event("relations_downgraded", actor="SOM", target="KEN"), "KEN", "relations", "downgraded"),
        (event("mission_closure", owner="KEN", site="embassy"), "KEN", "mission.embassy", "closed"),
        (event("mission_closure", owner="SOM", site="consulate"), "SOM", "mission.consulate", "closed"),
        (event("mission_reopened", owner="KEN", site="embassy"), "KEN", "mission.embassy", "open"),
        (event("cooperation_suspended", domain="trade"), "KEN", "cooperation.trade", "suspended"),
        (event("cooperation_resumed", domain="trade"), "KEN", "cooperation.trade", "active"),
        (event("agreement_ended", domain="military", bilateral=True), "KEN", "cooperation.military", "ended"),
        (event("agreement_ended", domain="military", bilateral=True), "KEN", "agreements", "ended"),
        (event("troops_expelled"), "SOM", "troops", "told_to_leave"),
        (event("troops_withdrawn", stage="announced"), "KEN", "troops", "leaving"),
        (event("troops_withdrawn", stage="completed"), "KEN", "troops", "withdrawn"),
        (event("sanctions_imposed"), "KEN", "sanctions", "in_force"),
        (event("sanctions_lifted", partial=True), "KEN", "sanctions", "partly"),
        (event("sanctions_lifted"), "KEN", "sanctions", "none"),
        (event("visas_restricted"), "KEN", "visas", "restricted"),
        (event("visas_restored"), "KEN", "visas", "normal"),
        (event("crossing_closed", domain="airspace"), "KEN", "airspace", "closed"),
        (event("crossing_reopened", domain="border"), "KEN", "border", "open"),
        (event("media_banned"), "KEN", "media", "banned"),
    ],
)
def test_an_event_sets_its_line(told, actor, line, expected):
    assert state([told], actor, line) == expected


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (event("recall", rank="diplomat", count=3), "ambassador"),
        (event("agreement_ended", domain="military", bilateral=False), "cooperation.military"),
        (event("cooperation_suspended", domain="visas"), "cooperation.visas"),
        (event("recall", mode="threatened"), "ambassador"),
        (event("recall", day="2026-06-01"), "ambassador"),
    ],
)
def test_what_does_not_set_a_line_leaves_it_unknown(told, line):
    assert line not in {name for _, name in lines([told])}


def test_an_expelled_ambassador_stays_expelled_until_another_is_posted():
    out = event("expulsion", "2022-01-31", actor="SOM", target="KEN", rank="ambassador", count=1)
    home = event("recall", "2022-02-01", rank="ambassador")
    back = event("ambassador_posted", "2024-05-01")
    assert state([out, home], "KEN", "ambassador") == "expelled"
    assert state([out, home, back], "KEN", "ambassador") == "in_post"


def test_troops_told_to_leave_while_they_are_leaving_are_leaving():
    going = event("troops_withdrawn", "2022-02-17", stage="announced")
    told = event("troops_expelled", "2022-02-18", actor="SOM", target="KEN")
    assert state([going, told], "KEN", "troops") == "leaving"


@pytest.mark.parametrize(
    ("day", "count", "since"),
    [
        ("2024-01-10", 3, "2024-01-10"),
        ("2024-07-01", 8, "2024-06-01"),
        ("2025-01-09", 5, "2025-01-09"),
        ("2025-06-01", 0, "2025-06-01"),
    ],
)
def test_expulsions_are_summed_over_a_year_and_age_out(day, count, since):
    told = [event("expulsion", "2024-01-10", count=3), event("expulsion", "2024-06-01", count=5)]
    line = lines(told, day)["KEN", "expelled"]
    assert (line.count, line.since) == (count, since)


@pytest.mark.parametrize(("rank", "marked"), [("diplomat", True), ("ambassador", False)])
def test_an_expulsion_without_a_number_adds_one_and_marks_the_sum(rank, marked):
    line = lines([event("expulsion", rank=rank)], "2025-09-20")["KEN", "expelled"]
    assert (line.count, line.at_least) == (1, marked)


def test_arrests_add_and_releases_take_away_but_never_below_none():
    told = [event("detention", "2024-05-03", count=3), event("release", "2024-06-01", count=5)]
    assert lines(told[:1])["KEN", "detained"].count == 3
    assert lines(told)["KEN", "detained"].count == 0


@pytest.mark.parametrize(
    ("arrested", "sentenced", "proceedings", "held"),
    [("Boualem", "Boualem", True, 1), ("Boualem", "", True, 1), ("", "Gleizes", True, 1), ("Boualem", "Gleizes", True, 2), ("Boualem", "Boualem", False, 2)],
)  # fmt: skip
def test_a_charge_or_sentence_adds_only_somebody_who_is_not_held_yet(arrested, sentenced, proceedings, held):
    def told(day, person, **more):
        made = event("detention", day)
        mention = replace(made.reports[0].mention, slots=(Slot("person", person),) if person else (), **more)
        return replace(made, id=day, reports=(replace(made.reports[0], mention=mention),))

    acts = [told("2024-11-16", arrested), told("2025-03-27", sentenced, proceedings=proceedings)]
    assert lines(acts)["KEN", "detained"].count == held


@pytest.mark.parametrize(("day", "open_"), [("2025-09-19", True), ("2025-09-20", True), ("2025-09-21", False)])
def test_a_deadline_is_open_on_its_day_and_gone_the_next(day, open_):
    told = event("expulsion", "2025-09-19", count=2, deadline="2025-09-20")
    assert (("KEN", "deadlines") in lines([told], day)) == open_


@pytest.mark.parametrize(
    ("day", "reported", "since"),
    [
        ("2023-09", "2023-09-18", "2023-09-18"),
        ("2022-03", "2022-08-16", "2022-03-31"),
        ("2021", "2024-01-01", "2021-12-31"),
    ],
)
def test_a_vague_date_counts_from_its_last_day_or_the_first_report(day, reported, since):
    assert lines([event("media_banned", day, reported=reported)])["KEN", "media"].since == since


def test_since_is_the_first_day_of_the_unbroken_state():
    told = [event("media_banned", "2022-03-16"), event("media_banned", "2023-01-01")]
    line = lines(told)["KEN", "media"]
    assert (line.since, len(line.events)) == ("2022-03-16", 2)


def test_after_relations_are_restored_older_hostile_lines_are_stale():
    told = [event("media_banned", "2022-03-16"), event("relations_restored", "2024-01-01")]
    assert lines(told)["KEN", "media"].stale


def test_the_json_is_that_of_the_contract():
    made = as_json(board([event("expulsion", count=2, origins=3)], PAIR, date(2025, 9, 20)))
    (line,) = made["lines"]
    assert (made["pair"], made["as_of"]) == (["KEN", "SOM"], "2025-09-20")
    assert {k: line[k] for k in ("actor", "target", "line", "state", "count", "since", "sources")} == {
        "actor": "KEN", "target": "SOM", "line": "expelled", "state": None, "count": 2, "since": "2025-09-16", "sources": 3,
    }  # fmt: skip


EVENTS = st.lists(
    st.builds(
        event,
        kind=st.sampled_from(
            "expulsion recall ambassador_posted detention release media_banned troops_expelled".split()
        ),
        day=st.dates(date(2022, 1, 1), date(2025, 12, 31)).map(date.isoformat),
        count=st.sampled_from([None, 1, 4]),
        rank=st.sampled_from([None, "ambassador"]),
    ),
    max_size=12,
).map(lambda found: [replace(e, id=f"{n:03}") for n, e in enumerate(found)])


@settings(max_examples=100, deadline=None)
@given(EVENTS, st.dates(date(2022, 1, 1), date(2026, 1, 1)), st.randoms(use_true_random=False))
def test_the_board_is_the_same_in_any_order_and_ignores_what_came_after(events, day, chance):
    shuffled = list(events)
    chance.shuffle(shuffled)
    past = [e for e in events if date.fromisoformat(e.date) <= day]
    assert board(events, PAIR, day) == board(shuffled, PAIR, day) == board(past, PAIR, day)
    assert board(events, PAIR, day + timedelta(0)).pair == PAIR
