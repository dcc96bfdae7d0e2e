"""Which pages share a template of the CMS, told from the containers that they are built of."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

ALIKE = 0.7
"""Share of containers that two pages of one template have in common at least (Jaccard), 0–1."""


def templates(skeletons: Mapping[str, AbstractSet[str]]) -> dict[str, str]:
    """Return for each page the page that stands for its template: the first by address that is alike.

    Args:
        skeletons: the containers of each page, by address.
    """
    found: dict[str, str] = {}
    leads: list[str] = []
    for page in sorted(skeletons):
        lead = next((each for each in leads if _likeness(skeletons[each], skeletons[page]) >= ALIKE), None)
        if lead is None:
            leads.append(page)
        found[page] = lead or page
    return found


def _likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    every = len(one | other)
    return len(one & other) / every if every else 1.0
