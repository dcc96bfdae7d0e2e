"""The queue of a run: which pages are known, which is next. A page's place in the queue and its result are one row."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from a11y_audit.core.visit import NotAudited, Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import pages, runs, visits

EARLIER = "earlier"
"""How a page was found that only an earlier run knew."""


# Made once: for every page, to make them takes longer than to run them.
_SITE = select(runs.c.site).where(runs.c.id == bindparam("run"))
_NEW_PAGES = insert(pages).on_conflict_do_nothing()
_NEW_VISITS = insert(visits).on_conflict_do_nothing()
# One value for all of them: a statement with a place for each would be another one for each number of them.
_URLS, _VISITS = (select(func.json_each(bindparam(name)).table_valued("value").c.value) for name in ("urls", "visits"))
_IDS = select(pages.c.url, pages.c.id).where(pages.c.site == bindparam("site"), pages.c.url.in_(_URLS))
_TAKE = (
    update(visits)
    .where(
        visits.c.id.in_(
            select(visits.c.id)
            .where(visits.c.run_id == bindparam("run"), visits.c.status == Status.WAITING)
            .order_by(visits.c.turn, visits.c.depth, visits.c.id)
            .limit(bindparam("most"))
        )
    )
    .values(status=Status.CLAIMED)
    .returning(visits.c.id)
)
_TAKEN = (
    select(pages.c.id, pages.c.url, visits.c.depth)
    .join(visits, visits.c.page_id == pages.c.id)
    .where(visits.c.id.in_(_VISITS))
    .order_by(visits.c.turn, visits.c.depth, visits.c.id)
)
# One row for all of them: sixty rows of one number each take longer to fetch than to find.
_LINKED = select(func.json_group_array(pages.c.id)).where(
    pages.c.site == _SITE.scalar_subquery(), pages.c.url.in_(_URLS)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that was found: how (seed, sitemap, link, redirect, earlier), where, how many links from a seed.

    `not_audited` holds why it will not be visited, when that is known already; pages of a lower `turn` are claimed
    sooner.
    """

    url: str
    found_by: str
    depth: int = 0
    found_on: int | None = None
    not_audited: NotAudited | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A page that a worker may visit now."""

    page_id: int
    url: str
    depth: int


def add(store: Store, run_id: int, found: Iterable[Found]) -> int:
    """Put addresses into the run that it does not know yet; return how many were new."""
    with store.writing() as connection:
        return add_within(connection, run_id, found)


def add_within(connection: Connection, run_id: int, found: Iterable[Found]) -> int:
    """Do what `add` does as a part of another transaction."""
    wanted: dict[str, Found] = {}
    for each in found:
        wanted.setdefault(each.url, each)
    if not wanted:
        return 0
    urls = list(wanted)
    site = connection.execute(_SITE, {"run": run_id}).scalar_one()
    connection.execute(_NEW_PAGES, [{"site": site, "url": url} for url in urls])
    known = _ids(connection, site, urls)
    rows = [_row(run_id, known[url], wanted[url]) for url in urls]
    before = _changes(connection)
    connection.execute(_NEW_VISITS, rows)
    return _changes(connection) - before


def page_ids(connection: Connection, run_id: int, urls: Iterable[str]) -> list[int]:
    """Return the ids of those addresses that the site's inventory holds, in order."""
    wanted = list(urls)
    if not wanted:
        return []
    chosen: str = connection.execute(_LINKED, {"run": run_id, "urls": json.dumps(wanted)}).scalar_one()
    return sorted(json.loads(chosen))


def _ids(connection: Connection, site: str, urls: list[str]) -> dict[str, int]:
    rows = connection.execute(_IDS, {"site": site, "urls": json.dumps(urls)})
    return dict(rows.all())


def _row(run_id: int, page_id: int, found: Found) -> dict[str, object]:
    reason = found.not_audited
    return {
        "run_id": run_id,
        "page_id": page_id,
        "status": Status.NOT_AUDITED if reason else Status.WAITING,
        "why": reason.why if reason else None,
        "detail": reason.detail if reason else None,
        "turn": found.turn,
        "depth": found.depth,
        "found_by": found.found_by,
        "found_on": found.found_on,
    }


def _changes(connection: Connection) -> int:
    number: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return number


def claim(store: Store, run_id: int, most: int) -> list[Claim]:
    """Take up to `most` waiting pages, by their turn, and those nearest to a seed first; nobody else gets them."""
    with store.writing() as connection:
        taken = connection.execute(_TAKE, {"run": run_id, "most": most}).scalars().all()
        rows = connection.execute(_TAKEN, {"visits": json.dumps(taken)})
        return [Claim(*row) for row in rows]


def release(store: Store, run_id: int) -> int:
    """Give back every claimed page, those of a program that died; return how many."""
    with store.writing() as connection:
        return connection.execute(
            update(visits)
            .where(visits.c.run_id == run_id, visits.c.status == Status.CLAIMED)
            .values(status=Status.WAITING)
        ).rowcount


def mark_gone(store: Store, run_id: int) -> int:
    """Tell pages that are gone, and to which nothing leads any more, from broken links; return how many."""
    with store.writing() as connection:
        return connection.execute(
            update(visits)
            .where(visits.c.run_id == run_id, visits.c.found_by == EARLIER, visits.c.why == Why.NOT_FOUND)
            .values(why=Why.GONE)
        ).rowcount


def close_waiting(store: Store, run_id: int, reason: NotAudited) -> int:
    """End every page that still waits with one reason; return how many."""
    with store.writing() as connection:
        return connection.execute(
            update(visits)
            .where(visits.c.run_id == run_id, visits.c.status.in_((Status.WAITING, Status.CLAIMED)))
            .values(status=Status.NOT_AUDITED, why=reason.why, detail=reason.detail)
        ).rowcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many pages of a run are in which state; `left_out` are those not audited on purpose."""

    audited: int = 0
    waiting: int = 0
    not_audited: int = 0
    left_out: int = 0


def tally(store: Store, run_id: int) -> Tally:
    """Count the pages of a run; claimed ones still wait."""
    query = (
        select(visits.c.status, visits.c.why, func.count())
        .where(visits.c.run_id == run_id)
        .group_by(visits.c.status, visits.c.why)
    )
    numbers = dict.fromkeys(("audited", "waiting", "not_audited", "left_out"), 0)
    with store.reading() as connection:
        for status, why, number in connection.execute(query):
            numbers[_column(Status(status), why)] += number
    return Tally(**numbers)


def _column(status: Status, why: str | None) -> str:
    if status is Status.AUDITED:
        return "audited"
    if status is not Status.NOT_AUDITED:
        return "waiting"
    return "left_out" if why and Why(why).by_choice else "not_audited"


def known(store: Store, run_id: int) -> dict[int, str]:
    """Return every address that the run knows by its page's id, in the order in which they were found."""
    query = (
        select(pages.c.id, pages.c.url)
        .join(visits, visits.c.page_id == pages.c.id)
        .where(visits.c.run_id == run_id)
        .order_by(visits.c.id)
    )
    with store.reading() as connection:
        return {row.id: row.url for row in connection.execute(query)}


def audited(store: Store, run_id: int) -> dict[str, str]:
    """Return the addresses that a run audited with the likeness of each page, in the order in which they were found."""
    query = (
        select(pages.c.url, visits.c.likeness)
        .join(visits, visits.c.page_id == pages.c.id)
        .where(visits.c.run_id == run_id, visits.c.status == Status.AUDITED)
        .order_by(visits.c.id)
    )
    with store.reading() as connection:
        return {row.url: row.likeness or "" for row in connection.execute(query)}


def titles(store: Store, site: str) -> dict[str, str]:
    """Return the newest title of each page of a site that was ever audited, by address."""
    newest = (
        select(visits.c.page_id, func.max(visits.c.run_id).label("run_id"))
        .join(pages, pages.c.id == visits.c.page_id)
        .where(pages.c.site == site, visits.c.status == Status.AUDITED)
        .group_by(visits.c.page_id)
        .subquery()
    )
    query = (
        select(pages.c.url, visits.c.title)
        .join(newest, (newest.c.page_id == visits.c.page_id) & (newest.c.run_id == visits.c.run_id))
        .join(pages, pages.c.id == visits.c.page_id)
    )
    with store.reading() as connection:
        return {row.url: row.title or "" for row in connection.execute(query)}
