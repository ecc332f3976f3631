"""A small HTTP server on the loopback address that gives the dossier out as real feeds and pages."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from briefing.demo.dossier import Outlet, Report

Render = Callable[[Outlet, Sequence[Report], str], str]


def _name(report: Report) -> str:
    return hashlib.sha256(f"{report.at}{report.title}".encode()).hexdigest()[:10]


def _link(outlet: Outlet, report: Report, address: str) -> str:
    return f"{address}/{outlet.key}/{_name(report)}"


def _body(outlet: Outlet, report: Report) -> str:
    paragraphs = report.text.split("\n\n")
    return "".join(f"<p>{escape(p)}</p>" for p in (paragraphs if outlet.full else paragraphs[:1]))


def _rss(outlet: Outlet, reports: Sequence[Report], address: str) -> str:
    items = "".join(
        f"<item><title>{escape(r.title)}</title><link>{_link(outlet, r, address)}</link>"
        f'<guid isPermaLink="false">{_name(r)}</guid>'
        f"<description>{escape(_body(outlet, r))}</description><pubDate>{format_datetime(r.at)}</pubDate></item>"
        for r in reports
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(outlet.name)}</title>{items}</channel></rss>'
    )


def _atom(outlet: Outlet, reports: Sequence[Report], address: str) -> str:
    entries = "".join(
        f'<entry><id>urn:report:{_name(r)}</id><title>{escape(r.title)}</title><link href="{_link(outlet, r, address)}"/>'
        f'<published>{r.at.isoformat()}</published><content type="html">{escape(_body(outlet, r))}</content></entry>'
        for r in reports
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(outlet.name)}</title>{entries}</feed>'


def _rdf(outlet: Outlet, reports: Sequence[Report], address: str) -> str:
    items = "".join(
        f'<item rdf:about="urn:report:{_name(r)}"><title>{escape(r.title)}</title><link>{_link(outlet, r, address)}</link>'
        f"<dc:date>{r.at.isoformat()}</dc:date><description>{escape(_body(outlet, r))}</description></item>"
        for r in reports
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(outlet.name)}</title></channel>{items}</rdf:RDF>'
    )


def _json(outlet: Outlet, reports: Sequence[Report], address: str) -> str:
    items = [
        {
            "id": _name(r),
            "url": _link(outlet, r, address),
            "title": r.title,
            "content_html": _body(outlet, r),
            "date_published": r.at.isoformat(),
        }
        for r in reports
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items})


def _page(outlet: Outlet, report: Report, exact: bool, now: datetime) -> str:
    days = (now - report.at).days
    when = f'<meta property="article:published_time" content="{report.at.isoformat()}">' if exact else ""
    said = "" if exact else f"<p>{f'il y a {days} jours' if outlet.language == 'fr' else f'{days} days ago'}</p>"
    text = "".join(f"<p>{escape(p)}</p>" for p in report.text.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="{outlet.language}"><head><title>{escape(report.title)}</title>{when}</head><body>'
        f"<nav><a href='/'>Accueil</a> <a href='/sport'>Sport</a></nav><article><h1>{escape(report.title)}</h1>{said}{text}</article>"
        f"<footer>{escape(outlet.name)}</footer></body></html>"
    )


_FEEDS: dict[str, tuple[Render, str]] = {
    "rss": (_rss, "application/rss+xml"),
    "atom": (_atom, "application/atom+xml"),
    "rdf": (_rdf, "application/rdf+xml"),
    "json": (_json, "application/feed+json"),
}


def answer(
    path: str, outlets: Sequence[Outlet], reports: Sequence[Report], address: str, now: datetime
) -> tuple[str, str] | None:
    """What is served at a path: text and content type, or None where there is nothing."""
    parts = [part for part in path.split("/") if part]
    outlet = next((o for o in outlets if parts and o.key == parts[0]), None)
    if outlet is None:
        return None
    own = [report for report in reversed(reports) if report.outlet == outlet.key]
    if len(parts) > 1:
        report = next((r for r in own if _link(outlet, r, address).endswith("/" + parts[1])), None)
        return (_page(outlet, report, True, now), "text/html; charset=utf-8") if report else None
    if outlet.form == "page":
        return (_page(outlet, own[0], False, now), "text/html; charset=utf-8") if own else None
    render, kind = _FEEDS[outlet.form]
    return render(outlet, own, address), f"{kind}; charset=utf-8"


class Server(ThreadingHTTPServer):
    """Takes as many connections at once as a refresh makes; more than it can queue would wait a second each."""

    request_queue_size = 128
    daemon_threads = True


@contextmanager
def serve(outlets: Sequence[Outlet], out: Callable[[], Sequence[Report]], now: datetime) -> Iterator[str]:
    """The server on a free port of the loopback address while the context lasts. -> its address"""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            address = f"http://{self.headers.get('Host', '127.0.0.1')}"
            found = answer(self.path, outlets, out(), address, now)
            if found is None:
                self.send_error(404)
                return
            body = found[0].encode()
            tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
            if self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", found[1])
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *words: object) -> None:
            """Says nothing: the desk owns the terminal."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(timeout=5)
