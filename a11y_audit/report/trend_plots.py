"""The trend's plots: which numbers go into which plot, and what is told of it to who does not see it."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from string import ascii_uppercase

from a11y_audit.assess.forecast import Forecast
from a11y_audit.assess.trend import Mark
from a11y_audit.core.text import Lang
from a11y_audit.report import notation
from a11y_audit.report.plots import Band, Flag, Frame, Line, lines, rows, stacks
from a11y_audit.report.trend_tables import age_names
from a11y_audit.report.trend_view import Panel, TrendView
from a11y_audit.report.view import Course
from a11y_audit.report.words import Words

_STEP_DAYS = 14


def plots(view: TrendView, words: Words) -> dict[str, str]:
    """Return the plots as SVG by name: "pages", "open", "flow", "ages"; those without enough to show are left out."""
    found = {"ages": _ages(view, words)}
    if len({day for day, _ in view.line}) > 1:
        found["pages"] = _pages(view, words)
        found["open"] = _open(view, words)
    if len(view.weeks) > 1:
        found["flow"] = _flow(view, words)
    return found


def small(course: Course, words: Words) -> str:
    """Return the plot of the ordinary report."""
    line = course.line
    frame = _frame("pages", words, _told(line, words), "trend.unit_pages", height_px=240)
    shown = [Line(words("trend.line_all"), line), *_goal(line[0], course.goal, words)]
    return lines(frame, shown, flags=flags(course.marks), until=_edge(line, course.goal))


def flags(marks: Sequence[Mark]) -> list[Flag]:
    """Return the marked days with their signs; marks of one run share a sign."""
    days = {each.run_id: each.day for each in marks}
    return [Flag(days[run_id], sign) for run_id, sign in signs_of(marks).items()]


def signs_of(marks: Sequence[Mark]) -> dict[int, str]:
    """Return the sign of each run that is marked: A to Z, then A2 and so on."""
    runs = list(dict.fromkeys(each.run_id for each in marks))
    letters = len(ascii_uppercase)
    return {
        run: ascii_uppercase[place % letters] + (str(place // letters + 1) if place >= letters else "")
        for place, run in enumerate(runs)
    }


def _frame(key: str, words: Words, description: str, unit: str, height_px: int = 320) -> Frame:
    return Frame(
        key=f"plot-{key}",
        title=words(f"trend.{key}_title"),
        description=description,
        unit=words(unit),
        day=lambda day: notation.month(day, words.lang),
        height_px=height_px,
    )


def _told(points: Sequence[tuple[date, int]], words: Words) -> str:
    (first_day, first), (last_day, last) = points[0], points[-1]
    return words(
        "trend.line_told", first=first, first_day=notation.date_of(first_day, words.lang), last=last,
        last_day=notation.date_of(last_day, words.lang), most=max(value for _, value in points),
    )  # fmt: skip


def _pages(view: TrendView, words: Words, height_px: int = 320) -> str:
    frame = _frame("pages", words, _told(view.line, words), "trend.unit_pages", height_px)
    shown = [Line(words("trend.line_all"), view.line)]
    if view.panels:
        shown.append(Line(words("trend.line_panel"), _followed(view.panels)))
    shown += _goal(view.line[0], view.goal, words)
    band = _band(view, words)
    return lines(frame, shown, flags=flags(view.marks), band=band, until=_edge(view.line, view.goal))


def _followed(panels: Sequence[Panel]) -> list[tuple[date, float]]:
    """Return the panels as one line with a gap where a new one begins."""
    points: list[tuple[date, float]] = []
    for panel in panels:
        points += [(panel.begin, math.nan)] if points else []
        points += [(day, failed) for _, day, failed in panel.points]
    return points


def _goal(begin: tuple[date, int], goal: date | None, words: Words) -> list[Line]:
    return [Line(words("trend.line_goal"), [begin, (goal, 0)])] if goal and goal > begin[0] else []


def _edge(line: Sequence[tuple[date, int]], goal: date | None) -> date:
    """Return where the axis ends: a goal years away must not press what was measured into a corner."""
    first, last = line[0][0], line[-1][0]
    return min(last + max(timedelta(days=60), (last - first) * 0.6), max(goal or last, last))


def _band(view: TrendView, words: Words) -> Band | None:
    """Return what is foreseen, up to the goal or for half a year."""
    seen: Forecast | None = view.foreseen
    if seen is None or not view.line:
        return None
    day, value = view.line[-1]
    end = view.goal if view.goal and view.goal > day else day + timedelta(days=180)
    best, _, worst = seen.per_week
    steps = range(0, (end - day).days + _STEP_DAYS, _STEP_DAYS)
    points = [(min(end, day + timedelta(days=step)), step / 7) for step in steps]
    return Band(
        words("trend.line_foreseen"),
        [(when, max(0.0, value + best * weeks), max(0.0, value + worst * weeks)) for when, weeks in points],
    )


def _open(view: TrendView, words: Words) -> str:
    points = [(night.day, night.open) for night in view.audits if night.whole]
    frame = _frame("open", words, _told(points, words), "trend.unit_defects")
    return lines(frame, [Line(words("trend.line_open"), points)], flags=flags(view.marks))


def _flow(view: TrendView, words: Words) -> str:
    weeks = view.weeks[1:] if len(view.weeks) > 2 else view.weeks  # noqa: PLR2004 -- the first week is all new
    days = [each.start for each in weeks]
    come = [Line(words("defect_state.new"), [(each.start, each.new) for each in weeks])]
    come.append(Line(words("defect_state.returned"), [(each.start, each.returned) for each in weeks]))
    gone = Line(words("defect_state.fixed"), [(each.start, each.fixed) for each in weeks])
    told = words(
        "trend.flow_told", new=sum(each.new for each in weeks), returned=sum(each.returned for each in weeks),
        fixed=sum(each.fixed for each in weeks), weeks=len(weeks),
    )  # fmt: skip
    return stacks(_frame("flow", words, told, "trend.unit_week"), days, come, gone, flags=flags(view.marks))


def _ages(view: TrendView, words: Words) -> str:
    named = list(zip(age_names(words), view.ages, strict=True))
    told = ("、" if words.lang is Lang.JA else ", ").join(f"{name} {notation.number(value)}" for name, value in named)
    return rows(_frame("ages", words, told, "trend.unit_defects", 260), named)
