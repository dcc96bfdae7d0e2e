"""What a run knows of pages that are, or could be, in the sample of a test."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.schema import findings, pages, pictures, visits

_CHUNK = 400
"""Values in one question at most."""
_KEPT = ("page_id", "status", "why", "detail", "title", "depth", "skeleton", "judged_in")
_COLUMNS = (*(visits.c[name] for name in _KEPT), pages.c.url)


def inventory(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield the audited pages of a run by address, with the facts that hold for each."""
    judged = visits.alias("judged")
    query = (
        select(*_COLUMNS, judged.c.facts, judged.c.snapshot)
        .select_from(visits)
        .join(pages, pages.c.id == visits.c.page_id)
        .outerjoin(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=200).execute(query).mappings():
            yield dict(row)


def visits_of(store: Store, run_id: int, urls: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return what a run knows of these pages, by address, with the facts that hold; unknown ones are left out."""
    judged = visits.alias("judged")
    found: dict[str, Mapping[str, Any]] = {}
    with store.reading() as connection:
        for start in range(0, len(urls), _CHUNK):
            query = (
                select(*_COLUMNS, judged.c.facts, judged.c.snapshot)
                .select_from(visits)
                .join(pages, pages.c.id == visits.c.page_id)
                .outerjoin(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
                .where(visits.c.run_id == run_id, pages.c.url.in_(urls[start : start + _CHUNK]))
            )
            found.update({row["url"]: dict(row) for row in connection.execute(query).mappings()})
    return found


def findings_of(store: Store, run_id: int, urls: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield what holds of these pages, advice left out, in the order in which it was said.

    What a second test did not confirm is among it, marked by its column `unstable`: a person decides.
    """
    kinds = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED)
    with store.reading() as connection:
        for start in range(0, len(urls), _CHUNK):
            for unstable in (False, True):
                query = (
                    select(findings, pages.c.url)
                    .select_from(visits)
                    .join(findings, holds(unstable=unstable))
                    .join(pages, pages.c.id == visits.c.page_id)
                    .where(
                        visits.c.run_id == run_id,
                        pages.c.url.in_(urls[start : start + _CHUNK]),
                        findings.c.kind.in_(kinds),
                    )
                    .order_by(findings.c.id)
                )
                yield from (dict(row) for row in connection.execute(query).mappings())


def pictures_of(store: Store, site: str) -> dict[str, str]:
    """Return the keys of the stored pictures of a site's defects, by defect."""
    query = select(pictures.c.defect, pictures.c.picture).where(pictures.c.site == site)
    with store.reading() as connection:
        return {row.defect: row.picture for row in connection.execute(query)}


def failed_pages(store: Store, run_id: int) -> set[str]:
    """Return the addresses of the run's pages on which something failed."""
    query = (
        select(pages.c.url)
        .select_from(visits)
        .join(findings, holds())
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, findings.c.kind == Kind.FAILED)
        .distinct()
    )
    with store.reading() as connection:
        return set(connection.execute(query).scalars())
