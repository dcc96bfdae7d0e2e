"""Count flashes in pictures of one place, or of an image file, by the general and the red threshold of WCAG 2.3.1.

A flash is a pair of opposing changes in relative luminance of a tenth or more, the darker state below 0.8; a red one, a
pair of opposing changes with a saturated red. More than three in a second, over a quarter of a field of 341 by 256 CSS
pixels, are too many.
"""

import io
from collections import Counter
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
_Turns = list[tuple[int, int]]
"""The frames at which a change opposes the one before, and its direction: 1 is brighter or redder, -1 is not."""


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


def squares(width_px: float, height_px: float) -> tuple[int, int]:
    """Return how many squares a place has across and down."""
    return max(round(width_px / CELL_PX), 1), max(round(height_px / CELL_PX), 1)


def flashes(frames: Sequence[Frame], width_px: float, height_px: float) -> Flashes | None:
    """Return the flashes in frames of one place, in order; None where they stay within the thresholds.

    Width and height are those of the place, in CSS pixels. Only changes of a large enough part at once count, to bright
    or to dark: stars, spokes and leaves turn bright and dark each at its own time.
    """
    if len(frames) <= _MOST_CHANGES or width_px * height_px < LEAST_AREA_PX:
        return None
    width, height = squares(width_px, height_px)
    times = [each.at_s for each in frames]
    cells = [_cells(each.picture, width, height) for each in frames]
    for red, turns in _turning(cells):
        found = _field([_most(times, each) for each in turns], width, height)
        if found is not None:
            changes = _most(times, _at_once(turns[each] for each in found))
            if changes > _MOST_CHANGES:
                return Flashes(changes // 2, len(found) * CELL_PX**2, red)
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
    for red, turns in _turning(cells):
        changes = [_most(times, each) for each in turns]
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


def _turning(cells: Sequence[_Cells]) -> Iterator[tuple[bool, list[_Turns]]]:
    """Yield by both thresholds, the red one last, the opposing changes that each square shows."""
    for red, tell in ((False, _luminance), (True, _redness)):
        series = ([tell(cell) for cell in column] for column in zip(*cells, strict=True))
        yield red, [_turns(values, red=red) for values in series]


def extremes(frames: Sequence[Frame]) -> tuple[Frame, Frame]:
    """Return the frames of one place that are darkest and brightest as a whole."""
    bright = [sum(_luminance(cell) for cell in _cells(each.picture, 1, 1)) for each in frames]
    return frames[bright.index(min(bright))], frames[bright.index(max(bright))]


def may_flash(pictures: Sequence[Image.Image], width_px: float, height_px: float) -> bool:
    """Whether a large enough part of some pictures of one place changes as much as flashes do."""
    cells = [_cells(each, *squares(width_px, height_px)) for each in pictures]
    columns = list(zip(*cells, strict=True))
    return _is_large(
        sum(
            _range(map(_luminance, each)) >= _LEAST_CHANGE or _range(map(_redness, each)) >= _RED_CHANGE
            for each in columns
        )
    )


def may_flash_often(pictures: Sequence[Image.Image], width_px: float, height_px: float) -> bool:
    """Whether much of some pictures of one place, in order, changes at once, and at once back again."""
    cells = [_cells(each, *squares(width_px, height_px)) for each in pictures]
    for _, turns in _turning(cells):
        more = _excess(each for each in turns if len(each) > 1).values()
        if _is_large(max(more, default=0) * 2) and _is_large(-min(more, default=0) * 2):
            return True
    return False


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


def _turns(values: Iterable[float], *, red: bool) -> _Turns:
    """Return the changes that oppose the one before, each large enough to count."""
    least = _RED_CHANGE if red else _LEAST_CHANGE
    turns: _Turns = []
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
            turns.append((number, direction))
            extreme = value
        elif direction and (value - extreme) * direction > 0:
            extreme = value
    return turns


def _most(times: Sequence[float], turns: _Turns) -> int:
    """Return the most turns within any second."""
    moments = [times[frame] for frame, _ in turns]
    return max((sum(start <= each < start + 1 for each in moments) for start in moments), default=0)


def _at_once(turns: Iterable[_Turns]) -> _Turns:
    """Return the frames at which a flash's worth more of some squares turn bright than dark, or dark than bright.

    Where too few do, those of the next frame count, too: of a light that comes up, bright squares pass the threshold
    first. Each has to oppose the one before.
    """
    more = _excess(turns)
    found: _Turns = []
    taken = -1
    for frame in sorted(more):
        if frame <= taken:
            continue
        excess, last = more[frame], frame
        if not _is_large(abs(excess)):
            excess, last = excess + more[frame + 1], frame + 1
        if _is_large(abs(excess)):
            direction = 1 if excess > 0 else -1
            taken = last
            if not found or direction != found[-1][1]:
                found.append((frame, direction))
    return found


def _excess(turns: Iterable[_Turns]) -> Counter[int]:
    """Return by frame how many more squares turn bright than dark."""
    more: Counter[int] = Counter()
    for each in turns:
        for frame, direction in each:
            more[frame] += direction
    return more


def _is_large(count: int) -> bool:
    return count * CELL_PX**2 >= LEAST_AREA_PX


def _field(changes: Sequence[int], width: int, height: int) -> list[int] | None:
    """Return the squares of the field in which most turn too often in a second; None where that is too small a part."""
    many = [each > _MOST_CHANGES for each in changes]
    best: list[int] | None = None
    for top in range(max(height - _FIELD[1], 0) + 1):
        for left in range(max(width - _FIELD[0], 0) + 1):
            inside = [
                row * width + column
                for row in range(top, min(top + _FIELD[1], height))
                for column in range(left, min(left + _FIELD[0], width))
                if many[row * width + column]
            ]
            if _is_large(len(inside)) and (best is None or len(inside) > len(best)):
                best = inside
    return best
