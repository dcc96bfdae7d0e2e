"""The probe "passing": what a page does by itself as time passes: it moves, sounds, leads elsewhere; what stops it.

Its clock is moved on, not waited for: minutes pass in a second, and alike on a busy machine and on an idle one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.probes.flashing import Found, flashing
from a11y_audit.probes.live import Picture, Stage
from a11y_audit.probes.patience import limits
from a11y_audit.probes.picture import picture, view
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.probes.screening import screened
from a11y_audit.probes.unseen import playing

_PARTS = ("watch.js", "drives.js", "sound.js", "screening.js", "press.js")
_STEPS_MS = (430, 610, 370, 890, 530, 770)
"""Uneven, so that what turns on and off at even times is not seen in one state only."""
_QUIET_STEPS = 6
_LONG_STEP_MS = 5_000
_WINDOW_MS = 30_000
"""Slides change every few seconds, and three changes must be seen."""
_KEPT_S = 3.0
"""Kept from watching for what comes after it."""
_ROUND = (0.05, 0.3, 0.55, 0.8)
_PRESSED_MOST = 14
_LEAST_SPAN_MS = 6_000
_GAPS = 2.2
_SPAN_STEPS = 5
_PICTURES = 4
_BY_PIXELS = ("marquee", "canvas")

Evidence = dict[str, Any]


@dataclass(slots=True)
class _Seen:
    """What was seen so far."""

    moving: list[Evidence]
    drives: list[Evidence]
    media: list[Evidence]
    pressed: int = 0
    pictures: dict[str, Picture] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether something goes on that nothing has stopped yet."""
        return any(not each["stopped_by"] for each in (*self.moving, *self.drives)) or any(
            each["heard"] and not each["stopped_by"] for each in self.media
        )


async def gather(live: Stage, budget: Budget) -> Gathered:
    """Watch the page for half a minute of its own clock, then go on for half an hour, then press what may stop it."""
    for part in _PARTS:
        await live.run(Path(__file__).with_name(part).read_text(encoding="utf-8"))
    await live.call("a11yAuditWatch", {})
    media = await live.call("a11yAuditMedia", {})
    films = await live.call("a11yAuditFilms", {})
    seen = _Seen(moving=[], drives=[], media=[_open(each) for each in media])
    unseen = await playing(live)
    await _driven(live, seen)
    shining, unscreened = await screened(live, budget, films, seen.drives)
    watched_s = await _watched(live, budget)
    seen.moving = [_open(each) for each in await live.call("a11yAuditMoved", {})]
    await _kept(live, seen)
    blinking, unlit = await flashing(live, budget, [*seen.moving, *seen.drives])
    passed = await limits(live, budget)
    await _pressed(live, budget, seen)
    rest = await live.call("a11yAuditUnpressed", {})
    data = {
        "watched_s": watched_s,
        "moving": [*seen.moving, *seen.drives],
        "media": seen.media,
        "films": films,
        "unseen": unseen,
        "flashes": [_pictured(seen, number, each) for number, each in enumerate([*shining, *blinking])],
        "unscreened": unscreened + unlit,
        "limits": passed,
        "pressed": seen.pressed,
        "left": rest["left"],
        "links": rest["links"],
    }
    return Gathered(data=data, finished=watched_s * 1_000 >= _WINDOW_MS and not budget.spent, pictures=seen.pictures)


def _open(each: Mapping[str, Any]) -> Evidence:
    heard = bool(each.get("plays") and not each.get("muted") and each.get("volume"))
    return {**each, "stopped_by": None, "heard": heard}


async def _watched(live: Stage, budget: Budget) -> float:
    """Let half a minute pass in steps, long ones while nothing happens; return the seconds that passed."""
    passed_ms = quiet = 0
    for number in count():
        step = _LONG_STEP_MS if quiet >= _QUIET_STEPS else _STEPS_MS[number % len(_STEPS_MS)]
        await live.advance(step)
        seen = await live.call("a11yAuditStep", {})
        passed_ms += step
        quiet = 0 if seen["touched"] else quiet + 1
        if passed_ms >= _WINDOW_MS or budget.left_s < _KEPT_S:
            break
    return passed_ms / 1_000


async def _driven(live: Stage, seen: _Seen) -> None:
    """Note what the browser itself moves, as far as it can be seen to move."""
    for each in await live.call("a11yAuditDrives", {}):
        place = _box(each["place"])
        if each["kind"] == "style":
            shots = [await _held(live, each["index"], part, place) for part in (_ROUND[0], *_ROUND)]
            await live.call("a11yAuditHold", {"index": each["index"], "part": None})
            # Of two pictures of one moment that differ, something else is the cause.
            if shots[0] != shots[1] or len(set(shots)) == 1:
                continue
        elif each["kind"] in _BY_PIXELS and not await _changes(live, place):
            continue
        seen.drives.append({**_open(each), "reduced": False})
    if any(each["kind"] == "style" for each in seen.drives):
        await _note_reduced(live, seen.drives)


async def _held(live: Stage, index: int, part: float, place: Box) -> bytes:
    await live.call("a11yAuditHold", {"index": index, "part": part})
    return await view(live, place)


async def _changes(live: Stage, place: Box) -> bool:
    """Whether a place looks different some frames later."""
    first = await view(live, place)
    for _ in range(3):
        await live.call("a11yAuditStep", {})
        if await view(live, place) != first:
            return True
    return False


async def _note_reduced(live: Stage, drives: Sequence[Evidence]) -> None:
    """Note which movement ends for people who asked their system for less of it."""
    name = "prefers-reduced-motion"
    await live.command("Emulation.setEmulatedMedia", features=[{"name": name, "value": "reduce"}])
    for each in drives:
        if each["kind"] == "style":
            each["reduced"] = not await live.call("a11yAuditGoing", {"index": each["index"]})
    await live.command("Emulation.setEmulatedMedia", features=[{"name": name, "value": "no-preference"}])


async def _kept(live: Stage, seen: _Seen) -> None:
    """Take a picture of each part that moves."""
    for number, each in enumerate([*seen.moving, *seen.drives][:_PICTURES]):
        if taken := await picture(live, _box(each["place"])):
            each["picture"] = f"passing moving-{number}"
            seen.pictures[f"moving-{number}"] = taken


def _pictured(seen: _Seen, number: int, found: Found) -> Evidence:
    """Return what is told of a place that flashes, and keep its two pictures, if there are any."""
    if found.picture is None or number >= _PICTURES:
        return found.told
    seen.pictures[f"flash-{number}"] = found.picture
    return {**found.told, "picture": f"passing flash-{number}"}


async def _pressed(live: Stage, budget: Budget, seen: _Seen) -> None:
    """Press one control after the other until all has stopped, or none is left."""
    gaps = [each["gap_s"] for each in seen.moving]
    span_ms = round(max(_LEAST_SPAN_MS, _GAPS * 1_000 * max(gaps, default=0.0)))
    while seen.open and seen.pressed < _PRESSED_MOST and budget.left_s > _KEPT_S / 2:
        control = await live.call("a11yAuditPress", {})
        if control is None:
            break
        seen.pressed += 1
        await _note_stopped(live, seen, control, span_ms)


async def _note_stopped(live: Stage, seen: _Seen, control: Mapping[str, Any], span_ms: int) -> None:
    heard = await live.call("a11yAuditHeard", {})
    for each, sounds in zip(seen.media, heard, strict=True):
        if each["heard"] and not sounds and not each["stopped_by"]:
            each["stopped_by"] = dict(control)
    for each in seen.drives:
        if not each["stopped_by"] and not await _goes_on(live, each):
            each["stopped_by"] = dict(control)
    if any(not each["stopped_by"] for each in seen.moving):
        for each, going in zip(seen.moving, await _going(live, span_ms), strict=True):
            if not going and not each["stopped_by"]:
                each["stopped_by"] = dict(control)


async def _goes_on(live: Stage, drive: Mapping[str, Any]) -> bool:
    going = await live.call("a11yAuditGoing", {"index": drive["index"]})
    return await _changes(live, _box(drive["place"])) if going is None else bool(going)


async def _going(live: Stage, span_ms: int) -> Sequence[bool]:
    """Let so much time pass, and tell of each part that moved whether it still does; one change may be the last one."""
    await live.advance(_STEPS_MS[0])
    await live.call("a11yAuditStep", {})
    await live.call("a11yAuditAgain", {})
    for number in range(_SPAN_STEPS):
        await live.advance(span_ms // _SPAN_STEPS + _STEPS_MS[number])
        await live.call("a11yAuditStep", {})
    answer: Sequence[bool] = await live.call("a11yAuditGoOn", {})
    return answer


def _box(place: Mapping[str, Any]) -> Box:
    return Box(*place["box"])


PROBE = Probe(
    id="passing",
    title=Text("動き・音・時間", "movement, sound and time"),
    version=3,
    most_s=30.0,
    renews=True,
    gather=gather,
)
