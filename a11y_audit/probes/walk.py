"""Go through a page by the Tab key, forwards and back, and note each stop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget
from a11y_audit.probes.sight import Seen, Sight
from a11y_audit.probes.trap import Exit, tried_exits

MOST_STOPS = 500
_MOST_IN_FRAME = 60
_MOST_PARTS = 20
_LOOPS_LEFT = 4
"""How often a walk goes on after a stop that came again, such as in a dialog that was left."""
_LONGEST_LOOP = 30
_WAIT_MS = 120
_WITHIN = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home")


@dataclass(slots=True)
class Walk:
    """What a walk forwards met.

    Attributes:
        stops: one entry a stop, in order.
        keys: their keys, which the script in the page knows.
        loops: parts that held the focus, each with how it was left.
        returns: how often a stop came again.
        end: "page" (the focus left the page), "loop", "frame" (one of another origin is not left), "most" or "time".
    """

    stops: list[dict[str, Any]] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    loops: list[dict[str, Any]] = field(default_factory=list)
    end: str = "time"
    returns: int = 0


async def forwards(stage: Stage, sight: Sight, budget: Budget) -> Walk:
    """Press Tab until the focus leaves the page, a stop comes again, or the time is over."""
    walk = Walk()
    in_frame = 0
    while not budget.spent:
        await stage.press("Tab")
        seen = await stage.call("a11yAuditWalkSee", {})
        if seen["key"] == 0 and not seen["had"]:
            walk.end = "page"
            return walk
        if len(walk.stops) >= MOST_STOPS:
            walk.end = "most"
            return walk
        is_inner = bool(seen["key"]) and (seen["foreign"] or seen["parted"])
        if (
            is_inner
            and walk.keys[-1:] == [seen["key"]]
            and in_frame < (_MOST_IN_FRAME if seen["foreign"] else _MOST_PARTS)
        ):
            in_frame += 1
            continue
        if in_frame >= _MOST_IN_FRAME:
            walk.end = "frame"
            return walk
        in_frame = 0
        if (seen["key"] or seen["had"][-1]) in walk.keys:
            if end := await _end(stage, sight, walk):
                walk.end = end
                return walk
            continue
        await _note(stage, sight, walk, seen)
    return walk


async def _note(stage: Stage, sight: Sight, walk: Walk, seen: Seen) -> None:
    """Add a stop; one that lost the focus at once is a stop too."""
    key = seen["key"] or seen["had"][-1]
    passed = [each for each in seen["had"] if each not in (key, *walk.keys)]
    stop: dict[str, Any] = {"lost": seen["key"] == 0 and await _loses(stage, key)}
    if seen["key"]:
        stop["place"] = seen["place"]
        stop |= {"outside": seen["outside"], "covered": seen["covered"], "foreign": seen["foreign"]}
        stop |= await sight.look(seen, len(walk.stops) + 1)
    else:
        stop["place"] = await stage.call("a11yAuditWalkPlace", {"key": key})
    if passed and seen["key"]:
        stop["sent_from"] = await stage.call("a11yAuditWalkPlace", {"key": passed[0]})
    stop["happened"] = [{"kind": each.kind, "detail": each.detail} for each in stage.happened()]
    if stop["place"] is not None:
        walk.stops.append(stop)
        walk.keys.append(key)


async def _loses(stage: Stage, key: int) -> bool:
    """Whether an element that is still there loses the focus again when it is given to it once more."""
    await stage.call("a11yAuditWalkReturn", {"key": key, "silent": False})
    seen = await stage.call("a11yAuditWalkWait", {"ms": _WAIT_MS})
    return seen["key"] == 0 and bool(await stage.call("a11yAuditWalkIsThere", {"key": key}))


async def _end(stage: Stage, sight: Sight, walk: Walk) -> str:
    """Look at why a stop came again before the focus left the page; return how the walk ends, "" if it can go on."""
    walk.returns += 1
    held = await _loop(stage, walk)
    if held == []:
        return "page"
    if held is None:
        return "" if walk.returns <= _LOOPS_LEFT else "loop"
    way = await tried_exits(stage, held) if len(held) <= _LONGEST_LOOP else Exit("all")
    stops = [walk.stops[walk.keys.index(each)]["place"] for each in held]
    walk.loops.append({"stops": stops, "exit": way.kind, "told": way.told, "dialog": way.dialog, "others": way.others})
    if way.kind in ("", "all"):
        return "loop"
    seen = await stage.call("a11yAuditWalkSee", {})
    if seen["key"] and seen["key"] not in walk.keys:
        await _note(stage, sight, walk, seen)
    return "" if walk.returns <= _LOOPS_LEFT else "loop"


async def _loop(stage: Stage, walk: Walk) -> list[int] | None:
    """Press Tab slowly, so that a script can take the focus back; return the stops that hold it.

    None are where the focus left the page: a frame without stops of its own takes a Tab to leave, as if it came again.
    None is returned where another stop came.
    """
    met: list[int] = []
    while len(met) <= _LONGEST_LOOP:
        seen = await stage.call("a11yAuditWalkWait", {"ms": _WAIT_MS})
        key = seen["key"]
        if key not in walk.keys:
            if key:
                await stage.press("Shift+Tab")
                return None
            return None if seen["had"] else []
        if key in met:
            return met[met.index(key) :]
        met.append(key)
        await stage.press("Tab")
    return met


async def composites(stage: Stage, walk: Walk) -> list[dict[str, Any]]:
    """Return the composites with items that Tab does not come to, and whether arrow keys move within them."""
    found: list[dict[str, Any]] = await stage.call("a11yAuditWalkComposites", {"keys": walk.keys})
    for index, each in enumerate(found):
        each["moves"] = False
        before = await stage.call("a11yAuditWalkEnter", {"index": index})
        for key in _WITHIN:
            await stage.press(key)
            await stage.call("a11yAuditWalkSteady", {})
            if await stage.call("a11yAuditWalkStanding", {"index": index}) != before:
                each["moves"] = True
                break
    return found


@dataclass(frozen=True, slots=True)
class Return:
    """A walk back: the numbers of the stops that were met, and that of the one which Shift+Tab does not leave for good.

    `met` is None where the walk was not finished, `held` is None where it got to the page's start, or was not finished.
    """

    met: list[int] | None
    held: int | None = None


async def backwards(stage: Stage, walk: Walk, budget: Budget) -> Return:
    """Press Shift+Tab from the page's end until the focus leaves the page, a stop comes again, or the time is over."""
    met: list[int] = []
    stays = 0
    while not budget.spent and len(met) <= MOST_STOPS:
        await stage.press("Shift+Tab")
        seen: Mapping[str, Any] = await stage.call("a11yAuditWalkSee", {})
        key = seen["key"] or (seen["had"][-1] if seen["had"] else 0)
        if key == 0:
            return Return(met)
        number = walk.keys.index(key) if key in walk.keys else -1
        if number in met[:-1]:
            return Return(met, await _held(stage, walk, number))
        if number < 0 or met[-1:] == [number]:
            stays += 1
            if stays > (_MOST_IN_FRAME if number < 0 or _is_frame(walk, number) else _MOST_PARTS):
                return Return(None) if number < 0 else Return(met, await _held(stage, walk, number))
        else:
            stays = 0
            met.append(number)
    return Return(None)


def _is_frame(walk: Walk, number: int) -> bool:
    return bool(walk.stops[number].get("foreign"))


async def _held(stage: Stage, walk: Walk, number: int) -> int | None:
    """Press on slowly, so that scripts can follow; return the stop if the focus comes there again within the page."""
    if _is_frame(walk, number):
        return None
    for _ in range(_LONGEST_LOOP):
        await stage.press("Shift+Tab")
        seen = await stage.call("a11yAuditWalkWait", {"ms": _WAIT_MS})
        if seen["key"] == 0:
            return None
        if seen["key"] == walk.keys[number]:
            return number
    return None
