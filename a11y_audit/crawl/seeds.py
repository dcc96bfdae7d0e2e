"""Read lists of addresses as content management systems and people write them: CSV of any kind, or one a line.

Addresses are given as written, without what only the file needs (quotes, formulas of Excel, full-width letters);
relative ones are for the caller to resolve. A row that holds no address is told by its line.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from unicodedata import normalize

from a11y_audit.core.text import Text
from a11y_audit.dom.encoding import decode
from a11y_audit.errors import SettingsError

PROBLEMS_TOLD: Final = 10
"""Entries about rows without an address; a wrong file can have thousands of such rows."""

_SAMPLED_ROWS: Final = 2_000
_HEADER_WITHIN: Final = 5
"""Rows in which a header is looked for: some exports begin with a title and a date."""
_DELIMITERS: Final = ("\t", ",", ";")
_NONE: Final = "\x1f"
"""The delimiter of files with one address a line: a sign that stands in none."""
_HEADERS: Final = (
    "公開url", "公開アドレス", "ページurl", "ページアドレス", "url", "アドレス", "permalink", "パーマリンク", "address",
    "link", "リンク", "loc", "公開パス", "ページパス", "ファイルパス", "パス", "path",
)  # fmt: skip
"""Names of the column, the surest first; compared without case, width and blanks."""

_ADDRESS: Final = re.compile(r"(?:https?://[^\s/\"<>]|/)[^\s\"<>]*", re.IGNORECASE)
_ONE_A_LINE: Final = re.compile(
    r"(?:https?://[^\s/,;\"]+|(?=/))(?:[^\s,;\"]*|/(?:[^\s,;\"]*/)?[^\s,;\"./]+[,;][!-~]*\.\w{3,5})", re.IGNORECASE
)
"""An address by itself; with commas only where they can't be delimiters: `/hp/0,1234,56.html`."""
_FORMULA: Final = re.compile(r"\"*=\s*(?:HYPERLINK\()?\"+([^\"]*)\"", re.IGNORECASE)
_AROUND: Final = " \t\r\n\xa0\u3000\ufeff\u200b\"'<>"
_HALF_WIDTH: Final = {0x3000: 0x20, **{full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}}
_ZEROS_LOOKED_FOR: Final = 1_000
_ZEROS_OF_UTF16: Final = 0.1

Row = tuple[int, list[str]]
"""The line on which a row begins, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class SeedList:
    """Addresses as written, in the order of the file, each once; and which rows hold none, at most ten entries."""

    urls: tuple[str, ...]
    problems: tuple[str, ...] = ()


def read(path: str) -> SeedList:
    """Return the addresses of a file that the settings name.

    Raises:
        SettingsError: the file can't be read, or holds no address.
    """
    try:
        found = addresses(Path(path).read_bytes())
    except OSError as error:
        raise SettingsError(
            Text(
                f"アドレスの一覧を読めません: {path}（{error.strerror}）",
                f"The list of addresses can't be read: {path} ({error.strerror})",
            ),
            Text(
                "設定 [site] lists のファイル名と、読み取りの権限を確かめてください。",
                "See whether the file name in [site] lists is right, and whether the file may be read.",
            ),
        ) from error
    if not found.urls:
        raise SettingsError(
            Text(f"アドレスの一覧に、アドレスがありません: {path}", f"The list of addresses holds none: {path}"),
            Text(
                "「URL」の列がある CSV か、1行に1つずつアドレスを書いたテキストにしてください。"
                "Excel のファイルは、CSV で保存し直してください。",
                "It must be a CSV file with a column URL, or a text file with one address a line. "
                "Save a file of Excel as CSV.",
            ),
        )
    return found


def addresses(data: bytes) -> SeedList:
    """Return the addresses of a list in whatever encoding and with whatever delimiter it was exported.

    The column is found by its header or, failing that, is the one in which most cells are addresses or paths from the
    root (`/kurashi/`). Blank rows, comments (`#`) and the header are no problems.
    """
    text = _decoded(data)
    delimiter = _delimiter(text)
    sample = list(islice(_rows(text, delimiter), _SAMPLED_ROWS))
    header = _header(sample)
    column = _column(sample, header)
    if column is None:
        return SeedList(())
    # Without a header of known words, whatever stands above the first address is taken for one.
    above = header[0] if header else next(line for line, cells in sample if _address(cells, column)) - 1
    urls: dict[str, None] = {}
    without: list[int] = []
    for line, cells in _rows(text, delimiter):
        if address := _address(cells, column):
            urls[address] = None
        elif line > above and not cells[0].lstrip().startswith("#"):
            without.append(line)
    return SeedList(tuple(urls), tuple(_told(without)))


def _told(lines: Sequence[int]) -> Iterator[str]:
    shown = lines if len(lines) <= PROBLEMS_TOLD else lines[: PROBLEMS_TOLD - 1]
    yield from (f"line {line}: no address" for line in shown)
    if len(shown) < len(lines):
        yield f"{len(lines) - len(shown)} more lines without an address"


def _decoded(data: bytes) -> str:
    """Return the text; UTF-16 without a mark is known by its zeros, because addresses are ASCII."""
    begin = data[:_ZEROS_LOOKED_FOR]
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or begin.count(0) <= len(begin) * _ZEROS_OF_UTF16:
        return decode(data, "")[0]
    return data.decode("utf-16-be" if begin[::2].count(0) > begin[1::2].count(0) else "utf-16-le", "replace")


def _delimiter(text: str) -> str:
    lines = [line.strip() for line in islice(io.StringIO(text, newline=None), _SAMPLED_ROWS) if line.strip()]
    alone = sum(_ONE_A_LINE.fullmatch(line) is not None for line in lines)
    if alone * 2 > len(lines) or any(_named([line]) for line in lines[:_HEADER_WITHIN]):
        return _NONE
    fitness = {each: _fitness(list(islice(_rows(text, each), _SAMPLED_ROWS))) for each in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda each: fitness[each])
    return best if any(fitness[best]) else _NONE


def _fitness(rows: Sequence[Row]) -> tuple[bool, int, int]:
    """Return whether a header is found, rows of the usual width with an address, and those that hold no delimiter."""
    widths = Counter(len(cells) for _, cells in rows)
    width = max(widths, key=lambda each: widths[each], default=0)
    header = _header(rows)
    column = _column(rows, header)
    if width <= 1 or column is None:
        return False, 0, 0
    found = [address for _, cells in rows if len(cells) == width and (address := _address(cells, column))]
    return header is not None, len(found), sum("," not in each and ";" not in each for each in found)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows that are not blank; from where quotes don't pair, they are letters, and every line is a row."""
    begun = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            if any(map(str.strip, cells)):
                yield begun, cells
            begun = reader.line_num + 1
    except csv.Error:
        for line in islice(io.StringIO(text, newline=""), begun - 1, None):
            if line.strip():
                yield begun, line.rstrip("\r\n").split(delimiter)
            begun += 1


def _header(rows: Sequence[Row]) -> Row | None:
    return next((row for row in rows[:_HEADER_WITHIN] if _named(row[1])), None)


def _column(rows: Sequence[Row], header: Row | None) -> int | None:
    for column in _named(header[1]) if header else ():
        # A column of this name may hold something else: アドレス can be that of a house.
        if any(_address(cells, column) for _, cells in rows):
            return column
    counts = Counter(column for _, cells in rows for column in range(len(cells)) if _address(cells, column))
    return max(counts, key=lambda column: (counts[column], -column), default=None)


def _named(cells: Sequence[str]) -> list[int]:
    """Return the columns that have the names of ours, the surest first."""
    names = ["".join(normalize("NFKC", cell).casefold().split()).strip(_AROUND) for cell in cells]
    return sorted(
        (place for place, name in enumerate(names) if name in _HEADERS), key=lambda n: _HEADERS.index(names[n])
    )


def _address(cells: Sequence[str], column: int) -> str | None:
    if column >= len(cells):
        return None
    text = cells[column].strip()
    if not _ADDRESS.fullmatch(text):
        text = text.translate(_HALF_WIDTH)
        formula = _FORMULA.match(text)
        text = (formula[1] if formula else text).strip(_AROUND)
    return text if _ADDRESS.fullmatch(text) else None
