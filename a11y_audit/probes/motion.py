"""Which images of a page move, and flash: files that the browser loaded are read once, and only those that may."""

import asyncio
import hashlib
from dataclasses import replace
from urllib.parse import urlsplit

from a11y_audit.core.snapshot import Animation
from a11y_audit.dom.animation import animation
from a11y_audit.probes.flashes import flicker
from a11y_audit.probes.live import HeldImage, LivePage
from a11y_audit.probes.shown import shown

ASKED = 40
"""Files of one page that the browser is asked for at most; those that are remembered don't count."""
LARGEST_BYTES = 2_000_000
REMEMBERED = 5_000
"""Files remembered; then the oldest is forgotten, and read again if it comes up."""
_KINDS = ("image/gif", "image/png", "image/apng", "image/vnd.mozilla.apng", "image/webp")
_SUFFIXES = (".gif", ".png", ".apng", ".webp")


class Motion:
    """Tells which image files move, and remembers them by address and size: banners are on every page."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Begin with nothing known, and remember so many files at most."""
        self._most = remembered
        self._known: dict[bytes, Animation | None] = {}

    async def seen(self, live: LivePage) -> dict[int, Animation] | None:
        """Return the files of the page just gathered that move, by number; None if it can't be asked for them."""
        files = await shown(live)
        if files is None:
            return None
        numbers = {each.url: each.number for each in files if each.by_image}
        if not numbers:
            return {}
        held = {each.url: each for each in await live.images() if each.url in numbers and _may_move(each)}
        moving: dict[int, Animation] = {}
        left = ASKED
        # In the order of the page: those at its top are asked for first.
        for image in (held[address] for address in numbers if address in held):
            key = _key(image)
            if key not in self._known and left:
                left -= 1
                await self._look(live, image, key)
            found = self._known.get(key)
            if found is not None and found.frames > 1:
                moving[numbers[image.url]] = found
        return moving

    async def _look(self, live: LivePage, image: HeldImage, key: bytes) -> None:
        """Read a file and remember what it says; one that the browser gave up may be there on another page."""
        if not (data := await live.content(image)):
            return
        self._known[key] = await asyncio.to_thread(_read, data)
        if len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))


def _read(data: bytes) -> Animation | None:
    found = animation(data)
    return replace(found, flicker=flicker(data, found)) if found is not None and found.frames > 1 else found


def _key(image: HeldImage) -> bytes:
    """Return what a file is remembered by; an address that holds its file itself is too long to be kept."""
    return hashlib.sha256(f"{image.size_bytes} {image.url}".encode()).digest()


def _may_move(image: HeldImage) -> bool:
    """Whether a file is small enough, and of a type in which images move."""
    if image.size_bytes > LARGEST_BYTES:
        return False
    if image.kind in _KINDS:
        return True
    return not image.kind.startswith("image/") and urlsplit(image.url).path.lower().endswith(_SUFFIXES)
