"""A page as rules read it."""

from dataclasses import replace

import pytest

from a11y_audit.core.snapshot import APART
from a11y_audit.subject import NotGatheredError, Page
from tests.unit.records import body, page, record

FAULT = (
    "<parsererror><h3>This page contains the following errors:</h3><div>error on line 3 at column 39: Opening and ending tag\n"
    "mismatch</div><h3>Below is a rendering of the page up to the first error.</h3></parsererror><p>窓口</p>"
)
FRAME = record(body('<p id="f">枠</p><h2>枠の見出し</h2>'), host=(0, 4))


def test_elements_are_found_in_document_order_and_frames_after_the_page() -> None:
    subject = page(body("<iframe></iframe><h2>一</h2><p>二</p><h2>三</h2>"), FRAME)
    assert ["一", "二", "三", "枠", "枠の見出し"] == [each.text for each in subject.tagged("p", "h2")]
    assert ["二", "枠"] == [each.text for each in subject.select("body > p")]
    assert [0, 1] == [each.document for each in subject.tagged("p")]
    assert subject.element(1, 4) == subject.select("#f")[0]
    assert [] == subject.tagged("table")


@pytest.mark.parametrize(
    ("content_type", "inner", "expected"),
    [
        (
            "application/xhtml+xml; charset=utf-8",
            FAULT,
            "error on line 3 at column 39: Opening and ending tag mismatch",
        ),
        ("application/xhtml+xml", "<p>窓口</p>", None),
        ("application/xhtml+xml", "<parsererror>ours</parsererror>", None),
        ("text/html", FAULT, None),
    ],
    ids=["broken", "sound", "own-element", "html"],
)
def test_broken_xhtml_has_a_fault_in_the_browsers_words(content_type: str, inner: str, expected: str | None) -> None:
    assert expected == page(body(inner), content_type=content_type).fault
    assert page(content_type=content_type).fault is None


def test_blocks_are_lines_with_their_elements() -> None:
    subject = page(body("<iframe></iframe><p>一<br>二</p>"), FRAME)
    assert [("p", "一\n二"), ("p", "枠"), ("h2", "枠の見出し")] == [
        (each.element.name, each.text) for each in subject.blocks
    ]
    assert "一\n二\n枠\n枠の見出し" == subject.text


def test_only_what_assistive_technology_meets_is_among_images_links_and_headings() -> None:
    hidden = f'data-flags="{APART}"'
    subject = page(
        body(
            f'<img id="a"><img {hidden}><a href="" id="b"></a><a id="c"></a><a href="x" {hidden}></a>'
            f'<h1 id="d"></h1><h2 {hidden}></h2><h3 role="presentation"></h3><p role="heading" id="e"></p><h4 role="" id="f"></h4>'
        )
    )
    assert ["a"] == [each.get("id") for each in subject.images]
    assert ["b"] == [each.get("id") for each in subject.links]
    assert ["d", "e", "f"] == [each.get("id") for each in subject.headings]


def test_pictures_are_images_image_buttons_and_areas_of_met_images() -> None:
    subject = page(
        body(
            '<img id="a" usemap="#m"><input type="IMAGE" id="b"><input type="text"><area id="no-map">'
            '<map name="m"><area id="c"></map><map name="unused"><area></map>'
        )
    )
    assert ["a", "b", "c"] == [each.get("id") for each in subject.pictures]


@pytest.mark.parametrize(("html", "selector"), [(body(""), "html"), ("", None)], ids=["page", "nothing"])
def test_what_is_said_of_the_page_is_said_of_its_root(html: str, selector: str | None) -> None:
    say = page(html).says("no_title", count=1)
    assert ("no_title", {"count": 1}) == (say.reason, say.data)
    assert selector == (say.target.selector if say.target else None)


def test_place_in_the_source_is_told_by_line_and_key() -> None:
    say = page(body("")).says_of_source("doubled", line=7, snippet="<p a a>", key="p a", name="a")
    assert say.target is not None
    assert ("", "<p a a>", "source|p a", 7) == (
        say.target.selector,
        say.target.snippet,
        say.target.fragment,
        say.target.line,
    )


def test_source_is_read_with_the_encoding_of_the_response() -> None:
    subject = page(body(""), source="表示".encode("cp932"), content_type="text/html; charset=shift_jis")
    assert "表示" == subject.source.text


def test_title_is_folded() -> None:
    assert "題" == page(body("")).title
    assert "" == page().title


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((), True),
        (("<html><head></head><body> </body></html>",), True),
        ((body(""),), False),
        (("<html><head></head><body>文</body></html>",), False),
        (("<html><head></head><body><img></body></html>",), False),
    ],
    ids=["nothing", "blank", "title", "text", "image"],
)
def test_page_without_anything_to_judge_is_empty(documents: tuple[str, ...], *, expected: bool) -> None:
    assert expected == page(*documents).empty


@pytest.mark.parametrize("problem", ["names: failed", "texts: failed"])
def test_looks_that_were_not_gathered_are_not_taken_for_sound(problem: str) -> None:
    subject = Page(replace(page(body("")).snapshot, problems=(problem,)))
    with pytest.raises(NotGatheredError):
        list(subject.texts())


def test_names_that_were_not_gathered_are_not_taken_for_empty() -> None:
    subject = Page(replace(page(body("<b></b>")).snapshot, problems=("names: failed",)))
    for wanted in ("role", "accessible_name"):
        with pytest.raises(NotGatheredError):
            getattr(subject.tagged("b")[0], wanted)
