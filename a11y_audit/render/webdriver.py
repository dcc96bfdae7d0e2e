"""Show pages by WebDriver, for a second opinion: in Firefox, or on a Selenium Grid.

WebDriver knows no world beside the page's scripts, no status line and no source: axe (put in by axe-selenium-python)
and the gatherer run among the page's own scripts, and status and source are asked of the page. Nothing is tried out,
and no pictures are taken. Selenium is an extra part, loaded only when it is asked for.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.log import get_logger
from a11y_audit.probes.live import HeldImage, Picture
from a11y_audit.probes.page import Response
from a11y_audit.render import drivers
from a11y_audit.render.drivers import WebDriverOptions
from a11y_audit.render.refusals import failure, refusal
from a11y_audit.render.tab import BrokenTab, TabOptions

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

log = get_logger(__name__)

Result = TypeVar("Result")

_CALL = """
const [name, argument, done] = arguments;
Promise.resolve().then(() => window[name](argument))
  .then((value) => done([String(value), null]), (error) => done([null, String(error)]));
"""
_STATUS = "return [performance.getEntriesByType('navigation')[0]?.responseStatus || 0, document.contentType]"
_SOURCE = """
const done = arguments[arguments.length - 1];
const written = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
};
fetch(location.href, { cache: "force-cache" }).then((answer) => answer.arrayBuffer())
  .then((body) => done(written(new Uint8Array(body))), () => done(""));
"""
_FRAMES = "iframe, frame"
_DEEPEST = 5
"""Frames within frames into which axe is put."""
_NETWORK_ERRORS = ("net::ERR_", "about:neterror")
_PAGE = ("http:", "https:")


def in_window(script: str) -> str:
    """Return a script whose global object is the window.

    Firefox runs what a driver sends with a global object of its own, which is gone with the call.
    """
    return f"(function (globalThis) {{\n{script}\n}})(window);"


class WebDriverTab:
    """One driven browser, as a tab. Closed by whoever opened it."""

    def __init__(self, driver: "WebDriver", script: Path, options: TabOptions) -> None:
        """Take a driver that was started; `script` is a file that holds axe and the gatherer."""
        self._driver = driver
        self._script = script
        self._options = options
        self.broken = False

    async def show(self, url: str) -> Response | NotAudited:
        """Go to `url`, wait until it is steady, and return what the page tells of its answer."""
        return await self._attempt(lambda: self._shown(url))

    async def follow(self, url: str) -> Response | NotAudited:
        """Look at where the page of `url` went by itself."""
        return await self._attempt(lambda: self._arrived(url))

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        """Call a global function of the page; return the text that it resolves to.

        Raises:
            BrokenTab: the browser is gone, or the function threw.
        """
        value, error = await self._ask(lambda: self._driver.execute_async_script(_CALL, function, argument))
        if error is not None:
            raise BrokenTab(error)
        return str(value)

    async def images(self) -> Sequence[HeldImage]:
        """Return nothing: WebDriver does not hand over what the browser loaded."""
        return ()

    async def content(self, _: HeldImage) -> bytes:
        """Return nothing, as for `images`."""
        return b""

    async def shot(self, _: Box) -> bytes:
        """Return nothing, as for `images`."""
        return b""

    async def picture(self, _: Box) -> Picture | None:
        """Take no picture."""
        return None

    async def clean(self, url: str) -> None:
        """Leave the page of `url` and forget its cookies."""
        try:
            await self._ask(self._driver.delete_all_cookies)
            await self._ask(lambda: self._driver.get("about:blank"))
        except BrokenTab as error:
            log.debug("clean_failed", url=url, error=str(error))

    async def close(self) -> None:
        """End the browser."""
        try:
            await self._ask(lambda: drivers.end(self._driver))
        except BrokenTab as error:
            log.debug("close_failed", error=str(error))

    async def _attempt(self, look: Callable[[], Response | NotAudited]) -> Response | NotAudited:
        try:
            shown = await self._ask(look)
        except TimeoutError:
            self.broken = True
            return NotAudited(Why.TIMEOUT, f"{self._options.navigation_timeout_s:g} s")
        if isinstance(shown, Response):
            settle = {"quiet": self._options.quiet_ms, "most": self._options.settle_ms}
            await self.call("a11yAuditSettle", settle)
        return shown

    async def _ask(self, question: Callable[[], Result]) -> Result:
        from selenium.common.exceptions import TimeoutException, WebDriverException  # noqa: PLC0415 -- an extra part
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 -- by which Selenium speaks with drivers

        try:
            return await asyncio.to_thread(question)
        except TimeoutException as error:
            raise TimeoutError from error
        except (WebDriverException, HTTPError, OSError) as error:
            self.broken = True
            raise BrokenTab(str(error)) from error

    def _shown(self, url: str) -> Response | NotAudited:
        from selenium.common.exceptions import TimeoutException, WebDriverException  # noqa: PLC0415 -- an extra part

        self._driver.set_page_load_timeout(self._options.navigation_timeout_s)
        self._driver.set_script_timeout(self._options.navigation_timeout_s)
        try:
            self._driver.get(url)
        except TimeoutException:
            raise
        except WebDriverException as error:
            message = error.msg or ""
            if any(mark in message for mark in _NETWORK_ERRORS):
                return failure(message)
            raise
        return self._arrived(url)

    def _arrived(self, url: str) -> Response | NotAudited:
        final_url = self._driver.current_url
        if not final_url.startswith(_PAGE):
            return NotAudited(Why.LEFT_SITE, final_url[:200])
        status, kind = self._driver.execute_script(_STATUS)
        headers = {"content-type": str(kind)}
        # A browser that does not tell the status (0) shows what came all the same.
        if refused := refusal(int(status) or 200, headers):
            return refused
        source = base64.b64decode(str(self._driver.execute_async_script(_SOURCE)))
        if len(source) > self._options.max_bytes:
            return NotAudited(Why.TOO_LARGE, f"{len(source)} bytes")
        self._put_in(0)
        return Response(url=url, final_url=final_url, status=int(status) or 200, headers=headers, source=source)

    def _put_in(self, depth: int) -> None:
        """Put axe and the gatherer into the document, and into its frames."""
        from axe_selenium_python import Axe  # noqa: PLC0415 -- an extra part
        from selenium.common.exceptions import WebDriverException  # noqa: PLC0415 -- an extra part

        Axe(self._driver, str(self._script)).inject()
        if depth >= _DEEPEST:
            return
        for frame in self._driver.find_elements("css selector", _FRAMES):
            try:
                self._driver.switch_to.frame(frame)
            except WebDriverException as error:  # a frame that went away, or that no one may look into
                log.debug("frame_not_entered", error=str(error))
                continue
            self._put_in(depth + 1)
            self._driver.switch_to.parent_frame()


@dataclass(slots=True)
class WebDrivers:
    """Driven browsers, lent as tabs; an asynchronous context manager."""

    script: str
    options: TabOptions
    driven: WebDriverOptions
    network: int | None = None
    _idle: list[WebDriverTab] = field(default_factory=list)
    _version: str = ""
    _folder: TemporaryDirectory[str] | None = None

    async def __aenter__(self) -> Self:
        """Start the first browser.

        Raises:
            BrowserError: Selenium is not installed, or no browser can be driven.
        """
        self._folder = TemporaryDirectory(prefix="a11y-audit-")
        self._file.write_text(in_window(self.script), encoding="utf-8")
        try:
            self._idle.append(await self._start())
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all of them."""
        for each in self._idle:
            await each.close()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def version(self) -> str:
        """Name and version of the browser."""
        return self._version

    async def network_changed(self, since: int | None) -> bool:
        """Return False: WebDriver does not tell."""
        return self.network != since

    @asynccontextmanager
    async def lend(self, *, fresh: bool = False) -> AsyncIterator[WebDriverTab]:
        """Lend a browser; one that comes back broken, or after an error, is ended."""
        tab = await self._start() if fresh or not self._idle else self._idle.pop()
        try:
            yield tab
        except BaseException:
            await tab.close()
            raise
        if fresh or tab.broken:
            await tab.close()
        else:
            self._idle.append(tab)

    @property
    def _file(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / "axe-and-gatherer.js"

    async def _start(self) -> WebDriverTab:
        driver = await asyncio.to_thread(drivers.start, self.driven)
        known: Mapping[str, object] = driver.capabilities
        self._version = f"{known.get('browserName', '')} {known.get('browserVersion', '')} (WebDriver)"
        return WebDriverTab(driver, self._file, self.options)
