"""What an open page does after minutes without a hand on it: where it would go, what it says before."""

from collections.abc import Mapping
from time import monotonic
from typing import Any

from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget

_STEPS_S = (*(5,) * 12, *(60,) * 34)
"""A minute in short steps, then up to 35: sessions end after ten to thirty minutes."""
_KEPT_S = 1.5
_SLOW_S = 0.6
_LIMIT = 10


async def limits(live: Stage, budget: Budget) -> Mapping[str, Any]:
    """Let the time pass, without a word to any server, until the page wants to go elsewhere; return what was seen."""
    live.hush()
    moves: list[Mapping[str, Any]] = []
    boxes: list[Mapping[str, Any]] = []
    dialogs: list[Mapping[str, Any]] = []
    at_s = 0.0
    for step_s in (0, *_STEPS_S):
        start = monotonic()
        if step_s:
            await live.advance(step_s * 1_000)
        passed = await live.call("a11yAuditPassed", {})
        since_s, at_s = at_s, passed["at_s"]
        moves += passed["moves"]
        boxes += [{**each, "at_s": at_s} for each in passed["boxes"]]
        dialogs += [
            {"words": each.detail, "at_s": at_s, "since_s": since_s}
            for each in live.happened()
            if each.kind == "dialog"
        ]
        if moves or budget.left_s < _KEPT_S or monotonic() - start > _SLOW_S:
            break
    return {"until_s": at_s, "moves": moves[:_LIMIT], "boxes": boxes[:_LIMIT], "dialogs": dialogs[:_LIMIT]}
