"""Workbooks (XLSX): heads that stay in sight, widths, drop-downs, locked columns, pictures; every text is only text."""

import io
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]  # it has annotations, but does not say so

from a11y_audit.core.printable import printable
from a11y_audit.sheets.cells import CELL_LIMIT, LONGEST

ROWS_PER_SHEET: Final = 1_048_575
"""Rows below the head that a sheet of Excel can hold."""
_NAME_LIMIT: Final = 31
_FORBIDDEN: Final = str.maketrans("[]:*?/\\'", "        ")
_FONT: Final = {"font_name": "Meiryo UI", "font_size": 10, "valign": "top"}
_MARGIN_PX: Final = 4
_DROP_DOWN_LIMIT: Final = 255
_LINE_PX: Final = 18
_HIGHEST_PX: Final = 540


@dataclass(frozen=True, slots=True)
class Link:
    """An address that can be followed; only http and https may be given."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in a cell.

    Attributes:
        source: PNG or JPEG.
        size: its width and height, in pixels.
        frame: what is outlined in it: left, top, width and height in its pixels, or None.
        description: what it shows.
    """

    source: bytes
    size: tuple[int, int]
    frame: tuple[float, float, float, float] | None = None
    description: str = ""


Cell = str | int | float | None | Link | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column.

    Attributes:
        head: its name.
        width: in characters of Latin letters.
        choices: what may be entered; empty for anything.
        open: whether it may be changed in a protected sheet.
        hint: shown when a cell of it is chosen.
    """

    head: str
    width: float = 16
    choices: tuple[str, ...] = ()
    open: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        name: shown on its tab.
        columns, rows: its table; rows stream by.
        protected: whether only open columns may be changed (without a password).
        picture_px: height of a row that has a picture.
        fits: whether rows are as high as their texts need; else the spreadsheet decides.
        first_columns: how many columns stay in sight.
        limit: characters kept of a text.
        lines: whether line breaks in texts are kept.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    protected: bool = False
    picture_px: int = 120
    fits: bool = False
    first_columns: int = 0
    limit: int = CELL_LIMIT
    lines: bool = False


def write_book(path: Path, sheets: Iterable[Sheet], *, title: str, created: datetime | None = None) -> Path:
    """Write a workbook; a sheet with more rows than Excel can hold is continued on further ones.

    Args:
        path: the file.
        sheets: its sheets.
        title: told among its properties.
        created: told there, too, and the time of writing unless given; with it, the same sheets give the same bytes.

    Raises:
        OSError: the file can't be written.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        # The library takes times without a zone for UTC.
        told = {"created": created.astimezone(UTC).replace(tzinfo=None)} if created else {}
        book.set_properties({"title": title, "author": "a11y-audit", "comments": "", **told})
        writer = _Writer(book)
        for sheet in sheets:
            writer.write(sheet)
    finally:
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error
    return path


class _Writer:
    def __init__(self, book: Any) -> None:  # noqa: ANN401 -- the library's own object
        self._book = book
        self._names: set[str] = set()
        head = {**_FONT, "bold": True, "text_wrap": True, "bg_color": "#E8F1FE", "bottom": 1, "bottom_color": "#4D4D4D"}
        self._head = book.add_format(head)
        body = {**_FONT, "text_wrap": True, "bottom": 4, "bottom_color": "#B3B3B3"}
        self._locked = book.add_format(body)
        self._open = book.add_format({**body, "locked": False, "bg_color": "#FFFBE6"})
        self._link = book.add_format({**body, "font_color": "#0017C1", "underline": 1})

    def write(self, sheet: Sheet) -> None:
        """Write a sheet and those that continue it."""
        rows = iter(sheet.rows)
        part = 1
        more = self._write_part(sheet, rows, part)
        while more:
            part += 1
            more = self._write_part(sheet, rows, part)

    def _write_part(self, sheet: Sheet, rows: Iterable[Sequence[Cell]], part: int) -> bool:
        """Write one sheet, and return whether it became full."""
        page = self._book.add_worksheet(self._name(sheet.name, part))
        self._lay_out(page, sheet)
        row = 0
        for cells in rows:
            row += 1
            if height := _height_px(sheet, cells):
                page.set_row_pixels(row, height)
            for column, value in enumerate(cells):
                self._put(page, sheet, (row, column), value)
            if row == ROWS_PER_SHEET:
                break
        self._finish(page, sheet, row)
        return row == ROWS_PER_SHEET

    def _lay_out(self, page: Any, sheet: Sheet) -> None:  # noqa: ANN401
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, self._open if column.open else None)
        for index, column in enumerate(sheet.columns):
            page.write_string(0, index, printable(column.head, limit=sheet.limit), self._head)
        page.freeze_panes(1, sheet.first_columns)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&C&P / &N")

    def _finish(self, page: Any, sheet: Sheet, last: int) -> None:  # noqa: ANN401
        page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        for index, column in enumerate(sheet.columns):
            if last and (column.choices or column.hint):
                page.data_validation(1, index, last, index, _validation(column))
        if sheet.protected:
            allowed = (
                "select_locked_cells",
                "select_unlocked_cells",
                "format_columns",
                "format_rows",
                "autofilter",
                "sort",
            )
            page.protect("", dict.fromkeys(allowed, True))

    def _put(self, page: Any, sheet: Sheet, place: tuple[int, int], value: Cell) -> None:  # noqa: ANN401
        column = sheet.columns[place[1]]
        looks = self._open if column.open else self._locked
        match value:
            case None:
                page.write_blank(*place, None, looks)
            case Link(url=url):
                # Excel takes no longer address, and no more than so many links.
                if page.write_url(*place, url, self._link, url) != 0:
                    page.write_string(*place, printable(url, limit=sheet.limit), looks)
            case Picture():
                page.write_blank(*place, None, looks)
                self._insert(page, sheet, place, value)
            case str():
                limit = min(sheet.limit, LONGEST)
                page.write_string(*place, printable(value, limit=limit, newlines=sheet.lines), looks)
            case _:
                page.write_number(*place, value, looks)

    def _insert(self, page: Any, sheet: Sheet, place: tuple[int, int], picture: Picture) -> None:  # noqa: ANN401
        width, height = picture.size
        room = sheet.columns[place[1]].width * 7, sheet.picture_px - 2 * _MARGIN_PX
        scale = min(room[0] / width, room[1] / height, 1)
        where = {"x_offset": _MARGIN_PX, "y_offset": _MARGIN_PX, "object_position": 1}
        told = {"description": picture.description}
        image = {"image_data": io.BytesIO(picture.source), "x_scale": scale, "y_scale": scale}
        try:
            page.insert_image(*place, "picture.jpg", {**where, **image, **told})
        except (xlsxwriter.exceptions.XlsxFileError, struct.error):
            page.write_string(*place, picture.description, self._locked)
            return
        if picture.frame:
            left, top, wide, high = (each * scale for each in _within(picture.frame, picture.size))
            box = {
                "x_offset": _MARGIN_PX + left,
                "y_offset": _MARGIN_PX + top,
                "width": max(wide, 6),
                "height": max(high, 6),
                "object_position": 1,
                "fill": {"none": True},
                "line": {"color": "#D30000", "width": 2},
                "decorative": True,
            }
            page.insert_textbox(*place, "", box)

    def _name(self, name: str, part: int) -> str:
        """Return a name that Excel takes, and that no other sheet has."""
        plain = name.translate(_FORBIDDEN).strip() or "Sheet"
        count = part
        while True:
            end = f" ({count})" if count > 1 else ""
            found = plain[: _NAME_LIMIT - len(end)] + end
            if found.lower() not in self._names:
                self._names.add(found.lower())
                return found
            count += 1


def _within(frame: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return what of a frame lies on its picture: a part of a page may reach beyond what is shown of it."""
    left, top, wide, high = frame
    right, low = min(left + wide, size[0]), min(top + high, size[1])
    left, top = max(left, 0.0), max(top, 0.0)
    return left, top, max(right - left, 0.0), max(low - top, 0.0)


def _height_px(sheet: Sheet, cells: Sequence[Cell]) -> int | None:
    """Return the height that a row needs, or None where that is left to the spreadsheet."""
    height = sheet.picture_px if any(isinstance(cell, Picture) for cell in cells) else 0
    if sheet.fits:
        pairs = zip(sheet.columns, cells, strict=True)
        lines = max((_lines(cell, column.width) for column, cell in pairs if isinstance(cell, str)), default=1)
        height = max(height, min(lines * _LINE_PX + _MARGIN_PX, _HIGHEST_PX))
    return height or None


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, by the widths of its characters."""
    wide = (sum(2 if east_asian_width(char) in "WFA" else 1 for char in line) for line in text.split("\n") or [""])
    return sum(max(1, ceil(each / (width - 1))) for each in wide)


def _validation(column: Column) -> dict[str, object]:
    told: dict[str, object] = (
        {"input_title": column.head[:32], "input_message": column.hint[:_DROP_DOWN_LIMIT]} if column.hint else {}
    )
    if not column.choices:
        return {"validate": "any", **told}
    return {"validate": "list", "source": list(column.choices), "ignore_blank": True, **told}
