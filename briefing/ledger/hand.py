"""The analyst's hand: decisions over events, as plain objects that survive recoding.

A decision is a JSON object: `action`, the `event`'s id, and what the event was when it was decided (`type`, `actor`,
`target`, `article` of its first report), so that it is found again when an id has changed. Actions:

    accept            the event stands, whatever others deny
    reject            it is not in the ledger
    correct           `field` gets `value`
    merge             the event `other` is the same act
    split             the report of `article` is an act of its own
    pin, note         marked; `note` says why

Pure: events and decisions in, events and complaints out; the same decisions in the same order give the same ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.ledger.merging import together
from briefing.model import DOMAINS, MODES, RANKS, TYPES, Event

ACTIONS = ("accept", "reject", "correct", "merge", "split", "pin", "note")
CORRECTED = ("type", "date", "count", "rank", "domain", "deadline", "mode")
_WORDS = {"type": TYPES, "rank": RANKS, "domain": DOMAINS, "mode": MODES}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
Decision = Mapping[str, Any]


def decision(action: str, event: Event, **more: Any) -> dict[str, Any]:
    """A decision about an event, with what is needed to find it again."""
    about = {"type": event.type, "actor": event.actor, "target": event.target, "article": event.reports[0].article}
    return {"action": action, "event": event.id, **about, **{k: v for k, v in more.items() if v is not None}}


def mistake(entry: object) -> str | None:
    """What is wrong with a decision as written, for a person; None for a sound one."""
    if not isinstance(entry, dict):
        return "is no JSON object"
    action = entry.get("action")
    if action not in ACTIONS:
        return f"action {action!r} is unknown; known are {', '.join(ACTIONS)}"
    if not isinstance(entry.get("event"), str):
        return "names no event"
    if action == "correct":
        return _bad_correction(entry)
    if action == "merge" and not isinstance(entry.get("other"), str):
        return "names no other event to merge with"
    return None


def _bad_correction(entry: Mapping[str, Any]) -> str | None:
    name, value = entry.get("field"), entry.get("value")
    if name not in CORRECTED:
        return f"field {name!r} cannot be corrected; known are {', '.join(CORRECTED)}"
    if name in _WORDS and value is not None and value not in _WORDS[str(name)]:
        return f"{value!r} is no {name}"
    if name == "count" and value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        return f"{value!r} is no count"
    if name in {"date", "deadline"} and value is not None and not (isinstance(value, str) and _DATE.fullmatch(value)):
        return f"{value!r} is no date; write it like 2025-09-17, 2025-09 or 2025"
    return None


def apply(events: Sequence[Event], decisions: Iterable[Decision]) -> tuple[tuple[Event, ...], list[str]]:
    """The events after the decisions, in their order, and a sentence for each decision that no event answers to."""
    current = list(events)
    lost: list[str] = []
    for entry in decisions:
        problem = mistake(entry)
        found = _find(current, entry, "event") if problem is None else None
        if problem is not None or found is None:
            lost.append(problem or f"no event {entry.get('event')} any more ({_about(entry)})")
            continue
        current = _done(current, found, entry)
    return tuple(current), lost


def _about(entry: Decision) -> str:
    return " ".join(str(entry.get(name, "?")) for name in ("type", "actor", "target"))


def _find(events: Sequence[Event], entry: Decision, name: str) -> Event | None:
    """By id; else by what it was: the same act with a report of the same article."""
    named = next((event for event in events if event.id == entry.get(name)), None)
    if named is not None or name != "event":
        return named
    key = tuple(entry.get(part) for part in ("type", "actor", "target"))
    alike = [e for e in events if (e.type, e.actor, e.target) == key]
    told = [e for e in alike if any(report.article == entry.get("article") for report in e.reports)]
    return told[0] if len(told) == 1 else None


def _done(events: list[Event], event: Event, entry: Decision) -> list[Event]:
    action = entry["action"]
    if action == "reject":
        return [e for e in events if e is not event]
    if action == "merge":
        other = _find(events, entry, "other")
        return events if other is None or other is event else _merged(events, event, other)
    if action == "split":
        return _split(events, event, str(entry.get("report") or ""))
    changed = _changed(event, entry)
    return [changed if e is event else e for e in events]


def _changed(event: Event, entry: Decision) -> Event:
    note = entry.get("note") if isinstance(entry.get("note"), str) else event.note
    if entry["action"] == "correct":
        name, value = str(entry["field"]), entry.get("value")
        fixed: Any = {name: value}
        if name == "date":
            fixed["date_precision"] = {4: "year", 7: "month", 10: "day"}.get(len(str(value))) if value else None
        kept = tuple(version for version in event.versions if version[0] != name)
        return replace(event, **fixed, versions=kept, note=note)
    if entry["action"] == "accept":
        return replace(event, versions=(), pinned=event.pinned, note=note or "accepted")
    return replace(event, pinned=event.pinned or entry["action"] == "pin", note=note)


def _merged(events: list[Event], event: Event, other: Event) -> list[Event]:
    one = together(event, (*event.reports, *other.reports))
    return [one if e is event else e for e in events if e is not other]


def _split(events: list[Event], event: Event, article: str) -> list[Event]:
    apart = [report for report in event.reports if report.article == article]
    rest = [report for report in event.reports if report.article != article]
    if not apart or not rest:
        return events
    pieces = [together(event, rest), together(event, apart, f"{event.id}/{article}")]
    return [piece for e in events for piece in (pieces if e is event else [e])]
