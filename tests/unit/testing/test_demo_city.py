"""The demo city is whole, its manifest tells the truth, and its server answers as servers do."""

import http.client
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from a11y_audit.testing.demo_city import expected
from a11y_audit.testing.demo_city.catalogue import NIGHTS, catalogue, numbers
from a11y_audit.testing.demo_city.expected import AUDITED, LEFT_OUT, Defect, Night
from a11y_audit.testing.demo_city.manifest import Barrier, barriers, clean_pages, is_planted
from a11y_audit.testing.demo_city.months import month
from a11y_audit.testing.demo_city.server import serve
from a11y_audit.testing.demo_city.site import HTML, ORIGIN, SILENT, find, resources

OUR_RULES = {
    "data-table-has-headers",
    "field-label-tied",
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
    "required-not-by-colour",
    "ruby-not-doubled-in-name",
    "ruby-well-formed",
    "same-function-same-name",
    "scripted-control-has-role",
    "scripted-control-works-by-keyboard",
    "source-attributes-unique",
    "source-ids-unique",
    "text-contrast",
    "text-not-drawn-as-image",
    "value-change-does-not-jump",
    "word-not-spaced-apart",
}


def soup(night: int, path: str) -> BeautifulSoup:
    return BeautifulSoup(find(night, path).body, "html.parser")


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


@pytest.mark.parametrize("night", NIGHTS)
def test_a_barrier_is_one_element_on_each_of_its_pages(night: int) -> None:
    planted = {
        (barrier, path) for barrier in barriers(night) for path in barrier.pages if find(night, path).status == 200
    }
    pages = {path: soup(night, path) for _, path in planted}

    # What a script adds is not in the source.
    assert [
        (barrier.id, path)
        for barrier, path in planted
        if len(pages[path].select(barrier.selector)) != (0 if barrier.by == "script" else 1)
    ] == []


def test_barriers_change_from_night_to_night() -> None:
    first, second, third = ({barrier.id for barrier in barriers(night)} for night in (1, 2, 3))

    assert "word-spaced-in-table" in first - second, "one is mended on night 2"
    assert "empty-link" in second - first, "one is new on night 2"
    assert "old-banner-without-alt" in (first & third) - second, "one returns on night 3"
    assert "alt-is-camera-file-name" in second - third, "one is mended on night 3"


@pytest.mark.parametrize("barrier", [each for each in barriers() if each.by == "html"], ids=lambda barrier: barrier.id)
def test_a_page_differs_where_its_barrier_comes_or_goes(barrier: Barrier) -> None:
    page = next(page for page in catalogue().pages if page.path == barrier.pages[0])
    sources = {night: find(night, page.path).body for night in page.nights}

    with_barrier = {sources[night] for night in page.nights if is_planted(barrier.id, page.path, night)}
    without = {sources[night] for night in page.nights if not is_planted(barrier.id, page.path, night)}
    assert with_barrier
    assert not with_barrier & without


@pytest.mark.parametrize(
    ("barrier", "file", "page"),
    [
        ("footer-paled-by-style-sheet", "/style/city.css", "/privacy/"),
        ("headings-paled-by-style-sheet", "/style/bousai.css", "/bousai/musen/"),
        ("chat-button-without-name", "/script/city.js", "/chinese/"),
    ],
)
def test_a_style_sheet_or_script_hinders_without_a_change_of_the_page(barrier: str, file: str, page: str) -> None:
    known = next(each for each in barriers() if each.id == barrier)
    before, since = known.nights[0] - 1, known.nights[0]

    assert known.by != "html"
    assert find(before, file).body != find(since, file).body
    assert find(before, file).body == find(known.nights[-1] + 1, file).body
    assert {find(night, "/chinese/").body for night in NIGHTS} == {find(1, "/chinese/").body}
    assert page in known.pages


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
    pages = {path: soup(night, path) for path in clean_pages(night) if find(night, path).status == 200}
    titles = [page.title.get_text() for page in pages.values() if page.title]
    ids = {path: [str(element["id"]) for element in page.select("[id]")] for path, page in pages.items()}

    # On the nights between, a part of every page's template hinders someone.
    assert len(pages) >= 15 or 4 <= night <= 9
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


def crawled(night: int) -> dict[str, str]:
    """Return how pages end for one who walks through a night's HTML, with nothing of the manifest."""
    robots = resources(night)["/robots.txt"].body.decode()
    closed = tuple(re.findall(r"Disallow: (\S+)", robots))
    waiting = ["/", *re.findall(rf"<loc>{ORIGIN}(.+?)</loc>", resources(night)["/sitemap.xml"].body.decode())]
    reasons = {404: "not_found", 503: "server_error", SILENT: "timeout", 302: "left_site", 301: "redirected"}
    ends: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        kind = PurePosixPath(path).suffix
        if path in ends or "?" in path or kind not in ("", ".html", ".pdf", ".xlsx"):
            continue
        answer = find(night, path)
        if kind in (".pdf", ".xlsx"):
            ends[path] = "document"
        elif path.startswith(closed):
            ends[path] = "robots"
        else:
            ends[path] = reasons.get(answer.status, AUDITED)
            waiting += linked(night, path) if ends[path] == AUDITED else [answer.location or "/"]
    ends.pop("http://outside.invalid/yoyaku-service/", None)
    return ends


@pytest.mark.parametrize("night", expected.nights(), ids=lambda night: f"night{night.number}")
def test_pages_end_as_who_walks_through_the_site_sees_it(night: Night) -> None:
    remembered = {path for path, end in night.ends.items() if end == "gone"}

    assert dict(night.ends) == crawled(night.number) | dict.fromkeys(remembered, "gone")
    assert {find(night.number, path).status for path in remembered} <= {404}


def test_everything_that_happens_to_a_site_happens() -> None:
    ends = {end for night in expected.nights() for end in night.ends.values()}
    states = {state for night in expected.nights()[3:] for state in night.states.values()}

    assert ends >= LEFT_OUT - {"trap"} | {"not_found", "server_error", "timeout", AUDITED}
    assert states == {"new", "persisting", "moved", "returned", "fixed", "not_retested"}


@pytest.mark.parametrize(
    ("barrier", "states"),
    [
        ("old-banner-without-alt", "new fixed returned persisting fixed - returned persisting persisting persisting"),
        ("id-twice", "new persisting persisting persisting not_retested fixed - - - -"),
        (
            "english-page-says-japanese",
            "- new persisting persisting persisting not_retested persisting persisting fixed -",
        ),
        ("item-outside-list", "- - new persisting persisting moved persisting fixed - -"),
        ("alt-is-the-word-picture", f"new {'persisting ' * 7}fixed -"),
        ("no-page-language", "- new fixed returned persisting fixed - - - -"),
        ("header-button-without-name", "- - - new persisting persisting not_retested fixed - -"),
    ],
)
def test_a_defect_goes_through_its_states(barrier: str, states: str) -> None:
    """Told by hand, so that the derivation is measured against something that it did not make."""
    assert [night.states.get(Defect(barrier), "-") for night in expected.nights()] == states.split()


def test_a_part_that_is_rebuilt_is_the_same_defect() -> None:
    (rebuilt,) = [each for each in barriers(3) if each.rebuilt]

    assert [night.states[Defect(rebuilt.id)] for night in expected.nights()[1:4]] == ["persisting"] * 3


def test_words_that_differ_make_a_defect_of_each_page() -> None:
    pages = {each.place for each in expected.nights()[8].states if each.barrier == "headings-paled-by-style-sheet"}

    assert pages == {page.path for page in catalogue().on(9) if page.layout == "old"}


def test_a_part_below_a_body_with_a_class_makes_a_defect_of_each_template() -> None:
    templates = {each.place for each in expected.nights()[4].states if each.barrier == "footer-paled-by-style-sheet"}

    assert templates == {"top", "main", "foreign"}


def test_nights_are_written_short() -> None:
    assert numbers("1 3-4 10") == (1, 3, 4, 10)


def test_titles_and_dates_change_with_their_page() -> None:
    before, after = (
        next(each for each in catalogue().on(night) if each.path == "/nyusatsu/kekka/") for night in (6, 7)
    )

    assert (before.title, after.title) == ("入札の結果", "入札と契約の結果")
    assert before.updated < after.updated


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
def third_night() -> Iterator[str]:
    with serve(3) as base:
        yield base


@pytest.fixture
def connection(third_night: str) -> Iterator[http.client.HTTPConnection]:
    client = http.client.HTTPConnection(urlsplit(third_night).netloc, timeout=10)
    yield client
    client.close()


def ask(
    client: http.client.HTTPConnection, path: str, *, method: str = "GET", etag: str = "", since: str = ""
) -> tuple[http.client.HTTPResponse, bytes]:
    conditions = {"If-None-Match": etag, "If-Modified-Since": since}
    client.request(method, path, headers={name: value for name, value in conditions.items() if value})
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


@pytest.mark.parametrize(
    ("path", "validators"),
    [
        ("/", {"ETag", "Last-Modified"}),
        ("/style/city.css", {"ETag", "Last-Modified"}),
        ("/shisetsu/kaicho/", {"ETag"}),
        ("/easy/gomi/", {"Last-Modified"}),
        ("/bousai/zumen/", {"Last-Modified"}),
        ("/toiawase/", {"Last-Modified"}),
        ("/search/", set()),
        ("/calendar/?ym=2026-12", set()),
    ],
)
def test_pages_say_of_their_version_what_servers_say(
    connection: http.client.HTTPConnection, path: str, validators: set[str]
) -> None:
    headers = ask(connection, path)[0].headers

    assert validators == {name for name in ("ETag", "Last-Modified") if headers[name]}


def test_a_date_is_of_the_night_since_which_the_page_is_so() -> None:
    days = {}
    for night in (3, 4, 5):
        with serve(night) as base:
            client = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
            answer = ask(client, "/kurashi/zei/")[0]
            days[night] = parsedate_to_datetime(answer.headers["Last-Modified"]).day
            client.close()

    changed = [
        night for night in NIGHTS[1:] if find(night, "/kurashi/zei/").body != find(night - 1, "/kurashi/zei/").body
    ]
    assert days == {night: 3 + max((each for each in changed if each <= night), default=1) for night in days}


def test_the_server_compares_dates_where_no_tag_is_given(connection: http.client.HTTPConnection) -> None:
    first, _ = ask(connection, "/easy/gomi/")
    held, _ = ask(connection, "/easy/gomi/", since=first.headers["Last-Modified"])
    older, _ = ask(connection, "/easy/gomi/", since="Mon, 01 Jan 2024 00:00:00 GMT")
    other_tag, _ = ask(connection, "/", etag='"another"', since=ask(connection, "/")[0].headers["Last-Modified"])
    nonsense, _ = ask(connection, "/easy/gomi/", since="yesterday")

    assert [each.status for each in (held, older, other_tag, nonsense)] == [304, 200, 200, 200]


def test_a_server_that_does_not_know_its_dates_says_that_nothing_changed() -> None:
    held = set()
    for night in (4, 5):
        with serve(night) as base:
            client = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
            held.add(ask(client, "/bousai/zumen/", since="Sat, 07 Nov 2026 00:00:00 GMT")[0].status)
            client.close()

    assert held == {304}
    assert find(4, "/bousai/zumen/").body != find(5, "/bousai/zumen/").body


def test_a_page_that_went_leads_to_another_host() -> None:
    with serve(9) as base:
        client = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
        answer, _ = ask(client, "/shisetsu/yoyaku/")
        client.close()

    assert (answer.status, answer.headers["Location"]) == (
        302,
        f"http://localhost:{urlsplit(base).port}/yoyaku-service/",
    )


def test_a_silent_page_is_never_answered_and_does_not_hold_up_the_end() -> None:
    with serve(6) as base:
        client = http.client.HTTPConnection(urlsplit(base).netloc, timeout=0.3)
        with pytest.raises(TimeoutError):
            ask(client, "/english/")
        client.close()
