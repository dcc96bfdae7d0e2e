"""What to repair first, and why: how many pages one repair mends, how badly it hinders, how much the pages are used."""

from dataclasses import dataclass

from a11y_audit.core.outcome import Kind

NON_INTERFERENCE = frozenset({"1.4.2", "2.1.2", "2.2.2", "2.3.1"})
"""Criteria whose failure can keep people from using the whole page (JIS X 8341-3:2016 5.5, WCAG 2.0 conformance 5)."""
SEVERITIES = {"blocking": 8.0, "a": 4.0, "aa": 3.0, "other": 1.0}
UNSURE = 0.5
"""Weight of what is only likely."""
UNUSED = 0.5
"""Weight of a page that nobody visited, beside 1 for one with as many visits as the mean."""
MOST_USED = 10.0
"""Weight of a page at most: the top page must not outweigh all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """Why a defect stands where it stands.

    Attributes:
        severity: key of `SEVERITIES`.
        sure: whether it is certain.
        pages: that one repair of all its places mends.
        places: to be repaired for that: one where it sits in a shared part, else one on each page.
        reach: the pages, weighed by their use.
    """

    severity: str
    sure: bool
    pages: int
    places: int
    reach: float

    @property
    def score(self) -> float:
        """What one place repaired is worth; more is more urgent."""
        return SEVERITIES[self.severity] * (1.0 if self.sure else UNSURE) * self.reach / max(1, self.places)


def priority(kind: Kind, criteria: str, *, shared: bool, pages: int, reach: float, level_a: frozenset[str]) -> Priority:
    """Return the priority of an open defect.

    Args:
        kind: failed or likely.
        criteria: numbers with a blank between.
        shared: whether it sits in a shared part of the template.
        pages: on which it is.
        reach: those pages by their use; `pages` where nothing is known of that.
        level_a: numbers of the criteria of level A.
    """
    numbers = set(criteria.split())
    if numbers & NON_INTERFERENCE:
        severity = "blocking"
    elif numbers & level_a:
        severity = "a"
    else:
        severity = "aa" if numbers else "other"
    return Priority(
        severity=severity, sure=kind is Kind.FAILED, pages=pages, places=1 if shared else max(1, pages), reach=reach
    )


def weight(views: int | None, mean: float) -> float:
    """Return how much a page counts that was visited so often; 1 where nothing is known."""
    if views is None or mean <= 0:
        return 1.0
    return min(MOST_USED, UNUSED + (1 - UNUSED) * views / mean)
