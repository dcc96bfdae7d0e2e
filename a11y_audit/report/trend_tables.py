"""The trend's tables, as rows of plain values: what its CSV files and its workbook hold, in Japanese."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from a11y_audit.assess.spells import AGES
from a11y_audit.assess.trend import Night, Period
from a11y_audit.core.text import Lang
from a11y_audit.report.csv import write_table
from a11y_audit.report.notation import stamp
from a11y_audit.report.tables import Cell, Rows
from a11y_audit.report.trend_view import GroupTrend, TrendView
from a11y_audit.report.words import Words
from a11y_audit.sheets.book import Column, Sheet, write_book

BOOK = "trend.xlsx"
_LEVELS = ("audited", "found", "failed_pages", "ratio", "failed_criteria", "open")
_FLOWS = ("new", "returned", "fixed", "removed", "surfaced", "withdrawn")
_GROUP = ("group", "start", "audited", "failed_pages", "ratio", "open", "new_returned", "fixed")

COLUMNS: dict[str, tuple[str, ...]] = {
    "nights": (
        "run", "day", "finished_at", "sort", "state", *_LEVELS, *_FLOWS, "moved", "persisting", "not_retested",
        "as_today", "panel_pages", "panel_failed",
    ),
    "weeks": ("start", "nights", "last_run", *_LEVELS, *_FLOWS),
    "months": ("start", "nights", "last_run", *_LEVELS, *_FLOWS),
    "years": ("start", "nights", "last_run", *_LEVELS, *_FLOWS),
    "departments": _GROUP,
    "templates": (*_GROUP[:-3], "example"),
    "marks": ("run", "day", "change", "before", "after", "surfaced", "withdrawn"),
    "ages": ("age", "defects"),
}  # fmt: skip
"""The columns of each file, in order, as keys of the texts."""


def tables(view: TrendView, words: Words) -> dict[str, Callable[[], Rows]]:
    """Return what makes the rows of each table, by its name."""
    return {
        "nights": partial(_nights, view, words),
        "weeks": partial(_periods, view.weeks),
        "months": partial(_periods, view.months),
        "years": partial(_periods, view.years),
        "departments": partial(_groups, [*view.departments, view.shared], words),
        "templates": partial(_templates, view.templates),
        "marks": partial(_marks, view, words),
        "ages": partial(_ages, view, words),
    }


def write_csv(view: TrendView, out: Path) -> None:
    """Write all CSV files, and README.csv, which explains them."""
    words = Words(Lang.JA)
    for name, rows in tables(view, words).items():
        write_table(out / f"{name}.csv", [words(f"trend_column.{each}") for each in COLUMNS[name]], rows())
    write_table(out / "README.csv", _readme_head(words), _readme(words))


def write_xlsx(view: TrendView, out: Path) -> None:
    """Write all tables as one workbook."""
    words = Words(Lang.JA)
    write_book(out / BOOK, _sheets(view, words), title=words("trend.title", site=view.site_name))


def _sheets(view: TrendView, words: Words) -> Iterator[Sheet]:
    widths = (16, 22, 64, 64)
    yield Sheet(
        name=words("sheet.readme"),
        columns=tuple(Column(head=head, width=width) for head, width in zip(_readme_head(words), widths, strict=True)),
        rows=_readme(words),
    )
    for name, make in tables(view, words).items():
        columns = tuple(Column(head=words(f"trend_column.{each}"), width=14) for each in COLUMNS[name])
        yield Sheet(name=words(f"trend_sheet.{name}"), columns=columns, rows=make())


def _readme_head(words: Words) -> list[str]:
    return [words(f"csv.readme_{part}") for part in ("file", "column", "meaning", "english")]


def _readme(words: Words) -> Rows:
    english = Words(Lang.EN)
    for name, columns in COLUMNS.items():
        for column in columns:
            meaning = f"trend_meaning.{column}"
            yield (f"{name}.csv", words(f"trend_column.{column}"), words(meaning), english(meaning))


def _ratio(failed: int, audited: int) -> float | None:
    return round(failed / audited, 4) if audited else None


def _levels(night: Night) -> tuple[Cell, ...]:
    return (
        night.audited, night.found, night.failed_pages, _ratio(night.failed_pages, night.audited),
        night.failed_criteria, night.open,
    )  # fmt: skip


def _nights(view: TrendView, words: Words) -> Rows:
    # The line has a place for each whole audit, in order.
    line, followed = iter(view.line), view.followed
    for night in view.nights:
        shown = not night.replay and night.complete
        _, as_today = next(line, (None, None)) if shown and night.whole else (None, None)
        pages, failed = followed.get(night.run_id, (None, None))
        counts = {state.value: night.count(state) for state in night.states}
        yield (
            night.run_id, night.day.isoformat(), stamp(night.finished_at),
            words("trend.replay" if night.replay else "trend.audit"),
            words("cover.complete" if night.complete else "cover.partial"), *_levels(night), counts.get("new", 0),
            counts.get("returned", 0), counts.get("fixed", 0), night.removed, counts.get("surfaced", 0),
            counts.get("withdrawn", 0), counts.get("moved", 0), counts.get("persisting", 0),
            counts.get("not_retested", 0), as_today, pages, failed,
        )  # fmt: skip


def _periods(found: Iterable[Period]) -> Rows:
    for each in found:
        yield (
            each.start.isoformat(), each.nights, each.last.run_id, *_levels(each.last), each.new, each.returned,
            each.fixed, each.removed, each.surfaced, each.withdrawn,
        )  # fmt: skip


def _groups(found: Iterable[GroupTrend], words: Words) -> Rows:
    for group in found:
        for month in group.months:
            yield (
                group.name or words("trend.shared"), month.start.isoformat(), month.audited, month.failed,
                _ratio(month.failed, month.audited), month.open, month.new, month.fixed,
            )  # fmt: skip


def _templates(found: Iterable[GroupTrend]) -> Rows:
    for group in found:
        for month in group.months:
            yield (
                group.name, month.start.isoformat(), month.audited, month.failed, _ratio(month.failed, month.audited),
                group.example,
            )  # fmt: skip


def _marks(view: TrendView, words: Words) -> Rows:
    for each in view.marks:
        yield (
            each.run_id, each.day.isoformat(), words(f"trend_change.{each.change}"), each.before, each.after,
            each.surfaced, each.withdrawn,
        )  # fmt: skip


def _ages(view: TrendView, words: Words) -> Rows:
    yield from zip(age_names(words), view.ages, strict=True)


def age_names(words: Words) -> list[str]:
    """Return the names of the classes of age."""
    return [*(words("trend.age_within", days=end) for end in AGES), words("trend.age_older", days=AGES[-1])]
