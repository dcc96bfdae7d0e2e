"""A fixed number of tabs in one browser, lent to workers; what breaks is replaced, what grew old is recycled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from a11y_audit.log import get_logger
from a11y_audit.render.browser import launch
from a11y_audit.render.tab import Tab, TabOptions

log = get_logger(__name__)

OPENED_WITHIN_S = 30.0
"""Time for opening a tab; a browser that takes longer hangs."""
CLOSED_WITHIN_S = 10.0
"""Time for closing a tab or the browser."""
RECYCLED_AFTER = 100
"""Pages shown in one context before it is closed: its memory only grows."""


class Tabs:
    """An asynchronous context manager: the browser runs inside it."""

    def __init__(
        self, script: str, options: TabOptions, *, viewport: tuple[int, int], user_agent: str, configured: str | None
    ) -> None:
        """Prepare; `script` is run in the isolated world of every document, `configured` is the browser's path."""
        self._script = script
        self._options = options
        self._viewport = viewport
        self._user_agent = user_agent
        self._configured = configured
        self._idle: list[_Lent] = []
        self._starting = asyncio.Lock()
        self._browser: Browser | None = None

    async def __aenter__(self) -> Self:
        """Start the browser.

        Raises:
            BrowserError: none was found, or none starts.
        """
        self._manager = async_playwright()
        self._playwright: Playwright = await self._manager.start()
        try:
            self._browser = await launch(self._playwright, self._configured)
        except BaseException:
            await self._playwright.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the browser."""
        try:
            if self._browser is not None:
                await _close(self._browser)
        finally:
            await self._playwright.stop()

    @property
    def version(self) -> str:
        """Version of the browser."""
        return self._browser.version if self._browser else ""

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Tab]:
        """Lend a tab; one that comes back broken, or after an error, is thrown away."""
        # What stood idle while the browser died is of no use to anyone.
        self._idle = [each for each in self._idle if each.connected]
        lent = self._idle.pop() if self._idle else await self._open()
        try:
            yield lent.tab
        except BaseException:
            await lent.close()
            raise
        lent.shown += 1
        if lent.tab.broken or lent.shown >= RECYCLED_AFTER or not lent.connected:
            await lent.close()
        else:
            self._idle.append(lent)

    async def _open(self) -> "_Lent":
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                log.warning("browser_restarted")
                self._browser = await launch(self._playwright, self._configured)
            browser = self._browser
        try:
            async with asyncio.timeout(OPENED_WITHIN_S):
                return await self._fresh(browser)
        except (TimeoutError, asyncio.CancelledError) as error:
            # A browser that can't even open a tab hangs: it is given up, and the next tab starts another.
            if self._browser is browser:
                self._browser = None
            if isinstance(error, TimeoutError):
                raise PlaywrightError(f"no tab within {OPENED_WITHIN_S:g} s: the browser hangs") from error
            raise

    async def _fresh(self, browser: Browser) -> "_Lent":
        context = await browser.new_context(
            viewport={"width": self._viewport[0], "height": self._viewport[1]},
            user_agent=self._user_agent,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            service_workers="block",
            accept_downloads=False,
            reduced_motion="no-preference",
        )
        try:
            return _Lent(context, await Tab.open(context, self._script, self._options))
        except BaseException:
            await _close(context)
            raise


class _Lent:
    def __init__(self, context: BrowserContext, tab: Tab) -> None:
        self._context = context
        self.tab = tab
        self.shown = 0

    @property
    def connected(self) -> bool:
        return self._context.browser is not None and self._context.browser.is_connected()

    async def close(self) -> None:
        await _close(self._context)


async def _close(closing: BrowserContext | Browser) -> None:
    """Close it as far as its browser still answers; what can't be closed ends with the driver."""
    try:
        async with asyncio.timeout(CLOSED_WITHIN_S):
            await closing.close()
    except (PlaywrightError, TimeoutError) as problem:
        log.debug("close_failed", error=str(problem))
