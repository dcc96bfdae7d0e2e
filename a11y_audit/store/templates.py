"""The templates of a site: how many pages each has, and which defects sit in what its pages share."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.schema import defect_states, findings, pages, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template: an example page, its audited pages, and on how many of them each shared defect is, by id."""

    example: str
    pages: int
    defects: dict[str, int]


def templates(store: Store, run_id: int) -> list[Template]:
    """Return the templates of a run's audited pages, the largest first."""
    skeleton = func.coalesce(visits.c.skeleton, "")
    sizes = (
        select(skeleton.label("skeleton"), func.count().label("pages"), func.min(pages.c.url).label("example"))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .group_by(skeleton)
    )
    shared = (
        select(skeleton.label("skeleton"), findings.c.defect, func.count(findings.c.page_id.distinct()).label("pages"))
        .select_from(visits)
        .join(findings, holds())
        .join(
            defect_states, (defect_states.c.run_id == visits.c.run_id) & (defect_states.c.defect == findings.c.defect)
        )
        .where(
            visits.c.run_id == run_id,
            findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)),
            defect_states.c.shared == 1,
        )
        .group_by(skeleton, findings.c.defect)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with store.reading() as connection:
        for row in connection.execute(shared):
            found[row.skeleton][row.defect] = row.pages
        known = [
            Template(example=row.example, pages=row.pages, defects=dict(sorted(found[row.skeleton].items())))
            for row in connection.execute(sizes)
        ]
    return sorted(known, key=lambda each: (-each.pages, each.example))
