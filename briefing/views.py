"""Model values -> what is shown: lines with signs, ages and marks. Used by the printed brief and by the panes alike.

Pure: the moment, the reader's zone and the width are arguments. Every text from outside goes through `safe`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from briefing.model import DEESCALATION, ESCALATION, Article, Board, Event, Line, Mention
from briefing.tension import curve, sparkline

WORDS_A_MINUTE = 220  # an adult's silent reading of news, for the reading time
NARROW, INSET = 60, 5  # columns: below the first the timeline has no room for two sides
NAMED = 4  # outlets named for one version of a number or date; the others are counted
MEASURE = 76  # columns: a line of text longer than this is hard to read
_NOUNS = {
    "expulsion": "expels", "recall": "recalls", "mission_closure": "closes mission", "relations_downgraded": "lowers relations",
    "relations_severed": "breaks relations", "cooperation_suspended": "suspends coop.", "agreement_ended": "ends accord",
    "sanctions_imposed": "imposes sanctions", "visas_restricted": "restricts visas", "crossing_closed": "closes",
    "media_banned": "bans media", "troops_expelled": "orders out", "troops_withdrawn": "withdraws",
    "detention": "detains", "ambassador_posted": "posts ambassador", "mission_reopened": "reopens mission",
    "relations_restored": "restores relations", "cooperation_resumed": "resumes coop.",
    "agreement_signed": "signs accord", "sanctions_lifted": "lifts sanctions", "visas_restored": "restores visas",
    "crossing_reopened": "reopens", "release": "releases", "summons": "summons envoy", "accusation": "accuses",
    "demand": "demands", "threat": "threatens", "denial": "denies", "talks": "talks",
}  # fmt: skip
_ONE = {
    "consul": "a consul", "military_attache": "an attaché", "diplomat": "a diplomat", "staff": "a staff member",
    "soldier": "a soldier", "journalist": "a journalist", "national": "a national",
}  # fmt: skip
_RANKS = {
    "ambassador": "ambassador", "charge": "chargé", "consul": "consul", "military_attache": "attaché", "diplomat": "diplomats",
    "staff": "staff", "soldier": "soldiers", "journalist": "journalists", "national": "nationals",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style: plain, dim, strong, hostile, friendly, verbal, new, marked or heading."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a pane. `key` names what it stands for (an event's id, a cell, a sentence), or nothing to choose."""

    pieces: tuple[Piece, ...]
    key: str | None = None
    new: bool = False

    @property
    def text(self) -> str:
        """The whole line without its styles."""
        return "".join(piece.text for piece in self.pieces)


def safe(words: str) -> str:
    """Text on one line without anything that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def age(then: datetime | None, now: datetime) -> str:
    """How long ago, in the largest whole unit: "3 h ago"; "undated" without a moment."""
    if then is None:
        return "undated"
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 0:
        return "to come"
    for length, unit in ((60 * 24 * 365, "y"), (60 * 24 * 30, "mo"), (60 * 24, "d"), (60, "h"), (1, "min")):
        if minutes >= length:
            return f"{minutes // length} {unit} ago"
    return "just now"


def sign(kind: str) -> tuple[str, str]:
    """The sign and style of a type: escalation, de-escalation or word."""
    if kind in ESCALATION:
        return "▼", "hostile"
    return ("▲", "friendly") if kind in DEESCALATION else ("·", "verbal")


def day(value: str | None) -> str:
    """An event's date as people write it, as exact as it is: "17 Sep 2025", "Sep 2025", "2025", "no date"."""
    if not value:
        return "no date"
    if len(value) == 4:
        return value
    if len(value) == 7:
        return date.fromisoformat(value + "-01").strftime("%b %Y")
    return date.fromisoformat(value[:10]).strftime("%-d %b %Y")


def act(event: Event | Mention) -> str:
    """What was done, in few words: "expels 2 staff", "suspends cooperation (security)"."""
    words = _NOUNS.get(event.type, event.type)
    people = [_people(event.count, event.rank)] if event.count is not None or event.rank else []
    if event.type.startswith("crossing") and event.domain:
        words += f" {event.domain}"
    elif event.domain:
        words += f" ({event.domain})"
    if event.type.startswith("mission") and (event.owner or event.site):
        words += " of " + " ".join(filter(None, (event.owner, event.site)))
    return " ".join([words, *people])


def _people(count: int | None, rank: str | None) -> str:
    """Who is concerned: "2 diplomats", "a national", "ambassador", "3"."""
    if count == 1 and rank:
        return _ONE.get(rank, _RANKS.get(rank, rank))
    return " ".join([*([str(count)] if count is not None else []), *([_RANKS.get(rank, rank)] if rank else [])])


def fit(text: str, width: int) -> str:
    """The text in exactly that many columns, cut with an ellipsis or filled with spaces."""
    if width <= 0:
        return ""
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def timeline_rows(
    events: Iterable[Event],
    pair: tuple[str, str],
    width: int,
    seen: datetime | None = None,
    until: date | None = None,
    every: Sequence[Event] | None = None,
) -> list[Row]:
    """The events of a pair, newest first, the two sides left and right of the date; marks for new, doubt and answers.

    Where there is no room for two sides the date goes first, and the second state's acts are set in. With `until` the
    tension of the two years before that day stands on top, a bar a month; it is that of `every` event of the pair,
    where `events` are a part of them.
    """
    events = list(events)
    whole = events if every is None else every
    rows = [Row((Piece("tension, 2 years " + sparkline(curve(whole, until)), "dim"),))] if until and whole else []
    narrow = width < NARROW
    side = width - 11 if narrow else max(8, (width - 12) // 2)
    head = fit("", 12) + fit(pair[0], INSET) + pair[1] if narrow else fit(pair[0], side) + fit("", 12) + pair[1]
    rows += [Row((Piece(head, "heading"),))]
    last = None
    for event in newest(events):
        when = day(event.date)
        shown = when if when != last else ""
        rows.append(
            _narrow_row(event, pair, side, shown, seen, until)
            if narrow
            else _timeline_row(event, pair, side, shown, seen, until)
        )
        last = when
    if not events:
        words = "no event fits the filter: f, then Enter, shows all" if whole else "no event is known of this pair"
        rows.append(Row((Piece(words, "dim"),)))
    return rows


def only(events: Iterable[Event], words: str) -> list[Event]:
    """The events that hold every one of the words: in type, state, mode, date or the outlets that tell of them.

    "since:2025-09" leaves those of that day, month or year and later.
    """
    since = [word.removeprefix("since:") for word in words.split() if word.startswith("since:")]
    wanted = [word for word in words.split() if not word.startswith("since:")]

    def told(event: Event) -> str:
        outlets = " ".join(report.source for report in event.reports)
        parts = (
            event.type,
            act(event),
            event.actor,
            event.target,
            event.mode,
            event.date or "",
            event.domain or "",
            outlets,
        )
        return " ".join(parts).lower()

    return [
        event
        for event in events
        if all(word in told(event) for word in wanted) and all(_when(event) >= day for day in since)
    ]


def newest(events: Iterable[Event]) -> list[Event]:
    """The latest day first; of one day the acts in the order in which they come."""
    return sorted(events, key=_when, reverse=True)


def _when(event: Event) -> str:
    first = event.reports[0].published if event.reports else None
    return (event.date or (first.date().isoformat() if first else "")).ljust(10, "9")


def is_new(event: Event, seen: datetime | None) -> bool:
    """Was every report of it published after that moment?"""
    moments = [report.published for report in event.reports if report.published]
    return seen is not None and bool(moments) and min(moments) > seen


def expired(event: Event, until: date | None) -> bool:
    """Has the term of an act passed, and nobody told of it since?"""
    if until is None or event.deadline is None or event.deadline >= until.isoformat():
        return False
    return all(r.published is None or r.published.date().isoformat() <= event.deadline for r in event.reports)


def _told(event: Event, until: date | None, room: int) -> tuple[str, str]:
    """An event in so many columns at most, and its style: sign, act, term, state, doubt and number of origins."""
    mark, style = sign(event.type)
    words = f"{mark} {act(event)}"
    words += f" by {day(event.deadline)[:-5]}" if event.deadline else ""
    words += f" [{event.mode}]" if event.mode != "actual" else ""
    words += " [expired]" if expired(event, until) else ""
    words = f"{words[0]}↩{words[1:]}" if event.answers else words
    words = f"!{words}" if event.pinned else words
    doubt = f"{' ?' if event.disputed else ''} ·{event.origins}"
    told = fit(words, min(len(words), room - len(doubt))) + doubt
    return told, style if event.mode == "actual" else "dim"


def _timeline_row(
    event: Event, pair: tuple[str, str], side: int, when: str, seen: datetime | None, until: date | None
) -> Row:
    new = is_new(event, seen)
    first = event.actor == pair[0]
    told, style = _told(event, until, side - 2 if first else side)
    left, right = (told, "") if first else ("", told)
    star = Piece("*", "new") if new else Piece(" ")
    pieces = (star, Piece(fit(left, side - 1), style), Piece(fit(when, 12), "dim"), Piece(fit(right, side), style))
    return Row(pieces, event.id, new)


def _narrow_row(
    event: Event, pair: tuple[str, str], room: int, when: str, seen: datetime | None, until: date | None
) -> Row:
    new = is_new(event, seen)
    inset = 0 if event.actor == pair[0] else INSET
    told, style = _told(event, until, room - inset - 1)
    star = Piece("*", "new") if new else Piece(" ")
    return Row((star, Piece(fit(_short_day(when), 11), "dim"), Piece(" " * inset + told, style)), event.id, new)


def _short_day(when: str) -> str:
    """ "22 Sep 2025" as "22 Sep 25"."""
    parts = when.split(" ")
    return " ".join([*parts[:-1], parts[-1][2:]]) if len(parts) == 3 else when


_LINES = (
    "relations", "ambassador", "expelled", "mission.embassy", "mission.consulate", "agreements", "troops", "sanctions", "visas",
    "airspace", "border", "media", "detained",
)  # fmt: skip


def board_rows(
    made: Board, width: int, changed: frozenset[str] = frozenset(), silent: Mapping[str, str] | None = None
) -> list[Row]:
    """The lines of both directions side by side; an unknown line is a dash, a line unknown on both sides is left out.

    `silent` tells for which side no outlet has been heard for longer than usual: its cells bear a mark, a line below says so.
    """
    silent = silent or {}
    one, two = made.pair
    label = 14 if width >= NARROW else 11
    side = max(10, (width - label) // 2)
    cells: dict[tuple[str, str], list[Line]] = {}
    for line in made.lines:
        cells.setdefault((line.actor, line.line), []).append(line)
    names = [name for name in _LINES if any(key[1] == name for key in cells)]
    names[3:3] = sorted({key[1] for key in cells if key[1].startswith("cooperation.")})
    names += [name for name in ("deadlines", "demands") if any(key[1] == name for key in cells)]
    rows = [Row((Piece(fit("", label) + fit(f"{one} → {two}", side) + f"{two} → {one}", "heading"),))]
    for name in names:
        left, right = cells.get((one, name), []), cells.get((two, name), [])
        for i in range(max(len(left), len(right), 1)):
            pieces = [Piece(fit(_short(name) if i == 0 else "", label - 1) + " ", "dim")]
            pieces += [_cell(left[i] if i < len(left) else None, side, made.as_of, one in silent)]
            pieces += [_cell(right[i] if i < len(right) else None, side, made.as_of, two in silent)]
            key = f"{name}|{i}"
            fresh = name in changed
            pieces[0] = Piece(
                fit(_short(name) if i == 0 else "", label - 1) + ("*" if fresh and i == 0 else " "),
                "new" if fresh else "dim",
            )
            rows.append(Row(tuple(pieces), key, fresh))
    quiet = [
        Row((Piece(f"~ {code}: its own outlets are {silent[code]}", "dim"),)) for code in made.pair if code in silent
    ]
    return [*rows, *quiet] if names else [*rows, Row((Piece("nothing is known of this pair", "dim"),)), *quiet]


def _short(name: str) -> str:
    """The name of a line in the space that a board has for it."""
    return name.replace("cooperation.", "").replace("mission.", "").replace("development", "developm.")


_SHORT_STATES = {
    "suspended": "susp.", "restricted": "restr.", "withdrawn": "gone", "told_to_leave": "told out", "downgraded": "lowered",
    "in_force": "force",
}  # fmt: skip
_FRIENDLY = frozenset({"in_post", "open", "active", "normal", "none", "signed", "free", "present"})


def _cell(line: Line | None, width: int, as_of: date, silent: bool = False) -> Piece:
    if line is None:
        return Piece(fit("–", width), "dim")
    if line.demand:
        words = line.demand.replace("_", " ") + (f" {day(line.since)}" if width >= 24 else "")
    elif line.deadline:
        left = (date.fromisoformat(line.deadline) - as_of).days
        words = f"{day(line.deadline)} ({'today' if left == 0 else f'in {left} d'})"
    else:
        state = _SHORT_STATES.get(line.state or "", line.state) if width < 18 else line.state
        words = (state or ("≥" if line.at_least else "") + str(line.count)).replace("_", " ")
        form = "%-d %b %y" if width >= 24 else "%b %y" if width >= 18 else "%b%y"
        words += f"{'' if state else ','} {date.fromisoformat(line.since):{form}}" if line.since else ""
    words += " stale" if line.stale else ""
    marks = f"{' ?' if line.disputed else ''}{' ~' if silent else ''} ·{line.sources}"
    words = fit(words, min(len(words), width - 1 - len(marks))) + marks
    calm = line.state in _FRIENDLY or (line.state is None and not line.count and not line.deadline)
    style = "verbal" if line.demand else "friendly" if calm else "hostile"
    return Piece(fit(words, width), style)


def reading_time(text: str) -> str:
    """How long an adult reads, in whole minutes, one at least: \"3 min\"."""
    return f"{max(1, round(len(text.split()) / WORDS_A_MINUTE))} min"


def article_rows(
    article: Article | None, mentions: Sequence[Mention], width: int, now: datetime, zone: tzinfo
) -> list[Row]:
    """An article to read: title, outlet, date in the reader's zone, then its text; sentences with events are marked."""
    if article is None:
        words = "no article yet: press r, or run briefing fetch"
        return [Row((Piece(line, "dim"),)) for line in textwrap.wrap(words, max(16, width))]
    width = max(16, min(width - 2, MEASURE))
    rows = [Row((Piece(line, "strong"),)) for line in textwrap.wrap(safe(article.title) or article.id, width)]
    when = article.published.astimezone(zone).strftime("%-d %b %Y %H:%M") if article.published else "no date"
    facts = [article.source, when, age(article.published, now), article.lang or "", reading_time(article.text)]
    facts += [f"via {article.agency}"] if article.agency else []
    facts += [f"{article.removed} unsafe characters removed"] if article.removed else []
    rows += [Row((Piece(line, "dim"),)) for line in textwrap.wrap(safe(" · ".join(filter(None, facts))), width)]
    for paragraph, offset in _paragraphs(article.text):
        rows.append(Row((Piece(""),)))
        rows += _paragraph_rows(paragraph, offset, mentions, width)
    return rows


def _paragraphs(text: str) -> Iterable[tuple[str, int]]:
    at = 0
    for part in text.split("\n"):
        if part.strip():
            yield part, at
        at += len(part) + 1


def _paragraph_rows(paragraph: str, offset: int, mentions: Sequence[Mention], width: int) -> list[Row]:
    rows: list[Row] = []
    at = 0
    for line in textwrap.wrap(paragraph, width, drop_whitespace=True, break_on_hyphens=False) or [""]:
        found = paragraph.find(line.split(" ")[0], at) if line else at
        start = offset + max(found, at)
        end = start + len(line)
        at = max(found, at) + max(1, len(line) - 1)
        here = next(
            (m for m in mentions if m.evidence.where == "text" and m.evidence.start < end and m.evidence.end > start),
            None,
        )
        if here is None:
            rows.append(Row((Piece("  " + safe(line)),)))
        else:
            mark, style = sign(here.type)
            rows.append(Row((Piece(mark + " ", style), Piece(safe(line), "marked")), f"{here.evidence.start}"))
    return rows


def confidence(event: Event) -> str:
    """Why an event is to be believed, or doubted, in one sentence: who tells it, from which side, and where they differ."""
    outlets = {report.source for report in event.reports}
    if len(outlets) == 1:
        return _alone(event)
    sides = {report.side for report in event.reports if report.side}
    parties = sides & {event.actor, event.target}
    whose = (
        "outlets of both sides"
        if len(parties) == 2
        else f"outlets of {next(iter(parties))} alone"
        if parties
        else "no outlet of either side"
    )
    official = f", {event.officials} of them official" if event.officials else ""
    doubt = f"they differ on {', '.join(name for name, _ in event.versions)}" if event.disputed else "they agree"
    first = f"{len(outlets)} outlets of {event.origins} independent"
    return f"{first} {'origin' if event.origins == 1 else 'origins'} tell it{official}, {whose} among them; {doubt}."


def _alone(event: Event) -> str:
    """The same of an event that only one outlet tells of."""
    side = next((report.side for report in event.reports if report.side in {event.actor, event.target}), None)
    official = "official, " if event.officials else ""
    doubt = f"; its reports differ on {', '.join(name for name, _ in event.versions)}" if event.disputed else ""
    return f"One outlet alone tells it, {official}{f'of {side}' if side else 'of neither side'}{doubt}."


def many(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def told_steps(event: Event) -> list[tuple[str, str]]:
    """The steps of an event's life beside its own: of an act not that it was done, of a threat or demand also that."""
    return [(state, when) for state, when in event.life if state != "done" or event.mode != "actual"]


def differing(event: Event) -> list[str]:
    """Each field that reports differ on, every version with who says so: "count differs: 5 (Le Fleuve, Desert Wire); 7 (..)"."""
    outlets = {report.article: safe(report.source) or report.article for report in event.reports}

    def who(articles: Sequence[str]) -> str:
        names = list(dict.fromkeys(outlets.get(name, name) for name in articles))
        return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")

    return [
        f"{name} differs: " + "; ".join(f"{value} ({who(told)})" for value, told in values)
        for name, values in event.versions
    ]


def answered(event: Event, other: Event | None) -> str:
    """What an event answers, how long after, and how much for how much: "2 for 5"."""
    when = "the same day" if not event.lag else f"{event.lag} {'day' if event.lag == 1 else 'days'} after it"
    if other is None:
        return f"answers an act of {event.target}, {when}"
    much = f", {event.count} for {other.count}" if event.count is not None and other.count is not None else ""
    return f"answers: {other.actor} {act(other)} ({other.target}), {when}{much}"


def evidence_rows(event: Event, width: int, now: datetime, others: Sequence[Event] = ()) -> list[Row]:
    """Each sentence an event follows from, with outlet, date, what it reads there, and where reports differ."""
    width = max(16, min(width, MEASURE))
    mark, style = sign(event.type)
    rows = [
        Row((Piece(f"{mark} {event.actor} {act(event)} {event.target}", style), Piece(f"  {day(event.date)}", "dim")))
    ]
    rows.append(
        Row(
            (
                Piece(
                    f"{many(len(event.reports), 'report')}, {many(event.origins, 'origin')}, {event.officials} official",
                    "dim",
                ),
            )
        )
    )
    rows += [Row((Piece(line, "dim"),)) for line in textwrap.wrap(confidence(event), width)]
    if event.answers:
        told = answered(event, next((other for other in others if other.id == event.answers), None))
        rows += [Row((Piece(line, "dim"),)) for line in textwrap.wrap(f"↩ {told}", width)]
    rows += [Row((Piece(f"{state} on {day(when)}", "dim"),)) for state, when in told_steps(event)]
    rows += (
        [Row((Piece(line, "new"),)) for line in textwrap.wrap(f"note: {safe(event.note)}", width)] if event.note else []
    )
    for told in differing(event):
        rows += [Row((Piece(line, "new"),)) for line in textwrap.wrap(f"? {told}", width)]
    for report in event.reports:
        said = report.mention
        rows.append(Row((Piece(""),)))
        head = textwrap.wrap(safe(f"{report.source}, {age(report.published, now)}: {report.title}"), width) or [""]
        rows += [Row((Piece(line, "strong"),), report.article) for line in head]
        quoted = textwrap.wrap("“" + safe(said.evidence.sentence)[:600] + "”", width - 2) or ["“”"]
        rows += [Row((Piece("  " + line),), report.article) for line in quoted]
        by = f" · says {said.attribution}" if said.attribution else ""
        facts = "  " + safe(f"{day(said.date)} · {act(said)}{by} · rule {said.rule or 'none'}")
        rows.append(Row((Piece(facts, "dim"),), report.article))
    return rows


def headline(events: Sequence[Event], pair: tuple[str, str], as_of: date) -> str:
    """A pair in a line: an arrow for the last thirty days (worse, better, unchanged), and the latest act."""
    actual = [e for e in events if e.mode == "actual" and e.date and len(e.date) == 10 and e.date <= as_of.isoformat()]
    since = (as_of - timedelta(days=30)).isoformat()
    late = [e for e in actual if (e.date or "") > since]
    balance = sum(1 if e.type in DEESCALATION else -1 if e.type in ESCALATION else 0 for e in late)
    arrow = "↗" if balance > 0 else "↘" if balance < 0 else "→"
    if not actual:
        return f"{pair[0]}-{pair[1]} {arrow} no dated act is known"
    last = max(actual, key=lambda e: (e.date or "", e.origins))
    return f"{pair[0]}-{pair[1]} {arrow} {day(last.date)}: {last.actor} {act(last)} ({last.target})"
