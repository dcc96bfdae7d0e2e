"""Defects that are known under another name: what the matcher reads, and the names that it found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from a11y_audit.assess.defects import CLOSED
from a11y_audit.assess.matching import Match, Occurrence
from a11y_audit.assess.moves import PageMark
from a11y_audit.core.visit import Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.held import RANKED, holds
from a11y_audit.store.schema import defect_aliases, defect_states, defects, findings, pages, pictures, runs, visits

OCCURRENCES = 50
"""Pages of one defect that are compared at most, the first by id."""
_CHUNK = 400
_LEFT = (Why.NOT_FOUND, Why.GONE, Why.REDIRECTED)
_TOLD = ("defect", "barrier", "rule", "reason", "selector", "region", "fragment", "snippet")


def own_names(connection: Connection, run_id: int, names: Iterable[str]) -> dict[str, str]:
    """Return for names of defects by their HTML the defect that each is, where that is another one."""
    site = select(runs.c.site).where(runs.c.id == run_id).scalar_subquery()
    wanted = iter(sorted(set(names)))
    found: dict[str, str] = {}
    while part := list(islice(wanted, _CHUNK)):
        query = select(defect_aliases.c.alias, defect_aliases.c.defect).where(
            defect_aliases.c.site == site, defect_aliases.c.alias.in_(part)
        )
        found.update({row.alias: row.defect for row in connection.execute(query)})
    return found


def appeared(store: Store, run_id: int) -> list[Occurrence]:
    """Return where the run saw defects that no earlier run of the site saw, by defect and page."""
    site = select(runs.c.site).where(runs.c.id == run_id).scalar_subquery()
    known = exists().where(defects.c.site == site, defects.c.id == findings.c.defect, defects.c.first_run_id < run_id)
    query = (
        select(findings.c.page_id, *(findings.c[name] for name in _TOLD))
        .where(
            findings.c.run_id == run_id,
            findings.c.kind.in_(RANKED),
            findings.c.unstable == 0,
            ~known.correlate(findings),
        )
        .order_by(findings.c.defect, findings.c.page_id, findings.c.id)
    )
    with store.reading() as connection:
        return list(_few(connection.execute(query).mappings(), {}))


def vanished(
    store: Store, run_id: int, earlier_id: int, barriers: set[str] | None, became: Mapping[int, int]
) -> list[Occurrence]:
    """Return where defects that the earlier run has open were last seen and are no more, though this run looked.

    Args:
        store: the store.
        run_id: this run.
        earlier_id: the run before.
        barriers: those of interest; None for all.
        became: pages that moved → what they became.
    """
    query = _last_places(run_id, earlier_id).order_by(findings.c.defect, findings.c.page_id, findings.c.id)
    if barriers is not None:
        query = query.where(findings.c.barrier.in_(sorted(barriers)))
    with store.reading() as connection:
        return list(_few(connection.execute(query).mappings(), became))


def _last_places(run_id: int, earlier_id: int) -> Select[Any]:
    then, now, here = visits.alias("then"), visits.alias("now"), findings.alias("here")
    still = exists().where(
        here.c.page_id == findings.c.page_id,
        _name(here) == findings.c.defect,
        holds(now, here),
        here.c.kind.in_(RANKED),
    )
    looked = (
        (now.c.status == Status.AUDITED) & ((now.c.judged_in == run_id) | (findings.c.over_site == 1))
    ) | now.c.why.in_(_LEFT)
    return (
        select(findings.c.page_id, *(findings.c[name] for name in _TOLD))
        .select_from(defect_states)
        .join(findings, findings.c.defect == defect_states.c.defect)
        .join(then, (then.c.run_id == defect_states.c.since_run_id) & holds(then, findings))
        .join(now, (now.c.run_id == run_id) & (now.c.page_id == findings.c.page_id))
        .where(
            defect_states.c.run_id == earlier_id,
            defect_states.c.state.not_in(CLOSED),
            findings.c.kind.in_(RANKED),
            looked,
            ~still.correlate(findings, now),
        )
    )


def _name(here: FromClause) -> ColumnElement[str]:
    """Return the defect of a finding so that it is sought by its page: what a template has is on every page."""
    # An expression goes by no index. By that of defects each of n pages would read the findings of all n.
    return here.c.defect.concat("")


def _few(rows: Iterable[RowMapping], became: Mapping[int, int]) -> Iterator[Occurrence]:
    for _, group in groupby(rows, key=lambda row: row["defect"]):
        for row in islice(group, OCCURRENCES):
            told = {name: row[name] or "" for name in _TOLD}
            yield Occurrence(page=became.get(row["page_id"], row["page_id"]), **told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Pages that this run found gone, those that it saw first, and where redirects of the former lead."""

    went: tuple[PageMark, ...]
    came: tuple[PageMark, ...]
    redirects: Mapping[int, int]


def moves(store: Store, run_id: int, earlier_id: int) -> Moves:
    """Return which pages went and which came since an earlier run."""
    now, then, before = visits.alias("now"), visits.alias("then"), visits.alias("before")
    gone = (
        select(pages.c.id, pages.c.url, then.c.title, then.c.likeness, now.c.why, now.c.detail)
        .select_from(now)
        .join(then, (then.c.run_id == earlier_id) & (then.c.page_id == now.c.page_id))
        .join(pages, pages.c.id == now.c.page_id)
        .where(now.c.run_id == run_id, now.c.why.in_(_LEFT), then.c.status == Status.AUDITED)
    )
    seen_before = exists().where(before.c.page_id == now.c.page_id, before.c.run_id < run_id)
    fresh = (
        select(pages.c.id, pages.c.url, now.c.title, now.c.likeness)
        .select_from(now)
        .join(pages, pages.c.id == now.c.page_id)
        .where(now.c.run_id == run_id, now.c.status == Status.AUDITED, ~seen_before.correlate(now))
    )
    with store.reading() as connection:
        went = connection.execute(gone).all()
        came = connection.execute(fresh).all() if went else []
        targets = {row.detail for row in went if row.why == Why.REDIRECTED}
        ids = {row.url: row.id for row in came if row.url in targets}
        missing = sorted(targets - ids.keys())
        for start in range(0, len(missing), _CHUNK):
            part = select(pages.c.id, pages.c.url).where(pages.c.url.in_(missing[start : start + _CHUNK]))
            ids |= {row.url: row.id for row in connection.execute(part)}
    return Moves(
        went=tuple(_mark(row) for row in went),
        came=tuple(_mark(row) for row in came),
        redirects={row.id: ids[row.detail] for row in went if row.why == Why.REDIRECTED and row.detail in ids},
    )


def _mark(row: Any) -> PageMark:  # noqa: ANN401 -- a row of one of two queries
    name = urlsplit(row.url).path.rstrip("/").rpartition("/")[2]
    return PageMark(id=row.id, title=row.title or "", likeness=row.likeness or "", name=name.rpartition(".")[0] or name)


def save_matches(store: Store, run_id: int, matches: Iterable[Match]) -> None:
    """Store that defects of this run are known ones; its findings and pictures take their names."""
    with store.writing() as connection:
        site = connection.execute(select(runs.c.site).where(runs.c.id == run_id)).scalar_one()
        for each in matches:
            connection.execute(
                insert(defect_aliases).values(
                    site=site, alias=each.appeared, defect=each.vanished, run_id=run_id, tier=each.tier
                )
            )
            connection.execute(
                update(findings)
                .where(findings.c.defect == each.appeared, findings.c.run_id == run_id)
                .values(defect=each.vanished)
            )
            mine = (pictures.c.site == site) & (pictures.c.defect == each.appeared)
            if connection.execute(select(pictures.c.picture).where(mine)).first():
                connection.execute(delete(pictures).where(pictures.c.site == site, pictures.c.defect == each.vanished))
                connection.execute(update(pictures).where(mine).values(defect=each.vanished))


def tiers(store: Store, run_id: int) -> dict[str, str]:
    """Return the defects that this run found again under another name, and by which tier."""
    query = select(defect_aliases.c.defect, defect_aliases.c.tier).where(defect_aliases.c.run_id == run_id)
    with store.reading() as connection:
        return {row.defect: row.tier for row in connection.execute(query.order_by(defect_aliases.c.alias))}


def moved(store: Store, run_id: int, earlier_id: int, wanted: Iterable[str]) -> frozenset[str]:
    """Return those of `wanted`, open before and seen now, that left all their pages, all of which were looked at."""
    return _without(store, run_id, earlier_id, wanted, left_only=False)


def removed(store: Store, run_id: int, earlier_id: int, wanted: Iterable[str]) -> frozenset[str]:
    """Return those of `wanted`, open before and absent now, whose pages are all gone."""
    return _without(store, run_id, earlier_id, wanted, left_only=True)


def _without(store: Store, run_id: int, earlier_id: int, wanted: Iterable[str], *, left_only: bool) -> frozenset[str]:
    sought = sorted(wanted)
    if not sought:
        return frozenset()
    found: set[str] = set()
    then, now = visits.alias("then"), visits.alias("now")
    here, at = findings.alias("here"), visits.alias("at")
    still = (
        select(here.c.id)
        .join(at, (at.c.run_id == run_id) & (at.c.page_id == here.c.page_id) & holds(at, here))
        .where(here.c.page_id == findings.c.page_id, _name(here) == findings.c.defect)
    )
    left = now.c.why.in_(_LEFT)
    looked = left if left_only else left | (now.c.status == Status.AUDITED)
    stays = ~func.coalesce(looked, 0) | still.correlate(findings).exists()
    with store.reading() as connection:
        for start in range(0, len(sought), _CHUNK):
            query = (
                select(defect_states.c.defect)
                .join(findings, findings.c.defect == defect_states.c.defect)
                .join(then, (then.c.run_id == defect_states.c.since_run_id) & holds(then, findings))
                .outerjoin(now, (now.c.run_id == run_id) & (now.c.page_id == findings.c.page_id))
                .where(
                    defect_states.c.run_id == earlier_id,
                    defect_states.c.defect.in_(sought[start : start + _CHUNK]),
                    findings.c.kind.in_(RANKED),
                )
                .group_by(defect_states.c.defect)
                .having(func.max(func.coalesce(stays, 1)) == 0)
            )
            found.update(connection.execute(query).scalars())
    return frozenset(found)


def on_unchanged_pages(store: Store, run_id: int, earlier_id: int, wanted: Iterable[str]) -> frozenset[str]:
    """Return those of `wanted` whose pages, in either of two runs, all sent the same source and files in both."""
    sought = sorted(wanted)
    found: set[str] = set()
    with store.reading() as connection:
        for start in range(0, len(sought), _CHUNK):
            found.update(connection.execute(_unchanged(run_id, earlier_id, sought[start : start + _CHUNK])).scalars())
    return frozenset(found)


def _unchanged(run_id: int, earlier_id: int, wanted: list[str]) -> Select[Any]:
    seen, one, two = visits.alias("seen"), visits.alias("one"), visits.alias("two")
    first, second = visits.alias("first"), visits.alias("second")
    source_of = func.substr
    equal = (
        source_of(one.c.snapshot, func.instr(one.c.snapshot, " "))
        == source_of(two.c.snapshot, func.instr(two.c.snapshot, " "))
    ) & (func.coalesce(one.c.assets, two.c.assets, "") == func.coalesce(two.c.assets, one.c.assets, ""))
    return (
        select(findings.c.defect)
        .join(seen, seen.c.run_id.in_((run_id, earlier_id)) & holds(seen, findings))
        .outerjoin(first, (first.c.run_id == earlier_id) & (first.c.page_id == findings.c.page_id))
        .outerjoin(second, (second.c.run_id == run_id) & (second.c.page_id == findings.c.page_id))
        .outerjoin(one, (one.c.run_id == first.c.judged_in) & (one.c.page_id == findings.c.page_id))
        .outerjoin(two, (two.c.run_id == second.c.judged_in) & (two.c.page_id == findings.c.page_id))
        .where(findings.c.defect.in_(wanted), findings.c.kind.in_(RANKED))
        .group_by(findings.c.defect)
        .having(func.min(func.coalesce(equal, 0)) == 1)
    )
