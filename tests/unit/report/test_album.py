from pathlib import Path

import pytest

from a11y_audit.core.target import Box
from a11y_audit.report.album import Album, jpeg_size
from a11y_audit.report.view import PictureView
from a11y_audit.store.blobs import Blobs
from tests.unit.report import example

PLACE = Box(1, 2, 3, 4)


def test_a_picture_is_written_once_and_measured(tmp_path: Path) -> None:
    asked: list[str] = []

    def blob(key: str) -> bytes:
        asked.append(key)
        return example.JPEG

    album = Album(tmp_path, blob)
    shots = [album.shot(PictureView("ab" * 32, PLACE)) for _ in range(2)]
    assert shots[0] is not None
    assert ("pictures/abababababab.jpg", 640, 360, PLACE) == (
        shots[0].href,
        shots[0].width,
        shots[0].height,
        shots[0].place,
    )
    assert shots[0] == shots[1]
    assert ["ab" * 32] == asked
    assert example.JPEG == (tmp_path / "pictures" / "abababababab.jpg").read_bytes()


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a/b"])
def test_a_key_that_is_no_hash_is_never_a_path(tmp_path: Path, key: str) -> None:
    assert Album(tmp_path, lambda _: example.JPEG).shot(PictureView(key, PLACE)) is None


def test_a_broken_picture_is_left_out(tmp_path: Path) -> None:
    assert Album(tmp_path, lambda _: b"<svg onload=alert(1)>").shot(PictureView("ab" * 32, PLACE)) is None
    assert [] == list(tmp_path.iterdir())


def test_a_lost_picture_is_left_out(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    assert Album(tmp_path, blobs.get).shot(PictureView("ab" * 32, PLACE)) is None


@pytest.mark.parametrize("length", range(0, len(example.JPEG) - 20, 3))
def test_a_cut_picture_has_no_size(length: int) -> None:
    assert jpeg_size(example.JPEG[:length]) in (None, (640, 360))
