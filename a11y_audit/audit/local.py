"""Run an audit on one machine: pages from the store are looked at, shown where that is needed, and put back judged."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from urllib.parse import urlsplit

from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.entry import RobotsBook
from a11y_audit.audit.events import Progress, Report, Stop, together
from a11y_audit.audit.showing import Showing
from a11y_audit.audit.unchanged import Judge, Unchanged, Verdict
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.emergency import Storm
from a11y_audit.crawl.pace import Pace
from a11y_audit.store import frontier, results, standing
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Claim, Found
from a11y_audit.store.results import VisitResult
from a11y_audit.store.standing import Basis, Known

_REPORTED_S = 0.5
"""How often it is told how far the audit is, in seconds: counting a large run takes its time."""
_LOOKED_AT = 64
"""Pages looked at together by plain requests."""
_STORM = frozenset({Why.SERVER_ERROR, Why.TOO_MANY, Why.TIMEOUT, Why.REFUSED, Why.NETWORK})


@dataclass(slots=True, kw_only=True)
class Crawl:
    """One run on one machine, from its first waiting page to its last.

    Attributes:
        store, run_id: where pages come from and results go.
        unchanged: tells which pages are as they were; None when all are shown.
        showing: shows pages and judges them.
        robots, discovery, pace: which pages may be visited, which are taken in, how fast.
        parallel: pages shown at the same time.
        max_pages: pages audited at most, or None.
        report: told after each page.
        stop: looked at before each page.
        now: returns the time, aware UTC.
        storm: the host that refused so often that it seems to be in an emergency; the audit leaves it alone.
    """

    store: Store
    run_id: int
    unchanged: Unchanged | None
    showing: Showing
    robots: RobotsBook
    discovery: Discovery
    pace: Pace
    parallel: int
    max_pages: int | None
    report: Report
    stop: Stop
    now: Callable[[], datetime]
    storm: Storm = field(default_factory=Storm)
    _ready: deque[tuple[Claim, Judge | None]] = field(default_factory=deque)
    _known: set[int] = field(default_factory=set)
    _put_off: set[int] = field(default_factory=set)
    _refusing: set[str] = field(default_factory=set)
    _audited: int = 0
    _in_flight: int = 0
    _done: bool = False
    _reported: float = 0.0
    _turn: asyncio.Condition = field(default_factory=asyncio.Condition)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Work until no page waits, the limit is reached, or a stop is wished."""
        self._audited = frontier.tally(self.store, self.run_id).audited
        self._known = set(frontier.known(self.store, self.run_id))
        self._done = False
        await together([self._fill(), *(self._work() for _ in range(self.parallel))])

    @property
    def _stopping(self) -> bool:
        return self.stop.soft or self.stop.hard or self.storm.over is not None

    async def _fill(self) -> None:
        """Claim pages, look at them, and lay ready those that must be shown."""
        try:
            while (room := await self._room()) > 0:
                async with self._writing:
                    claims = await asyncio.to_thread(frontier.claim, self.store, self.run_id, room)
                if claims:
                    self._in_flight += len(claims)
                    await self._look(claims)
                elif not self._in_flight:
                    return
                else:
                    await self._change()
        finally:
            async with self._turn:
                self._done = True
                self._turn.notify_all()

    async def _room(self) -> int:
        """Wait until more pages may be claimed and return how many; 0 when no more are wanted."""
        while not self._stopping:
            most = _LOOKED_AT if self.unchanged else 2 * self.parallel
            if self.max_pages is not None:
                most = min(most, self.max_pages - self._audited - self._in_flight)
            if most > 0 and len(self._ready) < 2 * self.parallel:
                return most
            if not self._in_flight:
                return 0
            await self._change()
        return 0

    async def _change(self) -> None:
        async with self._turn:
            await self._turn.wait()

    async def _ended(self, pages: int) -> None:
        async with self._turn:
            self._in_flight -= pages
            self._turn.notify_all()

    async def _offer(self, claim: Claim, judge: Judge | None = None) -> None:
        async with self._turn:
            self._ready.append((claim, judge))
            self._turn.notify_all()

    async def _look(self, claims: Sequence[Claim]) -> None:
        if self.unchanged is None:
            for claim in claims:
                await self._offer(claim)
            return
        ids = [claim.page_id for claim in claims]
        known = await asyncio.to_thread(standing.known, self.store, self.run_id, ids)
        stands: dict[int, Basis | NotAudited] = {}

        async def look(claim: Claim) -> None:
            verdict = await self._verdict(claim, known.get(claim.page_id))
            if isinstance(verdict, Basis | NotAudited):
                stands[claim.page_id] = verdict
            else:
                await self._offer(claim, verdict)

        await together(look(claim) for claim in claims)
        if stands:
            await self._save_standing([claim for claim in claims if claim.page_id in stands], stands)

    async def _verdict(self, claim: Claim, known: Known | None) -> Verdict:
        assert self.unchanged is not None
        if known is None or self._stopping:
            return None
        return await self.robots.refusal(claim.url) or await self.unchanged.verdict(claim.url, known)

    async def _save_standing(self, claims: Sequence[Claim], stands: Mapping[int, Basis | NotAudited]) -> None:
        found = await self._found_by_standing(claims, stands)
        async with self._writing:
            await asyncio.to_thread(standing.stand, self.store, self.run_id, stands, found, now=self.now())
        self._audited += sum(isinstance(each, Basis) for each in stands.values())
        await self._ended(len(claims))
        await self._tell(claims[-1].url)

    async def _found_by_standing(
        self, claims: Sequence[Claim], stands: Mapping[int, Basis | NotAudited]
    ) -> list[Found]:
        judged = {page_id: each.judged_in for page_id, each in stands.items() if isinstance(each, Basis)}
        targets = await asyncio.to_thread(standing.links, self.store, judged.items())
        fresh = {target for ids in targets.values() for target in ids} - self._known
        urls = await asyncio.to_thread(standing.addresses, self.store, fresh) if fresh else {}
        found: list[Found] = []
        for claim in claims:
            end = stands[claim.page_id]
            if isinstance(end, NotAudited):
                found += await self.showing.found_by_refusal(claim, end)
                continue
            self.discovery.traps.shown(claim.url, end.row["likeness"] or "")
            new = [urls[each] for each in targets.get(claim.page_id, ()) if each in urls]
            found += self.discovery.found(new, found_by="link", depth=claim.depth + 1, found_on=claim.page_id)
        self._known |= fresh
        return found

    async def _work(self) -> None:
        while (task := await self._next()) is not None:
            try:
                await self._one(*task)
            finally:
                await self._ended(1)

    async def _next(self) -> tuple[Claim, Judge | None] | None:
        async with self._turn:
            while not self._stopping:
                if self._ready:
                    return self._ready.popleft()
                if self._done and not self._in_flight:
                    return None
                await self._turn.wait()
            self._turn.notify_all()
            return None

    async def _one(self, claim: Claim, judge: Judge | None) -> None:
        result = await self._result(claim, judge)
        if result is None:
            self._in_flight += 1
            await self._offer(claim)
            return
        async with self._writing:
            await asyncio.to_thread(results.save_visit, self.store, self.run_id, result)
        self._audited += result.not_audited is None
        await self._tell(claim.url)

    async def _result(self, claim: Claim, judge: Judge | None) -> VisitResult | None:
        """Return what came of a page, or None when it is to be asked for once more, after a pause."""
        if judge is not None:
            return await self.showing.judged_again(claim, judge.basis)
        if forbidden := await self.robots.refusal(claim.url):
            return VisitResult(page_id=claim.page_id, tested_at=self.now(), not_audited=forbidden)
        host = urlsplit(claim.url).netloc
        await self.pace.wait(host)
        result = await self.showing.shown(claim)
        refused = result.not_audited
        if refused is not None and refused.why in _STORM:
            self.storm.refused(host)
            return None if self._is_put_off(claim, host, refused) else result
        self.storm.answered(host)
        if refused is None:
            self.pace.recover(host)
            self._refusing.discard(host)
        return result

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

    async def confirm(self, pages: Mapping[tuple[int, str], set[str]]) -> None:
        """Test pages once more, each in a browser context of its own, because of defects that are new on them."""
        waiting = iter(pages.items())

        async def work() -> None:
            for (page_id, url), new in waiting:
                if self._stopping:
                    return
                await self.pace.wait(urlsplit(url).netloc)
                found = await self.showing.findings(url)
                if found is not None:
                    async with self._writing:
                        await asyncio.to_thread(
                            results.save_second_test, self.store, self.run_id, page_id, found, new=new
                        )

        await together(work() for _ in range(self.parallel))

    async def _tell(self, url: str) -> None:
        if monotonic() - self._reported >= _REPORTED_S:
            self._reported = monotonic()
            self.report(await asyncio.to_thread(self._progress, url))

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
