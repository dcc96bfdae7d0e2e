"""Tell by pictures whether it shows that something has the focus.

First, the surroundings of what has the focus are compared with a picture in which nothing has it. Where that does not
settle it, the focus is taken away and given back, twice, and only what stands still otherwise counts.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PIL import Image

from a11y_audit.core.target import Box
from a11y_audit.probes import pixels
from a11y_audit.probes.live import Picture, Stage

_AROUND_PX = 24
_SHOWN_AROUND_PX = 60
_PLAIN = 24
"""A colour channel, of 0 to 255, changes by this much at least where that is plain to see."""
_SURE_AFTER = 3
"""Of stops with the same names and classes around them that change by style, so many are compared by pictures."""
_TURNS, _TURNS_MOVING = 2, 4
"""How often the focus is taken away and given back: where nothing moves, and where an animation runs."""
_LOOKED_TWICE = 24
"""Stops of a page that are looked at once more because nothing seems to change: each costs a third of a second."""
_PICTURED = 8

Seen = Mapping[str, Any]


class Sight:
    """Looks at one stop after the other, in the order of a walk."""

    def __init__(self, stage: Stage) -> None:
        """Look at the page on `stage`."""
        self._stage = stage
        self._plain: Image.Image | None = None
        self._scroll: list[float] = []
        self._doubts = 0
        self._alike: Counter[str] = Counter()
        self.pictures: dict[str, Picture] = {}

    async def begin(self) -> None:
        """Take the picture of the page's top, where nothing has the focus yet."""
        self._plain, self._scroll = await self._window(), [0, 0]

    async def look(self, seen: Seen, number: int) -> dict[str, Any]:
        """Return how it shows that the stop with that number, which has the focus, has it.

        "shows" is "style" or "pixels" (something near it changes), "alike" (its style changes, and several stops with
        the same classes were seen to change), "elsewhere" (only something far from it does),
        "caret" (nothing else, in a field with a text cursor), "none" (nothing changes), "moving" (something near it
        moves by itself) or "unknown"; "pixels" and "strength" tell of the change as `Change` does.
        """
        place = _around(seen["rect"], self._stage.viewport, _AROUND_PX)
        if place is None or seen["foreign"]:
            return _told("unknown") if seen["foreign"] else await self._doubted(seen, place, number)
        if seen["restyled"] and self._alike[seen["alike"]] >= _SURE_AFTER and not (seen["covered"] or seen["outside"]):
            return _told("alike")
        plain = pixels.part(await self._without_focus(seen), place)
        shot = await self._window(place, seen["scroll"])
        found = pixels.change(shot, plain)
        if seen["restyled"] and not seen["moves"] and found.strength >= _PLAIN:
            self._alike[seen["alike"]] += 1
            return _told("style", found)
        return await self._doubted(seen, place, number)

    async def _doubted(self, seen: Seen, place: Box | None, number: int) -> dict[str, Any]:
        if seen["writable"]:
            return _told("caret")
        if self._doubts >= _LOOKED_TWICE:
            return _told("unknown")
        return await self._tried(seen, place, number) or _told("unknown")

    async def _tried(self, seen: Seen, place: Box | None, number: int) -> dict[str, Any] | None:
        """Take the focus away and give it back, twice; None if the page does not let us.

        Where an animation runs, pictures may be alike by chance: it is done more often, and all must agree.
        """
        turns = _TURNS_MOVING if seen["moves"] else _TURNS
        focused = [await self._still()]
        plain: list[Image.Image] = []
        moving = near = None
        for turn in range(turns):
            left = await self._still_left(seen)
            back = await self._still_returned(seen) if left is not None else None
            if left is None or back is None:
                return None
            plain.append(left)
            focused.append(back)
            moving = pixels.unsteady((focused[0], back), (plain[0], left))
            if moving is not None and place is not None and pixels.part(moving, place).getbbox():
                return _told("moving")
            near = _near(focused[0], plain[0], place)
            if near.pixels and (not seen["moves"] or turn == turns - 1):
                return _told("pixels", near)
            self._doubts += len(plain) == 1
        found = pixels.change(focused[0], plain[0], pixels.surrounded(moving) if moving else None)
        if found.pixels:
            return _told("elsewhere", found)
        self._keep(plain[0], focused[0], seen, number)
        return _told("none")

    async def _without_focus(self, seen: Seen) -> Image.Image:
        """Return a picture of the window where it now is, in which nothing has the focus."""
        if self._plain is None or self._scroll != seen["scroll"]:
            await self._stage.call("a11yAuditWalkLeave", {"silent": True})
            self._plain, self._scroll = await self._window(), list(seen["scroll"])
            await self._stage.call("a11yAuditWalkReturn", {"key": seen["key"], "silent": True})
        return self._plain

    async def _still_left(self, seen: Seen) -> Image.Image | None:
        left = await self._stage.call("a11yAuditWalkLeave", {"silent": False})
        return await self._still() if left["key"] == 0 and left["scroll"] == seen["scroll"] else None

    async def _still_returned(self, seen: Seen) -> Image.Image | None:
        if not await self._stage.call("a11yAuditWalkReturn", {"key": seen["key"], "silent": False}):
            return None
        picture = await self._still()
        now = await self._stage.call("a11yAuditWalkSee", {})
        return picture if now["key"] == seen["key"] and now["scroll"] == seen["scroll"] else None

    async def _still(self) -> Image.Image:
        await self._stage.call("a11yAuditWalkSteady", {})
        return await self._window()

    async def _window(self, place: Box | None = None, scroll: tuple[float, float] = (0, 0)) -> Image.Image:
        """Return a picture of the window, or of a place in it; nothing of it is moved for that."""
        area: dict[str, object] = {}
        if place is not None:
            x, y = round(place.x) + scroll[0], round(place.y) + scroll[1]
            area = {"clip": {"x": x, "y": y, "width": place.width, "height": place.height, "scale": 1}}
        answer = await self._stage.command("Page.captureScreenshot", format="png", optimizeForSpeed=True, **area)
        return pixels.opened(pixels.decoded(answer["data"]))

    def _keep(self, plain: Image.Image, focused: Image.Image, seen: Seen, number: int) -> None:
        place = _around(seen["rect"], self._stage.viewport, _SHOWN_AROUND_PX)
        if place is None or len(self.pictures) >= _PICTURED:
            return
        x, y, width, height = seen["rect"]
        inner = Box(x - place.x, y - place.y, width, height)
        both = pixels.side_by_side(pixels.part(plain, place), pixels.part(focused, place), inner)
        self.pictures[f"stop {number}"] = both


def _around(rect: list[float], viewport: tuple[int, int], margin: int) -> Box | None:
    """Return the surroundings of a place, in whole pixels as far as they lie in the window; None where none do."""
    left, top = max(round(rect[0]) - margin, 0), max(round(rect[1]) - margin, 0)
    right = min(round(rect[0] + rect[2]) + margin, viewport[0])
    bottom = min(round(rect[1] + rect[3]) + margin, viewport[1])
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _near(focused: Image.Image, plain: Image.Image, place: Box | None) -> pixels.Change:
    return pixels.change(pixels.part(focused, place), pixels.part(plain, place)) if place else pixels.Change(0, 0)


def _told(shows: str, found: pixels.Change | None = None) -> dict[str, Any]:
    return {"shows": shows, "pixels": found.pixels if found else 0, "strength": found.strength if found else 0}
