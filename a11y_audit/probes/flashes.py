"""Count flashes in pictures of one place, or of an image file, by the general and the red threshold of WCAG 2.3.1.

A flash is a pair of opposing changes in relative luminance of a tenth or more, the darker state below 0.8; a red one, a
pair of opposing changes with a saturated red. More than three in a second, over a quarter of a field of 341 by 256 CSS
pixels, are too many.
"""

import io
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from a11y_audit.core.snapshot import Animation, Flicker
from a11y_audit.dom.animation import shown_ms

CELL_PX = 16
LEAST_AREA_PX = 341 * 256 // 4
_FIELD = (341 // CELL_PX + 1, 256 // CELL_PX)
_STEP = 6
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
        for field in _fields([_most(times, each) for each in turns], width, height):
            changes, count = _at_once(times, [turns[each] for each in field])
            if changes > _MOST_CHANGES:
                return Flashes(changes // 2, count * CELL_PX**2, red)
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
    for red, tell, least in ((False, _lightness, _LEAST_CHANGE), (True, _redness, _RED_CHANGE)):
        series = ([tell(cell) for cell in column] for column in zip(*cells, strict=True))
        yield red, [_turns(values, least) for values in series]


def extremes(frames: Sequence[Frame]) -> tuple[Frame, Frame]:
    """Return the frames of one place that are darkest and brightest as a whole."""
    bright = [_luminance(_cells(each.picture, 1, 1)[0]) for each in frames]
    return frames[bright.index(min(bright))], frames[bright.index(max(bright))]


def may_flash(pictures: Sequence[Image.Image], width_px: float, height_px: float) -> bool:
    """Whether a large enough part of some pictures of one place changes as much as flashes do."""
    cells = [_cells(each, *squares(width_px, height_px)) for each in pictures]
    columns = list(zip(*cells, strict=True))
    return _is_large(
        sum(
            _range(map(_lightness, each)) >= _LEAST_CHANGE or _range(map(_redness, each)) >= _RED_CHANGE
            for each in columns
        )
    )


def _range(values: Iterable[tuple[float, bool]]) -> float:
    known = [value for value, _ in values]
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


def _lightness(cell: tuple[int, int, int]) -> tuple[float, bool]:
    """Return a colour's relative luminance, and whether it is dark enough to be a flash's darker state."""
    value = _luminance(cell)
    return value, value < _BRIGHT


def _redness(cell: tuple[int, int, int]) -> tuple[float, bool]:
    """Return how red a colour is, and whether it is a saturated red."""
    red, green, blue = (_LINEAR[value] for value in cell)
    total = red + green + blue
    return max(red - green - blue, 0.0) * _RED_SCALE, bool(total and red / total >= _RED_SHARE)


def _turns(values: Iterable[tuple[float, bool]], least: float) -> _Turns:
    """Return the changes that oppose the one before: at least so large, one of both states of the kind that counts."""
    turns: _Turns = []
    direction = 0
    extreme: tuple[float, bool] | None = None
    for number, value in enumerate(values):
        if extreme is None:
            extreme = value
            continue
        change = value[0] - extreme[0]
        counts = abs(change) >= least and (value[1] or extreme[1])
        if counts and (change > 0) != (direction > 0 if direction else change <= 0):
            direction = 1 if change > 0 else -1
            turns.append((number, direction))
            extreme = value
        elif direction and change * direction > 0:
            extreme = value
    return turns


def _most(times: Sequence[float], turns: _Turns) -> int:
    """Return the most turns within any second."""
    moments = [times[frame] for frame, _ in turns]
    return max((bisect_left(moments, start + 1) - number for number, start in enumerate(moments)), default=0)


def _at_once(times: Sequence[float], turns: Iterable[_Turns]) -> tuple[int, int]:
    """Return the most opposing changes in a second that a large enough part of some squares shows at the same frames.

    Beside it stands how many squares do so at the least. Parts that turn against each other are each a part.
    """
    counts = Counter(turn for each in turns for turn in each)
    chain: _Turns = []
    for frame, direction in sorted(turn for turn, count in counts.items() if _is_large(count)):
        if not chain or (frame > chain[-1][0] and direction != chain[-1][1]):
            chain.append((frame, direction))
    return _most(times, chain), min((counts[turn] for turn in chain), default=0)


def _is_large(count: int) -> bool:
    return count * CELL_PX**2 >= LEAST_AREA_PX


def _fields(changes: Sequence[int], width: int, height: int) -> Iterator[list[int]]:
    """Yield the squares that turn too often in a second, by the field in which they lie, the most first.

    Fields in which they are too small a part are left out, and those that hardly differ from one before.
    """
    many = [each > _MOST_CHANGES for each in changes]
    found: list[tuple[int, int, int]] = []
    for top in range(max(height - _FIELD[1], 0) + 1):
        for left in range(max(width - _FIELD[0], 0) + 1):
            count = sum(many[each] for each in _inside(left, top, width, height))
            if _is_large(count):
                found.append((-count, top, left))
    tried: list[tuple[int, int]] = []
    for _, top, left in sorted(found):
        if all(abs(top - other) + abs(left - another) >= _STEP for other, another in tried):
            tried.append((top, left))
            yield [each for each in _inside(left, top, width, height) if many[each]]


def _inside(left: int, top: int, width: int, height: int) -> Iterator[int]:
    """Yield the squares of the field that begins there."""
    for row in range(top, min(top + _FIELD[1], height)):
        yield from range(row * width + left, row * width + min(left + _FIELD[0], width))
