"""The list of pages from which an officer chooses the representative ones: a sheet (XLSX, CSV) that is read back.

A row is a page. A page with a mark in the first column is chosen; pages with the same name in the column of processes
are the steps of that process, in the order of the file.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from a11y_audit.assess.kinds import Proposal
from a11y_audit.assess.sample import PageKind
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.sheets.book import Column, Sheet, write_book
from a11y_audit.sheets.cells import cell
from a11y_audit.sheets.reading import read_table

CHOSEN = "○"
_CHOSEN, _KIND, _PROCESS, _URL, _TITLE = "選ぶ", "種類", "プロセス", "アドレス", "題名"
_MARKS = frozenset({"○", "〇", "◯", "o", "1", "x", "✓", "yes", "true"})
_KINDS = {kind.heading.ja: kind for kind in PageKind}
_SEAM = "、"
_COLUMNS = (
    Column(head=_CHOSEN, width=8, choices=(CHOSEN,), open=True),
    Column(head=_KIND, width=30),
    Column(head=_PROCESS, width=24, open=True),
    Column(head=_URL, width=60),
    Column(head=_TITLE, width=50),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a file says: chosen pages with the kinds that they stand for, and processes with their steps."""

    pages: Mapping[str, tuple[PageKind, ...]]
    processes: Mapping[str, Sequence[str]]


def write_choices(path: Path, proposals: Iterable[Proposal]) -> int:
    """Write the proposed pages, marked, and those that could stand for the same kind, unmarked; return how many.

    Raises:
        UsageError: the file can't be written.
    """
    kinds: dict[str, list[PageKind]] = {}
    titles: dict[str, str] = {}
    marked: set[str] = set()
    for each in proposals:
        marked.add(each.page.url)
        for page in (each.page, *each.others):
            kinds.setdefault(page.url, []).append(each.kind)
            titles[page.url] = page.title
    rows = [
        (
            CHOSEN if url in marked else "",
            _SEAM.join(dict.fromkeys(kind.heading.ja for kind in of)),
            "",
            url,
            titles[url],
        )
        for url, of in kinds.items()
    ]
    try:
        _write(path, rows)
    except OSError as error:
        raise UsageError(
            Text(f"ファイルを書けません: {path}", f"The file can't be written: {path} ({error.strerror})"),
            Text(
                "書き込める場所を指定し、Excel などで開いている場合は閉じてください。",
                "Give a place where you may write, and close the file where it is open in another program.",
            ),
        ) from error
    return len(rows)


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    if path.suffix.lower() == ".xlsx":
        write_book(path, [Sheet(name="ページ", columns=_COLUMNS, rows=rows)], title="試験するページの候補")
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.head for column in _COLUMNS])
    writer.writerows([cell(value) for value in row] for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def read_choices(path: Path) -> Chosen:
    """Read a list that an officer marked, its columns in any order.

    Raises:
        UsageError: it can't be read, a column is missing, or no page is marked.
    """
    pages: dict[str, tuple[PageKind, ...]] = {}
    processes: dict[str, list[str]] = {}
    for row in read_table(path, (_CHOSEN, _URL)).rows:
        url = row.cells[_URL]
        if url and row.cells[_CHOSEN].lower() in _MARKS:
            named = row.cells.get(_KIND, "").split(_SEAM)
            pages[url] = tuple(_KINDS[name] for name in named if name in _KINDS)
        if url and row.cells.get(_PROCESS):
            processes.setdefault(row.cells[_PROCESS], []).append(url)
    if not pages and not processes:
        raise UsageError(
            Text(f"選んだページがありません: {path}", f"No page is marked in {path}."),
            Text(
                f"選ぶページの「{_CHOSEN}」の列に {CHOSEN} を入れて保存してください。",
                f"Put {CHOSEN} in the column 「{_CHOSEN}」 of the pages that you choose.",
            ),
        )
    return Chosen(pages, processes)
