"""Read tables that people filled in: XLSX, ODS, XLS, or CSV in UTF-8, Shift_JIS or UTF-16, separated as they may be."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from a11y_audit.core.printable import printable
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.sheets.cells import bare

_BYTES: Final = 200_000_000
"""Largest file that is read, also after unpacking."""
_BOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENCODINGS: Final = ("utf-8-sig", "cp932")
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = ",\t;"
_HEAD_ROWS: Final = 30
"""Rows among which the heads are looked for."""
_SHOWN: Final = 120


@dataclass(frozen=True, slots=True)
class Read:
    """A row: its number as the spreadsheet shows it, and its cells by head, without blanks around them."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heads in their order, and the rows below that are not empty."""

    heads: tuple[str, ...]
    rows: tuple[Read, ...]


def read_table(path: Path, wanted: Sequence[str]) -> Table:
    """Return the first table of a file whose heads hold all those that are wanted, in whatever order.

    Raises:
        UsageError: the file can't be read, is no spreadsheet, or has no such table.
    """
    nearest: set[str] = set()
    for rows in _sheets(path):
        for number, row in enumerate(rows[:_HEAD_ROWS]):
            heads = [cell.strip() for cell in row]
            if set(wanted) <= set(heads):
                _refuse_doubled(path, heads, wanted)
                return Table(tuple(heads), tuple(_rows(heads, rows, number + 1)))
            nearest = max(nearest, set(wanted) & set(heads), key=len)
    raise _no_table(path, [head for head in wanted if head not in nearest])


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]], start: int) -> Iterator[Read]:
    for number, row in enumerate(rows[start:], start + 1):
        cells = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
        if any(cells.values()):
            yield Read(number, {head: cells.get(head, "") for head in heads if head})


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    source = _bytes(path)
    if source.startswith(_BOOKS):
        yield from _of_book(path, source)
    else:
        yield _of_csv(path, source)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _BYTES:
            raise _too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text(f"ファイルを読めません: {path}", f"The file can't be read: {path} ({error.strerror})"),
            Text(
                "名前と場所を確かめ、Excel などで開いている場合は閉じてください。",
                "See that name and folder are right, and close it where it is open in another program.",
            ),
        ) from error


def _of_book(path: Path, source: bytes) -> Iterator[list[list[str]]]:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(source)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _BYTES:
            raise _too_large(path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [[_text(cell) for cell in row] for row in rows]
    except (CalamineError, OSError, ValueError) as error:
        raise UsageError(
            Text(
                f"表計算のファイルとして開けません: {path}", f"This can't be opened as a spreadsheet: {path} ({error})"
            ),
            Text(
                "壊れているか、パスワードが付いています。Excel などで開き、パスワードのない .xlsx "
                "で保存し直してください。",
                "It is broken or has a password. Open it in a spreadsheet and save it as .xlsx without one.",
            ),
        ) from error


def _of_csv(path: Path, source: bytes) -> list[list[str]]:
    text = _decoded(path, source)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        return [[bare(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise UsageError(
            Text(f"CSV として読めません: {path}", f"This can't be read as CSV: {path} ({error})"),
            Text(
                "Excel などで開き、CSV で保存し直してください。", "Open it in a spreadsheet and save it as CSV again."
            ),
        ) from error


def _decoded(path: Path, source: bytes) -> str:
    encodings = ("utf-16",) if source.startswith(_MARKS) else _ENCODINGS
    for encoding in encodings:
        with suppress(UnicodeError):
            text = source.decode(encoding)
            if "\0" not in text:
                return text
    raise UsageError(
        Text(
            f"表のファイルではないか、文字コードが分かりません: {path}",
            f"This is no table, or its encoding is not known: {path}",
        ),
        Text(".xlsx か、UTF-8 の CSV で保存し直してください。", "Save it as .xlsx, or as CSV in UTF-8."),
    )


def _text(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case _:
            return str(value)


def _refuse_doubled(path: Path, heads: Sequence[str], wanted: Sequence[str]) -> None:
    doubled = sorted({head for head in wanted if heads.count(head) > 1})
    if doubled:
        names = "、".join(f"「{printable(head, limit=_SHOWN)}」" for head in doubled)
        raise UsageError(
            Text(
                f"同じ見出しの列が2つ以上あります: {names}（{path}）", f"Columns stand more than once: {names} ({path})"
            ),
            Text("要らない列を消して、保存し直してください。", "Delete those that are not needed, and save it again."),
        )


def _no_table(path: Path, missing: Sequence[str]) -> UsageError:
    names = "、".join(f"「{head}」" for head in missing)
    return UsageError(
        Text(f"必要な列がありません: {names}（{path}）", f"Columns are missing: {names} ({path})"),
        Text(
            "書き出したファイルの見出しの行を消したり、書き換えたりしないでください。列の順は変えてもかまいません。",
            "Keep the row of heads as it was written; the order of columns may change.",
        ),
    )


def _too_large(path: Path) -> UsageError:
    return UsageError(
        Text(f"ファイルが大きすぎます: {path}", f"The file is too large: {path}"),
        Text(
            "要らないシートや画像を消して、保存し直してください。",
            "Delete sheets and pictures that are not needed, and save it again.",
        ),
    )
