"""The whole report of a run: written beside its place, and put there in one step when it is complete."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import AuditError
from a11y_audit.render.printing import print_pages
from a11y_audit.report.csv import write_csv
from a11y_audit.report.earl import write_earl
from a11y_audit.report.html import WHOLE, write_html
from a11y_audit.report.junit import as_junit
from a11y_audit.report.markdown import as_markdown
from a11y_audit.report.sarif import as_sarif
from a11y_audit.report.told import Summary, summary_of
from a11y_audit.report.view import ReportView
from a11y_audit.report.xlsx import write_xlsx

LATEST = "latest"
PDF = "report.pdf"
SHORT: Final[Mapping[str, tuple[str, Callable[[Summary, Lang], str]]]] = {
    "sarif": ("audit.sarif", as_sarif),
    "junit": ("junit.xml", as_junit),
    "markdown": ("summary.md", as_markdown),
}
"""What build servers read: the name of its file, and its writer."""


def write_report(
    view: ReportView, out: Path, *, formats: Collection[str], languages: Sequence[Lang], browser: str | None = None
) -> Path:
    """Write the report into the folder `out`, and let `latest` beside it show the newest run of the first window size.

    A crash leaves the report as it was before, never half of one.

    Args:
        view: the run.
        out: the run's folder, whose name ends with the run's number; what it held is replaced.
        formats: "csv", "xlsx", "html", "pdf", "earl", those of `SHORT`.
        languages: the first one is at the top of the folder; at least one.
        browser: path of the browser that prints the PDF, or None for the one that is found.

    Returns:
        index.html, or the folder when no HTML was asked for.

    Raises:
        AuditError: the folder can't be written, because it is full, protected, or open in another program.
    """
    with beside(out) as half:
        # The tables come first, since the pages tell their sizes.
        if "csv" in formats:
            write_csv(view, half)
        if "xlsx" in formats:
            write_xlsx(view, half)
        _write_short(view, half, formats, languages[0])
        if "earl" in formats:
            write_earl(view, half, languages[0])
        if "html" in formats:
            write_html(view, half, languages, pdf="pdf" in formats)
        if "pdf" in formats:
            _write_pdf(view, half, languages, browser, joined="html" in formats)
    if not view.window:
        try:
            _show_latest(out)
        except OSError as error:
            raise _unwritable(out, error) from error
    return out / "index.html" if "html" in formats else out


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of `out` when all is written.

    Raises:
        AuditError: the folder can't be written, because it is full, protected, or open in another program.
    """
    half = out.with_name(f".{out.name}.new")
    try:
        half.parent.mkdir(parents=True, exist_ok=True)
        _remove(half)
        half.mkdir()
        yield half
        _swap(half, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _write_pdf(view: ReportView, out: Path, languages: Sequence[Lang], browser: str | None, *, joined: bool) -> None:
    """Print the report in each language; `joined` tells whether its pages lie in `out` already."""
    pages = out if joined else out / ".pages"
    if not joined:
        write_html(view, pages, languages, pdf=True)
    places = ["" if lang is languages[0] else lang.value for lang in languages]
    for place in places:
        (out / place).mkdir(exist_ok=True)
    print_pages({pages / place / WHOLE: out / place / PDF for place in places}, configured=browser)
    for place in places:
        (pages / place / WHOLE).unlink()
    if not joined:
        shutil.rmtree(pages)


def _write_short(view: ReportView, out: Path, formats: Collection[str], lang: Lang) -> None:
    wanted = [name for name in SHORT if name in formats]
    if wanted:
        summary = summary_of(view)
        for name in wanted:
            file, write = SHORT[name]
            (out / file).write_text(write(summary, lang), encoding="utf-8", newline="")


def _unwritable(out: Path, error: OSError) -> AuditError:
    cause = error.strerror or type(error).__name__
    return AuditError(
        Text(f"報告書を書けませんでした: {out}（{cause}）", f"The report could not be written: {out} ({cause})"),
        Text(
            "空き容量と書き込みの権限を確かめ、開いている報告書や CSV を閉じてから、もう一度実行してください。",
            "Look at free space and permissions, close reports and CSV files that are open, and try again.",
        ),
    )


def _swap(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    _remove(old)
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    _remove(old)


def _show_latest(out: Path) -> None:
    latest = out.with_name(LATEST)
    if _number(latest.resolve().name) > _number(out.name):
        return
    new = latest.with_name(f".{LATEST}.new")
    _remove(new)
    try:
        new.symlink_to(out.name, target_is_directory=True)
    except OSError:
        # Without the right to make links (Windows, some file shares) a copy serves as well.
        shutil.copytree(out, new)
    if latest.is_symlink() and new.is_symlink():
        new.replace(latest)
    else:
        _swap(new, latest)


def _number(name: str) -> int:
    digits = name[len(name.rstrip("0123456789")) :]
    return int(digits) if digits else -1


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif os.path.lexists(path):
        shutil.rmtree(path)
