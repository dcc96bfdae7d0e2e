"""Makes the months of the demo city's event calendar: as many as anyone asks for, which is a trap for crawlers."""

import re
from calendar import SUNDAY, Calendar
from dataclasses import dataclass
from datetime import MAXYEAR

OPENING_MONTH = "2026-11"
"""What the calendar shows when no month is asked for."""

_WEEKS = Calendar(firstweekday=SUNDAY)
_SPECIAL = {
    "2026-11-08": "緑野川クリーン作戦",
    "2026-11-21": "市民公開講座",
    "2026-11-29": "市民マラソン大会",
    "2026-12-05": "冬のあかり点灯式",
    "2027-01-11": "二十歳の集い",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A month to go to: its code for the address and its name for the link."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar; the number is 0 in the cells before the first and after the last day."""

    number: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in weeks from Sunday to Saturday."""

    code: str
    name: str
    weeks: tuple[tuple[Day, ...], ...]
    previous: Step | None
    next: Step | None


def month(code: str) -> Month | None:
    """Return the month of a code such as "2026-11", or nothing when the code is none."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", code)
    if match is None or match[1] == "0000":
        return None
    year, number = int(match[1]), int(match[2])
    return Month(
        code=code,
        name=_step(year, number).name,
        weeks=tuple(
            tuple(Day(day, _events(year, number, day)) for day in week)
            for week in _WEEKS.monthdayscalendar(year, number)
        ),
        previous=None if (year, number) == (1, 1) else _step(*divmod_month(year * 12 + number - 2)),
        next=None if (year, number) == (MAXYEAR, 12) else _step(*divmod_month(year * 12 + number)),
    )


def divmod_month(months: int) -> tuple[int, int]:
    """Return year and month (1–12) of a count of months since year 0."""
    year, rest = divmod(months, 12)
    return year, rest + 1


def _step(year: int, number: int) -> Step:
    return Step(f"{year:04d}-{number:02d}", f"{year}年{number}月")


def _events(year: int, number: int, day: int) -> tuple[str, ...]:
    if day == 0:
        return ()
    found = [_SPECIAL.get(f"{year:04d}-{number:02d}-{day:02d}")]
    weeks = _WEEKS.monthdayscalendar(year, number)
    found += ["おはなし会"] if day == [week[6] for week in weeks if week[6]][1] else []
    found += ["里山の朝市"] if day == [week[0] for week in weeks if week[0]][3] else []
    return tuple(event for event in found if event)
