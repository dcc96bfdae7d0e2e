"""What a page asks for beyond its document: evidence by which a later audit may tell that nothing changed.

Service workers are blocked (see `tabs`), so that none of them can answer for a page.
"""

from urllib.parse import urldefrag

from playwright.async_api import Page, Request, Worker

from a11y_audit.render.arrival import is_main

_TELLING = frozenset({"stylesheet", "script", "document", "xhr", "fetch"})
"""Playwright's types of what can change what a page says."""
_UNANSWERED = frozenset({"ping", "cspviolationreport", "preflight"})
"""Types whose answers no page can read."""
_MOST = 1_000
"""Assets of one page; one with more asks without end, for something else each time."""
_LONGEST = 4_000
"""Characters of one asset's address."""


class Traffic:
    """The requests of one tab since `begin`."""

    def __init__(self, page: Page) -> None:
        """Listen to `page`."""
        self._page = page
        self.begin()
        page.on("request", self._note)
        page.on("websocket", self._distrust)
        page.on("worker", self._note_worker)

    def begin(self) -> None:
        """Forget what was asked for before."""
        self._assets = set[str]()
        self._shown = False
        self.unsteady = False

    @property
    def assets(self) -> tuple[str, ...]:
        """Addresses asked for by GET that can change what the page says: without fragment, sorted, each once."""
        return tuple(sorted(self._assets))

    def _note(self, request: Request) -> None:
        kind = request.resource_type
        if is_main(self._page, request):
            # A page that goes elsewhere by itself is not what its address answers.
            self.unsteady |= request.method != "GET" or (self._shown and request.redirected_from is None)
            self._shown = True
        elif kind == "eventsource" or (request.method not in ("GET", "HEAD") and kind not in _UNANSWERED):
            self.unsteady = True
        elif kind in _TELLING and request.url.startswith(("http:", "https:")):
            self._keep(urldefrag(request.url).url)

    def _keep(self, url: str) -> None:
        if len(url) > _LONGEST or len(self._assets) >= _MOST:
            self.unsteady = True
        else:
            self._assets.add(url)

    def _note_worker(self, worker: Worker) -> None:
        self.unsteady |= worker.url.startswith("blob:")

    def _distrust(self, _: object) -> None:
        self.unsteady = True
