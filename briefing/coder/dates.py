"""Time expressions in a sentence -> dates with their precision, or None and why. The words and patterns are data.

A date is resolved against the day of publication by grammar (rule 7 of the codebook); what needs another event's day
("la veille", "two days later") stays unresolved until that day is known. The day of publication is never a stand-in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from briefing.errors import DataError

AHEAD = timedelta(days=110)  # a day to come without a year lies at most this far after publication
LONG_AGO = timedelta(days=240)
_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression over the tokens [start, end).

    `value` is ISO 8601 of the precision's length, or None; `role` is point, deadline, since or duration; `anchored` means
    that it counts from another event; `days` is the length of a duration or the distance from the anchor.
    """

    start: int
    end: int
    value: str | None
    precision: str | None
    role: str
    words: str
    how: str
    anchored: bool = False
    days: int | None = None
    past: str | None = None  # the day before publication that a day to come without a year may also be
    open: str = ""  # what the text before may settle: its "year" or "month" unsaid, or "that year" it speaks of


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time words of one language, compiled. Made by `load`."""

    lang: str
    patterns: tuple[tuple[str, re.Pattern[str], str], ...]  # with the words that a sentence needs to be looked through
    needed: Mapping[str, re.Pattern[str]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    relative: Mapping[str, int]
    anchored: Mapping[str, int]
    before: Mapping[str, tuple[str, ...]]
    ordinals: Mapping[str, int]  # days of the month in words: "the second of May"
    holidays: Mapping[str, str]  # days known by name: "-12-25"


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _near(day: int, month: int, published: date, deadline: bool) -> date | None:
    """The day and month without a year that lie closest before publication; for a deadline also after.

    News rarely goes back most of a year without naming it: a day that has just gone by more than `LONG_AGO` before
    publication and comes again within `AHEAD` is the one to come.
    """
    near: list[date] = []
    for year in (published.year + 1, published.year, published.year - 1, published.year - 2):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    past = next((found for found in near if found <= published), None)
    ahead = next((found for found in reversed(near) if published < found <= published + AHEAD), None)
    if ahead is not None and (deadline or past is None or published - past > LONG_AGO):
        return ahead
    return past


def _weekday(wanted: int, published: date, groups: Mapping[str, Any], deadline: bool) -> date:
    back = (published.weekday() - wanted) % 7
    if groups.get("next"):
        return published + timedelta((wanted - published.weekday() - 1) % 7 + 1)
    if deadline:
        return published + timedelta((wanted - published.weekday()) % 7)
    if groups.get("before") and back == 0:
        back = 7
    return published - timedelta(back)


class _Resolver:
    """Turns one match into value, precision and the sentence that explains it."""

    def __init__(self, calendar: Calendar, published: date | None) -> None:
        self.calendar, self.published = calendar, published

    def resolve(
        self, kind: str, groups: dict[str, Any], deadline: bool
    ) -> tuple[str | None, str | None, str, int | None]:
        if kind in {"year"}:
            return groups["year"], "year", "the year as written", None
        if kind in {"anchored", "shifted"}:
            return None, None, "counts from another event in the text", self._distance(kind, groups)
        if kind in {"date", "month"} and groups.get("same"):
            return None, None, "of a year told before", None
        if kind == "duration" and not (deadline and self.published):
            return None, None, "a length of time", self._length(groups)
        if kind == "date" and groups.get("year"):
            return self._exact(groups)
        if kind == "month" and groups.get("year"):
            return _month(int(groups["year"]), self.calendar.months[groups["month"]]), "month", "as written", None
        if self.published is None:
            return None, None, "relative, and the day of publication is not known", None
        value, precision, how = getattr(self, "_" + kind)(groups, deadline, self.published)
        return value, precision, how, self._length(groups) if kind == "duration" else None

    def _exact(self, groups: Mapping[str, Any]) -> tuple[str | None, str | None, str, int | None]:
        day = self._day(groups["day"])
        try:
            found = date(int(groups["year"]), self.calendar.months[groups["month"]], day)
        except ValueError:
            return None, None, "no such day in the calendar", None
        return found.isoformat(), "day", "as written", None

    def _day(self, word: str) -> int:
        return self.calendar.ordinals.get(word) or int(re.sub(r"\D", "", word))

    def _number(self, word: str) -> int:
        return int(word) if word.isdigit() else self.calendar.numbers[word]

    def _length(self, groups: Mapping[str, Any]) -> int:
        number, unit = self._number(groups["n"]), self.calendar.units[groups["unit"]]
        return -(-number // 24) if unit == "hour" else number * _DAYS[unit]

    def _distance(self, kind: str, groups: Mapping[str, Any]) -> int:
        if kind == "anchored":
            return self.calendar.anchored[groups["anchored"]]
        return self._length(groups) * (1 if groups.get("later") else -1)

    def _date(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str | None, str | None, str]:
        if groups.get("last"):
            year: date | None = published.replace(month=1, day=1, year=published.year - 1)
            return self._exact({**groups, "year": str(year.year if year else 0)})[:3]
        found = _near(self._day(groups["day"]), self.calendar.months[groups["month"]], published, deadline)
        if found is None:
            return None, None, "no such day in the calendar"
        return found.isoformat(), "day", f"the day nearest to publication on {published}"

    def _month(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        month = self.calendar.months[groups["month"]]
        year = published.year - (month > published.month or bool(groups.get("before") and month == published.month))
        if groups.get("last"):
            year = published.year - 1
        return _month(year, month), "month", f"the last one up to publication on {published}"

    def _weekday(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        found = _weekday(self.calendar.weekdays[groups["weekday"]], published, groups, deadline)
        side = "on or after" if deadline else "on or before"
        return found.isoformat(), "day", f"that weekday {side} publication on {published}"

    def _ago(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        unit, number = self.calendar.units[groups["unit"]], self._number(groups["n"])
        how = f"counted back from publication on {published}"
        if unit == "year":
            return str(published.year - number), "year", how
        if unit == "month":
            months = published.year * 12 + published.month - 1 - number
            return _month(months // 12, months % 12 + 1), "month", how
        return (published - timedelta(self._length(groups))).isoformat(), "day", how

    def _monthday(
        self, groups: Mapping[str, Any], deadline: bool, published: date
    ) -> tuple[str | None, str | None, str]:
        wanted = self._day(groups["day"])
        near = [published + timedelta(days) for days in range(-15, 32) if (published + timedelta(days)).day == wanted]
        if not near:
            return None, None, "no such day near publication"
        found = min(near, key=lambda day: abs((day - published).days))
        return found.isoformat(), "day", f"the day of the month nearest to publication on {published}"

    def _ofmonth(
        self, groups: Mapping[str, Any], deadline: bool, published: date
    ) -> tuple[str | None, str | None, str]:
        wanted = self._day(groups["day"])
        found = next((d for n in range(32) if (d := published - timedelta(n)).day == wanted), None)
        if found is None:
            return None, None, "no such day before publication"
        return found.isoformat(), "day", f"the last such day up to publication on {published}"

    def _holiday(
        self, groups: Mapping[str, Any], deadline: bool, published: date
    ) -> tuple[str | None, str | None, str]:
        month, day = self.calendar.holidays[groups["holiday"]].split("-")
        found = _near(int(day), int(month), published, deadline)
        return (found.isoformat() if found else None), "day", f"the day nearest to publication on {published}"

    def _week(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        day = published - timedelta(published.weekday() + (7 if groups.get("last") else 0))
        return _month(day.year, day.month), "month", "the month that the week began in"

    def _this_month(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        return _month(published.year, published.month), "month", "the month of publication"

    def _this_year(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        return str(published.year), "year", "the year of publication"

    def _last_month(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        day = published.replace(day=1) - timedelta(1)
        return _month(day.year, day.month), "month", "the month before publication"

    def _last_year(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        return str(published.year - 1), "year", "the year before publication"

    def _end(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str | None, str | None, str]:
        unit = self.calendar.units[groups["unit"]]
        if not deadline or unit not in {"week", "month", "year"}:
            return None, None, "the end of a stretch of time, and no term"
        first = published.replace(day=1)
        ends = {
            "week": published + timedelta(6 - published.weekday()),
            "month": (first + timedelta(32)).replace(day=1) - timedelta(1),
            "year": date(published.year, 12, 31),
        }
        return ends[unit].isoformat(), "day", f"the end of that {unit}, counted from publication on {published}"

    def _relative(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        day = published + timedelta(self.calendar.relative[groups["relative"]])
        return day.isoformat(), "day", f"counted from publication on {published}"

    def _duration(self, groups: Mapping[str, Any], deadline: bool, published: date) -> tuple[str, str, str]:
        day = published + timedelta(self._length(groups))
        return day.isoformat(), "day", f"counted from publication on {published}"


def find_times(words: Sequence[str], calendar: Calendar, published: date | None) -> list[Time]:
    """The time expressions in a sentence of folded words, in order, none inside another.

    An absurd day of publication (before 1900, after 2200) is treated as unknown.
    """
    if published is not None and not 1900 <= published.year <= 2200:
        published = None
    text, starts = " ".join(words), [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    index = {at: i for i, at in enumerate(starts)}
    ends = {at - 1: i for i, at in enumerate(starts) if i}
    taken: list[Time] = []
    used = [False] * len(words)
    resolver = _Resolver(calendar, published)
    there = {"", *(name for name, anywhere in calendar.needed.items() if anywhere.search(text))}
    for kind, pattern, need in calendar.patterns:
        for match in pattern.finditer(text) if need in there else ():
            start, end = index.get(match.start()), ends.get(match.end())
            if start is None or end is None or any(used[start:end]):
                continue
            if kind == "monthday" and not _preceded(text[: match.start()].rstrip(), calendar.before["deadline"]):
                continue  # a number alone is a day only where a term is told: "by the 30th"
            used[start:end] = [True] * (end - start)
            taken.append(_made(calendar, resolver, kind, match, start, end, text))
    return sorted(taken, key=lambda time: time.start)


def _made(
    calendar: Calendar, resolver: _Resolver, kind: str, match: re.Match[str], start: int, end: int, text: str
) -> Time:
    ahead = text[: match.start()].rstrip()
    role = next((r for r in ("deadline", "since") if _preceded(ahead, calendar.before[r])), "point")
    told = {key: value.strip() for key, value in match.groupdict().items() if value}
    groups = {key.rstrip("0123456789"): value for key, value in told.items()}  # "before2": another place of "before"
    value, precision, how, days = resolver.resolve(kind, groups, role == "deadline")
    if kind == "duration" and role == "point":
        role = "duration"
    past = None
    yearless = role == "point" and kind == "date" and not groups.get("year")
    if yearless and value and resolver.published and value > resolver.published.isoformat():
        role, past = "deadline", f"{int(value[:4]) - 1}{value[4:]}"
    later = value is not None and resolver.published is not None and value > resolver.published.isoformat()
    role = "deadline" if role == "since" and later else role  # "as of 24 February", told before that day
    anchored = kind in {"anchored", "shifted"}
    return Time(
        start, end, value, precision, role, match.group(0), how, anchored, days, past, _open(kind, groups, resolver)
    )


def _open(kind: str, groups: Mapping[str, Any], resolver: _Resolver) -> str:
    """What of a time the text before it may settle, with its day and month: "year:06-08", "month:20", "same:08"."""
    day = f"{resolver._day(groups['day']):02d}" if groups.get("day") else ""
    month = f"{resolver.calendar.months[groups['month']]:02d}" if groups.get("month") else ""
    if kind == "holiday":
        return "year:" + resolver.calendar.holidays[groups["holiday"]]
    if kind == "ofmonth":
        return "month:" + day
    if kind not in {"date", "month"} or any(groups.get(key) for key in ("year", "last", "before", "this")):
        return ""
    return ("same:" if groups.get("same") else "year:") + "-".join(part for part in (month, day) if part)


def _preceded(ahead: str, phrases: Sequence[str]) -> bool:
    return any(ahead == phrase or ahead.endswith(" " + phrase) for phrase in phrases)


def counted_from(time: Time, day: date) -> Time:
    """An anchored time, or a term in hours or weeks, resolved from the day of the event it counts from."""
    if time.days is None:
        return time
    value = (day + timedelta(time.days)).isoformat()
    if time.anchored and abs(time.days) >= 30 and time.days % 365 == 0:
        return replace(time, value=value[:4], precision="year", how=f"{time.days // 365:+d} years from {day}")
    if time.anchored and abs(time.days) >= 30 and time.days % 30 == 0:
        months = day.year * 12 + day.month - 1 + time.days // 30
        value = _month(months // 12, months % 12 + 1)
        return replace(time, value=value, precision="month", how=f"{time.days // 30:+d} months from {day}")
    role = "deadline" if time.role == "duration" else time.role
    return replace(time, value=value, precision="day", role=role, how=f"{time.days:+d} days from {day}")


def _alternatives(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def build(data: Mapping[str, Any], lang: str) -> Calendar:
    """A calendar from the data of one language. Raises DataError."""
    try:
        months = {word: i for i, words in enumerate(data["months"], 1) for word in words}
        weekdays = {word: i for i, words in enumerate(data["weekdays"]) for word in _spellings(words)}
        units = {word: unit for unit, words in data["units"].items() for word in words}
        spaced = {name: {_spaced(k): v for k, v in data[name].items()} for name in ("relative", "anchored")}
        parts = {
            "month": _alternatives(list(months)),
            "weekday": _alternatives(list(weekdays)),
            "unit": _alternatives(list(units)),
            "n": r"(?:\d{1,3}|" + _alternatives(list(data["numbers"])) + ")",
            "relative": _alternatives(list(spaced["relative"])),
            "anchored": _alternatives(list(spaced["anchored"])),
            "ordinal": _alternatives(list(data.get("ordinals", {"-": 0}))),
            "holiday": _alternatives([_spaced(k) for k in data.get("holidays", {"-": ""})]),
        }
        patterns = tuple(
            (entry["kind"], _compiled(entry["match"], parts), _need(entry["kind"], entry["match"]))
            for entry in data["pattern"]
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(f"time.{lang}.toml: {type(error).__name__} {error}") from error
    return Calendar(
        lang,
        patterns,
        {name: re.compile(parts[name]) for name in set(_NEEDS.values())},
        months,
        weekdays,
        units,
        data["numbers"],
        spaced["relative"],
        spaced["anchored"],
        {"deadline": tuple(data["deadline"]), "since": tuple(data["since"])},
        data.get("ordinals", {}),
        {_spaced(k): v for k, v in data.get("holidays", {}).items()},
    )


# What a pattern of a kind cannot do without: where no month is named, none that tells a date needs to be tried.
_NEEDS = {
    "date": "month", "month": "month", "weekday": "weekday", "ago": "unit", "shifted": "unit", "duration": "unit", "end": "unit",
}  # fmt: skip


def _need(kind: str, match: str) -> str:
    need = _NEEDS.get(kind, "")
    return need if "{" + need + "}" in match else ""


def _spellings(words: str | list[str]) -> list[str]:
    """A word of the data that may be written in more than one way."""
    return [words] if isinstance(words, str) else words


def _spaced(phrase: str) -> str:
    """A phrase as the tokenizer's words joined by spaces."""
    from briefing.coder.text import tokenize

    return " ".join(token.word for token in tokenize(phrase))


def _compiled(match: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    for name, words in parts.items():
        match = match.replace("{" + name + "}", words)
    return re.compile(r"(?<!\S)(?:" + match + r")(?!\S)")


@lru_cache(maxsize=8)
def load(lang: str) -> Calendar:
    """The calendar of a language of the package. Raises DataError."""
    text = resources.files("briefing.coder.data").joinpath(f"time.{lang}.toml").read_text(encoding="utf-8")
    try:
        return build(tomllib.loads(text), lang)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"time.{lang}.toml: {error}") from error
