"""Sound that plays on an open page without an element in it: media that a script made, and Web Audio."""

import asyncio
from typing import Any

from a11y_audit.probes.live import Stage

_GROUP = "a11y-audit-sound"
_LARGEST_HEAP_BYTES = 15_000_000
"""The browser goes through all objects of the page; with many, that takes longer than it is worth."""
_MEDIA = (
    # Prototypes that are listed too have no state of their own, and throw.
    "function () { return this.filter((each) => each !== each.constructor.prototype && !each.isConnected &&"
    " !each.paused && !each.muted && each.volume > 0 &&"
    " !each.error && each.networkState !== 3 && (each.loop || !(each.duration <= 3))).length; }"
)
_IN_STATE = "function () {{ return this.filter((each) => each.state === '{}').length; }}"
_LOOKS = 20
_PAUSE_S = 0.1
"""Between looks at a context that does not run: one that was just made is suspended until the system gives it sound."""
_SOURCES = "function () { return this.length; }"


async def playing(live: Stage) -> list[str]:
    """Return the kinds of such sound that play on the page, as the browser's own list of objects tells."""
    found: list[str] = []
    heap = await live.command("Runtime.getHeapUsage")
    if heap["usedSize"] > _LARGEST_HEAP_BYTES or not await live.call("a11yAuditScripted", {}):
        return found
    if await _count(live, "HTMLMediaElement", _MEDIA):
        found.append("Audio")
    if await _count(live, "AudioScheduledSourceNode", _SOURCES) and await _runs(live):
        found.append("Web Audio")
    await live.command("Runtime.releaseObjectGroup", objectGroup=_GROUP)
    return found


async def _runs(live: Stage) -> bool:
    """Whether a context of Web Audio runs, or does so soon."""
    for _ in range(_LOOKS):
        if await _count(live, "AudioContext", _IN_STATE.format("running")):
            return True
        if not await _count(live, "AudioContext", _IN_STATE.format("suspended")):
            return False
        await asyncio.sleep(_PAUSE_S)
    return False


async def _count(live: Stage, type_name: str, function: str) -> int:
    """Return what `function` counts among all objects of that type in the page's own world."""
    prototype = await _evaluated(live, f"globalThis.{type_name}?.prototype")
    if prototype is None:
        return 0
    listed = await live.command("Runtime.queryObjects", prototypeObjectId=prototype, objectGroup=_GROUP)
    counted = await live.command(
        "Runtime.callFunctionOn",
        functionDeclaration=function,
        objectId=listed["objects"]["objectId"],
        returnByValue=True,
    )
    value: Any = counted["result"].get("value")
    return value if isinstance(value, int) else 0


async def _evaluated(live: Stage, expression: str) -> str | None:
    answer = await live.command("Runtime.evaluate", expression=expression, objectGroup=_GROUP)
    found = answer["result"].get("objectId")
    return str(found) if found else None
