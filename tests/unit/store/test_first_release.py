"""A record that the first release wrote opens in this version, and goes on."""

from pathlib import Path

import pytest
import zstandard

from a11y_audit import api
from a11y_audit.assess.defects import State
from a11y_audit.settings import Settings
from a11y_audit.store import counting, reading, runs
from a11y_audit.store.engine import open_store
from tests.unit.audit.test_assessing import night
from tests.unit.stores import SITE, finding

RECORD = Path(__file__).parent / "data" / "first-release.sqlite3.zst"
"""Two nights of three pages, as written by version 0.1.0 with its first form of the tables."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / api.DATA
    data.mkdir()
    (data / "audit.sqlite3").write_bytes(zstandard.decompress(RECORD.read_bytes()))
    return tmp_path


def test_numbers_of_the_first_release_are_the_same_today(folder: Path) -> None:
    store = open_store(folder / api.DATA, create=False)
    first, second = runs.every(store)
    assert {"fixed": 1, "new": 2, "persisting": 1} == (second.totals or {})["defect_states"]
    for run in (first, second):
        for count in (counting.totals_of_visits(store, run.id), counting.totals_of_findings(store, run.id)):
            assert run.totals is not None
            assert run.totals["findings"] == count.findings
            assert run.totals["defect_states"] == count.defect_states
    assert {State.NEW, State.PERSISTING, State.FIXED} == {
        each.state for each in reading.defect_states_of(store, second.id).values()
    }
    store.close()


def test_next_night_goes_on_where_the_first_release_stopped(folder: Path) -> None:
    store = open_store(folder / api.DATA, create=False)
    same, back = finding(SITE, part="a"), finding(f"{SITE}x", part="b")
    run = night(store, {SITE: (same,), f"{SITE}x": (back,), f"{SITE}y": ()}, number=9)
    told = {key: each.state for key, each in reading.defect_states_of(store, run.id).items()}
    assert State.PERSISTING is told[same.defect]
    assert State.RETURNED is told[back.defect]
    store.close()


def test_report_of_the_first_release_is_written_again(folder: Path) -> None:
    assert api.report(Settings(), folder, 2).is_file()
