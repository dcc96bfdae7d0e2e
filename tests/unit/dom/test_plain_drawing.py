"""Which drawings are nothing but text as style sheets could show it."""

import pytest

from a11y_audit.dom.drawing import is_plain_text


def svg(inner: str) -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>".encode()


@pytest.mark.parametrize(
    "inner",
    [
        "<text y='15'>案内</text>",
        "<rect width='90' height='20' fill='#fff'/><text y='15' fill='red' font-size='14'>案内</text>",
        "<style>text { font: bold 14px sans-serif }</style><text y='15'>案内</text><text y='30'>図</text>",
    ],
)
def test_text_with_a_size_and_a_colour_is_plain(inner: str) -> None:
    assert is_plain_text(svg(inner))


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<path d='M0 0h9'/>",
        "<path d='M0 0h9'/><text y='15'>案内</text>",
        "<style>@font-face { font-family: f; src: url(data:font/woff2;base64,AA) }</style><text>案内</text>",
        "<text transform='rotate(9)'>案内</text>",
        "<text><textPath href='#p'>案内</textPath></text>",
        "<linearGradient id='g'/><text fill='url(#g)'>案内</text>",
        "<text style='stroke: red'>案内</text>",
    ],
)
def test_text_with_shapes_fonts_or_effects_is_not(inner: str) -> None:
    assert not is_plain_text(svg(inner))
