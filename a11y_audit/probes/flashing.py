"""Look for flashes: animations are held at each frame, and the clock of scripts is moved on by frames."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from a11y_audit.core.target import Box
from a11y_audit.probes.flashes import LEAST_AREA_PX, Flashes, Frame, extremes, flashes, may_flash
from a11y_audit.probes.live import Picture, Stage
from a11y_audit.probes.picture import view
from a11y_audit.probes.pixels import opened, side_by_side
from a11y_audit.probes.probe import Budget

_FRAMES = 40
_FRAME_MS = 30
_TRIED_MS = (30, 50, 70, 90, 40, 110, 60, 130)
_TRIED = (0.05, 0.3, 0.55, 0.8)
_LONGEST_ROUND_S = 2.0
_LEAST_CHANGES = 10
_KEPT_S = 3.0

Evidence = dict[str, Any]
_Step = Callable[[int], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Found:
    """A place that flashes: what is told of it, and two of its pictures, dark and bright, where they are at hand."""

    told: Evidence
    picture: Picture | None = None

    @classmethod
    def of(cls, kind: str, place: Evidence, seen: Flashes, two: Sequence[Frame] = (), *, bare: bool = True) -> "Found":
        """Tell of a place how it flashes; `bare` is whether nothing lies over it, or shows through."""
        counted = {"per_s": seen.per_s, "area": seen.area_px, "red": seen.red}
        told = {"kind": kind, "place": place, **counted, "bare": bare, "at_s": two[1].at_s if two else 0.0}
        if not two:
            return cls(told)
        dark, bright = (each.picture for each in two)
        return cls(told, side_by_side(dark, bright, Box(0, 0, dark.width, dark.height)))


def is_large(place: Mapping[str, Any]) -> bool:
    """Whether a place is large enough to flash beyond the thresholds."""
    _, _, width_px, height_px = place["box"]
    return bool(width_px * height_px >= LEAST_AREA_PX)


async def flashing(live: Stage, budget: Budget, moving: Sequence[Mapping[str, Any]]) -> tuple[list[Found], int]:
    """Return the places that flash beyond the thresholds, of those that scripts and style sheets move.

    The number is that of the large ones that were not looked at: drawings, and those for which no time was left.
    """
    found: list[Found] = []
    unseen = 0
    for each in moving:
        if not is_large(each["place"]):
            continue
        if each["kind"] == "drawing" or budget.left_s < _KEPT_S:
            unseen += 1
            continue
        place = Box(*each["place"]["box"])
        frames: list[Frame] = []
        if each["kind"] == "style" and each["round_s"] and each["round_s"] <= _LONGEST_ROUND_S:
            frames = await _of_style(live, each, place)
        elif each["kind"] == "script" and each["changes"] >= _LEAST_CHANGES:
            frames = await _of_script(live, place)
        if frames and (seen := flashes(frames, *frames[0].picture.size)):
            found.append(Found.of(each["kind"], each["place"], seen, extremes(frames)))
    return found, unseen


async def _of_style(live: Stage, drive: Mapping[str, Any], place: Box) -> list[Frame]:
    index, round_s = drive["index"], drive["round_s"]

    async def held(part: float) -> bytes:
        await live.call("a11yAuditHold", {"index": index, "part": part})
        return await view(live, place)

    async def frame(number: int) -> bytes:
        return await held(number * _FRAME_MS / 1_000 / round_s % 1)

    try:
        tried = [await held(part) for part in _TRIED]
        return await _frames(frame) if _may(tried) else []
    finally:
        await live.call("a11yAuditHold", {"index": index, "part": None})


async def _of_script(live: Stage, place: Box) -> list[Frame]:
    async def after(step_ms: int) -> bytes:
        await live.advance(step_ms)
        await live.call("a11yAuditStep", {})
        return await view(live, place)

    async def frame(_: int) -> bytes:
        return await after(_FRAME_MS)

    tried = [await after(step) for step in _TRIED_MS]
    return await _frames(frame) if _may(tried) else []


def _may(shots: Sequence[bytes]) -> bool:
    if not all(shots):
        return False
    pictures = [opened(each) for each in shots]
    return may_flash(pictures, *pictures[0].size)


async def _frames(frame: _Step) -> list[Frame]:
    """Return the pictures of a second and a bit; none where one could not be taken."""
    shots = [await frame(number) for number in range(_FRAMES)]
    if not all(shots):
        return []
    return [Frame(number * _FRAME_MS / 1_000, opened(each)) for number, each in enumerate(shots)]
