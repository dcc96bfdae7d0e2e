"""What the probes ask of a page that is open in a browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldImage:
    """An image file that the browser holds: the frame that loaded it, its address, type and size as it was answered."""

    frame: str
    url: str
    kind: str
    size_bytes: int


class LivePage(Protocol):
    """A page that is open in a browser, seen from a world beside the page's own scripts."""

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        """Call a global function of the world with one JSON argument; return the text that it resolves to."""
        ...

    async def images(self) -> Sequence[HeldImage]:
        """Return the image files that the browser holds for the page and its frames."""
        ...

    async def content(self, image: HeldImage) -> bytes:
        """Return the bytes of such a file; none where the browser does not have them any more."""
        ...
