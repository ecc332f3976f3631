"""Readings -> events: the reports of each act, gathered by kind and pair, with the outlets' own corrections and denials."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from briefing.ledger.answers import linked
from briefing.ledger.clusters import clusters, published
from briefing.ledger.corrections import NEVER, corrected
from briefing.ledger.identity import compatible, overlap
from briefing.ledger.versions import best, versions
from briefing.model import Event, Mention, Reading, Report

Key = tuple[str, str, str, str]
CONTRADICTED = timedelta(days=60)  # a denial answers a report for this long; later it is about something else
_FIELDS = ("count", "rank", "domain", "deadline", "owner", "site", "form", "stage", "bilateral")


class Ledger:
    """The events of many readings, kept up to date: a new article costs what it touches, never the whole ledger.

    `add` takes a reading (again, if it has changed); `events(pair)` are those that `merge` would give for that pair.
    """

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self._readings: dict[str, Reading] = {}
        self._taken: dict[str, list[Mention]] = {}
        self._buckets: dict[Key, dict[str, list[Report]]] = {}
        self._events: dict[Key, list[Event]] = {}
        self._corrections: dict[str, dict[str, Reading]] = {}
        self._stale: set[Key] = set()
        for reading in readings:
            self.add(reading)

    def add(self, reading: Reading) -> None:
        """Takes an article in, or its new reading in the place of the old."""
        name = reading.article.id
        touched = {name}
        old = self._readings.get(name)
        if old is not None and old.correction is not None:
            self._corrections[old.correction.article].pop(name)
            touched.add(old.correction.article)
        self._readings[name] = reading
        if reading.correction is not None:
            self._corrections.setdefault(reading.correction.article, {})[name] = reading
            touched.add(reading.correction.article)
        for one in touched:
            self._retake(one)

    def events(self, pair: tuple[str, str]) -> tuple[Event, ...]:
        """The events between two states, both directions, in order of date."""
        both = {pair, pair[::-1]}
        found = [event for key in self._keys(both) for event in self._of(key)]
        return linked(found)

    def touched(self, reading: Reading) -> tuple[Event, ...]:
        """The events of the kinds that a reading speaks of: what may have changed by adding it."""
        keys = {(m.type, m.actor, m.target, m.mode) for m in reading.mentions}
        return tuple(event for key in sorted(keys) for event in self._of(key))

    def _keys(self, pairs: set[tuple[str, str]]) -> list[Key]:
        return sorted(key for key in self._buckets if (key[1], key[2]) in pairs)

    def _of(self, key: Key) -> list[Event]:
        if key in self._stale or key not in self._events:
            self._events[key] = _events(key, self._told(key))
            self._stale.discard(key)
        denials = self._told((*key[:3], "denied")) if key[3] == "actual" else []
        return [event for event in self._events[key] if not _contradicted(event, denials)]

    def _told(self, key: Key) -> list[Report]:
        return [report for told in self._buckets.get(key, {}).values() for report in told]

    def _retake(self, name: str) -> None:
        """An article's mentions into their buckets as they are now, out of those where they were."""
        for mention in self._taken.pop(name, ()):
            self._buckets.get(_key(mention), {}).pop(name, None)
            self._stale.add(_key(mention))
        reading = self._readings.get(name)
        if reading is None:
            return
        self._taken[name] = corrected(reading, self._corrections.get(name, {}).values())
        for mention in self._taken[name]:
            self._buckets.setdefault(_key(mention), {}).setdefault(name, []).append(_report(reading, mention))
            self._stale.add(_key(mention))


def merge(readings: Iterable[Reading]) -> tuple[Event, ...]:
    """The events that the readings tell of, in order of date. Merging the same readings twice changes nothing."""
    unique = {reading.article.id: reading for reading in readings}
    corrections: dict[str, list[Reading]] = {}
    for reading in unique.values():
        if reading.correction:
            corrections.setdefault(reading.correction.article, []).append(reading)
    buckets: dict[Key, list[Report]] = {}
    for reading in unique.values():
        for mention in corrected(reading, corrections.get(reading.article.id, ())):
            buckets.setdefault(_key(mention), []).append(_report(reading, mention))
    events = [event for key in sorted(buckets) for event in _events(key, buckets[key])]
    kept = [event for event in events if not _contradicted(event, _denials(event, buckets))]
    return linked(kept)


def _key(mention: Mention) -> Key:
    return mention.type, mention.actor, mention.target, mention.mode


def _report(reading: Reading, mention: Mention) -> Report:
    article = reading.article
    origin = reading.origin or article.agency or article.source or article.id
    return Report(
        article=article.id,
        source=article.source,
        published=article.published,
        origin=origin,
        official=article.official,
        side=article.side,
        title=article.title,
        url=article.url,
        mention=mention,
    )


def _events(key: Key, reports: list[Report]) -> list[Event]:
    made = [_event(key, cluster.reports) for cluster in clusters(reports)]
    return _named(key, made)


def _named(key: Key, events: list[Event]) -> list[Event]:
    """Each event with an id of its own: what was done by whom to whom, and the article that told it first.

    Of several that one article told first the latest has that id; the others are known by what it told of them.
    """
    first: dict[str, list[Event]] = {}
    for event in events:
        first.setdefault(event.reports[0].article, []).append(event)
    names: dict[int, str] = {}
    for article, told in first.items():
        told.sort(key=lambda event: (_day_told(event), repr(event.reports[0].mention)), reverse=True)
        taken: dict[str, int] = {}
        for number, event in enumerate(told):
            said = event.reports[0].mention
            parts = (*key, article) if number == 0 else (*key, article, said.date, said.domain, said.count, said.rank)
            name = _digest(parts)
            taken[name] = taken.get(name, 0) + 1
            names[id(event)] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return [replace(event, id=names[id(event)]) for event in events]


def _day_told(event: Event) -> str:
    """The day that an event's first report gives it; without one it is the news of that day."""
    told = event.reports[0]
    return told.mention.date or (told.published or NEVER).date().isoformat()


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256("|".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:12]


def _event(key: Key, told: Sequence[Report]) -> Event:
    kind, actor, target, mode = key
    reports = sorted(told, key=lambda r: (r.published or NEVER, r.article, r.mention.evidence.start))
    day, precision = best_date(reports)
    chosen = {name: best(name, reports) for name in _FIELDS}
    return Event(
        id="",
        type=kind,
        actor=actor,
        target=target,
        date=day,
        date_precision=precision,  # type: ignore[arg-type]
        reports=tuple(reports),
        mode=mode,  # type: ignore[arg-type]
        ambassador_included=any(report.mention.ambassador_included for report in reports),
        partial=any(report.mention.partial for report in reports),
        versions=versions(("date", *_FIELDS), reports),
        **chosen,
    )


def together(event: Event, reports: Sequence[Report], name: str | None = None) -> Event:
    """The event that these reports tell of when they are taken for one act; it keeps the id, or gets another name."""
    key = (event.type, event.actor, event.target, event.mode)
    made = _event(key, reports)
    return replace(made, id=name or event.id, pinned=event.pinned, note=event.note)


def best_date(reports: Sequence[Report]) -> tuple[str | None, str | None]:
    """The best supported of the most exact dates, with its precision."""
    for precision in ("day", "month", "year"):
        exact = [report for report in reports if report.mention.date and report.mention.date_precision == precision]
        if exact:
            return best("date", exact), precision
    return None, None


def _denials(event: Event, buckets: Mapping[Key, list[Report]]) -> list[Report]:
    return buckets.get((event.type, event.actor, event.target, "denied"), [])


def _contradicted(event: Event, denials: Sequence[Report]) -> bool:
    """An act that one outlet alone ever had, and that two others deny afterwards, is not in the ledger."""
    own = {report.source for report in event.reports}
    if event.mode != "actual" or len(own) > 1:
        return False
    return len({denial.source for denial in denials if denial.source not in own and _denies(denial, event)}) > 1


def _denies(denial: Report, event: Event) -> bool:
    told, day = published(event.reports[0]), published(denial)
    late = told is not None and day is not None and not timedelta(0) <= day - told <= CONTRADICTED
    said = event.reports[0].mention
    return not late and compatible(denial.mention, said) and overlap(denial.mention, said)
