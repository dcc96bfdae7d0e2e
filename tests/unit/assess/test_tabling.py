"""The judgement table is honest: nothing is met that is open, and its totals are its details."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from a11y_audit.assess.answers import Answer
from a11y_audit.assess.asking import questions
from a11y_audit.assess.claims import Degree, strongest
from a11y_audit.assess.judgement import CellState, Origin, repaired
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Question, QuestionKind
from a11y_audit.assess.records import Case, PageRecord, certain, evidence_of_finding
from a11y_audit.assess.tabling import table
from a11y_audit.assess.waivers import Waiver
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Kind, Outcome
from a11y_audit.standards import standard
from a11y_audit.standards.judging import judging
from a11y_audit.subject import Content
from tests.unit.assess import tables
from tests.unit.assess.cases import CRITERIA, MOMENT, WHY, answered, cases, finding, judged, pages

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


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_waiver_adds_a_note_and_changes_no_cell(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    given_answers = data.draw(answered(drawn))
    asked, ledger, plain = judged(drawn, given_answers)
    rules = st.sampled_from([f"rule-{each.number}" for each in drawn.criteria])
    waivers = [
        Waiver(rule=each, reason="改修中", person="山田", since=MOMENT.date(), until=MOMENT.date())
        for each in data.draw(st.lists(rules, max_size=3, unique=True))
    ]
    made = table(drawn, asked, ledger, standard="jis2016", level=Level.AA, run_id=1, waivers=waivers)
    for row, other in zip(made.rows, plain.rows, strict=True):
        for cell, bare in zip(row.cells, other.cells, strict=True):
            told = [note for note in cell.notes if note not in bare.notes]
            assert replace(cell, notes=bare.notes) == bare
            page = next(each for each in drawn.pages if each.url == cell.page)
            found = {each.rule for each in page.on(cell.criterion) if each.kind is not Kind.UNTESTED}
            assert {each.words for each in waivers if each.rule in found} == {*told}


@settings(max_examples=100, deadline=None)
@given(data=st.data(), everything_met=st.booleans())
def test_no_nights_and_answers_give_conformance_where_a_cell_is_open_fails_or_was_repaired(
    data: st.DataObject, *, everything_met: bool
) -> None:
    night = data.draw(cases())
    first = replace(night, pages=tuple(data.draw(pages(number)) for number in range(len(night.pages))))
    said = data.draw(answered(night))
    if everything_met:
        asked, _, _ = judged(night, [])
        said = [reply(each, Outcome.PASSED, number=number, note="見た") for number, each in enumerate(asked, 1)]
    before, now = judged(first, said)[2], judged(night, said)[2]
    mended = repaired(before, now, now.pages)
    rows = {row.criterion.number: row for row in now.rows}
    whole = tables.table(pages=now.pages)
    whole = replace(whole, rows=tuple(rows.get(row.criterion.number, row) for row in whole.rows))
    claim = strongest(tables.grounds(whole, repaired=mended), Level.AA)
    for level in [level for degree, level in claim.parts if degree is Degree.CONFORMS] if claim else []:
        at = {each.number for each in standard("jis2016").at(level)}
        for row in whole.rows:
            if row.criterion.number in at:
                assert all(_is_closed(cell.state) for cell in row.cells)
                if row.criterion.number in rows:
                    old = before.row(row.criterion.number).cells
                    assert not [cell for cell in old if cell.state is CellState.FAILED]
    event(claim.parts[0][0] if claim else "none")


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
    assert (CellState.MANUAL, "分からない：業者に聞く（2026-11-30）") == (cell.state, cell.notes[0].ja)
