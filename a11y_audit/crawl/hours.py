"""The hours in which a site is left alone, in Japanese time.

Japan has one time zone and no summer time, so that no table of time zones is needed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Final

from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError

JAPAN: Final = timezone(timedelta(hours=9))

_DAY: Final = 24 * 60
_MINUTE: Final = timedelta(minutes=1)


class QuietHours:
    """Periods of each day, each from its first minute up to the one before its end.

    Args:
        texts: Like "07:00-20:00", in Japanese time; one whose end is earlier than its begin runs over midnight.

    Raises:
        SettingsError: The periods leave no minute of the day.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._minutes = frozenset(minute for text in texts for minute in _minutes(text))
        if len(self._minutes) == _DAY:
            raise SettingsError(
                Text(
                    "quiet_hours が1日のすべての時間をふさいでいるため、検査できる時間がありません。",
                    "quiet_hours cover the whole day, so that no time is left for an audit.",
                ),
                Text("検査してよい時間帯を空けてください。", "Leave some hours in which the site may be audited."),
            )

    def contains(self, moment: datetime) -> bool:
        """Whether an aware time lies in a quiet period."""
        return _minute(moment) in self._minutes

    def until(self, moment: datetime) -> datetime | None:
        """Return the end, in UTC, of the quiet period that contains an aware time, None if none does.

        Periods that touch or overlap are one.
        """
        if not self.contains(moment):
            return None
        end = moment.astimezone(UTC).replace(second=0, microsecond=0)
        while self.contains(end):
            end += _MINUTE
        return end


def _minutes(text: str) -> Iterable[int]:
    begin, end = (_of_day(time.fromisoformat(part)) for part in text.split("-"))
    return ((begin + passed) % _DAY for passed in range((end - begin) % _DAY))


def _minute(moment: datetime) -> int:
    return _of_day(moment.astimezone(JAPAN).time())


def _of_day(clock: time) -> int:
    return clock.hour * 60 + clock.minute
