"""Remove recorded pages of old runs: what can still be needed to judge, to compare or to stand on is kept.

Findings, defects, visits and totals are never removed. The blobs go last, after the rows that named them; which ones,
is written to the disk before, so that a kill in between leaves nothing lost and nothing behind.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Select, select, update

from a11y_audit.store.engine import Store
from a11y_audit.store.faults import translated
from a11y_audit.store.schema import runs, visits

LIST: Final = "prune.json"
_CHUNK: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Removable:
    """Recorded pages that may be removed: the visits, the blobs that nothing else names, and their size on the disk."""

    visits: tuple[int, ...]
    keys: tuple[str, ...]
    size_bytes: int


def removable(store: Store, keep: int) -> Removable:
    """Return what the records of all but the newest `keep` runs of each site hold, as far as nothing kept needs it."""
    with store.reading() as connection:
        old = _old_runs(connection.execute(select(runs.c.id, runs.c.site, runs.c.state).order_by(runs.c.id)), keep)
        if not old:
            return Removable(visits=(), keys=(), size_bytes=0)
        needed = select(visits.c.judged_in, visits.c.page_id).where(
            visits.c.run_id.not_in(old), visits.c.judged_in.is_not(None)
        )
        stood_on = {(row.judged_in, row.page_id) for row in connection.execute(needed)}
        rows = connection.execute(
            select(visits.c.id, visits.c.run_id, visits.c.page_id, visits.c.snapshot, visits.c.assets).where(
                visits.c.run_id.in_(old), visits.c.snapshot.is_not(None)
            )
        )
        doomed = [row for row in rows if (row.run_id, row.page_id) not in stood_on]
        ids = {row.id for row in doomed}
        candidates = {key for row in doomed for key in _keys(row.snapshot, row.assets)}
        kept = {key for row in connection.execute(_recorded()) if row.id not in ids for key in _keys(*row[1:])}
    keys = sorted(candidates - kept)
    return Removable(visits=tuple(sorted(ids)), keys=tuple(keys), size_bytes=sum(map(store.blobs.size_of, keys)))


def remove(store: Store, data: Path, what: Removable) -> None:
    """Remove it; a program that is killed meanwhile leaves the rest to `finish`."""
    with translated():
        _write(data / LIST, what.keys)
    with store.writing() as connection:
        for start in range(0, len(what.visits), _CHUNK):
            part = what.visits[start : start + _CHUNK]
            connection.execute(update(visits).where(visits.c.id.in_(part)).values(snapshot=None, assets=None))
    finish(store, data)


def finish(store: Store, data: Path) -> int:
    """Remove the blobs that an interrupted removal left, as far as nothing names them; return how many."""
    path = data / LIST
    if not path.exists():
        return 0
    with translated():
        try:
            listed = [str(key) for key in json.loads(path.read_text(encoding="utf-8"))]
        except ValueError:  # cut off while it was written: nothing was removed yet
            listed = []
    with store.reading() as connection:
        named = {key for row in connection.execute(_recorded()) for key in _keys(*row[1:])} if listed else set()
    gone = 0
    for key in listed:
        if key not in named:
            store.blobs.remove(key)
            gone += 1
    with translated():
        path.unlink(missing_ok=True)
    return gone


def _recorded() -> Select[Any]:
    return select(visits.c.id, visits.c.snapshot, visits.c.assets).where(
        visits.c.snapshot.is_not(None) | visits.c.assets.is_not(None)
    )


def _old_runs(rows: Iterable[Any], keep: int) -> list[int]:
    of_site: dict[str, list[int]] = {}
    for row in rows:
        if row.state != "running":
            of_site.setdefault(row.site, []).append(row.id)
    return [run for ended in of_site.values() for run in ended[:-keep]]


def _keys(snapshot: str | None, assets: str | None) -> Iterator[str]:
    yield from (snapshot or "").split()
    yield from (assets or "").split()


def _write(path: Path, keys: Iterable[str]) -> None:
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(list(keys), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
