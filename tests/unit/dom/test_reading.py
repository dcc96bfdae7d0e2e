"""Records read into trees: as Beautiful Soup's own parser reads them."""

import html

import pytest
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.dom.reading import read
from tests.unit.trees import documents

TEXTS = st.text(st.sampled_from(" \t\n\r\f\xa0　&<>\"'ab;字#"), max_size=8)


def told(node: PageElement) -> object:
    if isinstance(node, Tag):
        return node.name, list(node.attrs.items()), node.is_empty_element
    return type(node), str(node)


def assert_same(written: str) -> None:
    soup, tags = read(written)
    expected = BeautifulSoup(written, "html.parser", multi_valued_attributes=None)
    assert [told(each) for each in expected.descendants] == [told(each) for each in soup.descendants]
    assert [told(each) for each in expected.find_all(True)] == [told(each) for each in tags]
    for one, other in zip(expected.find_all(True), tags, strict=True):
        assert [told(each) for each in one.contents] == [told(each) for each in other.contents]
        assert [told(each) for each in one.next_siblings] == [told(each) for each in other.next_siblings]
        assert [each.name for each in one.parents] == [each.name for each in other.parents]
    assert str(expected) == str(soup)


@given(documents())
def test_a_record_is_read_as_by_a_parser(written: str) -> None:
    assert_same(written)


@given(TEXTS, TEXTS)
def test_texts_and_values_are_those_that_were_written(text: str, value: str) -> None:
    attribute = html.escape(value, quote=False).replace('"', "&quot;")
    assert_same(f'<p title="{attribute}" class="a b">{html.escape(text)}<br>{html.escape(text)}</p>')


@pytest.mark.parametrize(
    "written",
    [
        "<pre> <b> </b>\n </pre> ",
        "<textarea> </textarea>",
        "<ruby>氏<rp>(</rp><rt>し<b> め</b></rt><rp>)</rp> 名</ruby>",
        '<svg viewBox="0 0 1 1"><foreignobject></foreignobject></svg>',
        '<input value=""><input checked="">',
        "<script></script><style></style><template></template>",
        "<shadow-root><p>中</p></shadow-root>",
        "",
    ],
    ids=["pre", "textarea", "ruby", "capitals", "empty-value", "hollow", "shadow-root", "nothing"],
)
def test_elements_of_their_own_kind_are_read_as_by_a_parser(written: str) -> None:
    assert_same(written)


def test_nothing_stands_before_the_first_element() -> None:
    soup, tags = read("<html><body>本文</body></html>")
    assert [] == list(tags[0].previous_elements)
    assert ["html", "body", None] == [each.name for each in (tags[0], *tags[0].next_elements)]
    assert soup.contents == [tags[0]]
