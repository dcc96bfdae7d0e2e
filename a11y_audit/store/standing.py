"""Visits that stand on an earlier judgement: what is known of a page from before, and that it holds for this run."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Subquery, bindparam, func, select, update

from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import NotAudited, Status, Why
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found, add_within
from a11y_audit.store.results import unpack
from a11y_audit.store.runs import stamp
from a11y_audit.store.schema import findings, pages, visits

_COUNTS = tuple(kind.value for kind in (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED))
_COPIED = ("status", "final_url", "title", "tested_at", "judged_in", "likeness", "skeleton", "probes", *_COUNTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The newest audited visit of a page before this run, with what the judging run kept.

    Attributes:
        judged_in: the run that judged the page.
        tested_at: when the page was shown for that.
        snapshot: key of its record and of its source, with a blank between.
        headers: validators and type of the answer.
        assets: key of the list of the files that it uses, or None.
        row: values of the visit that hold on.
    """

    judged_in: int
    tested_at: datetime
    snapshot: str
    headers: Mapping[str, str]
    assets: str | None
    row: Mapping[str, Any]

    @property
    def source(self) -> str:
        """SHA-256 of the page's source in hex, as blobs are named."""
        return self.snapshot.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier runs know of a page: the newest audited visit, and why the very newest visit was no audit."""

    basis: Basis | None = None
    refused: NotAudited | None = None


def known(store: Store, run_id: int, page_ids: Sequence[int]) -> dict[int, Known]:
    """Return what runs before this one know of pages; pages that none has visited are left out."""
    with store.reading() as connection:
        audited = _newest(run_id, page_ids, (Status.AUDITED,))
        judged = visits.alias("judged")
        rows = connection.execute(
            select(
                visits.c.page_id,
                *(visits.c[name] for name in _COPIED),
                *(judged.c[name] for name in ("snapshot", "headers", "assets")),
            )
            .join(audited, (audited.c.page_id == visits.c.page_id) & (audited.c.run_id == visits.c.run_id))
            .join(judged, (judged.c.run_id == visits.c.judged_in) & (judged.c.page_id == visits.c.page_id))
            .where(judged.c.snapshot.is_not(None))
        )
        bases = {row["page_id"]: basis(dict(row)) for row in rows.mappings()}
        newest = _newest(run_id, page_ids, (Status.AUDITED, Status.NOT_AUDITED))
        ends = connection.execute(
            select(visits.c.page_id, visits.c.why, visits.c.detail).join(
                newest, (newest.c.page_id == visits.c.page_id) & (newest.c.run_id == visits.c.run_id)
            )
        )
        return {
            page_id: Known(bases.get(page_id), NotAudited(Why(why), detail or "") if why else None)
            for page_id, why, detail in ends
        }


def _newest(run_id: int, page_ids: Sequence[int], states: Iterable[Status]) -> Subquery:
    return (
        select(visits.c.page_id, func.max(visits.c.run_id).label("run_id"))
        .where(visits.c.page_id.in_(page_ids), visits.c.run_id < run_id, visits.c.status.in_(tuple(states)))
        .group_by(visits.c.page_id)
        .subquery()
    )


def basis(row: Mapping[str, Any]) -> Basis:
    """Return what a row of visits says, joined with what the judging run kept of the page."""
    return Basis(
        judged_in=row["judged_in"],
        tested_at=datetime.fromisoformat(row["tested_at"]),
        snapshot=row["snapshot"],
        headers=json.loads(row["headers"] or "{}"),
        assets=row["assets"],
        row={name: row[name] for name in _COPIED},
    )


def stand(
    store: Store, run_id: int, standing: Mapping[int, Basis | NotAudited], found: Iterable[Found], *, now: datetime
) -> None:
    """Store that these pages are as they were, and the pages to which they lead that are new to the run.

    Findings hold on, refusals too. All of it is one transaction.
    """
    audited = [
        {"page": page_id, **{f"set_{name}": value for name, value in basis.row.items()}}
        for page_id, basis in standing.items()
        if isinstance(basis, Basis)
    ]
    refused = [
        {"page": page_id, "set_why": end.why, "set_detail": end.detail, "set_tested_at": stamp(now)}
        for page_id, end in standing.items()
        if isinstance(end, NotAudited)
    ]
    with store.writing() as connection:
        _update(connection, run_id, audited, {name: bindparam(f"set_{name}") for name in _COPIED})
        refusal: dict[str, Any] = {name: bindparam(f"set_{name}") for name in ("why", "detail", "tested_at")}
        _update(connection, run_id, refused, refusal | {"status": Status.NOT_AUDITED})
        add_within(connection, run_id, found)


def _update(connection: Connection, run_id: int, rows: list[dict[str, Any]], values: dict[str, Any]) -> None:
    if rows:
        here = (visits.c.run_id == run_id) & (visits.c.page_id == bindparam("page"))
        connection.execute(update(visits).where(here).values(values), rows)


def links(store: Store, judged: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Return the ids of the pages to which pages lead, for pairs of a page and the run that judged it."""
    wanted = dict(judged)
    runs_of: dict[int, list[int]] = {}
    for page_id, run_id in wanted.items():
        runs_of.setdefault(run_id, []).append(page_id)
    found: dict[int, list[int]] = {}
    with store.reading() as connection:
        for run_id, page_ids in runs_of.items():
            query = select(visits.c.page_id, visits.c.links).where(
                visits.c.run_id == run_id, visits.c.page_id.in_(page_ids), visits.c.links.is_not(None)
            )
            found.update({page_id: _ids(data) for page_id, data in connection.execute(query)})
    return found


def _ids(data: bytes) -> list[int]:
    value = unpack(data)
    return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []


def unstable(store: Store, run_id: int, page_id: int) -> set[str]:
    """Return the defects of a page that a second test in the run that judged it did not confirm."""
    query = select(findings.c.defect).where(
        findings.c.run_id == run_id, findings.c.page_id == page_id, findings.c.unstable == 1
    )
    with store.reading() as connection:
        return set(connection.execute(query).scalars())


def addresses(store: Store, page_ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of pages, by id."""
    wanted = sorted(page_ids)
    found: dict[int, str] = {}
    with store.reading() as connection:
        for start in range(0, len(wanted), 500):
            part = select(pages.c.id, pages.c.url).where(pages.c.id.in_(wanted[start : start + 500]))
            found.update({row.id: row.url for row in connection.execute(part)})
    return found
