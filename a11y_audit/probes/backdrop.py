"""What is behind texts whose colours do not tell it (pictures, gradients, drawings): read from the page's own pixels.

Only pages with such texts pay for it: one picture without the letters and one with letters in a colour that pages
hardly have. Where they differ, letters are, and what the first shows there is what lies behind them. What was read once
is remembered: headers and banners are on every page.
"""

import asyncio
import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor
from typing import Any

from PIL import Image, ImageChops

from a11y_audit.core.snapshot import Backdrop, TextLook
from a11y_audit.core.target import Box
from a11y_audit.dom.colour import Colour, colour, contrast
from a11y_audit.log import get_logger
from a11y_audit.probes.live import LivePage
from a11y_audit.probes.looks import look
from a11y_audit.probes.pixels import opened, part
from a11y_audit.subject.contrast import Doubt, verdict

log = get_logger(__name__)

MOST = 40
"""Texts of one page that are read from pixels at most; those that are remembered don't count."""
PICTURES, TALLEST_PX, DEEPEST_PX = 3, 1_000, 10_000
"""Parts of a page that are pictured at most, the height of one, and how far down the page: what is far takes long."""
ALIKE = 3
"""Texts of one kind that are read before the others are taken to be like them."""
REMEMBERED = 5_000
STEPS = 20
"""Parts into which the contrasts of a text are told."""
_INK = "rgb(255, 0, 255)"
_TOLD = frozenset({Doubt.IMAGE, Doubt.GRADIENT, Doubt.PARTLY})
_CHANGED = 24
"""Difference of a colour channel, of 255, from which on a pixel belongs to a letter."""
_FEWEST = 30
_MOST_SHARE = 0.7
"""More of a line than letters cover: something else changed."""
_MOST_SHADES = 4_096
_FINE = 0xFC
"""Of a photograph with more shades, colours are told apart by 64 steps of each channel."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to be read: which one, its look, the boxes of its lines, and what it, and its like, are remembered by."""

    at: tuple[int, str]
    look: TextLook
    boxes: tuple[Box, ...]
    key: bytes
    kind: bytes | None


class Backdrops:
    """Reads what is behind texts, and remembers it by look, words, place and the pictures' addresses.

    Of texts that have the same look and may have the same icon beside them, as links to other sites have, some are
    read: where no letter lies on the icon, the others are as they are.
    """

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Begin with nothing known, and remember so many texts at most."""
        self._most = remembered
        self._known: dict[bytes, Backdrop | None] = {}
        self._kinds: dict[bytes, list[Backdrop | None]] = {}

    async def seen(self, live: LivePage, gathered: str) -> tuple[Backdrop, ...]:
        """Return what is behind such texts of the page just gathered, but for those that can't be read.

        `gathered` is the gatherer's JSON text: it begins with the number of such texts.
        """
        if gathered.startswith('{"backed":0,'):
            return ()
        texts = list(_texts(json.loads(await live.call("a11yAuditBacked", {}))))
        tried: set[bytes] = set()
        for like in (False, True):
            # The second time, texts whose like turned out to differ.
            new = [each for each in self._new(texts) if each.key not in tried and (each.kind or not like)]
            tried.update(each.key for each in new)
            if chosen := _clusters(new):
                await self._read(live, chosen)
        found = [(each, self._of(each)) for each in texts]
        if left := sum(backdrop is None for _, backdrop in found):
            log.debug("backdrops_not_read", texts=left)
        return tuple(backdrop.at(*each.at) for each, backdrop in found if backdrop is not None)

    def _of(self, text: _Text) -> Backdrop | None:
        return self._known[text.key] if text.key in self._known else self._alike(text)

    def _alike(self, text: _Text) -> Backdrop | None:
        """Return what is behind all texts of this one's kind; None where they differ, or too few were read."""
        read = self._kinds.get(text.kind, []) if text.kind else []
        is_plain = len(read) >= ALIKE and all(
            each and each.worst == each.best == read[0].best for each in read if read[0]
        )
        return read[0] if is_plain and None not in read else None

    def _new(self, texts: Sequence[_Text]) -> Iterator[_Text]:
        """Yield the texts of which nothing is known, as many of a kind as it takes to tell of the others."""
        waiting: Counter[bytes] = Counter()
        for each in texts:
            if each.key in self._known or self._alike(each):
                continue
            if each.kind:
                waiting[each.kind] += 1
                read = len(self._kinds.get(each.kind, ()))
                if read < ALIKE < waiting[each.kind] + read:
                    continue
            yield each

    async def _read(self, live: LivePage, clusters: Sequence[Sequence[_Text]]) -> None:
        clips = [_around(each) for each in clusters]
        try:
            bare = await _shots(live, clips, "transparent")
            lettered = await _shots(live, clips[: len(bare)], _INK)
        finally:
            await live.call("a11yAuditLetters", {"paint": ""})
        for texts, clip, one, other in zip(clusters, clips, lettered, bare, strict=False):
            self._keep(texts, await asyncio.to_thread(_measured, texts, clip, one, other))

    def _keep(self, texts: Sequence[_Text], found: Sequence[Backdrop | None]) -> None:
        for each, backdrop in zip(texts, found, strict=True):
            self._known[each.key] = backdrop
            if each.kind:
                self._kinds.setdefault(each.kind, []).append(backdrop)
        for known in (self._known, self._kinds):
            while len(known) > self._most:
                known.pop(next(iter(known)))


async def _shots(live: LivePage, clips: Sequence[Box], paint: str) -> list[bytes]:
    """Return a picture of each part with all letters in one colour, up to the first that can't be taken."""
    taken: list[bytes] = []
    if not json.loads(await live.call("a11yAuditLetters", {"paint": paint})):
        return taken
    for clip in clips:
        if not (shot := await live.shot(clip)):
            break
        taken.append(shot)
    return taken


def _texts(raw: Sequence[Mapping[str, Any]]) -> Iterator[_Text]:
    for each in raw:
        number, name, _, cjk, *_ = each["run"]
        appearance = look(each["look"])
        if verdict(appearance, cjk=cjk).doubt not in _TOLD or not _is_plain(appearance):
            continue
        key = _digest(each["look"], each["boxes"], each["key"])
        kind = _digest(each["look"], each["kind"]) if each["kind"] else None
        yield _Text((number, name), appearance, tuple(Box(*box) for box in each["boxes"]), key, kind)


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(json.dumps(parts).encode()).digest()


def _is_plain(appearance: TextLook) -> bool:
    """Whether the letters have one colour, over all that is behind them."""
    if appearance.odd or appearance.stroke or colour(appearance.color) is None:
        return False
    return not any(layer.kind in ("opacity", "mixed") for layer in appearance.layers)


def _clusters(texts: Sequence[_Text]) -> list[list[_Text]]:
    """Return the first texts of the page in groups that one picture each can hold."""
    found: list[list[_Text]] = []
    near = [each for each in texts if each.boxes[0].y < DEEPEST_PX]
    for each in sorted(near[:MOST], key=lambda text: text.boxes[0].y):
        if found and _around([*found[-1], each]).height <= TALLEST_PX:
            found[-1].append(each)
        elif len(found) < PICTURES and _around([each]).height <= TALLEST_PX:
            found.append([each])
    return found


def _around(texts: Sequence[_Text]) -> Box:
    boxes = [box for each in texts for box in each.boxes]
    left, top = (max(min(values) - 2, 0) for values in ([box.x for box in boxes], [box.y for box in boxes]))
    right, bottom = max(box.x + box.width for box in boxes) + 2, max(box.y + box.height for box in boxes) + 2
    return Box(left, top, right - left, bottom - top)


def _measured(texts: Sequence[_Text], clip: Box, lettered: bytes, bare: bytes) -> list[Backdrop | None]:
    one, other = opened(lettered), opened(bare)
    # On screens with more pixels than CSS has, places in pictures are others.
    if one.size != other.size or one.size != (round(clip.width), round(clip.height)):
        return [None] * len(texts)
    return [_of(each, clip, one, other) for each in texts]


def _of(text: _Text, clip: Box, lettered: Image.Image, bare: Image.Image) -> Backdrop | None:
    shades: dict[tuple[int, int, int], int] = {}
    area = 0
    for box in text.boxes:
        place = Box(box.x - clip.x, box.y - clip.y, box.width, box.height)
        before, after = part(lettered, place), part(bare, place)
        if not before.width or not before.height:
            return None
        area += before.width * before.height
        for shade, count in _behind(before, after):
            shades[shade] = shades.get(shade, 0) + count
    total = sum(shades.values())
    front = colour(text.look.color)
    if front is None or total < _FEWEST or total > area * _MOST_SHARE:
        return None
    return _told(front, shades, total)


def _behind(before: Image.Image, after: Image.Image) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Yield the colours behind the letters and how many pixels have them."""
    red, green, blue = ImageChops.difference(before, after).split()
    changed = ImageChops.lighter(ImageChops.lighter(red, green), blue).point([0] * _CHANGED + [255] * (256 - _CHANGED))
    shades = _shades(after, changed, _MOST_SHADES)
    if shades is None:
        coarse = after.point([value & _FINE | 2 for value in range(256)] * 3)
        shades = _shades(coarse, changed, coarse.width * coarse.height)
    for count, (*shade, alpha) in shades or ():
        if alpha:
            yield (shade[0], shade[1], shade[2]), count


def _shades(picture: Image.Image, mask: Image.Image, most: int) -> list[tuple[int, Any]] | None:
    """Return the colours of a picture with their numbers of pixels, alpha from the mask; None where there are more."""
    marked = picture.copy()
    marked.putalpha(mask)
    return marked.getcolors(most)


def _told(front: Colour, shades: Mapping[tuple[int, int, int], int], total: int) -> Backdrop:
    pairs = []
    for shade, count in shades.items():
        back = Colour(*(value / 255 for value in shade))
        pairs.append((contrast(front.over(back).shown, back), back.hex, count))
    pairs.sort()
    sums = list(accumulate(count for _, _, count in pairs))
    steps = (max(total * step / STEPS, 1) for step in range(STEPS + 1))
    ratios = tuple(floor(pairs[min(bisect_left(sums, each), len(pairs) - 1)][0] * 100) / 100 for each in steps)
    return Backdrop(number=0, part="", ratios=ratios, worst=pairs[0][1], best=pairs[-1][1])
