"""One browser tab that shows page after page: navigation, settling, gathering, pictures."""

import asyncio
import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response as PlaywrightResponse
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.log import get_logger
from a11y_audit.probes.live import HeldImage, Picture
from a11y_audit.probes.page import Response
from a11y_audit.render import files
from a11y_audit.render.arrival import ABORTED, Arrival
from a11y_audit.render.gate import Gate
from a11y_audit.render.nuisances import keep_quiet
from a11y_audit.render.refusals import failure, refusal
from a11y_audit.render.scale import Scale
from a11y_audit.render.traffic import Traffic
from a11y_audit.render.world import World

log = get_logger(__name__)

BrokenTab = PlaywrightError
"""What a tab raises when the page or the browser under it is gone."""


class MovedError(PlaywrightError):
    """The page went elsewhere while it was looked at."""


_KEPT_HEADERS = ("content-type", "content-language", "last-modified", "etag", "x-robots-tag")
_ADDRESS_LIMIT = 4_000
"""Characters kept of the address that a page gives itself."""
_MOVES = 5
"""How often a page may go elsewhere by itself before it, or its tab, is given up."""
_ALIVE_WITHIN_S = 5.0
_LEAST_S = 1.0
_SHOT_WITHIN_S = 5.0
_KEPT_BYTES = 10_000_000
"""The browser keeps bodies of this size until the page goes elsewhere; of larger ones it may have none."""
_REDIRECTS = range(300, 400)
_SIZE = "performance.getEntriesByType('navigation')[0]?.decodedBodySize ?? 0"
_MOVED = ("context was destroyed", "context with specified id", "navigated or closed", "interrupted by another")


@dataclass(frozen=True, slots=True, kw_only=True)
class TabOptions:
    """Limits of a tab: seconds, milliseconds and bytes."""

    navigation_timeout_s: float = 30.0
    quiet_ms: int = 150
    settle_ms: int = 5_000
    max_bytes: int = 20_000_000


class Tab:
    """A tab with the gatherer in it. Closed by whoever opened it."""

    def __init__(self, page: Page, session: CDPSession, world: World, options: TabOptions, gate: Gate) -> None:
        """Use `Tab.open`."""
        self._page = page
        self._session = session
        self._world = world
        self._options = options
        self._gate = gate
        self._traffic = Traffic(page)
        self._scale = Scale(session, world.frame, options.max_bytes)
        self._arrival = Arrival(page, self._scale.announce)
        self._too_large = False
        self._asked_at = 0.0
        self.settle_ms = options.settle_ms
        """How long it waits at most for a page that goes on changing."""
        self.broken = False
        """Whether it must not be used again: it crashed, or is still busy with a page that never came to rest."""

    @classmethod
    async def open(cls, context: BrowserContext, script: str, options: TabOptions, gate: Gate | None = None) -> "Tab":
        """Open a tab in `context`.

        Args:
            context: where it is opened.
            script: run in the isolated world of every document before its own scripts.
            options: limits.
            gate: what stands before the browser's network, if anything.
        """
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        tab = cls(page, session, await World.open(session, script), options, gate or Gate({}, None))
        keep_quiet(page)
        page.on("crash", tab._note_crash)
        return tab

    @property
    def page(self) -> Page:
        """The browser's page."""
        return self._page

    @property
    def session(self) -> CDPSession:
        """The debugging protocol's session with the page."""
        return self._session

    @property
    def world(self) -> World:
        """The world of the gatherer."""
        return self._world

    async def _note_crash(self, _: Page) -> None:
        self.broken = True
        # What is asked of a dead page is never answered; closed, it refuses all at once.
        await self.close()

    async def close(self) -> None:
        """Close the tab; one that is gone already is closed."""
        try:
            await self._page.close()
        except PlaywrightError as error:
            log.debug("tab_close_failed", error=str(error))

    async def show(self, url: str) -> Response | NotAudited:
        """Go to `url`, wait until it is steady, and return what came over the network, or why it can't be audited.

        A page that goes elsewhere by itself (script, refresh) is followed; the response is that of where it ends.
        """
        self._world.forget()
        self._arrival.begin()
        self._asked_at = monotonic()
        self._gate.refused(self._world.frame)
        self._traffic.begin()
        await self._scale.begin()
        weighing = asyncio.create_task(self._weigh())
        try:
            return self._ended(await self._shown(url))
        finally:
            weighing.cancel()
            await asyncio.wait([weighing])

    async def follow(self, url: str) -> Response | NotAudited:
        """Wait for where the page of `url` went by itself, and go on as `show` does."""
        self._asked_at = monotonic()
        return self._ended(await self._steady(url, None))

    async def _weigh(self) -> None:
        try:
            await self._scale.tipped()
            self._too_large = self.broken = True
            await self._page.close()
        except PlaywrightError as error:
            log.debug("weighing_failed", error=str(error))

    async def _shown(self, url: str) -> Response | NotAudited:
        try:
            response = await self._arrival.of(url, self._patience_ms)
        except PlaywrightTimeoutError:
            return self._late()
        except PlaywrightError as error:
            return await self._steady(url, None) if _has_moved(error) else await self._failed(error)
        return await self._steady(url, response)

    @property
    def _patience_ms(self) -> float:
        """What is left of the time for showing the page."""
        return max(self._options.navigation_timeout_s - (monotonic() - self._asked_at), _LEAST_S) * 1_000

    async def _loaded(self) -> None:
        """Wait for all that the page shows, but not for ever: a picture of a live camera has no end."""
        try:
            await self._page.wait_for_load_state("load", timeout=self._patience_ms)
        except PlaywrightTimeoutError:
            log.info("page_never_loaded", url=self._page.url)
            self._traffic.unsteady = self.broken = True

    def _ended(self, outcome: Response | NotAudited) -> Response | NotAudited:
        if self._too_large:
            return NotAudited(Why.TOO_LARGE, f"> {self._options.max_bytes} bytes")
        if address := self._gate.refused(self._world.frame):
            self.broken = True
            return NotAudited(Why.PRIVATE, address[:_ADDRESS_LIMIT])
        return outcome

    async def _failed(self, error: PlaywrightError) -> NotAudited:
        failed, arrival, aborted = failure(error.message), self._arrival.response, ABORTED in error.message
        if not aborted and failed.why is not Why.NOT_HTML:
            # The browser's own page about it comes up late, and would come in between the next page.
            self.broken = True
        if failed.why is not Why.NETWORK:
            return failed
        # An answer that shows nothing tells it better than the browser does.
        if arrival is not None and arrival.status in _REDIRECTS:
            return NotAudited(Why.LEFT_SITE, arrival.headers.get("location", "")[:_ADDRESS_LIMIT])
        if arrival is not None and (told := refusal(arrival.status, arrival.headers)):
            return told
        return failed if not aborted or await self._is_alive() else replace(failed, why=Why.CRASH)

    async def _breathe(self) -> None:
        """Raise BrokenTab if the tab died, of which the death may not be told yet; one that is merely busy lives."""
        try:
            async with asyncio.timeout(_ALIVE_WITHIN_S):
                await self._session.send("Runtime.evaluate", {"expression": "1"})
        except TimeoutError:
            log.debug("tab_busy")
        except PlaywrightError:
            self.broken = True
            raise

    async def _is_alive(self) -> bool:
        """Whether the page still answers: the navigation of a tab that dies fails before its death is told."""
        try:
            async with asyncio.timeout(_ALIVE_WITHIN_S):
                await self._world.evaluate("true")
        except (PlaywrightError, TimeoutError):
            self.broken = True
        return not self.broken

    async def _steady(self, url: str, response: PlaywrightResponse | None) -> Response | NotAudited:
        for _ in range(_MOVES):
            try:
                address = self._page.url
                if response is None:
                    self._world.forget()
                    await self._page.wait_for_load_state("domcontentloaded", timeout=self._patience_ms)
                await self._loaded()
                if response is None or self._page.url != address:
                    response = self._arrival.response if self._page.url.startswith(("http:", "https:")) else None
                if response is None:
                    return self._elsewhere()
                return refusal(response.status, response.headers) or await self._settled(url, response)
            except PlaywrightTimeoutError:
                return self._late()
            except PlaywrightError as error:
                if not _has_moved(error):
                    return failure(error.message)
                response = None
        self.broken = True
        return NotAudited(Why.REDIRECT_LOOP, self._page.url[:_ADDRESS_LIMIT])

    def _late(self) -> NotAudited:
        self.broken = True
        return NotAudited(Why.TIMEOUT, f"{self._options.navigation_timeout_s:g} s")

    def _elsewhere(self) -> NotAudited:
        address = self._page.url[:_ADDRESS_LIMIT]
        is_of_web = address.startswith(("http:", "https:"))
        return NotAudited(Why.NETWORK, "no response") if is_of_web else NotAudited(Why.LEFT_SITE, address)

    async def _settled(self, url: str, response: PlaywrightResponse) -> Response | NotAudited:
        # Unpacked: a small answer may hold a page of gigabytes, which must not come here before it is known.
        size = int(str(await self._world.evaluate(_SIZE)))
        if size > self._options.max_bytes:
            return NotAudited(Why.TOO_LARGE, f"{size} bytes")
        try:
            source = await response.body()
        except PlaywrightError as error:
            if size < _KEPT_BYTES:
                raise MovedError(error.message) from error
            return NotAudited(Why.TOO_LARGE, f"{size} bytes: the browser did not keep them")
        await self.call("a11yAuditSettle", {"quiet": self._options.quiet_ms, "most": self.settle_ms})
        if not self._page.url.startswith(("http:", "https:")):
            return self._elsewhere()
        return Response(
            url=url,
            final_url=self._page.url[:_ADDRESS_LIMIT],
            status=response.status,
            headers={name: value for name, value in response.headers.items() if name in _KEPT_HEADERS},
            source=source,
            assets=self._traffic.assets,
            unsteady=self._traffic.unsteady,
            latency_s=max(response.request.timing["responseStart"], 0.0) / 1_000,
        )

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        """Call a global function of the isolated world; return the text that it resolves to.

        Raises:
            MovedError: the page went elsewhere.
            BrokenTab: the tab is gone, or the function threw.
        """
        try:
            return str(await self._world.evaluate(f"{function}({json.dumps(argument)})"))
        except PlaywrightError as error:
            raise MovedError(error.message) if _has_moved(error) else error from error

    async def images(self) -> Sequence[HeldImage]:
        """Return the image files that the browser holds for the page and its frames.

        Raises:
            MovedError: the page went elsewhere.
            BrokenTab: the tab is gone.
        """
        try:
            return await files.images(self._session)
        except PlaywrightError as error:
            raise MovedError(error.message) if _has_moved(error) else error from error

    async def content(self, image: HeldImage) -> bytes:
        """Return the bytes of such a file; none where the browser does not have them any more."""
        return await files.content(self._session, image)

    async def shot(self, clip: Box) -> bytes:
        """Return a PNG of a part of the page, in CSS pixels from its top left corner; none where it can't be taken.

        Raises:
            BrokenTab: the tab died over it.
        """
        area = {"x": clip.x, "y": clip.y, "width": clip.width, "height": clip.height, "scale": 1}
        window = self._page.viewport_size
        # The window is made larger only for what is not in it: that moves what is placed by its height.
        is_beyond = window is None or clip.y + clip.height > window["height"] or clip.x + clip.width > window["width"]
        how = {"format": "png", "optimizeForSpeed": True, "clip": area, "captureBeyondViewport": is_beyond}
        try:
            async with asyncio.timeout(_SHOT_WITHIN_S):
                taken = await self._session.send("Page.captureScreenshot", how)
        except (PlaywrightError, TimeoutError) as error:
            log.debug("shot_failed", error=str(error))
            await self._breathe()
            return b""
        return base64.b64decode(taken["data"])

    async def clean(self, url: str) -> None:
        """Leave the page of `url` and forget what it stored, so that none is shown differently for those before it."""
        places = [urlsplit(each) for each in (url, self._page.url)]
        origins = {f"{each.scheme}://{each.netloc}" for each in places if each.scheme in ("http", "https")}
        kinds = "cookies,local_storage,indexeddb,cache_storage"
        # One that goes on moving may have asked to go back, which happens only when the next page is there.
        self.broken |= self._arrival.moves > _MOVES
        try:
            # Its scripts end here: one that reloads the page over and over would come between the next page and us.
            await self._page.goto("about:blank", timeout=_ALIVE_WITHIN_S * 1_000)
            await self._session.send("Page.resetNavigationHistory")
            for origin in origins:
                await self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
        except PlaywrightError as error:
            log.debug("clean_failed", error=str(error))
            self.broken = True

    async def picture(self, place: Box, *, margin: int = 60, most: tuple[int, int] = (1_000, 700)) -> Picture | None:
        """Take a picture of a place and `margin` CSS pixels around it, at most of the size `most`; None if it can't.

        Raises:
            BrokenTab: the tab died over it.
        """
        if place.empty:
            return None
        left, top = max(0.0, place.x - margin), max(0.0, place.y - margin)
        width = min(place.width + place.x - left + margin, most[0])
        height = min(place.height + place.y - top + margin, most[1])
        clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1}
        try:
            async with asyncio.timeout(10):
                shot = await self._session.send(
                    "Page.captureScreenshot",
                    {"format": "jpeg", "quality": 72, "clip": clip, "captureBeyondViewport": True},
                )
                # A world that is still there says that the picture is of the page that was judged.
                await self._world.evaluate("true")
        except (PlaywrightError, TimeoutError) as error:
            log.debug("picture_failed", error=str(error))
            await self._breathe()
            return None
        inner = Box(place.x - left, place.y - top, min(place.width, width), min(place.height, height))
        return Picture(base64.b64decode(shot["data"]), round(width), round(height), inner)


def _has_moved(error: PlaywrightError) -> bool:
    return isinstance(error, MovedError) or any(mark in error.message for mark in _MOVED)
