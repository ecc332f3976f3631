"""Data coded elsewhere: one line of labelled JSON -> an article with its mentions. What is wrong is a complaint."""

from __future__ import annotations

from typing import Any

from briefing.articles import moment
from briefing.model import (
    DOMAINS,
    ELSEWHERE,
    MODES,
    RANKS,
    TYPES,
    Article,
    Correction,
    Evidence,
    Mention,
    Reading,
    span,
)

_CODE_LENGTHS = (2, 3)
_FLAGS = ("ambassador_included", "partial")
_WORDS = ("owner", "site", "form", "stage", "attribution")


def read(entry: Any, where: str) -> tuple[Reading | None, list[str]]:
    """A reading from one line (`id`, `text`, `events`, `verbal`, `corrects`), and complaints that begin with `where`."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return None, [f"{where}: needs an object with an 'id'; the line is left out"]
    article = _article(entry)
    mentions: list[Mention] = []
    complaints: list[str] = []
    for name in ("events", "verbal"):
        told = entry.get(name) or []
        if not isinstance(told, list):
            complaints.append(f"{where}: {name} is no list; it is left out")
            continue
        for number, event in enumerate(told):
            try:
                mentions.append(_mention(event, article))
            except (ValueError, TypeError, KeyError) as error:
                complaints.append(f"{where}: {name}[{number}]: {error}; it is left out")
    correction = None
    if entry.get("corrects"):
        try:
            correction = _correction(entry["corrects"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            complaints.append(f"{where}: corrects: {error!r}; it is left out")
    origin = article.agency or article.source or article.id
    return Reading(article, tuple(mentions), origin, correction, ELSEWHERE), complaints


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
        official=bool(entry.get("official")),
    )


def _code(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) not in _CODE_LENGTHS or not value.isupper():
        raise ValueError(f"{name} {value!r} is no code of a state or organisation")
    return value


def _known(value: Any, name: str, codes: frozenset[str]) -> str | None:
    if value is not None and value not in codes:
        raise ValueError(f"unknown {name} {value!r}")
    return value if value is None else str(value)


def _mention(event: Any, article: Article) -> Mention:
    if not isinstance(event, dict):
        raise ValueError("is no object")
    kind = _known(event.get("type"), "type", TYPES)
    actor, target = _code(event.get("actor"), "actor"), _code(event.get("target"), "target")
    if kind is None or actor == target:
        raise ValueError("has no type" if kind is None else f"is of {actor} with itself")
    count = event.get("count")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 0):
        raise ValueError(f"count {count!r} is no number of persons")
    day, precision = event.get("date"), event.get("date_precision")
    if precision not in (None, "day", "month", "year"):
        raise ValueError(f"unknown date_precision {precision!r}")
    span(day, precision)
    deadline = event.get("deadline")
    span(deadline, "day" if deadline else None)
    return Mention(
        type=kind,
        actor=actor,
        target=target,
        evidence=_evidence(event.get("evidence"), article),
        date=day,
        date_precision=precision if day else None,
        count=count,
        rank=_known(event.get("rank"), "rank", RANKS),
        bilateral=event.get("bilateral"),
        domain=_known(event.get("domain"), "domain", DOMAINS),
        deadline=deadline,
        mode=_known(event.get("mode") or "actual", "mode", MODES),  # type: ignore[arg-type]
        rule="labelled",
        further=bool(event.get("further")),
        **{name: bool(event.get(name)) for name in _FLAGS},  # type: ignore[arg-type]
        **{name: event[name] for name in _WORDS if isinstance(event.get(name), str)},
    )


def _evidence(value: Any, article: Article) -> Evidence:
    """The place of a sentence where the line gives one that lies in the text, else the whole article."""
    if isinstance(value, dict) and "start" in value:
        start, end = value["start"], value.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(article.text):
            raise ValueError(f"evidence {start!r} to {end!r} lies outside the text")
        return Evidence(article.id, start, end, article.text[start:end])
    return Evidence(article.id, 0, len(article.text), article.text)


def _correction(value: Any) -> Correction:
    def key(one: Any) -> tuple[str, str, str]:
        return one["type"], one["actor"], one["target"]

    changes = tuple(
        (key(one), tuple((k, v) for k, v in one.items() if k not in {"type", "actor", "target"}))
        for one in value.get("changes", [])
    )
    return Correction(str(value["article"]), tuple(key(one) for one in value.get("withdraws", [])), changes)
