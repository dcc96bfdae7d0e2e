"""The demo city is whole, its manifest tells the truth, and its server answers as servers do."""

import http.client
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from a11y_audit.testing.demo_city.catalogue import NIGHTS, catalogue
from a11y_audit.testing.demo_city.manifest import Barrier, barriers, clean_pages, is_planted
from a11y_audit.testing.demo_city.months import month
from a11y_audit.testing.demo_city.server import serve
from a11y_audit.testing.demo_city.site import HTML, ORIGIN, find, resources

OUR_RULES = {
    "cjk-text-contrast",
    "data-table-has-headers",
    "file-link-says-type-and-size",
    "heading-not-empty",
    "image-alt-not-file-name",
    "image-alt-not-placeholder",
    "image-alt-not-repeated",
    "link-not-empty",
    "link-purpose-in-context",
    "list-not-faked",
    "page-language-matches-text",
    "page-titles-unique",
    "ruby-not-doubled-in-name",
    "ruby-well-formed",
    "same-function-same-name",
    "source-attributes-unique",
    "source-ids-unique",
    "word-not-spaced-apart",
}

Planted = tuple[int, str, Barrier]


def soup(night: int, path: str) -> BeautifulSoup:
    return BeautifulSoup(find(night, path).body, "html.parser")


def planted() -> list[Planted]:
    return [(night, path, barrier) for night in NIGHTS for barrier in barriers(night) for path in barrier.pages]


def html_paths(night: int) -> list[str]:
    return [
        path for path, resource in resources(night).items() if resource.content_type == HTML and resource.status == 200
    ]


def linked(night: int, path: str) -> Iterator[str]:
    """Yield the addresses inside the site that a page names, without fragments."""
    for element in soup(night, path).select("[href], [src], form[action]"):
        address = str(element.get("href") or element.get("src") or element.get("action"))
        target = urlsplit(urljoin(ORIGIN + path, address))
        if target.netloc == urlsplit(ORIGIN).netloc:
            yield target.path + (f"?{target.query}" if target.query else "")


@pytest.mark.parametrize("night", NIGHTS)
def test_every_link_resolves_unless_it_is_listed_as_broken(night: int) -> None:
    dead = {target for path in html_paths(night) for target in linked(night, path) if find(night, target).status == 404}

    assert set(catalogue().broken_links) - set(resources(night)) == dead


@pytest.mark.parametrize("night", NIGHTS)
def test_every_page_has_one_main_and_one_first_heading(night: int) -> None:
    pages = [soup(night, path) for path in html_paths(night)]

    assert {(1, 1)} == {(len(page.select("main")), len(page.select("h1"))) for page in pages}


@pytest.mark.parametrize("case", planted(), ids=lambda case: f"night{case[0]}-{case[2].id}-{case[1]}")
def test_a_barrier_is_one_element_on_its_page(case: Planted) -> None:
    night, path, barrier = case

    assert len(soup(night, path).select(barrier.selector)) == 1


def test_barriers_change_from_night_to_night() -> None:
    first, second, third = ({barrier.id for barrier in barriers(night)} for night in NIGHTS)

    assert "word-spaced-in-table" in first - second, "one is mended on night 2"
    assert "empty-link" in second - first, "one is new on night 2"
    assert "old-banner-without-alt" in (first & third) - second, "one returns on night 3"
    assert "alt-is-camera-file-name" in second - third, "one is mended on night 3"


@pytest.mark.parametrize("barrier", barriers(), ids=lambda barrier: barrier.id)
def test_a_page_differs_where_its_barrier_comes_or_goes(barrier: Barrier) -> None:
    page = next(page for page in catalogue().pages if page.path == barrier.pages[0])
    sources = {night: find(night, page.path).body for night in page.nights}

    with_barrier = {sources[night] for night in page.nights if is_planted(barrier.id, page.path, night)}
    without = {sources[night] for night in page.nights if not is_planted(barrier.id, page.path, night)}
    assert with_barrier
    assert not with_barrier & without


def test_every_rule_is_planted_for() -> None:
    rules = {rule for barrier in barriers() for rule in barrier.rules}

    assert rules >= OUR_RULES
    assert {"axe"} == {rule.partition("/")[0] for rule in rules - OUR_RULES}


@pytest.mark.parametrize("barrier", barriers(), ids=lambda barrier: barrier.id)
def test_a_barrier_that_no_rule_sees_is_untested(barrier: Barrier) -> None:
    assert (barrier.outcome == "untested") == (not barrier.rules)
    assert (barrier.outcome == "advice") == (not barrier.criteria)


def test_an_unknown_barrier_is_refused() -> None:
    with pytest.raises(KeyError):
        is_planted("no-such-barrier", "/", 1)


@pytest.mark.parametrize("night", NIGHTS)
def test_clean_pages_are_many_and_clean(night: int) -> None:
    pages = {path: soup(night, path) for path in clean_pages(night)}
    titles = [page.title.get_text() for page in pages.values() if page.title]
    ids = {path: [str(element["id"]) for element in page.select("[id]")] for path, page in pages.items()}

    assert len(pages) >= 15
    assert len(pages) == len(set(titles))
    assert [path for path, names in ids.items() if len(names) != len(set(names))] == []
    assert [
        path for path, page in pages.items() if not page.select("html[lang]") or page.select("img:not([alt])")
    ] == []


def test_pages_come_and_go() -> None:
    assert find(2, "/kurashi/hikkoshi/").status == 200
    assert find(3, "/kurashi/hikkoshi/").status == 404
    assert find(2, "/kosodate/gakudo/").status == 404
    assert find(3, "/kosodate/gakudo/").status == 200


def test_the_calendar_has_no_end() -> None:
    path = "/calendar/"
    for _ in range(30):
        path = str(soup(1, path).select(".months a")[-1]["href"])

    assert path == "/calendar/?ym=2029-05"
    assert find(1, path).status == 200


@pytest.mark.parametrize("code", ["2026-13", "2026-1", "0000-05", "soon", ""])
def test_the_calendar_knows_only_months(code: str) -> None:
    assert month(code) is None
    assert find(1, f"/calendar/?ym={code or '-'}").status == 404


def test_the_calendar_ends_where_dates_end() -> None:
    first, last = month("0001-01"), month("9999-12")

    assert first is not None
    assert last is not None
    assert (first.previous, last.next) == (None, None)


def test_a_search_finds_pages_and_escapes_what_was_typed() -> None:
    found = soup(1, "/search/?q=ごみ")
    nothing = find(1, "/search/?q=<b>").body.decode()

    assert found.select_one("main li a[href='/kurashi/gomi/']")
    assert "<b>" not in nothing
    assert "見つかりませんでした" in nothing


def test_queries_that_a_page_does_not_know_change_nothing() -> None:
    assert find(1, "/kurashi/").body == find(1, "/kurashi/?utm=1").body
    assert find(1, "/kurashi/").body != find(1, "/kurashi/?print=1").body
    assert "準備しています" in find(1, "/kurashi/?furigana=1").body.decode()


def test_an_address_without_its_last_slash_is_sent_on() -> None:
    assert find(1, "/kurashi").location == "/kurashi/"


def test_the_sitemap_names_most_pages_but_not_all() -> None:
    text = resources(1)["/sitemap.xml"].body.decode()

    assert f"{ORIGIN}/kurashi/gomi/" in text
    assert "/private/" not in text
    assert "/search/" not in text


def test_the_pictures_stay_small() -> None:
    pictures = [resource for resource in resources(1).values() if resource.content_type.startswith("image/")]

    assert max(len(picture.body) for picture in pictures) < 30_000


@pytest.fixture(scope="module")
def connection() -> Iterator[http.client.HTTPConnection]:
    with serve(3) as base:
        client = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
        yield client
        client.close()


def ask(
    client: http.client.HTTPConnection, path: str, *, method: str = "GET", etag: str = ""
) -> tuple[http.client.HTTPResponse, bytes]:
    client.request(method, path, headers={"If-None-Match": etag} if etag else {})
    response = client.getresponse()
    return response, response.read()


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/gomi/", 301), ("/kurashi/hikkoshi/", 404), ("/calendar/?ym=2031-02", 200)]
)
def test_the_server_answers_with_the_status(connection: http.client.HTTPConnection, path: str, status: int) -> None:
    assert status == ask(connection, path)[0].status


def test_the_server_says_where_a_page_moved(connection: http.client.HTTPConnection) -> None:
    assert ask(connection, "/gomi/")[0].headers["Location"] == "/kurashi/gomi/"


def test_the_server_does_not_send_again_what_the_client_holds(connection: http.client.HTTPConnection) -> None:
    first, body = ask(connection, "/")
    second, nothing = ask(connection, "/", etag=first.headers["ETag"])

    assert str(len(body)) == first.headers["Content-Length"]
    assert (second.status, nothing) == (304, b"")


def test_the_server_answers_head_without_a_body(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/files/hoiku-annai.pdf", method="HEAD")

    assert (response.headers["Content-Type"], body) == ("application/pdf", b"")


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_the_server_fills_in_its_own_origin(connection: http.client.HTTPConnection, path: str) -> None:
    text = ask(connection, path)[1].decode()

    assert f"http://{connection.host}:{connection.port}/" in text
    assert ORIGIN not in text
