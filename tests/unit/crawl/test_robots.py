"""What robots.txt says, and in which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.robots import SIZE_LIMIT_BYTES, RobotsDecision, parse

AGENT = "a11y-audit"
SITE = "https://city.example.jp"

FILE = b"""\
User-agent: *
Disallow: /cgi-bin/
Disallow: /private   # not yet
Allow: /private/open/
Disallow: /*?print=1
Crawl-delay: 2.5

User-agent: otherbot
User-agent: thirdbot
Disallow: /

User-agent: friend
Disallow:

Sitemap: /sitemap.xml
Sitemap: https://city.example.jp/news.xml?utm_source=x
Sitemap: /sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "decision"),
    [
        ("/", RobotsDecision(allowed=True)),
        ("/cgi-bin/a", RobotsDecision(allowed=False, line="Disallow: /cgi-bin/")),
        ("/private/a", RobotsDecision(allowed=False, line="Disallow: /private   # not yet")),
        ("/private/open/a", RobotsDecision(allowed=True, line="Allow: /private/open/")),
        ("/a.html?print=1", RobotsDecision(allowed=False, line="Disallow: /*?print=1")),
    ],
)
def test_the_deciding_line(path: str, decision: RobotsDecision) -> None:
    assert parse(FILE, 200).allows(SITE + path, AGENT) == decision


def test_the_group_of_the_agent_decides() -> None:
    robots = parse(FILE, 200)
    assert robots.allows(f"{SITE}/", "ThirdBot/2.0").line == "Disallow: /"
    assert robots.allows(f"{SITE}/cgi-bin/", "friend") == RobotsDecision(allowed=True)
    assert robots.allows(f"{SITE}/", "Mozilla/5.0 (compatible; otherbot/1.0)").allowed is False


def test_delay_and_sitemaps() -> None:
    robots = parse(FILE, 200, f"{SITE}/robots.txt")
    assert robots.crawl_delay_s(AGENT) == 2.5
    assert robots.crawl_delay_s("friend") is None
    assert robots.sitemaps == (f"{SITE}/sitemap.xml", f"{SITE}/news.xml?utm_source=x")


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410, 429])
def test_a_missing_file_allows_all(status: int) -> None:
    robots = parse(b"User-agent: *\nDisallow: /", status)
    assert robots.availability == "absent"
    assert robots.allows(f"{SITE}/a", AGENT) == RobotsDecision(allowed=True)


@pytest.mark.parametrize("status", [None, 500, 503])
def test_an_unreachable_file_forbids_all(status: int | None) -> None:
    robots = parse(b"", status)
    assert robots.availability == "unreachable"
    assert robots.allows(f"{SITE}/a", AGENT) == RobotsDecision(allowed=False)
    assert robots.crawl_delay_s(AGENT) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc-jp", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "User-agent: *\n# 市役所のロボット設定\nDisallow: /市/\n"
    decision = parse(text.encode(encoding), 200).allows(f"{SITE}/%E5%B8%82/a", AGENT)
    assert decision == RobotsDecision(allowed=False, line="Disallow: /市/")


def test_bytes_in_no_known_encoding_still_give_the_rest() -> None:
    assert not parse(b"User-agent: *\n# \xff\xff\xa0\x80\nDisallow: /a", 200).allows(f"{SITE}/a", AGENT).allowed


def test_the_line_cut_by_the_size_limit_is_ignored() -> None:
    head = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (SIZE_LIMIT_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    robots = parse(head + filler + b"Disallow: /bcd\n", 200)
    assert not robots.allows(f"{SITE}/a", AGENT).allowed
    assert robots.allows(f"{SITE}/bcd", AGENT).allowed


def test_a_web_page_instead_of_the_file_forbids_nothing() -> None:
    assert parse(b"<!DOCTYPE html><title>404</title>Disallow: /", 200).allows(f"{SITE}/", AGENT).allowed


@given(st.binary(max_size=300), st.sampled_from([200, 404, 500]), st.text(max_size=30))
def test_nothing_raises(body: bytes, status: int, path: str) -> None:
    robots = parse(b"User-agent: *\n" + body, status, f"{SITE}/robots.txt")
    robots.allows(f"{SITE}/{path}", AGENT)


fields = st.sampled_from(
    [
        "User-agent: *", "User-agent: a11y-audit", "Disallow: /", "Disallow: /a", "Allow: /a/b", "Disallow:", "",
        "Allow: /*c$", "Disallow: /a/b/c", "# note", "Crawl-delay: 3", "Sitemap: /s.xml",
    ]
)  # fmt: skip


@given(st.lists(fields, max_size=14), st.sampled_from(["/", "/a", "/a/b", "/a/b/c", "/d"]))
def test_a_refusal_always_names_a_disallow_line_of_the_file(lines: list[str], path: str) -> None:
    decision = parse("\n".join(lines).encode(), 200).allows(SITE + path, AGENT)
    if not decision.allowed:
        assert decision.line is not None
        assert decision.line in lines
        assert decision.line.startswith("Disallow: /")
    elif decision.line is not None:
        assert decision.line.startswith("Allow: /")
