"""Bytes of a file -> articles: plain text, or JSON Lines with one article a line. Pure; a bad line is a complaint."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from typing import Any

from briefing.model import Article

LIMIT = 64_000_000  # bytes of one file that are read
TEXT_LIMIT = 5_000_000  # characters of one article

_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b", re.I | re.S
)


def moment(value: object) -> datetime | None:
    """An ISO 8601 day or moment as an aware datetime, or None for anything else. A day is taken at noon, UTC."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time(12), UTC)
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_page(body: bytes) -> bool:
    """Does a body begin as a web page does?"""
    return bool(_PAGE.match(body[:1000]))


def read(body: bytes, name: str) -> tuple[list[Article], list[str]]:
    """The articles in a file and, for people, what could not be read (file, line, what to do)."""
    if len(body) > LIMIT:
        return [], [f"{name}: larger than {LIMIT // 1_000_000} MB; split it"]
    text = body.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] == "{":
        return _lines(text, name)
    if b"\0" in body[:4096]:
        return [], [f"{name}: not text; give plain text, HTML or JSON Lines"]
    return [_plain(text, name)], []


def _plain(text: str, name: str) -> Article:
    title, _, rest = text.strip().partition("\n")
    headline = bool(rest.strip()) and len(title) <= 160 and title.rstrip()[-1:] not in ".!…"
    return Article(id=name, title=title.strip() if headline else "", text=(rest if headline else text)[:TEXT_LIMIT])


def _lines(text: str, name: str) -> tuple[list[Article], list[str]]:
    articles, complaints = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            articles.append(_article(json.loads(line), f"{name}:{number}"))
        except (ValueError, RecursionError) as error:
            complaints.append(f"{name}:{number}: {error}; the line is left out")
    return articles, complaints


def _article(entry: Any, where: str) -> Article:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise ValueError("needs an object with a 'text'")

    def words(key: str) -> str | None:
        value = entry.get(key)
        return value if isinstance(value, str) else None

    published = entry.get("published")
    return Article(
        id=str(entry.get("id") or where),
        title=words("title") or "",
        text=entry["text"][:TEXT_LIMIT],
        lang=words("lang"),
        published=moment(published),
        published_text=published if isinstance(published, str) else None,
        source=words("source") or "",
        url=words("url"),
        agency=words("agency"),
    )
