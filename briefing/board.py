"""Events -> the board of a pair as of a day: a pure fold, every rule from docs/board.md."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from briefing.model import DEESCALATION, Board, Event, Line, span
from briefing.origin import independent

WINDOW = timedelta(days=365)  # docs/board.md: expulsions are summed over a year
_STATES = {
    "sanctions_imposed": ("sanctions", "in_force"),
    "sanctions_lifted": ("sanctions", "none"),
    "visas_restricted": ("visas", "restricted"),
    "visas_restored": ("visas", "normal"),
    "media_banned": ("media", "banned"),
    "agreement_ended": ("agreements", "ended"),
    "agreement_signed": ("agreements", "signed"),
}
_DEMANDABLE = DEESCALATION | {"recall", "troops_withdrawn", "mission_closure"}  # what one asks another to do
_GONE = frozenset({None, "completed"})  # a withdrawal told without its stage is told as done
_OWN_LINES = frozenset({"visas", "airspace", "border"})
_PARTS = frozenset({"sanctions_lifted", "visas_restored"})  # of which a part can be lifted or restored


@dataclass(slots=True)
class _Cell:
    state: str | None = None
    since: date | None = None
    events: list[Event] = field(default_factory=list)
    by: str | None = None
    told: date | None = None  # the day of the last event that set or confirmed the state
    restored: date | None = None  # of relations: the day on which they were last restored

    def set(self, state: str, event: Event, day: date, by: str | None = None) -> None:
        """A new state starts an unbroken time of its own; the same state again only adds its event."""
        if state != self.state:
            self.state, self.since, self.by, self.events = state, day, by, []
        self.events.append(event)
        self.told = day
        self.restored = day if event.type == "relations_restored" else self.restored


Cells = dict[tuple[str, str, str], _Cell]


def day_of(event: Event) -> date:
    """The day from which an event counts: its own, else the last of its period or its first report if that is earlier."""
    reported = [report.published.date() for report in event.reports if report.published]
    known = span(event.date, event.date_precision)
    if known is None:
        return min(reported, default=date.max)
    return known[1] if event.date_precision == "day" else max(known[0], min([known[1], *reported]))


def _order(event: Event) -> int:
    """Of one day: a decision before its execution, the lower step before the higher, what undoes after what it undoes."""
    if event.type in {"troops_expelled", "expulsion", "relations_downgraded", "cooperation_suspended"}:
        return 0
    if event.type in DEESCALATION:
        return 3 if event.partial else 4
    return 2 if event.type == "troops_withdrawn" and event.stage in _GONE else 1


EVERY = 500  # events between two checkpoints of a chronicle: a day is folded from the last one before it
Told = Sequence[tuple[date, Event]]


class Chronicle:
    """The actual events of a pair in order, prepared once so that the board of any day is a short fold."""

    def __init__(self, events: Iterable[Event], pair: tuple[str, str]) -> None:
        one, two = sorted(pair)
        self.pair = (one, two)
        ends = {one, two}
        events = tuple(events)
        told = [(day_of(e), e) for e in events if e.mode == "actual" and {e.actor, e.target} == ends]
        told.sort(key=lambda t: (t[0], _order(t[1]), t[1].id))
        self._told = told
        self._demands = _demanded(events, ends)
        self._met = _met(told)
        self._days = [day for day, _ in told]
        self._expulsions = [t for t in told if t[1].type == "expulsion"]
        self._held = [t for t in told if t[1].type in {"detention", "release"}]
        self._terms = [t for t in told if t[1].deadline is not None]
        self._gone = [t for t in told if t[1].type == "troops_withdrawn" and t[1].stage in _GONE]
        self._checkpoints: list[Cells] = [{}]

    def board(self, as_of: date) -> Board:
        """The board as of a day: what the events dated up to that day add up to."""
        cells = self._folded(bisect_right(self._days, as_of))
        relations = cells.get((*self.pair, "relations"))
        restored = (relations.restored if relations else None) or date.min
        lines = [_line(key, cell, restored) for key, cell in cells.items()]
        lines += _expelled(_upto(self._expulsions, as_of), as_of) + _detained(_upto(self._held, as_of), restored)
        lines += _open_demands(self._demands, self._met, as_of)
        lines += _deadlines(_upto(self._terms, as_of), _upto(self._gone, as_of), as_of)
        return Board(
            self.pair,
            as_of,
            tuple(sorted(lines, key=lambda n: (n.actor, n.target, n.line, n.deadline or n.demand or ""))),
        )

    def _folded(self, end: int) -> Cells:
        while (at := len(self._checkpoints) * EVERY) <= end:
            self._checkpoints.append(self._fold(_copied(self._checkpoints[-1]), at - EVERY, at))
        start = end // EVERY
        return self._fold(_copied(self._checkpoints[start]), start * EVERY, end)

    def _fold(self, cells: Cells, start: int, end: int) -> Cells:
        for day, event in self._told[start:end]:
            _apply(cells, event, day)
        return cells


def _copied(cells: Cells) -> Cells:
    return {key: replace(cell, events=list(cell.events)) for key, cell in cells.items()}


def _upto(told: Told, as_of: date) -> Told:
    return told[: bisect_right(told, as_of, key=lambda t: t[0])]


def board(events: Iterable[Event], pair: tuple[str, str], as_of: date) -> Board:
    """The board of a pair as of a day. For many days of one pair, prepare a Chronicle once."""
    return Chronicle(events, pair).board(as_of)


def _apply(cells: Cells, event: Event, day: date) -> None:
    for (actor, target, name), state in _effects(cells, event):
        by = event.actor if name == "relations" else None
        cells.setdefault((actor, target, name), _Cell()).set(state, event, day, by)


def _effects(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    """The lines that an event sets, with their new states."""
    actor, target, kind = event.actor, event.target, event.type
    handler: Callable[[Cells, Event], list[tuple[tuple[str, str, str], str]]] | None = _HANDLERS.get(kind)
    found = handler(cells, event) if handler else []
    if kind in _STATES:
        line, state = _STATES[kind]
        found.append(((actor, target, line), "partly" if event.partial and kind in _PARTS else state))
    return found


def _relations(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    one, two = sorted((event.actor, event.target))
    state = {"relations_downgraded": "downgraded", "relations_severed": "severed"}.get(event.type, "normal")
    return [((one, two, "relations"), state)]


def _recall(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    key = (event.actor, event.target, "ambassador")
    meant = event.rank == "ambassador" or event.ambassador_included or (event.rank is None and event.count is None)
    expelled = key in cells and cells[key].state == "expelled"
    return [(key, "recalled")] if meant and not expelled else []


def _expulsion(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    meant = event.rank == "ambassador" or event.ambassador_included
    return [((event.target, event.actor, "ambassador"), "expelled")] if meant else []


def _posted(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    return [((event.actor, event.target, "ambassador"), "in_post")]


def _mission(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    owner = event.owner or event.actor
    host = event.target if owner == event.actor else event.actor
    state = "closed" if event.type == "mission_closure" else "open"
    return [((owner, host, f"mission.{event.site or 'embassy'}"), state)]


def _cooperation(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    domain = event.domain or "general"
    state = "suspended" if event.type == "cooperation_suspended" else "active"
    return [] if domain in _OWN_LINES else [((event.actor, event.target, f"cooperation.{domain}"), state)]


def _agreement(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    if not event.bilateral or not event.domain or event.domain in _OWN_LINES:
        return []
    state = "ended" if event.type == "agreement_ended" else "active"
    return [((event.actor, event.target, f"cooperation.{event.domain}"), state)]


def _told_to_leave(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    key = (event.target, event.actor, "troops")
    gone = key in cells and cells[key].state in {"leaving", "withdrawn"}
    return [] if gone else [(key, "told_to_leave")]


def _withdrawn(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    state = "withdrawn" if event.stage in _GONE else "leaving"
    return [((event.actor, event.target, "troops"), state)]


def _crossing(cells: Cells, event: Event) -> list[tuple[tuple[str, str, str], str]]:
    line = event.domain if event.domain in {"airspace", "border"} else "border"
    return [((event.actor, event.target, line), "closed" if event.type == "crossing_closed" else "open")]


_HANDLERS: dict[str, Callable[[Cells, Event], list[tuple[tuple[str, str, str], str]]]] = {
    "relations_downgraded": _relations,
    "relations_severed": _relations,
    "relations_restored": _relations,
    "recall": _recall,
    "expulsion": _expulsion,
    "ambassador_posted": _posted,
    "mission_closure": _mission,
    "mission_reopened": _mission,
    "cooperation_suspended": _cooperation,
    "cooperation_resumed": _cooperation,
    "agreement_ended": _agreement,
    "agreement_signed": _agreement,
    "troops_expelled": _told_to_leave,
    "troops_withdrawn": _withdrawn,
    "crossing_closed": _crossing,
    "crossing_reopened": _crossing,
}
_HOSTILE = frozenset(
    "recalled expelled closed suspended ended told_to_leave leaving in_force partly restricted banned".split()
)


def _line(key: tuple[str, str, str], cell: _Cell, restored: date) -> Line:
    """A hostile line that nothing has confirmed since relations were restored is stale."""
    stale = cell.state in _HOSTILE and cell.told is not None and cell.told < restored
    return _filled(key, cell.events, cell.since, state=cell.state, stale=stale, set_by=cell.by)


def _filled(key: tuple[str, str, str], events: Sequence[Event], since: date | None, **more: Any) -> Line:
    actor, target, line = key
    return Line(
        actor,
        target,
        line,
        since=since.isoformat() if since else None,
        sources=independent(report.origin for event in events for report in event.reports),
        events=tuple(event.id for event in events),
        disputed=any(event.disputed for event in events),
        **more,
    )


def _expelled(told: Told, as_of: date) -> list[Line]:
    """The sum of a year of expulsions for each direction; what has aged out no longer counts, and its ageing is a change."""
    lines = []
    for actor, target in sorted({(e.actor, e.target) for _, e in told}):
        dated = [(d, e) for d, e in told if (e.actor, e.target) == (actor, target)]
        live = [(day, event) for day, event in dated if as_of - day < WINDOW]
        changes = [day for day, _ in dated] + [day + WINDOW for day, _ in dated if day + WINDOW <= as_of]
        vague = any(event.count is None and event.rank != "ambassador" for _, event in live)
        count = sum(event.count or 1 for _, event in live)
        events = [event for _, event in live or dated]
        lines.append(_filled((actor, target, "expelled"), events, max(changes), count=count, at_least=vague))
    return lines


def _detained(told: Told, restored: date) -> list[Line]:
    """How many the actor holds: arrests add, releases take away, never below none; a charge adds those not held yet."""
    held: dict[tuple[str, str], tuple[int, date, list[Event]]] = {}
    for day, event in told:
        count, since, events = held.get((event.actor, event.target), (0, day, []))
        people = event.count or 1
        now = max(0, count - people) if event.type == "release" else count + people
        now = max(count, people) if _held_already(event, events) else now
        events.append(event)
        held[event.actor, event.target] = (now, day if now != count else since, events)
    return [
        _filled((*dyad, "detained"), events, since, count=count, stale=count > 0 and day_of(events[-1]) < restored)
        for dyad, (count, since, events) in held.items()
    ]


def _held_already(event: Event, earlier: Sequence[Event]) -> bool:
    """Is it a charge or sentence, and of nobody who is named and was not named before?"""
    if event.type != "detention" or not all(report.mention.proceedings for report in event.reports):
        return False
    named, before = _named(event), [_named(other) for other in earlier if other.type == "detention"]
    return not named or any(not names or names & named for names in before)


def _named(event: Event) -> set[str]:
    """The words of names in the sentences that tell of somebody's detention."""
    slots = [slot for report in event.reports for slot in report.mention.slots if slot.name == "person"]
    return {word for slot in slots for word in slot.words.split()}


def _demanded(events: Iterable[Event], ends: set[str]) -> Told:
    """What either side has demanded of the other, with the day from which it counts.

    A demand of which no act was read is one too, unless an article that tells it names the act as well.
    """
    known = [e for e in events if {e.actor, e.target} == ends]
    acts = [e for e in known if e.mode == "demanded" and e.type in _DEMANDABLE]
    named = {(e.target, report.article) for e in acts for report in e.reports}
    bare = [e for e in known if e.type == "demand" and e.mode == "actual"]
    acts += [e for e in bare if not any((e.actor, report.article) in named for report in e.reports)]
    return sorted(((day_of(e), e) for e in acts), key=lambda t: (t[0], t[1].id))


def _met(told: Told) -> dict[tuple[str, str, str], list[date]]:
    """The days on which one side did to the other what can be demanded, by its type; under "demand" whatever calms."""
    days: dict[tuple[str, str, str], list[date]] = {}
    for day, event in told:
        if event.type in _DEMANDABLE:
            days.setdefault((event.actor, event.target, event.type), []).append(day)
        if event.type in DEESCALATION:
            days.setdefault((event.actor, event.target, "demand"), []).append(day)
    return days


def _open_demands(demands: Told, met: dict[tuple[str, str, str], list[date]], as_of: date) -> list[Line]:
    """One line for each sort of act that one side demands of the other, until the other does it.

    Of demands without an act the last stands, until the other side calms in any way.
    """
    lines: dict[tuple[str, str, str], Line] = {}
    for day, event in _upto(demands, as_of):
        bare = event.type == "demand"
        by, of = (event.actor, event.target) if bare else (event.target, event.actor)
        days = met.get((of, by, event.type), [])
        done = bisect_left(days, day)
        if (done == len(days) or days[done] > as_of) and (bare or (by, of, event.type) not in lines):
            lines[by, of, event.type] = _filled((by, of, "demands"), [event], day, demand=event.type)
    return list(lines.values())


def _deadlines(told: Told, gone: Told, as_of: date) -> list[Line]:
    """The terms still open: until their day is over, or the troops they were set for have left. One line for a day."""
    open_: dict[tuple[str, str, str], list[tuple[date, Event]]] = {}
    for day, event in told:
        if event.deadline is None or as_of > date.fromisoformat(event.deadline):
            continue
        leaving = {"troops_expelled": event.target, "troops_withdrawn": event.actor}.get(event.type)
        if not any(e.actor == leaving and later >= day for later, e in gone):
            open_.setdefault((event.actor, event.target, event.deadline), []).append((day, event))
    return [
        _filled((actor, target, "deadlines"), [event for _, event in found], found[0][0], deadline=deadline)
        for (actor, target, deadline), found in open_.items()
    ]


def as_json(made: Board) -> dict[str, Any]:
    """The board as docs/board.md writes it; marks only where they are set."""
    lines = []
    for line in made.lines:
        entry: dict[str, Any] = {
            "actor": line.actor,
            "target": line.target,
            "line": line.line,
            "state": line.state,
            "count": line.count,
            "since": line.since,
            "sources": line.sources,
            "events": list(line.events),
        }
        marks = {
            "at_least": line.at_least,
            "stale": line.stale,
            "disputed": line.disputed,
            "deadline": line.deadline,
            "demand": line.demand,
            "set_by": line.set_by,
        }
        entry.update({name: value for name, value in marks.items() if value})
        lines.append(entry)
    return {"pair": list(made.pair), "as_of": made.as_of.isoformat(), "lines": lines}
