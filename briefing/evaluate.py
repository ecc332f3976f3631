"""How well a coder reads: its mentions held against labelled articles, field by field.

The labelled set is `briefing/cases/*.jsonl`, one article a line in our own words (docs/evaluation.md tells how they are
written and labelled). Every third case is held back: the coder is developed on the others, and the difference between
the two figures says how far it has learnt its exercises by heart. Everything here but `load_cases` is pure.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.coder import dates
from briefing.errors import DataError
from briefing.model import DOMAINS, MATERIAL, MODES, RANKS, TYPES, VERBAL, Article, Mention, span

Split = Literal["dev", "held", "all"]
FIELDS = ("date", "count", "domain", "deadline")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_HELD_OF = 3  # one case in so many is held back


class Label(BaseModel):
    """What an article says of one act, as a careful reader has it; `mode` is None for a trap that is no act at all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    actor: str
    target: str
    date: str | None = None
    date_precision: Literal["day", "month", "year"] | None = None
    count: int | None = None
    rank: str | None = None
    ambassador_included: bool = False
    owner: str | None = None
    site: Literal["embassy", "consulate"] | None = None
    form: str | None = None
    stage: Literal["announced", "under_way", "completed"] | None = None
    partial: bool = False
    bilateral: bool | None = None
    domain: str | None = None
    deadline: str | None = None
    mode: str | None = None
    why: str | None = None


class Case(BaseModel):
    """One labelled article. `events` and `verbal` happened; `not_events` are what a careless reader would code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    lang: Literal["fr", "en"]
    style: Literal["wire", "prose"]
    split: Literal["dev", "held"]
    published: date | None
    title: str = ""
    text: str = Field(min_length=1)
    events: tuple[Label, ...] = ()
    verbal: tuple[Label, ...] = ()
    not_events: tuple[Label, ...] = ()
    notes: str = ""

    @property
    def article(self) -> Article:
        """The article as a coder gets it: published at noon UTC of its day, or at an unknown time."""
        moment = datetime.combine(self.published, time(12), UTC) if self.published else None
        return Article(id=self.id, text=self.text, title=self.title, lang=self.lang, published=moment)


Pair = tuple[Label, Mention]
Key = Callable[[Label | Mention], Hashable]


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` of `coded` mentions are among the `labelled` ones."""

    right: int = 0
    coded: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """The share of the coded that is right, 0 to 1; 0 where nothing was coded."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of the labelled that was found, 0 to 1; 0 where nothing was labelled."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to code and nothing was coded."""
        both = self.coded + self.labelled
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.coded + other.coded, self.labelled + other.labelled)


@dataclass(frozen=True, slots=True)
class FieldTally:
    """One field over the matched acts: `right` of `labelled`; `invented` of the `unsaid` where the text has none."""

    right: int = 0
    labelled: int = 0
    invented: int = 0
    unsaid: int = 0

    @property
    def accuracy(self) -> float:
        """The share of the labelled values that is right, 0 to 1; 1 where none is labelled."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def invention(self) -> float:
        """The share of the texts without a value for which one was made up, 0 to 1."""
        return self.invented / self.unsaid if self.unsaid else 0.0


@dataclass(frozen=True, slots=True)
class ModeTally:
    """What became of acts that did not happen: read with their mode, with another one, not at all, or as done."""

    labelled: int = 0
    recognised: int = 0
    other: int = 0
    silent: int = 0
    taken_for_done: int = 0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: `kind` is missed, extra, differs or trap; `what` says which act, `words` the sentence or the reason."""

    case: str
    kind: Literal["missed", "extra", "differs", "trap"]
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """All figures of one run. `modes` has the key "trap" for what is no act in any mode."""

    cases: int
    material: Tally
    undirected: Tally
    kinds: Tally
    verbal: Tally
    fields: Mapping[str, FieldTally]
    quiet: int
    alarms: int
    by_language: Mapping[str, Tally]
    by_style: Mapping[str, Tally]
    by_type: Mapping[str, Tally]
    modes: Mapping[str, ModeTally]
    mistakes: tuple[Mistake, ...]

    @property
    def direction(self) -> float:
        """The share with actor and target the right way round, of those matched without regard to it."""
        return self.material.right / self.undirected.right if self.undirected.right else 1.0

    @property
    def false_alarms(self) -> float:
        """The share of articles without any material act in which one was found."""
        return self.alarms / self.quiet if self.quiet else 0.0


# -- the labelled set --------------------------------------------------------------------------------------------------


def load_cases(split: Split = "dev") -> tuple[Case, ...]:
    """The labelled articles shipped with the package, by id. A malformed line is an `DataError` naming file and line."""
    folder = resources.files("briefing") / "cases"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".jsonl")), key=lambda item: item.name)
    cases = [case for item in files for case in read_cases(item.read_text(encoding="utf-8"), item.name)]
    return tuple(sorted((case for case in cases if split in ("all", case.split)), key=lambda case: case.id))


def read_cases(lines: str, name: str) -> Iterator[Case]:
    """JSON Lines -> cases; `name` is the file's, for the words of an `DataError`."""
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield Case.model_validate(json.loads(line))
        except (ValidationError, json.JSONDecodeError) as error:
            raise DataError(f"{name}:{number}: not a labelled case: {error}") from error


def split_of(case_id: str) -> Literal["dev", "held"]:
    """Which part a case belongs to: by a hash of its id, so that nobody chooses what is held back."""
    digest = int(hashlib.sha256(case_id.encode()).hexdigest(), 16)
    return "held" if digest % _HELD_OF == 0 else "dev"


# -- checking the labels -----------------------------------------------------------------------------------------------

_CODE = re.compile(r"[A-Z]{3}|G7")
_WEEKDAYS = (
    ("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday"), ("vendredi", "friday"),
    ("samedi", "saturday"), ("dimanche", "sunday"),
)  # fmt: skip
_RELATIVE = re.compile(
    r"veille|lendemain|hier\b|aujourd|ce matin|ce soir|ce jour|il y a|jours? plus|quarante-huit heures|heures? (?:plus|après)"
    r"|previous (?:day|evening)|yesterday|today|tonight|this morning|day (?:before|after|earlier|later)|days (?:before|after|earlier|later|ago)"
    r"|hours (?:later|after|before|earlier)|week(?:s)? (?:ago|later|earlier)|une semaine|deux semaines|eve\b|overnight"
)


def problems(case: Case) -> list[str]:
    """What is wrong with a case's labels, in words: codes, dates, weekdays, a state that acts upon itself."""
    found = [] if case.split == split_of(case.id) else [f"split should be {split_of(case.id)}"]
    for where, allowed, labels in (
        ("events", MATERIAL, case.events), ("verbal", VERBAL, case.verbal), ("not_events", TYPES, case.not_events)
    ):  # fmt: skip
        for label in labels:
            words = f"{where}: {' '.join(key_of(label))}: "
            found += [words + problem for problem in _code_problems(label, allowed)]
            found += [words + problem for problem in _date_problems(label, case)]
    return found


def _code_problems(label: Label, allowed: frozenset[str]) -> Iterator[str]:
    if label.type not in allowed:
        yield f"type {label.type} does not belong here"
    for code in (label.actor, label.target):
        if not _CODE.fullmatch(code):
            yield f"{code} is no actor code"
    if label.actor == label.target:
        yield "acts upon itself"
    if label.rank not in RANKS | {None}:
        yield f"unknown rank {label.rank}"
    if label.domain not in DOMAINS | {None}:
        yield f"unknown domain {label.domain}"
    if label.mode not in MODES | {None}:
        yield f"unknown mode {label.mode}"
    if label.count is not None and label.count < 1:
        yield "counts nobody"


def _date_problems(label: Label, case: Case) -> Iterator[str]:
    if label.date is None:
        if label.date_precision:
            yield "a precision without a date"
        return
    try:
        days = span(label.date, None)
        deadline = span(label.deadline, "day")
    except ValueError:
        yield f"no such day: {label.date} or {label.deadline}"
        return
    if label.date_precision != _PRECISIONS.get(len(label.date)):
        yield f"precision of {label.date} is not {label.date_precision}"
    if days and case.published and days[0] > case.published:
        yield f"{label.date} is after the publication"
    if days and deadline and deadline[0] < days[0]:
        yield f"deadline {label.deadline} is before the act"
    if days and label.date_precision == "day" and not _grounded(days[0], case):
        yield f"nothing in the text says {label.date}"


def _grounded(day: date, case: Case) -> bool:
    """Does the text name the weekday of a near day, or its number in figures or words, or say anything relative?"""
    text = f"{case.title} {case.text}".lower()
    words = {word for word, number in dates.load(case.lang).ordinals.items() if number == day.day}
    if words & set(re.findall(r"[\w-]+", text)):
        return True
    if _RELATIVE.search(text) or re.search(rf"(?<!\d){day.day}(?!\d)", text):
        return True
    near = case.published is not None and case.published - day < timedelta(14)
    return near and any(name in text for name in _WEEKDAYS[day.weekday()])


# -- scoring -----------------------------------------------------------------------------------------------------------


def run(cases: Iterable[Case], code: Callable[[Article], tuple[Mention, ...]]) -> Score:
    """Let `code` read every case and score what it makes of them."""
    gold = tuple(cases)
    return score(gold, {case.id: code(case.article) for case in gold})


def score(gold: Sequence[Case], coded: Mapping[str, Sequence[Mention]]) -> Score:
    """Hold mentions, by case id, against the labels; a case without an entry counts as read without result."""
    counts = _Counts()
    for case in gold:
        _count_case(case, coded.get(case.id, ()), counts)
    return Score(
        cases=len(gold),
        material=_sum(counts.by_language),
        undirected=counts.undirected,
        kinds=counts.kinds,
        verbal=_sum(counts.verbal_by_language),
        fields=_field_tallies(counts.fields),
        quiet=counts.quiet,
        alarms=counts.alarms,
        by_language=dict(sorted(counts.by_language.items())),
        by_style=dict(sorted(counts.by_style.items())),
        by_type=dict(sorted(counts.by_type.items())),
        modes=_mode_tallies(counts.modes),
        mistakes=tuple(counts.mistakes),
    )


class _Counts:
    """The sums under way, one case after the other."""

    def __init__(self) -> None:
        self.undirected = self.kinds = Tally()
        self.by_language: defaultdict[str, Tally] = defaultdict(Tally)
        self.by_style: defaultdict[str, Tally] = defaultdict(Tally)
        self.by_type: defaultdict[str, Tally] = defaultdict(Tally)
        self.verbal_by_language: defaultdict[str, Tally] = defaultdict(Tally)
        self.fields: Counter[tuple[str, str]] = Counter()
        self.modes: Counter[tuple[str, str]] = Counter()
        self.quiet = self.alarms = 0
        self.mistakes: list[Mistake] = []


def _count_case(case: Case, mentions: Sequence[Mention], counts: _Counts) -> None:
    done = [mention for mention in mentions if mention.mode == "actual"]
    acts = [mention for mention in done if mention.type in MATERIAL]
    words = [mention for mention in done if mention.type in VERBAL]
    pairs = _paired(case.events, acts)
    said = _paired(case.verbal, words)
    tally = Tally(len(pairs), len(acts), len(case.events))
    counts.by_language[case.lang] += tally
    counts.by_style[case.style] += tally
    counts.undirected += _tally(case.events, acts, lambda one: (one.type, frozenset((one.actor, one.target))))
    counts.kinds += _tally(case.events, acts, lambda one: one.type)
    counts.verbal_by_language[case.lang] += Tally(len(said), len(words), len(case.verbal))
    if not case.events:
        counts.quiet += 1
        counts.alarms += bool(acts)
    _count_types(case, acts, words, counts)
    _count_fields(case, pairs, counts)
    _count_modes(case, mentions, counts)
    _note_unmatched(case.id, case.events, acts, pairs, counts)
    _note_unmatched(case.id, case.verbal, words, said, counts)


def _count_types(case: Case, acts: list[Mention], words: list[Mention], counts: _Counts) -> None:
    labels, read = [*case.events, *case.verbal], [*acts, *words]
    for kind in {label.type for label in labels} | {mention.type for mention in read}:
        counts.by_type[kind] += _tally(
            [label for label in labels if label.type == kind],
            [mention for mention in read if mention.type == kind],
            lambda one: (one.actor, one.target),
        )


def _count_fields(case: Case, pairs: Sequence[Pair], counts: _Counts) -> None:
    for label, mention in pairs:
        for name in FIELDS:
            wanted, got = getattr(label, name), getattr(mention, name)
            if wanted is None:
                counts.fields[name, "unsaid"] += 1
                counts.fields[name, "invented"] += got is not None
            else:
                counts.fields[name, "labelled"] += 1
                counts.fields[name, "right"] += agree(label, mention, name)
            if not agree(label, mention, name):
                what = f"{' '.join(key_of(label))}: {name} is {got}, labelled {wanted}"
                counts.mistakes.append(Mistake(case.id, "differs", what, mention.evidence.sentence))


def _count_modes(case: Case, mentions: Sequence[Mention], counts: _Counts) -> None:
    happened = {key_of(label) for label in (*case.events, *case.verbal)}
    for label in case.not_events:
        if key_of(label) in happened:  # the same act once done and once only announced: not to be told apart by its key
            continue
        mode = label.mode or "trap"
        same = [mention for mention in mentions if key_of(mention) == key_of(label)]
        outcome = _outcome({mention.mode for mention in same}, mode)
        counts.modes[mode, "labelled"] += 1
        counts.modes[mode, outcome] += 1
        if outcome == "taken_for_done":
            words = f"{label.why or mode} | {same[0].evidence.sentence}"
            counts.mistakes.append(Mistake(case.id, "trap", " ".join(key_of(label)), words))


def _outcome(modes: set[str], wanted: str) -> str:
    if "actual" in modes:
        return "taken_for_done"
    if wanted in modes:
        return "recognised"
    return "other" if modes else "silent"


def _note_unmatched(
    case_id: str, labels: Sequence[Label], mentions: Sequence[Mention], pairs: Sequence[Pair], counts: _Counts
) -> None:
    found, right = {id(label) for label, _ in pairs}, {id(mention) for _, mention in pairs}
    for label in labels:
        if id(label) not in found:
            counts.mistakes.append(Mistake(case_id, "missed", f"{' '.join(key_of(label))} {label.date or ''}".strip()))
    for mention in mentions:
        if id(mention) not in right:
            what = f"{' '.join(key_of(mention))} {mention.date or ''}".strip()
            counts.mistakes.append(Mistake(case_id, "extra", what, mention.evidence.sentence))


def key_of(one: Label | Mention) -> tuple[str, str, str]:
    """Who did what to whom: what a match must agree in."""
    return one.type, one.actor, one.target


def _paired(labels: Sequence[Label], mentions: Sequence[Mention]) -> list[Pair]:
    """As many pairs of equal key as there are, those that agree in most fields first; each value used once."""
    candidates = [(label, mention) for label in labels for mention in mentions if key_of(label) == key_of(mention)]
    candidates.sort(key=lambda pair: -sum(agree(pair[0], pair[1], name) for name in FIELDS))
    used: set[int] = set()
    pairs = []
    for label, mention in candidates:
        if id(label) not in used and id(mention) not in used:
            used |= {id(label), id(mention)}
            pairs.append((label, mention))
    return pairs


def _tally(labels: Sequence[Label], mentions: Sequence[Mention], key: Key) -> Tally:
    right = Counter(map(key, labels)) & Counter(map(key, mentions))
    return Tally(right.total(), len(mentions), len(labels))


def agree(label: Label, mention: Mention, name: str) -> bool:
    """Is the field as labelled? A date agrees as far as the label's precision reaches."""
    wanted, got = getattr(label, name), getattr(mention, name)
    if name == "date" and wanted is not None and got is not None:
        return bool(got[: len(wanted)] == wanted)
    return bool(wanted == got)


def _sum(tallies: Mapping[str, Tally]) -> Tally:
    return sum(tallies.values(), Tally())


def _field_tallies(counts: Counter[tuple[str, str]]) -> dict[str, FieldTally]:
    parts = ("right", "labelled", "invented", "unsaid")
    return {name: FieldTally(*(counts[name, part] for part in parts)) for name in FIELDS}


def _mode_tallies(counts: Counter[tuple[str, str]]) -> dict[str, ModeTally]:
    parts = ("labelled", "recognised", "other", "silent", "taken_for_done")
    return {mode: ModeTally(*(counts[mode, part] for part in parts)) for mode in sorted({mode for mode, _ in counts})}


# -- showing -----------------------------------------------------------------------------------------------------------


def format_score(result: Score, show: bool = False) -> str:
    """The figures as text tables; with `show` every single error after them."""
    blocks = [_totals(result), _fields(result), _modes(result)]
    blocks += [_table("by language", result.by_language), _table("by style", result.by_style)]
    blocks.append(_table("by type", result.by_type))
    if show:
        blocks.append("\n".join(map(_mistake, result.mistakes)) or "no errors")
    return "\n\n".join(blocks)


def _totals(result: Score) -> str:
    rows = {
        "material (type, actor, target)": result.material,
        "material, direction ignored": result.undirected,
        "material, type alone": result.kinds,
        "verbal (type, actor, target)": result.verbal,
    }
    return "\n".join(
        [
            _table(f"{result.cases} articles", rows),
            f"direction right {_percent(result.direction)} of {result.undirected.right}",
            f"false alarms in {result.alarms} of {result.quiet} articles without an act",
        ]
    )


def _table(title: str, rows: Mapping[str, Tally]) -> str:
    lines = [f"{title:32}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'coded':>7}{'labelled':>10}"]
    for name, row in rows.items():
        figures = f"{_percent(row.precision):>10}{_percent(row.recall):>8}{_percent(row.f1):>7}"
        lines.append(f"{name:32}{figures}{row.right:>7}{row.coded:>7}{row.labelled:>10}")
    return "\n".join(lines)


def _fields(result: Score) -> str:
    lines = [f"{'field of matched acts':32}{'right':>10}{'of':>8}{'invented':>10}{'of':>7}"]
    for name, row in result.fields.items():
        lines.append(f"{name:32}{_percent(row.accuracy):>10}{row.labelled:>8}{row.invented:>10}{row.unsaid:>7}")
    return "\n".join(lines)


def _modes(result: Score) -> str:
    lines = [f"{'what did not happen':32}{'labelled':>10}{'read so':>8}{'other':>7}{'silent':>7}{'as done':>9}"]
    for name, row in result.modes.items():
        lines.append(
            f"{name:32}{row.labelled:>10}{row.recognised:>8}{row.other:>7}{row.silent:>7}{row.taken_for_done:>9}"
        )
    return "\n".join(lines)


def _mistake(mistake: Mistake) -> str:
    words = " ".join(mistake.words.split())
    return f"{mistake.kind:8}{mistake.case:14}{mistake.what}" + (f" | {words[:160]}" if words else "")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
