"""Large things (snapshots, sources, pictures) in files named by the hash of their content, compressed by zstd."""

import hashlib
import os
import tempfile
from pathlib import Path

import zstandard

from a11y_audit.store.faults import translated

_LEVEL = 3
_UNFINISHED = "unfinished"


class Blobs:
    """A folder of content-addressed files. What is written twice is stored once; a half-written file never counts."""

    def __init__(self, folder: Path) -> None:
        """Keep files below `folder`, which is made when the first one is written."""
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Store `data` and return its SHA-256 in hex.

        Raises:
            StoreError: the disk is full, or the folder can't be written.
        """
        key = hashlib.sha256(data).hexdigest()
        path = self._path(key)
        with translated():
            if not _is_whole(path):
                self._write(path, data)
        return key

    def get(self, key: str) -> bytes:
        """Return what is stored under `key`.

        Raises:
            StoreError: nothing is, or what is there is damaged.
        """
        with translated():
            data = zstandard.decompress(self._path(key).read_bytes())
            if hashlib.sha256(data).hexdigest() != key:
                raise zstandard.ZstdError(f"{key}: not what was written")
            return data

    def has(self, key: str) -> bool:
        """Tell whether something is stored under `key`, whole or damaged."""
        return self._path(key).exists()

    def size_of(self, key: str) -> int:
        """Return how many bytes it takes on the disk; 0 where there is nothing."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self, key: str) -> None:
        """Remove what is stored under `key`; nobody else may be writing.

        Raises:
            StoreError: it can't be removed.
        """
        with translated():
            self._path(key).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a program that was killed left half written; nobody else may be writing."""
        with translated():
            for path in (self._folder / _UNFINISHED).glob("*"):
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.zst"

    def _write(self, path: Path, data: bytes) -> None:
        for folder in (path.parent, self._folder / _UNFINISHED):
            folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder / _UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                # A compressor of its own: python-zstandard's are not safe to share between threads.
                file.write(zstandard.compress(data, _LEVEL))
                # The name must never reach the disk before the content, or a power cut would leave an empty file.
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _is_whole(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
