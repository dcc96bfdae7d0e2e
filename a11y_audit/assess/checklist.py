"""Rows of a published checklist of success criteria, whatever its columns and marks are called."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess.published import Grid, Line, Published

_NUMBER = re.compile(r"^\D{0,6}?(7\.)?([1-4]\.\d\.\d{1,2}|[1-4]\.\d)(?![\d.])\s*")
_LEVEL = re.compile(r"^A{1,3}$")
_HEADS = {
    "level": ("適合レベル", "レベル", "等級", "達成等級", "level"),
    "applies": ("適用",),
    "result": ("結果", "適合", "判定", "評価", "試験結果", "result"),
    "remark": ("注記", "備考", "特記事項", "コメント", "remarks", "note"),
}


class Mark(StrEnum):
    """What a mark in a published checklist means."""

    MET = "met"
    NOT_MET = "not_met"
    ABSENT = "absent"
    EXCLUDED = "excluded"
    """対象外, which is no result that the standard knows."""
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        number: of the criterion, or of a guideline ("1.1") where a list is not cut to criteria.
        old: whether it was numbered as in the 2010 edition (7.1.1.1).
        level: "A", "AA", "AAA" or "".
        applies, result: the marks, or None where there is none.
        remark: the note beside it.
        words: the row as it was written.
    """

    number: str
    old: bool
    level: str
    applies: Mark | None
    result: Mark | None
    remark: str
    words: str


def rows(page: Published) -> tuple[Row, ...]:
    """Return the rows of all checklists of a page: of its tables, or of its lines where no table has any."""
    found = tuple(row for grid in page.grids for row in _of_grid(grid))
    return found or tuple(row for line in page.lines for row in _of_line(line))


def mark(word: str) -> Mark | None:
    """Return what a cell means; a sign and its words may stand together, as in 「○（適合）」."""
    bare = re.sub(r"[\s()（）・:：、。]", "", word).lower()
    for meaning, pattern in _MARKS:
        if pattern.fullmatch(bare):
            return meaning
    return None


_MARKS = (
    (Mark.EXCLUDED, re.compile(r".{0,3}対象外.{0,3}")),
    (
        Mark.NOT_MET,
        re.compile(r"[x×✕✖☓❌╳]?(?:不適合|満たしていない|未達成|不合格|notmet|fail(?:ed)?)[x×✕✖☓❌╳]?|[x×✕✖☓❌╳△▲]"),
    ),
    (Mark.OPEN, re.compile(r"[?？]|未|未(?:判定|試験|確認|検査|実施)|要判断|手動確認|未定|open|untested")),
    (
        Mark.ABSENT,
        re.compile(
            r"[-－ー―—–−‐ｰ/／]?(?:適用なし|該当なし|適用外|非適用|notapplicable|n/?a)|[-－ー―—–−‐ｰ/／]|(?:適用なし|該当なし)[-－ー―—–−]"
        ),
    ),
    (
        Mark.MET,
        re.compile(
            r"[o○◯〇●◎✓✔]?(?:適合|適用|合格|達成|適用あり|満たしている|met|pass(?:ed)?|applicable|yes)[o○◯〇●◎✓✔]?|[o○◯〇●◎✓✔]"
        ),
    ),
)


def _of_grid(grid: Grid) -> Iterator[Row]:
    columns: dict[str, int] = {}
    for cells in grid.rows:
        found = _columns(cells)
        if len(found) > 1:
            columns = found
            continue
        place = next((index for index, cell in enumerate(cells[:3]) if _NUMBER.match(cell)), None)
        if place is not None and "result" in columns:
            yield _row(cells, place, columns)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return which column is which, where the cells are the heads of a checklist."""
    if any(_NUMBER.match(cell) for cell in cells[:2]):
        return {}
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        bare = cell.replace(" ", "").lower()
        for name, words in _HEADS.items():
            if name not in found and bare in words:
                found[name] = index
    return found


def _row(cells: Sequence[str], place: int, columns: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        index = columns.get(name, -1)
        return cells[index] if 0 <= index < len(cells) else ""

    number = _NUMBER.match(cells[place])
    assert number is not None
    return Row(
        number=number[2],
        old=number[1] is not None,
        level=cell("level") if _LEVEL.match(cell("level")) else "",
        applies=mark(cell("applies")),
        result=mark(cell("result")),
        remark=cell("remark"),
        words=" ".join(cells),
    )


def _of_line(line: Line) -> Iterator[Row]:
    number = _NUMBER.match(line.text)
    words = line.text.split(" ")
    marks = [found for word in words[1:] if (found := mark(word))]
    if number is None or not marks:
        return
    level = next((word for word in words if _LEVEL.match(word)), "")
    applies, result = (marks[0], marks[1]) if len(marks) > 1 else (None, marks[0])
    yield Row(
        number=number[2],
        old=number[1] is not None,
        level=level,
        applies=applies,
        result=result,
        remark="",
        words=line.text,
    )


def counted(found: Iterable[Row], wanted: Mark) -> int:
    """Return how many criteria have this result."""
    return sum(row.result is wanted for row in found)
