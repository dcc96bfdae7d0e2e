"""Answers from a sheet: all that can be taken, or none; each row that can't is told with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.answers import ANSWERS, Answer, heading
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Place, Question, QuestionKind
from a11y_audit.assess.taking import ID_PREFIX, Filled, Taken, check_of, day_of, prefilled, take
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.text import Text

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
WORDS = Text("x", "x")


def question(name: str = "a1b2c3d4e5", *evidence: str, certain: bool = False) -> Question:
    places = tuple(Place(page=f"https://www.city.hikari.lg.jp/{each}", evidence=each) for each in evidence or ("e1",))
    return Question(
        id=name,
        kind=QuestionKind.DEFECT,
        criteria=("1.1.1",),
        places=places,
        certain=certain,
        ask=WORDS,
        reason=WORDS,
        look=WORDS,
        demand=WORDS,
    )


def row(asked: Question, **changes: str) -> Filled:
    whole = Filled(
        number=2,
        question=f"{ID_PREFIX}{asked.id}",
        check=check_of(asked),
        answer="適合",
        person="山田",
        day="2026-11-19",
        note="",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def taken(*rows: Filled, known: tuple[Answer, ...] = (), person: str = "", asked: Question | None = None) -> Taken:
    asked = asked or question()
    return take(rows, {asked.id: asked}, Ledger(known).given, person=person, now=NOW)


def reasons(result: Taken) -> str:
    assert not result.answers
    return " ".join(each.reason.ja for each in result.refused)


def test_a_filled_row_is_an_answer_for_all_places_of_its_question() -> None:
    asked = question("a1b2c3d4e5", "e2", "e1")
    result = taken(row(asked, note=" 説明があります "), asked=asked)

    assert () == result.refused
    assert [
        Answer(
            question=asked.id,
            outcome=Outcome.PASSED,
            person="山田",
            moment=datetime(2026, 11, 19, 3, tzinfo=UTC),
            note="説明があります",
            evidence=("e1", "e2"),
        )
    ] == list(result.answers)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("適合", Outcome.PASSED), (" ○ ", Outcome.PASSED), ("passed", Outcome.PASSED), ("×", Outcome.FAILED),
        ("不適合", Outcome.FAILED), ("－", Outcome.INAPPLICABLE), ("該当なし", Outcome.INAPPLICABLE),
        ("分からない", Outcome.CANT_TELL), ("cantTell", Outcome.CANT_TELL),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_write_them(word: str, outcome: Outcome) -> None:
    assert [outcome] == [each.outcome for each in taken(row(question(), answer=word, note="図1")).answers]


@pytest.mark.parametrize(("rule", "refused"), [("", True), ("image-alt-not-empty", False)])
def test_a_failure_of_which_no_rule_told_needs_to_say_where_and_how(rule: str, *, refused: bool) -> None:
    asked = replace(question(), rule=rule)
    result = taken(row(asked, answer="不適合"), asked=asked)
    assert refused == bool(result.refused)
    assert not refused or "どこがどう不適合か" in reasons(result)


@pytest.mark.parametrize(
    "day", ["2026-11-19", "2026/11/19", "2026年11月19日", "令和8年11月19日", "R8.11.19", "2026-11-19 00:00:00"]
)
def test_days_are_read_as_spreadsheets_save_them(day: str) -> None:
    assert ["2026-11-19"] == [day_of(each.moment) for each in taken(row(question(), day=day)).answers]


@pytest.mark.parametrize("day", ["", "2026-11-20"])
def test_without_a_day_or_today_the_answer_is_of_now(day: str) -> None:
    assert [NOW] == [each.moment for each in taken(row(question(), day=day)).answers]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "Q-zzzzzzzzzz"}, "いまの試験にありません"),
        ({"question": ""}, "いまの試験にありません"),
        ({"check": "00000000"}, "判定するものが変わりました"),
        ({"answer": "たぶん"}, "回答「たぶん」は使えません"),
        ({"answer": "", "note": "暗い"}, "回答を選ぶか、注記を消して"),
        ({"person": ""}, "判定者がありません"),
        ({"day": "きのう"}, "判定日「きのう」を読めません"),
        ({"day": "2026-02-30"}, "読めません"),
        ({"day": "2026-11-21"}, "まだ来ていません"),
    ],
)
def test_what_can_not_be_taken_is_told_with_its_reason(changes: dict[str, str], words: str) -> None:
    assert words in reasons(taken(row(question(), **changes)))


def test_a_name_may_be_given_for_all_rows() -> None:
    assert ["佐藤"] == [each.person for each in taken(row(question(), person=""), person="佐藤").answers]


def test_to_contest_what_a_machine_proved_needs_a_reason() -> None:
    asked = question(certain=True)

    assert "理由が要ります" in reasons(taken(row(asked), asked=asked))
    assert 1 == len(taken(row(asked, note="飾りです"), asked=asked).answers)


def test_rows_of_one_question_that_differ_are_all_refused() -> None:
    result = taken(row(question()), replace(row(question(), answer="不適合"), number=5))

    assert [2, 5] == [each.number for each in result.refused]
    assert "2、5行目" in reasons(result)


def test_a_row_that_stands_twice_alike_counts_once() -> None:
    assert 1 == len(taken(row(question()), replace(row(question()), number=5)).answers)


def test_rows_without_an_answer_are_left_open() -> None:
    result = taken(row(question(), answer="", person="山田"))

    assert (0, 1, ()) == (len(result.answers), result.empty, result.refused)


def test_taking_the_same_sheet_again_adds_nothing() -> None:
    first = taken(row(question(), note="一行目\n二行目"))
    known = tuple(replace(each, id=1) for each in first.answers)
    again = taken(row(question(), note="一行目 二行目"), known=known)

    assert (0, 1) == (len(again.answers), again.same)


def test_another_person_may_say_the_same_and_a_changed_mind_is_new() -> None:
    known = tuple(replace(each, id=1) for each in taken(row(question())).answers)

    assert 1 == len(taken(row(question(), person="佐藤"), known=known).answers)
    assert 1 == len(taken(row(question(), answer="不適合", note="図1"), known=known).answers)
    assert 1 == len(taken(row(question(), note="見直した"), known=known).answers)


def test_an_answer_for_some_places_is_not_shown_as_given_for_all() -> None:
    asked = question("a1b2c3d4e5", "e1", "e2")
    part = Answer(id=1, question=asked.id, outcome=Outcome.PASSED, person="山田", moment=NOW, evidence=("e1",))

    assert prefilled(asked, [part]) is None
    assert replace(part, id=2, evidence=("e1", "e2")) == prefilled(
        asked, [part, replace(part, id=2, evidence=("e1", "e2"))]
    )


ANSWER = st.builds(
    Answer,
    id=st.integers(1, 10_000),
    question=st.just("a1b2c3d4e5"),
    outcome=st.sampled_from(ANSWERS),
    person=st.sampled_from(["山田", "佐藤 花子", "x"]),
    moment=st.integers(0, 400).map(lambda days: NOW - timedelta(days=days, hours=5)),
    note=st.text(max_size=30),
    evidence=st.sampled_from([("e1",), ("e1", "e2")]),
)


@given(st.lists(ANSWER, max_size=6, unique_by=lambda each: each.id))
def test_what_is_exported_and_imported_changes_nothing(known: list[Answer]) -> None:
    asked = question("a1b2c3d4e5", "e1", "e2")
    given = Ledger(known).given
    shown = prefilled(asked, given(asked))
    filled = Filled(
        number=2,
        question=f"{ID_PREFIX}{asked.id}",
        check=check_of(asked),
        answer=heading(shown.outcome).ja if shown else "",
        person=shown.person if shown else "",
        day=day_of(shown.moment) if shown else "",
        note=shown.note if shown else "",
    )
    result = take([filled], {asked.id: asked}, given, now=NOW)

    assert ((), ()) == (result.answers, result.refused)
