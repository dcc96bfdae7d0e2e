"""Sitemaps as they are found."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl import sitemap
from a11y_audit.crawl.sitemap import Sitemap, SitemapUrl, parse

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NS}>
  <url><loc> https://h.example/a </loc><lastmod>2026-05-01</lastmod></url>
  <url><lastmod>2026-05-01T09:00:00+09:00</lastmod><loc>https://h.example/b?x=1&amp;y=2</loc></url>
  <url><loc>https://h.example/市</loc></url>
</urlset>
""".encode()
PAGES = (
    SitemapUrl("https://h.example/a", datetime(2026, 5, 1, tzinfo=UTC)),
    SitemapUrl("https://h.example/b?x=1&y=2", datetime(2026, 5, 1, tzinfo=UTC)),
    SitemapUrl("https://h.example/市"),
)


def test_pages_with_their_times() -> None:
    assert parse(PLAIN) == Sitemap(PAGES, (), ())


def test_an_index_leads_to_sitemaps() -> None:
    index = f"<sitemapindex {NS}><sitemap><loc>https://h.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert parse(index.encode()) == Sitemap((), ("https://h.example/1.xml.gz",), ())


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(PLAIN),
        b"\xef\xbb\xbf" + PLAIN,
        b"\n\n  " + PLAIN,
        PLAIN.replace(NS.encode(), b""),
        PLAIN.replace(NS.encode(), b'xmlns="http://www.google.com/schemas/sitemap/0.84"'),
        PLAIN.replace(b"<urlset", b"<!-- made by hand --><urlset"),
        PLAIN.replace(b"?>\n", b'?>\n<?xml-stylesheet type="text/xsl" href="https://h.example/s.xsl"?>\n'),
        PLAIN.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        PLAIN.decode().replace("UTF-8", "Shift_JIS").encode("cp932"),
    ],
    ids=["gzip", "mark", "blank-lines", "no-namespace", "old-namespace", "comment", "stylesheet", "utf-16", "cp932"],
)
def test_other_clothes(body: bytes) -> None:
    assert parse(body) == Sitemap(PAGES, (), ())


def test_a_prefix_for_the_namespace() -> None:
    body = b'<s:urlset xmlns:s="x"><s:url><s:loc>https://h.example/a</s:loc></s:url></s:urlset>'
    assert parse(body).urls == (SitemapUrl("https://h.example/a"),)


def test_images_videos_and_alternates_are_no_pages() -> None:
    body = f"""<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="x">
      <url><image:image><image:loc>https://h.example/a.png</image:loc></image:image>
      <xhtml:link rel="alternate" href="https://h.example/en"/><loc>https://h.example/a</loc></url></urlset>"""
    assert parse(body.encode()) == Sitemap((SitemapUrl("https://h.example/a"),), (), ())


def test_bare_ampersands_are_mended_and_told() -> None:
    body = b"<urlset><url><loc>https://h.example/?a=1&b=2&amp;c=3</loc></url></urlset>"
    assert parse(body) == Sitemap((SitemapUrl("https://h.example/?a=1&b=2&c=3"),), (), ("xml_broken",))


def test_character_data_is_kept_as_it_is() -> None:
    body = b"<urlset><url><loc><![CDATA[https://h.example/?a=1&b=2]]></loc></url></urlset>"
    assert parse(body) == Sitemap((SitemapUrl("https://h.example/?a=1&b=2"),), (), ())


def test_broken_xml_gives_what_could_be_read() -> None:
    body = PLAIN.replace(b"</url>\n</urlset>", b"</url><url><loc>https://h.example/c</loc></lastmod></url></urlset>")
    assert parse(body) == Sitemap((*PAGES, SitemapUrl("https://h.example/c")), (), ("xml_broken",))


@given(st.integers(0, len(PLAIN)))
def test_a_cut_file_never_gives_half_an_address(length: int) -> None:
    found = parse(PLAIN[:length])
    assert found.urls == PAGES[: len(found.urls)]
    assert len(found.urls) >= PLAIN[:length].count(b"</url>")
    if length < len(PLAIN.rstrip()):
        assert found.problems


def test_a_damaged_archive_gives_its_beginning() -> None:
    many = PLAIN.replace(b"</urlset>", b"".join(b"<url><loc>https://h.example/%d</loc></url>" % n for n in range(9999)))
    packed = gzip.compress(many)
    cut = parse(packed[: len(packed) // 2])
    assert cut.urls[:3] == PAGES
    assert set(cut.problems) == {"gzip_broken", "xml_broken"}
    damaged = parse(packed[:200] + b"\xff" * 500)
    assert "gzip_broken" in damaged.problems


def test_an_archive_bomb_is_bounded() -> None:
    bomb = gzip.compress(b"https://h.example/a\n" + b"\0" * sitemap.SIZE_LIMIT_BYTES)
    assert "too_large" in parse(bomb).problems


def test_entities_are_not_resolved() -> None:
    body = b"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
      <urlset><url><loc>&x;</loc></url><url><loc>&b;</loc></url><url><loc>https://h.example/</loc></url></urlset>"""
    assert parse(body).urls == (SitemapUrl("https://h.example/"),)


@pytest.mark.parametrize(
    "body", [b"<a>" * 5000, b"<a>" + b"x" * 11_000_000 + b"</a>", b"<"], ids=["deep", "long", "sign"]
)
def test_monstrous_xml_is_given_up(body: bytes) -> None:
    assert parse(body) == Sitemap((), (), ("xml_broken", "not_a_sitemap"))


def test_lines_of_addresses() -> None:
    body = "\ufeffhttps://h.example/a\r\n\r\nhttp://h.example/b \n# note\n".encode()
    assert parse(body) == Sitemap((SitemapUrl("https://h.example/a"), SitemapUrl("http://h.example/b")), (), ())


FEEDS = {
    "rss": b"""<rss version="2.0"><channel><link>https://h.example/</link><item><title>t</title>
      <link>https://h.example/a</link><pubDate>Fri, 01 May 2026 09:00:00 +0900</pubDate></item></channel></rss>""",
    "atom": b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://h.example/"/><entry>
      <link rel="self" href="https://h.example/a.atom"/><link rel="alternate" href="https://h.example/a"/>
      <updated>2026-05-01T00:00:00Z</updated></entry></feed>""",
    "rdf": b"""<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><channel/><item>
      <link>https://h.example/a</link><dc:date>2026-05-01T09:00+09:00</dc:date></item></rdf:RDF>""",
}  # fmt: skip


@pytest.mark.parametrize("body", FEEDS.values(), ids=FEEDS)
def test_feeds_are_seeds(body: bytes) -> None:
    assert parse(body) == Sitemap((PAGES[0],), (), ())


@pytest.mark.parametrize("body", [b"", b"   ", b"404 not found", b"<html><body>404</body></html>", b"\x00\x01"])
def test_what_is_no_sitemap(body: bytes) -> None:
    found = parse(body)
    assert (found.urls, found.sitemaps) == ((), ())
    assert "not_a_sitemap" in found.problems


def test_more_addresses_than_the_protocol_allows_are_read() -> None:
    many = b"".join(b"<url><loc>https://h.example/%d</loc></url>" % number for number in range(60_000))
    found = parse(b"<urlset>" + many + b"</urlset>")
    assert len(found.urls) == 60_000
    assert found.problems == ()


def test_addresses_are_given_as_written() -> None:
    written = ("/a", "b.html", "http://h.example/c", "https://other.example/d")
    body = f"<urlset>{''.join(f'<url><loc>{each}</loc></url>' for each in written)}</urlset>"
    assert parse(body.encode()).urls == tuple(map(SitemapUrl, written))


def test_an_error_page_is_no_sitemap_whatever_it_links_to() -> None:
    body = b"""<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><link rel=alternate href=/a.rdf><title>404</title>
      <body><p>\xe3\x81\xaa\xe3\x81\x84<br><a href=/>top</a></html>"""
    found = parse(body)
    assert (found.urls, found.sitemaps) == ((), ())
    assert "not_a_sitemap" in found.problems


def test_an_empty_sitemap_is_no_problem() -> None:
    assert parse(f"<urlset {NS}/>".encode()) == Sitemap((), (), ())


def test_the_limit_is_told_only_if_something_was_left_out() -> None:
    assert parse(PLAIN, limit=3).problems == ()
    assert parse(PLAIN, limit=2) == Sitemap(PAGES[:2], (), ("limit_reached",))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-05", datetime(2026, 5, 1, tzinfo=UTC)),
        ("2026-05-01T00:30:00.5+09:00", datetime(2026, 4, 30, 15, 30, 0, 500_000, tzinfo=UTC)),
        ("0001-01-01T00:00:00+09:00", None),
        ("令和8年5月1日", None),
        ("", None),
    ],
)
def test_times(text: str, time: datetime | None) -> None:
    body = f"<urlset><url><loc>https://h.example/</loc><lastmod>{text}</lastmod></url></urlset>"
    assert parse(body.encode()).urls == (SitemapUrl("https://h.example/", time),)


@given(st.text() | st.text(alphabet="0123456789-:T+Z ", max_size=30))
def test_no_time_raises(text: str) -> None:
    found = sitemap._time(text)
    assert found is None or found.utcoffset() is not None


markup = st.sampled_from(
    [
        b"<urlset>", b"</urlset>", b"<url>", b"</url>", b"<loc>", b"</loc>", b"<sitemap>", b"&", b"&amp;", b"<![CDATA[",
        b"]]>", b"<!--", b"-->", b"https://h/", b"<!DOCTYPE x [", b"]>", b"<item>", b"<link/>", b"\xff", b"<",
        b"<?xml version='1.0'?>",
    ]
)  # fmt: skip


@given(st.binary() | st.binary().map(gzip.compress) | st.lists(markup).map(b"".join))
def test_nothing_raises(body: bytes) -> None:
    found = parse(body, limit=3)
    assert len(found.urls) + len(found.sitemaps) <= 3
