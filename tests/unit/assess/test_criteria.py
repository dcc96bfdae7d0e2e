"""Outcomes of criteria: what a machine may claim, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.criteria import MANUAL, CriterionOutcome, Said, site_outcomes
from a11y_audit.core.outcome import Kind

NUMBERS = ("1.1.1", "1.4.3", "2.4.10")

saids = st.builds(
    Said,
    page_id=st.integers(1, 4),
    kind=st.sampled_from(Kind),
    criteria=st.lists(st.sampled_from((*NUMBERS, "9.9.9")), unique=True).map(tuple),
    defect=st.sampled_from("abc"),
    findings=st.integers(1, 3),
)
criteria = st.fixed_dictionaries(dict.fromkeys(NUMBERS, st.booleans()))


def said(kind: Kind, *numbers: str, page_id: int = 1, defect: str = "a", findings: int = 1) -> Said:
    return Said(page_id=page_id, kind=kind, criteria=numbers or ("1.1.1",), defect=defect, findings=findings)


@given(st.lists(saids), criteria, st.booleans())
def test_failed_in_is_failed_out(all_said: list[Said], known: dict[str, bool], complete: bool) -> None:  # noqa: FBT001
    outcomes = site_outcomes(all_said, known, audited=4, complete=complete)
    failing = {number for each in all_said if each.kind is Kind.FAILED for number in each.criteria}
    assert failing & set(NUMBERS) == {each.criterion for each in outcomes if each.state == "failed"}


@given(st.lists(saids), criteria, st.booleans(), st.integers(0, 3))
def test_passed_only_where_a_machine_decides_and_everything_was_tested(
    all_said: list[Said],
    known: dict[str, bool],
    complete: bool,  # noqa: FBT001
    audited: int,
) -> None:
    for each in site_outcomes(all_said, known, audited=audited, complete=complete):
        doubts = [
            one for one in all_said if each.criterion in one.criteria and one.kind.outcome not in (None, "passed")
        ]
        passed = known[each.criterion] and complete and audited > 0 and not doubts
        assert passed == (each.state == "passed")
        assert each.state != "inapplicable"


@given(st.lists(saids), criteria)
def test_untested_is_never_shown_as_passed(all_said: list[Said], known: dict[str, bool]) -> None:
    untested = {number for each in all_said if each.kind is Kind.UNTESTED for number in each.criteria}
    for each in site_outcomes(all_said, known, audited=4, complete=True):
        assert not (each.criterion in untested and each.state in ("passed", MANUAL))


@given(st.lists(saids), criteria)
def test_numbers_are_those_of_what_was_said(all_said: list[Said], known: dict[str, bool]) -> None:
    for each in site_outcomes(all_said, known, audited=4, complete=True):
        mine = [one for one in all_said if each.criterion in one.criteria]

        def count(kind: Kind, among: list[Said] = mine) -> int:
            return sum(one.findings for one in among if one.kind is kind)

        expected = CriterionOutcome(
            criterion=each.criterion,
            state=each.state,
            failed=count(Kind.FAILED),
            likely=count(Kind.LIKELY),
            review=count(Kind.REVIEW),
            failed_pages=len({one.page_id for one in mine if one.kind is Kind.FAILED}),
            untested_pages=len({one.page_id for one in mine if one.kind is Kind.UNTESTED}),
            defects=len({one.defect for one in mine if one.kind in (Kind.FAILED, Kind.LIKELY)}),
        )
        assert expected == each


@given(st.lists(saids), criteria)
def test_outcomes_come_in_the_order_of_the_criteria(all_said: list[Said], known: dict[str, bool]) -> None:
    assert list(known) == [each.criterion for each in site_outcomes(all_said, known, audited=1, complete=True)]


@pytest.mark.parametrize(
    ("all_said", "decidable", "expected"),
    [
        ([], False, MANUAL),
        ([], True, "passed"),
        ([said(Kind.PASSED)], False, MANUAL),
        ([said(Kind.ADVICE)], True, "passed"),
        ([said(Kind.UNTESTED)], True, "untested"),
        ([said(Kind.UNTESTED), said(Kind.REVIEW)], True, "review"),
        ([said(Kind.REVIEW), said(Kind.LIKELY)], False, "likely"),
        ([said(Kind.LIKELY), said(Kind.FAILED), said(Kind.PASSED)], True, "failed"),
        ([said(Kind.FAILED, "1.4.3")], False, MANUAL),
        ([said(Kind.FAILED, "9.9.9")], False, MANUAL),
    ],
    ids=[
        "silence", "silence-decidable", "passed-proves-nothing", "advice-counts-not", "untested", "review-over-untested",
        "likely-over-review", "failed-over-all", "other-criterion", "not-of-the-level",
    ],
)  # fmt: skip
def test_state_of_a_criterion(all_said: list[Said], decidable: bool, expected: str) -> None:  # noqa: FBT001
    known = {"1.1.1": decidable}
    assert expected == site_outcomes(all_said, known, audited=1, complete=True)[0].state


@pytest.mark.parametrize(("audited", "complete"), [(0, True), (3, False)], ids=["no-page", "pages-missing"])
def test_silence_over_an_incomplete_run_needs_a_person(audited: int, complete: bool) -> None:  # noqa: FBT001
    (outcome,) = site_outcomes([], {"1.1.1": True}, audited=audited, complete=complete)
    assert MANUAL == outcome.state
