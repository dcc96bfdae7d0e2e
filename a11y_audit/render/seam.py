"""The seam between an audit and a browser: what shows pages, whichever protocol it speaks."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited
from a11y_audit.probes.live import LivePage, Picture
from a11y_audit.probes.page import Response


class ShownPage(LivePage, Protocol):
    """A tab that shows page after page."""

    broken: bool
    """Whether it must not be used again."""

    async def show(self, url: str) -> Response | NotAudited:
        """Go to `url`, wait until it is steady, and return what came over the network, or why it can't be audited."""
        ...

    async def follow(self, url: str) -> Response | NotAudited:
        """Wait for where the page of `url` went by itself, and go on as `show` does."""
        ...

    async def picture(self, place: Box) -> Picture | None:
        """Take a picture of a place and what is around it; None if it can't."""
        ...

    async def clean(self, url: str) -> None:
        """Leave the page of `url` and forget what it stored."""
        ...


class Lender(Protocol):
    """A browser that lends tabs; an asynchronous context manager."""

    network: int | None
    """Process that fetches for the browser; None when that is not known."""

    @property
    def version(self) -> str:
        """Version of the browser."""
        ...

    async def network_changed(self, since: int | None) -> bool:
        """Whether another process than `since` fetches for the browser now."""
        ...

    def lend(self, *, fresh: bool = False) -> AbstractAsyncContextManager[ShownPage]:
        """Lend a tab; with `fresh`, one in a context that no other page used."""
        ...
