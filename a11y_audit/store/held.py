"""Which findings hold for a run: those of its own pages, and of unchanged pages those of the run that judged them."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, or_

from a11y_audit.core.outcome import Kind
from a11y_audit.store.schema import findings, visits

RANKED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE)
"""Kinds of findings that make a defect, the strongest first."""


def holds(
    visit: FromClause = visits,
    finding: FromClause = findings,
    *,
    unstable: bool = False,
) -> ColumnElement[bool]:
    """Return the condition that joins a visit to the findings that hold for it.

    What a rule over pages said belongs to the run itself, since those rules judge every run anew. Findings that a
    second test did not confirm are left out; with `unstable` they alone are meant.
    """
    own: ColumnElement[Any] = finding.c.run_id
    return (
        (finding.c.page_id == visit.c.page_id)
        & own.in_((visit.c.run_id, visit.c.judged_in))
        & or_(
            (finding.c.over_site == 1) & (own == visit.c.run_id),
            (finding.c.over_site == 0) & (own == visit.c.judged_in),
        )
        & (finding.c.unstable == int(unstable))
    )
