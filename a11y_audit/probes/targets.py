"""The probe "targets": where links lead that nothing tells apart.

Links of one name that stand side by side, without a word of their own, and lead to different pages of the site: these
pages are shown one after the other, each once, as far as crawling may show them.

Evidence:
    pairs: "name", "first" and "second" (places of the links), and "targets": what was seen of both, None for one that
        was not shown: "url" (where it ended), "title", "heading", "here" (its name in its own navigation), "language",
        "text" (of the main part).
"""

from pathlib import Path
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe

SCRIPT = Path(__file__).with_name("targets.js")
_MOST = 3
"""Pairs of a page."""
_LEAST_S = 2.0


async def gather(live: Stage, budget: Budget) -> Gathered:
    """Look for such links, and at the pages to which they lead."""
    await live.run(SCRIPT.read_text(encoding="utf-8"))
    pairs = await live.call("a11yAuditPairs", {"most": _MOST})
    seen: dict[str, Any] = {}
    for url in dict.fromkeys(url for pair in pairs for url in pair["urls"]):
        if budget.left_s < _LEAST_S:
            break
        seen[url] = await live.call("a11yAuditAbout", {}) if await live.look(url, budget.left_s) else None
    told = [
        {**{key: pair[key] for key in ("name", "first", "second")}, "targets": [seen.get(url) for url in pair["urls"]]}
        for pair in pairs
    ]
    return Gathered(data={"pairs": told}, finished=all(url in seen for pair in pairs for url in pair["urls"]))


PROBE = Probe(
    id="targets",
    title=Text("同じ名前のリンクの行き先", "where links of one name lead"),
    version=2,
    most_s=20.0,
    renews=False,
    gather=gather,
)
