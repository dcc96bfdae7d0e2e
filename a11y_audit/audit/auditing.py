"""One audit from its first request to its last stored page: enter the site, fill the queue, work it off."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from a11y_audit.audit import plan
from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.entry import Entry, RobotsBook, address, enter
from a11y_audit.audit.events import Report, Stop
from a11y_audit.audit.local import Crawl
from a11y_audit.audit.plan import AGENT, Plan
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, ClientSettings
from a11y_audit.log import get_logger
from a11y_audit.render.tabs import Tabs
from a11y_audit.settings import Settings
from a11y_audit.store import frontier, reading, results, runs
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run

log = get_logger(__name__)

_BINDING = ("scope", "rules", "render")
"""Sections of the settings that one run can't change in its midst."""
_LOOK_S = 0.2
"""How often a wish to stop at once is looked for, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """What an audit needs from outside.

    Attributes:
        settings, chosen: what to audit and by which rules.
        store: where results go.
        progress: told after each page.
        stop: a wish to stop.
        now: returns the time, aware UTC.
    """

    settings: Settings
    chosen: Plan
    store: Store
    progress: Report
    stop: Stop
    now: Callable[[], datetime]

    async def run(self, *, fresh: bool) -> Run:
        """Begin a run, or go on with the interrupted one, and return it when no page waits or a stop is wished.

        Raises:
            SiteError: no seed can be audited.
            BrowserError: no browser can be used.
            StoreError: the store can't be written.
        """
        settings = self.settings
        client = Client(
            ClientSettings(
                user_agent=plan.user_agent(settings),
                timeout_s=settings.crawl.navigation_timeout_s,
                max_bytes=settings.render.max_bytes,
            )
        )
        async with client, plan.tabs(settings) as tabs:
            robots = RobotsBook(client, AGENT, asked=settings.crawl.robots)
            entry = await enter(client, robots, settings.site.seeds, read_sitemaps=settings.crawl.sitemaps)
            run = self._begun(tabs.version, fresh=fresh)
            crawl = self._crawl(run, entry, robots, tabs)
            await self._watched(crawl)
            if self._look_for_earlier(run, crawl):
                await self._watched(crawl)
        self._close(run)
        return run

    def _look_for_earlier(self, run: Run, crawl: Crawl) -> bool:
        """Queue pages on which something was wrong and to which nothing leads any more; tell whether there are any."""
        earlier = runs.previous(self.store, run)
        if earlier is None or self.stop.soft or self.stop.hard or self.settings.crawl.max_pages is not None:
            return False
        places = reading.open_pages(self.store, earlier.id)
        found = crawl.discovery.found(places, found_by=frontier.EARLIER, depth=0)
        return frontier.add(self.store, run.id, found) > 0

    def _begun(self, browser: str, *, fresh: bool) -> Run:
        site = address(self.settings.site.seeds[0])
        unfinished = runs.unfinished(self.store, site)
        settings = self.settings.model_dump(mode="json")
        versions = plan.versions(self.settings, self.chosen, browser)
        if unfinished is not None and not fresh and _same_audit(unfinished, settings, versions):
            frontier.release(self.store, unfinished.id)
            return unfinished
        if unfinished is not None:
            log.warning("interrupted_run_ended", run=unfinished.id, fresh=fresh)
            runs.abandon(self.store, unfinished.id, now=self.now())
        return runs.start(self.store, site=site, settings=settings, versions=versions, now=self.now())

    def _crawl(self, run: Run, entry: Entry, robots: RobotsBook, tabs: Tabs) -> Crawl:
        settings = self.settings
        seeds = (*entry.seeds, *(address(seed) for seed in settings.site.seeds))
        discovery = Discovery(
            scope=plan.scope(settings, seeds), forbidden=robots.decide, max_depth=settings.crawl.max_depth
        )
        discovery.remember(frontier.urls(self.store, run.id))
        frontier.add(self.store, run.id, discovery.found(entry.seeds, found_by="seed", depth=0))
        frontier.add(self.store, run.id, discovery.found(entry.sitemap, found_by="sitemap", depth=1))
        pictured = results.pictured(self.store, run.site) if settings.report.pictures else None
        visitor = plan.visitor(settings, self.chosen, tabs, pictured)
        return Crawl(
            store=self.store,
            run_id=run.id,
            visitor=replace(visitor, landed=discovery.landed),
            robots=robots,
            discovery=discovery,
            pace=plan.pace(settings, seeds),
            parallel=settings.crawl.parallel,
            max_pages=settings.crawl.max_pages,
            report=self.progress,
            stop=self.stop,
            now=self.now,
        )

    async def _watched(self, crawl: Crawl) -> None:
        work = asyncio.create_task(crawl.run())
        try:
            while not work.done() and not self.stop.hard:
                await asyncio.wait([work], timeout=_LOOK_S)
        finally:
            # Workers must have ended before the browser does: what they store from a dying one would be false.
            work.cancel()
            await asyncio.wait([work])
        if not work.cancelled():
            work.result()

    def _close(self, run: Run) -> None:
        limit = self.settings.crawl.max_pages
        if limit is not None and not (self.stop.soft or self.stop.hard):
            frontier.close_waiting(self.store, run.id, NotAudited(Why.LIMIT, f"max_pages = {limit}"))
        frontier.mark_gone(self.store, run.id)


def _same_audit(run: Run, settings: Mapping[str, object], versions: Mapping[str, str]) -> bool:
    """Whether an interrupted run may go on: one run has one scope, one set of rules and one engine."""
    return all(run.settings.get(part) == settings[part] for part in _BINDING) and all(
        run.versions.get(name) == versions[name] for name in ("rules", "axe-core")
    )
