"""Defects over nights: a model of a site whose pages are sometimes not reached, against the states that are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.defects import DefectState, Seen, State, is_shared, states
from a11y_audit.core.outcome import Kind

PAGES = (1, 2, 3)
DEFECTS = "abc"

Night = dict[int, frozenset[str] | None]
"""What each page showed; None when it was not audited."""

nights = st.lists(
    st.fixed_dictionaries(dict.fromkeys(PAGES, st.none() | st.frozensets(st.sampled_from(DEFECTS)))), max_size=6
)


def seen(defect: str, *, pages: int = 1, region: str = "main", example: int = 1) -> Seen:
    return Seen(
        defect=defect,
        kind=Kind.FAILED,
        rule="r",
        reason="x",
        criteria="1.1.1",
        pages=pages,
        findings=pages,
        region=region,
        example=example,
    )


def told(history: list[Night]) -> list[dict[str, DefectState]]:
    """Return the states that each night told, as an audit would ask for them."""
    results: list[dict[str, DefectState]] = []
    ever: set[str] = set()
    standing: dict[int, frozenset[str]] = {}
    for run_id, night in enumerate(history, start=1):
        shown = [page for page in night.values() if page is not None]
        standing |= {page: defects for page, defects in night.items() if defects is not None}
        here = {defect for defects in shown for defect in defects}
        left = {defect for defects in standing.values() for defect in defects}
        now = states(
            run_id,
            [seen(each, pages=sum(each in page for page in shown), example=run_id) for each in sorted(here)],
            results[-1] if results else {},
            known=ever.__contains__,
            retested=lambda state, left=left: state.defect not in left,  # type: ignore[misc]
        )
        results.append({each.defect: each for each in now})
        assert len(now) == len(results[-1])
        ever |= here
    return results


@given(nights)
def test_defect_that_may_still_be_on_an_unreached_page_is_never_fixed(history: list[Night]) -> None:
    last: dict[int, frozenset[str]] = {}
    for night, result in zip(history, told(history), strict=True):
        last |= {page: defects for page, defects in night.items() if defects is not None}
        standing = {defect for defects in last.values() for defect in defects}
        assert set() == {each for each, state in result.items() if state.state is State.FIXED} & standing
        assert standing == {each for each, state in result.items() if state.state.open}


@given(nights)
def test_states_are_told_against_the_night_before(history: list[Night]) -> None:
    ever: set[str] = set()
    before: dict[str, DefectState] = {}
    for night, result in zip(history, told(history), strict=True):
        here = {defect for page in night.values() if page is not None for defect in page}
        open_before = {each for each, state in before.items() if state.state.open}
        expected = dict.fromkeys(here & open_before, State.PERSISTING)
        expected |= dict.fromkeys(here & ever - open_before, State.RETURNED)
        expected |= dict.fromkeys(here - ever, State.NEW)
        assert expected == {each: state.state for each, state in result.items() if each in here}
        assert open_before - here == {each for each in result if each not in here}
        ever |= here
        before = result


@given(nights)
def test_defect_not_seen_keeps_the_night_and_the_place_that_saw_it_last(history: list[Night]) -> None:
    last: dict[str, int] = {}
    for run_id, (night, result) in enumerate(zip(history, told(history), strict=True), start=1):
        last |= {defect: run_id for page in night.values() if page is not None for defect in page}
        assert {each: (last[each], last[each]) for each in result} == {
            each: (state.since_run_id, state.example) for each, state in result.items()
        }


def test_fixed_defect_is_told_once() -> None:
    first, second, third = told([{1: frozenset("a")}, {1: frozenset()}, {1: frozenset()}])
    assert [State.NEW, State.FIXED] == [first["a"].state, second["a"].state]
    assert {} == third


def test_defect_seen_again_after_an_untested_night_persists() -> None:
    history = told([{1: frozenset("a")}, {1: None}, {1: frozenset("a")}])
    assert [State.NEW, State.NOT_RETESTED, State.PERSISTING] == [night["a"].state for night in history]


@pytest.mark.parametrize(
    ("region", "pages", "expected"),
    [
        ("header", 1, False),
        ("header", 2, True),
        ("nav", 2, True),
        ("aside", 2, True),
        ("footer", 2, True),
        ("main", 4, False),
        ("main", 5, True),
        ("page", 5, True),
    ],
)
def test_part_of_the_template_is_shared(region: str, pages: int, expected: bool) -> None:  # noqa: FBT001
    assert expected == is_shared(region, pages)
    (state,) = states(1, [seen("a", pages=pages, region=region)], {}, known=bool, retested=bool)
    assert expected == state.shared


@pytest.mark.parametrize("state", State)
def test_only_what_was_fixed_or_withdrawn_is_closed(state: State) -> None:
    assert state.open == (state.value not in {"fixed", "withdrawn"})
