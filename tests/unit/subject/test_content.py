"""What a page has: what is absent is proven, and a digest changes when, and only when, its part does."""

import pytest

from a11y_audit.subject import Content, content
from tests.unit.records import body, page, record

HEADER = '<header><img src="/logo.svg?v=1" alt="市"><nav class="menu3"><a href="/">一覧12</a></nav></header>'


def of(inner: str, **unread: object) -> Content:
    return content(page(body(inner), **unread))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<video></video>", "video"),
        ("<audio></audio>", "audio"),
        ("<object></object>", "embed"),
        ('<div data-player="https://www.youtube.com/embed/x"></div>', "hint"),
        ('<div data-src="/movie/gikai.mp4"></div>', "hint"),
        ("<canvas></canvas>", "canvas"),
        ("<div display='none'><img></div>", "image"),
        ("<svg></svg>", "image"),
        ("<marquee></marquee>", "moving"),
        ('<div contenteditable="">', "field"),
        ('<div role="textbox"></div>', "field"),
        ('<input type="image">', "image"),
        ('<a href="/" onclick="f()">a</a>', "script"),
    ],
)
def test_content_of_a_kind_is_counted_wherever_it_is(html: str, kind: str) -> None:
    found = of(html)
    assert found.whole
    assert found.count(kind)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.youtube.com/">動画</a>',
        '<input type="hidden">',
        "<p>文</p>",
        '<img alt="youtube.com の説明">',
    ],
)
def test_what_is_no_content_of_the_kind_is_not_counted(html: str) -> None:
    found = of(html)
    assert [0] * 4 == [found.count(kind) for kind in ("video", "embed", "hint", "field")]


def test_same_frame_of_another_origin_counts_as_embedded_and_a_frame_of_the_site_is_gone_through() -> None:
    inner = record(body("<video></video>"), host=(0, 2))
    assert 1 == content(page(body("<iframe></iframe>"), inner)).count("video")


def test_pages_that_share_header_and_controls_share_what_is_judged_of_them() -> None:
    one = of(f"{HEADER}<main><h1>ごみ</h1><p>文</p></main>")
    other = of(HEADER.replace("12", "13").replace("menu3", "menu4").replace("v=1", "v=2") + "<main><h1>税</h1></main>")
    same = {"frame", "frame_text", "frame_images", "frame_fields", "widgets", "files", "images", "links", "fields"}
    assert same <= {part for part, digest in one.parts.items() if digest == other.parts[part]}
    assert {"headings", "text"} <= {part for part, digest in one.parts.items() if digest != other.parts[part]}


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ('<img src="a.png" alt="庁舎">', '<img src="a.png" alt="本庁舎">', "images"),
        ("<h2>一</h2>", "<h3>一</h3>", "headings"),
        ('<a href="/a">詳細</a>', '<a href="/b">詳細</a>', "links"),
        ('<table><tr><th scope="col">人</th></tr></table>', "<table><tr><th>人</th></tr></table>", "tables"),
        ("<button>送る</button>", '<button tabindex="2">送る</button>', "widgets"),
        ('<script src="/a.js"></script>', '<script src="/a.js?2"></script>', "files"),
        ('<input name="a">', '<input name="a" required="">', "fields"),
        ('<p lang="en">Hello</p>', "<p>Hello</p>", "language"),
        ('<header><a href="/">一</a></header>', '<header><a href="/">二</a></header>', "frame_text"),
    ],
)
def test_a_change_changes_the_part_that_is_judged(before: str, after: str, part: str) -> None:
    assert of(before).parts[part] != of(after).parts[part]


def test_people_are_shown_what_they_judge_in_short() -> None:
    found = of("<main>" + "".join(f"<h2>{number}{'長' * 200}</h2>" for number in range(20)) + "</main>")
    assert (8, 80) == (len(found.shown["headings"]), len(found.shown["headings"][0]))
    assert ("題",) == found.shown["title"]
    assert "images" not in found.shown


def test_a_page_without_a_document_proves_nothing() -> None:
    assert not content(page()).whole


def test_addresses_that_can_not_be_read_are_no_fault() -> None:
    assert of('<a href="http://[">a</a><img src="http://[">').count("own_link")
