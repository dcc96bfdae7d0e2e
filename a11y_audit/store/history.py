"""All runs of a site in a few passes over the database: what the trend is made of. Nothing is held whole but sums."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, MetaData, Table, Text, case, func, insert, select

from a11y_audit.assess.defects import CLOSED, REMOVED, State
from a11y_audit.assess.priority import weight
from a11y_audit.assess.spells import Event
from a11y_audit.assess.trend import Night
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import Status
from a11y_audit.store.engine import Store
from a11y_audit.store.held import holds
from a11y_audit.store.runs import Run, every
from a11y_audit.store.schema import criterion_outcomes, defect_states, findings, pages, runs, visits

REPAIRED = (Kind.FAILED, Kind.LIKELY)
"""Kinds of defects that the trend counts."""
TEMPLATE = ""
"""Group of defects in shared parts."""
_JAPAN = timezone(timedelta(hours=9))
_BATCH = 5_000
_ASSESSED = runs.c.totals.is_not(None) & runs.c.finished_at.is_not(None) & (runs.c.state != "running")
_FAILED = visits.c.failed + visits.c.over_failed > 0

_temporary = MetaData()
_groups = Table(
    "page_groups",
    _temporary,
    Column("page_id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("weight", Float, nullable=False),
    prefixes=["TEMPORARY"],
)
_owned = Table(
    "defect_groups",
    _temporary,
    Column("defect", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    prefixes=["TEMPORARY"],
)


def assessed(store: Store, site: str, until: int | Run | None = None) -> list[Run]:
    """Return the assessed runs of a site in which a page was audited, in order, up to a run.

    A run itself, and not its number, is given where it ends just now, and its row does not yet say so.
    """
    newest = until if isinstance(until, Run) else None
    until = until.id if isinstance(until, Run) else until
    return [
        each
        for each in (newest if newest and newest.id == known.id else known for known in every(store))
        if each.site == site
        and each.totals
        and each.finished_at
        and each.state != "running"
        and each.totals["audited"]
        and (until is None or each.id <= until)
    ]


def day_of(moment: datetime) -> date:
    """Return the day in Japan on which a run began."""
    return moment.astimezone(_JAPAN).date()


def nights(store: Store, site: str, criteria: frozenset[str], until: int | Run | None = None) -> list[Night]:
    """Return the assessed runs of a site, in order, up to a run; of outcomes only those of `criteria` are counted."""
    with store.reading() as connection:
        failed = _failed_criteria(connection, criteria)
        removed = dict(_pairs(connection, _removed()))
        fresh = dict(_pairs(connection, _fresh(site)))
    found = []
    for run in assessed(store, site, until):
        totals = run.totals or {}
        found.append(
            Night(
                run_id=run.id,
                day=day_of(run.started_at),
                finished_at=run.finished_at or run.started_at,
                replay=run.basis_id is not None,
                complete=run.state == "complete",
                audited=totals["audited"],
                found=totals["found"],
                failed_pages=totals["failed_pages"],
                failed_criteria=failed.get(run.id, 0),
                states={State(state): number for state, number in totals["defect_states"].items()},
                removed=removed.get(run.id, 0),
                fresh_pages=fresh.get(run.id, 0),
                versions=run.versions,
                scope=_scope(run.settings),
            )
        )
    return found


def _scope(settings: Mapping[str, Any]) -> str:
    crawl = settings.get("crawl", {})
    told = {"scope": settings.get("scope", {}), "seeds": settings.get("site", {}).get("seeds", [])}
    told |= {name: crawl.get(name) for name in ("max_pages", "max_depth", "robots")}
    told["profile"] = settings.get("rules", {}).get("profile")
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _pairs(connection: Connection, query: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 -- any select of two columns
    yield from ((one, two) for one, two in connection.execute(query))


def _failed_criteria(connection: Connection, criteria: frozenset[str]) -> dict[int, int]:
    query = (
        select(criterion_outcomes.c.run_id, func.count())
        .where(criterion_outcomes.c.failed_pages > 0, criterion_outcomes.c.criterion.in_(sorted(criteria)))
        .group_by(criterion_outcomes.c.run_id)
    )
    return dict(_pairs(connection, query))


def _removed() -> Any:  # noqa: ANN401 -- a select
    return (
        select(defect_states.c.run_id, func.count())
        .where(defect_states.c.state == State.FIXED, defect_states.c.how == REMOVED, defect_states.c.kind.in_(REPAIRED))
        .group_by(defect_states.c.run_id)
    )


def _fresh(site: str) -> Any:  # noqa: ANN401 -- a select
    # Asked page by page: the first visits are found by an index, and the others of years are never read.
    first = (
        select(visits.c.run_id)
        .where(visits.c.page_id == pages.c.id, visits.c.status == Status.AUDITED)
        .order_by(visits.c.run_id)
        .limit(1)
        .scalar_subquery()
    )
    firsts = select(first.label("run_id")).select_from(pages).where(pages.c.site == site).subquery()
    return select(firsts.c.run_id, func.count()).where(firsts.c.run_id.is_not(None)).group_by(firsts.c.run_id)


def events(store: Store, site: str, until: int | None = None) -> Iterator[Event]:
    """Yield what opened and closed defects, in the order of runs."""
    days = {run.id: day_of(run.started_at) for run in assessed(store, site, until)}
    changed = (State.NEW, State.RETURNED, State.SURFACED, *CLOSED)
    query = (
        select(defect_states.c.run_id, defect_states.c.defect, defect_states.c.state, defect_states.c.how)
        .where(defect_states.c.state.in_(changed), defect_states.c.kind.in_(REPAIRED))
        .order_by(defect_states.c.run_id, defect_states.c.defect)
    )
    with store.reading() as connection:
        for run_id, defect, state, how in connection.execution_options(yield_per=_BATCH).execute(query):
            if run_id in days:
                yield Event(defect=defect, day=days[run_id], state=State(state), how=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSum:
    """Pages of a group in a run: audited, and of those with a failure."""

    run_id: int
    group: str
    audited: int
    failed: int


@contextmanager
def grouped(
    store: Store, groups: Mapping[int, str], weights: Mapping[int, float] | None = None
) -> Iterator[Connection]:
    """Give a connection to which pages are known by groups, and by weights where there are some."""
    known = iter(groups.items())
    with store.reading() as connection:
        _temporary.create_all(connection)
        try:
            while part := list(islice(known, _BATCH)):
                rows = [
                    {"page_id": page, "name": name, "weight": (weights or {}).get(page, 1.0)} for page, name in part
                ]
                connection.execute(insert(_groups), rows)
            yield connection
        finally:
            _temporary.drop_all(connection)


def page_sums(connection: Connection, wanted: Iterable[int]) -> list[PageSum]:
    """Count audited pages of each group in these runs."""
    query = (
        select(visits.c.run_id, _groups.c.name, func.count(), func.sum(case((_FAILED, 1), else_=0)))
        .join(_groups, _groups.c.page_id == visits.c.page_id)
        .where(visits.c.status == Status.AUDITED, visits.c.run_id.in_(sorted(wanted)))
        .group_by(visits.c.run_id, _groups.c.name)
    )
    return [
        PageSum(run_id=run_id, group=name, audited=audited, failed=failed)
        for run_id, name, audited, failed in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectSum:
    """Defects of a group in a run and a state; one that is on pages of two groups counts in both."""

    run_id: int
    group: str
    state: State
    number: int


def defect_sums(connection: Connection, wanted: Iterable[int]) -> list[DefectSum]:
    """Count defects of each group of pages in these runs; those in shared parts are the group `TEMPLATE`'s."""
    connection.execute(
        insert(_owned).from_select(
            ["defect", "name"],
            select(findings.c.defect, _groups.c.name)
            .join(_groups, _groups.c.page_id == findings.c.page_id)
            .where(findings.c.kind.in_(REPAIRED), findings.c.unstable == 0)
            .distinct(),
        )
    )
    chosen = (defect_states.c.kind.in_(REPAIRED), defect_states.c.run_id.in_(sorted(wanted)))
    own = (
        select(defect_states.c.run_id, _owned.c.name, defect_states.c.state, func.count())
        .join(_owned, _owned.c.defect == defect_states.c.defect)
        .where(defect_states.c.shared == 0, *chosen)
        .group_by(defect_states.c.run_id, _owned.c.name, defect_states.c.state)
    )
    shared = (
        select(defect_states.c.run_id, defect_states.c.state, func.count())
        .where(defect_states.c.shared == 1, *chosen)
        .group_by(defect_states.c.run_id, defect_states.c.state)
    )
    found = [
        DefectSum(run_id=run, group=TEMPLATE, state=State(state), number=n)
        for run, state, n in connection.execute(shared)
    ]
    found += [
        DefectSum(run_id=run, group=name, state=State(state), number=n)
        for run, name, state, n in connection.execute(own)
    ]
    return found


def panel(store: Store, wanted: list[int], chosen: Iterable[str] = ()) -> list[tuple[int, int, int]]:
    """Follow a fixed panel of pages: for each of these runs its number of pages, and of those with a failure.

    The panel is the pages that the first and the last of the runs audited, or of those only the `chosen` addresses and
    what lies below them. In a run that did not audit one of them its last result holds.
    """
    if not wanted:
        return []
    prefixes = tuple(chosen)
    ends = (
        select(visits.c.page_id, pages.c.url)
        .join(pages, pages.c.id == visits.c.page_id)
        .where(visits.c.run_id.in_((wanted[0], wanted[-1])), visits.c.status == Status.AUDITED)
        .group_by(visits.c.page_id, pages.c.url)
        .having(func.count() == len({wanted[0], wanted[-1]}))
    )
    query = (
        select(visits.c.run_id, visits.c.page_id, _FAILED)
        .where(visits.c.run_id.in_(wanted), visits.c.status == Status.AUDITED)
        .order_by(visits.c.run_id)
    )
    found: dict[int, int] = {}
    state: dict[int, bool] = {}
    with store.reading() as connection:
        members = {page for page, url in connection.execute(ends) if not prefixes or url.startswith(prefixes)}
        failed = 0
        for run_id, page, fails in connection.execution_options(yield_per=_BATCH).execute(query):
            if page in members:
                failed += int(bool(fails)) - int(state.get(page, False))
                state[page] = bool(fails)
            found[run_id] = failed
    return [(run_id, len(members), found.get(run_id, 0)) for run_id in wanted] if members else []


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """A page as its newest audit saw it; `current` if that was the run that is asked for."""

    id: int
    url: str
    contact: str
    skeleton: str
    current: bool


def page_marks(store: Store, site: str, run_id: int) -> Iterator[PageMark]:
    """Yield every page that the site's runs audited up to a run, by address."""
    judged = visits.alias("judged")
    newest = (
        select(visits.c.page_id, func.max(visits.c.run_id).label("run_id"))
        .join(runs, (runs.c.id == visits.c.run_id) & (runs.c.site == site))
        .where(visits.c.status == Status.AUDITED, visits.c.run_id <= run_id)
        .group_by(visits.c.page_id)
        .subquery()
    )
    query = (
        select(
            pages.c.id,
            pages.c.url,
            func.coalesce(judged.c.contact, ""),
            func.coalesce(judged.c.skeleton, visits.c.skeleton, ""),
            visits.c.run_id == run_id,
        )
        .select_from(newest)
        .join(visits, (visits.c.run_id == newest.c.run_id) & (visits.c.page_id == newest.c.page_id))
        .join(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
        .join(pages, pages.c.id == visits.c.page_id)
        .order_by(pages.c.url)
    )
    with store.reading() as connection:
        for page_id, url, contact, skeleton, current in connection.execution_options(yield_per=_BATCH).execute(query):
            yield PageMark(id=page_id, url=url, contact=contact, skeleton=skeleton, current=bool(current))


def use(store: Store, run: Run, views: Mapping[str, int]) -> dict[str, float]:
    """Return for each defect of a run its pages weighed by their visits; nothing where no visits are known."""
    if not views:
        return {}
    mean = sum(views.values()) / len(views)
    weights = {
        page.id: weight(views.get(page.url, 0), mean) for page in page_marks(store, run.site, run.id) if page.current
    }
    with grouped(store, dict.fromkeys(weights, ""), weights) as connection:
        return {defect: weighed for defect, _, _, weighed in defects_of_groups(connection, run.id)}


def defects_of_groups(connection: Connection, run_id: int) -> Iterator[tuple[str, str, int, float]]:
    """Yield defect, group, pages and sum of weights for what holds in a run, for defects that are to be repaired."""
    once = (
        select(findings.c.defect, findings.c.page_id)
        .select_from(visits)
        .join(findings, holds())
        .where(visits.c.run_id == run_id, findings.c.kind.in_(REPAIRED))
        .distinct()
        .subquery()
    )
    query = (
        select(once.c.defect, _groups.c.name, func.count(), func.sum(_groups.c.weight))
        .join(_groups, _groups.c.page_id == once.c.page_id)
        .group_by(once.c.defect, _groups.c.name)
        .order_by(once.c.defect, _groups.c.name)
    )
    yield from ((row[0], row[1], row[2], row[3]) for row in connection.execute(query))
