"""What the browser may be told, and where it may not go: secrets for their origins only, no way into closed addresses.

The gate stands before the browser's network, for all of its tabs, frames and workers: the browser stops at it only with
requests for an origin that has secrets and, where addresses may be closed, with documents. A redirect comes to the gate
as a request of its own, and headers that were added to the one before it are not carried along.

What blocks what, where a page of the public web leads into a private network:

- documents, of tabs and of frames, also by redirect: the gate, by what `closed` says of the address;
- all else (images, styles, scripts, fetch, WebSocket, workers), and frames once more: Chromium's own Local Network
  Access checks, on by default since version 142, by the address to which the connection is made. They need a permission
  that a browser without a window does not give. Behind a proxy they know the proxy's address only.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from playwright.async_api import Browser, CDPSession
from playwright.async_api import Error as PlaywrightError

from a11y_audit.log import get_logger

log = get_logger(__name__)

Secrets = Mapping[str, Mapping[str, str]]
"""Request headers by origin: `scheme://host[:port]`, without the port that the scheme has anyway."""
Closed = Callable[[str], Awaitable[bool]]
"""Whether an address must not be opened."""
_SPECIAL = re.compile(r"[\\*?]")


class Gate:
    """Stands before the network of one browser after the other."""

    def __init__(self, secrets: Secrets, closed: Closed | None) -> None:
        """Prepare; `guard` sets it up."""
        self._secrets = secrets
        self._closed = closed
        self._refused: dict[str, str] = {}

    async def guard(self, browser: Browser) -> None:
        """Stand before the network of `browser`, if there is anything to give or to close."""
        patterns = [{"urlPattern": _pattern(origin)} for origin in self._secrets]
        if self._closed is not None:
            patterns.append({"urlPattern": "*", "resourceType": "Document"})
        if not patterns:
            return
        self._refused.clear()  # the frames of a browser before are gone
        session = await browser.new_browser_cdp_session()

        async def answer(event: Mapping[str, Any]) -> None:
            await self._answer(session, event)

        session.on("Fetch.requestPaused", answer)
        await session.send("Fetch.enable", {"patterns": patterns})

    def refused(self, frame: str) -> str | None:
        """Return the closed address to which `frame` was to go, once, or None."""
        return self._refused.pop(frame, None)

    async def _answer(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        number, request = event["requestId"], event["request"]
        try:
            if await self._is_closed(event):
                self._refused[event["frameId"]] = request["url"]
                await session.send("Fetch.failRequest", {"requestId": number, "errorReason": "BlockedByClient"})
                return
            added = self._added(request["url"])
            headers = {"headers": _merged(request["headers"], added)} if added else {}
            await session.send("Fetch.continueRequest", {"requestId": number, **headers})
        except PlaywrightError as error:  # the page or the browser went away meanwhile
            log.debug("request_gone", error=str(error).splitlines()[0])

    async def _is_closed(self, event: Mapping[str, Any]) -> bool:
        if self._closed is None or event["resourceType"] != "Document":
            return False
        return await self._closed(event["request"]["url"])

    def _added(self, url: str) -> Mapping[str, str]:
        # The slash ends the origin: "https://a.example" must not give its secrets to "https://a.example.evil".
        return next((headers for origin, headers in self._secrets.items() if url.startswith(f"{origin}/")), {})


def _pattern(origin: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", origin) + "/*"


def _merged(sent: Mapping[str, str], added: Mapping[str, str]) -> list[dict[str, str]]:
    names = {name.lower() for name in added}
    kept = {name: value for name, value in sent.items() if name.lower() not in names}
    return [{"name": name, "value": value} for name, value in {**kept, **added}.items()]
