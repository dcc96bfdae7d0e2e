"""From addresses to the queue: canonical form, scope, kind, robots.txt and traps decide, each with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.links import classify
from a11y_audit.crawl.scope import Scope
from a11y_audit.crawl.traps import TrapWatch, never_followed
from a11y_audit.crawl.urls import canonical
from a11y_audit.store.frontier import Found


@dataclass(slots=True, kw_only=True)
class Discovery:
    """Decides about every address of a run once.

    Attributes:
        scope: what belongs to the site.
        forbidden: which line of a robots.txt forbids an address, as far as the files have been read.
        max_depth: links from a seed at most, or None.
    """

    scope: Scope
    forbidden: Callable[[str], NotAudited | None]
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

    def landed(self, asked: str, arrived: str) -> NotAudited | None:
        """Return why a page that led to another address is not audited under its own, or None when it stayed."""
        final = canonical(arrived)
        if final == asked:
            return None
        if final is None or not self.scope.decide(final).in_scope:
            return NotAudited(Why.LEFT_SITE, final or arrived)
        return NotAudited(Why.REDIRECTED, final)

    def _refusal(self, url: str, depth: int) -> NotAudited | None:
        decision = self.scope.decide(url)
        if not decision.in_scope:
            return NotAudited(Why.OUT_OF_SCOPE, decision.rule)
        kind = classify(url)
        if kind != "page":
            return NotAudited(Why.DOCUMENT if kind == "document" else Why.NOT_HTML, url.rpartition(".")[2][:8])
        if forbidden := self.forbidden(url):
            return forbidden
        if trap := never_followed(url) or self._traps.see(url):
            return NotAudited(Why.TRAP, f"{trap.kind}: {trap.shape}")
        if self.max_depth is not None and depth > self.max_depth:
            return NotAudited(Why.LIMIT, f"depth {depth}")
        return None
