"""Look for flashes: animations are held at each frame, and the clock of scripts is moved on by frames."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from a11y_audit.core.target import Box
from a11y_audit.probes.flashes import LEAST_AREA_PX, Flashes, Frame, flashes, may_flash
from a11y_audit.probes.live import Stage
from a11y_audit.probes.picture import view
from a11y_audit.probes.pixels import opened
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


async def flashing(live: Stage, budget: Budget, moving: Sequence[Mapping[str, Any]]) -> list[Evidence]:
    """Return the places among those that move by themselves that flash beyond the thresholds."""
    found: list[Evidence] = []
    for each in moving:
        place = Box(*each["place"]["box"])
        if place.width * place.height < LEAST_AREA_PX or budget.left_s < _KEPT_S:
            continue
        seen: Flashes | None = None
        if each["kind"] == "style" and each["round_s"] and each["round_s"] <= _LONGEST_ROUND_S:
            seen = await _of_style(live, each, place)
        elif each["kind"] == "script" and each["changes"] >= _LEAST_CHANGES:
            seen = await _of_script(live, place)
        if seen:
            found.append(_told(each["place"], each["kind"], seen))
    return found


def _told(place: Mapping[str, Any], kind: str, seen: Flashes) -> Evidence:
    return {"place": place, "kind": kind, "per_s": seen.per_s, "area": seen.area_px, "red": seen.red}


async def _of_style(live: Stage, drive: Mapping[str, Any], place: Box) -> Flashes | None:
    index, round_s = drive["index"], drive["round_s"]

    async def held(part: float) -> bytes:
        await live.call("a11yAuditHold", {"index": index, "part": part})
        return await view(live, place)

    async def frame(number: int) -> bytes:
        return await held(number * _FRAME_MS / 1_000 / round_s % 1)

    try:
        tried = [await held(part) for part in _TRIED]
        return await _counted(frame) if _may(tried) else None
    finally:
        await live.call("a11yAuditHold", {"index": index, "part": None})


async def _of_script(live: Stage, place: Box) -> Flashes | None:
    async def after(step_ms: int) -> bytes:
        await live.advance(step_ms)
        await live.call("a11yAuditStep", {})
        return await view(live, place)

    async def frame(_: int) -> bytes:
        return await after(_FRAME_MS)

    tried = [await after(step) for step in _TRIED_MS]
    return await _counted(frame) if _may(tried) else None


def _may(shots: Sequence[bytes]) -> bool:
    return all(shots) and may_flash([opened(each) for each in shots])


async def _counted(frame: _Step) -> Flashes | None:
    """Count flashes in a second and a bit; None, too, where a picture could not be taken."""
    shots = [await frame(number) for number in range(_FRAMES)]
    if not all(shots):
        return None
    frames = [Frame(number * _FRAME_MS / 1_000, opened(each)) for number, each in enumerate(shots)]
    return flashes(frames, *frames[0].picture.size)
