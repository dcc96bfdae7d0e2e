"""Pictures of a page compared: what differs, what never stands still, and the path drawn over them."""

import io

from PIL import Image

from a11y_audit.core.target import Box
from a11y_audit.probes import pixels
from a11y_audit.probes.pixels import Change


def plain(size: tuple[int, int] = (20, 10), dots: tuple[tuple[int, int], ...] = ()) -> Image.Image:
    picture = Image.new("RGB", size, (255, 255, 255))
    for dot in dots:
        picture.putpixel(dot, (255, 200, 255))
    return picture


def test_equal_pictures_do_not_differ() -> None:
    assert pixels.change(plain(), plain()) == Change(0, 0)


def test_a_change_is_told_by_its_pixels_and_its_strength() -> None:
    assert pixels.change(plain(), plain(dots=((3, 3), (4, 3)))) == Change(2, 55)


def test_pixels_that_never_stand_still_do_not_count() -> None:
    moving = pixels.unsteady((plain(), plain(dots=((3, 3),))))

    assert pixels.change(plain(), plain(dots=((3, 3), (4, 3))), moving) == Change(1, 55)
    assert pixels.unsteady((plain(), plain())) is None


def test_what_lies_near_pixels_that_never_stand_still_does_not_count_either() -> None:
    moving = pixels.unsteady((plain((500, 300)), plain((500, 300), ((203, 133),))))
    assert moving is not None
    around = pixels.surrounded(moving)

    assert around.size == (500, 300)
    near, far = ((203, 133), (222, 150), (185, 115)), ((300, 133), (203, 220), (0, 0), (499, 299))
    assert pixels.change(plain((500, 300)), plain((500, 300), near), around) == Change(0, 0)
    assert pixels.change(plain((500, 300)), plain((500, 300), far), around) == Change(4, 55)


def test_pictures_of_other_sizes_differ_everywhere() -> None:
    assert pixels.change(plain(), plain((10, 10))).pixels == 200


def test_a_part_is_cut_where_the_picture_ends() -> None:
    assert pixels.part(plain(), Box(-5, 2, 10, 100)).size == (5, 8)
    assert pixels.part(plain(), Box(50, 50, 10, 10)).size == (0, 0)


def test_two_pictures_stand_beside_each_other_and_wide_ones_below() -> None:
    beside = pixels.side_by_side(plain((20, 20)), plain((20, 20)), Box(1, 1, 5, 5))
    below = pixels.side_by_side(plain((90, 20)), plain((90, 20)), Box(1, 1, 5, 5))

    assert (beside.width, beside.height) == (68, 20)
    assert (below.width, below.height) == (90, 68)
    assert Image.open(io.BytesIO(beside.data)).size == (68, 20)


def test_a_path_leads_from_place_to_place() -> None:
    drawn = pixels.trail(plain((200, 60)), [Box(10, 10, 20, 20), Box(150, 10, 20, 20)])

    assert drawn.getpixel((90, 10)) == (178, 0, 60)
    assert drawn.getpixel((100, 40)) == (255, 255, 255)
