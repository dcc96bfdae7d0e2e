"""From addresses to the queue: canonical form, scope, kind, robots.txt and traps decide, each with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.links import classify
from a11y_audit.crawl.robots import Robots
from a11y_audit.crawl.scope import Scope
from a11y_audit.crawl.traps import TrapWatch, never_followed
from a11y_audit.crawl.urls import canonical
from a11y_audit.store.frontier import Found


@dataclass(slots=True, kw_only=True)
class Discovery:
    """Decides about every address of a run once.

    Attributes:
        scope: what belongs to the site.
        robots: host → its robots.txt; empty when robots.txt is not asked.
        agent: name under which robots.txt is asked.
        max_depth: links from a seed at most, or None.
    """

    scope: Scope
    robots: Mapping[str, Robots]
    agent: str
    max_depth: int | None = None
    _traps: TrapWatch = field(default_factory=TrapWatch)
    _known: set[str] = field(default_factory=set)

    def remember(self, urls: Iterable[str]) -> None:
        """Take addresses as known, those of an interrupted run, so that traps are counted on from there."""
        for url in urls:
            self._known.add(url)
            # What was refused for another reason was never counted.
            self._refusal(url, 0)

    def found(self, addresses: Iterable[str], *, found_by: str, depth: int, found_on: int | None = None) -> list[Found]:
        """Return what the queue should know of these addresses; those of other sites are left out, doubles too."""
        results: list[Found] = []
        for address in addresses:
            url = canonical(address)
            if url is None or url in self._known:
                continue
            decision = self.scope.decide(url)
            if not decision.in_scope and not decision.rule.startswith("exclude"):
                continue
            self._known.add(url)
            results.append(
                Found(url=url, found_by=found_by, depth=depth, found_on=found_on, not_audited=self._refusal(url, depth))
            )
        return results

    def _refusal(self, url: str, depth: int) -> NotAudited | None:
        decision = self.scope.decide(url)
        if not decision.in_scope:
            return NotAudited(Why.OUT_OF_SCOPE, decision.rule)
        kind = classify(url)
        if kind != "page":
            return NotAudited(Why.DOCUMENT if kind == "document" else Why.NOT_HTML, url.rpartition(".")[2][:8])
        if robots := self.robots.get(urlsplit(url).netloc):
            allowed = robots.allows(url, self.agent)
            if not allowed.allowed:
                return NotAudited(Why.ROBOTS, allowed.line or "")
        if trap := never_followed(url) or self._traps.see(url):
            return NotAudited(Why.TRAP, f"{trap.kind}: {trap.shape}")
        if self.max_depth is not None and depth > self.max_depth:
            return NotAudited(Why.LIMIT, f"depth {depth}")
        return None
