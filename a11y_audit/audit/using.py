"""What the records of pages show of the techniques that the pages use."""

from collections.abc import Mapping, Sequence
from functools import cache

from a11y_audit.audit.records import recall
from a11y_audit.core.visit import Status
from a11y_audit.standards import situations, techniques
from a11y_audit.store import sampled
from a11y_audit.store.engine import Store
from a11y_audit.subject import Element, Page

_NEVER_EXPOSED = frozenset({"html", "title", "area", "track"})
"""What people meet although it has no place of its own in the accessibility tree."""


def used_on(store: Store, run_id: int, urls: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return page → ids of techniques and keys of situations of which its record has the markup.

    Pages that were not audited, or whose record is gone, are left out.
    """
    visits = sampled.visits_of(store, run_id, urls)
    known = {url: visit["snapshot"] for url, visit in visits.items() if visit["status"] == Status.AUDITED}
    return {url: shown_by(Page(recall(store, key).snapshot())) for url, key in known.items() if key}


def shown_by(page: Page) -> frozenset[str]:
    """Return the ids of techniques and keys of situations of which a page has the markup, for people to meet."""
    return frozenset(key for key, sign in signs().items() if any(map(_is_met, page.select(sign))))


@cache
def signs() -> Mapping[str, str]:
    """Return technique or situation → CSS selector of its markup, where it has any."""
    of_techniques = {each.id: each.sign for each in techniques().values()}
    of_situations = {each.key: each.sign for each in situations()}
    return {key: sign for key, sign in (of_techniques | of_situations).items() if sign}


def _is_met(element: Element) -> bool:
    return element.exposed or element.name in _NEVER_EXPOSED
