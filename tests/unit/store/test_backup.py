"""The state in one file: whole, verified, put back, and refused when it is not what it should be."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from a11y_audit import nights
from a11y_audit.errors import A11yAuditError, StoreError, UsageError
from a11y_audit.settings import FILE_NAME
from a11y_audit.store import backup, runs
from a11y_audit.store.engine import open_store
from tests.unit.stores import SITE, begun


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store, a blob, a file of nights and settings."""
    place = tmp_path / "市"
    store = open_store(place / "data")
    begun(store, SITE)
    store.blobs.put(b"record")
    store.close()
    (place / "data" / "nights.jsonl").write_text("{}\n", encoding="utf-8")
    (place / "data" / "blobs" / "unfinished").mkdir(exist_ok=True)
    (place / "data" / "blobs" / "unfinished" / "half").write_bytes(b"half")
    (place / FILE_NAME).write_text("[site]\n", encoding="utf-8")
    return place


def content(data: Path) -> dict[str, bytes]:
    left_out = {"lock", "audit.sqlite3", "audit.sqlite3-wal", "audit.sqlite3-shm", "half"}
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name not in left_out
    }


def test_a_backup_holds_the_state_and_gives_it_back(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "state.zip"
    done = nights.backup(folder, place)
    assert done == nights.verify(place)
    other = tmp_path / "other"
    other.mkdir()
    assert nights.restore(other, place) == nights.Restored(before=None, settings=None)
    assert content(folder / "data") == content(other / "data")
    assert (folder / FILE_NAME).read_bytes() == (other / FILE_NAME).read_bytes()
    store = open_store(other / "data", create=False)
    assert [SITE] == [each.site for each in runs.every(store)]
    store.close()
    assert ["a11y-audit.toml", "data"] == sorted(each.name for each in other.iterdir())


def test_what_was_there_is_kept_beside_and_own_settings_stay(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "state.zip"
    nights.backup(folder, place)
    (folder / FILE_NAME).write_text("[site]\nname = '今'\n", encoding="utf-8")
    (folder / "data" / "later").touch()
    done = nights.restore(folder, place)
    assert done == nights.Restored(before=folder / "data.before-1", settings=folder / "a11y-audit.restored.toml")
    assert (folder / "data.before-1" / "later").exists()
    assert not (folder / "data" / "later").exists()
    assert "今" in (folder / FILE_NAME).read_text(encoding="utf-8")
    assert "今" not in (folder / "a11y-audit.restored.toml").read_text(encoding="utf-8")
    assert folder / "data.before-2" == nights.restore(folder, place).before


def test_the_same_state_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    nights.backup(folder, tmp_path / "a.zip")
    nights.backup(folder, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def damaged(place: Path) -> None:
    raw = bytearray(place.read_bytes())
    at = raw.index(b"nights.jsonl") + len("nights.jsonl")
    at = raw.index(b"{}\n", at)
    raw[at : at + 2] = b"[]"
    place.write_bytes(raw)


def cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-40])


def foreign(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("readme.txt", "")


def climbing(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        files = {"data/audit.sqlite3": (0, "0"), "data/../../evil": (0, "0")}
        archive.writestr(backup.LIST, json.dumps({"format": "a11y-audit backup 1", "files": files}))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (damaged, StoreError),
        (cut, UsageError),
        (foreign, UsageError),
        (climbing, UsageError),
        (Path.unlink, UsageError),
    ],
    ids=["damaged", "cut", "foreign", "climbing", "missing"],
)
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(
    folder: Path, tmp_path: Path, spoil: object, error: type[A11yAuditError]
) -> None:
    place = tmp_path / "state.zip"
    nights.backup(folder, place)
    before = content(folder / "data")
    spoil(place)  # type: ignore[operator]
    for work in (lambda: nights.verify(place), lambda: nights.restore(folder, place)):
        with pytest.raises((error, StoreError)):
            work()
    assert before == content(folder / "data")
    assert not (tmp_path / "evil").exists()


def test_a_broken_database_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    path = folder / "data" / "audit.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = path.read_bytes()
    path.write_bytes(raw[:9_000] + b"\xff" * 4_000 + raw[13_000:])
    with pytest.raises(StoreError):
        nights.backup(folder, tmp_path / "state.zip")
    assert ["市"] == [each.name for each in tmp_path.iterdir()]


def test_a_backup_lies_elsewhere(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't lie in the data folder"):
        nights.backup(folder, folder / "data" / "state.zip")
    with pytest.raises(UsageError, match="can't be written"):
        nights.backup(folder, tmp_path / "nowhere" / "state.zip")


def test_a_restoration_killed_between_its_last_steps_is_finished(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "state.zip"
    nights.backup(folder, place)
    backup.unpack(place, folder)
    (folder / "data").rename(folder / "data.before-1")
    assert backup.repair(folder)
    assert content(folder / "data") == content(folder / "data.before-1")
    assert not backup.repair(folder)


def test_a_restoration_killed_while_it_unpacked_changes_nothing(folder: Path) -> None:
    shutil.copytree(folder / "data", folder / ".data.restored")
    assert not backup.repair(folder)
    shutil.rmtree(folder / "data")
    assert not backup.repair(folder)


def test_another_file_is_not_replaced_and_an_older_backup_is(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "memo.zip"
    place.write_text("hello", encoding="utf-8")
    with pytest.raises(UsageError, match=r"memo\.zip"):
        nights.backup(folder, place)
    assert place.read_text(encoding="utf-8") == "hello"
    place.unlink()
    nights.backup(folder, place)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    nights.backup(folder, place)
    nights.verify(place)


def test_a_backup_that_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        nights.verify(tmp_path / "none.zip")
