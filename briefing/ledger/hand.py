"""The analyst's hand: decisions over events, as plain objects that survive recoding.

A decision is a JSON object: `action`, the `event`'s id, and what the event was when it was decided (`type`, `actor`,
`target`, `article` of its first report), so that it is found again when an id has changed. Actions:

    accept            the event stands as it is; where its reports differ is no longer a doubt
    reject            it is not in the ledger
    correct           `field` gets `value`
    merge             the event `other`, first told in `other_article`, is the same act
    split             the report of the article `report` is an act of its own
    pin               kept in sight
    note              only a note

Every decision may carry a `note` that says why. The whole form, with an example, is in docs/ledger.md.

Pure: events and decisions in, events and complaints out; the same decisions in the same order give the same ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.ledger.answers import linked
from briefing.ledger.merging import together
from briefing.model import DOMAINS, FORMS, MODES, RANKS, SITES, STAGES, TYPES, Event, span

ACTIONS = ("accept", "reject", "correct", "merge", "split", "pin", "note")
FLAGS = ("ambassador_included", "partial", "bilateral")
CORRECTED = (
    "type",
    "actor",
    "date",
    "count",
    "rank",
    "domain",
    "deadline",
    "mode",
    "owner",
    "site",
    "form",
    "stage",
    *FLAGS,
)
_WORDS = {"type": TYPES, "rank": RANKS, "domain": DOMAINS, "mode": MODES, "site": SITES, "form": FORMS, "stage": STAGES}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
Decision = Mapping[str, Any]


def decision(action: str, event: Event, **more: Any) -> dict[str, Any]:
    """A decision about an event, with what is needed to find it again."""
    about = {"type": event.type, "actor": event.actor, "target": event.target, "article": event.reports[0].article}
    return {"action": action, "event": event.id, **about, **{k: v for k, v in more.items() if v is not None}}


def typed(field: str, value: str | None) -> str | int | None:
    """The value of a correction as a person types it: a count is a number, "none" or nothing takes the value away."""
    if value in {None, "", "none"}:
        return None
    if field in FLAGS and value in {"true", "false", "yes", "no"}:
        return value in {"true", "yes"}
    return int(value) if field == "count" and str(value).isdecimal() else value


def merging(event: Event, other: Event, **more: Any) -> dict[str, Any]:
    """The decision that `other` is the same act as `event`, with what is needed to find both again."""
    return decision(
        "merge", event, other=other.id, other_type=other.type, other_article=other.reports[0].article, **more
    )


def mistake(entry: object) -> str | None:
    """What is wrong with a decision as written, for a person; None for a sound one."""
    if not isinstance(entry, dict):
        return "is no JSON object"
    action = entry.get("action")
    if action not in ACTIONS:
        return f"action {action!r} is unknown; known are {', '.join(ACTIONS)}"
    if not isinstance(entry.get("event"), str):
        return "names no event"
    if any(not isinstance(entry.get(name), str) for name in ("type", "actor", "target", "article")):
        return "does not say what was decided about: type, actor, target and the article that told it first"
    if action == "correct":
        return _bad_correction(entry)
    if action == "merge" and not isinstance(entry.get("other"), str):
        return "names no other event to merge with"
    if action == "split" and not isinstance(entry.get("report"), str):
        return "names no article whose report is an act of its own"
    return None


def _bad_correction(entry: Mapping[str, Any]) -> str | None:
    name, value = entry.get("field"), entry.get("value")
    if name not in CORRECTED:
        return f"field {name!r} cannot be corrected; known are {', '.join(CORRECTED)}"
    if name in _WORDS and value is not None and value not in tuple(_WORDS[str(name)]):
        return f"{value!r} is no {name}"
    if name == "count" and value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        return f"{value!r} is no count"
    if name in {"type", "mode", "actor"} and value is None:
        return f"an event must have a {name}"
    if name in FLAGS and not (isinstance(value, bool) or (value is None and name == "bilateral")):
        return f"{name} is true or false, not {value!r}"
    if name in {"actor", "owner"} and value is not None and value not in (entry.get("actor"), entry.get("target")):
        return f"{value!r} is neither {entry.get('actor')} nor {entry.get('target')}; an act of another pair is rejected here"
    if name == "date" and value is not None and not _is_date(value):
        return f"{value!r} is no date; write it like 2025-09-17, 2025-09 or 2025"
    if name == "deadline" and value is not None and not (_is_date(value) and len(value) == 10):
        return f"{value!r} is no day; write it like 2025-09-17"
    return None


def _is_date(value: object) -> bool:
    """Is it a day, month or year that there is, as ISO 8601?"""
    if not (isinstance(value, str) and _DATE.fullmatch(value)):
        return False
    try:
        return span(value, None) is not None
    except ValueError:
        return False


def apply(events: Sequence[Event], decisions: Iterable[Decision]) -> tuple[tuple[Event, ...], list[str]]:
    """The events after the decisions, in their order, and a sentence for each decision that no event answers to."""
    current = list(events)
    lost: list[str] = []
    fixed: dict[str, list[Decision]] = {}
    for entry in decisions:
        problem = mistake(entry)
        found = _find(current, entry) if problem is None else None
        made = _done(current, found, entry) if found is not None else None
        if found is None or made is None:
            lost.append(problem or _lost(entry, found))
            continue
        if entry["action"] == "correct":
            fixed.setdefault(found.id, []).append(entry)
        current = [_again(e, fixed.get(e.id, ())) for e in made] if entry["action"] in {"merge", "split"} else made
    return (tuple(current) if current == list(events) else linked(current)), lost


def _again(event: Event, corrections: Iterable[Decision]) -> Event:
    """An event made anew from its reports, with what was corrected before."""
    for entry in corrections:
        event = _changed(event, entry)
    return event


def _lost(entry: Decision, found: Event | None) -> str:
    """Why a sound decision cannot be carried out: its event is gone, or what it names beside it."""
    about = " ".join(str(entry.get(name, "?")) for name in ("type", "actor", "target"))
    if found is None:
        return f"no event {entry.get('event')} any more ({about})"
    if entry["action"] == "merge":
        return f"no event {entry.get('other')} to merge {found.id} with ({about})"
    return f"no report of {entry.get('report')} to split off {found.id} ({about})"


def _find(events: Sequence[Event], entry: Decision, name: str = "event") -> Event | None:
    """By id; else by what it was: the same act with a report of the same article."""
    named = next((event for event in events if event.id == entry.get(name)), None)
    if named is not None:
        return named
    prefix = "" if name == "event" else "other_"
    key = (entry.get(f"{prefix}type"), entry.get("actor"), entry.get("target"))
    alike = [e for e in events if (e.type, e.actor, e.target) == key]
    told = [e for e in alike if any(report.article == entry.get(f"{prefix}article") for report in e.reports)]
    return told[0] if len(told) == 1 else None


def _done(events: list[Event], event: Event, entry: Decision) -> list[Event] | None:
    """The events after one decision; None where what it names beside the event is not there."""
    action = entry["action"]
    if action == "reject":
        return [e for e in events if e is not event]
    if action == "merge":
        other = _find(events, entry, "other")
        if other is None or other is event:
            return None if other is None else events
        return _merged(events, event, other)
    if action == "split":
        return _split(events, event, str(entry.get("report") or ""))
    changed = _changed(event, entry)
    return [changed if e is event else e for e in events]


def _changed(event: Event, entry: Decision) -> Event:
    note = entry.get("note") if isinstance(entry.get("note"), str) else event.note
    if entry["action"] == "correct":
        name, value = str(entry["field"]), entry.get("value")
        fixed: Any = {name: value}
        if name == "actor" and value != event.actor:
            fixed["target"] = event.actor
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


def _split(events: list[Event], event: Event, article: str) -> list[Event] | None:
    apart = [report for report in event.reports if report.article == article]
    rest = [report for report in event.reports if report.article != article]
    if not apart or not rest:
        told = any(report.article == article for e in events for report in e.reports)
        return events if told else None
    pieces = [together(event, rest), together(event, apart, f"{event.id}/{article}")]
    return [piece for e in events for piece in (pieces if e is event else [e])]
