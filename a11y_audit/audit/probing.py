"""Try pages out: which of them, with which probes, and for how long.

Probes cost seconds. Pages of one template share what is tried out: on a first night, some pages of each template are;
later also those that changed, and always those where trying showed an open defect. The report tells how far it goes.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Protocol

from a11y_audit.core.lettering import READING
from a11y_audit.core.snapshot import Evidence
from a11y_audit.log import get_logger
from a11y_audit.probes.live import Picture, Stage, StageEndedError
from a11y_audit.probes.page import Recording
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.render.stage import Leave, nowhere, stage
from a11y_audit.render.tab import Tab

log = get_logger(__name__)

_GRACE_S = 5.0
"""How much longer than it should a probe may take until it is ended."""


class Choice(Protocol):
    """Tells which pages are tried out."""

    def wants(self, url: str, skeleton: str, likeness: str) -> bool:
        """Whether the page is to be tried out now; one that is wanted counts as tried out."""
        ...

    def spent(self, seconds: float) -> None:
        """Note how long a page took."""
        ...


class Every:
    """Tries out every page."""

    def wants(self, url: str, skeleton: str, likeness: str) -> bool:  # noqa: ARG002 -- whatever page it is
        """Whether the page is to be tried out now."""
        return True

    def spent(self, seconds: float) -> None:
        """Note how long a page took."""


@dataclass(slots=True, kw_only=True)
class OfTemplates:
    """Tries out some pages of each template, pages that changed, and pages where trying found an open defect.

    Attributes:
        per_template: pages of each template at least, as far as there are so many.
        run_s: seconds that all pages together may take; half of it is kept from pages that merely changed.
        before: address → likeness of pages that earlier runs audited.
        held: pages with an open defect that only trying shows: nobody would know whether it is still there.
        tried: address → skeleton of the pages that this run tried out.
        left_out: how often a page was wanted when no time was left.
    """

    per_template: int
    run_s: float
    before: Mapping[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    tried: dict[str, str] = field(default_factory=dict)
    used_s: float = 0.0
    left_out: int = 0

    def wants(self, url: str, skeleton: str, likeness: str) -> bool:
        """Whether the page is to be tried out now; one that is wanted counts as tried out."""
        if url in self.tried:  # the second test of what is new
            return True
        needed = url in self.held or list(self.tried.values()).count(skeleton) < self.per_template
        changed = self.before.get(url, likeness) != likeness
        if not needed and not changed:
            return False
        if self.used_s >= (self.run_s if needed else self.run_s / 2):
            self.left_out += 1
            return False
        self.tried[url] = skeleton
        return True

    def spent(self, seconds: float) -> None:
        """Note how long a page took."""
        self.used_s += seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Probing:
    """How pages are tried out.

    Attributes:
        probes: in the order in which they are run.
        choice: which pages.
        page_s: seconds that all probes may take on one page.
        element_limit: elements of a page that have numbers.
        leave: whether a probe may look at another page now; waits for its turn.
    """

    probes: Sequence[Probe]
    choice: Choice
    page_s: float
    element_limit: int
    leave: Leave = nowhere

    async def tried(self, tab: Tab, url: str, recording: Recording) -> tuple[Recording, Mapping[str, Picture]]:
        """Try out the page that `tab` shows; return its record with what was seen, and pictures by probe and name.

        A probe that fails is told as not finished; the tab must not be used again.
        """
        begun, budget = monotonic(), Budget(self.page_s)
        evidence: dict[str, Evidence] = {}
        pictures: dict[str, Picture] = {}
        try:
            async with stage(tab, url, element_limit=self.element_limit, leave=self.leave) as live:
                for probe in self.probes:
                    gathered = await self._gathered(probe, live, budget)
                    evidence[probe.id] = Evidence(version=probe.version, finished=gathered.finished, data=gathered.data)
                    pictures |= {f"{probe.id} {name}": picture for name, picture in gathered.pictures.items()}
        except StageEndedError as error:
            log.info("stage_ended", url=url, error=str(error))
        for probe in self.probes:
            evidence.setdefault(probe.id, Evidence(version=probe.version, finished=False, data={}))
        self.choice.spent(monotonic() - begun)
        return replace(recording, evidence=evidence), pictures

    async def _gathered(self, probe: Probe, live: Stage, budget: Budget) -> Gathered:
        own = Budget(min(probe.most_s, budget.left_s))
        if own.spent:
            return Gathered(data={}, finished=False)
        try:
            async with asyncio.timeout(own.left_s + _GRACE_S):
                if probe.renews:
                    await live.renew()
                return await probe.gather(live, own)
        except TimeoutError:
            log.warning("probe_too_slow", probe=probe.id)
        except StageEndedError:
            raise
        except Exception:  # the guard around one probe: its fault must not cost the page
            log.exception("probe_failed", probe=probe.id)
        return Gathered(data={}, finished=False)


def finished(recording: Recording) -> str:
    """Return the probes that got to their end, "id:version" with blanks between; "letters:1" if pictures were read."""
    told = {name: each.version for name, each in recording.evidence.items() if each.finished}
    if recording.letters is not None and not recording.letters.unread:
        told[READING] = 1
    return " ".join(f"{name}:{version}" for name, version in sorted(told.items()))
