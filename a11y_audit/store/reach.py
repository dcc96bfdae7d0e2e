"""How far trying pages out reaches: which pages of which template, in a run and before it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import pages, visits


@dataclass(frozen=True, slots=True)
class Reach:
    """A template: how many pages of it a run audited, and on how many of them each probe got to its end."""

    skeleton: str
    pages: int
    probes: dict[str, int]


def reach(store: Store, run_id: int) -> list[Reach]:
    """Return the templates of a run's audited pages, the largest first; results that stand on earlier tests count."""
    query = (
        select(func.coalesce(visits.c.skeleton, ""), func.coalesce(visits.c.probes, ""), func.count())
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .group_by(func.coalesce(visits.c.skeleton, ""), func.coalesce(visits.c.probes, ""))
    )
    totals: dict[str, int] = {}
    probes: dict[str, dict[str, int]] = {}
    with store.reading() as connection:
        for skeleton, tried, number in connection.execute(query):
            totals[skeleton] = totals.get(skeleton, 0) + number
            counts = probes.setdefault(skeleton, {})
            for each in tried.split():
                name = each.partition(":")[0]
                counts[name] = counts.get(name, 0) + number
    ordered = sorted(totals, key=lambda each: (-totals[each], each))
    return [Reach(each, totals[each], probes[each]) for each in ordered]


def tried(store: Store, run_id: int) -> dict[str, str]:
    """Return the addresses of pages on which a probe got to its end, with their skeletons."""
    query = (
        select(pages.c.url, visits.c.skeleton)
        .join(visits, visits.c.page_id == pages.c.id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED, func.coalesce(visits.c.probes, "") != "")
    )
    with store.reading() as connection:
        return {url: skeleton or "" for url, skeleton in connection.execute(query)}
