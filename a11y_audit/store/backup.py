"""The whole state of a folder in one file, verified when it is written and before it is put back.

The file is a ZIP archive without compression (what it holds is compressed already): the database as one consistent
copy, everything else of the data folder, the settings, and a list with the size and SHA-256 of each. Archives are
written beside their place and renamed when they are whole; what is put back is unpacked and verified beside its place,
and only then takes it. Whatever kills the program, one whole state is there.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO, Final

from a11y_audit.core.text import Text
from a11y_audit.errors import StoreError, UsageError
from a11y_audit.store.faults import explained, translated

LIST: Final = "a11y-audit-backup.json"
_FORMAT: Final = "a11y-audit backup 1"
_DATABASE: Final = "audit.sqlite3"
_LEFT_OUT: Final = frozenset({LIST, "lock", "report.lock", f"{_DATABASE}-wal", f"{_DATABASE}-shm"})
_LEFT_OUT_FOLDERS: Final = frozenset({"unfinished"})
_PIECE: Final = 1 << 20
_NEW: Final = ".data.restored"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: how many files, and how many bytes they have together."""

    files: int
    size_bytes: int


def write(data: Path, settings: Path, place: Path) -> Backup:
    """Write the state to one file and verify it; nobody else may be writing to `data`.

    Args:
        data: the data folder.
        settings: the settings file; left out where there is none.
        place: the file; a backup that is there is replaced.

    Raises:
        StoreError: the disk is full, or what was written is not what is there.
        UsageError: the file can't be written, or one is there that is no backup.
    """
    if place.exists() and not _is_backup(place):
        raise UsageError(
            Text(f"別のファイルがあるので、上書きしません: {place}", f"Another file is there and is kept: {place}"),
            Text("ほかの名前を指定してください。", "Give another name."),
        )
    half = place.with_name(f".{place.name}.part")
    copy = half.with_name(f".{place.name}.sqlite3.part")
    try:
        half.touch(mode=0o600)
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        with translated():
            _copy_database(data / _DATABASE, copy)
            _write_archive(half, dict(_sources(data, settings, copy)))
        found = verify(half)
        with translated():
            half.replace(place)
    finally:
        half.unlink(missing_ok=True)
        for rest in copy.parent.glob(f"{copy.name}*"):
            rest.unlink(missing_ok=True)
    return found


def verify(place: Path) -> Backup:
    """See that every file in a backup is what was written, and that the database is sound.

    Raises:
        UsageError: it can't be read, or is no backup.
        StoreError: it is damaged.
    """
    with _opened(place) as archive:
        listed = _list(archive, place)
        size = 0
        for name, (length, digest) in listed.items():
            size += length
            try:
                with archive.open(name) as file:
                    found = _digest(file)
            except (zipfile.BadZipFile, EOFError) as error:
                raise _damaged(place, name) from error
            if (length, digest) != found:
                raise _damaged(place, name)
        return Backup(len(listed), size)


def unpack(place: Path, folder: Path) -> Path | None:
    """Unpack a backup beside the data of `folder` and verify it; `exchange` then puts it in their place.

    Settings that are there stay; without any, those of the backup are taken.

    Returns:
        Where the backup's settings were laid because others are there, or None.

    Raises:
        UsageError: the file can't be read, or is no backup.
        StoreError: it is damaged, or there is no room.
    """
    verify(place)
    new = folder / _NEW
    with translated():
        shutil.rmtree(new, ignore_errors=True)
        beside = _unpack(place, folder, new)
        _check_database(new / _DATABASE, place)
        # From here on the mark says that what is unpacked is whole: `repair` takes it where a kill left no data folder.
        (new / LIST).write_text(_FORMAT, encoding="utf-8")
    return beside


def exchange(folder: Path) -> Path | None:
    """Put what was unpacked in place of the data of `folder`, which nobody may be using.

    Returns:
        Where the data that was there before is now, or None when there was none.

    Raises:
        StoreError: the folders can't be renamed.
    """
    data = folder / "data"
    before = None
    with translated():
        if data.exists():
            before = next(each for each in _names_before(folder) if not each.exists())
            data.rename(before)
        (folder / _NEW).rename(data)
        (data / LIST).unlink()
    return before


def repair(folder: Path) -> bool:
    """Finish a restoration that was killed between its last two steps; return whether there was one."""
    new = folder / _NEW
    if (folder / "data").exists() or not (new / LIST).exists():
        return False
    with translated():
        new.rename(folder / "data")
        (folder / "data" / LIST).unlink()
    return True


def _names_before(folder: Path) -> Iterator[Path]:
    return (folder / f"data.before-{number}" for number in count(1))


def _sources(data: Path, settings: Path, copy: Path) -> Iterator[tuple[str, Path]]:
    yield f"data/{_DATABASE}", copy
    for path in sorted(data.rglob("*")):
        parts = path.relative_to(data).parts
        if path.is_file() and path.name not in (*_LEFT_OUT, _DATABASE) and _LEFT_OUT_FOLDERS.isdisjoint(parts):
            yield f"data/{PurePosixPath(*parts)}", path
    if settings.is_file():
        yield settings.name, settings


def _copy_database(path: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    _check_database(copy, path)


def _check_database(path: Path, place: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise explained(str(error)) from error
    if answer != "ok":
        raise _damaged(place, _DATABASE)


def _write_archive(half: Path, sources: Mapping[str, Path]) -> None:
    listed: dict[str, tuple[int, str]] = {}
    with half.open("wb") as output:
        with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
            for name, path in sources.items():
                with path.open("rb") as file, archive.open(_entry(name), "w", force_zip64=True) as target:
                    listed[name] = _digest(file, target)
            text = json.dumps({"format": _FORMAT, "files": listed}, ensure_ascii=False, indent=0)
            archive.writestr(_entry(LIST), text)
        output.flush()
        os.fsync(output.fileno())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.external_attr = 0o600 << 16
    return entry


def _digest(file: IO[bytes], copy: IO[bytes] | None = None) -> tuple[int, str]:
    digest = hashlib.sha256()
    length = 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        length += len(piece)
        if copy is not None:
            copy.write(piece)
    return length, digest.hexdigest()


def _is_backup(place: Path) -> bool:
    """Whether a file is a backup of ours, perhaps a damaged one."""
    try:
        with zipfile.ZipFile(place) as archive:
            return LIST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _opened(place: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(place)
    except FileNotFoundError as error:
        raise UsageError(
            Text(f"ファイルがありません: {place}", f"There is no such file: {place}"),
            Text("場所と名前を確かめてください。", "See that the path and the name are right."),
        ) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise _no_backup(place) from error


def _list(archive: zipfile.ZipFile, place: Path) -> dict[str, tuple[int, str]]:
    try:
        raw = json.loads(archive.read(LIST))
        listed = {str(name): (int(length), str(digest)) for name, (length, digest) in raw["files"].items()}
        known = raw["format"] == _FORMAT
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise _no_backup(place) from error
    present = {each.filename: each.file_size for each in archive.infolist()}
    if not known or f"data/{_DATABASE}" not in listed or not all(_is_inside(name) for name in listed):
        raise _no_backup(place)
    wrong = [name for name, (length, _) in listed.items() if present.get(name) != length]
    if wrong:
        raise _damaged(place, wrong[0])
    return listed


def _is_inside(name: str) -> bool:
    """Whether a name leads to no place but the folder that it is unpacked into."""
    path = PurePosixPath(name)
    sound = not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
    return sound and (path.parts[0] == "data" or len(path.parts) == 1)


def _unpack(place: Path, folder: Path, new: Path) -> Path | None:
    beside = None
    with _opened(place) as archive:
        for name, (_, digest) in _list(archive, place).items():
            first, *inner = PurePosixPath(name).parts
            target = new.joinpath(*inner) if first == "data" else folder / first
            if first != "data" and target.exists():
                if _digest_of(target) == digest:
                    continue
                target = beside = target.with_name(f"{target.stem}.restored{target.suffix}")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as file, target.open("wb") as output:
                if _digest(file, output)[1] != digest:
                    raise _damaged(place, name)
                output.flush()
                os.fsync(output.fileno())
    return beside


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)[1]


def _unwritable(place: Path, error: OSError) -> UsageError:
    return UsageError(
        Text(f"バックアップを書けません: {place}", f"The backup can't be written: {place} ({error.strerror})"),
        Text("フォルダーの有無と書き込み権限を確かめてください。", "See that the folder exists and may be written to."),
    )


def _no_backup(place: Path) -> UsageError:
    return UsageError(
        Text(f"本ツールのバックアップではないか、途中で切れています: {place}", f"This is no whole backup: {place}"),
        Text("a11y-audit backup で作ったファイルを指定してください。", "Give a file made by: a11y-audit backup"),
    )


def _damaged(place: Path, name: str) -> StoreError:
    return StoreError(
        Text(f"バックアップが壊れています: {place}（{name}）", f"The backup is damaged: {place} ({name})"),
        Text(
            "別の日のバックアップを使ってください。今の記録は変えていません。", "Use another one. Nothing was changed."
        ),
    )
