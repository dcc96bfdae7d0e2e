"""Pictures of places on a stage, as the report keeps them."""

import base64

from a11y_audit.core.target import Box
from a11y_audit.probes.live import Picture, Stage

_MARGIN = 40
_MOST = (1_000, 700)


async def picture(live: Stage, place: Box, *, margin: int = _MARGIN, scale: float = 1.0) -> Picture:
    """Return a picture of a place and what is around it; `scale` is that of the window, if it is not 1."""
    left, top = max(place.x - margin, 0.0), max(place.y - margin, 0.0)
    width = min(place.x + place.width - left + margin, _MOST[0])
    height = min(place.y + place.height - top + margin, _MOST[1])
    clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1 / scale}
    shot = await live.command(
        "Page.captureScreenshot", format="jpeg", quality=72, clip=clip, captureBeyondViewport=True
    )
    inner = Box(place.x - left, place.y - top, min(place.width, width), min(place.height, height))
    return Picture(base64.b64decode(shot["data"]), round(width), round(height), inner)
