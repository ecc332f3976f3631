"""What fetching promises: whatever a server does, an answer comes back as a value, within limits, with a sentence."""

import asyncio
import gzip

import httpx
import pytest

from briefing.model import Source
from briefing.net import MAX_BYTES, NOTHING, Failure, Fetched, Known, Unchanged, client, fetch, get

URL = "https://a.example.org/feed"


def answer(handler, known=NOTHING, total=5.0, url=URL):
    async def run():
        async with client(httpx.MockTransport(handler)) as web:
            return await get(web, url, known, total)

    return asyncio.run(run())


def test_a_body_comes_with_what_the_server_says_of_it():
    found = answer(lambda r: httpx.Response(200, content=b"<rss/>", headers={"etag": "x", "content-type": "text/xml"}))
    assert found == Fetched(b"<rss/>", URL, "text/xml", "x", None)


def test_what_is_known_is_asked_for_only_if_it_changed():
    seen = {}

    def handler(request):
        seen.update(request.headers)
        return httpx.Response(304)

    assert answer(handler, Known("x", "yesterday")) == Unchanged()
    assert (seen["if-none-match"], seen["if-modified-since"]) == ("x", "yesterday")
    assert seen["user-agent"].startswith("briefing/")


def raising(error):
    def handler(request):
        raise error("no luck", request=request)

    return handler


@pytest.mark.parametrize(
    ("handler", "kind", "word"),
    [
        (lambda r: httpx.Response(404), "status", "404"),
        (lambda r: httpx.Response(403), "status", "403"),
        (lambda r: httpx.Response(503, headers={"retry-after": "0"}), "status", "503"),
        (lambda r: httpx.Response(200, content=b"  \n "), "empty", "empty"),
        (lambda r: httpx.Response(302, headers={"location": URL}), "redirects", "circle"),
        (lambda r: httpx.Response(302, headers={"location": "file:///etc/passwd"}), "refused", "http"),
        (lambda r: httpx.Response(200, content=b"x" * (MAX_BYTES + 1)), "size", "larger"),
        (
            lambda r: httpx.Response(
                200, content=gzip.compress(b"\0" * (MAX_BYTES * 3)), headers={"content-encoding": "gzip"}
            ),
            "size",
            "larger",
        ),
        (
            lambda r: httpx.Response(200, content=b"not gzip", headers={"content-encoding": "gzip"}),
            "refused",
            "connection",
        ),
        (raising(httpx.ConnectTimeout), "timeout", "in time"),
        (raising(httpx.ConnectError), "refused", "no luck"),
        (raising(httpx.ReadError), "refused", "no luck"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence_with_the_address(handler, kind, word):
    found = answer(handler)
    assert isinstance(found, Failure)
    assert (found.kind, URL in found.words or kind == "refused") == (kind, True)
    assert word in found.words


def test_what_may_pass_is_tried_once_more():
    calls = []

    def handler(request):
        calls.append(1)
        return (
            httpx.Response(503, headers={"retry-after": "0"}) if len(calls) == 1 else httpx.Response(200, content=b"ok")
        )

    assert isinstance(answer(handler), Fetched)
    assert len(calls) == 2


def test_a_server_that_never_ends_is_left_in_time():
    async def handler(request):
        await asyncio.sleep(30)
        return httpx.Response(200)

    found = answer(handler, total=0.05)
    assert (found.kind, "0.05" in found.words) == ("timeout", True)


@pytest.mark.parametrize("url", ["ftp://a.example.org", "nothing", "http://", "https://[bad"])
def test_an_address_that_is_none_is_a_sentence(url):
    async def run():
        async with client() as web:
            return await get(web, url, total=2.0)

    assert isinstance(asyncio.run(run()), Failure)


def test_files_and_folders_are_sources_as_well(tmp_path):
    (tmp_path / "b.txt").write_text("two")
    (tmp_path / "a.html").write_text("<html>one")
    (tmp_path / "skipped.png").write_bytes(b"x")
    (tmp_path / "empty.txt").write_text(" ")

    async def run(path):
        async with client(httpx.MockTransport(lambda r: httpx.Response(500))) as web:
            return await fetch(web, Source("here", path=str(path)))

    found = asyncio.run(run(tmp_path))
    assert [a.body for a in found if isinstance(a, Fetched)] == [b"<html>one", b"two"]
    assert [a.kind for a in found if isinstance(a, Failure)] == ["empty"]
    assert [a.kind for a in asyncio.run(run(tmp_path / "none"))] == ["file"]
