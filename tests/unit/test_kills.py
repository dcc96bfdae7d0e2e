"""Programs killed by the system in the midst of a report, a removal, a backup or a migration: nothing is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from a11y_audit import api, nights, registry
from a11y_audit.audit.assessing import assess
from a11y_audit.audit.plan import Plan
from a11y_audit.core.criterion import Level
from a11y_audit.settings import Keep, Settings
from a11y_audit.standards import standard
from a11y_audit.store import backup, engine, pruning, runs
from a11y_audit.store.engine import open_store
from a11y_audit.store.schema import visits
from a11y_audit.workplace import writing
from tests.unit.store.test_pruning import night
from tests.unit.stores import SITE, START

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

NIGHTS = 3
PAGES = tuple(f"{SITE}{number}" for number in range(100))
PLAN = Plan(
    standard=standard("jis2016"),
    criteria=standard("jis2016").at(Level.AA),
    page_rules=registry.rules(),
    site_rules=(),
)
_LONGEST_S = 120.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some nights of many pages, each with its report's numbers."""
    place = tmp_path / "city"
    store = open_store(place / "data")
    for number in range(NIGHTS):
        assess(store, runs.get(store, night(store, number, *PAGES)), PLAN)
    store.close()
    return place


def killed(code: str, folder: Path, is_time: Callable[[], bool]) -> None:
    """Run a program and kill it as soon as it is time; one that is quicker ends by itself."""
    head = "from pathlib import Path\nfrom a11y_audit import api, nights\nfrom a11y_audit.settings import *\n"
    program = subprocess.Popen([sys.executable, "-c", f"{head}folder = Path({str(folder)!r})\n{code}"])
    deadline = time.monotonic() + _LONGEST_S
    while program.poll() is None and not is_time() and time.monotonic() < deadline:
        os.sched_yield()
    program.send_signal(signal.SIGKILL)
    program.wait()


def records(folder: Path) -> dict[int, int]:
    """Return how many pages of each run have their record whole; each that is named can be read."""
    store = open_store(folder / "data")
    found: dict[int, int] = {}
    with store.reading() as connection:
        for run, snapshot in connection.execute(select(visits.c.run_id, visits.c.snapshot)):
            for key in (snapshot or "").split():
                store.blobs.get(key)
            found[run] = found.get(run, 0) + bool(snapshot)
    store.close()
    return found


def blobs(folder: Path) -> int:
    return sum(path.suffix == ".zst" for path in (folder / "data" / "blobs").rglob("*"))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_removal_that_was_killed_loses_nothing_and_the_next_night_ends_it(folder: Path, share: float) -> None:
    before = blobs(folder)
    rest = before - round(share * len(PAGES) * (NIGHTS - 1))
    listed = folder / "data" / pruning.LIST
    killed(
        "nights.prune(Settings(keep=Keep(records=1)), folder, remove=True)",
        folder,
        lambda: listed.exists() and (share == 0 or blobs(folder) < rest),
    )
    kept = records(folder)
    assert len(PAGES) == kept[NIGHTS]
    with writing(folder):
        pass
    assert not listed.exists()
    nights.prune(Settings(keep=Keep(records=1)), folder, remove=True)
    assert {1: 0, 2: 0, NIGHTS: len(PAGES)} == records(folder)
    # What is left: a record of each page, the source that all share, the list of files.
    assert len(PAGES) + 2 == blobs(folder)


@pytest.mark.parametrize("least", [1, 100_000])
def test_a_backup_that_was_killed_leaves_the_one_before(folder: Path, tmp_path: Path, least: int) -> None:
    place = tmp_path / "state.zip"
    nights.backup(folder, place)
    before = place.read_bytes()
    half = tmp_path / ".state.zip.part"
    killed(
        f"nights.backup(folder, Path({str(place)!r}))", folder, lambda: half.exists() and half.stat().st_size >= least
    )
    assert before == place.read_bytes()
    nights.verify(place)
    nights.backup(folder, place)
    assert ["city", "state.zip"] == sorted(each.name for each in tmp_path.iterdir())


def test_a_restoration_that_was_killed_leaves_a_whole_state(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "state.zip"
    nights.backup(folder, place)
    before = records(folder)
    new = folder / ".data.restored" / "audit.sqlite3"
    killed(f"nights.restore(folder, Path({str(place)!r}))", folder, new.exists)
    backup.repair(folder)
    assert before == records(folder)
    nights.restore(folder, place)
    assert before == records(folder)


def test_a_report_that_was_killed_leaves_the_one_before(folder: Path) -> None:
    index = api.report(Settings(), folder)
    before = {path.name: path.read_bytes() for path in index.parent.iterdir() if path.is_file()}
    half = index.parent.with_name(f".{index.parent.name}.new")
    killed("api.report(Settings(), folder)", folder, (half / "defects.csv").exists)
    assert before.keys() == {path.name for path in index.parent.iterdir() if path.is_file()}
    assert index == api.report(Settings(), folder)
    assert not half.exists()


def test_a_migration_that_was_killed_is_done_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "city" / "data"
    data.mkdir(parents=True)
    rows = 60_000
    first_release(data, rows)
    path = data / "audit.sqlite3"
    wal = path.with_name("audit.sqlite3-wal")
    killed(
        "from a11y_audit.store.engine import open_store; open_store(folder / 'data')",
        data.parent,
        lambda: wal.exists() and wal.stat().st_size > 500_000,
    )
    store = open_store(data)
    with store.reading() as connection:
        assert rows == connection.execute(select(func.count()).select_from(visits)).scalar_one()
        assert [(START.isoformat(), 0)] == connection.execute(
            select(visits.c.tested_at, visits.c.turn).distinct()
        ).all()
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()


def first_release(data: Path, rows: int) -> None:
    """Make a database as the first release made it, with a run of so many pages."""
    made = engine._engine(data / "audit.sqlite3")
    config = Config()
    config.set_main_option("script_location", str(engine._MIGRATIONS))
    first = next(
        each.revision for each in ScriptDirectory.from_config(config).walk_revisions() if not each.down_revision
    )
    with made.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, first)
        connection.exec_driver_sql(
            "INSERT INTO runs (id, site, state, started_at, settings, versions) VALUES (1, ?, 'complete', ?, '{}', '{}')",
            (SITE, START.isoformat()),
        )
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
        connection.exec_driver_sql(
            f"INSERT INTO pages (id, site, url) {numbers} SELECT i, ?, ? || i FROM n", (SITE, SITE)
        )
        connection.exec_driver_sql(
            f"INSERT INTO visits (run_id, page_id, status, depth, found_by, tested_at) {numbers} "
            "SELECT 1, i, 'audited', 1, 'link', ? FROM n",
            (START.isoformat(),),
        )
    made.dispose()
