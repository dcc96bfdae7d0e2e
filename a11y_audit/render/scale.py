"""Tell early that a document is too large: before the browser has read it to an end that may never come."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

from playwright.async_api import CDPSession

PATIENCE_S = 1.0
"""Time before bytes are counted: most documents are there by then, and counting costs two events for each request."""


class Scale:
    """Weighs the documents that a tab loads."""

    def __init__(self, session: CDPSession, frame: str, most: int) -> None:
        """Listen to `session`; `most` is the size in bytes that the document of `frame` may have."""
        self._session = session
        self._frame = frame
        self._most = most
        self._counting = False
        self._forget()
        session.on("Page.frameNavigated", self._note_document)
        session.on("Network.dataReceived", self._note_data)

    async def begin(self) -> None:
        """Forget what was weighed before."""
        if self._counting:
            await self._session.send("Network.disable")
            self._counting = False
        self._forget()

    def _forget(self) -> None:
        self._document = ""
        self._bytes = Counter[str]()
        self._tipped = asyncio.Event()

    def announce(self, size_bytes: str) -> None:
        """Take note of a document's Content-Length."""
        if size_bytes.isdecimal() and int(size_bytes) > self._most:
            self._tipped.set()

    async def tipped(self) -> None:
        """Return when the document is known to be too large."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._tipped.wait()
        except TimeoutError:
            self._counting = True
            await self._session.send("Network.enable")
            await self._tipped.wait()

    def _note_document(self, event: Mapping[str, Any]) -> None:
        if event["frame"]["id"] == self._frame:
            self._document = event["frame"]["loaderId"]

    def _note_data(self, event: Mapping[str, Any]) -> None:
        # The request of a document has the number of the document that it brings.
        number = event["requestId"]
        self._bytes[number] += event["dataLength"]
        if number == self._document and self._bytes[number] > self._most:
            self._tipped.set()
