"""The report's tables in one workbook: what the CSV files hold, a sheet each, and a sheet that explains the columns."""

from collections.abc import Callable, Iterator
from pathlib import Path

from a11y_audit.core.text import Lang
from a11y_audit.report.tables import COLUMNS, Rows, readme, tables
from a11y_audit.report.view import ReportView
from a11y_audit.report.words import Words
from a11y_audit.sheets.book import Column, Sheet, write_book

FILE = "report.xlsx"

_WIDTHS = {
    "url": 48, "page_title": 32, "message": 56, "selector": 32, "snippet": 48, "who": 40, "cms": 48, "html": 48,
    "rule_title": 32, "source": 32, "first_page": 48, "final_url": 40, "found_on": 40, "name": 32, "look": 64,
    "cause": 32, "step": 48, "detail": 24, "machine": 16, "rule": 28, "tested_at": 17, "first_seen": 17,
    "finished_at": 17, "reason": 24, "state": 14, "criteria": 12, "techniques": 20,
}  # fmt: skip
_USUAL = 12


def write_xlsx(view: ReportView, out: Path) -> Path:
    """Write the workbook into the folder `out`, and return its path.

    Raises:
        OSError: it can't be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    words = Words(Lang.JA)
    makers = tables(view, words)
    title = words("report.cover_title", site=view.site_name)
    return write_book(out / FILE, _sheets(words, makers), title=title, created=view.finished_at)


def _sheets(words: Words, makers: dict[str, Callable[[], Rows]]) -> Iterator[Sheet]:
    head, _ = readme(words, ())
    explained = ((words(f"sheet.{name}"), *row[1:]) for name in makers for row in readme(words, [name])[1])
    yield Sheet(
        name=words("sheet.readme"),
        columns=tuple(Column(head=each, width=width) for each, width in zip(head, (22, 22, 72, 72), strict=True)),
        rows=explained,
        fits=True,
    )
    for name, make in makers.items():
        columns = tuple(
            Column(head=words(f"column.{column}"), width=_WIDTHS.get(column, _USUAL)) for column in COLUMNS[name]
        )
        yield Sheet(name=words(f"sheet.{name}"), columns=columns, rows=make())
