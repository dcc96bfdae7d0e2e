"""The states of cells together: a single × counts, and nothing is ○ while something is open."""

from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.judgement import CellState, together

STATES = st.lists(st.sampled_from(list(CellState)))


@given(STATES)
def test_nothing_is_met_while_something_is_open_or_failed(states: list[CellState]) -> None:
    whole = together(states)
    if any(state.open or state is CellState.FAILED for state in states) or not states:
        assert whole not in (CellState.PASSED, CellState.INAPPLICABLE)


@given(STATES)
def test_a_single_failed_page_fails_the_criterion(states: list[CellState]) -> None:
    assert (together(states) is CellState.FAILED) == (CellState.FAILED in states)


def test_a_criterion_that_applies_to_some_pages_and_is_met_there_is_met() -> None:
    assert together([CellState.INAPPLICABLE, CellState.PASSED]) is CellState.PASSED
    assert together([CellState.INAPPLICABLE]) is CellState.INAPPLICABLE
