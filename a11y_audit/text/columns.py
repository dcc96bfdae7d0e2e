"""Lines whose blanks set columns side by side, so that they look like a table.

Source: WCAG 2.0 F33 and F34, https://www.w3.org/TR/WCAG20-TECHS/F34.html
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from a11y_audit.text.words import UNITS

_BLANK = "[ \u00a0\u2000-\u200a\u202f\u3000]"
# One wide blank parts words; two, or three narrow ones, set columns apart.
_GAP = re.compile(rf"(?:\u3000{_BLANK}*\u3000|{_BLANK}{{3}}|\u00a0\u00a0){_BLANK}*")
# What a paragraph or an item begins with is no column: １　　総則, 問　　市の木は.
_MARK = re.compile(
    r"[・･•●○◎■□◆◇▶★☆※*＊→⇒-]|[(（]?[0-9０-９一二三四五六七八九十ア-ンａ-ｚa-z]{1,3}[)）.．、:：]?|[①-⑳]|[問答注例記QAＱＡ]"
    r"|第[0-9０-９一二三四五六七八九十百]+[条章節項編]|(?:注|例|別表|様式|資料|参考)[0-9０-９]*"
)
_LEAST = 3
_TOLERANCE = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Consecutive lines with as many cells each: the cells line by line, and whether the columns line up."""

    rows: tuple[tuple[str, ...], ...]
    aligned: bool

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0])


def columns(lines: Sequence[str]) -> Iterator[Columns]:
    """Yield the runs of three or more lines that have the same number of cells, two or more."""
    run: list[dict[int, str]] = []
    for line in (*lines, ""):
        cells = _cells(line)
        if run and len(cells) != len(run[0]):
            yield from _table(run)
            run = []
        if len(cells) > 1:
            run.append(cells)


def _table(run: list[dict[int, str]]) -> Iterator[Columns]:
    if len(run) < _LEAST:
        return
    spans = [max(column) - min(column) for column in list(zip(*run, strict=True))[1:]]
    yield Columns(tuple(tuple(cells.values()) for cells in run), max(spans) <= _TOLERANCE)


def _cells(line: str) -> dict[int, str]:
    """Return the cells of a line by where they begin, in narrow letters; none where it is a form to be filled in."""
    line = line.rstrip()
    start = len(line) - len(line.lstrip())
    cells: dict[int, str] = {}
    place = _width(line[:start])
    # The letters of one word may stand apart, too: 日　　時.
    single = False
    for gap in (*_GAP.finditer(line, start), None):
        cell = line[start : gap.start() if gap else len(line)]
        if (single and len(cell) == 1) or (len(cells) == 1 and _MARK.fullmatch(next(iter(cells.values())))):
            cells[next(reversed(cells))] += cell
        else:
            cells[place] = cell
        single = len(cell) == 1
        if gap:
            place += _width(line[start : gap.end()])
            start = gap.end()
    return {} if any(UNITS.issuperset(cell) for cell in cells.values()) else cells


def _width(text: str) -> int:
    return sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "FWA" else 1
