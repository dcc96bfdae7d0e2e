"""When nights begin and end. Pure: the time comes in as an argument."""

from datetime import datetime, time, timedelta
from typing import Final

from a11y_audit.crawl.hours import JAPAN
from a11y_audit.settings import Schedule

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = timedelta(days=1)


def last_due(schedule: Schedule, now: datetime) -> datetime:
    """Return when the newest night should have begun, at or before `now`."""
    local = now.astimezone(JAPAN)
    begin = datetime.combine(local.date(), time.fromisoformat(schedule.at), JAPAN)
    while begin > local or not _is_night(schedule, begin):
        begin -= _DAY
    return begin


def next_due(schedule: Schedule, now: datetime) -> datetime:
    """Return when the next night begins, after `now`."""
    begin = last_due(schedule, now) + _DAY
    while not _is_night(schedule, begin):
        begin += _DAY
    return begin


def end_of(schedule: Schedule, begin: datetime) -> datetime | None:
    """Return when the time of a night that begins now is over, or None where there is no limit."""
    return begin + timedelta(hours=schedule.hours) if schedule.hours is not None else None


def _is_night(schedule: Schedule, begin: datetime) -> bool:
    return not schedule.days or DAYS[begin.weekday()] in schedule.days
