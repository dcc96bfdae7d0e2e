"""The rows of a run for reports, streamed in the order of the reports; column names are those of the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from a11y_audit.assess.defects import CLOSED, State
from a11y_audit.core.outcome import Kind
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.schema import defect_states, defects, findings, pages, pictures, runs, visits

_KINDS = {Kind.FAILED.value: 0, Kind.LIKELY.value: 1, Kind.REVIEW.value: 2, Kind.ADVICE.value: 3}
_STATES = {state.value: 2 if state in CLOSED else int(state is State.NOT_RETESTED) for state in State}
_BATCH = 500
_LIGHT = tuple(
    column for column in visits.c if column.name not in ("outcomes", "facts", "links", *(kind.value for kind in Kind))
)
_COUNTS = tuple(
    (visits.c[kind.value] + visits.c[f"over_{kind.value}"]).label(kind.value)
    for kind in (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED)
)

_judged = visits.alias("judged")
_JUDGED = (_judged.c.run_id == visits.c.judged_in) & (_judged.c.page_id == visits.c.page_id)
_CONTACT = func.coalesce(_judged.c.contact, "").label("named")
"""Whom the page's contact block names: kept by the visit that was judged."""

_ADDRESSES = (
    select(pages.c.url, visits.c.title, _CONTACT)
    .select_from(findings)
    .join(visits, holds())
    .join(_judged, _JUDGED)
    .join(pages, pages.c.id == findings.c.page_id)
    .where(findings.c.defect == bindparam("defect"), visits.c.run_id == bindparam("run"))
    .distinct()
    .order_by(pages.c.url)
    .limit(bindparam("most"))
)
"""Made once: it is asked for every defect, and to make it takes longer than to answer it."""


def defect_rows(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield the run's defects with the finding that stands for each: open ones first, then by kind, shared, pages."""
    first = runs.alias("first")
    query = (
        select(
            defect_states,
            findings.c.selector,
            findings.c.snippet,
            findings.c.region,
            findings.c.line,
            findings.c.data,
            pictures.c.picture,
            pictures.c.place,
            pictures.c.covers,
            first.c.started_at.label("first_seen"),
        )
        .join(runs, runs.c.id == defect_states.c.run_id)
        .join(defects, (defects.c.site == runs.c.site) & (defects.c.id == defect_states.c.defect))
        .join(first, first.c.id == defects.c.first_run_id)
        .outerjoin(pictures, (pictures.c.site == runs.c.site) & (pictures.c.defect == defect_states.c.defect))
        .outerjoin(findings, findings.c.id == defect_states.c.example)
        .where(defect_states.c.run_id == run_id)
        .order_by(
            case(_STATES, value=defect_states.c.state),
            case(_KINDS, value=defect_states.c.kind),
            defect_states.c.shared.desc(),
            defect_states.c.pages.desc(),
            defect_states.c.rule,
            defect_states.c.defect,
        )
    )
    yield from _stream(store, query)


def defect_addresses(store: Store, run_id: int, defect: str, most: int) -> list[tuple[str, str, str]]:
    """Return the first pages on which a run saw a defect, by address: it, the title, whom the contact block names."""
    values = {"run": run_id, "defect": defect, "most": most}
    with store.reading() as connection:
        return [(url, title or "", contact) for url, title, contact in connection.execute(_ADDRESSES, values)]


def page_rows(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield the run's pages by address, with the address of the page on which each was found."""
    origin = pages.alias("origin")
    query = (
        select(*_LIGHT, *_COUNTS, _CONTACT, pages.c.url, origin.c.url.label("origin"))
        .outerjoin(_judged, _JUDGED)
        .join(pages, pages.c.id == visits.c.page_id)
        .outerjoin(origin, origin.c.id == visits.c.found_on)
        .where(visits.c.run_id == run_id)
        .order_by(pages.c.url)
    )
    yield from _stream(store, query)


def finding_rows(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield the findings that hold for the run by address, with the page's title and the time of its test."""
    yield from _stream(store, _findings(run_id, unstable=False))


def unstable_rows(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield what a second test in this or the judging run did not confirm, as `finding_rows` does."""
    yield from _stream(store, _findings(run_id, unstable=True))


def _findings(run_id: int, *, unstable: bool) -> Select[Any]:
    return (
        select(findings, pages.c.url, visits.c.title, visits.c.tested_at)
        .select_from(visits)
        .join(findings, holds(unstable=unstable))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id)
        .order_by(pages.c.url, findings.c.id)
    )


def recorded_visits(store: Store, run_id: int) -> Iterator[Mapping[str, Any]]:
    """Yield the run's visits with what the judging run kept of the page, in the order in which pages were found."""
    judged = visits.alias("judged")
    kept = ("snapshot", "headers", "assets", "links")
    query = (
        select(
            *(each for each in visits.c if each.name not in (*kept, "outcomes", "facts")),
            *(judged.c[name] for name in kept),
            pages.c.url,
        )
        .outerjoin(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id)
        .order_by(visits.c.id)
    )
    yield from _stream(store, query)


def find_visit(store: Store, url: str) -> Mapping[str, Any] | None:
    """Return the newest visit of a page, with its address and that of the page on which it was found, or None."""
    origin = pages.alias("origin")
    query = (
        select(*_LIGHT, pages.c.url, origin.c.url.label("origin"))
        .join(pages, pages.c.id == visits.c.page_id)
        .outerjoin(origin, origin.c.id == visits.c.found_on)
        .where(pages.c.url == url)
        .order_by(visits.c.run_id.desc())
        .limit(1)
    )
    return next(_stream(store, query), None)


def _stream(store: Store, query: Select[Any]) -> Iterator[Mapping[str, Any]]:
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=_BATCH).execute(query).mappings():
            yield {str(name): value for name, value in row.items()}
