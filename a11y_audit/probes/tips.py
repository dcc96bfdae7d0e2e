"""Try out what shows more when a pointer hovers over it: whether the keyboard brings it up, too."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget

SCRIPT = Path(__file__).with_name("tips.js")
_WAIT_MS = 250
FAR = (0.0, 0.0)


async def hovered(stage: Stage, heard: Sequence[Any]) -> list[Any]:
    """Return the places of what may show more when a pointer hovers over it; `heard`: who listens to what."""
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    places: list[Any] = await stage.call("a11yAuditTips", {"heard": heard})
    return places


async def tips(stage: Stage, places: Sequence[Any], budget: Budget) -> tuple[list[dict[str, Any]], bool]:
    """Return what hovering brings up, "place", "text" and whether the "keyboard" does, and whether all was tried.

    The text of the page must stand still: what changes by itself would be taken for what hovering shows.
    """
    found: list[dict[str, Any]] = []
    for index, place in enumerate(places):
        if budget.spent:
            return found, False
        text = await _shown(stage, index)
        if text:
            found.append({"place": place, "text": text, "keyboard": await _by_keys(stage, index, text)})
    return found, True


async def _shown(stage: Stage, index: int) -> str:
    """Return what can be read only while the pointer is there; "" for nothing, or for what the page says elsewhere."""
    at = await stage.call("a11yAuditTipAim", {"index": index})
    if at is None:
        return ""
    await moved(stage, FAR)
    await stage.call("a11yAuditTipsNew", {"ms": _WAIT_MS})
    await stage.call("a11yAuditTipsNote", {})
    await moved(stage, at)
    text = str(await stage.call("a11yAuditTipsNew", {"ms": _WAIT_MS}))
    await moved(stage, FAR)
    if len(text) <= 1 or await stage.call("a11yAuditTipsNew", {"ms": 2 * _WAIT_MS}):
        return ""
    return "" if await stage.call("a11yAuditTipsTold", {"text": text}) else text


async def _by_keys(stage: Stage, index: int, text: str) -> bool:
    way = await stage.call("a11yAuditTipEnter", {"index": index})
    if not way:
        return False
    shows = text in str(await stage.call("a11yAuditTipsNew", {"ms": _WAIT_MS}))
    if not shows and way == "press":
        await stage.press("Enter")
        shows = text in str(await stage.call("a11yAuditTipsNew", {"ms": _WAIT_MS}))
    await stage.call("a11yAuditTipLeave", {})
    return shows


async def moved(stage: Stage, at: tuple[float, float]) -> None:
    """Move the pointer there, in CSS pixels of the window; `FAR` is where nothing stands."""
    await stage.command("Input.dispatchMouseEvent", type="mouseMoved", x=at[0], y=at[1])
