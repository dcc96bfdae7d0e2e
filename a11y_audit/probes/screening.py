"""Look for flashes in films, in a copy that nobody sees, and in canvases, while they are drawn on."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PIL import Image

from a11y_audit.probes.flashes import (
    LEAST_AREA_PX,
    Flashes,
    Frame,
    extremes,
    flashes,
    may_flash,
    may_flash_often,
    squares,
)
from a11y_audit.probes.flashing import Found
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget

_FILMS_MOST = 2
_FIRST_S = 10.0
"""How much of a film is looked at, as of images that move."""
GLANCE_S = (0.0, 0.07, 0.12, 0.21, 0.28)
"""Four flashes in a second go on and off within 250 milliseconds: uneven steps over more than that meet both."""
_GLANCE_EVERY_S = 0.6
_LOOKED_S = 1.6
_FRAME_S = 1 / 30
_AT_ONCE = 8
_EVIDENCE_PX = 180
_FILM_S = 5.0
"""Seconds for one film: each picture that is sought takes 10 to 100 milliseconds."""
_CANVASES_MOST = 2
_CANVAS_MS = 1_300
_CANVAS_TIMES = 2
"""How often a canvas is looked at: a busy machine draws too few of its pictures now and then."""


class _UnreadableError(Exception):
    """A picture of a film did not come."""


async def flashing_films(live: Stage, budget: Budget, films: Sequence[Mapping[str, Any]]) -> tuple[list[Found], int]:
    """Return which films, of those told by `a11yAuditFilms`, flash beyond the thresholds in their first ten seconds.

    "at_s" is the second about which they do; "bare" whether nothing lies over the film or shows through. The number is
    that of the films that were not looked at so far: their file can't be read, or takes too long.
    """
    found: list[Found] = []
    unseen = 0
    for number, film in enumerate(films):
        if not _is_large(film):
            continue
        seen = await _of_film(live, budget, film, number) if number < _FILMS_MOST else None
        unseen += seen is None
        found += seen or []
    return found, unseen


async def flashing_canvases(live: Stage, drives: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Return which canvases, of those told by `a11yAuditDrives`, flash beyond the thresholds."""
    canvases = [each for each in drives if each["kind"] == "canvas" and _is_large(each)]
    return [found for each in canvases[:_CANVASES_MOST] for found in await _of_canvas(live, each)]


def _is_large(drive: Mapping[str, Any]) -> bool:
    _, _, width_px, height_px = drive["place"]["box"]
    return bool(width_px * height_px >= LEAST_AREA_PX)


async def _of_canvas(live: Stage, drive: Mapping[str, Any]) -> list[Found]:
    _, _, width_px, height_px = drive["place"]["box"]
    width, height = squares(width_px, height_px)
    for _ in range(_CANVAS_TIMES):
        argument = {"index": drive["index"], "ms": _CANVAS_MS, "width": width, "height": height}
        seen = await live.call("a11yAuditCanvas", argument)
        frames = _frames(seen["times"], seen["frames"], width, height) if seen else []
        if not frames or not may_flash([each.picture for each in frames], width_px, height_px):
            break
        if what := flashes(frames, width_px, height_px):
            return [Found.of("canvas", drive["place"], what, bare=seen["bare"])]
    return []


async def _of_film(live: Stage, budget: Budget, film: Mapping[str, Any], number: int) -> list[Found] | None:
    """Return how a film flashes, in no entry or one; None where it was not looked at so far."""
    own = Budget(min(_FILM_S, budget.left_s / 2))
    try:
        reel = await live.call("a11yAuditReel", {"at": number})
        if reel is None:
            return None
        size = (reel["width"], reel["height"])
        if size[0] * size[1] < LEAST_AREA_PX:
            return []
        seen = await _flashing(live, own, size, min(reel["length_s"], _FIRST_S))
        if seen is None:
            return None if own.spent else []
        what, (dark, bright) = seen
        large = (round(size[0] * _EVIDENCE_PX / size[1]), _EVIDENCE_PX)
        two = await _pictures(live, [dark.at_s, bright.at_s], large)
        return [Found.of("film", film["place"], what, two, bare=reel["bare"])]
    except _UnreadableError:
        return None
    finally:
        await live.call("a11yAuditReelEnd", {})


async def _flashing(
    live: Stage, budget: Budget, size_px: tuple[float, float], end_s: float
) -> tuple[Flashes, tuple[Frame, Frame]] | None:
    """Glance at a film again and again; where light comes and goes, look at each picture around that.

    Returns how it flashes, and the darkest and the brightest picture of that part; None where no part of it does.
    """

    async def pictures(times: Iterable[float]) -> list[Frame]:
        return await _pictures(live, [each for each in times if each < end_s], squares(*size_px))

    at_s = looked_s = 0.0
    while at_s < end_s and not budget.spent:
        glance = await pictures(at_s + after for after in GLANCE_S)
        if at_s >= looked_s and may_flash_often([each.picture for each in glance], *size_px):
            start_s = max(at_s - _GLANCE_EVERY_S, 0.0)
            frames: list[Frame] = []
            for number in range(0, round(_LOOKED_S / _FRAME_S), _AT_ONCE):
                if not budget.spent:
                    frames += await pictures(start_s + (number + more) * _FRAME_S for more in range(_AT_ONCE))
            if seen := flashes(frames, *size_px):
                return seen, extremes(frames)
            looked_s = at_s + _GLANCE_EVERY_S
        at_s += _GLANCE_EVERY_S
    return None


async def _pictures(live: Stage, times: Sequence[float], size: tuple[int, int]) -> list[Frame]:
    width, height = size
    data = await live.call("a11yAuditFrames", {"times": list(times), "width": width, "height": height})
    if data is None:
        raise _UnreadableError
    return _frames(times, data, width, height)


def _frames(times: Sequence[float], data: str, width: int, height: int) -> list[Frame]:
    pixels, size = base64.b64decode(data), width * height * 3
    return [
        Frame(at_s, Image.frombytes("RGB", (width, height), pixels[number * size : (number + 1) * size]))
        for number, at_s in enumerate(times)
    ]
