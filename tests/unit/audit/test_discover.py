"""Which found addresses are visited, and why others are not."""

import pytest

from a11y_audit.audit.discover import Discovery
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.scope import Exclusion, Pattern, Scope

SITE = "https://www.city.example.jp"
MONTHS = [f"{SITE}/calendar/?year={2000 + number // 12}&month={number % 12 + 1}" for number in range(30)]


def discovery(*, max_depth: int | None = None) -> Discovery:
    scope = Scope(
        seeds=(f"{SITE}/",),
        include=(),
        exclude=(Exclusion(Pattern("/gikai/"), Text("別管理", "managed apart")),),
        hosts=(),
    )
    return Discovery(scope=scope, forbidden=forbidden, max_depth=max_depth)


def forbidden(url: str) -> NotAudited | None:
    return NotAudited(Why.ROBOTS, "Disallow: /private") if "/private" in url else None


def why(url: str, *, depth: int = 0, max_depth: int | None = None) -> NotAudited | None:
    (found,) = discovery(max_depth=max_depth).found([url], found_by="link", depth=depth)
    return found.not_audited


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/kurashi/", None),
        ("/gikai/a.html", Why.OUT_OF_SCOPE),
        ("/a.pdf", Why.DOCUMENT),
        ("/a.jpg", Why.NOT_HTML),
        ("/private/a.html", Why.ROBOTS),
        ("/a/b/a/b/a/b/", Why.TRAP),
    ],
    ids=["page", "excluded", "document", "image", "robots", "trap"],
)
def test_each_address_is_visited_or_has_its_reason(path: str, expected: Why | None) -> None:
    refused = why(f"{SITE}{path}")
    assert expected == (refused.why if refused else None)
    assert refused is None or refused.detail


def test_address_deeper_than_the_limit_is_not_visited() -> None:
    assert why(f"{SITE}/a", depth=2, max_depth=2) is None
    assert NotAudited(Why.LIMIT, "depth 3") == why(f"{SITE}/a", depth=3, max_depth=2)


def test_other_sites_and_what_is_no_address_are_left_out() -> None:
    assert [] == discovery().found(["https://other.example/", "mailto:a@example.jp", ""], found_by="link", depth=1)


def test_address_is_told_once_in_its_one_form() -> None:
    deciding = discovery()
    twice = [f"{SITE}/a#top", f"{SITE.upper()}/a", f"{SITE}/b"]
    assert [f"{SITE}/a", f"{SITE}/b"] == [each.url for each in deciding.found(twice, found_by="link", depth=1)]
    (found,) = deciding.found([f"{SITE}/a", f"{SITE}/c"], found_by="sitemap", depth=4, found_on=7)
    assert (f"{SITE}/c", "sitemap", 4, 7) == (found.url, found.found_by, found.depth, found.found_on)


def test_address_that_leads_elsewhere_is_audited_there() -> None:
    deciding = discovery()
    assert deciding.landed(f"{SITE}/a", f"{SITE}/a#top") is None
    assert NotAudited(Why.REDIRECTED, f"{SITE}/b") == deciding.landed(f"{SITE}/a", f"{SITE}/b")
    assert NotAudited(Why.LEFT_SITE, "https://other.example/") == deciding.landed(f"{SITE}/a", "https://other.example/")
    assert NotAudited(Why.LEFT_SITE, "about:blank") == deciding.landed(f"{SITE}/a", "about:blank")


def test_interrupted_run_goes_on_where_its_traps_were() -> None:
    whole = discovery()
    expected = [each.not_audited for each in whole.found(MONTHS, found_by="link", depth=1)]
    assert None in expected
    assert expected[-1] is not None
    resumed = discovery()
    others = [f"{SITE}/private/?year={number}&month=1" for number in range(2000, 2030)]
    first = [each.url for each in resumed.found([*others, *MONTHS[:10]], found_by="link", depth=1)]
    resumed = discovery()
    resumed.remember(first)
    assert [] == resumed.found(first, found_by="link", depth=1)
    assert expected[10:] == [each.not_audited for each in resumed.found(MONTHS, found_by="link", depth=1)]
