"""Large things (snapshots, sources, pictures) in files named by the hash of their content, compressed by zstd."""

import hashlib
import os
import tempfile
from pathlib import Path

import zstandard

from a11y_audit.store.faults import translated

_LEVEL = 3


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
            if not path.exists():
                _write(path, data)
        return key

    def get(self, key: str) -> bytes:
        """Return what is stored under `key`.

        Raises:
            StoreError: nothing is.
        """
        with translated():
            return zstandard.decompress(self._path(key).read_bytes())

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.zst"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            # A compressor of its own: python-zstandard's are not safe to share between threads.
            file.write(zstandard.compress(data, _LEVEL))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
