"""Whole nights in a real store: what is told of defects and criteria, against a model of the site."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit import registry
from a11y_audit.assess.criteria import MANUAL
from a11y_audit.assess.defects import State
from a11y_audit.audit.assessing import assess, needs
from a11y_audit.audit.plan import Plan
from a11y_audit.authoring import Mend, Say, Site, Text, failed, rule
from a11y_audit.core.criterion import Level
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import DisagreementError
from a11y_audit.standards import Machine, standard
from a11y_audit.store import reading, runs
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from tests.unit.stores import SITE, START, begun, finding, fresh_store, visit_all

PAGES = tuple(f"{SITE}{name}" for name in "ab")
PARTS = "pq"
CRITERIA = standard("jis2016").at(Level.AA)
PLAN = Plan(standard=standard("jis2016"), criteria=CRITERIA, page_rules=registry.rules(), site_rules=())
DECIDABLE = next(each.number for each in CRITERIA if each.machine is Machine.FULL)
GONE, TIMEOUT = NotAudited(Why.NOT_FOUND), NotAudited(Why.TIMEOUT)

Shown = Mapping[str, tuple[Finding, ...] | NotAudited]


@st.composite
def pages(draw: st.DrawFn, url: str) -> tuple[Finding, ...] | NotAudited:
    """Draw what a night shows of a page; "untested" is a page that was audited without the rules of the barrier."""
    missed = draw(st.none() | st.sampled_from([GONE, TIMEOUT]))
    if missed:
        return missed
    if draw(st.booleans()) and draw(st.booleans()):
        return (replace(finding(url, Kind.UNTESTED), target=None),)
    return tuple(finding(url, part=part) for part in PARTS if draw(st.booleans()))


nights = st.lists(st.fixed_dictionaries({url: pages(url) for url in PAGES}), min_size=1, max_size=4)


def night(store: Store, shown: Shown, *, number: int = 0, plan: Plan | None = None) -> Run:
    run = begun(store, *shown, night=number)
    visit_all(store, run, shown)
    runs.finish(store, run.id, state="complete", now=START)
    assess(store, run, plan or PLAN)
    return run


@settings(max_examples=25)
@given(nights)
def test_defect_is_open_as_long_as_one_page_may_still_have_it(history: list[Shown]) -> None:
    standing: dict[str, frozenset[str]] = dict.fromkeys(PAGES, frozenset())
    with fresh_store() as store:
        for number, shown in enumerate(history):
            for url, page in shown.items():
                if page == GONE:
                    standing[url] = frozenset()
                elif not isinstance(page, NotAudited) and not any(each.kind is Kind.UNTESTED for each in page):
                    standing[url] = frozenset(each.defect for each in page)
            run = night(store, shown, number=number)
            told = reading.defect_states_of(store, run.id)
            if any(not isinstance(page, NotAudited) for page in shown.values()):
                expected = frozenset().union(*standing.values())
                assert expected == {defect for defect, state in told.items() if state.state.open}


@settings(max_examples=25)
@given(nights)
def test_states_and_numbers_are_the_same_when_counted_again(history: list[Shown]) -> None:
    with fresh_store() as store:
        for number, shown in enumerate(history):
            run = night(store, shown, number=number)
            states, outcomes = reading.defect_states_of(store, run.id), reading.outcomes_of(store, run.id)
            totals = runs.get(store, run.id).totals
            assess(store, run, PLAN)
            assert states == reading.defect_states_of(store, run.id)
            assert outcomes == reading.outcomes_of(store, run.id)
            assert totals == runs.get(store, run.id).totals


def test_night_in_which_the_site_was_down_forgets_nothing(store: Store) -> None:
    here = finding(PAGES[0])
    night(store, {PAGES[0]: (here,)})
    down = night(store, {PAGES[0]: TIMEOUT}, number=1)
    after = night(store, {PAGES[0]: (here,)}, number=2)
    assert State.NOT_RETESTED is reading.defect_states_of(store, down.id)[here.defect].state
    assert State.PERSISTING is reading.defect_states_of(store, after.id)[here.defect].state


def test_interrupted_night_that_was_never_assessed_forgets_nothing(store: Store) -> None:
    here = finding(PAGES[0])
    night(store, {PAGES[0]: (here,)})
    broken = begun(store, PAGES[0])
    visit_all(store, broken, {PAGES[0]: ()})
    runs.abandon(store, broken.id, now=START)
    after = night(store, {PAGES[0]: (here,)}, number=2)
    assert State.PERSISTING is reading.defect_states_of(store, after.id)[here.defect].state


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ({PAGES[0]: ()}, "passed"),
        ({PAGES[0]: (), PAGES[1]: NotAudited(Why.DOCUMENT)}, "passed"),
        ({PAGES[0]: (), PAGES[1]: TIMEOUT}, MANUAL),
        ({PAGES[0]: TIMEOUT}, MANUAL),
        ({PAGES[0]: (replace(finding(PAGES[0], Kind.UNTESTED), criteria=(DECIDABLE,)),)}, "untested"),
        ({PAGES[0]: (replace(finding(PAGES[0]), criteria=(DECIDABLE,)),), PAGES[1]: TIMEOUT}, "failed"),
    ],
    ids=["all-tested", "document-left-out", "page-missing", "no-page", "rule-untested", "failed"],
)
def test_criterion_passes_only_when_all_of_the_site_was_tested(store: Store, shown: Shown, expected: str) -> None:
    run = night(store, shown)
    assert expected == reading.outcomes_of(store, run.id)[DECIDABLE].state


def test_site_rules_are_judged_and_counted(store: Store) -> None:
    @rule(
        id="page-said-again",
        version=1,
        title=Text("", ""),
        criteria=["2.4.2"],
        techniques=[],
        says={"bad": failed(ja="", en="")},
        why=Text("", ""),
        mend=Mend(Text("", ""), Text("", "")),
        source="",
    )
    def said_of_each(site: Site) -> Iterator[Say]:
        del site
        yield Site.says("bad", PAGES[1], None)

    run = begun(store, *PAGES)
    visit_all(store, run, {PAGES[0]: (), PAGES[1]: ()})
    for _ in range(2):
        totals = assess(store, run, replace(PLAN, site_rules=(said_of_each,)))
        assert (2, 1, {"failed": 1}, {"new": 1}) == (
            totals.audited,
            totals.failed_pages,
            totals.findings,
            totals.defect_states,
        )


def test_defect_whose_rule_is_switched_off_is_not_called_fixed(store: Store) -> None:
    here = finding(PAGES[0])
    night(store, {PAGES[0]: (here,)})
    without = replace(PLAN, page_rules=tuple(each for each in PLAN.page_rules if each.id != here.rule))
    off = night(store, {PAGES[0]: ()}, number=1, plan=without)
    again = night(store, {PAGES[0]: ()}, number=2)
    assert State.NOT_RETESTED is reading.defect_states_of(store, off.id)[here.defect].state
    assert State.FIXED is reading.defect_states_of(store, again.id)[here.defect].state


def test_criterion_of_which_a_rule_is_switched_off_is_not_passed(store: Store) -> None:
    run = night(store, {PAGES[0]: ()}, plan=replace(PLAN, weakened=frozenset({DECIDABLE})))
    assert MANUAL == reading.outcomes_of(store, run.id)[DECIDABLE].state


def test_lost_findings_are_noticed(store: Store) -> None:
    run = night(store, {PAGES[0]: (finding(PAGES[0]),)})
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM findings")
    with pytest.raises(DisagreementError):
        assess(store, run, PLAN)


def test_where_pictures_are_read_their_rules_look_only_where_all_of_them_were() -> None:
    reading_rules = {each.id for each in PLAN.rules if each.reads_pictures}
    with_letters, without = needs(PLAN, {"letters": "1"}), needs(PLAN, {})

    assert "text-not-drawn-as-image" in reading_rules
    assert reading_rules == {rule for rule, needed in with_letters.items() if needed != without[rule]}
    assert {"letters"} == {with_letters[each] for each in reading_rules}
    assert {"keyboard"} & set(without.values())
