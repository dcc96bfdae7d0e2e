"""Writes the pages that a city publishes: whole pages, fragments for a CMS, a workbook, and CSV."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from a11y_audit import __version__
from a11y_audit.core.text import Lang
from a11y_audit.render.printing import print_pages
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
from a11y_audit.report.notation import moment, size, web_address
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


def write_pages(
    view: JisView, out: Path, languages: Sequence[Lang], *, now: datetime, pdf: bool = False, browser: str | None = None
) -> Path:
    """Write all pages into the folder `out`; the first language at its top, each other in a folder of its own.

    Args:
        view: the test.
        out: the folder, which is made where it is missing.
        languages: at least one; tables are written in Japanese.
        now: when.
        pdf: whether each page is printed to PDF, too.
        browser: path of the browser that prints, or None for the one that is found.

    Returns:
        The page that lists the others.

    Raises:
        OSError: the folder can't be written.
        BrowserError: no browser can print.
    """
    (out / "static").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REPORTS / "static" / "report.css", out / "static" / "report.css")
    _write_tables(documents(view, Words(Lang.JA)), out, view)
    editions = [_Edition(view, out, lang, languages, now) for lang in languages]
    for edition in editions:
        for document in edition.documents:
            edition.write(document)
    places = [edition.folder / document.key for edition in editions for document in edition.documents]
    for place in places:
        _with(place, ".pdf").unlink(missing_ok=True)  # what an earlier run printed is not what the page says now
    if pdf:
        print_pages({_with(place, ".html"): _with(place, ".pdf") for place in places}, configured=browser)
    for edition in editions:
        edition.write_index(has_pdf=pdf)
    return out / INDEX


class _Edition:
    """The pages in one language."""

    def __init__(self, view: JisView, out: Path, lang: Lang, languages: Sequence[Lang], now: datetime) -> None:
        self._view = view
        self._words = words = Words(lang)
        top = lang is languages[0]
        self._out = out
        self.folder, self._root = (out, "") if top else (out / lang, "../")
        self.documents = documents(view, words)
        (self.folder / FRAGMENTS).mkdir(parents=True, exist_ok=True)
        self._env = environment(words)
        self._env.globals.update(
            kind_of=lambda value: type(value).__name__.lower(),
            languages=_LANGUAGES,
            others={
                each.value: self._root if each is languages[0] else f"{self._root}{each}/"
                for each in languages
                if each is not lang
            },
            root=self._root,
            site=view.site_name,
            made=words("jis.made", when=moment(now, lang), version=__version__),
        )

    def write(self, document: Document) -> None:
        """Write a page as a whole and as a fragment."""
        self._write_whole(document)
        part = self._env.get_template("fragment.html.j2").render(document=document)
        path = self.folder / FRAGMENTS / f"{document.key}.html"
        path.write_text(part, encoding="utf-8", errors="replace", newline="\n")

    def write_index(self, *, has_pdf: bool) -> None:
        """Write the page that lists the others, with the sizes of their files."""
        title = self._words("jis.index_title", site=self._view.site_name)
        self._write_whole(Document(key="index", title=title, blocks=tuple(self._index(has_pdf=has_pdf))))

    def _write_whole(self, document: Document) -> None:
        file = f"{document.key}.html"
        whole = self._env.get_template("document.html.j2").render(document=document, file=file)
        (self.folder / file).write_text(whole, encoding="utf-8", errors="replace", newline="\n")

    def _index(self, *, has_pdf: bool) -> Iterator[Block]:
        view, words = self._view, self._words
        yield Para(words("jis.index_lead"))
        if view.conformance is not None:
            yield Heading(words("jis.index_claim"))
            yield Para(words.pick(view.claim.text) if view.claim else words("jis.no_claim"), strong=True)
            if view.conformance.missing:
                yield Heading(words("jis.index_missing"), 3)
                yield Listed(tuple(words.pick(each.text) for each in view.conformance.missing))
        yield Heading(words("jis.index_files"))
        keys = ("state", "whole", "fragment", *(["pdf"] if has_pdf else []))
        columns = (
            Column(words("jis.index_page"), 28),
            *(Column(words(f"jis.index_{key}"), whole=True) for key in keys),
        )
        rows = tuple(self._index_row(document, has_pdf=has_pdf) for document in self.documents)
        yield Grid(key="index", caption=words("jis.index_caption"), columns=columns, rows=rows)
        yield Heading(words("jis.index_tables"))
        yield Listed(tuple(self._tables()))

    def _index_row(self, document: Document, *, has_pdf: bool) -> tuple[Inline, ...]:
        pdf = f"{document.key}.pdf"
        return (
            _short(document),
            self._words(_state(document)),
            Local(f"{document.key}.html", f"{document.key}.html"),
            Local(f"{FRAGMENTS}/{document.key}.html", f"{FRAGMENTS}/{document.key}.html"),
            *((self._file(self.folder / pdf, pdf, "jis.index_pdf"),) if has_pdf else ()),
        )

    def _tables(self) -> Iterator[Inline]:
        yield self._file(self._out / BOOK, f"{self._root}{BOOK}", "cover.book_kind")
        names = dict.fromkeys(f"{grid.key}.csv" for document in self.documents for grid in document.grids)
        for name in names:
            yield self._file(self._out / name, f"{self._root}{name}", "cover.file_kind")

    def _file(self, path: Path, href: str, kind: str) -> Local:
        words = self._words
        told = words("cover.file_label", name=path.name, kind=words(kind), size=size(path.stat().st_size))
        return Local(href, told)


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _short(document: Document) -> str:
    """Return the title without the site's name."""
    return document.title.split("｜")[0].split(" | ")[0]


def _state(document: Document) -> str:
    if document.is_draft:
        return "jis.state_draft"
    return "jis.state_fill" if document.asks else "jis.state_ready"


def _write_tables(made: Sequence[Document], out: Path, view: JisView) -> None:
    # The result and the checklist show the same table: one file and one sheet are enough.
    grids = list({grid.key: grid for document in made for grid in document.grids}.values())
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
    rows = [(_short(document), words(_state(document))) for document in made]
    for document in made:
        warned = [block for block in document.blocks if isinstance(block, Warned)]
        rows += [(_short(document), each) for block in warned for each in block.items]
    yield book.Sheet(name=words("sheet.readme"), columns=columns, rows=rows, limit=_CELL_LIMIT, fits=True)
    for grid in grids:
        yield book.Sheet(
            name=words(f"jis.sheet_{grid.key}"),
            columns=tuple(
                book.Column(head=each.head, width=each.width, choices=each.choices, open=each.open)
                for each in grid.columns
            ),
            rows=([_cell(value) for value in row] for row in grid.rows),
            limit=_CELL_LIMIT,
            fits=True,
        )


def _cell(value: Inline) -> book.Cell:
    if isinstance(value, Address) and web_address(value.url):
        return book.Link(value.url)
    return plain(value)
