"""The probe of forms: each is sent empty, and then filled in wrongly; nothing leaves the browser.

Evidence:
    forms: "place", "button" (its words), "about" (headings), "fields", "writable" (their numbers), and "tries": one for
        each way to fill it in ("kind": "empty" or "wrong"), with "sent" (it would have been sent), "dialogs" (words of
        windows that came up), "native" (messages of the browser: "place", "message"), "messages" (words that came up in
        the page: "place", "text", "tied" to fields, "near" a field), "marked" (fields that look different), "invalid"
        (fields that say so), "otherwise" (a picture or a title may tell it), "focus", "required".
"""

from pathlib import Path
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe

SCRIPT = Path(__file__).with_name("forms.js")
_WAIT_MS = 300
_SENT = frozenset({"navigation", "sent"})


async def _gather(stage: Stage, budget: Budget) -> Gathered:
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    forms = await stage.call("a11yAuditForms", {})
    is_fresh = True
    for number, form in enumerate(forms):
        form["tries"] = []
        for kind in ("empty", "wrong"):
            if budget.spent:
                return Gathered(data={"forms": forms[:number]}, finished=False)
            if kind == "wrong" and not form["writable"]:
                continue
            if not is_fresh:
                await stage.renew()
                await stage.call("a11yAuditForms", {})
            is_fresh = False
            if tried := await _tried(stage, number, kind):
                form["tries"].append(tried)
    return Gathered(data={"forms": forms})


async def _tried(stage: Stage, number: int, kind: str) -> dict[str, Any] | None:
    stage.happened()
    told = await stage.call("a11yAuditFormsTry", {"index": number, "kind": kind, "ms": _WAIT_MS})
    happened = stage.happened()
    if told is None:
        return None
    dialogs = [each.detail.partition(" ")[2] for each in happened if each.kind == "dialog"]
    return {"kind": kind, "sent": any(each.kind in _SENT for each in happened), "dialogs": dialogs, **told}


FORMS = Probe(
    id="forms",
    title=Text("フォームの入力の誤り", "Errors in forms"),
    version=1,
    most_s=20.0,
    renews=True,
    gather=_gather,
)
