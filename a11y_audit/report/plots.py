"""Plots as static SVG: text stays text, with title and description, no script, and readable without colour.

The only place that knows matplotlib. What a plot shows stands in a table beside it, so it tells its shape and no more.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from typing import Any

import matplotlib as mpl
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

WIDTH_PX = 960
_DPI = 96
_INK, _MUTED, _GRID = "#1a1a1c", "#595959", "#d8d8db"
_FILL = "#0017c1"
_LOOKS = (
    {"color": "#0017c1", "linewidth": 2.4, "linestyle": "-"},
    {"color": "#b51200", "linewidth": 2.0, "linestyle": (0, (6, 2.5))},
    {"color": "#197a4b", "linewidth": 2.0, "linestyle": (0, (1.5, 2))},
    {"color": "#595959", "linewidth": 1.6, "linestyle": (0, (8, 2, 1.5, 2))},
)
"""Lines that differ in colour, in dashes and in width."""
_BARS = ("#0017c1", "#ffffff", "#8bb8f0")
"""Fillings that differ in brightness; all have an outline."""
_BESIDE_NAMES = (0.16, 0.12, 0.8, 0.64)
"""Left, bottom, width and height, as parts of the figure, of axes whose rows have names."""
_FONT = re.compile(r"font-family: [^;\"]*")
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_PROLOG = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_OPEN = re.compile(r"<svg [^>]*?viewBox=\"(?P<box>[^\"]*)\"[^>]*>")
_EMPTY = re.compile(r">\s+<")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its name, and its values by day."""

    name: str
    points: Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Band:
    """What may be, by day: between which values."""

    name: str
    points: Sequence[tuple[date, float, float]]


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that is marked, by a sign that a table explains."""

    day: date
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a plot.

    Attributes:
        key: unique in the page.
        title, description: told to who does not see it.
        unit: of the values, above the axis.
        day: writes a day at the axis, given whether a year is in sight.
    """

    key: str
    title: str
    description: str
    unit: str
    day: Callable[[date], str]
    height_px: int = 300


def lines(
    frame: Frame,
    shown: Sequence[Line],
    *,
    flags: Iterable[Flag] = (),
    band: Band | None = None,
    until: date | None = None,
) -> str:
    """Return lines over days, with marked days; the axis ends at `until`, or where the lines do."""
    figure, axes = _axes(frame)
    for number, each in enumerate(shown):
        if each.points:
            days = [_at(day) for day, _ in each.points]
            axes.plot(days, [value for _, value in each.points], label=each.name, **_LOOKS[number % 4])
    if band and band.points:
        days = [_at(day) for day, _, _ in band.points]
        low, high = [low for _, low, _ in band.points], [high for _, _, high in band.points]
        axes.fill_between(
            days, low, high, facecolor="none", edgecolor=_MUTED, hatch="////", linewidth=0.8, label=band.name
        )
    axes.set_ylim(bottom=0, top=max(1.0, axes.get_ylim()[1] * 1.08))
    if until and any(each.points for each in shown):
        first = min(_at(each.points[0][0]) for each in shown if each.points)
        room = (_at(until) - first) * 0.02 or 1.0
        axes.set_xlim(first - room, _at(until) + room)
    _flag(axes, flags)
    _days(axes, frame)
    _named(axes)
    return _svg(figure, frame)


def stacks(frame: Frame, days: Sequence[date], up: Sequence[Line], down: Line, *, flags: Iterable[Flag] = ()) -> str:
    """Return bars over days: what came upwards, one on another, and what went downwards."""
    figure, axes = _axes(frame)
    at = [_at(day) for day in days]
    width = 0.8 * min((b - a for a, b in pairwise(at)), default=7.0)
    base = [0.0] * len(at)
    for number, each in enumerate((*up, Line(down.name, [(day, -value) for day, value in down.points]))):
        values = [value for _, value in each.points]
        bottom = base if number < len(up) else [0.0] * len(at)
        axes.bar(
            at, values, width, bottom=bottom, label=each.name, facecolor=_BARS[number], edgecolor=_INK, linewidth=0.6,
        )  # fmt: skip
        base = [a + b for a, b in zip(base, values, strict=True)]
    axes.axhline(0, color=_INK, linewidth=1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    axes.margins(y=0.15)
    _flag(axes, flags)
    _days(axes, frame)
    _named(axes)
    return _svg(figure, frame)


def rows(frame: Frame, values: Sequence[tuple[str, float]]) -> str:
    """Return horizontal bars with their names and values."""
    figure, axes = _axes(frame)
    axes.set_position(_BESIDE_NAMES)
    places = range(len(values))
    axes.barh(list(places), [value for _, value in values], height=0.62, color=_FILL)
    axes.set_yticks(list(places), [name for name, _ in values])
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    for place, (_, value) in zip(places, values, strict=True):
        axes.annotate(
            f"{value:,.0f}", (value, place), xytext=(6, 0), textcoords="offset points", va="center", fontsize=11
        )
    axes.set_xlim(0, max(1.0, max((value for _, value in values), default=0)) * 1.15)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    return _svg(figure, frame)


def _axes(frame: Frame) -> tuple[Figure, Any]:
    figure = Figure(figsize=(WIDTH_PX / _DPI, frame.height_px / _DPI), dpi=_DPI)
    axes = figure.add_axes((0.105, 0.12, 0.86, 0.64))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_MUTED)
    axes.tick_params(colors=_INK, labelsize=11, length=3)
    axes.grid(axis="both", color=_GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    figure.text(0.012, 0.81, frame.unit, fontsize=11, color=_INK, va="center")
    return figure, axes


def _days(axes: Any, frame: Frame) -> None:  # noqa: ANN401 -- matplotlib's axes
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: frame.day(date(1970, 1, 1) + timedelta(days=round(value))))
    )


def _flag(axes: Any, flags: Iterable[Flag]) -> None:  # noqa: ANN401 -- matplotlib's axes
    last: date | None = None
    level = 0
    for each in flags:
        # Marks of neighbouring days stand above each other.
        level = level + 1 if last and each.day - last < timedelta(days=12) else 0
        last = each.day
        axes.axvline(_at(each.day), color=_MUTED, linewidth=1, linestyle=(0, (3, 3)))
        axes.annotate(
            each.sign, (_at(each.day), 1.0), xycoords=("data", "axes fraction"), xytext=(0, 7 + 13 * level),
            textcoords="offset points", ha="center", fontsize=11, color=_INK, annotation_clip=False,
        )  # fmt: skip


def _named(axes: Any) -> None:  # noqa: ANN401 -- matplotlib's axes
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.13), ncols=4, frameon=False, fontsize=11, handlelength=3.2,
        borderaxespad=0, columnspacing=1.6,
    )  # fmt: skip


def _at(day: date) -> float:
    return float((day - date(1970, 1, 1)).days)


def _svg(figure: Figure, frame: Frame) -> str:
    buffer = io.StringIO()
    salt: Any = {"svg.fonttype": "none", "svg.hashsalt": frame.key, "hatch.linewidth": 0.7}
    # Text stays text: which glyphs matplotlib's own font has is of no matter.
    with mpl.rc_context(salt), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = _METADATA.sub("", _PROLOG.sub("", buffer.getvalue()))
    text = _FONT.sub("font-family: inherit", _STYLE.sub("", text))
    title, words = escape(frame.title), escape(frame.description)
    opened = _OPEN.search(text)
    assert opened
    head = (
        f'<svg class="plot" viewBox="{opened["box"]}" role="img" stroke-linejoin="round"'
        f' aria-labelledby="{frame.key}-title {frame.key}-words">'
        f'<title id="{frame.key}-title">{title}</title><desc id="{frame.key}-words">{words}</desc>'
    )
    return _unique(_EMPTY.sub("><", text[: opened.start()] + head + text[opened.end() :]), frame.key)


def _unique(text: str, key: str) -> str:
    """Make ids unique among the plots of a page."""
    ids = set(re.findall(r'\bid="([^"]+)"', text)) - {f"{key}-title", f"{key}-words"}
    used = {each for each in ids if f"#{each}" in text}
    text = re.sub(
        r' id="([^"]+)"', lambda found: found[0] if found[1] in used or found[1].startswith(f"{key}-") else "", text
    )
    for each in sorted(used, key=len, reverse=True):
        text = text.replace(f'id="{each}"', f'id="{key}-{each}"').replace(f"#{each}", f"#{key}-{each}")
    return text
