"""A small site in a store, audited over nights, for tests of samples and of the JIS test."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from a11y_audit.core.finding import Finding
from a11y_audit.core.visit import NotAudited
from a11y_audit.store import frontier, reading, results, runs
from a11y_audit.store.engine import Store
from a11y_audit.store.results import VisitResult
from a11y_audit.store.runs import Run
from a11y_audit.subject import Content, Facts
from tests.unit.stores import FINDING, SITE, START, begun

Shown = Sequence[Finding] | NotAudited
PARTS = ("title", "text", "headings", "links", "images", "tables", "fields", "media", "moving", "language")


def content(version: str = "", **counts: int) -> Content:
    """Return what a page has; another version of it has another text and title."""
    return Content(
        whole=True,
        counts=counts or {"image": 1},
        parts=dict.fromkeys(PARTS, version) | dict.fromkeys(("frame", "frame_text", "widgets", "files"), "same"),
        shown={"title": (f"題{version}",)},
    )


def night(
    store: Store, pages: Mapping[str, Shown], *, number: int = 0, contents: Mapping[str, Content] | None = None
) -> Run:
    """Audit pages, given by path, and end the run; each page has a text of its own unless told otherwise."""
    run = begun(store, *(f"{SITE}{path}" for path in pages), night=number)
    reading.save_rules(store, run.id, {FINDING.rule: ""})
    for claim in frontier.claim(store, run.id, 1_000):
        path = claim.url.removeprefix(SITE)
        known = (contents or {}).get(path, content(path))
        results.save_visit(store, run.id, _visit(claim.page_id, claim.url, pages[path], known))
    runs.finish(store, run.id, state="complete", now=START)
    return runs.get(store, run.id)


def _visit(page_id: int, url: str, shown: Shown, known: Content) -> VisitResult:
    if isinstance(shown, NotAudited):
        return VisitResult(page_id=page_id, tested_at=START, not_audited=shown)
    facts = Facts(page=url, title=f"題 {url}", heading="", language="ja", title_target=None, links=(), content=known)
    return VisitResult(
        page_id=page_id,
        tested_at=START,
        title=f"題 {url}",
        skeleton="t",
        findings=tuple(shown),
        facts=results.pack(asdict(facts)),
    )
