"""One browser tab that shows page after page: navigation, settling, gathering, pictures.

The gatherer and axe live in an isolated world: the page's scripts can't change the natives that they use, and the
page's Content Security Policy doesn't apply to them.
"""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Dialog, Download, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response as PlaywrightResponse
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.log import get_logger
from a11y_audit.probes.page import Response

log = get_logger(__name__)

BrokenTab = PlaywrightError
"""What a tab raises when the page or the browser under it is gone."""


class MovedError(PlaywrightError):
    """The page went elsewhere while it was looked at."""


WORLD = "a11y-audit"
HTML_TYPES = ("text/html", "application/xhtml+xml")
_KEPT_HEADERS = ("content-type", "content-language", "last-modified", "etag")
_ADDRESS_LIMIT = 4_000
"""Characters kept of the address that a page gives itself."""
_MOVES = 5
"""How often a page may go elsewhere by itself before it is given up."""
_MOVED = ("context was destroyed", "context with specified id", "navigated or closed", "interrupted by another")
_ERRORS = (
    ("ERR_NAME_NOT_RESOLVED", Why.NO_HOST),
    ("ERR_CONNECTION_REFUSED", Why.REFUSED),
    ("ERR_ADDRESS_UNREACHABLE", Why.REFUSED),
    ("ERR_CERT_", Why.TLS),
    ("ERR_SSL_", Why.TLS),
    ("ERR_TOO_MANY_REDIRECTS", Why.REDIRECT_LOOP),
    ("ERR_TIMED_OUT", Why.TIMEOUT),
    ("ERR_CONNECTION_TIMED_OUT", Why.TIMEOUT),
    ("ERR_INVALID_AUTH_CREDENTIALS", Why.LOGIN),
    ("Download is starting", Why.NOT_HTML),
    ("crashed", Why.CRASH),
    ("has been closed", Why.CRASH),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TabOptions:
    """Limits of a tab: seconds, milliseconds and bytes."""

    navigation_timeout_s: float = 30.0
    quiet_ms: int = 150
    settle_ms: int = 5_000
    max_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a place: JPEG bytes, its size, and where the place is in it, in CSS pixels."""

    data: bytes
    width: int
    height: int
    place: Box


class Tab:
    """A tab with the gatherer in it. Closed by whoever opened it."""

    def __init__(self, page: Page, session: CDPSession, frame: str, options: TabOptions) -> None:
        """Use `Tab.open`."""
        self._page = page
        self._session = session
        self._frame = frame
        self._options = options
        self._world: int | None = None
        self._arrival: PlaywrightResponse | None = None
        self.broken = False
        """Whether it must not be used again: it crashed, or is still busy with a page that never came to rest."""

    @classmethod
    async def open(cls, context: BrowserContext, script: str, options: TabOptions) -> "Tab":
        """Open a tab in `context`; `script` is run in the isolated world of every document before its own scripts."""
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Page.enable")
        await session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script, "worldName": WORLD})
        tree = await session.send("Page.getFrameTree")
        tab = cls(page, session, tree["frameTree"]["frame"]["id"], options)
        page.on("dialog", _dismiss)
        page.on("popup", _close)
        page.on("download", _cancel)
        page.on("crash", tab._note_crash)
        page.on("response", tab._note_arrival)
        return tab

    def _note_crash(self, _: Page) -> None:
        self.broken = True

    def _note_arrival(self, response: PlaywrightResponse) -> None:
        try:
            if response.request.is_navigation_request() and response.frame == self._page.main_frame:
                self._arrival = response
        except PlaywrightError:
            log.debug("frame_gone")

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
        self._world = None
        self._arrival = None
        try:
            response = await self._page.goto(url, wait_until="load", timeout=self._options.navigation_timeout_s * 1_000)
        except PlaywrightTimeoutError:
            return self._late()
        except PlaywrightError as error:
            return await self.follow(url) if _has_moved(error) else failure(str(error))
        return await self._steady(url, response)

    async def follow(self, url: str) -> Response | NotAudited:
        """Wait for where the page of `url` went by itself, and go on as `show` does."""
        return await self._steady(url, None)

    async def _steady(self, url: str, response: PlaywrightResponse | None) -> Response | NotAudited:
        for _ in range(_MOVES):
            try:
                response = response or await self._arrived()
                if response is None:
                    return self._elsewhere()
                return refusal(response.status, response.headers) or await self._settled(url, response)
            except PlaywrightTimeoutError:
                return self._late()
            except PlaywrightError as error:
                if not _has_moved(error):
                    return failure(str(error))
                response = None
        self.broken = True
        return NotAudited(Why.REDIRECT_LOOP, self._page.url[:_ADDRESS_LIMIT])

    async def _arrived(self) -> PlaywrightResponse | None:
        self._world = None
        await self._page.wait_for_load_state("load", timeout=self._options.navigation_timeout_s * 1_000)
        return self._arrival if self._page.url.startswith(("http:", "https:")) else None

    def _late(self) -> NotAudited:
        self.broken = True
        return NotAudited(Why.TIMEOUT, f"{self._options.navigation_timeout_s:g} s")

    def _elsewhere(self) -> NotAudited:
        address = self._page.url[:_ADDRESS_LIMIT]
        is_of_web = address.startswith(("http:", "https:"))
        return NotAudited(Why.NETWORK, "no response") if is_of_web else NotAudited(Why.LEFT_SITE, address)

    async def _settled(self, url: str, response: PlaywrightResponse) -> Response | NotAudited:
        try:
            source = await response.body()
        except PlaywrightError:
            source = b""
        if len(source) > self._options.max_bytes:
            return NotAudited(Why.TOO_LARGE, f"{len(source)} bytes")
        await self.call("a11yAuditSettle", {"quiet": self._options.quiet_ms, "most": self._options.settle_ms})
        if not self._page.url.startswith(("http:", "https:")):
            return self._elsewhere()
        headers = {name: value for name, value in response.headers.items() if name in _KEPT_HEADERS}
        final_url = self._page.url[:_ADDRESS_LIMIT]
        return Response(url=url, final_url=final_url, status=response.status, headers=headers, source=source)

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        """Call a global function of the isolated world; return the text that it resolves to.

        Raises:
            MovedError: the page went elsewhere.
            BrokenTab: the tab is gone, or the function threw.
        """
        try:
            return str(await self._evaluate(f"{function}({json.dumps(argument)})"))
        except PlaywrightError as error:
            raise MovedError(error.message) if _has_moved(error) else error from error

    async def _evaluate(self, expression: str) -> object:
        if self._world is None:
            world = await self._session.send("Page.createIsolatedWorld", {"frameId": self._frame, "worldName": WORLD})
            self._world = world["executionContextId"]
        answer = await self._session.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": self._world, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PlaywrightError(str(details.get("exception", {}).get("description") or details.get("text")))
        return answer["result"].get("value")

    async def clean(self, url: str) -> None:
        """Forget what the page of `url` stored, so that no page is shown differently for those before it."""
        places = [urlsplit(each) for each in (url, self._page.url)]
        origins = {f"{each.scheme}://{each.netloc}" for each in places if each.scheme in ("http", "https")}
        kinds = "cookies,local_storage,indexeddb,cache_storage"
        try:
            for origin in origins:
                await self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
        except PlaywrightError as error:
            log.debug("clean_failed", error=str(error))
            self.broken = True

    async def picture(self, place: Box, *, margin: int = 60, most: tuple[int, int] = (1_000, 700)) -> Picture | None:
        """Take a picture of a place and `margin` CSS pixels around it, at most of the size `most`; None if it can't."""
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
                await self._evaluate("true")
        except (PlaywrightError, TimeoutError) as error:
            log.debug("picture_failed", error=str(error))
            return None
        inner = Box(place.x - left, place.y - top, min(place.width, width), min(place.height, height))
        return Picture(base64.b64decode(shot["data"]), round(width), round(height), inner)


def failure(message: str) -> NotAudited:
    """Return why a navigation failed, from the browser's message."""
    why = next((why for mark, why in _ERRORS if mark in message), Why.NETWORK)
    return NotAudited(why, message.splitlines()[0][:200])


def refusal(status: int, headers: Mapping[str, str]) -> NotAudited | None:
    """Return why a response of that status and type is no page to audit, or None when it is one."""
    exact = {
        401: Why.LOGIN,
        403: Why.FORBIDDEN,
        404: Why.NOT_FOUND,
        407: Why.LOGIN,
        410: Why.NOT_FOUND,
        429: Why.TOO_MANY,
    }
    if status in exact:
        return NotAudited(exact[status], str(status), _retry_after_s(status, headers))
    if status >= 500:  # noqa: PLR2004 -- RFC 9110, section 15.6
        return NotAudited(Why.SERVER_ERROR, str(status), _retry_after_s(status, headers))
    if status >= 400:  # noqa: PLR2004 -- RFC 9110, section 15.5
        return NotAudited(Why.CLIENT_ERROR, str(status))
    content_type = headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if content_type not in HTML_TYPES:
        return NotAudited(Why.NOT_HTML, content_type)
    return None


def _retry_after_s(status: int, headers: Mapping[str, str]) -> float | None:
    # RFC 9110, section 10.2.3: seconds or a date; a date is measured by the server's own clock.
    if status not in (429, 503):
        return None
    wish = headers.get("retry-after", "").strip()
    if wish.isascii() and wish.isdecimal():
        return float(wish)
    try:
        until, now = parsedate_to_datetime(wish), parsedate_to_datetime(headers.get("date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0


def _has_moved(error: PlaywrightError) -> bool:
    return any(mark in error.message for mark in _MOVED)


async def _dismiss(dialog: Dialog) -> None:
    try:
        # To dismiss the question whether to leave would mean to stay.
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())
    except PlaywrightError:
        log.debug("dialog_gone")


async def _close(page: Page) -> None:
    try:
        await page.close()
    except PlaywrightError:
        log.debug("popup_gone")


async def _cancel(download: Download) -> None:
    try:
        await download.cancel()
    except PlaywrightError:
        log.debug("download_gone")
