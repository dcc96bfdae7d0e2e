"""Where a number is going: the line of the plan, and an honest guess from the weeks behind us.

The guess is the median of all slopes between weeks (Theil and Sen), which single odd weeks do not move; how far it may
be wrong is told by the slopes that Kendall's test would not rule out at 95 %. Weeks depend on each other, so even that
is too sure of itself: who reads it is told so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import ceil, sqrt

LEAST_WEEKS = 6
MOST_WEEKS = 26
"""Weeks looked back on: what was half a year ago says little of what comes."""
_SURE = 1.96
_FAR_DAYS = 20 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How a number that should come to zero goes on, if things go on as they did.

    Attributes:
        weeks: on how many it rests.
        per_week: change in a week: at best, likely, at worst (more negative is better).
        zero: day on which it comes to zero: at best, likely, at worst; None where it never does so, or not in 20 years.
        at_goal: the number on the day of the goal: at best, likely, at worst; None without a goal.
    """

    weeks: int
    per_week: tuple[float, float, float]
    zero: tuple[date | None, date | None, date | None]
    at_goal: tuple[int, int, int] | None


def weekly(values: Iterable[tuple[date, int]]) -> list[tuple[date, int]]:
    """Return the last value of each week, with its day."""
    last: dict[date, tuple[date, int]] = {}
    for day, value in values:
        last[day - timedelta(days=day.weekday())] = (day, value)
    return [last[week] for week in sorted(last)]


def forecast(values: Sequence[tuple[date, int]], goal: date | None = None) -> Forecast | None:
    """Return the forecast for values by day, in order; None where there are too few weeks to say anything."""
    points = weekly(values)[-MOST_WEEKS:]
    if len(points) < LEAST_WEEKS:
        return None
    slopes = sorted((b - a) / (two - one).days for (one, a), (two, b) in combinations(points, 2))
    best, likely, worst = _spread(slopes, len(points))
    last_day, last = points[-1]

    def zero(slope: float) -> date | None:
        if last == 0:
            return last_day
        days = ceil(last / -slope) if slope < 0 else _FAR_DAYS + 1
        return last_day + timedelta(days=days) if days <= _FAR_DAYS else None

    def then(slope: float, day: date) -> int:
        return max(0, round(last + slope * (day - last_day).days))

    return Forecast(
        weeks=len(points),
        per_week=(best * 7, likely * 7, worst * 7),
        zero=(zero(best), zero(likely), zero(worst)),
        at_goal=None if goal is None or goal <= last_day else (then(best, goal), then(likely, goal), then(worst, goal)),
    )


def _spread(slopes: Sequence[float], points: int) -> tuple[float, float, float]:
    count = len(slopes)
    half = _SURE * sqrt(points * (points - 1) * (2 * points + 5) / 18) / 2
    low = max(0, round(count / 2 - half) - 1)
    high = min(count - 1, round(count / 2 + half))
    middle = (slopes[(count - 1) // 2] + slopes[count // 2]) / 2
    return slopes[low], middle, slopes[high]


def planned(begin: tuple[date, int], goal: date, day: date) -> float:
    """Return what the plan asks for on a day: a straight line from where it began to zero on the day of the goal."""
    start, value = begin
    if day >= goal or goal <= start:
        return 0.0
    return value * (goal - day).days / (goal - start).days
