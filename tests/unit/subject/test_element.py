"""Elements with the browser's facts."""

import pytest

from a11y_audit.core.finding import Say
from a11y_audit.core.snapshot import APART, IMAGE_BROKEN, INVISIBLE
from a11y_audit.core.target import SNIPPET_LIMIT, Box
from a11y_audit.subject import Element
from tests.unit.records import body, page, record


def only(html: str, name: str = "b") -> Element:
    (element,) = page(body(html)).tagged(name)
    return element


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", (True, True)),
        (f' data-flags="{APART}"', (True, False)),
        (f' data-flags="{INVISIBLE}"', (False, False)),
        (' display="none"', (False, False)),
    ],
    ids=["plain", "hidden-from-assistive-technology", "invisible", "not-laid-out"],
)
def test_element_is_exposed_only_when_seen_and_not_hidden(attributes: str, expected: tuple[bool, bool]) -> None:
    element = only(f"<b{attributes}></b>")
    assert expected == (element.rendered, element.exposed)


def test_box_and_style_are_known_of_what_is_laid_out() -> None:
    seen, unseen = page(body('<b></b><b display="none"></b>')).tagged("b")
    assert Box(10, 20, 300, 40) == seen.box
    assert seen.style is not None
    assert (None, None) == (unseen.box, unseen.style)


def test_image_that_failed_to_load_is_broken() -> None:
    images = page(body(f'<img><img data-flags="{IMAGE_BROKEN}">')).images
    assert [False, True] == [image.broken for image in images]


def test_role_and_name_are_those_of_the_browser() -> None:
    html = body('<a href="x">絵</a><i></i><b></b>')
    subject = page(record(html, names={4: ("link", "市の地図"), 5: (None, None)}))
    told = [(each.role, each.accessible_name) for each in subject.select("a, i, b")]
    assert [("link", "市の地図"), (None, ""), (None, "")] == told


def test_attribute_is_text_or_none() -> None:
    element = only('<b class="x  y" hidden=""></b>')
    assert ("x  y", "", None) == (element.get("class"), element.get("hidden"), element.get("id"))


def test_text_has_readings_and_base_text_has_not() -> None:
    element = only("<b><ruby>氏<rt>し</rt></ruby></b>")
    assert ("氏し", "氏") == (element.text, element.base_text)


def test_elements_around_and_inside_are_found() -> None:
    element = only("<ul><li><b><i>一</i><u><i>二</i></u></b></li></ul>")
    assert ["li", "ul", "body", "html"] == [each.name for each in element.ancestors]
    assert ["i", "u"] == [each.name for each in element.children()]
    assert ["i"] == [each.name for each in element.children("i")]
    assert ["一", "二"] == [each.text for each in element.inside("i")]
    assert ["i", "u", "i"] == [each.name for each in element.inside()]
    assert element.closest("ul", "body") == element.page.tagged("ul")[0]
    assert element.closest("table") is None
    assert element.page.root is not None
    assert element.page.root.parent is None


def test_two_of_one_tag_are_equal() -> None:
    subject = page(body("<b></b><b></b>"))
    one, other = subject.tagged("b")
    assert one == subject.select("b")[0]
    assert one != other
    assert one != "b"
    assert {one, other} == {*subject.tagged("b"), one}
    assert "Element(<b>)" == repr(one)


def test_target_tells_the_place() -> None:
    target = only('<nav><b title="題">文</b></nav>').target
    assert ('<b title="題">文</b>', "nav", "body > nav > b") == (target.snippet, target.region, target.selector)
    assert Box(10, 20, 300, 40) == target.box
    assert target.fragment.startswith("nav|")
    assert target.line is None


def test_selector_in_a_frame_begins_with_that_of_the_frame() -> None:
    inner = record(body('<iframe id="b"></iframe>'), host=(0, 4))
    innermost = record(body("<b></b>"), host=(1, 4))
    subject = page(body('<iframe id="a"></iframe>'), inner, innermost)
    assert "#a >>> #b >>> body > b" == subject.tagged("b")[0].selector
    assert ["#a", "#a >>> #b"] == [each.selector for each in subject.tagged("iframe")]


def test_what_is_said_holds_place_and_data() -> None:
    element = only("<b></b>")
    assert Say("wrong", element.target, {"alt": "x"}) == element.says("wrong", alt="x")


def test_start_tag_is_cut_like_a_snippet() -> None:
    assert SNIPPET_LIMIT == len(only(f'<b title="{"長" * 500}"></b>').start_tag)
