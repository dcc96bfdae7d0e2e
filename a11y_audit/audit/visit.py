"""Visit one page: show it, record it, judge it, take pictures of what is new."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from a11y_audit.audit.covering import covers
from a11y_audit.audit.judge import Judgement, judge_page
from a11y_audit.audit.probing import Probing
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Rule
from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import BrowserError
from a11y_audit.log import get_logger
from a11y_audit.probes.live import Picture
from a11y_audit.probes.page import Recording, Remembered, record
from a11y_audit.render.seam import Lender, ShownPage
from a11y_audit.render.tab import BrokenTab, MovedError, Tab
from a11y_audit.subject import Facts, Page, facts, head, likeness

log = get_logger(__name__)

PICTURES_PER_PAGE = 8
MOVES_FOLLOWED = 3
"""How often a page may go elsewhere by itself while it is being recorded."""
_ONCE_MORE = frozenset({Why.CRASH, Why.NETWORK})
"""What the death of the browser, or of the process that fetches for it, looks like from here."""
_SILENT = frozenset({Why.TIMEOUT, Why.EMPTY})
_CUT_OFF = "the browser's network process ended"
_PICTURED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW)

Pictures = tuple[tuple[Finding, Picture], ...]
"""Findings with a picture each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """One audited page: the record, what was said of it, its facts, and pictures by defect.

    `links` are the addresses to which it leads; `canonical` and `directives` what it says of itself to crawlers;
    `likeness` is equal for pages that differ in numbers only, `skeleton` for those of one template.
    """

    recording: Recording
    title: str
    links: tuple[str, ...]
    canonical: str | None
    directives: tuple[str, ...]
    likeness: str
    judgement: Judgement
    facts: Facts
    pictures: Pictures
    skeleton: str


def stays(_: str, __: str) -> NotAudited | None:
    """Audit a page wherever it led to."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """What every visit of a run has in common.

    Attributes:
        tabs: the browser.
        rules: page rules that are on.
        axe: axe's run options, or None to leave axe out.
        timeout_s: time for everything that is done with one page.
        element_limit: elements recorded of a page at most.
        pictured: defects that have a stored picture, kept up by who stores them. None for no pictures at all.
        readings: how the site's own names are read, in kana.
        landed: why a page that was asked for and led to another address is not audited; by default every one is.
        remembered: what image files say and how they move, what is behind texts; None where the browser hands none.
        probing: how pages are tried out, or None when none is.
    """

    tabs: Lender
    rules: Sequence[Rule[Any]]
    axe: dict[str, object] | None
    timeout_s: float
    element_limit: int
    pictured: set[str] | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    landed: Callable[[str, str], NotAudited | None] = stays
    remembered: Remembered | None = field(default_factory=Remembered)
    probing: Probing | None = None

    async def visit(self, url: str, *, fresh: bool = False) -> Visited | NotAudited:
        """Visit a page; where browser or connection breaks under it, try once more. Never raises for what a page does.

        With `fresh`, it is shown in a browser context that no page has used.
        """
        start = monotonic()
        outcome = await self._attempt(url, fresh=fresh)
        if isinstance(outcome, NotAudited) and outcome.why in _ONCE_MORE:
            outcome = await self._attempt(url, fresh=fresh)
        if isinstance(outcome, NotAudited):
            log.info("page_not_audited", url=url, why=outcome.why.value, detail=outcome.detail)
        else:
            log.info("page_audited", url=url, findings=len(outcome.judgement.findings), ms=round(since_ms(start)))
        return outcome

    def anew(self) -> "Visitor":
        """Return a visitor for second tests: it takes no pictures, and looks at all again that this one remembers."""
        # What a file says is known by its bytes, and need not be read again.
        again = self.remembered and Remembered(letterings=self.remembered.letterings)
        return replace(self, pictured=None, remembered=again)

    async def _attempt(self, url: str, *, fresh: bool) -> Visited | NotAudited:
        network = self.tabs.network
        outcome = await self._tried(url, fresh=fresh)
        is_silent = isinstance(outcome, NotAudited) and outcome.why in _SILENT
        if is_silent and await self.tabs.network_changed(network):
            # It was not the page that had nothing to say.
            return NotAudited(Why.NETWORK, _CUT_OFF)
        return outcome

    async def _tried(self, url: str, *, fresh: bool) -> Visited | NotAudited:
        try:
            async with asyncio.timeout(self.timeout_s) as limit, self.tabs.lend(fresh=fresh) as tab:
                outcome = await self._with(tab, url)
                if isinstance(outcome, Visited):
                    limit.reschedule(None)  # to try a page out has limits of its own
                    outcome = await self._tried_out(tab, url, outcome)
                    limit.reschedule(asyncio.get_running_loop().time() + self.timeout_s)
                await tab.clean(url)
                return outcome
        except TimeoutError:
            return NotAudited(Why.TIMEOUT, f"{self.timeout_s:g} s")
        except BrokenTab as error:
            log.info("page_broke", url=url, error=str(error))
            return NotAudited(Why.CRASH, str(error).splitlines()[0][:200] if str(error) else "")
        except BrowserError:  # no page can be shown any more: the audit ends here and goes on another day
            raise
        except Exception as error:  # the guard around one visit: our own fault on one page must not end the audit
            log.exception("visit_failed", url=url)
            return NotAudited(Why.INTERNAL, type(error).__name__)

    async def _with(self, tab: ShownPage, url: str) -> Visited | NotAudited:
        recording = await self._recorded(tab, url)
        if isinstance(recording, NotAudited):
            return recording
        if moved := self.landed(url, recording.response.final_url):
            return moved
        page, judgement, known = await asyncio.to_thread(judged, recording, self.rules, self.readings)
        if page.empty:
            return NotAudited(Why.EMPTY)
        if page.fault is not None:
            return NotAudited(Why.BROKEN, page.fault[:200])
        pictures = await self._pictures(tab, page, judgement)
        return Visited(
            recording=recording,
            title=page.title,
            links=_links(page),
            canonical=head.canonical(page),
            directives=head.directives(page),
            likeness=likeness(page),
            judgement=judgement,
            facts=known,
            pictures=pictures,
            skeleton=known.skeleton,
        )

    async def _tried_out(self, tab: ShownPage, url: str, visited: Visited) -> Visited:
        """Try the page out where that is wanted, and judge it anew with what was seen."""
        if (
            self.probing is None
            or not isinstance(tab, Tab)
            or not self.probing.choice.wants(url, visited.skeleton, visited.likeness)
        ):
            return visited
        recording, shown = await self.probing.tried(tab, url, visited.recording)
        _, judgement, known = await asyncio.to_thread(judged, recording, self.rules, self.readings)
        pictures = self._with_shown(visited.pictures, judgement, shown)
        return replace(visited, recording=recording, judgement=judgement, facts=known, pictures=pictures)

    async def _recorded(self, tab: ShownPage, url: str) -> Recording | NotAudited:
        shown = await tab.show(url)
        for _ in range(MOVES_FOLLOWED):
            if isinstance(shown, NotAudited):
                return shown
            try:
                return await record(
                    tab, shown, axe=self.axe, element_limit=self.element_limit, remembered=self.remembered
                )
            except MovedError:
                shown = await tab.follow(url)
        tab.broken = True
        return NotAudited(Why.REDIRECT_LOOP)

    async def _pictures(self, tab: ShownPage, page: Page, judgement: Judgement) -> Pictures:
        if self.pictured is None:
            return ()
        taken: dict[str, tuple[Finding, Picture]] = {}
        for finding in judgement.findings:
            if len(taken) >= PICTURES_PER_PAGE:
                break
            if finding.kind not in _PICTURED or finding.defect in self.pictured or finding.defect in taken:
                continue
            box = finding.target.box if finding.target else None
            if box is None or finding.target is None or finding.target.selector in ("html", "body"):
                continue
            if picture := await tab.picture(box):
                taken[finding.defect] = (finding, replace(picture, covers=covers(page, _sight(box, picture))))
        return tuple(taken.values())

    def _with_shown(self, taken: Pictures, judgement: Judgement, shown: Mapping[str, Picture]) -> Pictures:
        """Add the pictures that probes took of what they saw, a picture a defect."""
        if self.pictured is None:
            return ()
        known = self.pictured | {finding.defect for finding, _ in taken}
        more: dict[str, tuple[Finding, Picture]] = {}
        for finding in judgement.findings:
            picture = shown.get(str(finding.data.get("picture", "")))
            if picture and finding.kind in _PICTURED and finding.defect not in known:
                more.setdefault(finding.defect, (finding, picture))
        return (*taken, *more.values())


def judged(
    recording: Recording, rules: Sequence[Rule[Any]], readings: Mapping[str, str]
) -> tuple[Page, Judgement, Facts]:
    """Return the recorded page, what the page rules say of it, and what site rules need of it."""
    page = Page(recording.snapshot(), readings)
    return page, judge_page(page, rules), facts(page)


def _sight(box: Box, picture: Picture) -> Box:
    """Return which part of the page a picture of `box` shows."""
    return Box(box.x - picture.place.x, box.y - picture.place.y, picture.width, picture.height)


def _links(page: Page) -> tuple[str, ...]:
    ahead = head.refresh(page)
    return (*page.snapshot.links, ahead) if ahead else page.snapshot.links


def since_ms(start: float) -> float:
    """Return the milliseconds since `start`, a value of `time.monotonic`."""
    return (monotonic() - start) * 1_000
