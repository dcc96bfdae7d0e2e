"""What an image file says in letters, and what else is in it: whether it is nothing but letters on an even ground.

The bytes come from strangers: what is broken, or too large when unpacked, says nothing.
"""

import io
from typing import Protocol

from PIL import Image, ImageChops, ImageDraw

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.dom.drawing import is_drawing, lettering_of

_MOST_PX = 40_000_000
_LONGEST_PX, _SHORTEST_PX = 1_280, 12
"""Sides of a picture: larger ones are made smaller before they are read, smaller ones hold no letters."""
_SMALL_PX, _ENLARGED = 640, 2
"""Pictures below this size are read enlarged."""
_FLAT, _FAINT, _EDGE = 3, 10, 32
"""Differences between neighbours, of 255: of even ground at most, of a faint line (a field's border), of letters."""
_LEAST_FLAT = 0.2
"""Share of even ground below which a picture is a photograph through and through."""
_FRAME = 0.04
_STEP = 32
_GROUNDS = 3
_WHITE = (255, 255, 255, 255)


class Reads(Protocol):
    """What reads lines in an RGB picture."""

    version: str

    def lines(self, picture: Image.Image) -> tuple[Line, ...]:
        """Return the lines, from the top to the bottom, with their boxes as shares of its size."""
        ...


def lettering(data: bytes, reader: Reads) -> Lettering | None:
    """Return what an image file says; None where it is no picture, or too large or too small to be read."""
    if is_drawing(data):
        return lettering_of(data)
    try:
        picture = _opened(data)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
    if picture is None:
        return None
    own, (width, height) = picture
    edges = _edges(own)
    counts = edges.histogram()
    if sum(counts[: _FLAT + 1]) < _LEAST_FLAT * sum(counts):
        return Lettering(width=width, height=height, lines=())
    lines = reader.lines(_enlarged(own))
    mask = _mask(own.size, lines)
    in_lines = _in_lines(edges, mask)
    return Lettering(width=width, height=height, lines=lines, in_lines=in_lines, even=_even(own, edges))


def _opened(data: bytes) -> tuple[Image.Image, tuple[int, int]] | None:
    """Return the first picture of a file on white, not larger than it takes to be read, and the file's own size."""
    with Image.open(io.BytesIO(data)) as file:
        size = file.size
        if size[0] * size[1] > _MOST_PX or min(size) < _SHORTEST_PX:
            return None
        file.draft("RGB", (_LONGEST_PX, _LONGEST_PX))
        is_clear = "A" in file.getbands() or "transparency" in file.info
        picture = file.convert("RGBA" if is_clear else "RGB")
    if is_clear:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, _WHITE), picture).convert("RGB")
    if max(picture.size) > _LONGEST_PX:
        picture.thumbnail((_LONGEST_PX, _LONGEST_PX))
    return (picture, size) if min(picture.size) >= _SHORTEST_PX else None


def _enlarged(picture: Image.Image) -> Image.Image:
    if max(picture.size) >= _SMALL_PX:
        return picture
    return picture.resize((picture.width * _ENLARGED, picture.height * _ENLARGED), Image.Resampling.LANCZOS)


def _edges(picture: Image.Image) -> Image.Image:
    """Return how much each point differs from its left and upper neighbours, in the colour that differs most."""
    strongest = Image.new("L", picture.size, 0)
    for band in picture.split():
        for across, down in ((1, 0), (0, 1)):
            moved = ImageChops.offset(band, across, down)
            strongest = ImageChops.lighter(strongest, ImageChops.difference(band, moved))
    draw = ImageDraw.Draw(strongest)  # the first row and column have no such neighbours
    draw.line([(0, 0), (picture.width, 0)], fill=0)
    draw.line([(0, 0), (0, picture.height)], fill=0)
    return strongest


def _mask(size: tuple[int, int], lines: tuple[Line, ...]) -> Image.Image:
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for line in lines:
        if line.box:
            left, top, width, height = (share * size[place % 2] for place, share in enumerate(line.box))
            room = height * 0.12 + 1
            draw.rectangle((left - room, top - room, left + width + room, top + height + room), fill=255)
    return mask


def _in_lines(edges: Image.Image, mask: Image.Image) -> float:
    """Return the share of the edges, those of a frame around the picture aside, that are inside the lines."""
    letters, drawn = (edges.point([0] * least + [255] * (256 - least)) for least in (_EDGE, _FAINT))
    ring = max(3, round(min(edges.size) * _FRAME))
    middle = Image.new("L", edges.size, 0)
    draw = ImageDraw.Draw(middle)
    draw.rectangle((ring, ring, edges.width - ring - 1, edges.height - ring - 1), fill=255)
    inside = ImageChops.darker(letters, mask).histogram()[255]
    beside = ImageChops.darker(ImageChops.darker(drawn, ImageChops.invert(mask)), middle).histogram()[255]
    return round(inside / (inside + beside), 3) if inside else 0.0


def _even(picture: Image.Image, edges: Image.Image) -> float:
    """Return the share of even points that have one of the three most frequent colours, coarsely."""
    coarse = picture.point([value // _STEP * _STEP + _STEP // 2 for value in range(256)] * 3)
    coarse.paste((0, 0, 0), mask=edges.point([0] * (_FLAT + 1) + [255] * (255 - _FLAT)))
    counts = sorted((count for count, colour in coarse.getcolors(4_096) or () if colour != (0, 0, 0)), reverse=True)
    return round(sum(counts[:_GROUNDS]) / sum(counts), 3) if counts else 0.0
