"""The sheet in which people answer: one row a question, with what they need to decide it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from a11y_audit.assess.answers import ANSWERS, Answer, heading
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Place, Question
from a11y_audit.assess.taking import ID_PREFIX, Filled, check_of, day_of, prefilled
from a11y_audit.core.printable import printable
from a11y_audit.core.target import Box
from a11y_audit.core.text import Lang
from a11y_audit.report.album import jpeg_size
from a11y_audit.report.csv import write_table
from a11y_audit.report.notation import web_address
from a11y_audit.report.words import Words
from a11y_audit.sheets.book import Cell, Column, Link, Picture, Sheet, write_book
from a11y_audit.sheets.cells import LONGEST
from a11y_audit.sheets.reading import read_table
from a11y_audit.standards import Standard

_COLUMNS: Final = {
    "id": 14, "state": 12, "criteria": 20, "question": 36, "look": 38, "picture": 38, "page": 24, "answer": 11,
    "person": 12, "day": 12, "note": 36, "reason": 34, "places": 44,
    "demand": 36, "pages": 8, "before": 28, "check": 11,
}  # fmt: skip
_OPEN: Final = ("answer", "person", "day", "note")
_ASKED: Final = ("id", "answer", "person", "note", "check")
_PICTURE_PX: Final = 180
_PLACES: Final = 5
_PLACE_LIMIT: Final = 160
_TOP: Final = 0.0

Pictured = Callable[[Question], tuple[bytes, Box] | None]
"""Returns the JPEG that shows a question, and the place in it, or None."""


def write_sheet(
    path: Path, questions: Sequence[Question], ledger: Ledger, standard: Standard, *, pictured: Pictured, title: str
) -> Path:
    """Write the workbook: a sheet that explains, and one with a row for each question.

    Raises:
        OSError: it can't be written.
    """
    words = Words(Lang.JA)
    columns = tuple(
        Column(
            head=words(f"sheet_head.{key}"),
            width=width,
            choices=tuple(heading(each).ja for each in ANSWERS) if key == "answer" else (),
            open=key in _OPEN,
            hint=words(f"sheet_hint.{key}") if key in _OPEN else "",
        )
        for key, width in _COLUMNS.items()
    )
    rows = (_row(each, ledger, standard, words, pictured) for each in questions)
    explained = Sheet(
        name=words("sheet.readme"),
        columns=(
            Column(head=words("sheet_head.readme"), width=24),
            Column(head=words("sheet_head.meaning"), width=100),
        ),
        rows=[(words(f"sheet_head.{key}"), words(f"sheet_meaning.{key}")) for key in ("how", *_COLUMNS)],
        fits=True,
    )
    asked = Sheet(
        name=words("sheet.questions"),
        columns=columns,
        rows=rows,
        protected=True,
        picture_px=_PICTURE_PX,
        fits=True,
        first_columns=1,
        limit=LONGEST,
        lines=True,
    )
    return write_book(path, (explained, asked), title=title)


def write_csv(path: Path, questions: Sequence[Question], ledger: Ledger, standard: Standard) -> Path:
    """Write the same rows as CSV, without pictures.

    Raises:
        OSError: it can't be written.
    """
    words = Words(Lang.JA)
    keys = [key for key in _COLUMNS if key != "picture"]
    rows = []
    for each in questions:
        cells = dict(zip(_COLUMNS, _row(each, ledger, standard, words, lambda _: None), strict=True))
        rows.append([_bare(cells[key]) for key in keys])
    return write_table(path, [words(f"sheet_head.{key}") for key in keys], rows, limit=LONGEST)


def read_sheet(path: Path) -> list[Filled]:
    """Return the rows of a sheet that was filled in, in whatever form and order of columns it was saved.

    Raises:
        UsageError: it can't be read, or has not the columns that are needed.
    """
    words = Words(Lang.JA)
    heads = {key: words(f"sheet_head.{key}") for key in _COLUMNS}
    table = read_table(path, [heads[key] for key in _ASKED])
    return [
        Filled(
            number=row.number,
            question=row.cells[heads["id"]],
            check=row.cells[heads["check"]],
            answer=row.cells[heads["answer"]],
            person=row.cells[heads["person"]],
            day=row.cells.get(heads["day"], ""),
            note=row.cells[heads["note"]],
        )
        for row in table.rows
    ]


def _row(question: Question, ledger: Ledger, standard: Standard, words: Words, pictured: Pictured) -> tuple[Cell, ...]:
    given = ledger.given(question)
    answer = prefilled(question, given)
    page = question.pages[0]
    cells: dict[str, Cell] = {
        "id": f"{ID_PREFIX}{question.id}",
        "state": words(f"sheet_state.{_state(question, ledger)}"),
        "criteria": "\n".join(_criteria(question, standard, words)),
        "question": words.pick(question.ask),
        "look": words.pick(question.look),
        "picture": _picture(question, words, pictured),
        "page": Link(page) if web_address(page) else page,
        "answer": heading(answer.outcome).ja if answer else "",
        "person": answer.person if answer else "",
        "day": day_of(answer.moment) if answer else "",
        "note": answer.note.strip() if answer else "",
        "reason": words.pick(question.reason),
        "places": "\n".join(_places(question, words)),
        "demand": words.pick(question.demand),
        "pages": len(question.pages),
        "before": "\n".join(_told(each) for each in given),
        "check": check_of(question),
    }
    return tuple(cells[key] for key in _COLUMNS)


def _state(question: Question, ledger: Ledger) -> str:
    if ledger.conflicts(question):
        return "conflict"
    if not ledger.open_places(question):
        return "answered"
    if question.certain:
        return "certain"
    return "partly" if ledger.given(question) else "open"


def _criteria(question: Question, standard: Standard, words: Words) -> Iterator[str]:
    for number in question.criteria:
        yield f"{number} {words.pick(standard.get(number).name)}" if number in standard else number


def _picture(question: Question, words: Words, pictured: Pictured) -> Cell:
    found = pictured(question)
    size = jpeg_size(found[0]) if found else None
    if found is None or size is None:
        return None
    source, place = found
    frame = (place.x, place.y, place.width, place.height)
    within = place.x >= _TOP and place.y >= _TOP and place.width > _TOP and place.height > _TOP
    described = words("sheet_head.described", question=printable(words.pick(question.ask), limit=_PLACE_LIMIT))
    return Picture(source=source, size=size, frame=frame if within else None, description=described)


def _places(question: Question, words: Words) -> Iterator[str]:
    for place in question.places[:_PLACES]:
        yield _told_place(place)
    more = len(question.places) - _PLACES
    if more > 0:
        yield words("sheet_head.more", n=more)


def _told_place(place: Place) -> str:
    parts = (place.page, place.selector, place.snippet)
    return " | ".join(printable(part, limit=_PLACE_LIMIT) for part in parts if part)


def _told(answer: Answer) -> str:
    note = f"（{printable(answer.note, limit=_PLACE_LIMIT)}）" if answer.note else ""
    return f"{day_of(answer.moment)} {printable(answer.person, limit=_PLACE_LIMIT)} {heading(answer.outcome).ja}{note}"


def _bare(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Link):
        return cell.url
    return None if isinstance(cell, Picture) else cell
