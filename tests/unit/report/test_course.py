"""The small plot of a site's course: which audits are its points."""

from dataclasses import replace

from a11y_audit.assess.trend import Unit
from a11y_audit.report.course import course
from tests.unit.assess.test_trend import DAY, night


def test_of_one_day_the_last_audit_is_shown_and_one_day_is_no_course() -> None:
    first, second, third = night(0, 5), replace(night(1, 4), day=DAY), night(2, 3)

    assert course([first, second]) is None
    found = course([first, second, third])
    assert found is not None
    assert [1, 2] == [each.run_id for each in found.nights]
    assert Unit.NIGHT is found.unit


def test_many_nights_are_thinned_to_weeks() -> None:
    found = course([night(number) for number in range(70)])

    assert found is not None
    assert Unit.WEEK is found.unit
    assert 69 == found.nights[-1].run_id
    assert len(found.nights) < 12
