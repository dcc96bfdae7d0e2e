"""Start audits as users do, and tell what came of them, without times and numbers of runs, so that it can be compared."""

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from a11y_audit import api
from a11y_audit.store import reading, rows
from a11y_audit.store.engine import open_store

_TIME = re.compile(rb"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_PAGE = ("url", "status", "why", "detail", "title", "final_url", "found_by", "origin", "depth")
_COUNTS = ("failed", "likely", "review", "advice", "untested")
_FINDING = (
    "url",
    "rule",
    "reason",
    "kind",
    "criteria",
    "barrier",
    "defect",
    "selector",
    "snippet",
    "data",
    "over_site",
)
_DEFECT = (
    "defect",
    "state",
    "kind",
    "rule",
    "reason",
    "criteria",
    "pages",
    "findings",
    "shared",
    "selector",
    "snippet",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that the newest run of a folder came to.

    Attributes:
        runs: state and notes of every run, the oldest first.
        pages, findings, defects: what their rows tell, without times and numbers of runs, in the order of the reports.
        pictured: defects of which there is a picture.
        outcomes: how each criterion came out.
        totals: the run's totals.
        files: the CSV files by name, times and numbers of runs masked.
    """

    runs: tuple[tuple[str, tuple[str, ...]], ...]
    pages: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    defects: list[dict[str, Any]]
    pictured: set[str]
    outcomes: list[dict[str, Any]]
    totals: Mapping[str, Any] | None
    files: dict[str, bytes]


NO_PROBES = {"A11Y_AUDIT_PROBES__ON": "false"}
"""To try pages out takes long, and leaves nothing half done: what it gives is stored with the page."""


def begin(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the program in `folder` as its users do; what it says is added to a file there."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    with (folder / "said.txt").open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "a11y_audit", *arguments],
            cwd=folder,
            env={**os.environ, **NO_PROBES, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def said(folder: Path) -> str:
    """Return what the program said in `folder`."""
    return (folder / "said.txt").read_text(encoding="utf-8")


def result(folder: Path) -> Result:
    """Return what the newest run in `folder` came to."""
    store = open_store(folder / api.DATA, create=False)
    try:
        runs = api.runs(folder)
        newest = runs[-1]
        defects = list(rows.defect_rows(store, newest.id))
        return Result(
            runs=tuple((each.state, each.notes) for each in runs),
            pages=_columns(rows.page_rows(store, newest.id), (*_PAGE, *_COUNTS)),
            findings=_columns(rows.finding_rows(store, newest.id), _FINDING),
            defects=_columns(defects, _DEFECT),
            pictured={each["defect"] for each in defects if each["picture"]},
            outcomes=[_plain(each) for each in reading.outcomes_of(store, newest.id).values()],
            totals=newest.totals,
            files={path.name: _masked(path) for path in sorted((folder / api.OUT / "latest").glob("*.csv"))},
        )
    finally:
        store.close()


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the record in `folder`: a broken database, a blob that is missing or not what it says."""
    data = folder / api.DATA
    with sqlite3.connect(data / "audit.sqlite3") as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        said += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        wanted = {
            key
            for row in connection.execute("SELECT snapshot FROM visits WHERE snapshot != ''")
            for key in row[0].split()
        }
        wanted |= {row[0] for row in connection.execute("SELECT picture FROM pictures")}
    connection.close()
    held = {}
    for path in (data / "blobs").glob("*/*"):
        if path.suffix != ".zst":  # half written when the program was killed: it has no name by which it could count
            continue
        if hashlib.sha256(zstandard.decompress(path.read_bytes())).hexdigest() != path.parent.name + path.stem:
            said.append(f"not what it says: {path.name}")
        else:
            held[path.parent.name + path.stem] = path
    return [each for each in said if each != "ok"] + [f"missing: {key}" for key in sorted(wanted - held.keys())]


def _columns(found: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    return [{name: each[name] for name in names} for each in found]


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__slots__}


def _masked(path: Path) -> bytes:
    data = _TIME.sub(b"(time)", path.read_bytes())
    return re.sub(rb"(?m)^\d+,\(time\)", b"(run),(time)", data) if path.name == "trend.csv" else data
