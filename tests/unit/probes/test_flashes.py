"""Flashes are counted by the general and the red flash threshold of WCAG 2.3.1."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image

from a11y_audit.core.snapshot import Animation, Flicker
from a11y_audit.dom.animation import animation
from a11y_audit.probes.catalogue import PROBES
from a11y_audit.probes.flashes import Flashes, Frame, flashes, flicker

Colour = tuple[int, int, int]
WHITE, BLACK, GREY, LIGHT, RED = (255, 255, 255), (0, 0, 0), (60, 60, 60), (244, 244, 244), (160, 0, 0)


def frames(colours: Sequence[Colour], step_s: float) -> list[Frame]:
    return [Frame(number * step_s, Image.new("RGB", (40, 30), colour)) for number, colour in enumerate(colours)]


@pytest.mark.parametrize(
    ("colours", "step_s", "size", "expected"),
    [
        pytest.param([WHITE, BLACK] * 10, 0.08, (400, 300), Flashes(6, 92_416, red=False), id="white and black"),
        pytest.param([WHITE, BLACK] * 4, 0.2, (400, 300), None, id="three in a second"),
        pytest.param([WHITE, BLACK] * 10, 0.08, (100, 100), None, id="small"),
        pytest.param([WHITE, LIGHT] * 10, 0.08, (400, 300), None, id="hardly brighter"),
        pytest.param([BLACK, RED] * 10, 0.08, (400, 300), Flashes(6, 92_416, red=True), id="red"),
        pytest.param([BLACK, GREY] * 10, 0.08, (400, 300), None, id="both dark"),
        pytest.param([BLACK, GREY, WHITE, GREY] * 5, 0.08, (400, 300), None, id="over more frames, slower"),
    ],
)
def test_flashes_beyond_the_thresholds_are_told(
    colours: Sequence[Colour], step_s: float, size: tuple[int, int], expected: Flashes | None
) -> None:
    seen = flashes(frames(colours, step_s), *size)

    assert (expected is None) == (seen is None)
    if expected and seen:
        assert (expected.red, expected.per_s) == (seen.red, seen.per_s)


def twinkling(columns: int, rows: int, turn: int) -> Image.Image:
    """Return squares that are white and black by turns, an eighth of them turning bright at each time."""
    made = Image.new("RGB", (columns, rows))
    made.putdata([WHITE if (turn + number) // 4 % 2 else BLACK for number in range(columns * rows)])
    return made


def test_what_turns_bright_here_and_there_is_no_flash() -> None:
    seen = [Frame(turn / 36, twinkling(25, 19, turn)) for turn in range(40)]

    assert flashes(seen, 400, 300) is None


@pytest.mark.parametrize(("step", "per_s"), [(1, 15), (2, 7), (3, 5)])
def test_a_light_that_comes_and_goes_flashes_half_as_often_as_it_changes(step: int, per_s: int) -> None:
    seen = flashes(frames([BLACK if number // step % 2 else WHITE for number in range(40)], 1 / 30), 400, 300)

    assert seen is not None
    assert seen.per_s == per_s


def test_bright_squares_may_pass_the_threshold_before_dark_ones() -> None:
    pictures = []
    for level in (0, 90, 140, 140, 90, 0) * 8:
        picture = Image.new("RGB", (24, 18), (level, level, level))
        picture.paste((level * 3 // 5,) * 3, (0, 0, 24, 9))
        pictures.append(picture)
    seen = [Frame(number / 30, picture) for number, picture in enumerate(pictures)]

    assert flashes(seen, 384, 288) is not None


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    made = Image.new("RGB", (60, 20))
    made.paste(left.resize((30, 20), Image.Resampling.NEAREST), (0, 0))
    made.paste(right.resize((30, 20), Image.Resampling.NEAREST), (30, 0))
    return made


def plain(colour: Colour) -> Image.Image:
    return Image.new("RGB", (30, 20), colour)


def test_halves_that_flash_by_turns_flash() -> None:
    pictures = [beside(plain(WHITE if on else BLACK), plain(BLACK if on else WHITE)) for on in (True, False) * 10]
    seen = flashes([Frame(number * 0.08, each) for number, each in enumerate(pictures)], 640, 320)

    assert seen is not None
    assert seen.per_s == 6


def test_a_light_beside_stars_is_found_and_its_own_part_is_told() -> None:
    pictures = [beside(twinkling(30, 20, turn), plain(WHITE if turn // 3 % 2 else BLACK)) for turn in range(40)]
    seen = flashes([Frame(number / 30, each) for number, each in enumerate(pictures)], 960, 320)

    assert seen is not None
    assert seen.area_px <= 480 * 256


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((255, 96, 96), (255, 102, 102), [], id="hardly another red"),
        pytest.param((160, 0, 0), (128, 0, 0), [True], id="saturated both times"),
        pytest.param((160, 0, 0), (90, 90, 90), [True], id="saturated once"),
        pytest.param((120, 90, 90), (90, 90, 90), [], id="never saturated"),
    ],
)
def test_a_red_flash_is_a_large_change_with_a_saturated_red(one: Colour, other: Colour, expected: list[bool]) -> None:
    seen = flashes(frames([one, other] * 10, 0.08), 400, 300)

    assert expected == ([seen.red] if seen else [])


def test_the_probe_that_stops_the_clock_is_the_last() -> None:
    assert PROBES[-1].id == "passing"


def gif(*frames: tuple[Colour, int]) -> bytes:
    pictures = [Image.new("RGB", (40, 30), colour) for colour, _ in frames]
    times = [ms for _, ms in frames]
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=0)
    return out.getvalue()


def read(data: bytes) -> Flicker | None:
    moves = animation(data)
    assert moves is not None
    return flicker(data, moves)


def test_an_image_file_is_played_over_its_rounds() -> None:
    assert Flicker(8, 1.0, red=False) == read(gif((WHITE, 60), (BLACK, 60)))
    assert Flicker(8, 1.0, red=True) == read(gif((RED, 60), (BLACK, 60)))
    assert read(gif((WHITE, 300), (BLACK, 300))) is None


def test_flashes_after_a_rest_are_seen() -> None:
    burst = [(WHITE if number % 2 else BLACK, 50) for number in range(12)]
    assert read(gif((GREY, 3_000), *burst)) is not None


def test_what_asks_for_no_time_is_shown_for_a_tenth_of_a_second() -> None:
    assert read(gif((WHITE, 0), (BLACK, 0))) == Flicker(5, 1.0, red=False)


@pytest.mark.parametrize("length", [20, 40, 60, 100])
def test_a_broken_file_is_no_reason_to_stop(length: int) -> None:
    data = gif((WHITE, 60), (BLACK, 60))
    moves = animation(data)
    assert moves is not None
    assert flicker(data[:length], moves) in (None, Flicker(8, 1.0, red=False))


def test_a_file_with_too_many_pixels_is_left_alone() -> None:
    data = gif((WHITE, 60), (BLACK, 60))
    assert flicker(data, Animation(frames=100_000, round_s=0.12, rounds=None, rest_s=0.06)) is None
