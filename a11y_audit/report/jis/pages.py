"""Writes the pages that a city publishes: whole pages, fragments for a CMS, a workbook, and CSV."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from a11y_audit import __version__
from a11y_audit.core.text import Lang
from a11y_audit.report.csv import write_table
from a11y_audit.report.environment import environment
from a11y_audit.report.jis.checklists import checklist, implementation
from a11y_audit.report.jis.document import (
    Address,
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Inline,
    Listed,
    Local,
    Para,
    Warned,
    plain,
)
from a11y_audit.report.jis.policy import policy
from a11y_audit.report.jis.result import result
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.jis.yearly import evaluation, kpi
from a11y_audit.report.notation import moment, web_address
from a11y_audit.report.words import Words
from a11y_audit.resources import REPORTS
from a11y_audit.sheets import book

BOOK = "jis.xlsx"
INDEX = "index.html"
FRAGMENTS = "fragments"
_LANGUAGES = {"ja": "日本語", "en": "English"}
_CELL_LIMIT = 8_000


def documents(view: JisView, words: Words) -> tuple[Document, ...]:
    """Return the pages in one language; those of a test only where a sample was drawn."""
    tested = view.sample is not None and view.table is not None
    of_test = (result(view, words), checklist(view, words), implementation(view, words)) if tested else ()
    return (policy(view, words), *of_test, evaluation(view, words), kpi(view, words))


def write_pages(view: JisView, out: Path, languages: Sequence[Lang], *, now: datetime) -> Path:
    """Write all pages into the folder `out`; the first language at its top, each other in a folder of its own.

    Returns:
        The page that lists the others.

    Raises:
        OSError: the folder can't be written.
    """
    (out / "static").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REPORTS / "static" / "report.css", out / "static" / "report.css")
    for lang in languages:
        _write_language(view, out, lang, languages, now)
    _write_tables(documents(view, Words(Lang.JA)), out, view)
    return out / INDEX


def _write_language(view: JisView, out: Path, lang: Lang, languages: Sequence[Lang], now: datetime) -> None:
    words = Words(lang)
    top = lang is languages[0]
    folder, root = (out, "") if top else (out / lang, "../")
    (folder / FRAGMENTS).mkdir(parents=True, exist_ok=True)
    env = environment(words)
    others = {each.value: root if each is languages[0] else f"{root}{each}/" for each in languages if each is not lang}
    env.globals.update(
        kind_of=lambda value: type(value).__name__.lower(),
        languages=_LANGUAGES,
        others=others,
        root=root,
        site=view.site_name,
        made=words("jis.made", when=moment(now, lang), version=__version__),
    )
    made = documents(view, words)
    for document in (*made, _index(view, made, words, root)):
        file = f"{document.key}.html"
        whole = env.get_template("document.html.j2").render(document=document, file=file)
        (folder / file).write_text(whole, encoding="utf-8", errors="replace", newline="\n")
        if document.key != "index":
            part = env.get_template("fragment.html.j2").render(document=document)
            (folder / FRAGMENTS / file).write_text(part, encoding="utf-8", errors="replace", newline="\n")


def _index(view: JisView, made: Sequence[Document], words: Words, root: str) -> Document:
    return Document(
        key="index",
        title=words("jis.index_title", site=view.site_name),
        blocks=tuple(_index_blocks(view, made, words, root)),
    )


def _index_blocks(view: JisView, made: Sequence[Document], words: Words, root: str) -> Iterator[Block]:
    yield Para(words("jis.index_lead"))
    if view.conformance is not None:
        yield Heading(words("jis.index_claim"))
        yield Para(words.pick(view.claim.text) if view.claim else words("jis.no_claim"), strong=True)
        if view.conformance.missing:
            yield Heading(words("jis.index_missing"), 3)
            yield Listed(tuple(words.pick(each.text) for each in view.conformance.missing))
    yield Heading(words("jis.index_files"))
    columns = (
        Column(words("jis.index_page")),
        *(Column(words(f"jis.index_{key}"), whole=True) for key in ("state", "whole", "fragment", "tables")),
    )
    yield Grid(
        key="index",
        caption=words("jis.index_files"),
        columns=columns,
        rows=tuple(_index_row(document, words, root) for document in made),
    )
    yield Para(Local(f"{root}{BOOK}", words("jis.index_open", title=BOOK)))


def _index_row(document: Document, words: Words, root: str) -> tuple[Inline, ...]:
    title = document.title.split("｜")[0].split(" | ")[0]
    tables = [grid.key for grid in document.grids]
    return (
        title,
        words(_state(document)),
        Local(f"{document.key}.html", f"{document.key}.html"),
        Local(f"{FRAGMENTS}/{document.key}.html", f"{FRAGMENTS}/{document.key}.html"),
        Local(f"{root}{tables[-1]}.csv", f"{tables[-1]}.csv") if tables else "–",
    )


def _state(document: Document) -> str:
    if document.is_draft:
        return "jis.state_draft"
    return "jis.state_fill" if document.asks else "jis.state_ready"


def _write_tables(made: Sequence[Document], out: Path, view: JisView) -> None:
    grids = [grid for document in made for grid in document.grids]
    for grid in grids:
        rows = [[plain(value) for value in row] for row in grid.rows]
        write_table(out / f"{grid.key}.csv", [column.head for column in grid.columns], rows, limit=_CELL_LIMIT)
    words = Words(Lang.JA)
    book.write_book(out / BOOK, _sheets(made, grids, words), title=words("jis.index_title", site=view.site_name))


def _sheets(made: Sequence[Document], grids: Sequence[Grid], words: Words) -> Iterator[book.Sheet]:
    columns = (
        book.Column(head=words("jis.index_page"), width=28),
        book.Column(head=words("jis.index_state"), width=96),
    )
    rows = [(document.title.split("｜")[0], words(_state(document))) for document in made]
    for document in made:
        warned = [block for block in document.blocks if isinstance(block, Warned)]
        rows += [(document.title.split("｜")[0], each) for block in warned for each in block.items]
    yield book.Sheet(name=words("sheet.readme"), columns=columns, rows=rows, limit=_CELL_LIMIT)
    for grid in grids:
        yield book.Sheet(
            name=words(f"jis.sheet_{grid.key}"),
            columns=tuple(
                book.Column(head=each.head, width=each.width, choices=each.choices, open=each.open)
                for each in grid.columns
            ),
            rows=([_cell(value) for value in row] for row in grid.rows),
            limit=_CELL_LIMIT,
        )


def _cell(value: Inline) -> book.Cell:
    if isinstance(value, Address) and web_address(value.url):
        return book.Link(value.url)
    return plain(value)
