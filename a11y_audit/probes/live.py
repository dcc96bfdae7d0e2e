"""What the probes ask of a page that is open in a browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from a11y_audit.core.target import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldImage:
    """An image file that the browser holds: the frame that loaded it, its address, type and size as it was answered."""

    frame: str
    url: str
    kind: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a place: image bytes, its size, and where the place is in it, in CSS pixels.

    `covers` are the places in it that may tell of a person; None where nobody knows what it shows.
    """

    data: bytes
    width: int
    height: int
    place: Box
    covers: tuple[Box, ...] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that an open page did, or tried to do.

    `kind` is "navigation" (it would have gone to `detail`, but was held), "moved" (it went to `detail` within itself),
    "window" (a window with `detail` would have been opened), "sent" (a request that carries data was held;
    `detail` is its method and address), or "dialog" (its type and words).
    """

    kind: str
    detail: str


class StageEndedError(Exception):
    """The page under a probe is gone, or can't be shown anew."""


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

    async def shot(self, clip: Box) -> bytes:
        """Return a PNG of a part of the page, in CSS pixels from its top left corner; none where it can't be taken."""
        ...


class Stage(Protocol):
    """A recorded page that a probe may disturb: nothing that it does leads elsewhere or sends anything.

    Every method raises `StageEndedError` when the page is gone.
    """

    @property
    def viewport(self) -> tuple[int, int]:
        """Width and height of the window, in CSS pixels."""
        ...

    async def run(self, script: str) -> None:
        """Run `script` in the world of the gatherer, now and after each `renew`."""
        ...

    async def call(self, function: str, argument: Mapping[str, object]) -> Any:  # noqa: ANN401 -- JSON
        """Call a global function of that world with one JSON argument; return the JSON value that it resolves to."""
        ...

    async def command(self, method: str, **parameters: object) -> Mapping[str, Any]:
        """Give the browser a command of Chromium's debugging protocol for this page, and return its answer."""
        ...

    async def press(self, key: str) -> None:
        """Press and release a key, named as in Playwright: "Tab", "Shift+Tab", "Escape", "a"."""
        ...

    async def shot(self, clip: Box | None = None) -> bytes:
        """Return a PNG of a part of the page, in CSS pixels from its top left corner; of the window without one."""
        ...

    def happened(self) -> list[Happening]:
        """Return what the page did since this was last asked, in order."""
        ...

    async def images(self) -> Sequence[HeldImage]:
        """Return the image files that the browser holds for the page and its frames."""
        ...

    async def content(self, image: HeldImage) -> bytes:
        """Return the bytes of such a file; none where the browser does not have them any more."""
        ...

    async def advance(self, milliseconds: int) -> None:
        """Let the page's clock go on by so much at once, with every timer that is due; else it stands still after that.

        Style sheets' animations, frames and media keep to the real clock. The page can't be shown anew afterwards: only
        the last probe may do this.
        """
        ...

    def hush(self) -> None:
        """Leave without an answer whatever the page asks for from now on, so that no server is asked in vain."""
        ...

    async def look(self, url: str, most_s: float) -> bool:
        """Show another page of the site instead, with the scripts that were `run`, and return whether it is shown.

        Nothing is asked for that crawling would not ask for. The stage is that page until `renew`.
        """
        ...

    async def renew(self) -> None:
        """Show the page anew, as it first came; scripts that were `run` are run again."""
        ...
