"""Stores, runs and findings for tests of the store and of what stands on it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Box, Target
from a11y_audit.core.visit import NotAudited
from a11y_audit.store import frontier, reading, runs
from a11y_audit.store.engine import Store, open_store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import VisitResult, save_visit
from a11y_audit.store.runs import Run

SITE = "https://www.city.example.jp/"
START = datetime(2026, 4, 1, 18, 0, tzinfo=UTC)
FINDING = Finding(
    page=SITE,
    rule="image-alt-not-file-name",
    rule_version=1,
    reason="alt_is_file_name",
    kind=Kind.FAILED,
    criteria=("1.1.1", "2.4.4"),
    barrier="meaningless-alt",
    target=Target(
        selector="#a", snippet="<img>", fragment="header|img|||", region="header", box=Box(1.0, 2.0, 3.5, 4.0), line=7
    ),
    data={"alt": "ロゴ.gif"},
)


@contextmanager
def fresh_store() -> Iterator[Store]:
    """Give an empty store in a folder of its own."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        try:
            yield store
        finally:
            store.close()


def begun(store: Store, *urls: str, site: str = SITE, basis: Run | None = None, night: int = 0) -> Run:
    """Begin a run with these pages waiting."""
    now = START + timedelta(days=night)
    run = runs.start(
        store, site=site, settings={"a": "設定"}, versions={"axe": "4"}, now=now, basis_id=basis.id if basis else None
    )
    frontier.add(store, run.id, [Found(url=url, found_by="seed") for url in urls])
    return run


def visit_all(
    store: Store,
    run: Run,
    shown: Mapping[str, tuple[Finding, ...] | NotAudited],
    contacts: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Claim every waiting page and save what is shown of it, and whom its contact block names; return the pages' ids."""
    ids: dict[str, int] = {}
    reading.save_rules(store, run.id, {FINDING.rule: ""})
    for claim in frontier.claim(store, run.id, 1_000):
        ids[claim.url] = claim.page_id
        page = shown[claim.url]
        contact = (contacts or {}).get(claim.url, "")
        save_visit(store, run.id, replace(result(claim.page_id, page), contact=contact))
    return ids


def result(page_id: int, shown: tuple[Finding, ...] | NotAudited) -> VisitResult:
    """Return what a visit gave: findings, or why there are none."""
    if isinstance(shown, NotAudited):
        return VisitResult(page_id=page_id, tested_at=START, not_audited=shown)
    return VisitResult(page_id=page_id, tested_at=START, title="題", findings=shown, facts=b"facts")


def finding(page: str, kind: Kind = Kind.FAILED, part: str = "a", barrier: str = "meaningless-alt") -> Finding:
    """Return a finding on that part of a page."""
    target = Target(selector=f"#{part}", snippet="<img>", fragment=f"main|{part}", region="main")
    return replace(FINDING, page=page, kind=kind, target=target, barrier=barrier)
