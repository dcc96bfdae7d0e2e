"""One audit from its first request to its last stored page: enter the site, fill the queue, work it off."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from a11y_audit.audit import plan
from a11y_audit.audit.assets import Assets
from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.entry import Entry, RobotsBook, address, enter
from a11y_audit.audit.events import Report, Stop
from a11y_audit.audit.local import Crawl
from a11y_audit.audit.neighbours import Neighbours
from a11y_audit.audit.plan import AGENT, Plan
from a11y_audit.audit.probing import OfTemplates
from a11y_audit.audit.showing import Showing
from a11y_audit.audit.turns import Turns
from a11y_audit.audit.unchanged import Unchanged
from a11y_audit.audit.variants import Variants
from a11y_audit.audit.watch import STORM, Watch
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client
from a11y_audit.crawl.hours import QuietHours
from a11y_audit.crawl.network import Border
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.urls import dropped
from a11y_audit.log import get_logger
from a11y_audit.render.tabs import Tabs
from a11y_audit.settings import Settings
from a11y_audit.store import frontier, reach, results, runs, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.letterings import Shelf
from a11y_audit.store.runs import Run

log = get_logger(__name__)

_BINDING = ("scope", "rules", "render", "probes")
"""Sections of the settings that one run can't change in its midst."""
_LOOK_S = 0.2
"""How often it is looked for reasons to stop, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """What an audit needs from outside.

    Attributes:
        settings, chosen: what to audit and by which rules.
        store: where results go.
        progress: told after each page.
        stop: a wish to stop.
        now: returns the time, aware UTC.
        full: whether unchanged pages are shown, too.
        view: name of a second window size, "" for the first.
        until: when the audit must stop, to go on another night; with it, important pages come first.
    """

    settings: Settings
    chosen: Plan
    store: Store
    progress: Report
    stop: Stop
    now: Callable[[], datetime]
    full: bool = False
    view: str = ""
    until: datetime | None = None

    async def run(self, *, fresh: bool) -> Run:
        """Begin a run, or go on with the interrupted one, and return it when no page waits or a stop is wished.

        Raises:
            SiteError: no seed can be audited.
            RestError: the site is to be left alone now.
            BrowserError: no browser can be used.
            StoreError: the store can't be written.
        """
        settings = self.settings
        seeds = [address(seed) for seed in settings.site.seeds]
        border = Border(seeds)
        pace = plan.pace(settings, seeds)
        async with plan.client(settings, border) as client, plan.tabs(settings, border) as tabs:
            watch = self._watch(client, seeds)
            await watch.begin()
            robots = RobotsBook(client, AGENT, pace=pace, asked=settings.crawl.robots)
            entry = await enter(client, robots, pace, settings.site, read_sitemaps=settings.crawl.sitemaps)
            run = self._begun(tabs.version, fresh=fresh)
            crawl = self._crawl(run, entry, client, pace, robots, tabs)
            await self._watched(crawl, watch)
        self._close(run)
        return run

    def _watch(self, client: Client, seeds: list[str]) -> Watch:
        crawl = self.settings.crawl
        return Watch(
            client=client,
            seeds=seeds,
            words=crawl.emergency_words,
            hours=QuietHours(crawl.quiet_hours),
            now=self.now,
            until=self.until,
        )

    @property
    def site(self) -> str:
        """The name under which its runs are compared."""
        return address(self.settings.site.seeds[0]) + (f"#{self.view}" if self.view else "")

    def _begun(self, browser: str, *, fresh: bool) -> Run:
        site = self.site
        unfinished = runs.unfinished(self.store, site)
        settings = self.settings.model_dump(mode="json")
        versions = plan.versions(self.settings, self.chosen, browser)
        if unfinished is not None and not fresh and _same_audit(unfinished, settings, versions):
            frontier.release(self.store, unfinished.id)
            return unfinished
        if unfinished is not None:
            log.warning("interrupted_run_ended", run=unfinished.id, fresh=fresh)
            runs.abandon(self.store, unfinished.id, now=self.now())
        return runs.start(self.store, site=site, view=self.view, settings=settings, versions=versions, now=self.now())

    def _crawl(self, run: Run, entry: Entry, client: Client, pace: Pace, robots: RobotsBook, tabs: Tabs) -> Crawl:
        settings = self.settings
        discovery = self._discovery(run, entry, robots)
        assets = Assets(store=self.store, client=client, pace=pace, of_site=lambda url: bool(discovery.of_site([url])))
        variants = Variants(client=client, pace=pace, discovery=discovery)
        pictured = results.pictured(self.store, run.site) if settings.report.pictures else None
        neighbours = Neighbours(scope=discovery.scope, robots=robots, pace=pace)
        trying = plan.probing(settings, self.chosen, self._choice(run), neighbours)
        shelf = partial(Shelf, self.store)
        visitor = plan.visitor(settings, self.chosen, tabs, pictured=pictured, trying=trying, shelf=shelf)
        visitor = replace(visitor, landed=discovery.landed)
        crawl = Crawl(
            store=self.store,
            run_id=run.id,
            unchanged=None,
            showing=Showing(
                store=self.store,
                visitor=visitor,
                discovery=discovery,
                variants=variants,
                assets=assets,
                meta_robots=settings.crawl.meta_robots,
                now=self.now,
            ),
            robots=robots,
            discovery=discovery,
            pace=pace,
            parallel=settings.crawl.parallel,
            max_pages=settings.crawl.max_pages,
            report=self.progress,
            stop=self.stop,
            now=self.now,
        )
        earlier = self._earlier(run)
        # A page behind a login answers a plain request, which has no session, with something else.
        if earlier and not self.full and not settings.render.storage_state:
            crawl.unchanged = Unchanged(
                run=run,
                earlier=earlier,
                ordinal=sum(each.basis_id is None for each in earlier.values()),
                rotate=settings.crawl.rotate,
                client=client,
                pace=pace,
                assets=assets,
                discovery=discovery,
                variants=variants,
                lastmod=_lastmod(entry, discovery),
                blobs=self.store.blobs,
                stopped=lambda: self.stop.soft or self.stop.hard,
            )
        return crawl

    def _choice(self, run: Run) -> OfTemplates:
        before = runs.previous(self.store, run)
        return OfTemplates(
            per_template=self.settings.probes.per_template,
            run_s=self.settings.probes.run_s,
            before=frontier.audited(self.store, before.id) if before else {},
            held=frozenset(tracking.open_pages(self.store, before.id, by_probe=True)) if before else frozenset(),
            tried=reach.tried(self.store, run.id),
        )

    def _discovery(self, run: Run, entry: Entry, robots: RobotsBook) -> Discovery:
        settings = self.settings
        seeds = (*entry.seeds, *(address(seed) for seed in settings.site.seeds))
        discovery = Discovery(
            scope=plan.scope(settings, seeds),
            forbidden=robots.decide,
            max_depth=settings.crawl.max_depth,
            dropped=dropped(settings.crawl.drop_parameters),
            index_names=entry.index_names,
        )
        if self.until is not None:
            titles = frontier.titles(self.store, run.site)
            discovery.turn = Turns(words=settings.schedule.first, titles=titles, seeds=frozenset(entry.seeds))
        before = runs.previous(self.store, run)
        if before is not None:
            # What was audited keeps its place where only so many addresses of one shape are followed.
            discovery.traps.favour(frontier.audited(self.store, before.id))
        for url, likeness in frontier.audited(self.store, run.id).items():
            discovery.traps.shown(url, likeness)
        discovery.remember(frontier.known(self.store, run.id).values())
        frontier.add(self.store, run.id, discovery.found(entry.seeds, found_by="seed", depth=0))
        ways = [found for way in entry.ways for found in discovery.found([way.url], found_by=way.found_by, depth=1)]
        frontier.add(self.store, run.id, ways)
        return discovery

    def _earlier(self, run: Run) -> dict[int, Run]:
        return {each.id: each for each in runs.every(self.store) if each.site == run.site and each.id < run.id}

    async def _watched(self, crawl: Crawl, watch: Watch) -> None:
        work = asyncio.create_task(self._worked_off(crawl))
        try:
            while not work.done() and not self.stop.hard:
                await asyncio.wait([work], timeout=_LOOK_S)
                if not self.stop.soft and (reason := await watch.look()):
                    self._leave(reason)
        finally:
            # Workers must have ended before the browser does: what they store from a dying one would be false.
            work.cancel()
            await asyncio.wait([work])
        if not work.cancelled():
            work.result()

    async def _worked_off(self, crawl: Crawl) -> None:
        run = runs.get(self.store, crawl.run_id)
        await self._run(crawl)
        if self._look_for_earlier(run, crawl):
            await self._run(crawl)
        if self.settings.crawl.confirm and not self._stopped:
            before = runs.previous(self.store, run)
            await crawl.confirm(tracking.unconfirmed(self.store, run.id, before.id if before else None))

    async def _run(self, crawl: Crawl) -> None:
        await crawl.run()
        if crawl.storm.over is not None:
            self._leave(STORM)

    def _leave(self, reason: str) -> None:
        log.warning("audit_stopped", reason=reason)
        self.stop.soft, self.stop.reason = True, reason

    @property
    def _stopped(self) -> bool:
        return self.stop.soft or self.stop.hard

    def _look_for_earlier(self, run: Run, crawl: Crawl) -> bool:
        """Queue pages on which something was wrong and to which nothing leads any more; tell whether there are any."""
        earlier = runs.previous(self.store, run)
        if earlier is None or self._stopped or self.settings.crawl.max_pages is not None:
            return False
        places = tracking.open_pages(self.store, earlier.id)
        found = crawl.discovery.found(places, found_by=frontier.EARLIER, depth=0)
        return frontier.add(self.store, run.id, found) > 0

    def _close(self, run: Run) -> None:
        limit = self.settings.crawl.max_pages
        if limit is not None and not self._stopped:
            frontier.close_waiting(self.store, run.id, NotAudited(Why.LIMIT, f"max_pages = {limit}"))
        frontier.mark_gone(self.store, run.id)


def _lastmod(entry: Entry, discovery: Discovery) -> dict[str, datetime]:
    """Return when pages changed last, as sitemaps and feeds say; the newest where they differ."""
    newest: dict[str, datetime] = {}
    for way in entry.ways:
        url = discovery.form(way.url)
        if url and way.lastmod:
            newest[url] = max(way.lastmod, newest.get(url, way.lastmod))
    return newest


def _same_audit(run: Run, settings: Mapping[str, object], versions: Mapping[str, str]) -> bool:
    """Whether an interrupted run may go on: one run has one scope, one set of rules and one engine."""
    return all(run.settings.get(part) == settings[part] for part in _BINDING) and all(
        run.versions.get(name) == versions[name] for name in ("rules", "axe-core", "gatherer")
    )
