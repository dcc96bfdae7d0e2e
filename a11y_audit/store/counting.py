"""The totals of a run, counted twice: by the columns of its visits, and by its findings one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select, update

from a11y_audit.assess.totals import Totals
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.held import RANKED, holds
from a11y_audit.store.schema import defect_states, findings, runs, visits


@dataclass(frozen=True, slots=True)
class Tested:
    """Audited pages that a run showed, those that stand on earlier tests, and the time of the oldest, as stored."""

    shown: int
    standing: int
    oldest: str | None


def tested(store: Store, run_id: int) -> Tested:
    """Count how a run came to the results of its audited pages."""
    stands = visits.c.judged_in != visits.c.run_id
    query = select(
        func.count().filter(~stands), func.count().filter(stands), func.min(visits.c.tested_at).filter(stands)
    ).where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
    with store.reading() as connection:
        return Tested(*connection.execute(query).one())


def save_totals(store: Store, run_id: int, totals: str) -> None:
    """Store a run's totals, as JSON text."""
    with store.writing() as connection:
        connection.execute(update(runs).where(runs.c.id == run_id).values(totals=totals))


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
            select(findings.c.kind, func.count())
            .select_from(visits)
            .join(findings, holds())
            .where(visits.c.run_id == run_id)
            .group_by(findings.c.kind)
        )
        found = _pairs(by_kind)
        failed_pages = connection.execute(
            select(func.count(findings.c.page_id.distinct()))
            .select_from(visits)
            .join(findings, holds())
            .where(visits.c.run_id == run_id, findings.c.kind == Kind.FAILED)
        ).scalar_one()
        strongest = (
            select(
                findings.c.defect,
                func.min(case({kind.value: place for place, kind in enumerate(RANKED)}, value=findings.c.kind)).label(
                    "rank"
                ),
            )
            .select_from(visits)
            .join(findings, holds())
            .where(visits.c.run_id == run_id, findings.c.kind.in_(RANKED))
            .group_by(findings.c.defect)
            .subquery()
        )
        ranks = connection.execute(select(strongest.c.rank, func.count()).group_by(strongest.c.rank))
        counted = {RANKED[rank].value: number for rank, number in ranks}
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
