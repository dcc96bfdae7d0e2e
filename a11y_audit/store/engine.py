"""Open the database: make or migrate it, and tell clearly when it can't be used."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from a11y_audit.core.text import Text
from a11y_audit.errors import StoreError
from a11y_audit.store.blobs import Blobs
from a11y_audit.store.faults import explained, translated

APPLICATION_ID = 0xA11A
"""Marks the SQLite file as ours (PRAGMA application_id)."""
_BUSY_MS = 5_000
_FILE = "audit.sqlite3"
_MIGRATIONS = Path(__file__).with_name("migrations")


class Store:
    """The open database and the files beside it."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        """Use `open_store`."""
        self.engine = engine
        self.blobs = blobs

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or nothing.

        Raises:
            StoreError: the database is locked or broken, or the disk is full.
        """
        with translated(), self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the database.

        Raises:
            StoreError: the database is locked or broken.
        """
        with translated(), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()


def open_store(folder: Path, *, create: bool = True) -> Store:
    """Open the store in `folder`, bringing an older one up to date.

    Args:
        folder: holds `audit.sqlite3` and `blobs/`.
        create: whether to make a store where there is none.

    Raises:
        StoreError: there is none and `create` is false; it is foreign, newer, locked or broken; the disk is full.
    """
    ready(folder, create=create)
    path = folder / _FILE
    if path.is_file():
        _refuse_foreign(path)
    store = Store(_engine(path), Blobs(folder / "blobs"))
    try:
        with translated():
            _migrate(store.engine, path)
    except BaseException:
        store.close()
        raise
    return store


def ready(folder: Path, *, create: bool) -> None:
    """See that `folder` is there, and make it where a store may be made.

    Raises:
        StoreError: it can't be made; or there is no store in it and `create` is false.
    """
    path = folder / _FILE
    if not create and not path.is_file():
        raise StoreError(
            Text(f"検査の記録がまだありません: {path}", f"There is no record of an audit yet: {path}"),
            Text(
                "先に a11y-audit audit を実行するか、記録のあるフォルダーで実行してください。",
                "Run a11y-audit audit first, or run this in the folder that holds the record.",
            ),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            Text(
                f"フォルダーを作れません: {folder}（{error.strerror}）",
                f"The folder can't be made: {folder} ({error.strerror})",
            ),
            Text("書き込める場所で実行してください。", "Run this where you may write."),
        ) from error


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": _BUSY_MS / 1_000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _refuse_foreign(path: Path) -> None:
    # Read-only, before the first connection that may write: a file that is not ours stays as it is, to the last byte.
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        raise explained(str(error)) from error
    if tables and application != APPLICATION_ID:
        raise StoreError(
            Text(
                f"このファイルは別のソフトのデータベースです: {path}",
                f"This file is another program's database: {path}",
            ),
            Text(
                "別のフォルダーで実行するか、このファイルを移してください。",
                "Run this in another folder, or move the file.",
            ),
        )


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    # The driver's own BEGIN is deferred and late: writers would meet at the commit instead of waiting at the start.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _migrate(engine: Engine, path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == script.get_current_head():
            return
    with engine.execution_options(writing=True).begin() as connection:
        # Asked again, since another program may have made the step while this one waited for its turn to write.
        current = MigrationContext.configure(connection).get_current_revision()
        if current == script.get_current_head():
            return
        try:
            script.get_revision(current) if current else None
        except CommandError as error:
            raise StoreError(
                Text(f"より新しい版の記録です: {path}", f"The record was written by a newer version: {path}"),
                Text(
                    "このソフトを新しい版にしてください。記録は変えていません。",
                    "Update this program. The record was not changed.",
                ),
            ) from error
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
