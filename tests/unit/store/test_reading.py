"""What assessment asks the store: numbers that agree however they are counted, defects and where they may still be."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit.assess.criteria import CriterionOutcome, Said
from a11y_audit.assess.defects import DefectState, Seen, State, states
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import counting, frontier, reading, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import save_site_findings
from a11y_audit.store.runs import Run
from tests.unit.stores import SITE, begun, finding, fresh_store, visit_all

A, B, C = (f"{SITE}{name}" for name in "abc")
KINDS = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE, Kind.UNTESTED)

Shown = Mapping[str, tuple[Finding, ...] | NotAudited]


def findings_of(url: str) -> st.SearchStrategy[tuple[Finding, ...]]:
    one = st.builds(finding, st.just(url), st.sampled_from(KINDS), st.sampled_from("abc"), st.sampled_from(["x", "y"]))
    return st.lists(one, max_size=5).map(tuple)


def pages_of(url: str) -> st.SearchStrategy[tuple[Finding, ...] | NotAudited]:
    return findings_of(url) | st.builds(NotAudited, st.sampled_from(Why))


def assessed(store: Store, run: Run, *, before: Mapping[str, DefectState] | None = None) -> None:
    now = states(run.id, reading.seen(store, run.id), before or {}, known=bool, retested=bool)
    reading.save_assessment(store, run.id, states=now, outcomes=())


@settings(max_examples=25)
@given(
    st.fixed_dictionaries({url: pages_of(url) for url in (A, B, C)}),
    st.lists(findings_of(A), max_size=2),
    st.integers(0, 2),
)
def test_totals_of_visits_are_those_of_findings(shown: Shown, over: list[tuple[Finding, ...]], waiting: int) -> None:
    with fresh_store() as store:
        run = begun(store, A, B, C)
        visit_all(store, run, shown)
        audited = not isinstance(shown[A], NotAudited)
        save_site_findings(store, run.id, [each for group in over for each in group] if audited else [])
        frontier.add(store, run.id, [Found(url=f"{SITE}{number}", found_by="link") for number in range(waiting)])
        assessed(store, run)
        totals = counting.totals_of_visits(store, run.id)
        assert totals == counting.totals_of_findings(store, run.id)
        assert totals.found == totals.audited + sum(totals.not_audited.values())
        assert 3 + waiting == totals.found + sum(totals.left_out.values())
        kept = [each for page in shown.values() if not isinstance(page, NotAudited) for each in page]
        kept += [each for group in over for each in group] if audited else []
        assert {
            kind: number for kind in KINDS if (number := sum(each.kind is kind for each in kept))
        } == totals.findings
        assert len({each.page for each in kept if each.kind is Kind.FAILED}) == totals.failed_pages
        counted = {each.defect for each in kept if each.kind is not Kind.UNTESTED}
        assert len(counted) == sum(totals.defects.values())


def test_page_that_waits_when_the_run_ends_counts_as_not_audited(store: Store) -> None:
    run = begun(store, A, B, C)
    frontier.claim(store, run.id, 1)
    frontier.close_waiting(store, run.id, NotAudited(Why.WAITING))
    frontier.add(store, run.id, [Found(url=f"{SITE}d", found_by="link")])
    totals = counting.totals_of_findings(store, run.id)
    assert ({"waiting": 4}, 4, 0) == (totals.not_audited, totals.found, totals.audited)


def test_what_was_said_is_grouped_by_page_kind_criteria_and_defect(store: Store) -> None:
    run = begun(store, A, B)
    twice = finding(A)
    ids = visit_all(store, run, {A: (twice, twice, finding(A, Kind.REVIEW)), B: (finding(B),)})
    expected = {
        Said(page_id=ids[A], kind=Kind.FAILED, criteria=("1.1.1", "2.4.4"), defect=twice.defect, findings=2),
        Said(page_id=ids[A], kind=Kind.REVIEW, criteria=("1.1.1", "2.4.4"), defect=twice.defect, findings=1),
        Said(page_id=ids[B], kind=Kind.FAILED, criteria=("1.1.1", "2.4.4"), defect=twice.defect, findings=1),
    }
    assert expected == set(reading.said(store, run.id))


def test_strongest_finding_stands_for_a_defect(store: Store) -> None:
    run = begun(store, A, B)
    weak, strong = finding(A, Kind.REVIEW), replace(finding(B, Kind.FAILED), rule="axe/image-alt", criteria=("1.1.1",))
    bare = replace(finding(B, Kind.ADVICE, "z"), target=None, criteria=())
    visit_all(store, run, {A: (weak, weak), B: (strong, bare, finding(B, Kind.UNTESTED, "q"))})
    seen = {each.defect: each for each in reading.seen(store, run.id)}
    assert {weak.defect, bare.defect} == set(seen)
    one = seen[weak.defect]
    assert one == Seen(
        defect=strong.defect,
        kind=Kind.FAILED,
        rule="axe/image-alt",
        reason="alt_is_file_name",
        criteria="1.1.1",
        pages=2,
        findings=3,
        region="main",
        example=one.example,
    )
    assert ("page", "", 1) == (seen[bare.defect].region, seen[bare.defect].criteria, seen[bare.defect].pages)


def test_assessment_is_read_back_as_it_was_stored_and_replaces_the_one_before(store: Store) -> None:
    run = begun(store, A)
    visit_all(store, run, {A: (finding(A), finding(A, part="b"))})
    outcome = CriterionOutcome(
        criterion="1.1.1", state="failed", failed=2, likely=0, review=0, failed_pages=1, untested_pages=0, defects=2
    )
    now = states(run.id, reading.seen(store, run.id), {}, known=lambda _: False, retested=bool)
    reading.save_assessment(store, run.id, states=now, outcomes=[outcome])
    assert {each.defect: each for each in now} == reading.defect_states_of(store, run.id)
    assert {"1.1.1": outcome} == reading.outcomes_of(store, run.id)
    reading.save_assessment(store, run.id, states=now[:1], outcomes=[])
    assert {now[0].defect: now[0]} == reading.defect_states_of(store, run.id)
    assert {} == reading.outcomes_of(store, run.id)
    reading.save_assessment(store, run.id, states=[], outcomes=[])
    assert {} == reading.defect_states_of(store, run.id)


def test_assessment_of_carried_over_defects_makes_no_new_ones(store: Store) -> None:
    first, second = begun(store, A), begun(store, A)
    visit_all(store, first, {A: (finding(A),)})
    visit_all(store, second, {A: ()})
    assessed(store, first)
    assessed(store, second, before=reading.defect_states_of(store, first.id))
    (state,) = reading.defect_states_of(store, second.id).values()
    assert (State.FIXED, first.id) == (state.state, state.since_run_id)
    assert {"failed": 1} == counting.totals_of_visits(store, first.id).defects
    assert {} == counting.totals_of_visits(store, second.id).defects


def test_defect_is_known_only_from_earlier_runs_of_the_same_site(store: Store) -> None:
    first, elsewhere, second = begun(store, A), begun(store, A, site="https://other.example/"), begun(store, A)
    visit_all(store, first, {A: (finding(A),)})
    visit_all(store, elsewhere, {A: (finding(A), finding(A, part="b"))})
    assessed(store, first)
    assessed(store, elsewhere)
    assert set() == tracking.known_defects(store, first.id)
    assert set() == tracking.known_defects(store, elsewhere.id)
    assert {finding(A).defect} == tracking.known_defects(store, second.id)


GONE, TIMEOUT, MOVED = NotAudited(Why.NOT_FOUND), NotAudited(Why.TIMEOUT), NotAudited(Why.REDIRECTED, B)
HERE = finding(A)
AXE_DID_NOT_RUN = replace(HERE, kind=Kind.UNTESTED, target=None)
OTHER_UNTESTED = replace(AXE_DID_NOT_RUN, barrier="page-language")


@pytest.mark.parametrize(
    ("nights", "expected"),
    [
        ([{A: (HERE,)}, {A: ()}], False),
        ([{A: (HERE,)}, {A: TIMEOUT}], True),
        ([{A: (HERE,)}, {A: MOVED}], True),
        ([{A: (HERE,)}, {A: MOVED, B: TIMEOUT}], True),
        ([{A: (HERE,)}, {A: MOVED, B: ()}], False),
        ([{A: (HERE,)}, {A: GONE}], False),
        ([{A: (HERE,)}, {B: ()}], True),
        ([{A: (HERE,)}, {A: ()}, {A: TIMEOUT}], False),
        ([{A: (HERE,)}, {A: TIMEOUT}, {A: ()}], False),
        ([{A: (HERE,), B: (HERE,)}, {A: (), B: TIMEOUT}], True),
        ([{A: (HERE,), B: (HERE,)}, {A: (HERE,), B: TIMEOUT}, {A: (), B: TIMEOUT}], True),
        ([{A: (HERE,), B: (HERE,)}, {A: (), B: TIMEOUT}, {A: TIMEOUT, B: ()}], False),
        ([{A: (HERE,), B: ()}, {A: (), B: (HERE,)}, {A: (), B: TIMEOUT}], True),
        ([{A: (HERE,)}, {A: (AXE_DID_NOT_RUN,)}], True),
        ([{A: (HERE,)}, {A: (OTHER_UNTESTED,)}], False),
        ([{A: ()}, {A: ()}], False),
    ],
    ids=[
        "audited", "timeout", "moved", "moved-to-a-page-missed", "moved-to-a-page-audited", "gone", "not-found-again", "audited-before", "audited-since", "one-page-of-two",
        "page-missed-two-nights", "each-page-in-its-night", "moved-to-a-missed-page", "rule-untested", "other-rule-untested", "never-seen",
    ],
)  # fmt: skip
def test_defect_may_still_be_where_nobody_looked_since(store: Store, nights: list[Shown], *, expected: bool) -> None:
    for shown in nights:
        run = begun(store, *shown)
        visit_all(store, run, shown)
    assert expected == (HERE.defect in tracking.unsettled(store, run.id, [HERE.defect, "0" * 32]))
    assert set() == tracking.unsettled(store, run.id, [])


def test_looking_on_another_site_is_not_looking_here(store: Store) -> None:
    first, elsewhere, second = begun(store, A), begun(store, A, site="https://other.example/"), begun(store, B)
    visit_all(store, first, {A: (HERE,)})
    visit_all(store, elsewhere, {A: ()})
    assert {HERE.defect} == tracking.unsettled(store, second.id, [HERE.defect])


def test_many_defects_are_looked_for_at_once(store: Store) -> None:
    first, second = begun(store, A, B), begun(store, A, B)
    there = tuple(finding(B, part=f"p{number}") for number in range(500))
    visit_all(store, first, {A: (HERE,), B: there})
    visit_all(store, second, {A: (), B: TIMEOUT})
    expected = {each.defect for each in there}
    assert expected == tracking.unsettled(store, second.id, [HERE.defect, *expected])


def test_what_was_not_looked_for_stands_with_its_criteria() -> None:
    with fresh_store() as store:
        left, asked = finding(A), finding(A, Kind.REVIEW, part="q")
        first = begun(store, A)
        visit_all(store, first, {A: (left, asked)})
        before = {
            each.defect: each for each in states(first.id, reading.seen(store, first.id), {}, known=bool, retested=bool)
        }
        second = begun(store, A, night=1)
        visit_all(store, second, {A: NotAudited(Why.TIMEOUT)})
        now = states(second.id, (), before, known=bool, retested=lambda _: False)
        reading.save_assessment(store, second.id, states=now, outcomes=())

        assert {left.defect: left.criteria} == reading.standing(store, second.id)
        assert {} == reading.standing(store, first.id)
