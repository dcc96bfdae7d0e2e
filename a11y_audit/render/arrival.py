"""How the document of a tab's page arrives: what the server answered, and whether all of it came."""

import asyncio
from collections.abc import Callable
from urllib.parse import urldefrag

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page, Request, Response

from a11y_audit.render.refusals import refusal

ABORTED = "ERR_ABORTED"
"""How the browser calls a navigation that it gave up."""
_SAID_WITHIN_S = 1.0


class Arrival:
    """The document that a tab was given last, since `begin`."""

    def __init__(self, page: Page, announced: Callable[[str], None]) -> None:
        """Listen to `page`; `announced` is told the length in bytes that a server gives a page beforehand."""
        self._page = page
        self._announced = announced
        self._cut = asyncio.Event()
        self.begin()
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        page.on("requestfailed", self._note_failure)
        page.on("framenavigated", self._note_move)

    def begin(self) -> None:
        """Forget what arrived before."""
        self.response: Response | None = None
        """The newest answer to be shown as the page, be it shown or not."""
        self.moves = 0
        """How often the tab went to an address, that of a place in the same document included."""
        self._asked: Request | None = None
        self._reason = ""
        self._cut.clear()

    async def of(self, url: str, timeout_ms: float) -> Response | None:
        """Go to `url`, wait until its document is there as a whole, and return the answer.

        Raises:
            playwright.async_api.Error: the browser can't show it, or the connection broke in the middle of it: the
                browser would wait for the rest for ever.
        """
        going = asyncio.ensure_future(self._page.goto(url, wait_until="domcontentloaded", timeout=timeout_ms))
        cut = asyncio.ensure_future(self._cut.wait())
        try:
            await asyncio.wait([going, cut], return_when=asyncio.FIRST_COMPLETED)
            # A navigation that gave way to another one says so itself.
            await asyncio.wait([going], timeout=_SAID_WITHIN_S)
            if not going.done():
                raise PlaywrightError(self._reason)
            return going.result()
        finally:
            going.cancel()
            cut.cancel()
            await asyncio.wait([going, cut])

    def _note_request(self, request: Request) -> None:
        if is_main(self._page, request):
            self._asked = request

    def _note_response(self, response: Response) -> None:
        if is_main(self._page, response.request):
            self.response = response
            if refusal(response.status, response.headers) is None:
                self._announced(response.headers.get("content-length", ""))

    def _note_failure(self, request: Request) -> None:
        # A download, or a document that gave way to another one, fails too, but leaves the tab to what it shows.
        shown = urldefrag(self._page.url).url == urldefrag(request.url).url
        if shown and self.response is not None and self.response.request == request == self._asked:
            self._reason = request.failure or ABORTED
            self._cut.set()

    def _note_move(self, frame: Frame) -> None:
        self.moves += frame == self._page.main_frame


def is_main(page: Page, request: Request) -> bool:
    """Whether what is asked for is to be shown as the page itself, and not in a frame of it."""
    try:
        return request.is_navigation_request() and request.frame == page.main_frame
    except PlaywrightError:  # its frame is gone again
        return False
