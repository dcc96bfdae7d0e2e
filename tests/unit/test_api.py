"""The facade, as far as it needs no browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from a11y_audit import api
from a11y_audit.errors import StoreError
from a11y_audit.settings import Settings
from a11y_audit.store import runs
from a11y_audit.store.engine import open_store
from tests.unit.stores import SITE, START, begun


def now() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


def test_a_record_in_use_is_neither_opened_nor_changed(tmp_path: Path) -> None:
    data = tmp_path / api.DATA
    data.mkdir()
    (data / "audit.sqlite3").touch()
    with FileLock(data / "lock"), pytest.raises(StoreError, match="Another audit is running"):
        api.recheck(Settings(), tmp_path, now=now)
    assert b"" == (data / "audit.sqlite3").read_bytes()


def test_where_there_is_no_record_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no record of an audit yet"):
        api.recheck(Settings(), tmp_path, now=now)
    assert [] == list(tmp_path.iterdir())


def test_a_lock_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    open_store(tmp_path / api.DATA).close()
    (tmp_path / api.DATA / "lock").mkdir()
    with pytest.raises(StoreError):
        api.recheck(Settings(), tmp_path, now=now)


@pytest.mark.parametrize("recorded", [{}, {"site": {"seeds": [SITE]}}], ids=["other-version", "seeds"])
def test_why_without_seeds_in_the_settings_goes_by_those_of_the_newest_run(
    tmp_path: Path, recorded: dict[str, object]
) -> None:
    store = open_store(tmp_path / api.DATA)
    begun(store, "https://old.example.jp/", site="https://old.example.jp/")
    runs.start(store, site=SITE, settings=recorded, versions={}, now=START)
    store.close()
    answer = api.why(Settings(), tmp_path, f"{SITE}nowhere.html")
    assert "No audited page links to it, and no sitemap names it." == answer.reason.en
    assert answer.reason != api.why(Settings(), tmp_path, "https://elsewhere.example/").reason


def test_why_in_an_empty_record_is_answered(tmp_path: Path) -> None:
    open_store(tmp_path / api.DATA).close()
    assert "unknown" == api.why(Settings(), tmp_path, SITE).status
