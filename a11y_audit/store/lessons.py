"""Which mistakes came into pages in some runs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from a11y_audit.assess.defects import State
from a11y_audit.store.engine import Store
from a11y_audit.store.history import REPAIRED
from a11y_audit.store.schema import defect_states, findings, pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """How many defects of a rule came, and one of them."""

    rule: str
    count: int
    snippet: str
    url: str


def mistakes(store: Store, wanted: Iterable[int], most: int) -> list[Mistake]:
    """Return the rules of which most defects outside shared parts came, the most frequent first."""
    came = (
        select(defect_states.c.rule, func.count().label("number"), func.max(defect_states.c.example).label("example"))
        .where(
            defect_states.c.run_id.in_(sorted(wanted)),
            defect_states.c.state.in_((State.NEW, State.RETURNED)),
            defect_states.c.kind.in_(REPAIRED),
            defect_states.c.shared == 0,
        )
        .group_by(defect_states.c.rule)
        .order_by(func.count().desc(), defect_states.c.rule)
        .limit(most)
        .subquery()
    )
    query = (
        select(came.c.rule, came.c.number, findings.c.snippet, pages.c.url)
        .outerjoin(findings, findings.c.id == came.c.example)
        .outerjoin(pages, pages.c.id == findings.c.page_id)
        .order_by(came.c.number.desc(), came.c.rule)
    )
    with store.reading() as connection:
        return [
            Mistake(rule=rule, count=number, snippet=snippet or "", url=url or "")
            for rule, number, snippet, url in connection.execute(query)
        ]
