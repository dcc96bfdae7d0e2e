"""What the pictures of a page say in letters: each file is read once, by its bytes, within limits for each page."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Protocol

from a11y_audit.core.lettering import Lettering, Letters
from a11y_audit.log import get_logger
from a11y_audit.probes.letters import Reads, lettering
from a11y_audit.probes.live import HeldImage, LivePage
from a11y_audit.probes.shown import ShownFile, shown

log = get_logger(__name__)

REMEMBERED = 5_000
"""Files remembered by address; then the oldest is forgotten, and asked for again if it comes up."""
LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 24, 12
"""Pictures that the page shows smaller hold no words that can be read."""
LARGEST_BYTES = 5_000_000


class Shelf(Protocol):
    """Keeps what files say, by the hash of their bytes, for other runs."""

    def get(self, digest: str) -> Lettering | None:
        """Return what is known of a file; None where nothing is."""
        ...

    def put(self, digest: str, found: Lettering) -> None:
        """Keep what a file says."""
        ...


class Memory:
    """A shelf for one run."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[str, Lettering] = {}

    def get(self, digest: str) -> Lettering | None:
        """Return what is known of a file; None where nothing is."""
        return self._known.get(digest)

    def put(self, digest: str, found: Lettering) -> None:
        """Keep what a file says."""
        self._known[digest] = found


@dataclass(frozen=True, slots=True)
class Limits:
    """How many pictures of a page are asked for and read, and how many seconds that may take."""

    most: int = 40
    page_s: float = 20.0


class Letterings:
    """Tells what pictures say, and remembers them by address and size: banners are on every page."""

    def __init__(self, reader: Reads, shelf: Shelf | None = None, limits: Limits | None = None) -> None:
        """Read with `reader`, and keep on `shelf` what was read."""
        self._reader = reader
        self._shelf: Shelf = shelf or Memory()
        self._limits = limits or Limits()
        self._known: dict[bytes, Lettering | None] = {}
        self._faulty: set[bytes] = set()
        self._turn = asyncio.Lock()

    async def seen(self, live: LivePage) -> Letters:
        """Return what the pictures of the page just gathered say."""
        files = await shown(live)
        if files is None:  # it can't be asked for them
            return Letters({}, unread=1)
        wanted = {each.url: each.number for each in files if _is_legible(each)}
        if not wanted:
            return Letters({})
        held = {each.url: each for each in await live.images()}
        absent = sum(url not in held and not url.startswith("data:") for url in wanted)
        # What has no size came with the page itself: drawings in addresses are read by the rules that judge them.
        images = [held[url] for url in wanted if url in held and 0 < held[url].size_bytes <= LARGEST_BYTES]
        found = await self._read(live, wanted, images)
        return replace(found, unread=found.unread + absent)

    async def _read(self, live: LivePage, numbers: dict[str, int], images: Iterable[HeldImage]) -> Letters:
        files: dict[int, Lettering] = {}
        budget, unread = _Budget(self._limits.most, self._limits.page_s), 0
        for image in images:
            key = hashlib.sha256(f"{image.size_bytes} {image.url}".encode()).digest()
            is_new = key not in self._known and key not in self._faulty
            if is_new and budget.left:
                await self._look(live, image, key, budget)
            if key not in self._known:
                unread += 1
            elif found := self._known[key]:
                files[numbers[image.url]] = found
        return Letters(files, unread)

    async def _look(self, live: LivePage, image: HeldImage, key: bytes, budget: "_Budget") -> None:
        """Learn what a file says and remember it; one that the browser gave up may be there on another page."""
        if not (data := await live.content(image)):
            return
        digest = hashlib.sha256(data).hexdigest()
        # Another page may be about to read the same banner.
        async with self._turn:
            known = await asyncio.to_thread(self._shelf.get, digest)
            if known is None:
                begun = monotonic()
                try:
                    known = await asyncio.to_thread(self._read_anew, data, digest)
                except Exception:  # the guard around one picture: a fault of the library must not cost the page
                    log.exception("picture_not_read", size_bytes=len(data))
                    self._faulty.add(key)
                    return
                finally:
                    took_s = monotonic() - begun
                    budget.spend(took_s, is_picture=known is not None)
                log.debug("picture_read", lines=len(known.lines) if known else 0, ms=round(took_s * 1_000))
            self._known[key] = known
        if len(self._known) > REMEMBERED:
            self._known.pop(next(iter(self._known)))

    def _read_anew(self, data: bytes, digest: str) -> Lettering | None:
        """Return what a file says, and keep it; None where it is no picture."""
        found = lettering(data, self._reader)
        if found is not None:
            self._shelf.put(digest, found)
        return found


class _Budget:
    """What reading may still cost on one page."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds

    @property
    def left(self) -> bool:
        """Whether another file may be read."""
        return self._most > 0 and self._seconds > 0

    def spend(self, seconds: float, *, is_picture: bool) -> None:
        """Count what was read, and how long it took."""
        self._most -= is_picture
        self._seconds -= seconds


def _is_legible(file: ShownFile) -> bool:
    return file.width >= LEAST_WIDTH_PX and file.height >= LEAST_HEIGHT_PX
