"""The probe of changes: every control gets the focus, and every field is changed, on a page of its own.

First all at once; only where something happened, one after the other, and twice: what happens both times, and to no
control else, is caused by it.

Evidence:
    restless: whether the page went elsewhere, or opened something, when nothing was done; then nothing else is tried.
    focus, change: controls of which the focus, or a change, sets something off: "place", "happened", "kind" of a field.
    moved: fields from which a change sends the focus on: "place", "to".
    tried: how many got the focus, and how many were changed.
"""

from pathlib import Path
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Happening, Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe

SCRIPT = Path(__file__).with_name("changes.js")
_WAIT_MS = 300
_MOST_FOUND = 5
_MATTERS = frozenset({"navigation", "window"})
_PARTS = {
    "focus": ("a11yAuditChangeFocus", "a11yAuditChangeFocused"),
    "change": ("a11yAuditChange", "a11yAuditChangeField"),
}


async def _gather(stage: Stage, budget: Budget) -> Gathered:
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    count = await stage.call("a11yAuditChangeList", {})
    stage.happened()
    data: dict[str, Any] = {"restless": False, "focus": [], "change": [], "moved": [], "tried": count}
    await stage.call("a11yAuditChangeFocus", {"from": 0, "to": 0, "ms": _WAIT_MS})
    if _that_matters(stage.happened()):
        return Gathered(data=data | {"restless": True})
    finished = True
    for part in ("focus", "change"):
        if not count[part]:
            continue
        answer = await _try(stage, part, 0, count[part], 0)
        if part == "change":
            data["moved"] = answer
        if _that_matters(stage.happened()):
            data[part], is_whole = await _searched(stage, part, count[part], budget)
            finished = finished and is_whole
    return Gathered(data=data, finished=finished)


async def _searched(stage: Stage, part: str, count: int, budget: Budget) -> tuple[list[dict[str, Any]], bool]:
    """Return the controls that set something off, and whether all were looked at."""
    found: list[dict[str, Any]] = []
    await _anew(stage)
    open_parts = [(0, count)]
    while open_parts:
        start, end = open_parts.pop(0)
        if budget.spent or len(found) >= _MOST_FOUND:
            return found, False
        await _try(stage, part, start, end, 1)
        if not _that_matters(stage.happened()):
            continue
        if end - start > 1:
            middle = (start + end) // 2
            open_parts[:0] = [(start, middle), (middle, end)]
        elif sure := await _sure(stage, part, start):
            found.append(sure)
    return found, True


async def _sure(stage: Stage, part: str, index: int) -> dict[str, Any] | None:
    """Return what a control sets off on a page on which nothing else was done; None if it does not."""
    await _anew(stage)
    await _try(stage, part, 0, 0, 0)
    if _that_matters(stage.happened()):
        return None
    place = await stage.call(_PARTS[part][1], {"index": index})
    await _try(stage, part, index, index + 1, 0)
    happened = _that_matters(stage.happened())
    if not happened:
        return None
    told = [{"kind": each.kind, "detail": each.detail} for each in happened[:3]]
    return {"happened": told, **(place if "place" in place else {"place": place})}


async def _anew(stage: Stage) -> None:
    await stage.renew()
    await stage.call("a11yAuditChangeList", {})


async def _try(stage: Stage, part: str, start: int, end: int, turn: int) -> Any:  # noqa: ANN401 -- JSON
    return await stage.call(_PARTS[part][0], {"from": start, "to": end, "round": turn, "ms": _WAIT_MS})


def _that_matters(happened: list[Happening]) -> list[Happening]:
    return [each for each in happened if each.kind in _MATTERS]


CHANGES = Probe(
    id="changes",
    title=Text("選択・入力による変化", "Changes on focus and input"),
    version=1,
    most_s=20.0,
    renews=True,
    gather=_gather,
)
