"""Which image files a gathered page shows: their numbers in its record, and in which size they are seen."""

import json
from dataclasses import dataclass

from a11y_audit.probes.live import LivePage


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """An image file: its number, its address, and the size of its largest place on the page, in CSS pixels.

    `by_image` says whether an image shows it; otherwise it lies behind an element, or on a button.
    """

    number: int
    url: str
    width: int
    height: int
    by_image: bool


async def shown(live: LivePage) -> list[ShownFile] | None:
    """Return the files of the page just gathered, in its order; None if it can't be asked for them.

    Those with an address that is too long are left out.
    """
    told: list[tuple[str, int, int, bool]] | None = json.loads(await live.call("a11yAuditFiles", {}))
    if told is None:
        return None
    return [
        ShownFile(number=number, url=url, width=width, height=height, by_image=by_image)
        for number, (url, width, height, by_image) in enumerate(told)
        if url
    ]
