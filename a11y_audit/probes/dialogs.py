"""The probe of dialogs: each is opened by keyboard; where the focus goes, whether it stays, and where it returns.

Evidence:
    dialogs: "place", "opener", "inside" (the focus went into it), "next" (or did with the next Tab), "modal", "stays"
        (Tab did not leave it), "closed" ("escape", "button" or ""), "returned" (the focus is on the opener
        again), "nowhere" (it is on nothing).
"""

from pathlib import Path
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe

SCRIPT = Path(__file__).with_name("dialogs.js")
_WAIT_MS = 250
_MOST_DIALOGS = 3
_MOST_TABS = 12


async def _gather(stage: Stage, budget: Budget) -> Gathered:
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    count = (await stage.call("a11yAuditDialogs", {}))["openers"]
    dialogs: list[dict[str, Any]] = []
    for number in range(count):
        if budget.spent:
            return Gathered(data={"dialogs": dialogs}, finished=False)
        if len(dialogs) >= _MOST_DIALOGS:
            break
        if not await stage.call("a11yAuditDialogsFocus", {"index": number}):
            continue
        await stage.press("Enter")
        if (opened := await _look(stage)) is None:
            continue
        dialogs.append(await _tried(stage, opened))
        await stage.renew()
        await stage.call("a11yAuditDialogs", {})
    return Gathered(data={"dialogs": dialogs})


async def _tried(stage: Stage, opened: dict[str, Any]) -> dict[str, Any]:
    told = {key: opened[key] for key in ("place", "opener", "inside", "modal")}
    told |= {"next": opened["inside"], "stays": True, "closed": "", "returned": False, "nowhere": False}
    for turn in range(min(opened["stops"] + 2, _MOST_TABS)):
        await stage.press("Tab")
        now = await _look(stage, 0)
        if now is None or not now["open"]:
            return told
        if turn == 0 and not told["inside"]:
            told["next"] = now["inside"]
        if told["next"] and not now["inside"] and not now["nowhere"]:
            told["stays"] = False
            break
    await stage.press("Escape")
    now = await _look(stage)
    told["closed"] = "escape"
    if now is None or now["open"]:
        told["closed"] = ""
        if await stage.call("a11yAuditDialogsClose", {}):
            await stage.press("Enter")
            now = await _look(stage)
            told["closed"] = "" if now is None or now["open"] else "button"
    if now is not None and told["closed"]:
        told |= {"returned": now["returned"], "nowhere": now["nowhere"]}
    return told


async def _look(stage: Stage, ms: int = _WAIT_MS) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await stage.call("a11yAuditDialogsLook", {"ms": ms})
    return found


DIALOGS = Probe(
    id="dialogs",
    title=Text("小窓（ダイアログ）", "Dialogs"),
    version=1,
    most_s=15.0,
    renews=True,
    gather=_gather,
)
