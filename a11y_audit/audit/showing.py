"""Show pages and make of each what is stored: findings, evidence, links, and where else it leads."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from a11y_audit.audit.assets import Assets, validators
from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.plan import AGENT
from a11y_audit.audit.records import recall, stored
from a11y_audit.audit.variants import Variants
from a11y_audit.audit.visit import Visited, Visitor, judged, since_ms
from a11y_audit.core.finding import Finding
from a11y_audit.core.rule import Rule
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.robots import meta_directives
from a11y_audit.store import results, standing
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Claim, Found
from a11y_audit.store.results import VisitResult
from a11y_audit.store.standing import Basis

_NO_FOLDER = frozenset({Why.NOT_FOUND, Why.FORBIDDEN, Why.CLIENT_ERROR})
"""Ends of a folder's address whose index page may answer under its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What turns claims into results.

    Attributes:
        store: takes the large things.
        visitor: shows and judges pages.
        discovery, variants, assets: what links, other addresses and shared files of a page are worth.
        meta_robots: whether what pages say to robots is obeyed.
        now: returns the time, aware UTC.
    """

    store: Store
    visitor: Visitor
    discovery: Discovery
    variants: Variants
    assets: Assets
    meta_robots: bool
    now: Callable[[], datetime]

    async def shown(self, claim: Claim) -> VisitResult:
        """Show a page, judge it, and return what is to be stored."""
        start = monotonic()
        outcome = await self.visitor.visit(claim.url)
        if isinstance(outcome, Visited):
            outcome = await self._left_out(claim.url, outcome) or outcome
        if isinstance(outcome, NotAudited):
            found = await self.found_by_refusal(claim, outcome)
            return VisitResult(page_id=claim.page_id, tested_at=self.now(), not_audited=outcome, found=tuple(found))
        self.discovery.traps.shown(claim.url, outcome.likeness)
        links = self.discovery.of_site(self._links(outcome))
        found = self.discovery.found(links, found_by="link", depth=claim.depth + 1, found_on=claim.page_id)
        response = outcome.recording.response
        result = await asyncio.to_thread(
            stored,
            self.store,
            claim.page_id,
            outcome,
            found=tuple(found),
            links=links,
            headers=validators(response.headers),
            assets=None if response.unsteady else await self.assets.keep(response.assets),
            tested_at=self.now(),
            elapsed_ms=since_ms(start),
        )
        if self.visitor.pictured is not None:
            # Only now: a page that fails after its pictures were taken leaves them to the next page of the defect.
            self.visitor.pictured.update(shot.defect for shot in result.shots)
        return result

    async def found_by_refusal(self, claim: Claim, end: NotAudited) -> list[Found]:
        """Return where a page that is not audited under its address leads."""
        if end.why is Why.REDIRECTED:
            return self.discovery.found([end.detail], found_by="redirect", depth=claim.depth, found_on=claim.page_id)
        if end.why is Why.DUPLICATE:
            return self.discovery.found([end.detail], found_by="canonical", depth=claim.depth, found_on=claim.page_id)
        if end.why in _NO_FOLDER and claim.url.endswith("/"):
            names = await self.variants.index_pages(claim.url)
            return self.discovery.exactly(names, found_by="index", depth=claim.depth, found_on=claim.page_id)
        return []

    async def findings(self, url: str) -> tuple[Finding, ...] | None:
        """Show a page in a fresh context and return what the rules find; None when it can't be audited now."""
        outcome = await self.visitor.anew().visit(url, fresh=True)
        return outcome.judgement.findings if isinstance(outcome, Visited) else None

    async def judged_again(self, claim: Claim, basis: Basis) -> VisitResult:
        """Judge a page that is as it was from its record, with today's rules."""
        return await asyncio.to_thread(self._judged, claim, basis)

    def _judged(self, claim: Claim, basis: Basis) -> VisitResult:
        ids = standing.links(self.store, [(claim.page_id, basis.judged_in)]).get(claim.page_id, [])
        links = tuple(standing.addresses(self.store, ids).values())
        found = self.discovery.found(links, found_by="link", depth=claim.depth + 1, found_on=claim.page_id)
        return from_record(
            self.store,
            self.visitor.rules,
            self.visitor.readings,
            page_id=claim.page_id,
            basis=basis,
            links=links,
            found=tuple(found),
        )

    async def _left_out(self, url: str, visited: Visited) -> NotAudited | None:
        if self.meta_robots and "noindex" in meta_directives(visited.directives, AGENT):
            return NotAudited(Why.ROBOTS, "noindex")
        return await self.variants.duplicate(url, visited.canonical)

    def _links(self, visited: Visited) -> Iterable[str]:
        if self.meta_robots and "nofollow" in meta_directives(visited.directives, AGENT):
            return ()
        return (*visited.links, visited.canonical) if visited.canonical else visited.links


def from_record(
    store: Store,
    rules: Iterable[Rule[Any]],
    readings: Mapping[str, str],
    *,
    page_id: int,
    basis: Basis,
    links: tuple[str, ...],
    found: tuple[Found, ...] = (),
) -> VisitResult:
    """Return what rules say of the record of an earlier visit; what a second test did not confirm stays apart."""
    page, judgement, known = judged(recall(store, basis.snapshot), tuple(rules), readings)
    return VisitResult(
        page_id=page_id,
        tested_at=basis.tested_at,
        final_url=basis.row["final_url"],
        title=page.title[:1_000],
        snapshot=basis.snapshot,
        headers=basis.headers,
        assets=basis.assets,
        likeness=basis.row["likeness"] or "",
        skeleton=basis.row["skeleton"] or "",
        probes=basis.row["probes"] or "",
        contact=known.contact,
        links=links,
        outcomes=judgement.outcomes,
        facts=results.pack(asdict(known)),
        findings=judgement.findings,
        unstable=standing.unstable(store, basis.judged_in, page_id),
        found=found,
    )
