"""Which words of a picture behind an element are seen there."""

import pytest

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.core.snapshot import Background
from a11y_audit.core.target import Box
from a11y_audit.subject.lettered import of_background, of_image

LETTERING = Lettering(
    width=400,
    height=100,
    lines=(Line("左の言葉", 1.0, (0.0, 0.1, 0.4, 0.4)), Line("右の言葉", 1.0, (0.6, 0.1, 0.4, 0.4))),
    in_lines=1.0,
    even=1.0,
)
BOTH, LEFT = "左の言葉 右の言葉", "左の言葉"


@pytest.mark.parametrize(
    ("placing", "size", "expected"),
    [
        ("0% 0%/auto", (400, 100), BOTH),
        ("50% 50%/auto", (800, 300), BOTH),
        ("-40px 0px/auto", (400, 100), None),
        ("0% 0%/auto", (200, 100), LEFT),
        ("50% 0%/auto", (200, 100), None),
        ("0% 0%/contain", (200, 300), BOTH),
        ("0% 0%/cover", (200, 50), BOTH),
        ("0% 0%/cover", (200, 200), None),
    ],
)
def test_the_part_that_is_seen(placing: str, size: tuple[int, int], expected: str | None) -> None:
    background = Background("https://city.example/a.png", "no-repeat", 0, placing)
    found = of_background(LETTERING, background, Box(0, 0, *size))
    assert expected == (found.words if found else None)


def test_an_image_is_seen_whole() -> None:
    found = of_image(LETTERING, Box(0, 0, 200, 50))
    assert (BOTH, True) == (found.words, found.bare)
    assert "" == of_image(LETTERING, Box(0, 0, 40, 10)).words
