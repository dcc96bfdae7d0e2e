"""The report as CSV files for a spreadsheet: UTF-8 with BOM, CRLF, Japanese headers, no cell that runs as a formula."""

import csv
from collections.abc import Iterable
from pathlib import Path

from a11y_audit.core.text import Lang
from a11y_audit.report.tables import COLUMNS, Cell, readme, tables
from a11y_audit.report.view import ReportView
from a11y_audit.report.words import Words
from a11y_audit.sheets.cells import CELL_LIMIT, cell

_BUFFER = 1 << 20
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write_csv(view: ReportView, out: Path) -> tuple[Path, ...]:
    """Write all CSV files into `out`, and return their paths, that of README.csv last."""
    out.mkdir(parents=True, exist_ok=True)
    words = Words(Lang.JA)
    makers = tables(view, words)
    paths = [
        write_table(out / f"{name}.csv", [words(f"column.{column}") for column in COLUMNS[name]], rows())
        for name, rows in makers.items()
    ]
    return (*paths, write_table(out / "README.csv", *readme(words, makers)))


def write_table(path: Path, head: Iterable[str], rows: Iterable[Iterable[Cell]], *, limit: int = CELL_LIMIT) -> Path:
    """Write one file; `limit` is how many characters are kept of a cell."""
    # Not "utf-8-sig": it would take its way through Python's own code for each of millions of lines.
    with path.open("w", encoding="utf-8", newline="", buffering=_BUFFER) as file:
        file.write(_BOM)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows([cell(each, limit) if isinstance(each, str) else each for each in row] for row in rows)
    return path
