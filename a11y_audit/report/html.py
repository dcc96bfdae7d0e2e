"""The report as static HTML pages, one set per language. Lists stream by once, and are never held whole."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang
from a11y_audit.core.visit import Why
from a11y_audit.probes import backdrop
from a11y_audit.report.album import Album, Shot
from a11y_audit.report.digest import Digest, Group, group_of
from a11y_audit.report.environment import environment, open_of
from a11y_audit.report.shelf import Row, Sheet, Shelf
from a11y_audit.report.view import Course, DefectRow, FindingRow, PageRow, ReportView
from a11y_audit.report.whole import joined
from a11y_audit.report.words import Words
from a11y_audit.resources import REPORTS
from a11y_audit.standards import Machine

WHOLE = "whole.html"
DEFECTS_PER_FILE = 100
PAGES_PER_FILE = 500
NOT_AUDITED_PER_REASON = 200
UNSTABLE_PER_FILE = 200
TRAPS_SHOWN = 200
TRAP_EXAMPLES = 3
_NAME_LIMIT = 80
_BUFFERED_PIECES = 100


def write_html(view: ReportView, out: Path, languages: Sequence[Lang], *, pdf: bool = False) -> Path:
    """Write the report into `out`, the first language at its top, each other in a folder of its own.

    Tables that are already in `out` are linked, with their sizes. With `pdf`, a PDF beside the first page is linked,
    too, and there is one more page in each language, from which it is to be printed: `WHOLE`.

    Returns:
        The first language's index.html.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "static").mkdir(exist_ok=True)
    shutil.copyfile(REPORTS / "static" / "report.css", out / "static" / "report.css")
    sizes = {path.name: path.stat().st_size for path in sorted((*out.glob("*.csv"), *out.glob("*.xlsx")))}
    editions = [_Edition(view, out, lang, languages, sizes) for lang in languages]
    album = Album(out, view.blob)
    unstable = _write_unstable(view, editions)
    digest, defects = _write_defects(view, editions, album)
    listed, pages = _write_pages(view, editions)
    lists = (*defects, *([unstable] if unstable.count else []), pages)
    for edition in editions:
        plots = edition.plots(view.course)
        edition.write("index.html", "index", digest=digest, has_pdf=pdf, plots=plots)
        edition.write("departments.html", "charges", digest=digest, charges=listed.charges, unowned=listed.unowned)
        edition.write("criteria.html", "criteria", digest=digest)
        edition.write("not-audited.html", "not_audited", listed=listed, limit=NOT_AUDITED_PER_REASON)
        edition.write("method.html", "method")
        edition.write("glossary.html", "glossary")
        edition.write("sitemap.html", "sitemap", lists=lists)
        if pdf:
            edition.write(WHOLE, "whole", parts=joined(edition.folder))
    return out / "index.html"


class _Edition:
    """The report in one language."""

    def __init__(
        self, view: ReportView, out: Path, lang: Lang, languages: Sequence[Lang], sizes: Mapping[str, int]
    ) -> None:
        top = lang is languages[0]
        self.folder = out if top else out / lang
        self.folder.mkdir(exist_ok=True)
        words = self._words = Words(lang)
        self._env: Environment = environment(words)
        root = "" if top else "../"
        self._env.globals.update(
            view=view,
            root=root,
            sizes=sizes,
            site=_site(view, words),
            others={
                other: root if other is languages[0] else f"{root}{other}/" for other in languages if other is not lang
            },
            targets=frozenset(row.criterion.number for row in view.criteria),
            open_defects=open_of(view.totals),
            bounds={"most": backdrop.MOST, "deepest": f"{backdrop.DEEPEST_PX:,}"},
            has_unstable=next(iter(view.unstable()), None) is not None,
            machine_counts={
                machine.value: sum(row.criterion.machine is machine for row in view.criteria) for machine in Machine
            },
        )

    def plots(self, course: Course | None) -> dict[str, Markup]:
        """Return the plots of the cover, by name; their marks are explained by `signs`."""
        if course is None:
            return {}
        from a11y_audit.report import trend_plots  # noqa: PLC0415 -- it loads the plots, which take a second

        self._env.globals.update(signs=trend_plots.signs_of(course.marks))
        return {"pages": Markup(trend_plots.small(course, self._words))}  # noqa: S704 -- made and escaped by plots

    def write(self, file: str, template: str, **values: object) -> None:
        """Write one file of the report."""
        stream = self._env.get_template(f"{template}.html.j2").stream(file=file, **values)
        stream.enable_buffering(_BUFFERED_PIECES)
        with (self.folder / file).open("wb") as output:
            stream.dump(output, encoding="utf-8", errors="replace")


def _site(view: ReportView, words: Words) -> str:
    name = view.site_name or view.city or next(iter(view.seeds), "")
    if not view.window:
        return name
    # Cut before it is filled in: what tells two reports of one site apart must not fall off its end.
    return words("report.in_window", site=printable(name, limit=_NAME_LIMIT), size=view.window)


def _write_defects(
    view: ReportView, editions: Sequence[_Edition], album: Album
) -> tuple[Digest, list[Shelf[DefectRow]]]:
    """Write all lists of defects in one pass."""

    def write(group: Group, sheet: Sheet[DefectRow]) -> None:
        shots: dict[str, Shot | None] = {row.state.defect: album.shot(row.picture) for row in sheet.rows}
        template = "fixed" if group is Group.FIXED else "defects"
        for edition in editions:
            edition.write(sheet.file, template, group=group.value, sheet=sheet, shots=shots)

    level_a = frozenset(row.criterion.number for row in view.criteria if row.criterion.level is Level.A)
    digest = Digest(level_a, view.use())
    shelves = {group: Shelf[DefectRow](group, DEFECTS_PER_FILE, partial(write, group)) for group in Group}
    for row in view.defects():
        digest.add(row, shelves[group_of(row.state)].put(row))
    for shelf in shelves.values():
        shelf.close()
        _write_contents(shelf, editions)
    return digest, list(shelves.values())


def _write_unstable(view: ReportView, editions: Sequence[_Edition]) -> Shelf[FindingRow]:
    """Write the list of what only one of two tests found; there is none where they agreed."""

    def write(sheet: Sheet[FindingRow]) -> None:
        for edition in editions:
            edition.write(sheet.file, "unstable", sheet=sheet)

    shelf = Shelf[FindingRow]("unstable", UNSTABLE_PER_FILE, write)
    for row in view.unstable():
        shelf.put(row)
    if shelf.count:
        shelf.close()
        _write_contents(shelf, editions)
    return shelf


def _write_pages(view: ReportView, editions: Sequence[_Edition]) -> tuple["_Listed", Shelf[PageRow]]:
    """Write the list of audited pages, and return what is to be told of the others, in one pass."""

    def write(sheet: Sheet[PageRow]) -> None:
        for edition in editions:
            edition.write(sheet.file, "pages", sheet=sheet)

    shelf = Shelf[PageRow]("pages", PAGES_PER_FILE, write)
    listed = _Listed()
    for row in view.pages():
        if row.not_audited is None:
            shelf.put(row)
            listed.add_audited(row)
        else:
            listed.add(row.not_audited.why, row)
    shelf.close()
    _write_contents(shelf, editions)
    return listed, shelf


def _write_contents(shelf: Shelf[Row], editions: Sequence[_Edition]) -> None:
    """Write which rows are in which file of a list, where it has several."""
    if len(shelf.parts) > 1:
        for edition in editions:
            edition.write(shelf.contents, "contents", name=shelf.name, parts=shelf.parts)


@dataclass(frozen=True, slots=True)
class Charge:
    """A department: id of its part of the page, its name, its audited pages, and those of them with a failure."""

    anchor: str
    name: str
    pages: int
    failed_pages: int

    @property
    def share(self) -> float:
        """Share of its pages with a failure, 0-1."""
        return self.failed_pages / self.pages


class _Listed:
    """Pages that were not audited, by reason, and how many; audited ones by who is in charge."""

    def __init__(self) -> None:
        self._counts: Counter[Why] = Counter()
        self._rows: dict[Why, list[PageRow]] = {}
        self._traps: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}
        self._owned: Counter[str] = Counter()
        self._failing: Counter[str] = Counter()
        self.unowned = 0

    def add_audited(self, row: PageRow) -> None:
        if row.owner:
            self._owned[row.owner] += 1
            self._failing[row.owner] += bool(row.counts[Kind.FAILED])
        else:
            self.unowned += 1

    @property
    def charges(self) -> list[Charge]:
        """Departments that are known to be in charge of audited pages, by name: none is first for its faults."""
        return [
            Charge(f"o-{place}", name, self._owned[name], self._failing[name])
            for place, name in enumerate(sorted(self._owned), 1)
        ]

    def add(self, why: Why, row: PageRow) -> None:
        self._counts[why] += 1
        rows = self._rows.setdefault(why, [])
        if len(rows) < NOT_AUDITED_PER_REASON:
            rows.append(row)
        if why is Why.TRAP and row.not_audited is not None:
            shape = row.not_audited.detail
            self._traps[shape] += 1
            examples = self._examples.setdefault(shape, [])
            if len(examples) < TRAP_EXAMPLES:
                examples.append(row.url)

    @property
    def traps(self) -> list[tuple[str, int, list[str]]]:
        """What was cut: kind and shape of addresses, how many there were, and the first of them; the most first."""
        return [(shape, count, self._examples[shape]) for shape, count in self._traps.most_common(TRAPS_SHOWN)]

    @property
    def more_traps(self) -> int:
        """Number of shapes that `traps` leaves out."""
        return max(0, len(self._traps) - TRAPS_SHOWN)

    @property
    def failed(self) -> list[Why]:
        """Reasons for which pages could not be audited, the most frequent first."""
        return self._reasons(lambda why: not why.by_choice)

    @property
    def left_out(self) -> list[Why]:
        """Reasons for which pages were left out on purpose, the most frequent first; documents stand apart."""
        return self._reasons(lambda why: why.by_choice and why is not Why.DOCUMENT)

    @property
    def documents(self) -> list[Why]:
        """The reason of documents, if there are any."""
        return self._reasons(lambda why: why is Why.DOCUMENT)

    def count(self, why: Why) -> int:
        return self._counts[why]

    def rows(self, why: Why) -> list[PageRow]:
        return self._rows[why]

    def _reasons(self, wanted: Callable[[Why], bool]) -> list[Why]:
        found = [why for why in Why if self._counts[why] and wanted(why)]
        return sorted(found, key=lambda why: -self._counts[why])
