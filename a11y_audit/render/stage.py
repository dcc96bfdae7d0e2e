"""A recorded page in its tab, for probes.

They may disturb it, but nothing that it does leads elsewhere or sends anything.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from playwright.async_api import CDPSession, Dialog, Frame, Page, Route
from playwright.async_api import Error as PlaywrightError

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited
from a11y_audit.log import get_logger
from a11y_audit.probes.live import Happening, HeldImage, StageEndedError
from a11y_audit.probes.page import Response
from a11y_audit.render.arrival import is_main
from a11y_audit.render.browser import broken
from a11y_audit.render.tab import Tab

log = get_logger(__name__)

_ANY = "**/*"
_SAFE = frozenset({"GET", "HEAD"})
_DETAIL_LIMIT = 2_000
"""Characters kept of an address or of a dialog's words."""
_MOST_HAPPENINGS = 1_000
_ANSWERED_WITHIN_S = 20.0
_SETTLE_MS = 1_500
"""How long a page that comes anew is waited for: one that goes on changing has been waited for once."""
_STARVED_AFTER = 10_000
"""Tasks that a page may run at one moment of its clock until the clock goes on all the same."""


Leave = Callable[[str], Awaitable[bool]]
"""Whether a page may be shown now; waits for its turn."""


async def nowhere(_: str) -> bool:
    """Let no other page be shown."""
    return False


@asynccontextmanager
async def stage(tab: Tab, url: str, *, element_limit: int, leave: Leave = nowhere) -> AsyncIterator["TabStage"]:
    """Make the page that `tab` shows, asked for as `url`, a stage as long as the context lasts.

    `leave` tells which other pages a probe may look at. The tab is broken afterwards: what probes did to it must not
    reach another page.
    """
    made = TabStage(tab, url, element_limit, leave)
    tab.broken = True
    with _ended():
        async with asyncio.timeout(_ANSWERED_WITHIN_S):
            await made.begin()
    try:
        yield made
    finally:
        await made.end()


class TabStage:
    """A `Stage` in a tab of Chromium. Use `stage`."""

    def __init__(self, tab: Tab, url: str, element_limit: int, leave: Leave = nowhere) -> None:
        """Tie it to the page that the tab shows."""
        self._leave = leave
        self._tab = tab
        self._url = url
        self._element_limit = element_limit
        self._page: Page = tab.page
        self._session: CDPSession = tab.session
        self._scripts: list[str] = []
        self._happenings: list[Happening] = []
        self._is_coming = False
        self._is_hushed = False
        self._announced: list[str] = []
        self._has_advanced = asyncio.Event()

    async def begin(self) -> None:
        """Hold back from now on what the page tries."""
        self._tab.settle_ms = min(self._tab.settle_ms, _SETTLE_MS)
        await self._page.route(_ANY, self._decide)
        self._session.on("Page.windowOpen", self._note_window)
        self._session.on("Page.frameRequestedNavigation", self._note_wish)
        self._session.on("Emulation.virtualTimeBudgetExpired", self._note_advanced)
        self._page.on("dialog", self._note_dialog)
        self._page.on("framenavigated", self._note_move)

    async def end(self) -> None:
        """Hold nothing back any more."""
        self._session.remove_listener("Page.windowOpen", self._note_window)
        self._session.remove_listener("Page.frameRequestedNavigation", self._note_wish)
        self._session.remove_listener("Emulation.virtualTimeBudgetExpired", self._note_advanced)
        self._page.remove_listener("dialog", self._note_dialog)
        self._page.remove_listener("framenavigated", self._note_move)
        try:
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                await self._page.unroute_all(behavior="ignoreErrors")
        except (PlaywrightError, TimeoutError) as error:
            log.debug("unroute_failed", error=str(error))

    @property
    def viewport(self) -> tuple[int, int]:
        """Width and height of the window, in CSS pixels."""
        size = self._page.viewport_size
        return (size["width"], size["height"]) if size else (0, 0)

    async def run(self, script: str) -> None:
        """Run `script` in the world of the gatherer, now and after each `renew`."""
        if script not in self._scripts:
            self._scripts.append(script)
            await self._evaluate(script)

    async def call(self, function: str, argument: Mapping[str, object]) -> Any:  # noqa: ANN401 -- JSON
        """Call a global function of that world with one JSON argument; return the JSON value that it resolves to."""
        answer = f"Promise.resolve({function}({json.dumps(argument)})).then((value) => JSON.stringify(value ?? null))"
        return json.loads(str(await self._evaluate(answer)))

    async def command(self, method: str, **parameters: object) -> Mapping[str, Any]:
        """Give the browser a command of its debugging protocol for this page, and return its answer."""
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                answer: Mapping[str, Any] = await self._session.send(method, parameters)
                return answer

    async def press(self, key: str) -> None:
        """Press and release a key, named as in Playwright."""
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                await self._page.keyboard.press(key)

    async def shot(self, clip: Box | None = None) -> bytes:
        """Return a PNG of a part of the page, in CSS pixels from its top left corner; of the window without one."""
        area: dict[str, object] = {}
        if clip is not None:
            place = {"x": clip.x, "y": clip.y, "width": clip.width, "height": clip.height, "scale": 1}
            area = {"clip": place, "captureBeyondViewport": True}
        answer = await self.command("Page.captureScreenshot", format="png", optimizeForSpeed=True, **area)
        return base64.b64decode(answer["data"])

    def happened(self) -> list[Happening]:
        """Return what the page did since this was last asked, in order."""
        told, self._happenings = self._happenings, []
        return told

    async def images(self) -> Sequence[HeldImage]:
        """Return the image files that the browser holds for the page and its frames."""
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                return await self._tab.images()

    async def content(self, image: HeldImage) -> bytes:
        """Return the bytes of such a file; none where the browser does not have them any more."""
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                return await self._tab.content(image)

    async def advance(self, milliseconds: int) -> None:
        """Let the page's clock go on by so much at once; else it stands still from then on."""
        self._has_advanced.clear()
        limit = {"budget": milliseconds, "maxVirtualTimeTaskStarvationCount": _STARVED_AFTER}
        await self.command("Emulation.setVirtualTimePolicy", policy="advance", **limit)
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                await self._has_advanced.wait()

    def hush(self) -> None:
        """Leave without an answer whatever the page asks for from now on."""
        self._is_hushed = True

    async def look(self, url: str, most_s: float) -> bool:
        """Show another page of the site instead, with the scripts that were `run`, and return whether it is shown."""
        try:
            async with asyncio.timeout(most_s):
                shown = await self._leave(url) and not isinstance(await self._show(url), NotAudited)
        except TimeoutError:
            return False
        if shown:
            await self._equip()
        return shown

    async def renew(self) -> None:
        """Show the page anew, as it first came; scripts that were `run` are run again."""
        self._is_hushed = False
        shown = await self._show(self._url)
        if isinstance(shown, NotAudited):
            raise StageEndedError(shown.why.value)
        await self.call("a11yAuditNumber", {"limit": self._element_limit})
        await self._equip()

    async def _show(self, url: str) -> Response | NotAudited:
        self._is_coming = True
        try:
            with _ended():
                return await self._tab.show(url)
        finally:
            self._is_coming = False
            self._tab.broken = True

    async def _equip(self) -> None:
        for script in self._scripts:
            await self._evaluate(script)
        self._happenings.clear()
        self._announced.clear()

    async def _evaluate(self, expression: str) -> object:
        with _ended():
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                return await self._tab.world.evaluate(expression)

    async def _decide(self, route: Route) -> None:
        request = route.request
        try:
            leads_away = is_main(self._page, request) and not self._is_coming
            if leads_away or request.method not in _SAFE:
                if leads_away and not self._is_announced(request.url):
                    self._note("navigation", request.url)
                if request.method not in _SAFE:
                    self._note("sent", f"{request.method} {request.url}")
                await route.abort("aborted")
            elif not self._is_hushed:
                await route.fallback()
        except PlaywrightError as error:  # the page went away meanwhile
            log.debug("route_gone", error=str(error))

    def _note(self, kind: str, detail: str) -> None:
        if len(self._happenings) < _MOST_HAPPENINGS:
            self._happenings.append(Happening(kind, detail[:_DETAIL_LIMIT]))

    def _note_advanced(self, _: Mapping[str, Any]) -> None:
        self._has_advanced.set()

    def _note_wish(self, event: Mapping[str, Any]) -> None:
        # The page tells of it before it answers to anything else; its request comes later, through another process.
        is_here = event["frameId"] == self._tab.world.frame and event["disposition"] == "currentTab"
        if is_here and not self._is_coming and event["url"].startswith(("http:", "https:")):
            self._announced.append(_without_fragment(event["url"]))
            self._note("navigation", event["url"])

    def _is_announced(self, url: str) -> bool:
        """Whether the page has told of this navigation already."""
        place = _without_fragment(url)
        if place not in self._announced:
            return False
        self._announced.remove(place)
        return True

    def _note_window(self, event: Mapping[str, Any]) -> None:
        # The browser opens no windows (`browser.py`), but tells that one was asked for.
        self._note("window", event["url"])

    def _note_dialog(self, dialog: Dialog) -> None:
        self._note("dialog", f"{dialog.type} {dialog.message}")

    def _note_move(self, frame: Frame) -> None:
        if frame is self._page.main_frame and not self._is_coming:
            self._note("moved", frame.url)


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


@contextmanager
def _ended() -> Iterator[None]:
    """Raise what a page that is gone raises as StageEndedError."""
    try:
        with broken():
            yield
    except (PlaywrightError, TimeoutError) as error:
        raise StageEndedError(str(error).partition("\n")[0]) from error
