"""Count flashes in pictures of one place, or of an image file, by the general and the red threshold of WCAG 2.3.1.

A flash is a pair of opposing changes in relative luminance of a tenth or more, the darker state below 0.8; a red one, a
pair of opposing changes with a saturated red. More than three in a second, over a quarter of a field of 341 by 256 CSS
pixels, are too many.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from a11y_audit.core.snapshot import Animation, Flicker
from a11y_audit.dom.animation import shown_ms

CELL_PX = 16
LEAST_AREA_PX = 341 * 256 // 4
_FIELD = (341 // CELL_PX + 1, 256 // CELL_PX)
_DARK = 0.04045
"""Below it, sRGB is linear (IEC 61966-2-1)."""
_LEAST_CHANGE = 0.1
_BRIGHT = 0.8
_RED_SHARE = 0.8
_RED_CHANGE = 20.0
_RED_SCALE = 320
_MOST_CHANGES = 7
"""Opposing changes in a second; eight are four flashes."""
_GRID = 24
"""Squares of an image file in each direction: of 16 pixels or so where it is as large as it takes to be judged."""
_FILE_S, _FILE_FRAMES = 10.0, 400
_LARGEST_PX = 60_000_000
"""Pixels of all frames together."""
_Cells = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a place and the second in which it came up."""

    at_s: float
    picture: Image.Image


@dataclass(frozen=True, slots=True)
class Flashes:
    """The most flashes in a second that a large enough part of the place shows, and how large it is, in pixels."""

    per_s: int
    area_px: int
    red: bool


def flashes(frames: Sequence[Frame], width_px: float, height_px: float) -> Flashes | None:
    """Return the flashes in frames of one place, in order; None where they stay within the thresholds.

    Width and height are those of the place, in CSS pixels.
    """
    if len(frames) <= _MOST_CHANGES or width_px * height_px < LEAST_AREA_PX:
        return None
    width, height = max(round(width_px / CELL_PX), 1), max(round(height_px / CELL_PX), 1)
    cells = [_cells(each.picture, width, height) for each in frames]
    for red, changes in _changes([each.at_s for each in frames], cells):
        found = _field(changes, width, height)
        if found is not None:
            return Flashes(found[0] // 2, found[1], red)
    return None


def flicker(data: bytes, moves: Animation) -> Flicker | None:
    """Return how an image file that moves so flashes, whatever its size on the page; None where no part does too often.

    What is broken ends it, and so do its first ten seconds.
    """
    try:
        with Image.open(io.BytesIO(data)) as file:
            times, cells = _played(file, moves)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
    for red, changes in _changes(times, cells):
        many = [each for each in changes if each > _MOST_CHANGES]
        if many:
            return Flicker(min(many) // 2, round(len(many) / len(changes), 3), red)
    return None


def _played(file: Image.Image, moves: Animation) -> tuple[list[float], list[_Cells]]:
    """Return when each frame comes up, and its squares: one round, and a second of the next where there is one."""
    width, height = min(file.width, _GRID), min(file.height, _GRID)
    if moves.frames * file.width * file.height > _LARGEST_PX:
        return [], []
    times: list[float] = []
    frames: list[_Cells] = []
    lasts: list[float] = []
    at_s = 0.0
    end_s = min(moves.round_s + (0 if moves.rounds == 1 else 1), _FILE_S)
    while at_s < end_s and len(times) < _FILE_FRAMES:
        number = len(times) % moves.frames
        if len(times) < moves.frames:
            file.seek(number)
            frames.append(_cells(file, width, height))
            lasts.append(shown_ms(float(file.info.get("duration", 0))) / 1_000)
        times.append(at_s)
        at_s += lasts[number]
    return times, [frames[number % moves.frames] for number in range(len(times))]


def _changes(times: Sequence[float], cells: Sequence[_Cells]) -> Iterator[tuple[bool, list[int]]]:
    """Yield by both thresholds, the red one last, the most opposing changes in a second that each square shows."""
    for red, tell in ((False, _luminance), (True, _redness)):
        series = ([tell(cell) for cell in column] for column in zip(*cells, strict=True))
        yield red, [_most(times, _turns(values, red=red)) for values in series]


def may_flash(pictures: Sequence[Image.Image]) -> bool:
    """Whether a large enough part of some pictures of one place changes as much as flashes do."""
    size = (max(pictures[0].width // CELL_PX, 1), max(pictures[0].height // CELL_PX, 1))
    cells = [_cells(each, *size) for each in pictures]
    columns = list(zip(*cells, strict=True))
    changing = sum(
        _range(map(_luminance, each)) >= _LEAST_CHANGE or _range(map(_redness, each)) >= _RED_CHANGE for each in columns
    )
    return changing * CELL_PX**2 >= LEAST_AREA_PX


def _range(values: Iterable[float]) -> float:
    known = list(values)
    return max(known) - min(known)


def _cells(picture: Image.Image, width: int, height: int) -> _Cells:
    small = picture.convert("RGB").resize((width, height), Image.Resampling.BOX)
    data = small.tobytes()
    return [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4


_LINEAR = [_linear(value) for value in range(256)]


def _luminance(cell: tuple[int, int, int]) -> float:
    red, green, blue = (_LINEAR[value] for value in cell)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _redness(cell: tuple[int, int, int]) -> float:
    """Return how red a saturated red is, 0 for any other colour."""
    red, green, blue = (_LINEAR[value] for value in cell)
    total = red + green + blue
    return max(red - green - blue, 0.0) * _RED_SCALE if total and red / total >= _RED_SHARE else 0.0


def _turns(values: Iterable[float], *, red: bool) -> list[int]:
    """Return the frames at which a change opposes the one before, each large enough to count."""
    least = _RED_CHANGE if red else _LEAST_CHANGE
    turns: list[int] = []
    direction = 0
    extreme: float | None = None
    for number, value in enumerate(values):
        if extreme is None:
            extreme = value
            continue
        change = value - extreme
        is_dark = red or min(value, extreme) < _BRIGHT
        if abs(change) >= least and is_dark and (change > 0) != (direction > 0 if direction else change <= 0):
            direction = 1 if change > 0 else -1
            turns.append(number)
            extreme = value
        elif direction and (value - extreme) * direction > 0:
            extreme = value
    return turns


def _most(times: Sequence[float], turns: Sequence[int]) -> int:
    """Return the most turns within any second."""
    moments = [times[each] for each in turns]
    return max((sum(start <= each < start + 1 for each in moments) for start in moments), default=0)


def _field(changes: Sequence[int], width: int, height: int) -> tuple[int, int] | None:
    """Return the turns in a second of a large enough part of some field, and that part's area."""
    many = [each > _MOST_CHANGES for each in changes]
    best: tuple[int, int] | None = None
    for top in range(max(height - _FIELD[1], 0) + 1):
        for left in range(max(width - _FIELD[0], 0) + 1):
            inside = [
                row * width + column
                for row in range(top, min(top + _FIELD[1], height))
                for column in range(left, min(left + _FIELD[0], width))
                if many[row * width + column]
            ]
            area = len(inside) * CELL_PX**2
            if area >= LEAST_AREA_PX and (best is None or area > best[1]):
                best = (min(changes[each] for each in inside), area)
    return best
