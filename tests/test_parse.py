"""What parsing promises: the web as it is gives articles that are safe to show, or a complaint in words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Source
from briefing.parse import full_text, parse
from briefing.parse.moments import published

NOW = datetime(2025, 9, 24, 12, tzinfo=UTC)
URL = "https://a.example.org/news"
SOURCE = Source("Coast Wire", url=URL, language="en", side="KEN")


def read(body, content_type="", source=SOURCE):
    return parse(source, body if isinstance(body, bytes) else body.encode(), URL, content_type, NOW)


RSS = """<?xml version="1.0" encoding="{enc}"?><rss version="2.0"><channel><title>x</title>
<item><title>Kenya recalls envoy &amp; waits</title><link>https://a.example.org/1</link><guid>g1</guid>
<description>&lt;p&gt;Nairobi (AFP) - First.&lt;/p&gt;&lt;p&gt;Second é.&lt;/p&gt;</description>
<pubDate>Wed, 24 Sep 2025 08:00:00 +0000</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>e1</id><title>Atom title</title>
<link href="https://a.example.org/2"/><updated>2025-09-23T10:00:00Z</updated><summary>Short.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title></channel>
<item rdf:about="https://a.example.org/3"><title>Rdf title</title><link>https://a.example.org/3</link>
<dc:date>2025-09-22T09:00:00Z</dc:date><description>Text.</description></item></rdf:RDF>"""
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "j", "url": "https://a.example.org/4", "title": "Json title", "content_text": "Body.", "date_published": "2025-09-21T09:00:00Z"}]}'
PAGE = """<html><head><title>Two envoys leave</title></head><body><nav>Home News Sport</nav><article><h1>Two envoys leave</h1>
<p>il y a 5 jours</p><p>Kenya said on Monday that two envoys of a neighbouring country had been asked to leave within days.</p>
<p>The foreign ministry gave no further details about the decision, which it called a matter of principle and of law.</p>
</article><footer>All rights</footer></body></html>"""


@pytest.mark.parametrize(
    ("body", "title", "day"),
    [
        (RSS.format(enc="utf-8"), "Kenya recalls envoy & waits", "2025-09-24"),
        (RSS.format(enc="iso-8859-1").encode("latin-1"), "Kenya recalls envoy & waits", "2025-09-24"),
        (b"\xef\xbb\xbf" + RSS.format(enc="utf-8").encode(), "Kenya recalls envoy & waits", "2025-09-24"),
        (ATOM, "Atom title", "2025-09-23"),
        (RDF, "Rdf title", "2025-09-22"),
        (JSON, "Json title", "2025-09-21"),
        (PAGE, "Two envoys leave", "2025-09-19"),
    ],
)
def test_every_format_gives_its_article_with_title_and_date(body, title, day):
    found = read(body)
    (article,) = found.articles
    assert (article.title, article.published.date().isoformat(), article.side) == (title, day, "KEN")


def test_a_feed_keeps_paragraphs_accents_and_the_agency():
    (article,) = read(RSS.format(enc="utf-8")).articles
    assert (article.text, article.agency) == ("Nairobi (AFP) - First.\n\nSecond é.", "AFP")


def test_a_short_text_of_a_feed_is_marked_for_its_page():
    found = read(RSS.format(enc="utf-8"))
    assert found.summaries == {found.articles[0].id}


def test_the_page_gives_the_text_that_the_feed_left_out():
    (article,) = read(RSS.format(enc="utf-8")).articles
    whole = full_text(article, PAGE.encode(), "https://a.example.org/1", NOW)
    assert "matter of principle" in whole.text
    assert "Home News Sport" not in whole.text
    assert (whole.id, whole.published) == (article.id, article.published)
    assert full_text(article, b"<html></html>", URL, NOW) == article


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<!DOCTYPE html><html><body>Please log in</body></html>", "web page"),
        ("nothing at all", "no feed"),
        ("<rss version='2.0'><channel></channel></rss>", "no entries"),
        ("<rss><channel><item><title>cut off", ""),
    ],
)
def test_what_is_no_feed_at_the_address_of_a_feed_is_a_complaint(body, word):
    found = read(body, source=Source("x", url=URL, kind="feed"))
    assert (not found.articles and word in found.complaints[0]) or found.articles


def test_a_feed_without_dates_gives_no_dates():
    (article,) = read("<rss version='2.0'><channel><item><title>t</title></item></channel></rss>").articles
    assert article.published is None


def test_what_is_unsafe_in_a_title_is_taken_out_and_counted():
    body = "<rss version='2.0'><channel><item><title>[/b] a&#x202e;b</title><description>c&#x200b;d</description></item></channel></rss>"
    (article,) = read(body).articles
    assert (article.title, article.text, article.removed) == ("[/b] ab", "cd", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-20T08:00:00+02:00", "2025-09-20"),
        ("Sat, 20 Sep 2025 08:00:00 GMT", "2025-09-20"),
        ("il y a 5 jours", "2025-09-19"),
        ("3 hours ago", "2025-09-24"),
        ("il y a une semaine", "2025-09-17"),
        ("20 septembre 2025", "2025-09-20"),
        ("Sept. 20, 2025", "2025-09-20"),
        ("", None),
        ("soon", None),
        ("2 min de lecture", None),
        ("1970-01-01", None),
        ("2099-01-01", None),
        ("9" * 500, None),
    ],
)
def test_a_date_is_read_in_many_forms_or_not_at_all(text, expected):
    found = published(text, NOW)
    assert (found.date().isoformat() if found else None) == expected
    assert found is None or (found.tzinfo is not None and found <= NOW + timedelta(days=2))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.sampled_from([RSS, ATOM, RDF, JSON, PAGE]).map(lambda t: t.encode()[: len(t) // 2]))
def test_no_bytes_are_an_exception(body):
    found = read(body)
    assert found.articles or found.complaints or not body.strip()


def test_a_short_page_is_its_text_without_menu_foot_and_a_second_headline():
    body = (
        b"<html><head><title>Last troops leave</title></head><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>"
        b"<article><h1>Last troops leave</h1><p>The last soldiers left on Friday, the army said.</p></article>"
        b"<aside>Most read</aside><footer>About us</footer></body></html>"
    )
    (article,) = read(body).articles
    assert (article.title, article.text) == ("Last troops leave", "The last soldiers left on Friday, the army said.")


WALLS = [
    ("<html><head><title>Just a moment...</title></head><body><p>Enable cookies to continue.</p></body></html>", "/x", "log-in"),
    ("<html><body><p>A story of a day, told at some length here.</p></body></html>", "/fr/afrique/rss", "a web page"),
    ("<html><body><p>A story of a day, told at some length here.</p></body></html>", "/spip.php?page=backend-fd", "a web page"),
    ("[[[[", "/x", "no feed that is known (application/json)"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "words"), WALLS)
def test_a_wall_is_told_and_never_taken_for_an_article(body, path, words):
    kind = "application/json" if body[0] == "[" else "text/html"
    found = parse(Source("s"), body.encode(), f"https://a.example.org{path}", kind, NOW)
    assert not found.articles
    assert words in found.complaints[0]


def test_a_page_source_may_stand_at_any_address():
    body = b"<html><body><p>The last soldiers left on Friday, the army said.</p></body></html>"
    found = parse(Source("s", kind="page"), body, "https://a.example.org/rss", "text/html", NOW)
    assert len(found.articles) == 1


def test_a_feed_in_another_encoding_than_its_server_says_is_read():
    body = "<rss version='2.0'><channel><item><title>Le délai expiré</title></item></channel></rss>"
    for sent in (body.encode("utf-16"), body.encode("cp1252"), body.encode()):
        (article,) = read(sent, "application/rss+xml; charset=iso-8859-1" if sent[:1] == b"\xff" else "").articles
        assert article.title == "Le délai expiré"


def test_no_title_is_longer_than_a_title():
    (article,) = read(b"word " * 100_000, "text/plain").articles
    assert len(article.title) <= 400
    assert len(article.text) <= 60_000


def test_a_feed_tells_language_and_author():
    rss = "<rss version='2.0'><channel><language>fr-FR</language><item><title>x</title><author>A. Diarra</author></item></channel></rss>"
    (article,) = read(rss, source=Source("s")).articles
    assert (article.lang, article.author) == ("fr", "A. Diarra")
    written = '{"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": [{"id": "1", "title": "x", "authors": [{"name": "B. Keita"}]}]}'
    (article,) = read(written, source=Source("s")).articles
    assert (article.lang, article.author) == ("en", "B. Keita")
