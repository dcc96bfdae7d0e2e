"""How far trying pages out reaches: which pages of which template, in a run and before it."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from a11y_audit.core.lettering import READING
from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import pages, visits


@dataclass(frozen=True, slots=True)
class Reach:
    """A template: a page of it, how many a run audited, and on how many of them each probe got to its end."""

    example: str
    pages: int
    probes: dict[str, int]


def reach(store: Store, run_id: int) -> list[Reach]:
    """Return the templates of a run's audited pages, the largest first; results that stand on earlier tests count."""
    skeleton, done = func.coalesce(visits.c.skeleton, ""), func.coalesce(visits.c.probes, "")
    query = (
        select(skeleton, done, func.count(), func.min(pages.c.url))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .group_by(skeleton, done)
    )
    totals: dict[str, int] = defaultdict(int)
    examples: dict[str, str] = {}
    probes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with store.reading() as connection:
        for template, tried, number, example in connection.execute(query):
            totals[template] += number
            examples[template] = min(example, examples.get(template, example))
            for each in tried.split():
                probes[template][each.partition(":")[0]] += number
    ordered = sorted(totals, key=lambda each: (-totals[each], examples[each]))
    return [Reach(examples[each], totals[each], dict(probes[each])) for each in ordered]


def tried(store: Store, run_id: int) -> dict[str, str]:
    """Return the addresses of pages on which a probe got to its end, with their skeletons."""
    query = (
        select(pages.c.url, visits.c.skeleton)
        .join(visits, visits.c.page_id == pages.c.id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .where(func.coalesce(visits.c.probes, "").not_in(("", f"{READING}:1")))
    )
    with store.reading() as connection:
        return {url: skeleton or "" for url, skeleton in connection.execute(query)}
