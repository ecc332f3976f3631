"""Data coded elsewhere: one line of labelled JSON -> an article with its mentions. What is wrong is a complaint."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from briefing.articles import moment
from briefing.model import (
    DOMAINS,
    ELSEWHERE,
    FORMS,
    MODES,
    RANKS,
    SITES,
    STAGES,
    TYPES,
    Article,
    Correction,
    Evidence,
    Mention,
    Reading,
    span,
)
from briefing.origin import origin

_TEXTS = ("text", "title", "lang", "source", "url", "agency", "published")
_FLAGS = ("ambassador_included", "partial", "bilateral", "further", "answers", "proceedings")
_WORDS = {
    "type": TYPES,
    "rank": RANKS,
    "domain": DOMAINS,
    "mode": MODES,
    "site": SITES,
    "form": FORMS,
    "stage": STAGES,
}
_CODES = ("actor", "target", "owner")
_LENGTHS = {4: "year", 7: "month", 10: "day"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
Codes = Collection[str] | None


def read(entry: Any, where: str, codes: Codes = None) -> tuple[Reading | None, list[str]]:
    """A reading from one line (`id`, `text`, `events`, `verbal`, `corrects`), and complaints that begin with `where`.

    With `codes` a state or organisation must be one of them.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return None, [f"{where}: needs an object with an 'id'; the line is left out"]
    complaints = [
        f"{where}: {name} is no text; it is left out" for name in _TEXTS if not isinstance(entry.get(name), str | None)
    ]
    article = _article(entry)
    if article.published is None and article.published_text:
        complaints.append(f"{where}: published {article.published_text!r} is no date; the article has none")
    mentions: list[Mention] = []
    for name in ("events", "verbal"):
        told = entry.get(name) or []
        if not isinstance(told, list):
            complaints.append(f"{where}: {name} is no list; it is left out")
            continue
        for number, event in enumerate(told):
            try:
                made = _mention(event, article, codes)
            except (ValueError, TypeError, KeyError) as error:
                complaints.append(f"{where}: {name}[{number}]: {error}; it is left out")
                continue
            mentions.append(made)
            if _early(made, article):
                complaints.append(
                    f"{where}: {name}[{number}]: {made.date} lies after its article; it counts from that day"
                )
    correction = None
    if entry.get("corrects"):
        try:
            correction = _correction(entry["corrects"], codes)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            complaints.append(f"{where}: corrects: {_words_of(error)}; it is left out")
    return Reading(article, tuple(mentions), origin(article), correction, ELSEWHERE), complaints


def _words_of(error: Exception) -> str:
    """What is wrong with a correction; a key that is missing is named."""
    return f"needs {error}" if isinstance(error, KeyError) else str(error)


def _article(entry: dict[str, Any]) -> Article:
    def words(key: str) -> str | None:
        value = entry.get(key)
        return value if isinstance(value, str) else None

    return Article(
        id=entry["id"],
        text=words("text") or "",
        title=words("title") or "",
        lang=words("lang"),
        published=moment(entry.get("published")),
        published_text=words("published"),
        source=words("source") or "",
        url=words("url"),
        agency=words("agency"),
        official=entry.get("official") is True,
    )


def _mention(event: Any, article: Article, codes: Codes) -> Mention:
    if not isinstance(event, dict):
        raise ValueError("is no object")
    found = _checked(event, codes)
    if found.get("type") is None or found.get("actor") is None or found.get("target") is None:
        raise ValueError("needs a type, an actor and a target")
    if found["actor"] == found["target"]:
        raise ValueError(f"is of {found['actor']} with itself")
    if not isinstance(event.get("attribution"), str | None):
        raise ValueError(f"attribution {event['attribution']!r} is no text")
    found["attribution"] = event.get("attribution")
    kept = {name: value for name, value in found.items() if value is not None}
    return Mention(evidence=_evidence(event.get("evidence"), article), rule="labelled", **kept)


def _checked(event: dict[str, Any], codes: Codes) -> dict[str, Any]:
    """The fields of the codebook that are given, each of its own kind; what is not is a ValueError."""
    found: dict[str, Any] = {}
    for name, known in _WORDS.items():
        if event.get(name) is not None and event[name] not in tuple(known):
            raise ValueError(f"unknown {name} {event[name]!r}")
        found[name] = event.get(name)
    for name in _CODES:
        found[name] = _code(event.get(name), name, codes)
    for name in _FLAGS:
        if not isinstance(event.get(name), bool | None):
            raise ValueError(f"{name} {event[name]!r} is neither true nor false")
        found[name] = event.get(name)
    count = event.get("count")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 0):
        raise ValueError(f"count {count!r} is no number of persons")
    found["count"] = count
    found["date"], found["date_precision"] = _dated(event.get("date"), event.get("date_precision"))
    deadline, exact = _dated(event.get("deadline"), None)
    if deadline is not None and exact != "day":
        raise ValueError(f"deadline {deadline!r} is no day")
    found["deadline"] = deadline
    return found


def _code(value: Any, name: str, codes: Codes) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z][A-Z0-9]{1,2}", value):
        raise ValueError(f"{name} {value!r} is no code of a state or organisation")
    if codes is not None and value not in codes:
        raise ValueError(f"{name} {value!r} is the code of no state or organisation that is known")
    return value


def _dated(value: Any, precision: Any) -> tuple[str | None, str | None]:
    """A date as exact as both its form and its precision allow."""
    if precision not in (None, "day", "month", "year"):
        raise ValueError(f"unknown date_precision {precision!r}")
    if value is None:
        return None, None
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError(f"{value!r} is no date; write it like 2025-09-17, 2025-09 or 2025")
    span(value, None)
    lengths = {kind: length for length, kind in _LENGTHS.items()}
    if precision is not None and len(value) < lengths[precision]:
        raise ValueError(f"{value!r} is no {precision}")
    length = lengths.get(precision, len(value))
    return value[:length], _LENGTHS[length]


def _early(mention: Mention, article: Article) -> bool:
    """Is an act told as done on a day after its report?"""
    known = span(mention.date, mention.date_precision)
    if known is None or article.published is None or mention.mode != "actual":
        return False
    return known[0] > article.published.date() + timedelta(days=1)


def _evidence(value: Any, article: Article) -> Evidence:
    """The place of a sentence where the line gives one that lies in the text or title, else the whole article."""
    if not isinstance(value, dict) or "start" not in value:
        return Evidence(article.id, 0, len(article.text), article.text)
    start, end = value["start"], value.get("end")
    where, text = ("title", article.title) if value.get("where") == "title" else ("text", article.text)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        raise ValueError(f"evidence {start!r} to {end!r} lies outside the {where}")
    return Evidence(article.id, start, end, text[start:end], "title" if where == "title" else "text")


def _correction(value: Any, codes: Codes) -> Correction:
    def key(one: Any) -> tuple[str, str, str]:
        found = _checked({name: one[name] for name in ("type", "actor", "target")}, codes)
        return found["type"], found["actor"], found["target"]

    def fields(one: Any) -> tuple[tuple[str, object], ...]:
        given = {k: v for k, v in one.items() if k not in {"type", "actor", "target"}}
        found = _checked(given, codes)
        named = [*given, *(["date_precision"] if "date" in given and "date_precision" not in given else [])]
        return tuple((name, found[name]) for name in named if name in found)

    changes = tuple((key(one), fields(one)) for one in value.get("changes") or [])
    return Correction(str(value["article"]), tuple(key(one) for one in value.get("withdraws") or []), changes)
