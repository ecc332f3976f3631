"""Model values <-> what the tables hold. Dates go in as ISO 8601 with their own offset, to come back as they were."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from briefing.model import Article, Correction, Evidence, Health, Mention, Slot

TRACKING = re.compile(
    r"^(utm_\w+|at_\w+|xtor|ito|cmpid|cmp|ocid|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|traffic_source|"
    r"wt_mc|__twitter_impression|maca|taid|ns_\w+|rss)$",
    re.IGNORECASE,
)
SPACE = re.compile(r"\s+")
MENTION_DEFAULTS = {f.name: f.default for f in fields(Mention) if f.name not in ("type", "actor", "target", "evidence")}


def canonical(url: str) -> str:
    """An address without what does not change the page: scheme, case of the host, tracking, fragment, last slash."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in ("http", "https"):
        return url.strip()
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])])
    return urlunsplit(("", place, parts.path.rstrip("/") or "/", query, ""))


def identity(article: Article) -> str:
    """What makes two articles one: the canonical address, else the source and its id."""
    return canonical(article.url) if article.url else f"{article.source}\n{article.id}"


def digest(article: Article) -> str:
    """Equal for equal words: of title and text, however they are spaced."""
    words = SPACE.sub(" ", f"{article.title}\n{article.text}").strip()
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def stamp(moment: datetime | None) -> str:
    """A sortable text in UTC; "" for none, and for a date so absurd that it has no UTC form."""
    if moment is None:
        return ""
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except (OverflowError, ValueError):
        return ""


def iso(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 with its zone; None for none."""
    return moment.isoformat() if moment else None


def when(text: str | None) -> datetime | None:
    """The moment that `iso` wrote; None for none."""
    return datetime.fromisoformat(text) if text else None


def pair_key(actor: str, target: str) -> str:
    """One key for both directions."""
    return f"{min(actor, target)}-{max(actor, target)}"


def pair_of(key: str) -> tuple[str, str]:
    """The two codes of a pair's key, in alphabetical order."""
    first, _, second = key.partition("-")
    return first, second


def scrub(value: str | None) -> str | None:
    """No lone surrogate, which UTF-8 cannot hold, gets as far as the file."""
    return value.encode("utf-8", "replace").decode("utf-8") if value else value


def dump(value: object) -> str:
    """Any value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def mention_as_json(mention: Mention) -> str:
    """Compact: fields that have their default value are left out."""
    data = {name: value for name, value in asdict(mention).items() if value != MENTION_DEFAULTS.get(name, ...)}
    evidence = mention.evidence
    data["evidence"] = [evidence.start, evidence.end, evidence.sentence, evidence.where]
    data["slots"] = [[slot.name, slot.words, slot.how] for slot in mention.slots]
    return scrub(dump(data)) or ""


def mention_from_json(text: str, article: str) -> Mention:
    """The mention as it was stored. A field that this version does not know (a newer coder's) is left out."""
    data: dict[str, Any] = json.loads(text)
    start, end, sentence, where = data.pop("evidence")
    slots = tuple(Slot(*slot) for slot in data.pop("slots", ()))
    if not data.keys() <= _KNOWN:
        data = {name: value for name, value in data.items() if name in _KNOWN}
    return Mention(evidence=Evidence(article, start, end, sentence, where), slots=slots, **data)


_KNOWN = frozenset(("type", "actor", "target", *MENTION_DEFAULTS))


def correction_as_json(correction: Correction | None) -> str | None:
    """A correction as it is stored; None for none."""
    return scrub(dump(asdict(correction))) if correction else None


def correction_from_json(text: str | None) -> Correction | None:
    """The correction that `correction_as_json` wrote; None for none."""
    if not text:
        return None
    data = json.loads(text)
    return Correction(
        article=data["article"],
        withdraws=tuple(_triple(key) for key in data["withdraws"]),
        changes=tuple(
            (_triple(key), tuple((name, value) for name, value in changed)) for key, changed in data["changes"]
        ),
    )


def _triple(key: Iterable[str]) -> tuple[str, str, str]:
    kind, actor, target = key
    return kind, actor, target


def corrected_pairs(correction: Correction | None) -> set[str]:
    """The keys of the pairs that a correction touches."""
    if correction is None:
        return set()
    keys = [*correction.withdraws, *(key for key, _ in correction.changes)]
    return {pair_key(actor, target) for _, actor, target in keys}


MOMENTS = frozenset(("tried", "success", "failed", "changed", "newest"))


def health_as_json(health: Health) -> str:
    """What is remembered of a source, as it is stored."""
    data = {name: iso(value) if isinstance(value, datetime) else value for name, value in asdict(health).items()}
    return scrub(dump(data)) or ""


def health_from_json(text: str) -> Health:
    """What `health_as_json` wrote; a field that this version does not know is left out."""
    names = {f.name for f in fields(Health)}
    data: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in names}
    read: dict[str, Any] = {name: when(value) if name in MOMENTS else value for name, value in data.items()}
    return Health(**read)


def article_from_row(row: sqlite3.Row, text: str = "") -> Article:
    """A row of `articles`; its text comes from elsewhere, or stays out."""
    return Article(
        id=row["id"],
        text=text,
        title=row["title"],
        lang=row["lang"],
        published=when(row["published"]),
        published_text=row["published_text"],
        fetched=when(row["fetched"]),
        source=row["source"],
        url=row["url"],
        author=row["author"],
        agency=row["agency"],
        side=row["side"],
        official=bool(row["official"]),
        removed=row["removed"],
    )
