"""Large things in files by their hash."""

import hashlib
import random
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.errors import StoreError
from a11y_audit.store.blobs import Blobs

PAGE = hashlib.sha256(b"page").hexdigest()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@given(st.binary())
def test_what_was_put_is_got(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    blobs = Blobs(tmp_path_factory.getbasetemp() / "blobs")
    key = blobs.put(data)
    assert hashlib.sha256(data).hexdigest() == key
    assert data == blobs.get(key)


def test_putting_twice_leaves_one_file_as_it_was(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    key = blobs.put(b"page")
    (path,) = files(tmp_path)
    written = path.stat().st_mtime_ns
    assert key == blobs.put(b"page")
    assert [path] == files(tmp_path)
    assert written == path.stat().st_mtime_ns


def test_putting_from_many_threads_leaves_one_whole_file(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(blobs.put, [b"page" * 10_000] * 16))
    assert 1 == len(keys) == len(files(tmp_path))
    assert b"page" * 10_000 == blobs.get(keys.pop())


@pytest.mark.parametrize("name", ["unfinished/half", f"{PAGE[:2]}/{PAGE[2:]}.zst"])
def test_half_written_file_never_counts(tmp_path: Path, name: str) -> None:
    blobs = Blobs(tmp_path / "blobs")
    path = tmp_path / "blobs" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"" if name.endswith(".zst") else zstandard.compress(b"page")[:5])
    with pytest.raises(StoreError):
        blobs.get(PAGE)
    assert PAGE == blobs.put(b"page")
    assert b"page" == blobs.get(PAGE)
    blobs.sweep()
    assert [tmp_path / "blobs" / PAGE[:2] / f"{PAGE[2:]}.zst"] == files(tmp_path)


def test_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(10_000)
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, allowed[1]))
    try:
        with pytest.raises(StoreError, match="seems to be full"):
            Blobs(tmp_path).put(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert [] == files(tmp_path)


def test_unknown_key_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing"):
        Blobs(tmp_path).get("0" * 64)


@pytest.mark.parametrize("damaged", [b"x", zstandard.compress(b"else")], ids=["cut", "exchanged"])
def test_a_damaged_file_is_told_as_a_broken_record(tmp_path: Path, damaged: bytes) -> None:
    blobs = Blobs(tmp_path)
    key = blobs.put(b"data")
    next(tmp_path.glob("*/*.zst")).write_bytes(damaged)
    with pytest.raises(StoreError) as caught:
        blobs.get(key)
    assert "壊れ" in caught.value.message.ja
