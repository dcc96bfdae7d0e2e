"""Runs: one audit of one site each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.store.engine import Store
from a11y_audit.store.schema import runs, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One audit of one site.

    Attributes:
        id: number in the store, rising.
        site: name under which runs are compared: the first seed, and behind "#" the view if it is not the first.
        view: "390x844" for runs in a second window size, else "".
        state: "running", "complete" or "partial".
        basis_id: the run whose snapshots were judged again, or None.
        started_at, finished_at: aware UTC times.
        settings: effective settings, without secrets.
        versions: versions of program, engine, browser and rules.
        totals: the run's totals, or None before they were counted.
        notes: what a reader of the report should know of this run, in codes.
    """

    id: int
    site: str
    view: str
    state: str
    basis_id: int | None
    started_at: datetime
    finished_at: datetime | None
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    totals: Mapping[str, Any] | None
    notes: tuple[str, ...]


def start(
    store: Store,
    *,
    site: str,
    settings: Mapping[str, object],
    versions: Mapping[str, str],
    now: datetime,
    basis_id: int | None = None,
    view: str = "",
) -> Run:
    """Begin a run and return it."""
    with store.writing() as connection:
        key = connection.execute(
            insert(runs)
            .values(
                site=site,
                view=view,
                state="running",
                basis_id=basis_id,
                started_at=stamp(now),
                settings=json.dumps(settings, ensure_ascii=False),
                versions=json.dumps(versions, ensure_ascii=False),
            )
            .returning(runs.c.id)
        ).scalar_one()
        return _get(connection, key)


def unfinished(store: Store, site: str) -> Run | None:
    """Return the newest run of the site if it was interrupted, else None."""
    with store.reading() as connection:
        row = (
            connection.execute(
                select(runs).where(runs.c.site == site, runs.c.basis_id.is_(None)).order_by(runs.c.id.desc()).limit(1)
            )
            .mappings()
            .first()
        )
    return _run(row) if row is not None and row["state"] == "running" else None


def finish(store: Store, run_id: int, *, state: str, now: datetime, notes: tuple[str, ...] = ()) -> None:
    """End a run as "complete" or "partial"."""
    with store.writing() as connection:
        connection.execute(
            update(runs)
            .where(runs.c.id == run_id)
            .values(state=state, finished_at=stamp(now), notes=json.dumps(notes, ensure_ascii=False))
        )


def abandon(store: Store, run_id: int, *, now: datetime) -> None:
    """End an interrupted run as it stands; its results stay."""
    finish(store, run_id, state="partial", now=now, notes=("abandoned",))


def get(store: Store, run_id: int | None = None) -> Run:
    """Return a run, or the newest one of the first view that has ended.

    Raises:
        UsageError: there is none.
    """
    with store.reading() as connection:
        if run_id is not None:
            return _get(connection, run_id)
        ended = (runs.c.state != "running") & (runs.c.view == "")
        newest = connection.execute(select(func.max(runs.c.id)).where(ended)).scalar_one()
        if newest is None and connection.execute(select(func.count(runs.c.id))).scalar_one():
            raise UsageError(
                Text(
                    "途中で止まった検査だけがあり、終わった検査がありません。", "The only audit so far was interrupted."
                ),
                Text(
                    "a11y-audit audit をもう一度実行すると、続きから検査します。",
                    "Run a11y-audit audit again: it goes on from there.",
                ),
            )
        if newest is None:
            raise UsageError(
                Text("終わった検査がまだありません。", "No audit has ended yet."),
                Text("先に a11y-audit audit を実行してください。", "Run a11y-audit audit first."),
            )
        return _get(connection, newest)


def every(store: Store) -> list[Run]:
    """Return all runs, the oldest first."""
    with store.reading() as connection:
        return [_run(row) for row in connection.execute(select(runs).order_by(runs.c.id)).mappings()]


def previous(store: Store, run: Run) -> Run | None:
    """Return the run of the same site that was assessed before `run` and saw at least one page, or None."""
    with store.reading() as connection:
        row = (
            connection.execute(
                select(runs)
                .where(
                    runs.c.site == run.site,
                    runs.c.id < run.id,
                    runs.c.state != "running",
                    runs.c.totals.is_not(None),
                    select(visits.c.id).where(visits.c.run_id == runs.c.id, visits.c.status == "audited").exists(),
                )
                .order_by(runs.c.id.desc())
                .limit(1)
            )
            .mappings()
            .first()
        )
    return _run(row) if row is not None else None


def stamp(moment: datetime) -> str:
    """Return an aware time as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _get(connection: Connection, run_id: int) -> Run:
    row = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().first()
    if row is None:
        raise UsageError(
            Text(f"検査 {run_id} はありません。", f"There is no run {run_id}."),
            Text("一覧は a11y-audit runs で見られます。", "See the list with: a11y-audit runs"),
        )
    return _run(row)


def _run(row: RowMapping) -> Run:
    return Run(
        id=row["id"],
        site=row["site"],
        view=row["view"],
        state=row["state"],
        basis_id=row["basis_id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
        settings=json.loads(row["settings"]),
        versions=json.loads(row["versions"]),
        totals=json.loads(row["totals"]) if row["totals"] else None,
        notes=tuple(json.loads(row["notes"])),
    )
