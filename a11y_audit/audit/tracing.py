"""Tell how a page came into an audit, or why it did not: the way to it, the sitemap, the line or limit that decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from a11y_audit.audit import plan
from a11y_audit.core.text import Text
from a11y_audit.core.visit import Status, Why
from a11y_audit.crawl.links import classify
from a11y_audit.crawl.traps import never_followed
from a11y_audit.settings import Settings
from a11y_audit.store import rows
from a11y_audit.store.engine import Store

_NOWHERE = Text(
    "検査したどのページからもリンクされておらず、サイトマップにもありません。",
    "No audited page links to it, and no sitemap names it.",
)
_AUDITED = Text("検査しました。", "It was audited.")
_STANDS = Text(
    "前に検査したときから変わっていないため、そのときの結果が続いています。",
    "It has not changed since it was tested, so that result holds on.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAnswer:
    """How a page came into the newest audit, or why it did not.

    Attributes:
        url: canonical address.
        status: "audited", "not_audited", "waiting" or "unknown".
        reason: what happened to it, in words.
        path: addresses from a seed to the page.
        found_by: "seed", "sitemap", "feed", "list", "link", "redirect", "canonical", "index", "earlier", or "" when it
            was never found.
        detail: status, line of robots.txt or of the scope, shape of the trap, or limit that decided.
        tested_at: when it was shown for the result that holds, as stored, or None.
    """

    url: str
    status: str
    reason: Text
    path: tuple[str, ...] = ()
    found_by: str = ""
    detail: str = ""
    tested_at: str | None = None


def trace(store: Store, url: str, *, settings: Settings, seeds: Callable[[], Sequence[str]]) -> WhyAnswer:
    """Return what the newest run that knows a canonical address says of it, else what the settings say."""
    visit = rows.find_visit(store, url)
    if visit is None:
        return _never_found(settings, seeds(), url)
    path = [url]
    origin = visit["origin"]
    while origin and origin not in path:
        path.append(origin)
        earlier = rows.find_visit(store, origin)
        origin = earlier["origin"] if earlier else None
    status = "waiting" if visit["status"] == Status.CLAIMED else str(visit["status"])
    return WhyAnswer(
        url=url,
        status=status,
        reason=_held(visit["judged_in"] == visit["run_id"])
        if status == Status.AUDITED
        else Why(visit["why"] or Why.WAITING).cause,
        path=tuple(reversed(path)),
        found_by=visit["found_by"],
        detail=visit["detail"] or "",
        tested_at=visit["tested_at"] if status == Status.AUDITED else None,
    )


def _held(shown: bool) -> Text:  # noqa: FBT001 -- the one thing that decides
    return _AUDITED if shown else _STANDS


def _never_found(settings: Settings, seeds: Sequence[str], url: str) -> WhyAnswer:
    decision = plan.scope(settings, seeds).decide(url)
    if decision.reason is not None:
        return WhyAnswer(url=url, status="unknown", reason=decision.reason, detail=decision.rule)
    if trap := never_followed(url):
        detail = f"{trap.kind}: {trap.shape}"
        return WhyAnswer(url=url, status="unknown", reason=Why.TRAP.cause, detail=detail)
    if classify(url) != "page":
        return WhyAnswer(url=url, status="unknown", reason=_NOWHERE, detail=classify(url))
    return WhyAnswer(url=url, status="unknown", reason=_NOWHERE, detail=decision.rule)
