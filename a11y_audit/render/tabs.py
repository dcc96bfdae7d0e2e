"""A fixed number of tabs in one browser, lent to workers; what breaks is replaced, what grew old is recycled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from playwright.async_api import Browser, BrowserContext, CDPSession, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from a11y_audit.log import get_logger
from a11y_audit.render.browser import broken, driver_gone, launch
from a11y_audit.render.gate import Closed, Gate, Secrets
from a11y_audit.render.session import Session, session_of, unusable
from a11y_audit.render.tab import Tab, TabOptions

log = get_logger(__name__)

OPENED_WITHIN_S = 30.0
"""Time for opening a tab; a browser that takes longer hangs."""
CLOSED_WITHIN_S = 10.0
"""Time for closing a tab or the browser."""
RECYCLED_AFTER = 100
"""Pages shown in one context before it is closed: its memory only grows.

The browser itself needs no such end: measured with Chromium 156, its main process had 99 MB with one context, and 103
MB after 300 contexts of one page each and three of 100.
"""


class Tabs:
    """An asynchronous context manager: the browser runs inside it."""

    def __init__(  # noqa: PLR0913 -- each is one plain setting of the browser
        self,
        script: str,
        options: TabOptions,
        *,
        viewport: tuple[int, int],
        user_agent: str,
        configured: str | None,
        secrets: Secrets = MappingProxyType({}),
        storage_state: Path | None = None,
        closed: Closed | None = None,
    ) -> None:
        """Prepare.

        Args:
            script: run in the isolated world of every document.
            options: limits of a tab.
            viewport: width and height in CSS pixels.
            user_agent: the name under which sites see us.
            configured: path of the browser, or None.
            secrets: request headers by origin (`scheme://host[:port]`); no other origin gets them.
            storage_state: file of a session (cookies, local storage) with which every page begins anew.
            closed: whether an address must not be opened, be it as a page or as a frame.
        """
        self._script = script
        self._options = options
        self._viewport = viewport
        self._user_agent = user_agent
        self._configured = configured
        self._gate = Gate(secrets, closed)
        self._session: Session | None = None
        self._storage_state = storage_state
        self._idle: list[_Lent] = []
        self._starting = asyncio.Lock()
        self._browser: Browser | None = None
        self._doubted = False
        self.network: int | None = None
        """Process that fetched for the browser when it was last looked at; None when the browser doesn't tell."""
        self._ending = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Start the browser.

        Raises:
            BrowserError: none was found, or none starts.
            SettingsError: the session's file can't be used.
        """
        if self._storage_state is not None:
            self._session = session_of(self._storage_state)
        try:
            await self._try_session(await self._start())
        except BaseException:
            await self._ending.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the browser."""
        await self._ending.aclose()

    @property
    def version(self) -> str:
        """Version of the browser."""
        return self._browser.version if self._browser else ""

    async def network_changed(self, since: int | None) -> bool:
        """Whether another process than `since` fetches for the browser now: what the first one fetched was cut off."""
        self.network = await _network(self._browser)
        return self.network != since

    @asynccontextmanager
    async def lend(self, *, fresh: bool = False) -> AsyncIterator[Tab]:
        """Lend a tab; one that comes back broken, or after an error, is thrown away.

        With `fresh`, or where every page begins with a session, no other page was or will be shown in its context.
        """
        async with self._starting:
            if self._doubted and not await _answers(self._browser):
                self._browser = None
            self._doubted = False
        # What stood idle while the browser died is of no use to anyone.
        self._idle = [each for each in self._idle if each.browser is self._browser and each.connected]
        alone = fresh or self._session is not None
        with broken():
            lent = await self._open() if alone or not self._idle else self._idle.pop()
            try:
                yield lent.tab
            except BaseException:
                self._doubted = True
                await lent.close()
                raise
        lent.shown += 1
        self._doubted = self._doubted or lent.tab.broken
        if alone or lent.tab.broken or lent.shown >= RECYCLED_AFTER or not lent.connected:
            await lent.close()
        else:
            self._idle.append(lent)

    async def _start(self) -> Browser:
        # Each browser has a driver of its own: the driver may be what died.
        try:
            with broken():
                playwright = await async_playwright().start()
        except PlaywrightError as error:
            raise driver_gone() from error
        self._ending.push_async_callback(_stop, playwright)
        self._browser = browser = await launch(playwright, self._configured)
        self._ending.push_async_callback(_close, browser)
        with broken():
            await self._gate.guard(browser)
        self.network = await _network(browser)
        return browser

    async def _try_session(self, browser: Browser) -> None:
        if self._session is None or self._storage_state is None:
            return
        try:
            await _close(await browser.new_context(storage_state=self._session))
        except PlaywrightError as error:
            raise unusable(self._storage_state) from error

    async def _open(self) -> "_Lent":
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                log.warning("browser_restarted")
                await self._start()
            browser = self._browser
            assert browser is not None
        try:
            async with asyncio.timeout(OPENED_WITHIN_S):
                return await self._fresh(browser)
        except (PlaywrightError, TimeoutError, asyncio.CancelledError) as error:
            # A browser that can't even open a tab is of no use: it is given up, and the next tab starts another.
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
            storage_state=self._session,
        )
        try:
            return _Lent(context, await Tab.open(context, self._script, self._options, self._gate))
        except BaseException:
            await _close(context)
            raise


class _Lent:
    def __init__(self, context: BrowserContext, tab: Tab) -> None:
        self._context = context
        self.tab = tab
        self.shown = 0

    @property
    def browser(self) -> Browser | None:
        return self._context.browser

    @property
    def connected(self) -> bool:
        return self._context.browser is not None and self._context.browser.is_connected()

    async def close(self) -> None:
        await _close(self._context)


@asynccontextmanager
async def _asking(browser: Browser) -> AsyncIterator[CDPSession]:
    """Speak with the browser itself, and not with a page, for as long as closing it may take."""
    async with asyncio.timeout(CLOSED_WITHIN_S):
        with broken():
            session = await browser.new_browser_cdp_session()
            yield session
            await session.detach()


async def _answers(browser: Browser | None) -> bool:
    """Whether a browser answers, and its driver: it is called connected even when the driver is dead."""
    if browser is None:
        return False
    try:
        async with _asking(browser):
            return True
    except (PlaywrightError, TimeoutError):
        return False


async def _network(browser: Browser | None) -> int | None:
    if browser is None:
        return None
    try:
        async with _asking(browser) as session:
            processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    except (PlaywrightError, TimeoutError):
        return None
    return next((int(each["id"]) for each in processes if "NetworkService" in each["type"]), None)


async def _stop(playwright: Playwright) -> None:
    """End a driver, as far as it has not ended yet."""
    try:
        async with asyncio.timeout(CLOSED_WITHIN_S):
            with broken():
                await playwright.stop()
    except (PlaywrightError, TimeoutError) as problem:
        log.debug("stop_failed", error=str(problem))


async def _close(closing: BrowserContext | Browser) -> None:
    """Close it as far as its browser still answers; what can't be closed ends with the driver."""
    try:
        async with asyncio.timeout(CLOSED_WITHIN_S):
            with broken():
                await closing.close()
    except (PlaywrightError, TimeoutError) as problem:
        log.debug("close_failed", error=str(problem))
