"""Reports of one kind between two states -> groups of reports, each of one act; independent of the order of arrival.

Reports with an exact day come first, those of articles that tell two such acts apart before all others, then the days that
most outlets give. Vaguer reports join the act they fit best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from briefing.ledger.corrections import NEVER
from briefing.ledger.identity import SLACK, distance, exact, overlap, same_act, same_people
from briefing.model import MATERIAL, Mention, Report, span

RECENT = timedelta(days=150)  # an undated report with another number is a version of an act no older than this
WORDS = timedelta(days=30)  # what is only said, threatened or denied is said again: an undated report is of late
_ORDER = {"day": 0, "month": 1, "year": 2, None: 3}
_SOFT = ("form", "bilateral", "stage", "owner", "site")
_TOLD = ("count", "rank", "domain", "owner", "site", "stage")


@dataclass(slots=True)
class Cluster:
    """The reports taken for one act so far; `days` are the exact days they give, `opened` the first of any act of the kind."""

    reports: list[Report]
    opened: date = date.max
    days: set[date] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    first: date = date.max  # the earliest day that it can be of

    def add(self, report: Report) -> None:
        """Takes one more report in."""
        mention = report.mention
        self.reports.append(report)
        if mention.count is not None:
            self.counts.add(mention.count)
        known = span(mention.date, mention.date_precision)
        day = known[0] if known else published(report)
        if mention.date_precision == "day" and known:
            self.first = min(self.days | {known[0]})
            self.days.add(known[0])
        elif not self.days and day is not None:
            self.first = min(self.first, day)


def published(report: Report) -> date | None:
    """The day on which a report came out, in the zone of its outlet."""
    return report.published.date() if report.published else None


def clusters(reports: Sequence[Report]) -> list[Cluster]:
    """The acts that the reports tell of."""
    found: list[Cluster] = []
    by_day: dict[date, list[Cluster]] = {}
    opened = min((day for report in reports if (day := exact(report.mention))), default=date.max)
    for report in _in_order(reports):
        day = exact(report.mention)
        home = _home(report, _around(day, by_day) if day else found)
        if home is None:
            home = Cluster([], opened)
            found.append(home)
        fresh = day is not None and day not in home.days
        home.add(report)
        if fresh and day is not None:
            by_day.setdefault(day, []).append(home)
    return found


def _in_order(reports: Sequence[Report]) -> list[Report]:
    """The reports in an order that depends on what they say, never on when they arrived."""
    told: dict[tuple[str, str | None], int] = {}
    support: dict[str, set[str]] = {}
    for report in reports:
        mention = report.mention
        told[report.article, mention.date_precision] = told.get((report.article, mention.date_precision), 0) + 1
        if mention.date_precision == "day" and mention.date:
            support.setdefault(mention.date, set()).add(report.origin)

    def place(report: Report) -> tuple[object, ...]:
        mention = report.mention
        missing = sum(getattr(mention, name) is None for name in _TOLD)
        day = mention.date or ""
        return (
            _ORDER[mention.date_precision],
            -told[report.article, mention.date_precision],
            not mention.further,
            not mention.ambassador_included,
            -len(support.get(day, ())) if mention.date_precision == "day" else 0,
            day if mention.date_precision == "day" else "",
            missing,
            day,
            report.published or NEVER,
            report.article,
            mention.domain or "",
            mention.count or 0,
            mention.evidence.start,
            repr(mention),
        )

    return sorted(reports, key=place)


def _around(day: date, by_day: dict[date, list[Cluster]]) -> list[Cluster]:
    """The acts with a report of that day or one beside it: no other can be meant by an exact date."""
    found: dict[int, Cluster] = {}
    for shift in (-1, 0, 1):
        for cluster in by_day.get(day + shift * SLACK, ()):
            found[id(cluster)] = cluster
    return list(found.values())


def _home(report: Report, among: Sequence[Cluster]) -> Cluster | None:
    """The act that a report tells of: the compatible one that fits best in number, people, domain and time."""
    fits = [cluster for cluster in among if _fits(report, cluster)]
    return min(fits, key=lambda cluster: _misfit(report, cluster), default=None)


def _fits(report: Report, cluster: Cluster) -> bool:
    mention = report.mention
    if any(one.article == report.article for one in cluster.reports):
        return False
    others = [one.mention for one in cluster.reports]
    mixed = mention.ambassador_included or any(one.ambassador_included for one in others)
    if not all(same_act(mention, one) and (mixed or same_people(mention, one)) for one in others):
        return False
    if mention.date is None:
        return _fits_undated(report, cluster)
    return _fits_wave(mention, cluster, others) and _fits_day(report, cluster)


def _fits_wave(mention: Mention, cluster: Cluster, others: Sequence[Mention]) -> bool:
    """ "Another" tells an act apart from an earlier one, unless the number is that one's, or there is one of an earlier day."""
    if mention.count is not None and mention.count in cluster.counts:
        return True
    if cluster.days and min(cluster.days) - cluster.opened > 2 * SLACK and exact(mention) is not None:
        return True
    if mention.further:
        return any(one.further for one in others)
    day = exact(mention)
    if day is None or not all(one.further for one in others):
        return True
    return day >= cluster.first and (mention.count is None or not cluster.counts)


def _fits_day(report: Report, cluster: Cluster) -> bool:
    """Days of one act lie two days apart at most, and none alone; a month or year holds one of them, or lies beside it."""
    mention = report.mention
    day = exact(mention)
    if day is not None and cluster.days:
        spread = max(*cluster.days, day) - min(*cluster.days, day)
        return spread <= 2 * SLACK and any(abs(day - other) <= SLACK for other in cluster.days)
    if not cluster.days:
        return all(overlap(mention, one.mention) for one in cluster.reports)
    dated = [one.mention for one in cluster.reports if one.mention.date_precision == "day"]
    beside = not _lies_in(report, cluster) and mention.count is not None and mention.count not in cluster.counts
    return not beside and any(overlap(mention, one) for one in dated)


def _lies_in(report: Report, cluster: Cluster) -> bool:
    """Does a day of the act lie in the period that a report gives, or its own day before the report came out?"""
    known = span(report.mention.date, report.mention.date_precision)
    if known is None:
        day = published(report)
        return day is None or cluster.first <= day
    return not cluster.days or any(known[0] <= day <= known[1] for day in cluster.days)


def _fits_undated(report: Report, cluster: Cluster) -> bool:
    day, mention = published(report), report.mention
    if day is None or cluster.first == date.max:
        return True
    if cluster.first > day + SLACK:
        return False
    if mention.mode != "actual" or mention.type not in MATERIAL:
        return day - cluster.first <= WORDS
    same = mention.count is None or not cluster.counts or mention.count in cluster.counts
    return same or day - cluster.first <= RECENT


def _misfit(report: Report, cluster: Cluster) -> tuple[object, ...]:
    mention = report.mention
    others = [one.mention for one in cluster.reports]
    when = published(report) or date.max
    known = span(mention.date, mention.date_precision)
    until = min(when, known[1]) if known else when
    soft = (
        mention.rank is not None and mention.rank not in {one.rank for one in others},
        mention.partial not in {one.partial for one in others},
        sum(getattr(mention, name) not in {getattr(one, name) for one in others} for name in _SOFT),
    )
    time = distance(mention, cluster.days, when) if exact(mention) else abs((until - cluster.first).days)
    return (
        mention.date_precision != "day" and not _lies_in(report, cluster),
        mention.count is not None and bool(cluster.counts) and mention.count not in cluster.counts,
        mention.domain is not None and all(one.domain is None for one in others),
        *((soft, time) if mention.date else (time, soft)),
        mention.domain not in {one.domain for one in others},
        (mention.count or 0) > 1 and not cluster.counts,
        cluster.reports[0].article,
    )
