"""The judgement table is honest: nothing is met that is open, and its totals are its details."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit.assess.answers import Answer
from a11y_audit.assess.asking import questions
from a11y_audit.assess.judgement import CellState, Origin
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Question, QuestionKind
from a11y_audit.assess.records import Case, PageRecord, certain, evidence_of_finding
from a11y_audit.assess.tabling import table
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Kind, Outcome
from a11y_audit.standards.judging import judging
from a11y_audit.subject import Content
from tests.unit.assess.cases import CRITERIA, MOMENT, WHY, answered, cases, finding, judged

URL = "https://www.city.example.jp/a"
CONTENT = Content(whole=True, counts={"image": 1}, parts={"images": "x"}, shown={})


def case(*pages: PageRecord, decidable: frozenset[str] = frozenset({"3.1.1"})) -> Case:
    return Case(criteria=CRITERIA, pages=pages, rules={}, on=(), decidable=decidable)


def reply(question: Question, outcome: Outcome, person: str = "山田", number: int = 1, note: str = "") -> Answer:
    return Answer(
        id=number,
        question=question.id,
        outcome=outcome,
        person=person,
        moment=MOMENT,
        note=note,
        evidence=question.evidence,
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_findings_and_answers_make_a_cell_met_that_is_open(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    asked, ledger, made = judged(drawn, data.draw(answered(drawn)))
    for row in made.rows:
        number = row.criterion.number
        for cell, page in zip(row.cells, drawn.pages, strict=True):
            about = [each for each in asked if number in each.criteria and page.url in each.pages]
            undecided = [
                place
                for each in about
                if not each.certain
                for place in each.places
                if place.page == page.url and ledger.decision(place.evidence).outcome is None
            ]
            proven = [each for each in certain(page.on(number)) if not ledger.decision(evidence_of_finding(each)).lifts]
            if undecided or proven:
                assert cell.state not in (CellState.PASSED, CellState.INAPPLICABLE)
            if proven:
                assert (CellState.FAILED, Origin.MACHINE) == (cell.state, cell.origin)
            if cell.state is CellState.PASSED:
                by_type = cell.origin is Origin.TYPE and number in drawn.decidable and not page.on(number)
                assert by_type or (cell.origin is Origin.PERSON and about)
            if cell.state is CellState.INAPPLICABLE and cell.origin is Origin.MACHINE:
                assert page.lacks(judging(number).absent)
            assert cell.state.open == (cell.state is not CellState.FAILED and not _is_closed(cell.state))
            assert bool(cell.questions) <= (cell.state.open or cell.state is CellState.FAILED)


def _is_closed(state: CellState) -> bool:
    return state in (CellState.PASSED, CellState.INAPPLICABLE)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_totals_are_the_sum_of_the_details(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    _, _, made = judged(drawn, data.draw(answered(drawn)))
    cells = [cell for row in made.rows for cell in row.cells]
    assert len(drawn.criteria) * len(drawn.pages) == len(cells) == sum(made.counts.values())
    assert {state: sum(cell.state is state for cell in cells) for state in CellState} == made.counts
    assert sum(cell.state.open for cell in cells) == made.open
    for row in made.rows:
        assert len(drawn.pages) == sum(row.counts.values())
        if row.state in (CellState.PASSED, CellState.INAPPLICABLE):
            assert not any(cell.state.open or cell.state is CellState.FAILED for cell in row.cells)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_open_cell_is_asked_about_and_answering_all_leaves_none_open(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    asked, _, made = judged(drawn, [])
    known = {each.id for each in asked}
    for row in made.rows:
        for cell in row.cells:
            assert not cell.state.open or (cell.questions and known.issuperset(cell.questions))
    every = [reply(each, Outcome.PASSED, number=number) for number, each in enumerate(asked, 1) if not each.certain]
    assert 0 == judged(drawn, every)[2].open


def test_a_machine_alone_makes_only_the_criterion_met_that_it_judges_whole() -> None:
    _, _, made = judged(case(PageRecord(url=URL, content=CONTENT)), [])
    assert {"3.1.1"} == {row.criterion.number for row in made.rows if row.state is CellState.PASSED}
    assert CellState.INAPPLICABLE is made.cell("1.2.2", URL).state
    assert CellState.MANUAL is made.cell("1.1.1", URL).state


@pytest.mark.parametrize(
    "page",
    [
        PageRecord(url=URL, content=replace(CONTENT, whole=False)),
        PageRecord(url=URL, content=replace(CONTENT, counts={"hint": 1})),
        PageRecord(url=URL),
        PageRecord(url=URL, refused=WHY),
        PageRecord(url=URL, content=CONTENT, findings=(finding(URL, Kind.REVIEW, "1.2.2", "b"),)),
    ],
    ids=["cut-short", "hint-at-a-player", "content-unknown", "not-audited", "something-found"],
)
def test_what_is_not_proven_absent_is_no_ground_for_not_applicable(page: PageRecord) -> None:
    assert judged(case(page), [])[2].cell("1.2.2", URL).state.open


def test_a_defect_is_asked_once_and_its_answer_holds_wherever_the_same_is_seen_and_nowhere_else() -> None:
    urls = [f"{URL}{number}" for number in range(3)]
    parts = ("b", "b", "c")
    found = [
        PageRecord(url=url, content=CONTENT, findings=(finding(url, Kind.REVIEW, "1.1.1", part),))
        for url, part in zip(urls, parts, strict=True)
    ]
    drawn = case(*found)
    first, second = [each for each in questions(drawn, Ledger(())) if each.kind is QuestionKind.DEFECT]
    assert (tuple(urls[:2]), tuple(urls[2:])) == (first.pages, second.pages)
    _, _, made = judged(drawn, [reply(first, Outcome.FAILED)])
    states = [made.cell("1.1.1", url).state for url in urls]
    assert [CellState.FAILED, CellState.FAILED, CellState.REVIEW] == states


def test_when_what_was_seen_changes_it_is_asked_again_and_the_old_answer_is_shown() -> None:
    before = case(PageRecord(url=URL, content=CONTENT))
    (asked,) = [each for each in questions(before, Ledger(())) if each.criteria == ("1.1.1",)]
    given = reply(asked, Outcome.PASSED)
    assert CellState.PASSED is judged(before, [given])[2].cell("1.1.1", URL).state
    after = case(PageRecord(url=URL, content=replace(CONTENT, parts={"images": "y"})))
    again, ledger, made = judged(after, [given])
    assert CellState.MANUAL is made.cell("1.1.1", URL).state
    (same,) = [each for each in again if each.criteria == ("1.1.1",)]
    assert (asked.id, (given,)) == (same.id, ledger.outdated(same))
    assert CellState.PASSED is judged(before, [given])[2].cell("1.1.1", URL).state


def test_people_who_differ_leave_the_cell_open_until_one_of_them_answers_again() -> None:
    drawn = case(PageRecord(url=URL, content=CONTENT))
    (asked,) = [each for each in questions(drawn, Ledger(())) if each.criteria == ("1.1.1",)]
    two = [reply(asked, Outcome.PASSED), reply(asked, Outcome.FAILED, "佐藤", 2, "図1")]
    _, ledger, made = judged(drawn, two)
    cell = made.cell("1.1.1", URL)
    assert (CellState.MANUAL, True) == (cell.state, ledger.conflicts(asked))
    assert ["適合（山田、2026-11-30）", "不適合：図1（佐藤、2026-11-30）"] == [note.ja for note in cell.notes]
    third = reply(asked, Outcome.FAILED, number=3)
    assert CellState.FAILED is judged(drawn, [*two, third])[2].cell("1.1.1", URL).state


def test_what_a_machine_proved_is_set_aside_only_with_a_reason_and_then_the_criterion_is_asked() -> None:
    drawn = case(PageRecord(url=URL, content=CONTENT, findings=(finding(URL, Kind.FAILED, "1.1.1", "b"),)))
    (asked,) = [each for each in questions(drawn, Ledger(())) if each.criteria == ("1.1.1",)]
    assert asked.certain
    silent = judged(drawn, [reply(asked, Outcome.PASSED)])[2].cell("1.1.1", URL)
    assert CellState.FAILED is silent.state
    told = reply(asked, Outcome.PASSED, note="飾りの画像で、規則の誤り")
    again, _, made = judged(drawn, [told])
    cell = made.cell("1.1.1", URL)
    assert (CellState.MANUAL, 2) == (cell.state, len([each for each in again if each.criteria == ("1.1.1",)]))
    assert "規則の誤り" in cell.notes[0].ja


def test_pages_of_rare_templates_share_one_question_and_those_of_others_have_their_own() -> None:
    found = [
        PageRecord(url=f"{URL}{number}", content=replace(CONTENT, parts={"text": str(number)})) for number in range(8)
    ]
    names = dict(zip([page.url for page in found], "aaabbcde", strict=True))
    asked = [
        each
        for each in questions(replace(case(*found), templates=names), Ledger(()))
        if each.criteria == ("1.3.1",) and each.kind is QuestionKind.CRITERION
    ]
    assert [("a", 3), ("", 5)] == [(each.template, len(each.places)) for each in asked]
    assert 8 == len({place.evidence for each in asked for place in each.places})


def test_what_was_never_asked_is_never_met() -> None:
    drawn = case(PageRecord(url=URL, content=CONTENT))
    made = table(drawn, [], Ledger(()), standard="jis2016", level=Level.AA, run_id=1)
    assert {CellState.UNTESTED, CellState.INAPPLICABLE, CellState.PASSED} == {row.state for row in made.rows}
    assert {"3.1.1"} == {row.criterion.number for row in made.rows if row.state is CellState.PASSED}


def test_who_can_not_tell_leaves_the_question_open_and_the_note_shown() -> None:
    drawn = case(PageRecord(url=URL, content=CONTENT))
    (asked,) = [each for each in questions(drawn, Ledger(())) if each.criteria == ("1.1.1",)]
    cell = judged(drawn, [reply(asked, Outcome.CANT_TELL, note="業者に聞く")])[2].cell("1.1.1", URL)
    assert (CellState.MANUAL, "分からない：業者に聞く（山田、2026-11-30）") == (cell.state, cell.notes[0].ja)
