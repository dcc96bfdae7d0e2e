"""What a look proves: every pair of colours that may meet."""

from dataclasses import replace

import pytest

from a11y_audit.core.snapshot import Layer, TextLook
from a11y_audit.subject.contrast import Doubt, needed, verdict

WHITE = Layer("colour", "rgb(255, 255, 255)", whole=True)
BLACK = Layer("colour", "rgb(0, 0, 0)", whole=True)
LOOK = TextLook("rgb(0, 0, 0)", 16.0, 400, "", "", "", (WHITE,))
GREY = replace(LOOK, color="rgb(119, 119, 119)")


def gradient(*stops: str) -> Layer:
    return Layer("gradient", f"linear-gradient({', '.join(stops)})", whole=True)


@pytest.mark.parametrize(
    ("size_px", "weight", "cjk", "expected"),
    [
        (16, 400, False, 4.5),
        (23.9, 400, False, 4.5),
        (24, 400, False, 3.0),
        (18.6, 700, False, 4.5),
        (18.66, 700, False, 3.0),
        (18.66, 600, False, 4.5),
        (29.3, 400, True, 4.5),
        (29.3333, 400, True, 3.0),
        (23.9, 700, True, 4.5),
        (24, 700, True, 3.0),
    ],
)
def test_needed_ratio_depends_on_size_weight_and_writing(
    size_px: float,
    weight: int,
    cjk: bool,  # noqa: FBT001
    expected: float,
) -> None:
    assert expected == needed(size_px, weight, cjk=cjk)


@pytest.mark.parametrize(
    ("look", "passes"),
    [
        pytest.param(LOOK, True, id="black on white"),
        pytest.param(GREY, False, id="4.47:1"),
        pytest.param(replace(GREY, color="rgb(118, 118, 118)"), True, id="4.54:1"),
        pytest.param(replace(LOOK, layers=(WHITE, BLACK)), False, id="the upper layer counts"),
        pytest.param(replace(LOOK, layers=(BLACK, replace(WHITE, opacity=0.8))), True, id="a veil of 80 % white"),
        pytest.param(replace(LOOK, layers=(BLACK, replace(WHITE, opacity=0.3))), False, id="a veil of 30 % white"),
        pytest.param(
            replace(LOOK, layers=(WHITE, Layer("opacity", "", whole=True, opacity=0.5), WHITE)),
            False,
            id="a group that is half transparent",
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, Layer("opacity", "", whole=True, opacity=0.7), WHITE)),
            True,
            id="a group of 70 %",
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, gradient("rgb(255, 255, 255)", "rgb(200, 200, 200)"))),
            True,
            id="gradient, all pass",
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, gradient("rgb(0, 0, 0)", "rgb(50, 50, 50)"))), False, id="gradient, all fail"
        ),
        pytest.param(
            replace(
                LOOK,
                layers=(WHITE, Layer("tiles", "linear-gradient(rgba(0, 0, 0, 0), rgb(200, 255, 200))", whole=True)),
            ),
            True,
            id="gradient over parts, all pass",
        ),
        pytest.param(
            replace(
                LOOK,
                color="rgb(255, 255, 255)",
                layers=(WHITE, Layer("image", "", whole=True), replace(BLACK, opacity=0.9)),
            ),
            True,
            id="a dark veil over an image",
        ),
        pytest.param(replace(GREY, shadow="rgb(0, 0, 0) 0px 1px 0px"), False, id="a shadow on one side"),
        pytest.param(replace(LOOK, shadow="rgb(255, 255, 255) 1px 1px 2px"), True, id="a shadow that does no harm"),
        pytest.param(
            replace(LOOK, layers=(WHITE, Layer("colour", "rgb(220, 220, 220)", whole=False))),
            True,
            id="two colours, both pass",
        ),
    ],
)
def test_verdict_is_proven_when_all_pairs_agree(look: TextLook, passes: bool) -> None:  # noqa: FBT001
    told = verdict(look, cjk=False)

    assert (passes, None) == (told.passes, told.doubt)


@pytest.mark.parametrize(
    ("look", "doubt"),
    [
        pytest.param(replace(LOOK, layers=(WHITE, Layer("image", "", whole=True))), Doubt.IMAGE, id="image"),
        pytest.param(replace(LOOK, layers=(WHITE, Layer("mixed", "", whole=True))), Doubt.MIXED, id="blending below"),
        pytest.param(replace(LOOK, odd="mixed"), Doubt.MIXED, id="filter"),
        pytest.param(replace(LOOK, odd="covered"), Doubt.COVERED, id="covered"),
        pytest.param(replace(LOOK, odd="filled"), Doubt.FILLED, id="filled"),
        pytest.param(
            replace(LOOK, layers=(WHITE, gradient("rgb(255, 255, 255)", "rgb(0, 0, 0)"))), Doubt.GRADIENT, id="gradient"
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, gradient("in oklch", "rgb(255, 255, 255)", "rgb(250, 250, 250)"))),
            Doubt.GRADIENT,
            id="gradient of another space",
        ),
        pytest.param(
            replace(LOOK, color="rgb(117, 117, 117)", layers=(gradient("rgb(255, 255, 255)", "rgb(0, 0, 0)"),)),
            Doubt.GRADIENT,
            id="gradient that passes the text's own colour",
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, Layer("inset", "rgb(0, 0, 0) 0px 0px 0px 99px inset", whole=True))),
            Doubt.SHADOW,
            id="a shadow that fills the box",
        ),
        pytest.param(replace(GREY, shadow="rgb(0, 0, 0) 0px 0px 3px"), Doubt.SHADOW, id="blurred shadow"),
        pytest.param(replace(GREY, shadow="rgb(0, 0, 0) 1px -1px 0px"), Doubt.SHADOW, id="shadow on two sides"),
        pytest.param(replace(GREY, stroke="rgb(0, 0, 0)"), Doubt.OUTLINE, id="outline"),
        pytest.param(replace(LOOK, layers=(WHITE, replace(BLACK, whole=False))), Doubt.PARTLY, id="two colours"),
        pytest.param(replace(LOOK, color="color(rec2020 0 0 0)"), Doubt.UNREADABLE, id="unknown colour of the text"),
        pytest.param(
            replace(LOOK, layers=(Layer("colour", "color(rec2020 0 0 0)", whole=True),)),
            Doubt.UNREADABLE,
            id="unknown layer",
        ),
        pytest.param(
            replace(LOOK, layers=(WHITE, *[Layer("image", "", whole=True)] * 9)), Doubt.IMAGE, id="too many layers"
        ),
    ],
)
def test_verdict_names_what_hinders(look: TextLook, doubt: Doubt) -> None:
    told = verdict(look, cjk=False)

    assert (None, doubt) == (told.passes, told.doubt)


def test_verdict_tells_the_worst_and_the_best_pair() -> None:
    told = verdict(replace(LOOK, layers=(WHITE, replace(BLACK, whole=False))), cjk=False)

    assert told.worst is not None
    assert told.best is not None
    assert ("#000000", "#ffffff") == (told.worst.back.hex, told.best.back.hex)


def test_text_in_the_colour_of_its_background_is_told() -> None:
    told = verdict(replace(LOOK, color="rgba(0, 0, 0, 0)"), cjk=False)

    assert told.is_same
    assert told.passes is False
    assert not verdict(GREY, cjk=False).is_same
