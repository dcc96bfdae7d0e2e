"""The isolated world of a tab's document, in which the gatherer and axe live.

The page's scripts can't change the natives that they use, and the page's Content Security Policy doesn't apply to them.
"""

from typing import Self

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

_NAME = "a11y-audit"


class World:
    """The world beside the scripts of whatever document its tab shows."""

    def __init__(self, session: CDPSession, frame: str) -> None:
        """Use `World.open`."""
        self._session = session
        self._number: int | None = None
        self.frame = frame
        """The main frame, as the browser names it."""

    @classmethod
    async def open(cls, session: CDPSession, script: str) -> Self:
        """Run `script` in the world of every document to come, before the document's own scripts."""
        await session.send("Page.enable")
        await session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script, "worldName": _NAME})
        tree = await session.send("Page.getFrameTree")
        return cls(session, tree["frameTree"]["frame"]["id"])

    def forget(self) -> None:
        """Look for the world of another document from now on."""
        self._number = None

    async def evaluate(self, expression: str) -> object:
        """Return the value to which `expression` resolves.

        Raises:
            playwright.async_api.Error: it threw, or its document is gone.
        """
        if self._number is None:
            world = await self._session.send("Page.createIsolatedWorld", {"frameId": self.frame, "worldName": _NAME})
            self._number = world["executionContextId"]
        answer = await self._session.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": self._number, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PlaywrightError(str(details.get("exception", {}).get("description") or details.get("text")))
        return answer["result"].get("value")
