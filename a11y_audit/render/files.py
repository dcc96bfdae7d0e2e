"""The image files that the browser holds for the page that a tab shows: asked of the browser, never fetched again."""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from a11y_audit.log import get_logger
from a11y_audit.probes.live import HeldImage

log = get_logger(__name__)


async def images(session: CDPSession) -> list[HeldImage]:
    """Return the images of the session's page and of the frames in its process, those of each document together."""
    tree = await session.send("Page.getResourceTree")
    return list(_images(tree["frameTree"]))


def _images(branch: Mapping[str, Any]) -> Iterator[HeldImage]:
    frame = branch["frame"]["id"]
    for each in branch["resources"]:
        if each["type"] == "Image" and not each.get("failed") and not each.get("canceled"):
            yield HeldImage(
                frame=frame, url=each["url"], kind=each["mimeType"], size_bytes=int(each.get("contentSize", 0))
            )
    for inner in branch.get("childFrames", ()):
        yield from _images(inner)


async def content(session: CDPSession, image: HeldImage) -> bytes:
    """Return the bytes of an image; none where the browser has given them up, or its frame is gone."""
    try:
        answer = await session.send("Page.getResourceContent", {"frameId": image.frame, "url": image.url})
    except PlaywrightError as error:
        log.debug("image_not_held", url=image.url[:200], error=str(error))
        return b""
    return base64.b64decode(answer["content"]) if answer["base64Encoded"] else b""
