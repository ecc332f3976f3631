"""Mentions of one kind between two states -> events: the exact ones first, the vague ones join what they fit best."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from briefing.ledger.answers import linked
from briefing.ledger.identity import SLACK, compatible, distance, overlap
from briefing.ledger.versions import best, versions
from briefing.model import Correction, Event, Mention, Reading, Report, span

NEVER = datetime(1, 1, 1, tzinfo=UTC)
RECENT = 150  # days: an undated report with another number is a version of an act no older than this
Key = tuple[str, str, str, str]
_ORDER = {"day": 0, "month": 1, "year": 2, None: 3}
_FIELDS = ("count", "rank", "domain", "deadline", "owner", "site", "form", "stage", "bilateral")


@dataclass(slots=True)
class _Cluster:
    """The reports taken for one act so far; `days` are the exact days they give."""

    reports: list[Report]
    days: set[date] = field(default_factory=set)

    @property
    def counts(self) -> set[int]:
        return {report.mention.count for report in self.reports if report.mention.count is not None}

    @property
    def first(self) -> date:
        known = [day for report in self.reports if (day := _published(report))]
        return min(self.days or known or [date.max])


def _published(report: Report) -> date | None:
    return report.published.date() if report.published else None


class Ledger:
    """The events of many readings, kept up to date: a new article costs what it touches, never the whole ledger.

    `add` takes a reading (again, if it has changed); `events(pair)` are those that `merge` would give for that pair.
    """

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self._readings: dict[str, Reading] = {}
        self._buckets: dict[Key, dict[str, list[Report]]] = {}
        self._events: dict[Key, list[Event]] = {}
        self._corrections: dict[str, Correction] = {}
        self._stale: set[Key] = set()
        for reading in readings:
            self.add(reading)

    def add(self, reading: Reading) -> None:
        """Takes an article in, or its new reading in the place of the old."""
        name = reading.article.id
        old = self._readings.get(name)
        if old is not None:
            self._forget(old)
        self._readings[name] = reading
        if reading.correction is not None:
            self._corrections[reading.correction.article] = reading.correction
            corrected = self._readings.get(reading.correction.article)
            if corrected is not None:
                self._forget(corrected)
                self._take(corrected)
        self._take(reading)

    def events(self, pair: tuple[str, str]) -> tuple[Event, ...]:
        """The events between two states, both directions, in order of date and id."""
        both = {pair, pair[::-1]}
        found = [event for key in self._keys(both) for event in self._of(key)]
        return linked(sorted(found, key=lambda event: (_day(event), event.id)))

    def touched(self, reading: Reading) -> tuple[Event, ...]:
        """The events of the kinds that a reading speaks of: what may have changed by adding it."""
        keys = {(m.type, m.actor, m.target, m.mode) for m in reading.mentions}
        return tuple(event for key in sorted(keys) for event in self._of(key))

    def _keys(self, pairs: set[tuple[str, str]]) -> list[Key]:
        return sorted(key for key in self._buckets if (key[1], key[2]) in pairs)

    def _of(self, key: Key) -> list[Event]:
        if key in self._stale or key not in self._events:
            reports = [report for told in self._buckets.get(key, {}).values() for report in told]
            self._events[key] = _events(key, reports)
            self._stale.discard(key)
        denials = {k: [r for told in self._buckets.get(k, {}).values() for r in told] for k in [(*key[:3], "denied")]}
        return [event for event in self._events[key] if not _contradicted(event, denials)]

    def _take(self, reading: Reading) -> None:
        for mention in _corrected(reading.mentions, self._corrections.get(reading.article.id)):
            key = (mention.type, mention.actor, mention.target, mention.mode)
            self._buckets.setdefault(key, {}).setdefault(reading.article.id, []).append(_report(reading, mention))
            self._stale.add(key)

    def _forget(self, reading: Reading) -> None:
        for mention in reading.mentions:
            key = (mention.type, mention.actor, mention.target, mention.mode)
            if self._buckets.get(key, {}).pop(reading.article.id, None) is not None:
                self._stale.add(key)


def merge(readings: Iterable[Reading]) -> tuple[Event, ...]:
    """The events that the readings tell of, in order of date and id. Merging the same readings twice changes nothing."""
    unique = {reading.article.id: reading for reading in readings}
    corrections = {r.correction.article: r.correction for r in unique.values() if r.correction}
    buckets: dict[Key, list[Report]] = {}
    for reading in unique.values():
        for mention in _corrected(reading.mentions, corrections.get(reading.article.id)):
            key = (mention.type, mention.actor, mention.target, mention.mode)
            buckets.setdefault(key, []).append(_report(reading, mention))
    events = [event for key in sorted(buckets) for event in _events(key, buckets[key])]
    kept = [event for event in events if not _contradicted(event, buckets)]
    return linked(sorted(kept, key=lambda event: (_day(event), event.id)))


def _corrected(mentions: Sequence[Mention], correction: Correction | None) -> list[Mention]:
    """An article's mentions after its outlet's own correction."""
    if correction is None:
        return list(mentions)
    changes = dict(correction.changes)
    kept = []
    for mention in mentions:
        key = (mention.type, mention.actor, mention.target)
        if key in correction.withdraws:
            continue
        known = {name: value for name, value in changes.get(key, ()) if name in Mention.__dataclass_fields__}
        kept.append(replace(mention, **known))  # type: ignore[arg-type]
    return kept


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


def _canonical(report: Report) -> tuple[object, ...]:
    """An order that depends on what a report says, never on when it arrived."""
    mention = report.mention
    return (
        _ORDER[mention.date_precision],
        mention.date or "",
        report.published or NEVER,
        report.article,
        mention.domain or "",
        mention.count or 0,
        mention.evidence.start,
    )


def _events(key: Key, reports: list[Report]) -> list[Event]:
    clusters: list[_Cluster] = []
    by_day: dict[date, list[_Cluster]] = {}
    for report in sorted(reports, key=_canonical):
        day = _exact(report)
        home = _home(report, _around(day, by_day) if day else clusters)
        if home is None:
            home = _Cluster([])
            clusters.append(home)
        home.reports.append(report)
        if day and day not in home.days:
            home.days.add(day)
            by_day.setdefault(day, []).append(home)
    return _distinct([_event(key, cluster) for cluster in clusters])


def _distinct(events: list[Event]) -> list[Event]:
    """Two acts that one article tells in the same words are numbered, so that no id stands for two."""
    seen: dict[str, int] = {}
    made = []
    for event in events:
        seen[event.id] = seen.get(event.id, 0) + 1
        made.append(event if seen[event.id] == 1 else replace(event, id=f"{event.id}-{seen[event.id]}"))
    return made


def _exact(report: Report) -> date | None:
    mention = report.mention
    return date.fromisoformat(mention.date) if mention.date and mention.date_precision == "day" else None


def _around(day: date, by_day: dict[date, list[_Cluster]]) -> list[_Cluster]:
    """The acts with a report of that day or one beside it: no other can be meant by an exact date. Exact ones come first."""
    found: dict[int, _Cluster] = {}
    for shift in (-1, 0, 1):
        for cluster in by_day.get(day + shift * SLACK, ()):
            found[id(cluster)] = cluster
    return list(found.values())


def _home(report: Report, clusters: list[_Cluster]) -> _Cluster | None:
    """The act that a report tells of: the compatible one that fits best in number, domain and time."""
    fits = [cluster for cluster in clusters if _fits(report, cluster)]
    return min(fits, key=lambda cluster: _misfit(report, cluster), default=None)


def _fits(report: Report, cluster: _Cluster) -> bool:
    mention = report.mention
    if any(one.article == report.article for one in cluster.reports):
        return False
    if not all(compatible(mention, one.mention) for one in cluster.reports):
        return False
    if mention.date is None:
        return _fits_undated(report, cluster)
    if not all(overlap(mention, one.mention) for one in cluster.reports):
        return False
    return not (mention.further and mention.count not in cluster.counts)


def _fits_undated(report: Report, cluster: _Cluster) -> bool:
    published = _published(report)
    if published is None:
        return True
    if cluster.first > published:
        return False
    same = report.mention.count is None or not cluster.counts or report.mention.count in cluster.counts
    return same or (published - cluster.first).days <= RECENT


def _misfit(report: Report, cluster: _Cluster) -> tuple[object, ...]:
    mention = report.mention
    counted = mention.count is not None and bool(cluster.counts) and mention.count not in cluster.counts
    domains = {one.mention.domain for one in cluster.reports}
    published = _published(report) or date.max
    known = span(mention.date, mention.date_precision)
    until = min(published, known[1]) if known else published
    return (
        counted,
        mention.domain not in domains,
        distance(mention, cluster.days, published)
        if mention.date_precision == "day"
        else abs((until - cluster.first).days),
        cluster.reports[0].article,
    )


def _event(key: Key, cluster: _Cluster) -> Event:
    kind, actor, target, mode = key
    reports = sorted(cluster.reports, key=lambda r: (r.published or NEVER, r.article, r.mention.evidence.start))
    day, precision = best_date(reports)
    chosen = {name: best(name, reports) for name in _FIELDS}
    return Event(
        id=_identity(key, reports),
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
    made = _event(key, _Cluster(list(reports)))
    return replace(made, id=name or event.id, pinned=event.pinned, note=event.note)


def best_date(reports: Sequence[Report]) -> tuple[str | None, str | None]:
    """The best supported of the most exact dates, with its precision."""
    for precision in ("day", "month", "year"):
        exact = [report for report in reports if report.mention.date and report.mention.date_precision == precision]
        if exact:
            return best("date", exact), precision
    return None, None


def _identity(key: Key, reports: Sequence[Report]) -> str:
    """Stable while the first report stays: what was done by whom to whom, and the article that told it first."""
    anchor = "|".join((*key, reports[0].article, reports[0].mention.domain or "", str(reports[0].mention.count or "")))
    return hashlib.sha256(anchor.encode()).hexdigest()[:12]


def _day(event: Event) -> str:
    return event.date or (event.reports[0].published or NEVER).date().isoformat()


def _contradicted(event: Event, buckets: dict[Key, list[Report]]) -> bool:
    """An act that one outlet alone ever had, and that two others deny, is not in the ledger."""
    if event.mode != "actual" or len({report.source for report in event.reports}) > 1:
        return False
    denials = buckets.get((event.type, event.actor, event.target, "denied"), [])
    own = {report.source for report in event.reports}
    told = {d.source for d in denials if compatible(d.mention, event.reports[0].mention) and d.source not in own}
    return len(told) >= 2
