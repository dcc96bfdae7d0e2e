"""Image files of a page, as rules read them."""

from dataclasses import replace

import pytest

from a11y_audit.core.snapshot import Animation, ImageFile
from a11y_audit.subject import NotGatheredError, Page
from tests.unit.records import body, page, record

FILE = ImageFile(3, 88, 31)
MOVES = Animation(frames=2, round_s=1.0, rounds=None, rest_s=0.5)
DOCUMENT = replace(
    record(body('<img src="a.gif"><img src="b.gif"><img src="c.gif">')), images={4: FILE, 5: ImageFile(1, 9, 9)}
)


def shown(animations: dict[int, Animation] | None) -> Page:
    return Page(replace(page(DOCUMENT).snapshot, animations=animations))


def test_an_image_has_its_file_and_movement() -> None:
    images = shown({3: MOVES}).tagged("img")
    assert [FILE, ImageFile(1, 9, 9), None] == [each.image_file for each in images]
    assert [MOVES, None, None] == [each.animation for each in images]


def test_movement_that_was_not_looked_for_is_told() -> None:
    image = shown(None).tagged("img")[0]
    with pytest.raises(NotGatheredError):
        _ = image.animation
