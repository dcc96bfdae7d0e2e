"""Questions to the store for assessment: what was said, which defects were seen, what the totals are."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Integer, Select, case, cast, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from a11y_audit.assess.criteria import CriterionOutcome, Said
from a11y_audit.assess.defects import DefectState, Seen, State
from a11y_audit.assess.totals import Totals
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import (
    criterion_outcomes,
    defect_states,
    defects,
    findings,
    pages,
    run_rules,
    runs,
    visits,
)

_RANKED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE)
_STEP = 10**12
_CHUNK = 400
"""Values in one question at most."""
GONE = frozenset({Why.NOT_FOUND, Why.GONE})
"""Reasons that end a page for good: what was wrong on it is gone with it."""


def said(store: Store, run_id: int) -> Iterator[Said]:
    """Yield what was said of every page of the run, grouped by page, kind, criteria and defect."""
    columns = (findings.c.page_id, findings.c.kind, findings.c.criteria, findings.c.defect)
    query = select(*columns, func.count()).where(findings.c.run_id == run_id).group_by(*columns)
    with store.reading() as connection:
        for page_id, kind, criteria, defect, number in connection.execution_options(yield_per=1_000).execute(query):
            yield Said(
                page_id=page_id, kind=Kind(kind), criteria=tuple(criteria.split()), defect=defect, findings=number
            )


def seen(store: Store, run_id: int) -> Iterator[Seen]:
    """Yield each defect that the run saw; its strongest and first finding stands for it."""
    rank = case({kind.value: place for place, kind in enumerate(_RANKED)}, value=findings.c.kind)
    best = (
        select(
            findings.c.defect,
            func.count().label("findings"),
            func.count(findings.c.page_id.distinct()).label("pages"),
            (func.min(cast(rank, Integer) * _STEP + findings.c.id) % _STEP).label("example"),
        )
        .where(findings.c.run_id == run_id, findings.c.kind.in_(_RANKED))
        .group_by(findings.c.defect)
        .subquery()
    )
    query = select(
        best,
        findings.c.kind,
        findings.c.rule,
        findings.c.reason,
        findings.c.criteria,
        findings.c.region,
    ).join(findings, findings.c.id == best.c.example)
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=1_000).execute(query).mappings():
            yield Seen(
                defect=row["defect"],
                kind=Kind(row["kind"]),
                rule=row["rule"],
                reason=row["reason"],
                criteria=row["criteria"],
                pages=row["pages"],
                findings=row["findings"],
                region=row["region"] or "page",
                example=row["example"],
            )


def defect_states_of(store: Store, run_id: int) -> dict[str, DefectState]:
    """Return the states of a run's defects, by id."""
    with store.reading() as connection:
        rows = connection.execute(select(defect_states).where(defect_states.c.run_id == run_id)).mappings()
        return {row["defect"]: state_of(dict(row)) for row in rows}


def state_of(values: Mapping[str, Any]) -> DefectState:
    """Return a row of `defect_states` as a value."""
    return DefectState(
        defect=values["defect"],
        state=State(values["state"]),
        kind=Kind(values["kind"]),
        rule=values["rule"],
        reason=values["reason"],
        criteria=values["criteria"],
        pages=values["pages"],
        findings=values["findings"],
        shared=bool(values["shared"]),
        since_run_id=values["since_run_id"],
        example=values["example"],
    )


def known_defects(store: Store, run_id: int) -> set[str]:
    """Return the defects that any assessed run of the same site before this one saw."""
    query = (
        select(defects.c.id)
        .join(runs, (runs.c.id == run_id) & (runs.c.site == defects.c.site))
        .where(defects.c.first_run_id < run_id)
    )
    with store.reading() as connection:
        return set(connection.execute(query).scalars())


def unsettled(store: Store, run_id: int, wanted: Iterable[str]) -> set[str]:
    """Return those of `wanted`, defects that this run did not see, that may still be there.

    That is so where a page showed the defect and no later run of the site, this one included, looked for it there. To
    look is to audit the page with the defect's rule on and no rule of its barrier untested, to find the page gone for
    good, or to audit the page to which it redirects.
    """
    found: set[str] = set()
    sought = sorted(wanted)
    with store.reading() as connection:
        for start in range(0, len(sought), _CHUNK):
            found.update(connection.execute(_unsettled(run_id, sought[start : start + _CHUNK])).scalars())
    return found


def _unsettled(run_id: int, wanted: list[str]) -> Select[Any]:
    site = select(runs.c.site).where(runs.c.id == run_id).scalar_subquery()
    of_site = select(runs.c.id).where(runs.c.site == site, runs.c.id <= run_id)
    last = (
        select(
            findings.c.defect,
            findings.c.page_id,
            findings.c.barrier,
            findings.c.rule,
            func.max(findings.c.run_id).label("run_id"),
        )
        .where(findings.c.run_id.in_(of_site), findings.c.defect.in_(wanted), findings.c.kind.in_(_RANKED))
        .group_by(findings.c.defect, findings.c.page_id)
        .subquery("last")
    )
    untested = findings.alias("untested")
    missed = (
        select(untested.c.id)
        .where(
            untested.c.run_id == visits.c.run_id,
            untested.c.page_id == visits.c.page_id,
            untested.c.barrier == last.c.barrier,
            untested.c.kind == Kind.UNTESTED,
        )
        .correlate(visits, last)
    )
    was_on = (
        select(run_rules.c.rule)
        .where(run_rules.c.run_id == visits.c.run_id, run_rules.c.rule == last.c.rule)
        .correlate(visits, last)
    )
    ahead, place = visits.alias("ahead"), pages.alias("place")
    arrived = (
        select(ahead.c.id)
        .join(place, place.c.id == ahead.c.page_id)
        .where(ahead.c.run_id == visits.c.run_id, place.c.url == visits.c.detail, ahead.c.status == Status.AUDITED)
        .correlate(visits)
    )
    looked = (
        select(visits.c.id)
        .where(
            visits.c.run_id.in_(of_site.where(runs.c.id > last.c.run_id).correlate(last)),
            visits.c.page_id == last.c.page_id,
            visits.c.why.in_(GONE)
            | (visits.c.why.in_((Why.REDIRECTED,)) & arrived.exists())
            | ((visits.c.status == Status.AUDITED) & was_on.exists() & ~missed.exists()),
        )
        .correlate(last)
    )
    return select(last.c.defect).where(~looked.exists()).distinct()


def save_assessment(
    store: Store,
    run_id: int,
    *,
    states: Iterable[DefectState],
    outcomes: Iterable[CriterionOutcome],
) -> None:
    """Store what a run's findings mean, in place of what was stored before; totals are counted anew and stored too."""
    criteria = [
        {name: getattr(each, name) for name in CriterionOutcome.__slots__} | {"run_id": run_id} for each in outcomes
    ]
    with store.writing() as connection:
        connection.execute(delete(defect_states).where(defect_states.c.run_id == run_id))
        connection.execute(delete(criterion_outcomes).where(criterion_outcomes.c.run_id == run_id))
        site = connection.execute(select(runs.c.site).where(runs.c.id == run_id)).scalar_one()
        for batch in _batches(states):
            connection.execute(
                insert(defect_states),
                [
                    {name: getattr(each, name) for name in DefectState.__slots__}
                    | {"run_id": run_id, "shared": int(each.shared)}
                    for each in batch
                ],
            )
            firsts = [
                {"site": site, "id": each.defect, "first_run_id": run_id}
                for each in batch
                if each.since_run_id == run_id
            ]
            if firsts:
                connection.execute(upsert(defects).on_conflict_do_nothing(), firsts)
        if criteria:
            connection.execute(insert(criterion_outcomes), criteria)


def _batches(states: Iterable[DefectState]) -> Iterator[list[DefectState]]:
    waiting = iter(states)
    while batch := list(islice(waiting, _CHUNK)):
        yield batch


def save_rules(store: Store, run_id: int, rules: Iterable[str]) -> None:
    """Store which rules were on in a run: without its rule, a defect that is absent was not looked for."""
    with store.writing() as connection:
        connection.execute(delete(run_rules).where(run_rules.c.run_id == run_id))
        rows = [{"run_id": run_id, "rule": rule} for rule in sorted(set(rules))]
        if rows:
            connection.execute(insert(run_rules), rows)


def open_pages(store: Store, run_id: int) -> list[str]:
    """Return the addresses of pages on which an open defect of an assessed run was last seen, in order."""
    query = (
        select(pages.c.url)
        .join(findings, findings.c.page_id == pages.c.id)
        .join(
            defect_states,
            (defect_states.c.since_run_id == findings.c.run_id) & (defect_states.c.defect == findings.c.defect),
        )
        .where(defect_states.c.run_id == run_id, defect_states.c.state != State.FIXED)
        .distinct()
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def save_totals(store: Store, run_id: int, totals: str) -> None:
    """Store a run's totals, as JSON text."""
    with store.writing() as connection:
        connection.execute(update(runs).where(runs.c.id == run_id).values(totals=totals))


def outcomes_of(store: Store, run_id: int) -> dict[str, CriterionOutcome]:
    """Return the outcomes of a run's criteria, by number."""
    with store.reading() as connection:
        rows = connection.execute(select(criterion_outcomes).where(criterion_outcomes.c.run_id == run_id)).mappings()
        return {
            row["criterion"]: CriterionOutcome(**{name: row[name] for name in CriterionOutcome.__slots__})
            for row in rows
        }


def totals_of_visits(store: Store, run_id: int) -> Totals:
    """Count a run by its visits' own columns and the assessment."""
    with store.reading() as connection:
        kinds = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED)
        sums = connection.execute(
            select(
                *(func.coalesce(func.sum(visits.c[kind.value] + visits.c[f"over_{kind.value}"]), 0) for kind in kinds)
            ).where(visits.c.run_id == run_id)
        ).one()
        failed_pages = connection.execute(
            select(func.count()).where(visits.c.run_id == run_id, visits.c.failed + visits.c.over_failed > 0)
        ).scalar_one()
        found = {kind.value: number for kind, number in zip(kinds, sums, strict=True) if number}
        present = defect_states.c.since_run_id == run_id
        by_kind = connection.execute(
            select(defect_states.c.kind, func.count())
            .where(defect_states.c.run_id == run_id, present)
            .group_by(defect_states.c.kind)
        )
        return _totals(connection, run_id, failed_pages, found, _pairs(by_kind))


def totals_of_findings(store: Store, run_id: int) -> Totals:
    """Count a run by its findings, one by one."""
    with store.reading() as connection:
        by_kind = connection.execute(
            select(findings.c.kind, func.count()).where(findings.c.run_id == run_id).group_by(findings.c.kind)
        )
        found = _pairs(by_kind)
        failed_pages = connection.execute(
            select(func.count(findings.c.page_id.distinct())).where(
                findings.c.run_id == run_id, findings.c.kind == Kind.FAILED
            )
        ).scalar_one()
        strongest = (
            select(
                findings.c.defect,
                func.min(case({kind.value: place for place, kind in enumerate(_RANKED)}, value=findings.c.kind)).label(
                    "rank"
                ),
            )
            .where(findings.c.run_id == run_id, findings.c.kind.in_(_RANKED))
            .group_by(findings.c.defect)
            .subquery()
        )
        ranks = connection.execute(select(strongest.c.rank, func.count()).group_by(strongest.c.rank))
        counted = {_RANKED[rank].value: number for rank, number in ranks}
        return _totals(connection, run_id, failed_pages, found, counted)


def _totals(
    connection: Connection, run_id: int, failed_pages: int, found: dict[str, int], by_kind: dict[str, int]
) -> Totals:
    rows = connection.execute(
        select(visits.c.status, visits.c.why, func.count())
        .where(visits.c.run_id == run_id)
        .group_by(visits.c.status, visits.c.why)
    )
    audited = 0
    missed: dict[str, int] = {}
    left_out: dict[str, int] = {}
    for status, why, number in rows:
        if status == Status.AUDITED:
            audited += number
        elif status == Status.NOT_AUDITED and Why(why).by_choice:
            left_out[why] = number
        else:
            reason = why or "waiting"
            missed[reason] = missed.get(reason, 0) + number
    by_state = connection.execute(
        select(defect_states.c.state, func.count())
        .where(defect_states.c.run_id == run_id, defect_states.c.kind.in_((Kind.FAILED, Kind.LIKELY)))
        .group_by(defect_states.c.state)
    )
    return Totals(
        found=audited + sum(missed.values()),
        audited=audited,
        not_audited=missed,
        left_out=left_out,
        failed_pages=failed_pages,
        findings=found,
        defects=by_kind,
        defect_states=_pairs(by_state),
    )


def _pairs(rows: Iterable[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}
