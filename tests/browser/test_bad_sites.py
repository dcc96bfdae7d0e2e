"""A site that can't be audited gives a clear message in both languages, exit code 3, and loses nothing stored."""

import sqlite3
from pathlib import Path

import pytest

from a11y_audit.core.visit import Why
from a11y_audit.errors import BrowserError, SiteError, StoreError
from a11y_audit.store.engine import open_store
from tests.browser.conftest import audit, free_port
from tests.browser.oddities import serve

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/status/401", Why.LOGIN),
        ("/status/403", Why.FORBIDDEN),
        ("/status/404", Why.NOT_FOUND),
        ("/status/429", Why.TOO_MANY),
        ("/status/500", Why.SERVER_ERROR),
        ("/status/503", Why.SERVER_ERROR),
        ("/loop", Why.REDIRECT_LOOP),
        ("/ping", Why.REDIRECT_LOOP),
        ("/data.json", Why.NOT_HTML),
        ("/never", Why.TIMEOUT),
    ],
)
def test_a_seed_that_is_no_page_is_told_with_its_reason(tmp_path: Path, path: str, why: Why) -> None:
    with serve() as site, pytest.raises(SiteError) as caught:
        audit(site + path, tmp_path, crawl={"navigation_timeout_s": 2.0, "robots": False, "sitemaps": False})

    assert why.cause.ja in caught.value.message.ja
    assert why.cause.en in caught.value.message.en
    assert caught.value.hint == why.step
    assert caught.value.exit_code == 3


def test_an_unknown_host_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        audit("http://nowhere.invalid/", tmp_path)

    assert Why.NO_HOST.cause.ja in caught.value.message.ja


def test_a_refused_connection_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        audit(f"http://127.0.0.1:{free_port()}/", tmp_path)

    assert Why.REFUSED.cause.ja in caught.value.message.ja


def test_a_certificate_that_nobody_signed_is_told(tmp_path: Path) -> None:
    with serve(tmp_path) as site, pytest.raises(SiteError) as caught:
        audit(site, tmp_path)

    assert Why.TLS.cause.ja in caught.value.message.ja


def test_no_browser_is_told_and_nothing_is_stored(tmp_path: Path) -> None:
    with serve() as site, pytest.raises(BrowserError) as caught:
        audit(site, tmp_path, render={"browser": str(tmp_path / "absent")})

    assert "absent" in caught.value.message.ja
    assert caught.value.hint is not None


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with sqlite3.connect(data / "audit.sqlite3") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = (data / "audit.sqlite3").read_bytes()

    with serve() as site, pytest.raises(StoreError) as caught:
        audit(site, tmp_path)

    assert "別のソフト" in caught.value.message.ja
    assert (data / "audit.sqlite3").read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "audit.sqlite3").write_bytes(b"plain text, and no database at all" * 100)

    with serve() as site, pytest.raises(StoreError) as caught:
        audit(site, tmp_path)

    assert "データベースではありません" in caught.value.message.ja


def test_a_locked_database_is_told(tmp_path: Path) -> None:
    with serve() as site:
        audit(site, tmp_path)
        holder = sqlite3.connect(tmp_path / "data" / "audit.sqlite3", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StoreError) as caught:
                audit(site, tmp_path)
        finally:
            holder.close()

    assert "ほかのプログラム" in caught.value.message.ja


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    with serve() as site:
        end = audit(site, tmp_path)
    store = open_store(tmp_path / "data")

    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE filler AS SELECT zeroblob(10000000) AS filling")
    with store.reading() as connection:
        runs = connection.exec_driver_sql("SELECT id, state FROM runs").all()
    store.close()

    assert "空き" in caught.value.message.ja
    assert runs == [(end.run.id, "complete")]
