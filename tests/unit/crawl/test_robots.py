"""What robots.txt says, and in which line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.robots import SIZE_LIMIT_BYTES, RobotsDecision, meta_directives, parse

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
    assert robots.allows(f"{SITE}/", "otherbot").allowed is False
    assert robots.allows(f"{SITE}/", "bot").allowed is True


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


ALL = "User-agent: *\n"
OURS = "User-agent: a11y-audit\n"


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        pytest.param("USER-AGENT: A11Y-Audit\nDISALLOW: /", "/x", "DISALLOW: /", id="letters' case"),
        pytest.param("User-agent: a11y-audit/1.0\nDisallow: /", "/x", "Disallow: /", id="a version behind the name"),
        pytest.param("User-agent: a11y\nDisallow: /", "/x", None, id="a shorter name is another agent"),
        pytest.param("User-agent: ☆\nDisallow: /", "/x", None, id="no name at all"),
        pytest.param(OURS + f"Disallow: /a\n{ALL}Disallow: /b\n{OURS}Disallow: /c", "/a", "Disallow: /a", id="joined 1"),
        pytest.param(OURS + f"Disallow: /a\n{ALL}Disallow: /b\n{OURS}Disallow: /c", "/c", "Disallow: /c", id="joined 2"),
        pytest.param(OURS + f"Disallow: /a\n{ALL}Disallow: /b\n{OURS}Disallow: /c", "/b", None, id="own group, not all"),
        pytest.param(OURS + f"Disallow:\n{ALL}Disallow: /", "/x", None, id="own empty group"),
        pytest.param(OURS + "Crawl-delay: 5\nUser-agent: b\nDisallow: /", "/x", "Disallow: /", id="a delay ends nothing"),
        pytest.param(OURS + "Sitemap: /s\nUser-agent: b\nDisallow: /", "/x", "Disallow: /", id="a sitemap ends nothing"),
        pytest.param(f"Disallow: /\n{ALL}Disallow: /a", "/b", None, id="a rule of nobody"),
        pytest.param(ALL + "Disallow: /a\nAllow: /a", "/a", None, id="equal: allowed"),
        pytest.param(ALL + "Allow: /p\nDisallow: /", "/page", None, id="the longest"),
        pytest.param(ALL + "Allow: /page\nDisallow: /*.htm", "/page.htm", "Disallow: /*.htm", id="the longest with *"),
        pytest.param(ALL + "Disallow: *.gif$", "/a/b.gif", "Disallow: *.gif$", id="an end"),
        pytest.param(ALL + "Disallow: *.gif$", "/a/b.gif?x", None, id="not the end"),
        pytest.param(ALL + "Disallow: /a$", "/a", "Disallow: /a$", id="the whole"),
        pytest.param(ALL + "Disallow: /a$", "/ab", None, id="more than the whole"),
        pytest.param(ALL + "Disallow: /a*b*a$", "/aba", "Disallow: /a*b*a$", id="parts do not overlap 1"),
        pytest.param(ALL + "Disallow: /a*ba$", "/aba", "Disallow: /a*ba$", id="parts do not overlap 2"),
        pytest.param(ALL + "Disallow: /ab*ba$", "/aba", None, id="parts do not overlap 3"),
        pytest.param(ALL + "Disallow: /*a*b*c", "/xcxbxa", None, id="parts in order"),
        pytest.param(ALL + "Disallow: /*a*b*c", "/xaxbxcx", "Disallow: /*a*b*c", id="parts in order, found"),
        pytest.param(ALL + "Disallow: /a*", "/a", "Disallow: /a*", id="nothing under *"),
        pytest.param(ALL + "Disallow: /a$b", "/a$b", "Disallow: /a$b", id="a dollar in the midst"),
        pytest.param(ALL + "Disallow: /a%24", "/a$b", "Disallow: /a%24", id="an escaped dollar"),
        pytest.param(ALL + "Disallow: /a%2A", "/a*b", "Disallow: /a%2A", id="an escaped asterisk"),
        pytest.param(ALL + "Disallow: /a%2A", "/axb", None, id="an escaped asterisk is no pattern"),
        pytest.param(ALL + "Disallow: /%e5%b8%82", "/%E5%B8%82", "Disallow: /%e5%b8%82", id="escapes' case"),
        pytest.param(ALL + "Disallow: /?q=%62", "/?q=b", "Disallow: /?q=%62", id="needless escapes"),
        pytest.param(ALL + "Disallow: /a%2Fb", "/a/b", None, id="an escaped slash is no slash"),
        pytest.param(ALL + "Disallow: /%93%FA", "/%93%FA", "Disallow: /%93%FA", id="cp932"),
        pytest.param(ALL + "Disallow: /%93%FA", "/%96%96", None, id="other bytes in cp932"),
        pytest.param(ALL + "Disallow: /a\x0bDisallow: /b", "/b", None, id="only CR and LF end lines"),
        pytest.param(ALL.replace("\n", "\r") + "Disallow: /a\rAllow: /b", "/a", "Disallow: /a", id="CR alone"),
        pytest.param(ALL + "Disallow /a", "/a", "Disallow /a", id="no colon"),
        pytest.param(ALL + "Dissallow: /a", "/a", "Dissallow: /a", id="a slip of the pen"),
        pytest.param(ALL + "Disallow: /", "/robots.txt", None, id="the file itself"),
    ],
)  # fmt: skip
def test_matching(text: str, path: str, line: str | None) -> None:
    decision = parse(text.encode(), 200).allows(SITE + path, AGENT)
    assert (decision.allowed, decision.line if not decision.allowed else None) == (line is None, line)


@pytest.mark.parametrize("delay", ["soon", "-1", "nan", "inf", ""])
def test_a_delay_that_is_none_changes_nothing(delay: str) -> None:
    assert parse(f"{ALL}Crawl-delay: 2\nCrawl-delay: {delay}".encode(), 200).crawl_delay_s(AGENT) == 2
    assert parse(f"{ALL}Crawl-delay: {delay}".encode(), 200).crawl_delay_s(AGENT) is None


@pytest.mark.parametrize(
    ("values", "directives"),
    [
        ([], set()),
        (["index, follow", "all", "noarchive, max-image-preview:large", ""], set()),
        (["noindex"], {"noindex"}),
        (["NOINDEX , NoFollow"], {"noindex", "nofollow"}),
        (["none"], {"noindex", "nofollow"}),
        (["noindex nofollow"], {"noindex", "nofollow"}),
        (["index", "nofollow"], {"nofollow"}),
        (["a11y-audit: noindex"], {"noindex"}),
        (["A11y-Audit : none"], {"noindex", "nofollow"}),
        (["*: noindex"], {"noindex"}),
        (["otherbot: noindex, nofollow"], set()),
        (["otherbot: noindex", "nofollow"], {"nofollow"}),
        (["otherbot: noindex, a11y-audit: nofollow"], {"nofollow"}),
        (["noindex, otherbot: nofollow"], {"noindex"}),
        (["max-snippet: 20, noindex"], {"noindex"}),
        (["unavailable_after: Wednesday, 03-Aug-2022 13:00:00 JST, nofollow"], {"nofollow"}),
        (["unavailable_after: 2022-08-03T13:00:00+09:00, noindex"], {"noindex"}),
        (["noindexing, no index"], set()),
    ],
)  # fmt: skip
def test_directives_of_a_page(values: list[str], directives: set[str]) -> None:
    assert meta_directives(values, AGENT) == directives


@given(st.lists(st.text(max_size=40)))
def test_directives_are_of_two_kinds(values: list[str]) -> None:
    assert meta_directives(values, AGENT) <= {"noindex", "nofollow"}


@given(st.text("ab*$", max_size=8), st.text("ab", max_size=10))
def test_a_pattern_means_what_its_regular_expression_would(pattern: str, path: str) -> None:
    anchor = "$" if pattern.endswith("$") else ""
    expression = "".join(".*" if sign == "*" else re.escape(sign) for sign in pattern.removesuffix("$"))
    expected = re.match(f"/{expression}{anchor}", f"/{path}") is None
    assert parse(f"{ALL}Disallow: /{pattern}".encode(), 200).allows(f"{SITE}/{path}", AGENT).allowed is expected


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
