"""Opening the store: make it, migrate it, refuse what is not ours, tell what is wrong."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text

from a11y_audit.errors import StoreError
from a11y_audit.store.engine import APPLICATION_ID, Store, open_store
from a11y_audit.store.faults import translated
from a11y_audit.store.schema import metadata, pages
from tests.unit.stores import SITE

NAME = "audit.sqlite3"


def run_sql(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
            connection.commit()


def test_newest_step_of_migration_makes_the_tables_of_the_schema(store: Store) -> None:
    with store.reading() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), metadata)


def test_file_is_marked_as_ours_and_written_ahead(store: Store) -> None:
    with store.reading() as connection:
        assert APPLICATION_ID == connection.execute(text("PRAGMA application_id")).scalar_one()
        assert "wal" == connection.execute(text("PRAGMA journal_mode")).scalar_one()
        assert 1 == connection.execute(text("PRAGMA foreign_keys")).scalar_one()


def test_opened_again_it_holds_what_was_stored(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.writing() as connection:
        connection.execute(insert(pages).values(site=SITE, url=SITE))
    store.close()
    again = open_store(tmp_path, create=False)
    with again.reading() as connection:
        assert [SITE] == list(connection.execute(select(pages.c.url)).scalars())
    again.close()


def test_writing_stores_all_or_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(insert(pages).values(site=SITE, url=SITE))
        raise ZeroDivisionError
    with store.reading() as connection:
        assert [] == list(connection.execute(select(pages.c.url)))


@pytest.mark.parametrize("name", ["市の記録 2026", "100%", "a?b#c", "%(here)s"])
def test_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / "deep" / name).close()
    assert (tmp_path / "deep" / name / NAME).is_file()
    open_store(tmp_path / "deep" / name, create=False).close()


def test_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    open_store(tmp_path).close()


def test_two_programs_may_make_the_store_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [tmp_path] * 4))
    for store in stores:
        with store.reading() as connection:
            assert [] == list(connection.execute(select(pages)))
        store.close()


def foreign(folder: Path) -> None:
    run_sql(folder, "CREATE TABLE accounts (id INTEGER)")


def newer(folder: Path) -> None:
    open_store(folder).close()
    run_sql(folder, "UPDATE alembic_version SET version_num = '9999'", "PRAGMA wal_checkpoint(TRUNCATE)")


def no_database(folder: Path) -> None:
    (folder / NAME).write_bytes(b"<html>not a database</html>" * 50)


def broken(folder: Path) -> None:
    open_store(folder).close()
    path = folder / NAME
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 2_000 + content[2_100:])


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (foreign, "another program's database"),
        (newer, "newer version"),
        (no_database, "no database"),
        (broken, "broken"),
    ],
    ids=["foreign", "newer", "no-database", "broken"],
)
def test_file_that_can_not_be_used_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], expected: str
) -> None:
    make(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(StoreError) as error:
        open_store(tmp_path)
    assert expected in error.value.message.en
    assert error.value.hint is not None
    assert before == (tmp_path / NAME).read_bytes()


def test_where_there_is_no_record_none_is_made_unless_wished(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no record of an audit yet"):
        open_store(tmp_path / "sub", create=False)
    assert not (tmp_path / "sub").exists()


def test_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder can't be made"):
        open_store(tmp_path / "file" / "sub")


def test_store_that_another_program_holds_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program is using the record") as error, store.writing():
            pass
        other.execute("ROLLBACK")
    assert "kept" in error.value.message.en
    store.close()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device"), "seems to be full"),
        (OSError(13, "Permission denied"), "can't be written"),
        (OSError(2, "No such file or directory"), "is missing"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
    ids=["full", "denied", "missing", "other"],
)
def test_fault_of_the_file_system_becomes_a_clear_error(error: OSError, expected: str) -> None:
    with pytest.raises(StoreError, match=expected) as raised, translated():
        raise error
    assert raised.value.__cause__ is error


def test_full_disk_is_told(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match="seems to be full"), store.writing() as connection:
        for number in range(2_000):
            connection.execute(insert(pages).values(site=SITE, url=f"{SITE}{number}" + "x" * 400))


def test_statement_that_breaks_a_rule_of_the_database_is_told_as_it_is(store: Store) -> None:
    with pytest.raises(StoreError, match="UNIQUE constraint failed"), store.writing() as connection:
        for _ in range(2):
            connection.execute(insert(pages).values(site=SITE, url=SITE))
