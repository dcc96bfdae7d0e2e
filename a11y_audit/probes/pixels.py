"""Compare and draw on pictures of a page: which pixels change, and which of them for no reason of ours."""

import base64
import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from a11y_audit.core.target import Box
from a11y_audit.probes.live import Picture

_QUALITY = 72
_INK = (178, 0, 60)
_PAPER = (255, 255, 255)
_COVER = (118, 118, 118)
_GAP = 28
_NEAR_PX = 24
_BADGE = 8


@dataclass(frozen=True, slots=True)
class Change:
    """How two pictures differ: pixels that differ, and by how much at most (0 to 255 in a colour channel)."""

    pixels: int
    strength: int


def decoded(text: str) -> bytes:
    """Return the bytes of a picture as the debugging protocol sends it."""
    return base64.b64decode(text)


def opened(png: bytes) -> Image.Image:
    """Return a picture in memory."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def part(picture: Image.Image, place: Box) -> Image.Image:
    """Return the part of a picture at `place`, in its pixels, as far as it lies in it."""
    left, top = max(round(place.x), 0), max(round(place.y), 0)
    right, bottom = round(place.x + place.width), round(place.y + place.height)
    return picture.crop((left, top, max(min(right, picture.width), left), max(min(bottom, picture.height), top)))


def covered(jpeg_data: bytes, places: Sequence[Box]) -> bytes:
    """Return a picture in which these places are covered with grey."""
    picture = opened(jpeg_data)
    draw = ImageDraw.Draw(picture)
    for place in places:
        draw.rectangle((place.x, place.y, place.x + place.width, place.y + place.height), fill=_COVER)
    return jpeg(picture)


def change(one: Image.Image, other: Image.Image, unsteady: Image.Image | None = None) -> Change:
    """Return how two pictures differ; pixels that `unsteady` marks don't count."""
    if one.size != other.size:
        return Change(one.width * one.height, 255)
    if not one.width or not one.height:
        return Change(0, 0)
    difference = _difference(one, other)
    if unsteady is not None:
        difference = ImageChops.subtract(difference, unsteady)
    counts = difference.histogram()
    strength = max((value for value, count in enumerate(counts) if count), default=0)
    return Change(sum(counts[1:]), strength)


def unsteady(*pairs: tuple[Image.Image, Image.Image]) -> Image.Image | None:
    """Return the pixels that differ within any of the pairs, in white on black; None if none does."""
    marked: Image.Image | None = None
    for one, other in pairs:
        if one.size != other.size:
            return Image.new("L", one.size, 255)
        found = _difference(one, other).point([0] + [255] * 255)
        marked = found if marked is None else ImageChops.lighter(marked, found)
    return marked if marked is not None and marked.getbbox() else None


def surrounded(marked: Image.Image) -> Image.Image:
    """Return marked pixels and all that lie near them: what moves through a place has not marked all of it yet."""
    across, down = max(marked.width // _NEAR_PX, 1), max(marked.height // _NEAR_PX, 1)
    # One marked pixel of a square is enough: it must not be lost in the square's mean.
    strong = marked.convert("F").point(lambda level: level * (2 * _NEAR_PX) ** 2)
    coarse = strong.resize((across, down), Image.Resampling.BOX).convert("L").point([0] + [255] * 255)
    return coarse.filter(ImageFilter.MaxFilter(3)).resize(marked.size, Image.Resampling.NEAREST)


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def side_by_side(one: Image.Image, other: Image.Image, place: Box) -> Picture:
    """Return two pictures of one place in one, an arrow between them: side by side, or below where they are wide."""
    is_beside = one.width <= one.height * 2
    width = one.width + _GAP + other.width if is_beside else max(one.width, other.width)
    height = max(one.height, other.height) if is_beside else one.height + _GAP + other.height
    sheet = Image.new("RGB", (width, height), _PAPER)
    sheet.paste(one, (0, 0))
    sheet.paste(other, (one.width + _GAP, 0) if is_beside else (0, one.height + _GAP))
    across, down = (one.width + _GAP / 2, height / 2) if is_beside else (width / 2, one.height + _GAP / 2)
    tip, wing = (8, 6) if is_beside else (6, 8)
    head = [(across + tip, down), (across - tip, down - wing), (across - tip, down + wing)]
    if not is_beside:
        head = [(across, down + wing), (across - wing, down - tip), (across + wing, down - tip)]
    ImageDraw.Draw(sheet).polygon(head, fill=_INK)
    return Picture(jpeg(sheet), width, height, place)


def trail(picture: Image.Image, places: Sequence[Box]) -> Image.Image:
    """Return a picture with a line from place to place, and at the corner of each its number, in their order."""
    drawn = picture.copy()
    pen = ImageDraw.Draw(drawn)
    corners = [(max(each.x, _BADGE), max(each.y, _BADGE)) for each in places]
    for each in places:
        pen.rectangle((each.x, each.y, each.x + each.width, each.y + each.height), outline=_INK, width=2)
    for start, end in itertools.pairwise(corners):
        pen.line([start, end], fill=_INK, width=2)
    for number, (x, y) in enumerate(corners, 1):
        half = 6 + 3 * len(str(number))
        pen.rounded_rectangle((x - half, y - _BADGE, x + half, y + _BADGE), radius=_BADGE, fill=_INK)
        pen.text((x, y), str(number), fill=_PAPER, anchor="mm", font_size=12)
    return drawn


def jpeg(picture: Image.Image) -> bytes:
    """Return a picture as the report keeps it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
