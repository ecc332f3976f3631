"""A web page -> its article: title, text, date, author. The text is found by a library that knows pages."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/h\d|/li|p)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_SAID = re.compile(r"\b(il y a \d{1,3} \w+|\d{1,3} (?:minutes?|hours?|days?|weeks?|months?) ago)\b", re.IGNORECASE)
_TITLE = re.compile(r"<(?:h1|title)\b[^>]*>(.*?)</(?:h1|title)", re.IGNORECASE | re.DOTALL)
MAX_PAGE = 3_000_000  # bytes of a page that are looked at


@dataclass(frozen=True, slots=True)
class Page:
    """What was found; `published` as written, to be read by `moments`."""

    title: str
    text: str
    published: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None


def plain(markup: str) -> str:
    """Markup of a feed as text: paragraphs stay, tags and entities go."""
    return html.unescape(_TAGS.sub(" ", _BREAKS.sub("\n", markup))).strip()


def said_date(text: str) -> str | None:
    """A relative date that stands in the text for people ("il y a 5 jours")."""
    found = _SAID.search(text)
    return found[1] if found else None


def read(body: bytes, url: str) -> Page:
    """The article of a page; an empty text where there is none. Never raises for what a page holds."""
    import trafilatura

    body = body[:MAX_PAGE]
    try:
        found = trafilatura.bare_extraction(
            _bare(trafilatura.load_html(body)),
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        found = None
    data = found.as_dict() if found is not None and hasattr(found, "as_dict") else (found or {})
    raw = body.decode("utf-8", "replace")
    title = data.get("title") or _heading(raw)
    exact = _exact(raw) or said_date(plain(raw[:60_000])) or data.get("date")
    text = str(data.get("text") or "")
    return Page(str(title or ""), text, exact, data.get("author"), data.get("url") or None, data.get("language"))


def _bare(tree: Any) -> Any:
    """A page without its menus, asides and foot, which the extraction takes for text where an article is short."""
    for element in tree.xpath("//nav | //aside | //footer") if tree is not None else ():
        element.drop_tree()
    return tree


def _heading(raw: str) -> str:
    found = _TITLE.search(raw[:200_000])
    return plain(found[1]) if found else ""


def _exact(raw: str) -> str | None:
    """The moment that the page states for machines: meta, JSON-LD or <time>."""
    found = re.search(
        r"""<meta[^>]+(?:property|name|itemprop)=["'](?:article:published_time|datePublished|date|dc\.date)["'][^>]*content=["']([^"']{8,40})""",
        raw[:200_000],
        re.IGNORECASE,
    )
    if found:
        return found[1]
    for block in re.findall(
        r"""<script[^>]+ld\+json[^>]*>(.{0,50000}?)</script""", raw[:400_000], re.IGNORECASE | re.DOTALL
    ):
        try:
            data = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict) and isinstance(one.get("datePublished"), str):
                return str(one["datePublished"])
    timed = re.search(r"""<time[^>]+datetime=["']([^"']{8,40})""", raw[:400_000], re.IGNORECASE)
    return timed[1] if timed else None
