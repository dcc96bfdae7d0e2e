"""The JIS test as an officer goes through it: choose pages, see what is open, answer, audit again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from a11y_audit import review
from a11y_audit.assess.answers import Answer
from a11y_audit.assess.judgement import CellState, Origin
from a11y_audit.assess.questions import Question, QuestionKind
from a11y_audit.core.outcome import Kind, Outcome
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError
from a11y_audit.review import Choice, Judged
from a11y_audit.settings import Settings
from a11y_audit.store.answers import save_answers
from a11y_audit.store.engine import Store, open_store
from a11y_audit.workplace import DATA
from tests.unit.stores import SITE, finding
from tests.unit.trials import content, night

DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
PAGES = {"": [], "a": [finding(f"{SITE}a")], "b": [finding(f"{SITE}b", Kind.REVIEW, "x")]}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / DATA)
    yield store
    store.close()


def judged(folder: Path, standard: str | None = None, **settings: object) -> Judged:
    return review.judge(Settings.model_validate(settings), folder, today=DAY, standard=standard)


def answer(folder: Path, question: Question, outcome: Outcome = Outcome.PASSED, **how: str) -> None:
    given = {"person": "山田", **how}
    review.answer(Settings(), folder, question.id, outcome, now=NOW, **given)  # type: ignore[arg-type]


def answer_all(store: Store, found: Judged) -> None:
    given = [
        Answer(question=each.id, outcome=Outcome.PASSED, person="山田", moment=NOW, evidence=each.evidence)
        for each in found.asked
    ]
    save_answers(store, SITE, given)


def asked(found: Judged, criterion: str, wanted: Callable[[Question], bool] = lambda _: True) -> Question:
    return next(each for each in found.questions if criterion in each.criteria and wanted(each))


def test_from_an_audit_to_a_table_without_an_open_cell(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    assert ["top"] == [each.kind.value for each in review.propose(tmp_path)]
    assert 3 == len(review.draw(tmp_path, Choice(), day=DAY).sample.pages)
    before = judged(tmp_path)
    assert len(before.asked) == len(before.open) > 0
    assert (CellState.FAILED, Origin.MACHINE) == (
        before.table.cell("1.1.1", f"{SITE}a").state,
        before.table.cell("1.1.1", f"{SITE}a").origin,
    )
    assert CellState.REVIEW is before.table.cell("1.1.1", f"{SITE}b").state
    assert CellState.INAPPLICABLE is before.table.cell("1.2.2", SITE).state
    answer_all(city, before)
    after = judged(tmp_path)
    assert ((), 0) == (after.open, after.table.open)
    assert CellState.PASSED is after.table.cell("1.1.1", f"{SITE}b").state
    assert CellState.FAILED is after.table.row("1.1.1").state


def test_after_a_change_only_what_changed_is_asked_again(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    answer_all(city, judged(tmp_path))
    night(city, PAGES, number=1, contents={"b": content("new")})
    again = judged(tmp_path)
    assert again.open
    pages = {place.page for each in again.open for place in again.ledger.open_places(each)}
    assert f"{SITE}b" in pages
    keyboard = again.table.cell("2.1.1", f"{SITE}b")
    assert (CellState.PASSED, CellState.MANUAL) == (keyboard.state, again.table.cell("1.3.3", f"{SITE}b").state)
    about = asked(again, "1.3.3")
    assert [f"{SITE}b"] == [place.page for place in again.ledger.open_places(about)]


def test_a_page_that_disappeared_under_the_test_is_told_and_its_answers_stay(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    answer(tmp_path, asked(judged(tmp_path), "1.3.3"))
    night(city, {**PAGES, "b": NotAudited(Why.NOT_FOUND, "404")}, number=1)
    gone = judged(tmp_path)
    assert [f"{SITE}b"] == list(gone.missing)
    assert {CellState.UNTESTED} == {row.cells[gone.table.pages.index(f"{SITE}b")].state for row in gone.table.rows}
    night(city, PAGES, number=2)
    assert CellState.PASSED is judged(tmp_path).table.cell("1.3.3", f"{SITE}b").state


def test_pages_whose_problems_went_after_the_draw_are_told(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    assert {} == judged(tmp_path).repaired
    night(city, {**PAGES, "a": []}, number=1)
    assert {f"{SITE}a": ("1.1.1", "2.4.4")} == judged(tmp_path).repaired


def test_what_was_not_looked_for_again_is_not_called_repaired(city: Store, tmp_path: Path) -> None:
    unseen = replace(finding(f"{SITE}a"), rule="focus-visible", barrier="focus-visible", criteria=("2.4.7",))
    night(city, {**PAGES, "a": [unseen]})
    review.draw(tmp_path, Choice(), day=DAY)
    night(city, {**PAGES, "a": []}, number=1, contents={"a": content("とりかえた")})
    assert {} == judged(tmp_path).repaired


def test_pages_that_a_person_failed_and_that_changed_since_are_repaired_too(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    question = asked(judged(tmp_path), "1.3.3")
    page = f"{SITE}b"
    review.answer(
        Settings(), tmp_path, question.id, Outcome.FAILED, person="山田", note="右の図", pages=[page], now=NOW
    )
    assert {} == judged(tmp_path).repaired
    night(city, PAGES, number=1, contents={"b": content("直した")})
    again = judged(tmp_path)
    assert {page: ("1.3.3",)} == again.repaired
    assert CellState.MANUAL is again.table.cell("1.3.3", page).state


def test_what_is_gone_with_its_page_or_failed_no_person_is_not_called_repaired(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    night(city, {**PAGES, "a": NotAudited(Why.GONE)}, number=1, contents={"b": content("新しい")})
    assert {} == judged(tmp_path).repaired


def test_the_same_findings_by_three_standards(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    assert [38, 50, 55] == [len(judged(tmp_path, each).table.rows) for each in ("jis2016", "wcag21", "wcag22")]
    # These pages have no record that could be judged by another standard: nothing is claimed of them.
    assert {CellState.UNTESTED} == {row.state for row in judged(tmp_path, "wcag22").table.rows}
    with pytest.raises(UsageError, match="wcag30"):
        judged(tmp_path, "wcag30")


def test_an_answer_can_be_for_one_page_only(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    question = asked(judged(tmp_path), "1.3.3")
    review.answer(
        Settings(), tmp_path, question.id, Outcome.FAILED, person="山田", note="右の図", pages=[f"{SITE}b"], now=NOW
    )
    table = judged(tmp_path).table
    assert (CellState.FAILED, CellState.MANUAL) == (
        table.cell("1.3.3", f"{SITE}b").state,
        table.cell("1.3.3", SITE).state,
    )
    with pytest.raises(UsageError, match="no place on this page"):
        review.answer(Settings(), tmp_path, question.id, Outcome.PASSED, person="山田", pages=[f"{SITE}z"], now=NOW)


def test_answers_that_say_too_little_are_refused_and_not_stored(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    found = judged(tmp_path)
    certain = asked(found, "1.1.1", lambda each: each.certain)
    with pytest.raises(UsageError, match="needs a reason"):
        answer(tmp_path, certain)
    with pytest.raises(UsageError, match="name of the person"):
        answer(tmp_path, asked(found, "1.3.3"), person=" ")
    with pytest.raises(UsageError, match="is no answer"):
        answer(tmp_path, asked(found, "1.3.3"), Outcome.UNTESTED)
    with pytest.raises(UsageError, match="no question nothing"):
        review.answer(Settings(), tmp_path, "nothing", Outcome.PASSED, person="山田", now=NOW)
    assert () == judged(tmp_path).ledger.given(certain)
    answer(tmp_path, certain, note="飾りの画像")
    assert CellState.FAILED is not judged(tmp_path).table.cell("1.1.1", f"{SITE}a").state


def test_waivers_are_told_beside_the_failure_and_end(city: Store, tmp_path: Path) -> None:
    night(city, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    waiver = {"rule": "image-alt-not-file-name", "pages": ("/a",), "reason": "改修中", "person": "山田"}
    for until, told in ((DAY, True), (date(2026, 11, 29), False)):
        found = judged(tmp_path, waiver=({**waiver, "since": date(2026, 11, 1), "until": until},))
        cell = found.table.cell("1.1.1", f"{SITE}a")
        assert CellState.FAILED is cell.state
        assert told == any("改修中" in note.ja for note in cell.notes)
        assert () == found.table.cell("1.1.1", f"{SITE}b").notes


def test_pages_of_one_template_share_one_question(city: Store, tmp_path: Path) -> None:
    night(city, {str(number): [] for number in range(30)})
    review.draw(tmp_path, Choice(), day=DAY)
    found = judged(tmp_path)
    assert {1} == {
        sum(criterion in each.criteria and each.kind is QuestionKind.CRITERION for each in found.questions)
        for criterion in ("1.3.1", "2.1.1", "2.4.6")
    }


def test_the_frame_can_be_written_out_in_the_order_of_the_draw(city: Store, tmp_path: Path) -> None:
    night(city, {str(number): [] for number in range(60)})
    sample = review.draw(tmp_path, Choice(random=5), day=DAY).sample
    drawn = [page.url for page in sample.pages if page.pick.value == "random"]
    assert drawn == review.frame(tmp_path)[:5]
    assert sample == review.show(tmp_path).sample
