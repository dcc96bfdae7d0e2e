"""How a site went on, in as few points as a small plot can show."""

from collections.abc import Iterable, Sequence
from datetime import date

from a11y_audit.assess.trend import Night, Unit, chained, marks, start_of
from a11y_audit.report.view import Course

_NIGHTS = 31
_WEEKS = 60


def course(nights: Sequence[Night], *, goal: date | None = None, renewals: Iterable[date] = ()) -> Course | None:
    """Return the whole audits of a site, the last of each day, thinned to weeks or months where they are many.

    None for fewer than two days.
    """
    whole = [night for night in nights if not night.replay and night.whole and night.audited]
    told = list(zip(whole, (failed for _, failed in chained(nights)), strict=True))
    told = list({night.day: (night, failed) for night, failed in told}.values())
    if len(told) < 2:  # noqa: PLR2004 -- one point is no course
        return None
    unit = Unit.NIGHT
    if len(told) > _NIGHTS:
        weeks = {start_of(night.day, Unit.WEEK) for night in whole}
        unit = Unit.WEEK if len(weeks) <= _WEEKS else Unit.MONTH
        told = list({start_of(night.day, unit): (night, failed) for night, failed in told}.values())
    return Course(
        unit=unit,
        nights=tuple(night for night, _ in told),
        as_today=tuple(failed for _, failed in told),
        goal=goal,
        marks=tuple(marks(nights, renewals)),
    )
