"""Which titles of columns follow each other."""

import pytest

from a11y_audit.text.series import is_series


@pytest.mark.parametrize(
    "titles",
    [
        ["Monday", "Tuesday", "Wednesday"],
        ["Sat.", "Sun.", "Mon."],
        ["月", "火", "水", "木", "金"],
        ["土曜日", "日曜日", "月曜日"],
        ["November", "December", "January"],
        ["４月", "５月", "６月"],
        ["2024年度", "2025年度"],
        ["令和６年", "令和５年", "令和４年"],
    ],
    ids="／".join,
)
def test_days_months_and_years_in_their_order(titles: list[str]) -> None:
    assert is_series(titles)


@pytest.mark.parametrize(
    "titles",
    [[], ["Monday"], ["Monday", "Wednesday"], ["Monday", "火"], ["2024", "2026"], ["2024", "Total"], ["", ""]],
    ids="／".join,
)
def test_other_titles_are_none(titles: list[str]) -> None:
    assert not is_series(titles)
