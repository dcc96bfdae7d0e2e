"""What the limits of the settings look at: failures of criteria, pages' own failures, and what a baseline may list."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from a11y_audit.core.outcome import Kind
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.schema import criterion_outcomes, defect_states, findings, pages, visits

_judged = visits.alias("judged")
"""The visit on which the page was judged, whose text names the contact."""
_CONTACT = func.coalesce(_judged.c.contact, "").label("contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A defect on a page: its id, its barrier, its rule, the page, and whether it has a place on it."""

    defect: str
    barrier: str
    rule: str
    url: str
    placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A failed or likely defect on a page: kind and criteria of what was said, state and shared of the defect.

    `contact` is the department that the page's contact block names, or "".
    """

    defect: str
    rule: str
    url: str
    contact: str
    kind: Kind
    criteria: tuple[str, ...]
    state: str
    shared: bool


def faults(store: Store, run_id: int) -> Iterator[Fault]:
    """Yield what failed or is likely to, page by page."""
    query = (
        select(
            findings.c.defect,
            findings.c.rule,
            pages.c.url,
            _CONTACT,
            findings.c.kind,
            findings.c.criteria,
            defect_states.c.state,
            defect_states.c.shared,
        )
        .select_from(visits)
        .join(findings, holds())
        .join(_judged, (_judged.c.run_id == visits.c.judged_in) & (_judged.c.page_id == visits.c.page_id))
        .join(
            defect_states, (defect_states.c.run_id == visits.c.run_id) & (defect_states.c.defect == findings.c.defect)
        )
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)))
        .order_by(pages.c.url, findings.c.id)
    )
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=1_000).execute(query):
            yield Fault(
                defect=row.defect,
                rule=row.rule,
                url=row.url,
                contact=row.contact,
                kind=Kind(row.kind),
                criteria=tuple(row.criteria.split()),
                state=row.state,
                shared=bool(row.shared),
            )


def failed_criteria(store: Store, run_id: int) -> dict[str, int]:
    """Return on how many pages each criterion failed, those on none left out."""
    query = select(criterion_outcomes.c.criterion, criterion_outcomes.c.failed_pages).where(
        criterion_outcomes.c.run_id == run_id, criterion_outcomes.c.failed_pages > 0
    )
    with store.reading() as connection:
        return {row.criterion: row.failed_pages for row in connection.execute(query)}


def own_failures(store: Store, run_id: int) -> list[tuple[str, str]]:
    """Return pages with a failure of their own, one outside the shared parts of the template, by address.

    A page is its address and the department that its contact block names, or "".
    """
    query = (
        select(pages.c.url, _CONTACT)
        .select_from(visits)
        .join(findings, holds())
        .join(_judged, (_judged.c.run_id == visits.c.judged_in) & (_judged.c.page_id == visits.c.page_id))
        .join(
            defect_states, (defect_states.c.run_id == visits.c.run_id) & (defect_states.c.defect == findings.c.defect)
        )
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, findings.c.kind == Kind.FAILED, defect_states.c.shared == 0)
        .distinct()
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        return [(url, contact) for url, contact in connection.execute(query)]


def faulty(store: Store, run_id: int) -> Iterator[Faulty]:
    """Yield each defect of kind failed or likely on each of its pages, by address."""
    query = (
        select(
            findings.c.defect,
            findings.c.barrier,
            findings.c.rule,
            pages.c.url,
            findings.c.fragment.is_not(None).label("placed"),
        )
        .select_from(visits)
        .join(findings, holds())
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)))
        .distinct()
        .order_by(pages.c.url, findings.c.rule, findings.c.defect)
    )
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=1_000).execute(query):
            yield Faulty(defect=row.defect, barrier=row.barrier, rule=row.rule, url=row.url, placed=bool(row.placed))
