"""Run an audit on one machine: workers take pages from the store, visit them, and put back what came out."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from urllib.parse import urlsplit

from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.entry import RobotsBook
from a11y_audit.audit.events import Progress, Report, Stop, together
from a11y_audit.audit.records import stored
from a11y_audit.audit.visit import Visitor
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.pace import Pace
from a11y_audit.store import frontier, results
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Claim
from a11y_audit.store.results import VisitResult

_REPORTED_S = 0.5
"""How often it is told how far the audit is, in seconds: counting a large run takes its time."""


@dataclass(slots=True, kw_only=True)
class Crawl:
    """One run on one machine, from its first waiting page to its last.

    Attributes:
        store, run_id: where pages come from and results go.
        visitor, robots, discovery, pace: how pages are shown, which may be, which are taken in, how fast.
        parallel: pages in flight at most.
        max_pages: pages audited at most, or None.
        report: told after each page.
        stop: looked at before each page.
        now: returns the time, aware UTC.
    """

    store: Store
    run_id: int
    visitor: Visitor
    robots: RobotsBook
    discovery: Discovery
    pace: Pace
    parallel: int
    max_pages: int | None
    report: Report
    stop: Stop
    now: Callable[[], datetime]
    _claims: deque[Claim] = field(default_factory=deque)
    _put_off: set[int] = field(default_factory=set)
    _refusing: set[str] = field(default_factory=set)
    _audited: int = 0
    _reported: float = 0.0
    _in_flight: int = 0
    _turn: asyncio.Condition = field(default_factory=asyncio.Condition)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Work until no page waits, the limit is reached, or a stop is wished."""
        self._audited = frontier.tally(self.store, self.run_id).audited
        await together(self._work() for _ in range(self.parallel))

    async def _work(self) -> None:
        while (claim := await self._next()) is not None:
            try:
                await self._one(claim)
            finally:
                async with self._turn:
                    self._in_flight -= 1
                    self._turn.notify_all()

    async def _next(self) -> Claim | None:
        async with self._turn:
            while not (self.stop.soft or self.stop.hard):
                if self.max_pages is not None and self._audited + self._in_flight >= self.max_pages:
                    if not self._in_flight:
                        return None
                elif self._claims or await self._refill():
                    self._in_flight += 1
                    return self._claims.popleft()
                elif not self._in_flight:
                    return None
                await self._turn.wait()
            self._turn.notify_all()
            return None

    async def _refill(self) -> bool:
        async with self._writing:
            self._claims.extend(await asyncio.to_thread(frontier.claim, self.store, self.run_id, 2 * self.parallel))
        return bool(self._claims)

    async def _one(self, claim: Claim) -> None:
        result = await self._visited(claim)
        if result is None:
            self._claims.append(claim)
            return
        async with self._writing:
            await asyncio.to_thread(results.save_visit, self.store, self.run_id, result)
            self._audited += result.not_audited is None
        if monotonic() - self._reported >= _REPORTED_S:
            self._reported = monotonic()
            self.report(await asyncio.to_thread(self._progress, claim.url))

    async def _visited(self, claim: Claim) -> VisitResult | None:
        """Return what came of a page, or None when it is to be asked for once more, after a pause."""
        start = monotonic()
        if forbidden := await self.robots.refusal(claim.url):
            return VisitResult(page_id=claim.page_id, tested_at=self.now(), not_audited=forbidden)
        host = urlsplit(claim.url).netloc
        if delay := self.robots.delay_s(host):
            self.pace.set_crawl_delay(host, delay)
        await self.pace.wait(host)
        outcome = await self.visitor.visit(claim.url)
        if isinstance(outcome, NotAudited):
            if self._is_put_off(claim, host, outcome):
                return None
            ahead = [outcome.detail] if outcome.why is Why.REDIRECTED else []
            found = self.discovery.found(ahead, found_by="redirect", depth=claim.depth, found_on=claim.page_id)
            return VisitResult(page_id=claim.page_id, tested_at=self.now(), not_audited=outcome, found=tuple(found))
        self.pace.recover(host)
        self._refusing.discard(host)
        found = self.discovery.found(outcome.links, found_by="link", depth=claim.depth + 1, found_on=claim.page_id)
        return await asyncio.to_thread(
            stored,
            self.store,
            claim.page_id,
            outcome,
            tuple(found),
            tested_at=self.now(),
            elapsed_ms=(monotonic() - start) * 1_000,
        )

    def _is_put_off(self, claim: Claim, host: str, outcome: NotAudited) -> bool:
        if outcome.why not in (Why.TOO_MANY, Why.SERVER_ERROR):
            return False
        if outcome.retry_after_s is None or host in self._refusing:
            self.pace.slow(host)
            return False
        if claim.page_id in self._put_off:
            # It refuses even after the pause that it asked for: to wait again for each page would take days.
            self._refusing.add(host)
            self.pace.slow(host)
            return False
        self.pace.slow(host, outcome.retry_after_s or None)
        self._put_off.add(claim.page_id)
        return True

    def _progress(self, url: str) -> Progress:
        number = frontier.tally(self.store, self.run_id)
        return Progress(
            audited=number.audited,
            waiting=number.waiting,
            not_audited=number.not_audited,
            found=number.audited + number.waiting + number.not_audited,
            left_out=number.left_out,
            url=url,
        )
