"""What two runs are compared by: their pages, and where each saw its defects of kind failed or likely."""

from collections.abc import Callable

from sqlalchemy import select

from a11y_audit.assess.addressmap import Sheet
from a11y_audit.assess.matching import Occurrence
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.schema import defect_states, findings, pages, run_rules, visits

_TOLD = ("defect", "barrier", "rule", "reason", "selector", "region", "fragment", "snippet")


def sheets(store: Store, run_id: int) -> list[Sheet]:
    """Return every page of a run, by address."""
    query = (
        select(pages.c.id, pages.c.url, visits.c.title, visits.c.status, visits.c.likeness)
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id)
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        return [
            Sheet(
                id=row.id,
                url=row.url,
                title=row.title or "",
                audited=row.status == Status.AUDITED,
                likeness=row.likeness or "",
            )
            for row in connection.execute(query)
        ]


def looked(store: Store, run_id: int) -> Callable[[str, int], bool]:
    """Return what tells whether a run applied a rule to a page: the rule was on, and its probe got to its end there."""
    on = select(run_rules.c.rule, run_rules.c.needs).where(run_rules.c.run_id == run_id)
    done = select(visits.c.page_id, visits.c.probes).where(visits.c.run_id == run_id)
    with store.reading() as connection:
        needs = {row.rule: row.needs for row in connection.execute(on)}
        tried = {
            row.page_id: {each.partition(":")[0] for each in (row.probes or "").split()}
            for row in connection.execute(done)
        }

    def applied(rule: str, page: int) -> bool:
        needed = needs.get(rule)
        return needed == "" or (needed is not None and needed in tried.get(page, ()))

    return applied


def occurrences(store: Store, run_id: int) -> list[Occurrence]:
    """Return where a run saw its defects, each once on a page, by defect and page."""
    query = (
        select(findings.c.page_id, *(findings.c[name] for name in _TOLD))
        .select_from(visits)
        .join(findings, holds())
        .where(visits.c.run_id == run_id, findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)))
        .order_by(findings.c.defect, findings.c.page_id, findings.c.id)
    )
    found: dict[tuple[str, int], Occurrence] = {}
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=1_000).execute(query).mappings():
            told = {name: row[name] or "" for name in _TOLD}
            found.setdefault((row["defect"], row["page_id"]), Occurrence(page=row["page_id"], **told))
    return list(found.values())


def kinds(store: Store, run_id: int) -> dict[str, tuple[Kind, str, str, str, str]]:
    """Return kind, rule, reason, criteria and data of each defect that a run saw, by its id."""
    query = (
        select(
            defect_states.c.defect,
            defect_states.c.kind,
            defect_states.c.rule,
            defect_states.c.reason,
            defect_states.c.criteria,
            findings.c.data,
        )
        .outerjoin(findings, findings.c.id == defect_states.c.example)
        .where(defect_states.c.run_id == run_id)
    )
    with store.reading() as connection:
        return {
            row.defect: (Kind(row.kind), row.rule, row.reason, row.criteria, row.data or "{}")
            for row in connection.execute(query)
        }
