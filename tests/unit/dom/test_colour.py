"""Colours: every notation that browsers compute, mixing, contrast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.dom.colour import BLACK, NOTHING, WHITE, Colour, colour, colours, contrast

SHARE = st.floats(0, 1)
COLOURS = st.builds(Colour, SHARE, SHARE, SHARE, SHARE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rgb(255, 0, 128)", "#ff0080"),
        ("rgba(0, 51, 102, 0.5)", "#003366"),
        ("color(srgb 0.4 0.4 0.4)", "#666666"),
        ("color(srgb-linear 0.5 0.5 0.5)", "#bcbcbc"),
        ("color(srgb 40% none 100%)", "#6600ff"),
        ("color(display-p3 0 1 0)", "#00ff00"),
        ("color(xyz 0.9505 1 1.089)", "#ffffff"),
        ("lab(100 0 0)", "#ffffff"),
        ("lab(54.2917 80.8125 69.8851)", "#ff0000"),
        ("lab(3 0 0)", "#0b0b0b"),
        ("lch(50 0 180)", "#777777"),
        ("oklab(1 0 0)", "#ffffff"),
        ("oklch(0.627955 0.257683 29.2339)", "#ff0000"),
        (" rgb(1, 2, 3) ", "#010203"),
    ],
)
def test_colour_reads_what_browsers_compute(text: str, expected: str) -> None:
    found = colour(text)

    assert found is not None
    assert expected == found.hex


@pytest.mark.parametrize(
    "text", ["red", "", "color(prophoto-rgb 0.5 0.5 0.5)", "rgb(1, 2)", "rgb(a, b, c)", "color()", "url(x.png)"]
)
def test_colour_that_cannot_be_read_is_none(text: str) -> None:
    assert colour(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("rgba(0, 0, 0, 0.25)", 0.25), ("oklch(0.5 0.1 20 / 40%)", 0.4), ("rgb(0, 0, 0)", 1.0), ("lab(5 0 0 / 7)", 1.0)],
)
def test_alpha_is_read(text: str, expected: float) -> None:
    found = colour(text)

    assert found is not None
    assert expected == found.alpha


def test_colours_of_a_gradient_come_in_order() -> None:
    found = colours("linear-gradient(90deg, rgb(255, 255, 255) 10%, color(prophoto-rgb 1 1 1), rgba(0, 0, 0, 0.5))")

    assert [WHITE, None, Colour(0, 0, 0, 0.5)] == found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("rgb(0, 0, 0)", "rgb(255, 255, 255)", 21.0), ("rgb(119, 119, 119)", "rgb(255, 255, 255)", 4.478)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    front, back = colour(one), colour(other)

    assert front is not None
    assert back is not None
    assert expected == pytest.approx(contrast(front, back), abs=0.001)
    assert contrast(front, back) == contrast(back, front)


def test_half_black_over_white_is_grey() -> None:
    assert BLACK.faded(0.5).over(WHITE).shown.hex == "#808080"


def test_nothing_over_nothing_is_nothing() -> None:
    assert NOTHING == NOTHING.over(NOTHING)
    assert NOTHING == NOTHING.toward(NOTHING, 0.5)


def test_gradient_into_nothing_keeps_its_colour() -> None:
    assert WHITE.toward(NOTHING, 0.5) == Colour(1, 1, 1, 0.5)


@given(COLOURS, COLOURS, COLOURS)
def test_layers_may_be_mixed_in_any_grouping(top: Colour, middle: Colour, bottom: Colour) -> None:
    one, other = top.over(middle).over(bottom), top.over(middle.over(bottom))

    assert one.alpha == pytest.approx(other.alpha)
    if one.alpha > 0.01:
        assert (one.red, one.green, one.blue) == pytest.approx((other.red, other.green, other.blue), abs=1e-6)


@given(COLOURS, COLOURS)
def test_contrast_stays_between_1_and_21(one: Colour, other: Colour) -> None:
    assert 1 <= contrast(one, other) <= 21.0001
