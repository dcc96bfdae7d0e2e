"""Flashes are counted by the general and the red flash threshold of WCAG 2.3.1."""

from collections.abc import Sequence

import pytest
from PIL import Image

from a11y_audit.probes.catalogue import PROBES
from a11y_audit.probes.flashes import Flashes, Frame, flashes

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


def test_the_probe_that_stops_the_clock_is_the_last() -> None:
    assert PROBES[-1].id == "passing"
