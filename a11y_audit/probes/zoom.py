"""The probe "zoom": what text is lost when the page is magnified to 200 percent, or its text alone is."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.probes.live import Picture, Stage
from a11y_audit.probes.picture import picture
from a11y_audit.probes.probe import Budget, Gathered, Probe

PARTS = ("legible.js", "larger.js")
_FACTOR = 2
_MOST = 5
"""Browsers magnify to 500 percent."""
_LEAST = 1.9
_QUIET_MS, _SETTLE_MS = 150, 700
_PICTURES = 4

Evidence = dict[str, Any]


async def gather(live: Stage, budget: Budget) -> Gathered:
    """Measure the page as it is, with its text twice as large, and magnified twice; tell what each state loses."""
    await prepared(live)
    await live.call("a11yAuditMeasure", {"name": "plain"})
    await live.call("a11yAuditEnlarge", {"factor": _FACTOR})
    await live.call("a11yAuditMeasure", {"name": "text"})
    text = await _lost(live, "text")
    await live.call("a11yAuditRestore", {})
    width, height = live.viewport
    await show(live, width // _FACTOR, height // _FACTOR, scale=_FACTOR)
    await live.call("a11yAuditMeasure", {"name": "zoom"})
    zoom = await _lost(live, "zoom")
    anyway = await live.call("a11yAuditCutAnyway", {"from": "plain", "to": "zoom"})
    pictures = await _pictures(live, zoom)
    small = await _small(live, width, height)
    await show(live, width, height)
    data = {"zoom": zoom, "text": text, "small": small, "anyway": anyway}
    return Gathered(data=data, finished=not budget.spent, pictures=pictures)


async def prepared(live: Stage) -> None:
    """Bring the scripts into the page that measure texts."""
    for part in PARTS:
        await live.run(Path(__file__).with_name(part).read_text(encoding="utf-8"))


async def show(live: Stage, width: int, height: int, *, scale: int = 1) -> None:
    """Show the page in a window of so many CSS pixels, and wait until it has come to rest."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    await live.command("Emulation.setDeviceMetricsOverride", **metrics)
    await live.call("a11yAuditSettle", {"quiet": _QUIET_MS, "most": _SETTLE_MS})


async def lost(live: Stage, before: str, state: str) -> Evidence:
    """Return the texts that are cut, and those that lie upon each other, in a state and not in the one before."""
    return {
        "cut": await live.call("a11yAuditCut", {"from": before, "to": state}),
        "overlaps": await live.call("a11yAuditOverlaps", {"from": before, "to": state}),
    }


async def _lost(live: Stage, state: str) -> Evidence:
    return await lost(live, "plain", state)


async def _small(live: Stage, width: int, height: int) -> list[Mapping[str, Any]]:
    """Return the texts that no magnification of a browser makes twice as large."""
    span = {"from": "plain", "to": "zoom", "factor": _FACTOR, "least": _LEAST}
    if not await live.call("a11yAuditSmall", span):
        return []
    await show(live, width // _MOST, height // _MOST)
    await live.call("a11yAuditMeasure", {"name": "most"})
    found: list[Mapping[str, Any]] = await live.call(
        "a11yAuditSmall", {"from": "plain", "to": "most", "factor": _MOST, "least": _LEAST}
    )
    return found


async def _pictures(live: Stage, zoom: Evidence) -> dict[str, Picture]:
    """Take pictures of the places that are cut, each once, and name them in the evidence."""
    taken: dict[str, Picture] = {}
    names: dict[tuple[float, ...], str] = {}
    for each in _placed(zoom):
        place = each.get("by") or each["place"]
        key = tuple(place["box"])
        if key not in names and len(taken) < _PICTURES and not Box(*place["box"]).empty:
            shown = await picture(live, Box(*place["box"]), scale=_FACTOR)
            if shown:
                names[key] = f"zoom-{len(taken)}"
                taken[names[key]] = shown
        each["picture"] = f"zoom {names[key]}" if key in names else ""
    return taken


def _placed(zoom: Evidence) -> Iterable[Evidence]:
    yield from zoom["cut"]
    yield from zoom["overlaps"]


PROBE = Probe(id="zoom", title=Text("拡大", "magnification"), version=2, most_s=10.0, renews=True, gather=gather)
