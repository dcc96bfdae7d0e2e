"""Look for flashes in films, in a copy that nobody sees, and in canvases, while they are drawn on."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image

from a11y_audit.probes.flashes import (
    LEAST_AREA_PX,
    Frame,
    extremes,
    flashes,
    may_flash,
    squares,
)
from a11y_audit.probes.flashing import Found, is_large
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget

_FILMS_MOST = _CANVASES_MOST = 2
_SQUARES_MOST = 8_000
"""Two windows full; what is larger is not looked at."""
_FIRST_S = 10.0
"""How much of a film is looked at, as of images that move."""
_AGAIN_S = 1.0
"""How much is looked at once more of one that begins again by itself."""
_RATES = (2.0, 1.0, 0.5)
"""How fast a film plays: slower where a busy machine left out too many of its pictures."""
_LATEST_S = 2.5
"""What a film may take longer than it plays."""
_ENOUGH_PER_S = 18
_ALMOST_ALL, _HALF = 0.95, 0.5
"""Shares of a film's pictures; at 25 a second, half of them show six flashes."""
_EVIDENCE_PX = (480, 180)
_CANVAS_S = 1.3
_CANVAS_TIMES = 2
"""How often a canvas is looked at: a busy machine draws too few of its pictures now and then."""
_KEPT_S = 15.0
"""Kept for the rest of the probe."""


async def screened(
    live: Stage, budget: Budget, films: Sequence[Mapping[str, Any]], drives: Sequence[Mapping[str, Any]]
) -> tuple[list[Found], int]:
    """Return which films (of `a11yAuditFilms`) and canvases (of `a11yAuditDrives`) flash beyond the thresholds.

    Of a film, the first ten seconds are looked at; "at_s" is the second about which it flashes. The number is that of
    the large ones that were not looked at so far: they can't be read, are too many, or take too long.
    """
    found: list[Found] = []
    unseen = 0
    some = [each for each in enumerate(films) if is_large(each[1]["place"])]
    for number, film in some[:_FILMS_MOST]:
        own = Budget(min(_FIRST_S / _RATES[0] + _LATEST_S, budget.left_s - _KEPT_S))
        seen = await _of_film(live, own, film, number)
        unseen += seen is None
        found += seen or []
    canvases = [each for each in drives if each["kind"] == "canvas" and is_large(each["place"])]
    for canvas in canvases[:_CANVASES_MOST]:
        seen = await _of_canvas(live, budget, canvas)
        unseen += seen is None
        found += seen or []
    return found, unseen + len(some[_FILMS_MOST:]) + len(canvases[_CANVASES_MOST:])


async def _of_canvas(live: Stage, budget: Budget, drive: Mapping[str, Any]) -> list[Found] | None:
    """Return how a canvas flashes, in no entry or one; None where it was not looked at."""
    _, _, *size_px = drive["place"]["box"]
    width, height = squares(*size_px)
    for _ in range(_CANVAS_TIMES):
        if width * height > _SQUARES_MOST or budget.left_s < _KEPT_S:
            return None
        argument = {"index": drive["index"], "ms": _CANVAS_S * 1_000, "width": width, "height": height}
        seen = await live.call("a11yAuditCanvas", argument)
        if seen is None:
            return None
        frames = _frames(seen["times"], seen["frames"], width, height)
        if not may_flash([each.picture for each in frames], *size_px):
            break
        if what := flashes(frames, *size_px):
            bare = await live.call("a11yAuditBare", {"drive": drive["index"], "open": seen["open"]})
            return [Found.of("canvas", drive["place"], what, bare=bare)]
    return []


async def _of_film(live: Stage, budget: Budget, film: Mapping[str, Any], number: int) -> list[Found] | None:
    """Return how a film flashes, in no entry or one; None where it was not looked at so far."""
    reel = None if budget.spent else await live.call("a11yAuditReel", {"at": number, "ms": budget.left_s * 1_000})
    if reel is None:
        return None
    width_px, height_px = reel["width"], reel["height"]
    across, down = squares(width_px, height_px)
    if across * down > _SQUARES_MOST:
        return None
    if width_px * height_px < LEAST_AREA_PX:
        return []
    span_s = (reel["start_s"], min(reel["end_s"] + (_AGAIN_S if reel["loops"] else 0), reel["start_s"] + _FIRST_S))
    share = 0.0
    for rate in _RATES:
        if share and (span_s[1] - span_s[0]) / rate > budget.left_s:
            break
        frames, share = await _played(live, budget, span_s, rate, (across, down))
        if seen := flashes(frames, width_px, height_px):
            scale = min(_EVIDENCE_PX[0] / width_px, _EVIDENCE_PX[1] / height_px)
            two = await _large(
                live, extremes(frames), max(round(width_px * scale), 1), max(round(height_px * scale), 1)
            )
            bare = await live.call("a11yAuditBare", {"film": number, "open": False})
            return [Found.of("film", film["place"], seen, two, bare=bare)]
        if not frames or share >= _ALMOST_ALL or len(frames) >= _ENOUGH_PER_S * (span_s[1] - span_s[0]):
            break
    return [] if share >= _HALF else None


async def _played(
    live: Stage, budget: Budget, span_s: tuple[float, float], rate: float, size: tuple[int, int]
) -> tuple[list[Frame], float]:
    """Return the pictures of a film as it plays so fast, and their share of all that it has there; none if too slow."""
    (start_s, end_s), (width, height) = span_s, size
    span = {"start_s": start_s, "end_s": end_s, "rate": rate, "ms": budget.left_s * 1_000}
    played = await live.call("a11yAuditPlay", {**span, "width": width, "height": height})
    if played is None:
        return [], 0.0
    frames = _frames(played["times"], played["frames"], width, height)
    return frames, len(frames) / max(played["all"], 1)


async def _large(live: Stage, two: Sequence[Frame], width: int, height: int) -> Sequence[Frame]:
    """Return the same pictures of a film in another size; as they are where they don't come."""
    times = [each.at_s for each in two]
    data = await live.call(
        "a11yAuditFrames", {"times": times, "width": width, "height": height, "ms": _LATEST_S * 1_000}
    )
    return two if data is None else _frames(times, data, width, height)


def _frames(times: Sequence[float], data: str, width: int, height: int) -> list[Frame]:
    pixels, size = base64.b64decode(data), width * height * 3
    return [
        Frame(at_s, Image.frombytes("RGB", (width, height), pixels[number * size : (number + 1) * size]))
        for number, at_s in enumerate(times)
    ]
