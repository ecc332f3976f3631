"""Whose time is whose: the day of an act among the times of its sentence, of its announcement, of another event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.coder.clauses import Group, Stretch
from briefing.coder.dates import Time, counted_from
from briefing.coder.lexicon import Language
from briefing.coder.marks import Act, Marked
from briefing.model import Precision, span

MONTH = 30  # days from which a distance counts from a month as well as from a day
A_YEAR = 365  # days
_LASTS = 3  # sentences for which a year or month told holds
_RECENT = 150  # days before publication of which news speaks without a year
_JUST_NOW = 45  # days that are recent even where the sentence has told of another year
_BACK = 60  # days that a story may go back without naming another year
_TOLD = "of the time told before"
_JOINS = frozenset({"and", "mark"})


@dataclass(frozen=True, slots=True)
class _Then:
    """The time that a story has reached: a day, month or year told in full, and in which sentence."""

    year: int
    month: int | None
    day: int | None
    sentence: int

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


def settle(sentences: Sequence[Marked], language: Language, published: date | None) -> None:
    """Gives the times of a story what they leave unsaid from what was told before them, sentence by sentence.

    "In mid-March 2022 .. on the 20th .. on 8 June" is of that year; "in April 2023 .. a month later" is May. A time of the days
    before publication ends the story.
    """
    then: _Then | None = None
    for number, one in enumerate(sentences):
        for at, time in enumerate(one.times):
            hangs = time.words.split()[-1] in language.function["after"] | language.function["before"]
            one.times[at] = time if hangs else _settled(time, then, number, published)
            then = _reached(one.times[at], time, then, number, published)


def _settled(time: Time, then: _Then | None, number: int, published: date | None) -> Time:
    if then is None:
        return time
    if time.anchored and abs(time.days or 0) >= MONTH and time.value is None and then.month:
        return replace(counted_from(time, date(then.year, then.month, 1)), anchored=False)
    kind, _, told = time.open.partition(":")
    if kind == "month" and then.month and number - then.sentence <= _LASTS:
        return _fixed(time, f"{then.year}-{then.month:02d}-{told}")
    if kind == "same":
        return _fixed(time, f"{then.year}-{told}")
    if kind != "year" or (time.role == "deadline" and not time.past) or number - then.sentence > _LASTS:
        return time
    return _of_year(time, then, told, published, _JUST_NOW if number == then.sentence else _RECENT)


def _of_year(time: Time, then: _Then, told: str, published: date | None, recent: int) -> Time:
    """A day or month without a year, told long before publication: the first one not before where the story stands."""
    nearest = span(time.value, time.precision)
    new = published is not None and nearest is not None and 0 <= (published - nearest[1]).days <= recent
    if new or time.value is None:
        return time
    for year in (then.year, then.year + 1):
        found = _fixed(time, f"{year}-{told}")
        days = span(found.value, found.precision)
        if days and days[1] >= then.first - timedelta(_BACK) and (published is None or days[0] <= published):
            return found
    return time


def _fixed(time: Time, value: str) -> Time:
    """A time with the value that the story gives it, where the calendar has such a day."""
    precision: Precision = "day" if value.count("-") == 2 else "month"
    try:
        span(value, precision)
    except ValueError:
        return time
    return replace(
        time, value=value, precision=precision, role="point" if time.past else time.role, past=None, open="", how=_TOLD
    )


def _reached(time: Time, before: Time, then: _Then | None, number: int, published: date | None) -> _Then | None:
    """Where the story stands after a time: at what is told in full; nowhere after one of the days before publication."""
    if time.value is None or time.role != "point":
        return then
    days = span(time.value, time.precision)
    if published is not None and days is not None and days[0] > published - timedelta(_JUST_NOW) and time.how != _TOLD:
        return None
    if before.open and time.how != _TOLD and before.precision == "month":
        return _Then(int(time.value[:4]), int(time.value[5:7]), None, number)
    parts = [int(part) for part in time.value.split("-")]
    return _Then(parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None, number)


def date_of(act: Act, marked: Marked, anchor: date | None, language: Language) -> Time | None:
    """The day of an act: the time its own verb has, else that of the verbs it hangs on, up to the announcement.

    One that counts from another event needs that event's day.
    """
    times = [told_back(t, act, marked) for t in marked.times]
    points = [t for t in times if t.role == "point" or (t.role == "since" and _begins(t, act, marked))]
    points = [t for t in points if not to_leave(t, act, marked, language) and not _of_a_thing(t, act, marked, language)]
    points = [t for t in points if not _opens_clause(t, marked)]
    points = [t for t in points if not (t.anchored and set(marked.words[t.end : t.end + 1]) & language.function["of"])]
    apart = _day_after(act, marked, points, language)
    if apart is not None:
        return apart
    past = behind(act, marked, language)
    points = [t for t in points if t.start >= act.end] if past else points
    first: Group | None = None
    for group in chain(act, marked, language):
        shifted = _shifted(group, marked, points, language)
        if shifted is not None:
            return shifted
        own = [t for t in points if any(_rules(o, group, act, marked) for o in marked.clauses.owners(t.start, t.end))]
        own.sort(
            key=lambda t: (
                t.start < act.start and act.form == "noun",
                min(abs(t.start - act.end), abs(act.start - t.end)),
            )
        )
        for time in own:
            if time.anchored:
                since = _before_it(time, points) or anchor
                if since is not None:
                    return counted_from(time, since)
            if time.value:
                return time
        if first is None:
            first = group or first
            if (ahead := shared_ahead(group, marked, points, language)) is not None:
                return ahead
    return _of_the_report(points, act, marked) or coarse(first, marked, points, language)


def _begins(time: Time, act: Act, marked: Marked) -> bool:
    """Does a "since" tell when something was done: a day or month; a year where "when" or a bare participle says of what?"""
    bare = act.form == "passive" and act.end - act.start == 1 and 0 <= time.start - act.end <= 2
    return time.precision != "year" or bare or len(marked.clauses.owners(time.start, time.end)) > 1


def told_back(time: Time, act: Act, marked: Marked) -> Time:
    """A day without a year that could be to come is the one gone by where the verb is in the past."""
    owner = marked.clauses.owner(time.start) if time.past else None
    past = owner is not None and owner.finite and (owner.before or act.form in {"active", "passive"}) and not act.future
    return replace(time, value=time.past, role="point") if past and time.past and not act.must else time


def _before_it(time: Time, points: list[Time]) -> date | None:
    """The day told last before a time in its own sentence: what "le lendemain" there counts from."""
    days = [t.value for t in points if t.end <= time.start and t.precision == "day" and t.value]
    return date.fromisoformat(days[-1]) if days else None


def _day_after(act: Act, marked: Marked, points: list[Time], language: Language) -> Time | None:
    """The day of an act told as what another came after: "announced on Tuesday, a day after the expulsion of"."""
    for time in marked.times:
        if not time.days or not 0 <= act.start - time.end <= 3 or act.form != "noun":
            continue
        days = [t for t in points if t.value and t.precision == "day" and t.end <= time.start and not t.anchored]
        base = next(iter(days), None)
        if base is None or base.value is None or time.value:
            continue
        day = date.fromisoformat(base.value)
        words = set(marked.words[time.start : act.start])
        earlier = (
            day + timedelta(abs(time.days)) if words & language.function["before"] else day - timedelta(abs(time.days))
        )
        return replace(base, value=earlier.isoformat(), how=f"{(earlier - day).days:+d} days from {base.value}")
    return None


def _of_the_report(points: list[Time], act: Act, marked: Marked) -> Time | None:
    """The day on which the whole sentence was said, where the act is in no clause apart: ".., said an order published on .."."""
    clauses = marked.clauses
    if clauses.stretches[clauses.of[act.start]].opener in {"relative", "when"}:
        return None
    for time in points:
        owner = clauses.owner(time.start)
        apart = owner is not None and clauses.stretches[owner.stretch].opener in {"relative", "when"}
        if owner is not None and "say" in owner.kinds and not apart and time.value and not time.anchored:
            return time
    return None


def _opens_clause(time: Time, marked: Marked) -> bool:
    """ "One day after its neighbour closed": a distance that says when the clause after it was, not when this one."""
    after = marked.clauses.stretches[marked.clauses.of[max(time.start, time.end - 1)]]
    return time.anchored and bool(time.days) and after.opener == "when" and after.low == time.end - 1


def _of_a_thing(time: Time, act: Act, marked: Marked, language: Language) -> bool:
    """Does a time say which thing is meant ("les accords de 1968", "last year's election")?"""
    if set(marked.words[time.end : time.end + 1]) & language.function["genitive"]:
        return not time.end < act.start <= time.end + 4
    if time.precision != "year" or time.start < 2 or marked.words[time.start - 1] not in language.function["of"]:
        return False
    return any(thing.start <= time.start - 2 < thing.end for thing in marked.things)


def _rules(owner: Group, group: Group | None, act: Act, marked: Marked) -> bool:
    """Does a time of one verb hold for another? Of its own, and of what hangs on it without being an act itself."""
    helping = {"ISSUE", "GRANT", "ORDER", "LEAVE", "NONE", "MEET", "TOGETHER"}
    others = [a for a in marked.acts if a is not act and not a.names <= helping]
    acting = {g.head for a in others if (g := marked.clauses.group_at(a.start, a.end))}
    seen = 0
    current: Group | None = owner
    while current is not None and current is not group and seen < 4:
        if current.finite or current.head in acting:
            return False
        current = marked.clauses.parent(current)
        seen += 1
    return current is not None and current is group


def _shifted(group: Group | None, marked: Marked, points: list[Time], language: Language) -> Time | None:
    """The day of a clause told as some days after or before: "on Thursday .., one day after its neighbour closed"."""
    stretch = row_head(group, marked, language) if group is not None else None
    if stretch is None or stretch.opener != "when":
        return None
    length = next((t for t in marked.times if t.end - stretch.low in {0, 1} and t.days and not t.value), None)
    number = marked.clauses.stretches.index(stretch)
    mains = _mains(marked.clauses.main_before(number) or marked.clauses.main_after(number), marked)
    days = [t for t in points if t.value and t.precision == "day"]
    base = next((t for t in days if any(marked.clauses.owner(t.start) is main for main in mains)), None)
    hours = bool(set(marked.words[max(0, stretch.low - 1) : stretch.low]) & language.function["short_time"])
    if (length is None and not hours) or base is None or base.value is None:
        return None
    far = abs(length.days or 0) if length is not None else 0
    sign = 1 if marked.words[stretch.low] in language.function["before"] else -1
    distance = Time(base.start, base.end, None, None, "point", base.words, "", anchored=True, days=sign * far)
    return counted_from(distance, date.fromisoformat(base.value))


def _mains(group: Group | None, marked: Marked) -> list[Group]:
    """A verb with those that it is joined to: "cut its ties on Thursday and ordered its staff home"."""
    found: list[Group] = []
    while group is not None and len(found) < 4:
        found.append(group)
        group = marked.clauses.parent(group)
    return found


def chain(act: Act, marked: Marked, language: Language) -> Iterator[Group | None]:
    """The verb of an act, then those it is told under: its matrix, what it is joined to, a verb of saying set in beside it."""
    clauses = marked.clauses
    group = clauses.group_at(act.start, act.end)
    if group is None and marked.words:
        group = clauses.ruling(act.start) or clauses.owner(act.start)
    yield group
    seen = 0
    while group is not None and seen < 6:
        beside = said_beside(group, marked)
        if beside is not None:
            yield beside
        group = clauses.parent(group) or answered(group, marked, language)
        seen += 1
        if group is not None:
            yield group


def to_leave(time: Time, act: Act, marked: Marked, language: Language) -> bool:
    """Is a plain day the term of an order ("devront avoir quitté le pays samedi")? It follows the departure."""
    if "LEAVE_ORDER" not in act.names or time.role != "point" or time.precision != "day":
        return False
    before = marked.words[max(act.start, time.start - 5) : time.start]
    return "," not in before and any(form.name == "LEAVE" for word in before for form in language.verbs.get(word, ()))


def shared_ahead(group: Group | None, marked: Marked, points: Sequence[Time], language: Language) -> Time | None:
    """The time at the end of a row of verbs with one subject: "evacuated its diplomats and shut the embassy on Monday"."""
    if group is None or not group.finite:
        return None
    for stretch in marked.clauses.stretches[group.stretch + 1 :]:
        if not stretch.groups:
            if stretch.opener == "hard":
                return None
            continue
        first = stretch.groups[0]
        if stretch.opener not in _JOINS or not first.finite or first.before != group.before or "say" in first.kinds:
            return None
        if not opens(stretch, marked, language) or _to_come(first, marked, language):
            return None
        owned = [t for t in points if t.value and not t.anchored and t.start > first.head]
        found = next((t for t in owned if marked.clauses.owner(t.start) is first and t.role == "point"), None)
        if found is not None:
            return found
    return None


def _to_come(group: Group, marked: Marked, language: Language) -> bool:
    """Does a verb tell what will or must be done: "et devront partir samedi"?"""
    words = marked.words[group.start : group.head + 1]
    features = {feature for word in words for _, feature in language.auxiliary.get(word, ())}
    features |= {form.feature for form in language.verbs.get(marked.words[group.head], ())}
    return bool(features & {"fut", "cond", "modal", "must"})


def opens(stretch: Stretch, marked: Marked, language: Language) -> bool:
    """Does a stretch begin with its verb, so that it has no subject of its own?"""
    small = language.function["and"] | language.function["adverb"] | language.function["or"] | language.function["but"]
    return all(word in small for word in marked.words[stretch.low : stretch.groups[0].start])


def row_head(group: Group, marked: Marked, language: Language) -> Stretch:
    """The stretch that a row of verbs without subjects of their own began with: "after X closed .., withdrew .. and expelled"."""
    stretches = marked.clauses.stretches
    stretch = stretches[group.stretch]
    rowed = stretch.opener == "and" or any(s.opener == "and" and s.groups for s in stretches[group.stretch + 1 :])
    while stretch.opener in _JOINS and rowed and stretch.groups and opens(stretch, marked, language):
        before = [s for s in stretches[: stretches.index(stretch)] if s.groups]
        if not before:
            break
        stretch = before[-1]
    return stretch


def coarse(group: Group | None, marked: Marked, points: Sequence[Time], language: Language) -> Time | None:
    """The month or year of the main clause for what had just gone before: "in May 2022, after X had broken off relations"."""
    stretch = row_head(group, marked, language) if group is not None else None
    if stretch is None or stretch.opener != "when" or marked.words[stretch.low] not in language.function["just_after"]:
        return None
    number = marked.clauses.stretches.index(stretch)
    mains = {id(g) for g in (marked.clauses.main_before(number), marked.clauses.main_after(number)) if g is not None}
    wide = [t for t in points if t.value and t.precision in {"month", "year"} and t.role == "point"]
    return next((t for t in wide if id(marked.clauses.owner(t.start)) in mains), None)


def answered(group: Group, marked: Marked, language: Language) -> Group | None:
    """The main verb that a relative clause answers: "X broke with Y in 2021, which Y answered by expelling .."."""
    stretch = marked.clauses.stretches[group.stretch]
    words = set(marked.words[stretch.low : group.head + 1])
    if stretch.opener != "relative" or not words & set(language.cues.get("answering", ())):
        return None
    return marked.clauses.main_before(group.stretch)


def behind(act: Act, marked: Marked, language: Language) -> bool:
    """Is a noun told as what was there before: "summoned him on Monday over the arrest of", "the reply to Kiev's expulsion of"?

    The time of the verb is then not its own; one that stands behind the noun may be.
    """
    if act.form != "noun":
        return False
    names = {i for name in marked.names for i in range(name.start, name.end)}
    skipped = language.function["article"] | language.function["possessive"] | language.function["genitive"]
    i = act.start - 1
    while i >= max(0, act.start - 6) and (i in names or marked.words[i] in skipped):
        i -= 1
    cues = language.cues.get("background", ())
    return i >= 0 and (marked.words[i] in cues or " ".join(marked.words[max(0, i - 1) : i + 1]) in cues)


def said_beside(group: Group, marked: Marked) -> Group | None:
    """A verb of saying in the stretch after the clause, or before its end: ".., the ministry said on Monday"."""
    for stretch in marked.clauses.stretches[group.stretch + 1 : group.stretch + 6]:
        said = stretch.finite
        if said is not None and said.kinds & {"say", "threaten"} and stretch.opener in {"mark", "and"}:
            return said
        if stretch.opener == "hard":
            return None
    return None
