"""From addresses to the queue: canonical form, scope, kind, robots.txt and traps decide, each with its reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.indexes import one_form
from a11y_audit.crawl.links import classify
from a11y_audit.crawl.scope import Scope
from a11y_audit.crawl.traps import TrapWatch, never_followed
from a11y_audit.crawl.urls import DEFAULT_DROPPED, canonical
from a11y_audit.store.frontier import Found


def _any_turn(_: str) -> int:
    return 0


@dataclass(slots=True, kw_only=True)
class Discovery:
    """Decides about every address of a run once.

    Attributes:
        scope: what belongs to the site.
        forbidden: which line of a robots.txt forbids an address, as far as the files have been read.
        max_depth: links from a seed at most, or None.
        dropped: parameters that do not select a page, as `urls.canonical` takes them.
        index_names: names of index pages of each host, as observed.
        traps: counts addresses of one shape.
        turn: how soon a page is to be visited; the lower, the sooner.
    """

    scope: Scope
    forbidden: Callable[[str], NotAudited | None]
    max_depth: int | None = None
    dropped: frozenset[str] = DEFAULT_DROPPED
    index_names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    traps: TrapWatch = field(default_factory=TrapWatch)
    turn: Callable[[str], int] = _any_turn
    _own: dict[str, str] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def remember(self, urls: Iterable[str]) -> None:
        """Take addresses as known, those of an interrupted run, so that traps are counted on from there."""
        for url in urls:
            self._known.add(url)
            # What was refused for another reason was never counted.
            self._refusal(url, 0)

    def form(self, address: str, base: str | None = None) -> str | None:
        """Return the one form of an address on this site, or None where it names no page of the web."""
        url = canonical(address, base, drop_parameters=self.dropped)
        return one_form(url, self.index_names) if url else None

    def of_site(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Return those addresses that belong to the site or are taken out of it by the settings, each once."""
        return tuple(dict.fromkeys(url for address in addresses if (url := self._of_site(address)) is not None))

    def _of_site(self, address: str) -> str | None:
        # Remembered are the site's own alone: links to share a page elsewhere are others on every page.
        if address not in self._own:
            url = self.form(address)
            if url is None or not self._is_kept(url):
                return None
            self._own[address] = address if url == address else url
        return self._own[address]

    def found(self, addresses: Iterable[str], *, found_by: str, depth: int, found_on: int | None = None) -> list[Found]:
        """Return what the queue should know of these addresses; those of other sites are left out, doubles too."""
        fresh = [url for url in self.of_site(addresses) if url not in self._known]
        return [self._found(url, found_by, depth, found_on) for url in fresh]

    def exactly(self, urls: Iterable[str], *, found_by: str, depth: int, found_on: int) -> list[Found]:
        """Do what `found` does for canonical addresses that are not to be brought into another form."""
        return [self._found(url, found_by, depth, found_on) for url in urls if url not in self._known]

    def _is_kept(self, url: str) -> bool:
        decision = self.scope.decide(url)
        return decision.in_scope or decision.rule.startswith("exclude")

    def _found(self, url: str, found_by: str, depth: int, found_on: int | None) -> Found:
        self._known.add(url)
        refused = self._refusal(url, depth)
        return Found(
            url=url, found_by=found_by, depth=depth, found_on=found_on, not_audited=refused, turn=self.turn(url)
        )

    def landed(self, asked: str, arrived: str) -> NotAudited | None:
        """Return why a page that led to another address is not audited under its own, or None when it stayed."""
        # An index page that is asked for by its own name, since its folder does not answer, stays where it is.
        final = self.form(arrived)
        if asked in (final, canonical(arrived, drop_parameters=self.dropped)):
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
        if trap := never_followed(url) or self.traps.see(url):
            return NotAudited(Why.TRAP, f"{trap.kind}: {trap.shape}")
        if self.max_depth is not None and depth > self.max_depth:
            return NotAudited(Why.LIMIT, f"depth {depth}")
        return None
