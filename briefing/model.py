"""The values that the rooms of the house hand to each other. Frozen, with no behaviour but small readings of themselves.

Field names and codes are those of the codebook (docs/codebook.md). Dates of events are ISO 8601 strings of the length
that their precision allows ("2025-09-19", "2025-09", "2025"); moments of publication are aware datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from briefing.origin import independent

Mode = Literal["actual", "threatened", "demanded", "denied", "reversed", "hypothetical"]
Precision = Literal["day", "month", "year"]

ESCALATION = frozenset(
    [
        "expulsion",
        "recall",
        "mission_closure",
        "relations_downgraded",
        "relations_severed",
        "cooperation_suspended",
        "agreement_ended",
        "sanctions_imposed",
        "visas_restricted",
        "crossing_closed",
        "media_banned",
        "troops_expelled",
        "troops_withdrawn",
        "detention",
    ]
)
DEESCALATION = frozenset(
    [
        "ambassador_posted",
        "mission_reopened",
        "relations_restored",
        "cooperation_resumed",
        "agreement_signed",
        "sanctions_lifted",
        "visas_restored",
        "crossing_reopened",
        "release",
    ]
)
MATERIAL = ESCALATION | DEESCALATION
VERBAL = frozenset(["summons", "accusation", "demand", "threat", "denial", "talks"])
TYPES = MATERIAL | VERBAL
MODES = frozenset(["actual", "threatened", "demanded", "denied", "reversed", "hypothetical"])
RANKS = frozenset(
    ["ambassador", "charge", "consul", "military_attache", "diplomat", "staff", "soldier", "journalist", "national"]
)
DOMAINS = frozenset(
    [
        "military",
        "security",
        "intelligence",
        "development",
        "economic",
        "trade",
        "visas",
        "consular",
        "judicial",
        "cultural",
        "media",
        "airspace",
        "border",
        "energy",
        "general",
    ]
)
SITES = frozenset({"embassy", "consulate"})
FORMS = frozenset({"reduction"})
STAGES = frozenset({"announced", "under_way", "completed"})
# CAMEO codes of the codebook, by type.
CAMEO = {
    "expulsion": "161", "recall": "161", "mission_closure": "161", "relations_downgraded": "160",
    "relations_severed": "161", "cooperation_suspended": "160", "agreement_ended": "160", "sanctions_imposed": "163",
    "visas_restricted": "160", "crossing_closed": "160", "media_banned": "160", "troops_expelled": "166",
    "troops_withdrawn": "166", "detention": "173", "ambassador_posted": "050", "mission_reopened": "054",
    "relations_restored": "054", "cooperation_resumed": "060", "agreement_signed": "057", "sanctions_lifted": "085",
    "visas_restored": "085", "crossing_reopened": "085", "release": "084", "summons": "111", "accusation": "112",
    "demand": "100", "threat": "130", "denial": "120", "talks": "040",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from. `url` or `path` is set, never both; `interval` in seconds; `side` an actor code."""

    name: str
    url: str | None = None
    path: str | None = None
    kind: Literal["auto", "feed", "page", "text", "folder"] = "auto"
    language: str | None = None
    side: str | None = None
    official: bool = False
    interval: int = 900
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """A report as received, its text safe to show. `published` is None when unknown; then `published_text` may say why."""

    id: str
    text: str
    title: str = ""
    lang: str | None = None
    published: datetime | None = None
    published_text: str | None = None
    fetched: datetime | None = None
    source: str = ""
    url: str | None = None
    author: str | None = None
    agency: str | None = None
    side: str | None = None
    official: bool = False
    removed: int = 0  # unsafe characters taken out of title and text


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a mention was read in: character offsets into `where` ("title" or "text") of the article."""

    article: str
    start: int
    end: int
    sentence: str
    where: Literal["title", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Slot:
    """Explanation of one filled field: the words that filled it, and how."""

    name: str
    words: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """What one article says of one act: the fields of the codebook, the evidence, and the rule that read it."""

    type: str
    actor: str
    target: str
    evidence: Evidence
    date: str | None = None
    date_precision: Precision | None = None
    count: int | None = None
    rank: str | None = None
    ambassador_included: bool = False
    owner: str | None = None
    site: str | None = None
    form: str | None = None
    stage: str | None = None
    partial: bool = False
    bilateral: bool | None = None
    domain: str | None = None
    deadline: str | None = None
    mode: Mode = "actual"
    attribution: str | None = None
    rule: str = ""
    slots: tuple[Slot, ...] = ()
    answers: bool = False  # the text says it answers an act of the other side ("en riposte", "in retaliation")
    further: bool = False  # the text tells it apart from an earlier one ("another", "de nouveau")
    proceedings: bool = False  # a charge or sentence, which may be of somebody held already
    corrected: str | None = None  # the day on which the outlet itself changed what its article had said


@dataclass(frozen=True, slots=True)
class Correction:
    """An outlet takes back what an earlier article of its own said.

    `article` is that article's id, "" while it has not come in; `withdraws` are (type, actor, target); `changes` pair the same key with new fields.
    """

    article: str
    withdraws: tuple[tuple[str, str, str], ...] = ()
    changes: tuple[tuple[tuple[str, str, str], tuple[tuple[str, object], ...]], ...] = ()


ELSEWHERE = "labelled"  # the coder of a reading whose mentions came with the article, coded by somebody else


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what was read in it: the unit the ledger is made from. `article.text` may be empty here.

    `origin` tells who first wrote it: equal origins are copies ("agency:AFP:..", or a fingerprint of the text). `coder` is
    the version of the rules that read it, or ELSEWHERE.
    """

    article: Article
    mentions: tuple[Mention, ...]
    origin: str = ""
    correction: Correction | None = None
    coder: str = ""


def span(day: str | None, precision: str | None) -> tuple[date, date] | None:
    """First and last day that an event date can mean, or None for no date. A malformed date is a ValueError."""
    if not day:
        return None
    if precision == "year" or len(day) == 4:
        year = int(day[:4])
        return date(year, 1, 1), date(year, 12, 31)
    if precision == "month" or len(day) == 7:
        year, month = int(day[:4]), int(day[5:7])
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    exact = date.fromisoformat(day[:10])
    return exact, exact


@dataclass(frozen=True, slots=True)
class Report:
    """One article's part in an event: who said it, when, and its version of the fields."""

    article: str
    source: str
    published: datetime | None
    origin: str
    official: bool
    side: str | None
    title: str
    url: str | None
    mention: Mention


@dataclass(frozen=True, slots=True)
class Event:
    """One act in the world, with all its reports. `versions` holds, per field, each value with the articles that give it.

    `date` is the best supported date; `date_precision` its precision; `id` is stable over recoding and arrival order.
    """

    id: str
    type: str
    actor: str
    target: str
    date: str | None
    date_precision: Precision | None
    reports: tuple[Report, ...]
    count: int | None = None
    rank: str | None = None
    ambassador_included: bool = False
    owner: str | None = None
    site: str | None = None
    form: str | None = None
    stage: str | None = None
    partial: bool = False
    bilateral: bool | None = None
    domain: str | None = None
    deadline: str | None = None
    mode: Mode = "actual"
    versions: tuple[tuple[str, tuple[tuple[object, tuple[str, ...]], ...]], ...] = ()
    answers: str | None = None  # id of the event that this one answers
    lag: int | None = None  # days between the two
    life: tuple[tuple[str, str], ...] = ()  # (state, day): threatened, announced, done, expired, denied ..
    pinned: bool = False
    note: str | None = None

    @property
    def origins(self) -> int:
        """Independent sources: outlets that quote one agency count once."""
        return independent(report.origin for report in self.reports)

    @property
    def officials(self) -> int:
        """How many official outlets are among the reports."""
        return len({report.source for report in self.reports if report.official})

    @property
    def disputed(self) -> bool:
        """Do the reports differ on any field?"""
        return any(len(values) > 1 for _, values in self.versions)


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the board. `state` is None where the cell is a count, a deadline or a demand."""

    actor: str
    target: str
    line: str
    state: str | None = None
    count: int | None = None
    since: str | None = None
    sources: int = 0
    events: tuple[str, ...] = ()
    at_least: bool = False
    stale: bool = False
    disputed: bool = False
    deadline: str | None = None
    demand: str | None = None
    set_by: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The lines of a pair as of a day; lines that no event touched are absent."""

    pair: tuple[str, str]
    as_of: date
    lines: tuple[Line, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Health:
    """What is remembered of a source between two refreshes. `failure` is a sentence, None once it works again.

    `changed` is the moment of the last refresh that brought something new; `failures` counts those in a row.
    """

    etag: str | None = None
    last_modified: str | None = None
    tried: datetime | None = None
    success: datetime | None = None
    failed: datetime | None = None
    failure: str | None = None
    failures: int = 0
    changed: datetime | None = None
    newest: datetime | None = None  # the latest publication ever seen from it: falls silent where this stands still


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a state's own outlets: the moments of publication, newest first, and which of them fail."""

    moments: tuple[datetime, ...] = ()
    failing: tuple[str, ...] = ()
    outlets: int = 0


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the append-only journal: what changed, seen at `when`. `event` is an event id, if it is about one."""

    when: datetime
    kind: str
    words: str
    pair: tuple[str, str] | None = None
    event: str | None = None
