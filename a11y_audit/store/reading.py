"""What assessment reads and writes: what was said, which defects were seen, and what that means."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Integer, Text, case, cast, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from a11y_audit.assess.criteria import CriterionOutcome, Said
from a11y_audit.assess.defects import DefectState, Seen, State
from a11y_audit.core.outcome import Kind
from a11y_audit.store.engine import Store
from a11y_audit.store.held import RANKED, holds
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

_ZEROS = "0" * 15
_CHUNK = 400
"""Values in one question at most."""


def said(store: Store, run_id: int) -> Iterator[Said]:
    """Yield what was said of every page of the run, grouped by page, kind, criteria and defect."""
    columns = (findings.c.page_id, findings.c.kind, findings.c.criteria, findings.c.defect)
    query = (
        select(*columns, func.count())
        .select_from(visits)
        .join(findings, holds())
        .where(visits.c.run_id == run_id)
        .group_by(*columns)
    )
    with store.reading() as connection:
        for page_id, kind, criteria, defect, number in connection.execution_options(yield_per=1_000).execute(query):
            yield Said(
                page_id=page_id, kind=Kind(kind), criteria=tuple(criteria.split()), defect=defect, findings=number
            )


def seen(store: Store, run_id: int) -> Iterator[Seen]:
    """Yield each defect that the run saw; the first of its strongest findings by address stands for it.

    By address and not by time: what stands for a defect must not change with the night in which a page was judged.
    """
    rank = case({kind.value: place for place, kind in enumerate(RANKED)}, value=findings.c.kind)
    order = cast(rank, Text) + pages.c.url + func.substr(_ZEROS + cast(findings.c.id, Text), -len(_ZEROS))
    best = (
        select(
            findings.c.defect,
            func.count().label("findings"),
            func.count(findings.c.page_id.distinct()).label("pages"),
            cast(func.substr(func.min(order), -len(_ZEROS)), Integer).label("example"),
        )
        .select_from(visits)
        .join(findings, holds())
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, findings.c.kind.in_(RANKED))
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
        how=values["how"],
    )


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


def save_rules(store: Store, run_id: int, rules: Mapping[str, str]) -> None:
    """Store which rules were on in a run, and the probe that each needs ("": none).

    Where its rule was not on, or its probe not run, a defect that is absent was not looked for.
    """
    with store.writing() as connection:
        connection.execute(delete(run_rules).where(run_rules.c.run_id == run_id))
        rows = [{"run_id": run_id, "rule": rule, "needs": needs} for rule, needs in sorted(rules.items())]
        if rows:
            connection.execute(insert(run_rules), rows)


def standing(store: Store, run_id: int) -> dict[str, tuple[str, ...]]:
    """Return the defects, failed or likely, that are open though the run could not look for them; with criteria."""
    query = select(defect_states.c.defect, defect_states.c.criteria).where(
        defect_states.c.run_id == run_id,
        defect_states.c.state == State.NOT_RETESTED,
        defect_states.c.kind.in_((Kind.FAILED, Kind.LIKELY)),
    )
    with store.reading() as connection:
        return {row.defect: tuple(row.criteria.split()) for row in connection.execute(query)}


def outcomes_of(store: Store, run_id: int) -> dict[str, CriterionOutcome]:
    """Return the outcomes of a run's criteria, by number."""
    with store.reading() as connection:
        rows = connection.execute(select(criterion_outcomes).where(criterion_outcomes.c.run_id == run_id)).mappings()
        return {
            row["criterion"]: CriterionOutcome(**{name: row[name] for name in CriterionOutcome.__slots__})
            for row in rows
        }
