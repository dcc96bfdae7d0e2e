"""Where a picture of a page tells of a person: mail addresses and telephone numbers, by the places of their texts."""

from collections.abc import Iterator

from a11y_audit.core.target import Box
from a11y_audit.subject import Page
from a11y_audit.subject.element import Element
from a11y_audit.text.personal import MARK, masked

_UNREAD = ("img", "svg", "canvas", "video", "object", "embed", "iframe", "frame")
"""What may show any text, and no record says which."""
_LEAST = (64, 10)
"""Width and height from which on such a thing may hold a number that can be read, in CSS pixels."""
_PAD = 2.0


def covers(page: Page, sight: Box) -> tuple[Box, ...] | None:
    """Return the places in a picture that are to be covered where it leaves the house, in its own CSS pixels.

    Args:
        page: the recorded page.
        sight: the part of the page that the picture shows.

    Returns:
        None where the picture shows what no record can tell: images, drawings, films and frames.
    """
    behind = (page.element(0, number) for number in page.trees[0].record.backgrounds)
    unread = [*page.tagged(*_UNREAD), *behind]
    if any(_may_be_read(each.box) and _meet(each.box, sight) for each in unread if each.box):
        return None
    places = [*_places(page.root), *_filled(page)]
    return tuple(
        Box(place.x - sight.x - _PAD, place.y - sight.y - _PAD, place.width + 2 * _PAD, place.height + 2 * _PAD)
        for place in places
        if _meet(place, sight)
    )


def _places(element: Element | None) -> Iterator[Box]:
    """Yield the boxes of the innermost elements that hold all of an address or number."""
    if element is None or not _hidden(element.text):
        return
    children = element.children()
    if element.box and _hidden(element.text) > sum(_hidden(each.text) for each in children):
        yield element.box
        return
    for each in children:
        yield from _places(each)


def _filled(page: Page) -> Iterator[Box]:
    for each in page.tagged("input", "textarea", "select"):
        if each.box and any(_hidden(each.get(name) or "") for name in ("value", "placeholder")):
            yield each.box


def _hidden(text: str) -> int:
    return masked(text).count(MARK) - text.count(MARK)


def _may_be_read(box: Box) -> bool:
    return box.width >= _LEAST[0] and box.height >= _LEAST[1]


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
