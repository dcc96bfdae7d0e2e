"""The words that a picture on a page shows to the eye: those of its file that are inside the part that is seen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.core.snapshot import Background
from a11y_audit.core.target import Box
from a11y_audit.text import drawn

_OWN_SIZE = ("auto", "auto auto")
_AT_START = ("0% 0%", "0px 0px")
_INSIDE = re.compile(r"\d+% \d+%|0px 0px|0px \d+%|\d+% 0px")
_ROOM = 1.03
"""How much larger than its place a picture may be and still be seen whole."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """What a picture says: its words, and whether it is nothing but letters on an even ground."""

    words: str
    bare: bool


def of_image(lettering: Lettering, box: Box) -> Lettered:
    """Return what an image that is shown in `box` says."""
    return Lettered(drawn.words(lettering, box.height), drawn.is_bare(lettering))


def of_background(lettering: Lettering, background: Background, box: Box) -> Lettered | None:
    """Return what a picture behind an element in `box` says; None where it is not known which part of it is seen."""
    position, _, size = background.placing.partition("/")
    width, height = lettering.width, lettering.height
    if not width or size == "contain":
        return of_image(lettering, box)
    if size not in _OWN_SIZE:
        is_whole = 1 / _ROOM <= (width / height) / (box.width / box.height) <= _ROOM
        return of_image(lettering, box) if is_whole else None
    if width <= box.width * _ROOM and height <= box.height * _ROOM:
        # A sprite is moved by pixels, so that another part of it is seen.
        return _in_own_size(lettering) if _INSIDE.fullmatch(position) else None
    if position not in _AT_START:
        return None
    seen = _within(lettering.lines, _ROOM * box.width / width, _ROOM * box.height / height)
    return _in_own_size(replace(lettering, lines=tuple(seen)))


def _within(lines: Iterable[Line], right: float, bottom: float) -> Iterable[Line]:
    for line in lines:
        if line.box and line.box[0] + line.box[2] <= right and line.box[1] + line.box[3] <= bottom:
            yield line


def _in_own_size(lettering: Lettering) -> Lettered:
    return Lettered(drawn.words(lettering, lettering.height), drawn.is_bare(lettering))
