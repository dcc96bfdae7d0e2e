"""Which addresses belong to the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.text import Text
from a11y_audit.crawl.scope import Exclusion, Pattern, Scope
from a11y_audit.errors import UsageError

ARCHIVE = Text(ja="過去の資料のため。", en="These are old records.")
SITE = Scope(seeds=("https://www.city.example.jp/",))


@pytest.mark.parametrize(
    ("url", "in_scope", "rule"),
    [
        ("https://www.city.example.jp/", True, "seed"),
        ("https://www.city.example.jp/kurashi/", True, "host"),
        ("https://city.example.jp/", True, "host"),
        ("http://WWW.city.example.jp:80/", True, "host"),
        ("https://www.city.example.jp:8443/", False, "other-host"),
        ("https://lib.city.example.jp/", False, "other-host"),
        ("https://city.example.jp.evil.example/", False, "other-host"),
        ("mailto:a@city.example.jp", False, "no-page"),
    ],
)
def test_a_site_is_the_host_of_its_seeds(url: str, in_scope: bool, rule: str) -> None:  # noqa: FBT001
    decision = SITE.decide(url)
    assert (decision.in_scope, decision.rule) == (in_scope, rule)
    assert (decision.reason is None) == in_scope


def test_a_deep_seed_stands_for_its_whole_host() -> None:
    assert Scope(seeds=("https://h.example/site/a/",)).decide("https://h.example/b/").in_scope


def test_further_hosts_and_all_hosts_below_one() -> None:
    scope = Scope(
        seeds=("https://city.example.jp/",), hosts=("www.lib.example.jp", "*.city.example.jp", "127.0.0.1:8000")
    )
    assert scope.decide("https://lib.example.jp/").in_scope
    assert scope.decide("https://a.b.city.example.jp/").in_scope
    assert scope.decide("http://127.0.0.1:8000/x").in_scope
    assert not scope.decide("http://127.0.0.1:8001/x").in_scope
    assert not scope.decide("https://a.lib.example.jp/").in_scope
    assert not scope.decide("https://evilcity.example.jp/").in_scope


def test_include_narrows_but_keeps_the_seeds() -> None:
    scope = Scope(seeds=("https://h.example/",), include=(Pattern("/kurashi/"), Pattern("/site/")))
    assert scope.decide("https://h.example/").rule == "seed"
    assert scope.decide("https://h.example/site/a.html").rule == "include /site/"
    outside = scope.decide("https://h.example/news/")
    assert (outside.in_scope, outside.rule) == (False, "not-included")


def test_exclude_outweighs_include_and_seeds_and_gives_its_reason() -> None:
    scope = Scope(
        seeds=("https://h.example/old/",), include=(Pattern("/old/"),), exclude=(Exclusion(Pattern("/old/"), ARCHIVE),)
    )
    decision = scope.decide("https://h.example/old/")
    assert (decision.in_scope, decision.rule, decision.reason) == (False, "exclude /old/", ARCHIVE)
    assert scope.decide("https://h.example/new/").rule == "not-included"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/site/", "/site/a/b.html?c=1", True),
        ("/site/", "/site", True),
        ("/site", "/site?a=1", True),
        ("/site", "/site/a", True),
        ("/site", "/sitemap.xml", False),
        ("/site/", "/other/site/", False),
        ("/", "/anything", True),
        ("/a.html", "/aXhtml", False),
        ("/くらし/", "/%E3%81%8F%E3%82%89%E3%81%97/a.html", True),
        ("/news/*/index.html", "/news/2026/index.html", True),
        ("/news/*/index.html", "/news/2026/05/index.html", False),
        ("/news/**/index.html", "/news/2026/05/index.html", True),
        ("/news/**/index.html", "/news/index.html", True),
        ("/news/**", "/news/a/b?c", True),
        ("/news/*/", "/news/2026/a/b", True),
        ("/news/*", "/news/a/b", False),
        ("*.pdf", "/a/b.pdf", True),
        ("*.pdf", "/a.pdf?x", True),
        ("*.pdf", "/a.pdf.html", False),
        ("/search?**", "/search?q=a/b", True),
        ("/search?**", "/search", False),
        ("/list.php?mode=*", "/list.php?mode=a&b=1", True),
        ("/list.php?mode=a&x=*", "/list.php?mode=a&y=1", False),
        ("/list.php?q=市", "/list.php?q=%E5%B8%82", True),
        ("https://www.h.example/site/", "/site/", True),
        ("//h.example", "/site/", True),
        ("https://sub.h.example/site/", "/site/", False),
    ],
)
def test_pattern(pattern: str, path: str, matches: bool) -> None:  # noqa: FBT001
    assert Pattern(pattern).matches(f"https://h.example{path}") == matches


def test_an_empty_pattern_is_refused() -> None:
    with pytest.raises(UsageError):
        Pattern("  ")


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_no_text_makes_pattern_or_scope_raise(pattern: str, url: str) -> None:
    Pattern(pattern).matches("https://h.example/a?b")
    scope = Scope(seeds=(url, "https://h.example/"), include=(Pattern(pattern),), hosts=(pattern,))
    assert scope.decide("https://h.example/").rule == "seed"
    assert scope.decide(url).rule
