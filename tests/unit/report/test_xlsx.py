"""The workbook of the report holds what the CSV files hold."""

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from a11y_audit.core.text import Lang
from a11y_audit.report.csv import write_csv
from a11y_audit.report.words import Words
from a11y_audit.report.xlsx import write_xlsx
from a11y_audit.sheets.cells import bare
from tests.unit.report import example


def test_every_table_is_a_sheet_with_the_same_columns_and_rows(tmp_path: Path) -> None:
    view = example.view()
    paths = {path.stem: path for path in write_csv(view, tmp_path)}
    book = CalamineWorkbook.from_path(str(write_xlsx(view, tmp_path)))
    words = Words(Lang.JA)

    assert [
        words(f"sheet.{name}") for name in ("readme", *(name for name in paths if name != "README"))
    ] == book.sheet_names
    for name, path in paths.items():
        if name == "README":
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[bare(cell) for cell in row] for row in csv.reader(file)]
        found = book.get_sheet_by_name(words(f"sheet.{name}")).to_python()
        assert [[_plain(cell) for cell in row] for row in rows] == [[_plain(cell) for cell in row] for row in found]


def test_every_column_is_explained(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(write_xlsx(example.view(), tmp_path)))
    explained = {(row[0], row[1]) for row in book.get_sheet_by_index(0).to_python()[1:]}

    for name in book.sheet_names[1:]:
        heads = book.get_sheet_by_name(name).to_python(nrows=1)[0]
        assert {(name, head) for head in heads} <= explained


def _plain(value: object) -> str:
    try:
        return f"{float(str(value)):g}"
    except ValueError:
        return str(value)
