"""Which tags of a source lack their partner, cross another element, or stand in one of their own name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.dom.markup import marks
from a11y_audit.dom.nesting import misplaced


def flaws(source: str, *, is_quirky: bool = False) -> list[tuple[str, str]]:
    return [(each.mark.name, each.flaw.value) for each in misplaced(marks(source), is_quirky=is_quirky)]


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>a<li>b<ul><li>c</ul></ul>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><caption>t</caption><colgroup><col><thead><tr><th>a<tbody><tr><td>b<td>c</table>",
        "<table><tr><td><table><tr><td>a</table><td>b</table>",
        "<select><optgroup label=a><option>b<option>c<optgroup label=d><option>e</select>",
        "<p>a<div>b</div><p>c</p>",
        "<ruby>市<rp>(<rt>し<rp>)</ruby>",
        "<html><head><title>a</title><body><p>b</body></html>",
        "<title>a</title><p>b</body></html>",
        "<div>a<br/>b<img alt=''/></img></div>",
        "<svg><g><path/></g><a href='#'><text>a</text></a></svg>",
        "<button><p>a</button>",
        "<a href=a>b</a><object><a href=c>d</a></object>",
        "<div><!-- <p></i> --><script>'</div>'</script></div>",
    ],
)
def test_nothing_is_wrong(source: str) -> None:
    assert flaws(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<div><p>a", [("div", "unended")]),
        ("a</div>", [("div", "unstarted")]),
        ("<b>a<i>b</b>c</i>", [("i", "crossed")]),
        ("<p>a<b>b</p><p>c</p>", [("b", "unended")]),
        ("<p>a<table><tr><td>b</table></p>", [("p", "unstarted")]),
        ("<h2>a</h3>", [("h2", "unended"), ("h3", "unstarted")]),
        ("<h3>a<h3>b</h3>", [("h3", "unended")]),
        ("<form><form></form></form>", [("form", "within")]),
        ("<a name=a><a href=b>c</a>", [("a", "unended")]),
        ("<table><tr><td><div>a</td></tr></table>", [("div", "unended")]),
        ("<table><tr><td>a</div></td></tr></table>", [("div", "unstarted")]),
        ("<div>a</br></div>", [("br", "unstarted")]),
        ("<ul><li><span>a</li></ul>", [("span", "unended")]),
        ("<div />a", [("div", "unended")]),
    ],
)
def test_what_is_wrong_is_told_once(source: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(expected) == sorted(flaws(source))


def test_a_table_stays_in_a_paragraph_where_no_doctype_is() -> None:
    assert flaws("<p>a<table><tr><td>b</table></p>", is_quirky=True) == []


PIECES = (
    "<p> </p> <div> </div> <ul> <li> </ul> </li> <table> <tr> <td> </table> <b> </b> <a> </a> <svg> <g/> </svg> <br>"
)
tags = st.sampled_from(PIECES.split())


@given(st.lists(tags, max_size=40).map("".join))
def test_any_order_of_tags_is_read_and_no_place_told_twice(source: str) -> None:
    places = [(each.mark.start, each.flaw) for each in misplaced(marks(source))]
    assert len(places) == len(set(places))


@given(
    st.recursive(
        st.just("a"),
        lambda inner: st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["div", "b", "ul", "span"]), inner),
    )
)
def test_well_formed_markup_has_no_flaw(source: str) -> None:
    assert flaws(source) == []
