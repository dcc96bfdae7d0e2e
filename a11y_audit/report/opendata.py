"""Figures that a city can publish in its catalogue of open data: by month and by fiscal year, with their description.

Counts are those of the last complete audit of a period; changes are summed over all complete audits of it. The
description is a Tabular Data Package (https://specs.frictionlessdata.io/tabular-data-package/) and a table for people.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from a11y_audit.assess.totals import Totals
from a11y_audit.core.text import Text
from a11y_audit.report.csv import write_table
from a11y_audit.report.environment import open_of
from a11y_audit.report.notation import JAPAN
from a11y_audit.store.runs import Run

_APRIL: Final = 4
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: key, Japanese name, type and unit, and what it means."""

    key: str
    name: str
    kind: str
    unit: Text
    meaning: Text


_PAGES = Text("ページ", "pages")
_DEFECTS = Text("件", "defects")
_NO_UNIT = Text("", "")
FIELDS: Final = (
    Field(
        key="period",
        name="期間",
        kind="string",
        unit=_NO_UNIT,
        meaning=Text("年月（2026-11）か年度（2026）です。", "Month (2026-11) or fiscal year from April (2026)."),
    ),
    Field(
        key="audits",
        name="検査の回数",
        kind="integer",
        unit=Text("回", "audits"),
        meaning=Text("この期間に最後まで終わった検査の数です。", "Audits of the period that were complete."),
    ),
    Field(
        key="last_audit",
        name="最後の検査日",
        kind="date",
        unit=_NO_UNIT,
        meaning=Text("次の列の数は、この日の検査のものです。", "The counts that follow are those of this day's audit."),
    ),
    Field(
        key="found",
        name="対象のページ数",
        kind="integer",
        unit=_PAGES,
        meaning=Text("検査の対象として見つけたページの数です。", "Pages found that should be audited."),
    ),
    Field(
        key="audited",
        name="検査したページ数",
        kind="integer",
        unit=_PAGES,
        meaning=Text("検査できたページの数です。", "Pages that were audited."),
    ),
    Field(
        key="failed_pages",
        name="問題ありのページ数",
        kind="integer",
        unit=_PAGES,
        meaning=Text(
            "レベル A・AA の「問題あり」が一つでもあるページの数です。",
            "Audited pages with at least one failure at level A or AA.",
        ),
    ),
    Field(
        key="failed_ratio",
        name="問題ありのページの割合",
        kind="number",
        unit=Text("割合（0〜1）", "ratio (0–1)"),
        meaning=Text("検査したページに占める割合です。", "Their share of the pages audited."),
    ),
    Field(
        key="open",
        name="残っている要修正箇所",
        kind="integer",
        unit=_DEFECTS,
        meaning=Text(
            "直っていない要修正箇所の数です。同じ共通部品のものは一つと数えます。",
            "Defects still to be repaired; one for each shared part.",
        ),
    ),
    Field(
        key="new",
        name="新しい要修正箇所",
        kind="integer",
        unit=_DEFECTS,
        meaning=Text(
            "この期間に新しく見つかったか、再発した数です。", "Found for the first time or returned in the period."
        ),
    ),
    Field(
        key="fixed",
        name="直った要修正箇所",
        kind="integer",
        unit=_DEFECTS,
        meaning=Text("この期間に直ったと確かめられた数です。", "Seen to be repaired in the period."),
    ),
)
"""The columns, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told of the data: title of the site, publisher, licence ("" while it is not settled), standard."""

    site: str
    publisher: str
    licence: str
    standard: Text


def write_figures(runs: Sequence[Run], out: Path, about: About) -> Path:
    """Write monthly.csv, yearly.csv, columns.csv and datapackage.json into the folder `out`; return the last.

    Raises:
        OSError: the folder can't be written.
    """
    head = [each.name for each in FIELDS]
    for name, period in PERIODS.items():
        write_table(out / f"{name}.csv", head, rows(runs, period))
    described = ((each.name, each.key, each.kind, each.unit.ja, each.meaning.ja, each.meaning.en) for each in FIELDS)
    write_table(out / "columns.csv", ("列", "key", "type", "単位", "意味", "meaning"), described)
    path = out / "datapackage.json"
    path.write_text(json.dumps(_package(about), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def month(run: Run) -> str:
    """Return the month in Japan in which an audit began."""
    return f"{run.started_at.astimezone(JAPAN):%Y-%m}"


def fiscal_year(run: Run) -> str:
    """Return the fiscal year (年度) in which an audit began; it begins in April."""
    began = run.started_at.astimezone(JAPAN)
    return str(began.year if began.month >= _APRIL else began.year - 1)


PERIODS: Final[Mapping[str, Callable[[Run], str]]] = {"monthly": month, "yearly": fiscal_year}


def rows(runs: Iterable[Run], period: Callable[[Run], str]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each period that had a complete audit, the oldest first."""
    of_period: dict[str, list[tuple[Run, Totals]]] = {}
    for run in runs:
        if run.state == "complete" and run.totals and run.basis_id is None:
            of_period.setdefault(period(run), []).append((run, Totals(**run.totals)))
    for name in sorted(of_period):
        audits = of_period[name]
        last, totals = audits[-1]
        states = [each.defect_states for _, each in audits]
        ratio = totals.failed_ratio
        yield (
            name,
            len(audits),
            f"{last.started_at.astimezone(JAPAN):%Y-%m-%d}",
            totals.found,
            totals.audited,
            totals.failed_pages,
            None if ratio is None else round(ratio, 4),
            open_of(totals),
            sum(each.get("new", 0) + each.get("returned", 0) for each in states),
            sum(each.get("fixed", 0) for each in states),
        )


def _package(about: About) -> dict[str, Any]:
    fields = [
        {
            "name": each.name,
            "type": each.kind,
            "title": each.key,
            "description": f"{each.meaning.ja} / {each.meaning.en}",
            **({"unit": each.unit.ja} if each.unit.ja else {}),
        }
        for each in FIELDS
    ]
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "primaryKey": FIELDS[0].name, "missingValues": [""]},
        }
        for name in PERIODS
    ]
    return {
        "name": "web-accessibility",
        "profile": "tabular-data-package",
        "title": f"{about.site} ウェブアクセシビリティ検査の結果",
        "description": (
            f"{about.standard.ja} に照らした自動検査の結果です。機械で分かる不適合の数で、適合を示しません。 / "
            f"Automatic audits against {about.standard.en}: failures that a machine can prove, no conformance."
        ),
        "licenses": [{"name": about.licence}] if about.licence else [],
        "contributors": [{"title": about.publisher, "role": "publisher"}] if about.publisher else [],
        "resources": resources,
    }
