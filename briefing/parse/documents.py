"""What sort of document a body is, and the articles in it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from urllib.parse import urlsplit

from briefing.model import Article, Source
from briefing.parse import page
from briefing.parse.clean import clean, one_line
from briefing.parse.moments import published

MAX_ARTICLES = 300  # of one feed
SUMMARY = 600  # characters: a shorter text of a feed is taken for a summary, and the page is read for the rest
MAX_TITLE, MAX_TEXT = 400, 60_000  # characters: a longer title is no title, and of a longer text the rest is left out
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
# An address at which one expects a feed: a web page there is a wall, or the feed is gone.
_FEED_ADDRESS = re.compile(r"(?:^|[/._=-])(?:rss|feeds?|atom|rdf|backend)(?:[/._?&-]|\d*$)|\.xml$", re.IGNORECASE)
_WALL = re.compile(
    r"just a moment|attention required|access denied|accès refusé|are you (?:a robot|human)|not a robot|pas un robot|captcha|"
    r"enable (?:cookies|javascript)|activer (?:les cookies|javascript)|verify (?:that )?you are|checking your browser",
    re.IGNORECASE,
)
WALL = 600  # characters: what asks for a browser or a log-in says little else
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AGENCIES = re.compile(
    r"\((AFP|Reuters|AP|dpa|TASS|Xinhua|APS|EFE|ANSA|PTI|Anadolu|APA|MAP|Belga|DPA|UPI)\)|/(TASS)/|\b(?:avec|with) (AFP|Reuters|AP)\b"
)
_BOILERPLATE = re.compile(
    r"^\s*(?:\d+ min(?:utes?)? (?:de lecture|read)|lire aussi.*|read also.*|also read.*|see also.*|commentaires?|comments?|"
    r"partager|share|publicité|advertisement|short (?:url|link).*|s'abonner|subscribe|il y a \d+ (?:jours?|heures?)|"
    r"\d+ (?:days?|hours?) ago)\s*:?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The articles of a body; `summaries` are ids of those whose page holds the rest; complaints for people."""

    articles: tuple[Article, ...]
    summaries: frozenset[str] = frozenset()
    complaints: tuple[str, ...] = ()


def parse(source: Source, body: bytes, url: str, content_type: str, now: datetime) -> Parsed:
    """The articles in a body. `now` is the moment of fetching, against which "il y a 5 jours" is reckoned."""
    if body.startswith(_UTF16):
        body, content_type = _recoded(body), content_type.split(";")[0]
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    feed = bool(_FEED.search(head)) and not _HTML.match(head)
    if head[:1] == b"{" and source.kind in {"auto", "feed"}:
        return _json_feed(source, body, url, now)
    if feed and source.kind in {"auto", "feed", "folder"}:
        return _feed(source, body, url, content_type, now)
    markup = bool(_HTML.search(body[:200_000]))
    complaint = _misplaced(source, url, content_type, markup)
    if complaint:
        return Parsed((), complaints=(f"{url}: {complaint}",))
    if source.kind == "text" or content_type.startswith("text/plain") or not markup:
        return _text(source, body, url, now)
    return _page(source, body, url, now)


def _misplaced(source: Source, url: str, content_type: str, markup: bool) -> str | None:
    """What is wrong with a body that is no feed, where one is to be expected; None where nothing is."""
    place = urlsplit(url)
    expected = (
        source.kind == "auto"
        and place.scheme in {"http", "https"}
        and _FEED_ADDRESS.search(f"{place.path}?{place.query}".rstrip("?/"))
    )
    if source.kind == "feed" or expected:
        what = "a web page is" if markup else "no feed is"
        return f"{what} served at the address of a feed"
    if source.kind == "auto" and re.search(r"\b(?:json|xml)\b", content_type) and not markup:
        return f"no feed that is known ({content_type.split(';')[0]})"
    return None


def _recoded(body: bytes) -> bytes:
    """A body in UTF-16 as one in UTF-8; what it says of its encoding goes, since that is no longer so."""
    return re.sub(r"""\s+encoding=["'][^"']*["']""", "", body.decode("utf-16", "replace"), count=1).encode()


def _identity(*parts: str | None) -> str:
    return hashlib.sha256("\n".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:16]


def _article(
    source: Source, now: datetime, key: str, url: str | None, title: str, text: str, when: str | None
) -> Article:
    safe, removed = clean(text)
    _, hidden = clean(title)
    lines = [line.strip() for line in safe.split("\n") if line.strip() and not _BOILERPLATE.match(line)]
    body = "\n\n".join(lines[1:] if len(lines) > 1 and lines[0] == one_line(title) else lines)
    found = _AGENCIES.search(body[:300]) or _AGENCIES.search(body[-200:])
    return Article(
        id=_identity(source.name, key),
        title=shorten(one_line(title), MAX_TITLE, placeholder=" …") or one_line(title)[:MAX_TITLE],
        text=body[:MAX_TEXT],
        lang=source.language,
        published=published(when, now) if when else None,
        published_text=one_line(when) if when else None,
        fetched=now,
        source=source.name,
        url=url,
        agency=next((group for group in found.groups() if group), None) if found else None,
        side=source.side,
        official=source.official,
        removed=removed + hidden,
    )


def _feed(source: Source, body: bytes, url: str, content_type: str, now: datetime) -> Parsed:
    import feedparser

    read = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": url})
    if not read.entries:
        broken = read.bozo and not isinstance(read.bozo_exception, feedparser.NonXMLContentType)
        why = f" (it is not well-formed: {read.bozo_exception})" if broken else ""
        return Parsed((), complaints=(one_line(f"{url}: the feed has no entries{why}"),))
    articles = []
    summaries = set()
    for entry in read.entries[:MAX_ARTICLES]:
        full = "\n".join(part.get("value", "") for part in entry.get("content", []))
        text = page.plain(full or entry.get("summary", ""))
        link = entry.get("link")
        when = entry.get("published") or entry.get("updated") or entry.get("dc_date")
        made = _article(
            source,
            now,
            entry.get("id") or link or entry.get("title", ""),
            link,
            page.plain(entry.get("title", "")),
            text,
            when,
        )
        author = one_line(entry["author"]) if entry.get("author") else None
        made = replace(made, author=author, lang=made.lang or _language(read.feed.get("language")))
        articles.append(made)
        if link and len(made.text) < SUMMARY:
            summaries.add(made.id)
    return Parsed(tuple(articles), frozenset(summaries))


def _json_feed(source: Source, body: bytes, url: str, now: datetime) -> Parsed:
    try:
        data = json.loads(body)
        items = data["items"]
        if not isinstance(items, list):
            raise TypeError("items is no list")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return Parsed((), complaints=(f"{url}: no JSON feed ({type(error).__name__}: {error})",))
    articles, summaries = [], set()
    for item in (i for i in items[:MAX_ARTICLES] if isinstance(i, dict)):
        text = item.get("content_text") or page.plain(str(item.get("content_html") or item.get("summary") or ""))
        link = item.get("url") if isinstance(item.get("url"), str) else None
        when = item.get("date_published") if isinstance(item.get("date_published"), str) else None
        made = _article(source, now, str(item.get("id") or link), link, str(item.get("title") or ""), str(text), when)
        made = replace(
            made, author=_author(item), lang=made.lang or _language(item.get("language", data.get("language")))
        )
        articles.append(made)
        if link and len(made.text) < SUMMARY:
            summaries.add(made.id)
    return Parsed(tuple(articles), frozenset(summaries))


def _author(item: dict[str, object]) -> str | None:
    """Who wrote an entry of a JSON feed, as version 1 or 1.1 says it."""
    authors = item.get("authors")
    named = authors[0] if isinstance(authors, list) and authors else item.get("author")
    name = named.get("name") if isinstance(named, dict) else None
    return one_line(name) if isinstance(name, str) and name else None


def _language(told: object) -> str | None:
    """A language as feeds tell it ("fr-FR") by its two letters; None where it is nothing of the kind."""
    found = re.match(r"([a-z]{2})(?:[-_]|$)", told.lower()) if isinstance(told, str) else None
    return found[1] if found else None


def decode(body: bytes) -> str:
    """Text of unknown encoding: UTF-8 where it is that, else the Western European one that any byte fits."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("latin-1")


def _text(source: Source, body: bytes, url: str, now: datetime) -> Parsed:
    if b"\0" in body[:4096]:
        return Parsed((), complaints=(f"{url}: not text",))
    lines = decode(body).strip().split("\n")
    title, rest = lines[0].strip(), "\n".join(lines[1:])
    when = page.said_date("\n".join(lines[:6]))
    return Parsed((_article(source, now, url, url, title, rest or title, when),))


def _page(source: Source, body: bytes, url: str, now: datetime) -> Parsed:
    found = page.read(body, url)
    if not found.text:
        return Parsed((), complaints=(f"{url}: no article was found on the page",))
    if _wall(found):
        return Parsed((), complaints=(f"{url}: a page that asks for a browser or a log-in, and no article",))
    key = f"{urlsplit(found.url or url).path}|{found.title}"  # the page of a source may tell another story tomorrow
    made = _article(source, now, key, found.url or url, found.title, found.text, found.published)
    return Parsed((replace(made, author=found.author, lang=source.language or found.lang),))


def _wall(found: page.Page) -> bool:
    """Does a page ask for a browser, a log-in or a human instead of telling something?"""
    return len(found.text) < WALL and bool(_WALL.search(f"{found.title} {found.text}"))


def full_text(article: Article, body: bytes, url: str, now: datetime) -> Article:
    """An article of a feed with the text of its page, where the page has more."""
    found = page.read(body, url)
    source = Source(article.source, url=url, language=article.lang, side=article.side, official=article.official)
    made = _article(source, now, "", article.url, article.title, found.text, found.published)
    if len(made.text) <= len(article.text) or _wall(found):
        return article
    return replace(
        article,
        text=made.text,
        agency=article.agency or made.agency,
        published=article.published or made.published,
        published_text=article.published_text or made.published_text,
        removed=article.removed + made.removed,
        lang=article.lang or found.lang,
    )
