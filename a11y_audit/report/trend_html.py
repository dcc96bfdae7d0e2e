"""The trend as static pages, one set per language: the figures over time, and what to train staff in."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from a11y_audit.core.text import Lang
from a11y_audit.report import notation
from a11y_audit.report.duties import FOLDER, Duties
from a11y_audit.report.environment import environment
from a11y_audit.report.lessons import Lesson
from a11y_audit.report.trend_plots import plots, signs_of
from a11y_audit.report.trend_tables import age_names
from a11y_audit.report.trend_view import TrendView
from a11y_audit.report.words import Words
from a11y_audit.resources import REPORTS

TABS = (
    ("trend", "index.html"),
    ("priority", "priority.html"),
    ("departments", "departments.html"),
    ("training", "training.html"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the frame of all pages tells of the run."""

    state: str
    versions: dict[str, str]
    run_id: int
    finished_at: datetime


def write_html(
    view: TrendView, duties: Duties, lessons: Sequence[Lesson], out: Path, languages: Sequence[Lang]
) -> Path:
    """Write the pages into `out`, the first language at its top; return its index.html."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "static").mkdir(exist_ok=True)
    shutil.copyfile(REPORTS / "static" / "report.css", out / "static" / "report.css")
    sizes = {path.name: path.stat().st_size for path in sorted((*out.glob("*.csv"), *out.glob("*.xlsx")))}
    for lang in languages:
        words = Words(lang)
        top = lang is languages[0]
        folder = out if top else out / lang
        folder.mkdir(exist_ok=True)
        root = "" if top else "../"
        env = environment(words)
        env.globals.update(
            own_tabs=TABS,
            own_name=words("trend.name"),
            view=_Head(
                state="complete",
                versions={"a11y-audit": view.version},
                run_id=view.run.id,
                finished_at=view.run.finished_at or view.written_at,
            ),
            trend=view,
            duties=duties,
            # Of criteria no page of its own is here, so their numbers are no links.
            targets=frozenset(),
            site=view.site_name,
            root=root,
            sizes=sizes,
            others={
                other: root if other is languages[0] else f"{root}{other}/" for other in languages if other is not lang
            },
            signs=signs_of(view.marks),
            age_names=age_names(words),
            date_of=partial(notation.date_of, lang=lang),
            month_of=partial(notation.month, lang=lang),
            fiscal_year=partial(notation.fiscal_year, lang=lang),
        )
        drawn = {name: Markup(svg) for name, svg in plots(view, words).items()}  # noqa: S704 -- made and escaped by plots
        _write(env.get_template("trend.html.j2").render(file="index.html", plots=drawn), folder / "index.html")
        for name, values in (("priority", {}), ("departments", {}), ("training", {"lessons": lessons})):
            page = env.get_template(f"{name}.html.j2").render(file=f"{name}.html", **values)
            _write(page, folder / f"{name}.html")
        _write_sheets(env, duties, folder)
    return out / "index.html"


def _write_sheets(env: Environment, duties: Duties, folder: Path) -> None:
    """Write each department's page: one file that can be mailed, with its styles inside."""
    (folder / FOLDER).mkdir(exist_ok=True)
    style = Markup((REPORTS / "static" / "report.css").read_text(encoding="utf-8"))  # noqa: S704 -- our own
    for sheet in duties.sheets:
        page = env.get_template("department.html.j2").render(sheet=sheet, style=style)
        _write(page, folder / FOLDER / sheet.file)


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", errors="replace")
