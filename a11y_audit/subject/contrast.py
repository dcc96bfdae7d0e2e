"""The contrast of a text with what is painted behind it: every pair of colours that may meet, and what they prove.

The layers behind a text are mixed from the text downwards. A layer of several colours (a gradient, a picture, a box
that lies under a part of the text only) stands for each of them, so that one look gives a number of pairs. The true
pairs are among them: when all pass, the text passes; when all fail, it fails; otherwise only a person can tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, product
from math import prod

from a11y_audit.core.snapshot import Layer, TextLook
from a11y_audit.dom.colour import BLACK, NOTHING, WHITE, Colour, colour, colours, contrast

_PAIRS = 512
_KEPT = 4_096
_STEPS = 4
_NEEDED, _NEEDED_IF_LARGE = 4.5, 3.0
_LARGE_PT, _LARGE_BOLD_PT = 18.0, 14.0
_CJK_LARGE_PT, _CJK_LARGE_BOLD_PT = 22.0, 18.0
_BOLD = 700
_PT_OF_PX = 0.75
_SAME = 1.01
_SPACE = re.compile(r"\bin ")
_PIXELS = re.compile(r"(-?[\d.]+)px")


class Doubt(StrEnum):
    """What keeps a machine from telling the colours of a text or of what is behind it."""

    UNREADABLE = "unreadable"
    MIXED = "mixed"
    COVERED = "covered"
    FILLED = "filled"
    IMAGE = "image"
    GRADIENT = "gradient"
    SHADOW = "shadow"
    OUTLINE = "outline"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour of the text on a colour behind it, as they are seen."""

    front: Colour
    back: Colour

    @property
    def ratio(self) -> float:
        """Their contrast."""
        return contrast(self.front, self.back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of one look.

    Attributes:
        worst, best: the pairs of the lowest and the highest contrast; None when no colour could be told.
        needed: ratio that the text needs.
        passes: whether it is proven to be enough (True) or too little (False); None when it can't be told.
        doubt: why it can't be told.
    """

    worst: Pair | None
    best: Pair | None
    needed: float
    passes: bool | None
    doubt: Doubt | None

    @property
    def is_same(self) -> bool:
        """Whether text and background have the same colour, as a text has that is hidden on purpose."""
        return self.best is not None and self.best.ratio < _SAME


def needed(size_px: float, weight: int, *, cjk: bool) -> float:
    """Return the ratio that a text needs: Latin is large from 18 pt or bold 14 pt, CJK from 22 pt or bold 18 pt on."""
    bold = weight >= _BOLD
    large = (_CJK_LARGE_BOLD_PT if bold else _CJK_LARGE_PT) if cjk else (_LARGE_BOLD_PT if bold else _LARGE_PT)
    # Sizes are written with two digits at most: 18.66px is meant to be 14 pt.
    return _NEEDED_IF_LARGE if size_px * _PT_OF_PX >= large - 0.01 else _NEEDED


@lru_cache(_KEPT)
def verdict(look: TextLook, *, cjk: bool) -> Verdict:
    """Return what is known of the contrast of a look."""
    enough = needed(look.font_size_px, look.font_weight, cjk=cjk)
    pairs = _pairs(look)
    if not pairs:
        hindrance = _doubt(look) if pairs is None else Doubt.UNREADABLE
        return Verdict(worst=None, best=None, needed=enough, passes=None, doubt=hindrance)
    ranked = sorted(pairs, key=lambda pair: pair.ratio)
    worst, best = ranked[0], ranked[-1]
    passes: bool | None = None
    odd = _ODD.get(look.odd)
    if odd is None and best.ratio < enough:
        passes = False
    elif odd is None and worst.ratio >= enough and not _crosses(look, pairs):
        passes = True
    doubt = (odd or _doubt(look)) if passes is None else None
    return Verdict(worst=worst, best=best, needed=enough, passes=passes, doubt=doubt)


_ODD = {"mixed": Doubt.MIXED, "covered": Doubt.COVERED, "filled": Doubt.FILLED}
_DOUBTS = {
    "image": Doubt.IMAGE,
    "mixed": Doubt.MIXED,
    "gradient": Doubt.GRADIENT,
    "tiles": Doubt.GRADIENT,
    "inset": Doubt.SHADOW,
}


def _doubt(look: TextLook) -> Doubt:
    kinds = {layer.kind for layer in look.layers}
    told = next((doubt for kind, doubt in _DOUBTS.items() if kind in kinds), None)
    if told:
        return told
    if _surrounds(look.shadow):
        return Doubt.SHADOW
    return Doubt.OUTLINE if look.stroke else Doubt.PARTLY


def _crosses(look: TextLook, pairs: Sequence[Pair]) -> bool:
    """Whether the background runs from darker than the text to lighter: somewhere between it is like the text."""
    if not (_surrounds(look.shadow) or any(layer.kind in _DOUBTS for layer in look.layers)):
        return False
    return len({pair.front.luminance > pair.back.luminance for pair in pairs}) > 1


def _surrounds(shadow: str) -> bool:
    """Whether a text's shadow may lie between its letters and the background: blurred, or on two sides or more."""
    lengths = [float(each) for each in _PIXELS.findall(shadow)]
    right, down, blur = lengths[::3], lengths[1::3], lengths[2::3]
    sides = (any(each > 0 for each in right), any(each < 0 for each in right), any(each > 0 for each in down))
    return any(blur) or sum((*sides, any(each < 0 for each in down))) > 1


def _pairs(look: TextLook) -> list[Pair] | None:
    """Return every pair of colours that may meet; [] when a colour can't be read, None when there are too many."""
    for steps in (_STEPS, 1):
        choices = [_choices(layer, steps) for layer in look.layers]
        choices.append([NOTHING, *colours(look.shadow)] if _surrounds(look.shadow) else [NOTHING])
        fronts = [colour(look.color), *([colour(look.stroke)] if look.stroke else [])]
        if prod(len(each) for each in choices) * len(fronts) <= _PAIRS:
            return list(_mixed(look.layers, choices, fronts))
    return None


def _mixed(
    layers: Sequence[Layer], choices: Sequence[Sequence[Colour | None]], fronts: Sequence[Colour | None]
) -> Iterator[Pair]:
    for front, *chosen in product(fronts, *choices):
        behind = NOTHING
        seen = front
        for layer, paint in zip((None, *reversed(layers)), reversed(chosen), strict=True):
            if seen is None or paint is None:
                return
            if layer is not None and layer.kind == "opacity":
                seen, behind = seen.faded(layer.opacity), behind.faded(layer.opacity)
            else:
                seen, behind = seen.over(paint), behind.over(paint)
        if seen is not None:
            yield Pair(seen.shown, behind.shown)


def _choices(layer: Layer, steps: int) -> list[Colour | None]:
    """Return the colours that a layer may have at some place; None stands for one that can't be read."""
    if layer.kind == "opacity":
        return [NOTHING]
    if layer.kind == "colour":
        found: list[Colour | None] = [colour(layer.value)]
    elif layer.kind in ("gradient", "tiles") and not _SPACE.search(layer.value):
        found = _between(colours(layer.value), steps)
    elif layer.kind == "inset":
        found = colours(layer.value)
    else:
        found = [BLACK, WHITE]
    faded = [each and each.faded(layer.opacity) for each in found]
    partly = not layer.whole or layer.kind not in ("colour", "gradient")
    return [NOTHING, *faded] if partly else faded


def _between(stops: Sequence[Colour | None], steps: int) -> list[Colour | None]:
    found: list[Colour | None] = list(stops[:1])
    for one, two in pairwise(stops):
        found += [one and two and one.toward(two, step / steps) for step in range(1, steps + 1)]
    return found
