"""What pictures say in letters: read where a page is recorded, and judged from the record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line of letters in a picture: what it says, how sure the reader is (0–1), and where it is.

    `box` is left, top, width and height as shares (0–1) of the picture's; None where a file writes without a place.
    """

    text: str
    score: float
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """What an image file says in letters.

    Attributes:
        width, height: its own size in pixels; 0 for a drawing (SVG).
        lines: from the top to the bottom.
        in_lines: share (0–1) of all that is drawn, a frame at its edges aside, that is in these lines.
        even: share (0–1) of the rest that has one of its three most frequent colours.
    """

    width: int
    height: int
    lines: tuple[Line, ...]
    in_lines: float = 0.0
    even: float = 0.0

    def plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Lettering":
        """Return what `plain` made, also after JSON."""
        lines = (Line(each["text"], each["score"], each["box"] and tuple(each["box"])) for each in plain["lines"])
        return cls(**{**plain, "lines": tuple(lines)})


READING = "letters"
"""Stands among a visit's probes where all pictures of the page were read."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What the pictures of a page say in letters: files by their number, and how many more, at least, were not read."""

    files: Mapping[int, Lettering]
    unread: int = 0

    def plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return {"files": {number: each.plain() for number, each in self.files.items()}, "unread": self.unread}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Letters":
        """Return what `plain` made, also after JSON."""
        return cls({int(number): Lettering.of(each) for number, each in plain["files"].items()}, plain["unread"])
