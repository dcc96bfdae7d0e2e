"""A site over time: periods, marks, chained counts, forecasts, and how long defects live."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.defects import State
from a11y_audit.assess.forecast import forecast, planned, weekly
from a11y_audit.assess.spells import Event, ages, repair, spells
from a11y_audit.assess.trend import Change, Night, Unit, chained, marks, periods, start_of

DAY = date(2026, 4, 1)


def night(
    number: int,
    failed: int = 0,
    *,
    replay: bool = False,
    complete: bool = True,
    audited: int = 10,
    fresh: int = 0,
    states: dict[State, int] | None = None,
    versions: dict[str, str] | None = None,
    scope: str = "",
) -> Night:
    return Night(
        run_id=number,
        day=DAY + timedelta(days=number),
        finished_at=datetime(2026, 4, 1, tzinfo=UTC),
        replay=replay,
        complete=complete,
        audited=audited,
        found=10,
        failed_pages=failed,
        failed_criteria=0,
        states=states or {},
        fresh_pages=fresh,
        versions=versions or {"rules": "1"},
        scope=scope,
    )


@pytest.mark.parametrize(
    ("day", "unit", "expected"),
    [
        (date(2026, 4, 1), Unit.YEAR, date(2026, 4, 1)),
        (date(2027, 3, 31), Unit.YEAR, date(2026, 4, 1)),
        (date(2026, 4, 1), Unit.WEEK, date(2026, 3, 30)),
        (date(2026, 4, 5), Unit.WEEK, date(2026, 3, 30)),
        (date(2026, 12, 31), Unit.MONTH, date(2026, 12, 1)),
        (date(2026, 12, 31), Unit.NIGHT, date(2026, 12, 31)),
    ],
)
def test_periods_begin_as_offices_count(day: date, unit: Unit, expected: date) -> None:
    assert expected == start_of(day, unit)


def test_period_ends_with_its_last_whole_night() -> None:
    (month,) = periods([night(1, 5), night(2, 4), night(3, 1, audited=5), night(4, 0, complete=False)], Unit.MONTH)
    assert (4, 4, DAY) == (month.nights, month.last.failed_pages, month.start)


def test_flows_of_a_period_are_sums() -> None:
    (month,) = periods([night(1, states={State.NEW: 2, State.FIXED: 1}), night(2, states={State.NEW: 3})], Unit.MONTH)
    assert (5, 1) == (month.new, month.fixed)


def test_what_rules_changed_is_added_to_the_past() -> None:
    line = chained([night(1, 5), night(2, 4), night(3, 7, replay=True), night(4, 6)])
    assert [8, 7, 6] == [value for _, value in line]


def test_nights_that_saw_little_are_not_compared() -> None:
    assert [5] == [value for _, value in chained([night(1, 5), night(2, 1, audited=8), night(3, 2, complete=False)])]


def test_changes_are_marked() -> None:
    told = marks(
        [
            night(1, fresh=10),
            night(2, versions={"rules": "2"}, states={State.SURFACED: 3}),
            night(3, versions={"rules": "2", "browser": "9"}),
            night(4, versions={"rules": "2", "browser": "9"}, scope="other"),
            night(5, versions={"rules": "2", "browser": "9"}, scope="other", fresh=4),
        ]
    )
    assert [Change.RULES, Change.ENGINE, Change.SCOPE, Change.RENEWAL] == [each.change for each in told]
    assert (3, "rules 1", "rules 2") == (told[0].surfaced, told[0].before, told[0].after)


def test_renewals_of_the_settings_are_marked_at_the_next_night() -> None:
    told = marks([night(1), night(5), night(6)], [DAY + timedelta(days=3)])
    assert [(5, Change.RENEWAL)] == [(each.run_id, each.change) for each in told]


def weeks_of(values: list[int]) -> list[tuple[date, int]]:
    return [(DAY + timedelta(days=7 * number), value) for number, value in enumerate(values)]


def test_too_few_weeks_tell_nothing() -> None:
    assert forecast(weeks_of([5, 4, 3, 2, 1])) is None


def test_straight_line_comes_to_zero_where_it_leads() -> None:
    seen = forecast(weeks_of([70, 60, 50, 40, 30, 20, 10]), DAY + timedelta(days=7 * 6 + 4))
    assert seen is not None
    assert DAY + timedelta(days=7 * 7) == seen.zero[1]
    assert seen.at_goal == (4, 4, 4)


def test_line_that_rises_never_comes_to_zero() -> None:
    seen = forecast(weeks_of([10, 20, 30, 40, 50, 60, 70]))
    assert seen is not None
    assert (None, None, None) == seen.zero


@given(st.lists(st.integers(0, 500), min_size=6, max_size=40))
def test_best_is_never_worse_than_likely_and_likely_never_than_worst(values: list[int]) -> None:
    seen = forecast(weeks_of(values), DAY + timedelta(days=900))
    assert seen is not None
    assert seen.per_week[0] <= seen.per_week[1] <= seen.per_week[2]
    known = [day or date.max for day in seen.zero]
    assert known == sorted(known)
    assert seen.at_goal is not None
    assert list(seen.at_goal) == sorted(seen.at_goal)


def test_week_is_told_by_its_last_day() -> None:
    assert [(DAY + timedelta(days=2), 3)] == weekly([(DAY, 5), (DAY + timedelta(days=2), 3)])


def test_plan_is_a_straight_line() -> None:
    goal = DAY + timedelta(days=100)
    days = (0, 50, 100, 200)
    assert [80, 40, 0, 0] == [planned((DAY, 80), goal, DAY + timedelta(days=day)) for day in days]
    assert planned((goal, 80), DAY, DAY) == 0


def event(defect: str, day: int, state: State, how: str = "") -> Event:
    return Event(defect=defect, day=DAY + timedelta(days=day), state=state, how=how)


def test_spells_end_by_repair_removal_or_upgrade() -> None:
    found = spells(
        [
            event("a", 0, State.NEW),
            event("b", 0, State.NEW),
            event("c", 1, State.SURFACED),
            event("a", 3, State.FIXED),
            event("b", 4, State.FIXED, "removed"),
            event("c", 5, State.WITHDRAWN),
            event("a", 9, State.RETURNED),
        ]
    )
    told = [(each.defect, each.repaired, each.closed is None, each.since_start) for each in found]
    assert [
        ("a", True, False, True),
        ("b", False, False, True),
        ("c", False, False, False),
        ("a", False, True, False),
    ] == told
    assert (0, 0, 1, 0, 0, 0) == ages(found, DAY + timedelta(days=60))


def test_open_defects_lengthen_the_time_to_repair() -> None:
    closed = [event(str(n), 0, State.NEW) for n in range(4)] + [event("0", 2, State.FIXED), event("1", 4, State.FIXED)]
    told = repair(spells(sorted(closed, key=lambda each: each.day)), DAY + timedelta(days=30))
    assert ((2, 4, None), 2, 2) == (told.days, told.repaired, told.open)


def test_nothing_to_repair_takes_no_time() -> None:
    assert (None, None, None) == repair([], DAY).days
