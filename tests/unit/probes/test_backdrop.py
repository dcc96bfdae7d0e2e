"""What is read from the pixels behind texts, what is remembered, and what is left alone."""

import asyncio
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from a11y_audit.core.snapshot import Backdrop
from a11y_audit.core.target import Box
from a11y_audit.probes.backdrop import ALIKE, DEEPEST_PX, MOST, PICTURES, TALLEST_PX, Backdrops
from a11y_audit.probes.live import HeldImage
from a11y_audit.probes.page import Recording
from tests.unit.probes.test_page import RESPONSE

GREY = "rgb(136, 136, 136)"
WHITE_BELOW = ["colour", "rgb(255, 255, 255)", 2]
PICTURE = ["image", "", 2]


def text(  # what contrast.js tells
    number: int,
    top: int = 10,
    *,
    color: str = GREY,
    layers: Sequence[object] = (WHITE_BELOW, PICTURE),
    kind: str = "",
) -> dict[str, object]:
    look = [color, 16, 400, "", "", "", list(layers)]
    return {
        "run": [number, "", 0, True, False],
        "look": look,
        "boxes": [[10, top, 100, 16]],
        "key": str(number),
        "kind": kind,
    }


class Live:
    """A page of one ground; in each line, letters cover a part from the left."""

    def __init__(self, *texts: object, ground: Sequence[str] = ("#eee",), covered: float = 0.4) -> None:
        self.texts = list(texts)
        self.ground = ground
        self.covered = covered
        self.paints: list[str] = []
        self.shots: list[Box] = []
        self.breaks = False

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        if function == "a11yAuditLetters":
            self.paints.append(str(argument["paint"]))
            return "true"
        assert function == "a11yAuditBacked"
        return json.dumps(self.texts)

    async def shot(self, clip: Box) -> bytes:
        self.shots.append(clip)
        if self.breaks:
            return b""
        picture = Image.new("RGB", (int(clip.width), int(clip.height)))
        pen = ImageDraw.Draw(picture)
        for column in range(picture.width):
            pen.line((column, 0, column, picture.height), fill=self.ground[column % len(self.ground)])
        if self.paints[-1] != "transparent":
            pen.rectangle((0, 0, picture.width * self.covered, picture.height), fill=self.paints[-1])
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()

    async def images(self) -> Sequence[HeldImage]:
        raise AssertionError

    async def content(self, _: HeldImage) -> bytes:
        raise AssertionError


def seen(live: Live, known: Backdrops | None = None) -> tuple[Backdrop, ...]:
    return asyncio.run((known or Backdrops()).seen(live, '{"backed":9,'))


def test_contrast_is_that_with_the_pixels_behind_the_letters() -> None:
    (found,) = seen(Live(text(3)))
    assert (3, "", "#eeeeee", "#eeeeee") == (found.number, found.part, found.worst, found.best)
    assert {3.05} == set(found.ratios)
    assert 1.0 == found.below(4.5)
    assert 0.0 == found.below(3.0)


def test_a_page_without_such_texts_is_not_asked() -> None:
    live = Live(text(3))
    assert () == asyncio.run(Backdrops().seen(live, '{"backed":0,"documents":[]}'))
    assert [] == live.paints


def test_several_colours_are_told_by_their_shares() -> None:
    (found,) = seen(Live(text(3), ground=["#000", "#000", "#000", "#eee"]))
    assert ("#eeeeee", "#000000") == (found.worst, found.best)
    assert found.ratios == tuple(sorted(found.ratios))
    assert pytest.approx(0.25, abs=0.06) == found.below(4.5)


def test_letters_get_their_own_colour_back_even_where_no_picture_can_be_taken() -> None:
    live = Live(text(3))
    live.breaks = True
    assert () == seen(live)
    assert ["transparent", "rgb(255, 0, 255)", ""] == live.paints


@pytest.mark.parametrize(
    "left_alone",
    [
        text(1, layers=[WHITE_BELOW]),
        text(1, layers=[WHITE_BELOW, PICTURE, ["opacity", "", 2, 0.5]]),
        text(1, color="unknown"),
    ],
    ids=["colours tell all", "a group that is seen through", "unknown colour"],
)
def test_texts_that_colours_tell_or_pixels_can_not_are_left_alone(left_alone: object) -> None:
    live = Live(left_alone)
    assert () == seen(live)
    assert [] == live.shots


@pytest.mark.parametrize("covered", [0.0, 0.95], ids=["no letters", "more than letters"])
def test_what_letters_do_not_look_like_is_not_told(covered: float) -> None:
    assert () == seen(Live(text(1), covered=covered))


def test_a_text_is_read_once_for_all_pages_that_show_it_so() -> None:
    known = Backdrops()
    first = seen(Live(text(3)), known)
    again = Live(text(3) | {"run": [7, "", 0, True, False]})
    assert (replace(first[0], number=7),) == seen(again, known)
    assert [] == again.shots


def test_no_more_is_remembered_than_was_asked_for() -> None:
    known = Backdrops(remembered=1)
    seen(Live(text(1), text(2)), known)
    again = Live(text(1))
    seen(again, known)
    assert again.shots


def test_texts_and_parts_of_a_page_that_are_read_are_limited() -> None:
    assert MOST == len(seen(Live(*(text(number, 10 + number) for number in range(MOST + 5)))))
    far = Live(*(text(number, 10 + number * TALLEST_PX) for number in range(PICTURES + 2)))
    assert PICTURES == len(seen(far))
    assert PICTURES * 2 == len(far.shots)
    assert () == seen(Live(text(1, DEEPEST_PX)))


def test_of_texts_with_the_same_icon_beside_them_some_are_read_for_all() -> None:
    live = Live(*(text(number, 10 + number * 20, kind="icon") for number in range(ALIKE + 20)))
    found = seen(live)
    assert ALIKE + 20 == len(found)
    assert len({each.ratios for each in found}) == 1
    assert max(clip.y + clip.height for clip in live.shots) < 10 + (ALIKE + 1) * 20


def test_where_letters_lie_on_the_icon_all_are_read() -> None:
    live = Live(*(text(number, 10 + number * 20, kind="icon") for number in range(ALIKE + 5)), ground=["#000", "#eee"])
    assert ALIKE + 5 == len(seen(live))
    assert max(clip.y for clip in live.shots) > 10 + ALIKE * 20 - 5


def test_it_comes_back_from_the_record() -> None:
    found = seen(Live(text(3)))
    for backdrops in (found, None):
        kept = Recording(RESPONSE, "{}", backdrops=backdrops)
        assert kept == Recording.from_bytes(kept.to_bytes(), RESPONSE.source)
