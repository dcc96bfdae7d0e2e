"""The pictures of places: each written once beside the report, with what is needed to draw the outline over it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from a11y_audit.core.target import Box
from a11y_audit.errors import StoreError
from a11y_audit.log import get_logger
from a11y_audit.probes.pixels import covered
from a11y_audit.report.view import PictureView

log = get_logger(__name__)

_FOLDER = "pictures"
_KEY_LENGTH = 12
# Start-of-frame markers of JPEG, which hold the size (ITU-T T.81, table B.1): C0 to CF without C4, C8 and CC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A written picture: its address from the report's folder, its size, and the place in it, all in CSS pixels."""

    href: str
    width: int
    height: int
    place: Box


class Album:
    """Writes pictures into a report's folder."""

    def __init__(self, out: Path, blob: Callable[[str], bytes]) -> None:
        """Write below `out` what `blob` returns for a key."""
        self._out = out
        self._blob = blob

    def shot(self, picture: PictureView | None) -> Shot | None:
        """Return the picture, written if it was not yet; None when there is none, or it is lost or no JPEG."""
        if picture is None or not picture.key.isalnum():
            return None
        # Two defects may share a picture, and differ in what is covered in it.
        covers = picture.covers or () if picture.hidden else ()
        mark = f"-{_digest(covers)}" if covers else ""
        path = self._out / _FOLDER / f"{picture.key[:_KEY_LENGTH]}{mark}.jpg"
        try:
            data = path.read_bytes() if path.exists() else self._blob(picture.key)
        except StoreError:
            log.warning("picture_lost", key=picture.key)
            return None
        measured = jpeg_size(data)
        if measured is None:
            log.warning("picture_broken", key=picture.key)
            return None
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            data = covered(data, covers) if covers else data
            path.write_bytes(data)
        width, height = measured
        return Shot(href=f"{_FOLDER}/{path.name}", width=width, height=height, place=picture.place)


def _digest(covers: tuple[Box, ...]) -> str:
    return hashlib.sha256(repr(covers).encode()).hexdigest()[:_KEY_LENGTH]


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG in pixels, or None when it is none."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 -- every marker begins with it
        if data[at + 1] in _FRAMES:
            height, width = (int.from_bytes(data[start : start + 2]) for start in (at + 5, at + 7))
            return (width, height) if width and height else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
