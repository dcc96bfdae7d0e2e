"""When a site is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.hours import JAPAN, QuietHours
from a11y_audit.errors import SettingsError


def at(clock: str, day: int = 2) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2030, 1, day, hour, minute, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("texts", "clock", "end"),
    [
        (["07:00-20:00"], "06:59", None),
        (["07:00-20:00"], "07:00", at("20:00")),
        (["07:00-20:00"], "19:59", at("20:00")),
        (["07:00-20:00"], "20:00", None),
        (["22:00-05:30"], "21:59", None),
        (["22:00-05:30"], "22:00", at("05:30", 3)),
        (["22:00-05:30"], "00:00", at("05:30")),
        (["22:00-05:30"], "05:30", None),
        (["22:00-00:00"], "23:59", at("00:00", 3)),
        (["22:00-00:00"], "00:00", None),
        (["07:00-12:00", "12:00-13:00"], "08:00", at("13:00")),
        (["07:00-12:00", "11:00-13:00"], "08:00", at("13:00")),
        (["07:00-12:00", "13:00-14:00"], "08:00", at("12:00")),
        (["07:00-12:00", "13:00-14:00"], "12:30", None),
        (["22:00-00:00", "00:00-05:00"], "23:00", at("05:00", 3)),
        ([], "12:00", None),
    ],
)
def test_the_end_of_a_quiet_period(texts: list[str], clock: str, end: datetime | None) -> None:
    quiet = QuietHours(texts)
    assert quiet.until(at(clock)) == end
    assert quiet.contains(at(clock)) is (end is not None)


def test_times_are_those_of_japan_and_ends_are_told_in_utc() -> None:
    end = QuietHours(["07:00-20:00"]).until(datetime(2030, 1, 1, 22, 0, 30, 5, tzinfo=UTC))
    assert end is not None
    assert end.isoformat() == "2030-01-02T11:00:00+00:00"


@pytest.mark.parametrize("texts", [["00:00-12:00", "12:00-00:00"], ["05:00-04:00", "03:30-05:30"]])
def test_a_day_without_a_free_minute_is_refused(texts: list[str]) -> None:
    with pytest.raises(SettingsError, match="quiet_hours") as told:
        QuietHours(texts)
    assert "quiet_hours" in told.value.message.ja


minutes = st.integers(0, 1439)
periods = st.lists(st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1]), max_size=4)
moments = st.datetimes(datetime(2029, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def lies_in(moment: datetime, begin: int, end: int) -> bool:
    """Whether a moment lies in one period, told with the clock alone."""
    local = moment + timedelta(hours=9)
    minute = local.hour * 60 + local.minute
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def quiet_hours(pairs: list[tuple[int, int]]) -> QuietHours | None:
    texts = (f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in pairs)
    try:
        return QuietHours(texts)
    except SettingsError:
        return None


@given(periods, moments)
def test_a_time_is_quiet_if_one_of_the_periods_says_so(pairs: list[tuple[int, int]], moment: datetime) -> None:
    quiet = quiet_hours(pairs)
    if quiet is None:
        assert any(lies_in(moment, *pair) for pair in pairs)
    else:
        assert quiet.contains(moment) is any(lies_in(moment, *pair) for pair in pairs)


@given(periods, moments, st.floats(0, 1))
def test_all_is_quiet_up_to_the_end_and_not_at_it(pairs: list[tuple[int, int]], moment: datetime, part: float) -> None:
    quiet = quiet_hours(pairs)
    end = quiet.until(moment) if quiet else None
    if quiet and end:
        assert moment < end < moment + timedelta(days=1)
        assert not quiet.contains(end)
        assert quiet.contains(min(moment + (end - moment) * part, end - timedelta.resolution))
        assert quiet.until(moment + (end - moment) / 2) == end
