"""One source over the network or from disk -> its bytes, or a sentence that says why not. Never raises for what a server does."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from briefing import __version__
from briefing.model import Source

AGENT = f"briefing/{__version__} (follows relations between states; reads feeds politely)"
MAX_BYTES = 8_000_000  # of a body, after decompression: a feed is far smaller, a bomb is larger
MAX_FILES = 500  # of a folder
TOTAL = 25.0  # seconds for one source, redirects and retry included
REDIRECTS = 5
RETRY_AFTER = 5.0  # seconds that are waited at most before the one retry
_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Known:
    """What the last good answer said of itself, for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body as received. `url` is where it came from in the end; `content_type` as the server said, perhaps empty."""

    body: bytes
    url: str
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing is new."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, in a sentence; `kind` for programs: status, timeout, name, tls, redirects, size, refused, empty, file."""

    kind: str
    words: str


Answer = Fetched | Unchanged | Failure


def client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """The one client for all sources. A test hands in its own transport."""
    return httpx.AsyncClient(
        transport=transport,
        http2=transport is None,
        headers={
            "User-Agent": AGENT,
            "Accept": "application/rss+xml, application/atom+xml, text/html;q=0.8, */*;q=0.5",
        },
        follow_redirects=True,
        max_redirects=REDIRECTS,
        timeout=httpx.Timeout(12.0, connect=8.0),
        event_hooks={"request": [_only_web]},
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=10),
    )


async def _only_web(request: httpx.Request) -> None:
    """Refuses every other scheme, also where a server redirects to it."""
    if request.url.scheme not in {"http", "https"}:
        raise httpx.UnsupportedProtocol(f"{request.url.scheme}: is not read", request=request)


async def fetch(web: httpx.AsyncClient, source: Source, known: Known = NOTHING, total: float = TOTAL) -> list[Answer]:
    """What a source gives: one answer, or one for each file of a folder. Bounded in time, size and redirects."""
    if source.path is not None:
        return await asyncio.to_thread(_files, Path(source.path))
    return [await get(web, source.url or "", known, total)]


async def get(web: httpx.AsyncClient, url: str, known: Known = NOTHING, total: float = TOTAL) -> Answer:
    """One address, with one retry for what may pass. Never raises for what a server or the network does."""
    try:
        async with asyncio.timeout(total):
            answer, wait = await _once(web, url, known)
            if wait is not None:
                await asyncio.sleep(min(wait, RETRY_AFTER))
                answer, _ = await _once(web, url, known)
            return answer
    except TimeoutError:
        return Failure("timeout", f"{url}: no complete answer within {total:g} seconds")


async def _once(web: httpx.AsyncClient, url: str, known: Known) -> tuple[Answer, float | None]:
    headers = {}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    try:
        async with web.stream("GET", url, headers=headers) as response:
            return await _read(response, url)
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, UnicodeError, ValueError) as error:
        return _failure(error, url), 0.5 if isinstance(error, httpx.TransportError) and _passing(error) else None


async def _read(response: httpx.Response, url: str) -> tuple[Answer, float | None]:
    if response.status_code == 304:
        return Unchanged(), None
    if response.status_code >= 400:
        words = f"{url}: the server answers {response.status_code} {response.reason_phrase}".rstrip()
        return Failure("status", words), _wait(response) if response.status_code in _AGAIN else None
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            return Failure("size", f"{url}: larger than {MAX_BYTES // 1_000_000} MB; it was not read to the end"), None
    if not bytes(body).strip():
        return Failure("empty", f"{url}: the answer is empty"), None
    head = response.headers
    made = Fetched(
        bytes(body), str(response.url), head.get("content-type", ""), head.get("etag"), head.get("last-modified")
    )
    return made, None


def _wait(response: httpx.Response) -> float:
    """Seconds that a server asks to wait, as a number or a date; half a second where it does not say."""
    said = response.headers.get("retry-after", "")
    if said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until - datetime.now(until.tzinfo)).total_seconds())
    except (TypeError, ValueError):
        return 0.5


def _passing(error: httpx.TransportError) -> bool:
    return isinstance(error, (httpx.ReadError, httpx.RemoteProtocolError, httpx.ConnectTimeout))


def _failure(error: Exception, url: str) -> Failure:
    host = _host(url)
    if isinstance(error, httpx.TooManyRedirects):
        return Failure("redirects", f"{url}: redirects more than {REDIRECTS} times, perhaps in a circle")
    if isinstance(error, httpx.TimeoutException):
        return Failure("timeout", f"{url}: the server does not answer in time")
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
        return Failure("refused", f"{url}: only http and https addresses are read ({error})")
    text = str(error)
    if isinstance(error, ssl.SSLError) or "certificate" in text.lower() or "ssl" in text.lower():
        return Failure("tls", f"{url}: the secure connection failed ({text})")
    if isinstance(error.__cause__ or error.__context__, socket.gaierror) or (
        "name" in text.lower() and "known" in text.lower()
    ):
        return Failure("name", f"{url}: the name {host} cannot be found; is there a network?")
    return Failure("refused", f"{url}: no connection ({text or type(error).__name__})")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _files(path: Path) -> list[Answer]:
    """A file, or the text and HTML files of a folder, newest name last."""
    try:
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix.lower() in {".txt", ".html", ".htm", ".xml", ".json"})
            return [_file(one) for one in found[:MAX_FILES]] or [Failure("empty", f"{path}: no text or HTML files")]
        return [_file(path)]
    except OSError as error:
        return [Failure("file", f"{path}: {error.strerror or error}")]


def _file(path: Path) -> Answer:
    try:
        if path.stat().st_size > MAX_BYTES:
            return Failure("size", f"{path}: larger than {MAX_BYTES // 1_000_000} MB")
        body = path.read_bytes()
    except OSError as error:
        return Failure("file", f"{path}: {error.strerror or error}")
    if not body.strip():
        return Failure("empty", f"{path}: the file is empty")
    kind = "text/html" if path.suffix.lower() in {".html", ".htm"} else "text/plain" if path.suffix == ".txt" else ""
    return Fetched(body, path.resolve().as_uri(), kind)
