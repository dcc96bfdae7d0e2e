"""Questions about defects over runs: which were known, may still be there, or are to be tested once more."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from a11y_audit.assess.defects import CLOSED
from a11y_audit.core.lettering import READING
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.held import RANKED, holds
from a11y_audit.store.schema import defect_states, defects, findings, pages, run_rules, runs, visits

_CHUNK = 400
"""Values in one question at most."""
GONE = frozenset({Why.NOT_FOUND, Why.GONE})
"""Reasons that end a page for good: what was wrong on it is gone with it."""


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
    look is to judge the page with the defect's rule on, its probe run to the end, and no rule of its barrier untested,
    to find the page gone for good, or to audit the page to which it redirects. A visit that only stands on an earlier
    judgement does not look, but for what rules over pages say: they judge in every run.
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
            findings.c.over_site,
            func.max(findings.c.run_id).label("run_id"),
        )
        .where(
            findings.c.defect.in_(wanted),
            findings.c.run_id.in_(of_site),
            findings.c.kind.in_(RANKED),
            findings.c.unstable == 0,
        )
        .group_by(findings.c.defect, findings.c.page_id)
        .subquery("last")
    )
    untested = findings.alias("untested")
    judged_in = case((last.c.over_site == 1, visits.c.run_id), else_=visits.c.judged_in)
    missed = (
        select(untested.c.id)
        .where(
            untested.c.run_id == judged_in,
            untested.c.page_id == visits.c.page_id,
            untested.c.barrier == last.c.barrier,
            untested.c.kind == Kind.UNTESTED,
        )
        .correlate(visits, last)
    )
    was_on = (
        select(run_rules.c.rule)
        .where(run_rules.c.run_id == judged_in, run_rules.c.rule == last.c.rule, _was_tried())
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
            | ((visits.c.status == Status.AUDITED) & (judged_in > last.c.run_id) & was_on.exists() & ~missed.exists()),
        )
        .correlate(last)
    )
    return select(last.c.defect).where(~looked.exists()).distinct()


def _was_tried() -> ColumnElement[bool]:
    """Whether the probe that a rule needs got to its end on the visited page, or its pictures were read."""
    tried = literal(" ") + func.coalesce(visits.c.probes, "")
    return (run_rules.c.needs == "") | (func.instr(tried, literal(" ") + run_rules.c.needs + literal(":")) > 0)


def open_pages(store: Store, run_id: int, *, by_probe: bool = False) -> list[str]:
    """Return the addresses of pages on which an open defect of an assessed run was last seen, in order.

    With `by_probe`, only those on which a rule saw it that judges what a probe gathered.
    """
    query = (
        select(pages.c.url)
        .select_from(defect_states)
        .join(findings, findings.c.defect == defect_states.c.defect)
        .join(visits, (visits.c.run_id == defect_states.c.since_run_id) & holds())
        .join(pages, pages.c.id == findings.c.page_id)
        .where(defect_states.c.run_id == run_id, defect_states.c.state.not_in(CLOSED))
        .distinct()
        .order_by(pages.c.url)
    )
    if by_probe:
        judging = (run_rules.c.run_id == visits.c.judged_in) & (run_rules.c.rule == findings.c.rule)
        query = query.join(run_rules, judging).where(run_rules.c.needs.not_in(("", READING)))
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def unconfirmed(store: Store, run_id: int, earlier_id: int | None) -> dict[tuple[int, str], set[str]]:
    """Return the pages that are to be tested once more, id and address, and which of their defects are new.

    New is what the run judged itself and the earlier run did not have open; what it saw on several pages, and so in
    several tests, needs no other.
    """
    was_open = select(defect_states.c.defect).where(
        defect_states.c.run_id == earlier_id, defect_states.c.state.not_in(CLOSED)
    )
    lone = (
        select(findings.c.defect)
        .select_from(visits)
        .join(findings, holds())
        .where(visits.c.run_id == run_id, findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)), findings.c.over_site == 0)
        .group_by(findings.c.defect)
        .having(func.count(findings.c.page_id.distinct()) == 1)
    )
    query = (
        select(visits.c.page_id, pages.c.url, findings.c.defect)
        .select_from(visits)
        .join(findings, holds())
        .join(pages, pages.c.id == visits.c.page_id)
        .where(
            visits.c.run_id == run_id,
            visits.c.judged_in == run_id,
            visits.c.confirmed == 0,
            findings.c.kind.in_((Kind.FAILED, Kind.LIKELY)),
            findings.c.over_site == 0,
            findings.c.defect.in_(lone),
            findings.c.defect.not_in(was_open),
        )
        .order_by(visits.c.id)
    )
    found: dict[tuple[int, str], set[str]] = {}
    with store.reading() as connection:
        for page_id, url, defect in connection.execute(query):
            found.setdefault((page_id, url), set()).add(defect)
    return found
