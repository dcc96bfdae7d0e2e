"""The probe "narrow": the page in a narrow window, upright and across, and with wider spacing of its text."""

from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.probes.zoom import lost, prepared, show

_NARROW = (320, 256)
"""CSS pixels: 1280 by 1024, magnified four times (WCAG 2.1, 1.4.10)."""
_UPRIGHT = (768, 1_024)


async def gather(live: Stage, budget: Budget) -> Gathered:
    """Measure the page with wider spacing, in a narrow window, and in windows that are turned."""
    await prepared(live)
    width, height = live.viewport
    await live.call("a11yAuditMeasure", {"name": "plain"})
    await live.call("a11yAuditSpace", {"on": True})
    await live.call("a11yAuditMeasure", {"name": "spaced"})
    spaced = await lost(live, "plain", "spaced")
    await live.call("a11yAuditSpace", {"on": False})
    await show(live, *_NARROW)
    await live.call("a11yAuditMeasure", {"name": "narrow"})
    narrow = await live.call("a11yAuditWide", {"name": "narrow", "width": _NARROW[0]})
    turned = await _turned(live)
    await show(live, width, height)
    data = {"spaced": spaced, "narrow": narrow, "turned": turned}
    return Gathered(data=data, finished=not budget.spent)


async def _turned(live: Stage) -> dict[str, Any]:
    """Return how far the page turns itself in a window that is upright, and across, and what can be read in each."""
    sizes = {"upright": _UPRIGHT, "across": (_UPRIGHT[1], _UPRIGHT[0])}
    degrees: dict[str, float] = {}
    for name, size in sizes.items():
        await show(live, *size)
        await live.call("a11yAuditMeasure", {"name": name})
        degrees[name] = await live.call("a11yAuditTurned", {})
    others = {"upright": "across", "across": "upright"}
    return {
        name: {"degrees": degrees[name], **await live.call("a11yAuditRead", {"name": name, "other": other})}
        for name, other in others.items()
    }


PROBE = Probe(
    id="narrow",
    title=Text("狭い画面・文字の間隔", "narrow windows, text spacing"),
    version=1,
    most_s=12.0,
    renews=True,
    gather=gather,
)
