"""Which element a start tag of the source became."""

import pytest

from a11y_audit.dom.place import element_of
from a11y_audit.dom.source import Source
from tests.unit.records import body, tree


@pytest.mark.parametrize(
    ("source", "rendered", "expected"),
    [
        ('<img src="a"><img src="a">', '<img src="a"><img src="a">', [0, 1]),
        ('<img src="a"><p><img src="b">', '<img src="a"><p><img src="b"></p>', [0, 1]),
        ('<img src="a" alt="1" alt="2">', '<img src="a" alt="1">', [0]),
        ('<img src="a">', '<img src="a"><img src="a">', [None]),
        ('<img src="a"><img src="a">', '<img src="a">', [None, None]),
        ('<img src="a">', "", [None]),
    ],
    ids=["in-order", "by-attributes", "first-of-doubled", "script-added-one", "script-took-one", "script-took-all"],
)
def test_tag_is_paired_only_where_that_is_certain(source: str, rendered: str, expected: list[int | None]) -> None:
    within = tree(body(rendered))
    images = within.by_name["img"]
    read = Source(source.encode(), "")
    found = [element_of(within, read, tag) for tag in read.tags if tag.name == "img"]
    assert [None if number is None else images[number] for number in expected] == found
    assert all(one is None or any(one is each for each in images) for one in found)
