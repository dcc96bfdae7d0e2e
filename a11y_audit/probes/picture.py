"""Pictures of places on a stage, as the report keeps them, and to be compared."""

import asyncio
import base64

from a11y_audit.core.target import Box
from a11y_audit.probes.live import Picture, Stage

_MARGIN = 40
_MOST = (1_000, 700)
_TAKEN_WITHIN_S = 4.0


async def picture(live: Stage, place: Box, *, margin: int = _MARGIN, scale: float = 1.0) -> Picture | None:
    """Return a picture of a place and what is around it, None if it can't be taken; `scale` is the window's."""
    left, top = max(place.x - margin, 0.0), max(place.y - margin, 0.0)
    width = min(place.x + place.width - left + margin, _MOST[0])
    height = min(place.y + place.height - top + margin, _MOST[1])
    data = await _taken(live, Box(left, top, width, height), 1 / scale, format="jpeg", quality=72)
    inner = Box(place.x - left, place.y - top, min(place.width, width), min(place.height, height))
    return Picture(data, round(width), round(height), inner) if data else None


async def view(live: Stage, place: Box) -> bytes:
    """Return a PNG of a place on the page, cut to the window where it begins in it; nothing if it can't be taken."""
    width, height = live.viewport
    left, top = max(place.x, 0.0), max(place.y, 0.0)
    right, bottom = min(place.x + place.width, float(width)), place.y + place.height
    if top < height:
        bottom = min(bottom, float(height))
    clip = Box(left, top, right - left, bottom - top)
    return b"" if clip.empty else await _taken(live, clip, 1, format="png", optimizeForSpeed=True)


async def _taken(live: Stage, clip: Box, scale: float, **how: object) -> bytes:
    """Take a picture; the window is made larger only for what is not in it, since scripts see that."""
    if clip.empty:
        return b""
    width, height = live.viewport
    area = {"x": clip.x, "y": clip.y, "width": clip.width, "height": clip.height, "scale": scale}
    is_beyond = clip.x + clip.width > width * scale or clip.y + clip.height > height * scale
    try:
        async with asyncio.timeout(_TAKEN_WITHIN_S):
            shot = await live.command("Page.captureScreenshot", clip=area, captureBeyondViewport=is_beyond, **how)
    except TimeoutError:
        return b""
    return base64.b64decode(shot["data"])
