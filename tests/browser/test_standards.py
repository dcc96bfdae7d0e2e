"""One audit, reported by three standards from the same records: nothing is visited again, and nothing is said twice."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from a11y_audit import review
from a11y_audit.assess.judgement import CellState, JudgementTable
from a11y_audit.audit.judging import Judged
from a11y_audit.review import Choice
from a11y_audit.settings import Settings
from a11y_audit.standards import STANDARD_IDS
from tests.browser.conftest import City

pytestmark = pytest.mark.browser

DAY = date(2026, 11, 30)
ASKED_AT_MOST = 150


@pytest.fixture(scope="module")
def tests(city: City, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """A sample of the demo city, judged by each standard."""
    folder: Path = tmp_path_factory.mktemp("standards") / "city"
    shutil.copytree(city.folder, folder, symlinks=True)
    review.draw(folder, Choice(), day=DAY)
    return {each: review.judge(Settings(), folder, today=DAY, standard=each) for each in STANDARD_IDS}


def test_each_standard_has_its_criteria_on_the_same_pages(tests: dict[str, Judged]) -> None:
    assert [38, 50, 55] == [len(each.table.rows) for each in tests.values()]
    assert 1 == len({each.table.pages for each in tests.values()})
    assert 40 <= len(tests["jis2016"].table.pages)
    assert [0, 0, 0] == [each.table.counts[CellState.UNTESTED] for each in tests.values()]


def test_shared_criteria_say_the_same_of_each_page_by_every_standard(tests: dict[str, Judged]) -> None:
    first, *others = (cells(each.table) for each in tests.values())
    for other in others:
        shared = first.keys() & other.keys()
        assert [] == [(key, first[key], other[key]) for key in sorted(shared) if first[key] != other[key]]
    assert {"4.1.1"} == {number for number, _ in first.keys() - others[-1].keys()}


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_totals_are_the_details_and_open_cells_are_asked_about(tests: dict[str, Judged], id_: str) -> None:
    judged = tests[id_]
    every = [cell for row in judged.table.rows for cell in row.cells]
    counted = Counter(cell.state for cell in every)

    assert {state: counted[state] for state in CellState} == judged.table.counts
    assert len(judged.table.rows) * len(judged.table.pages) == len(every)
    assert judged.table.open == sum(cell.state.open for cell in every)
    waiting = {each.id for each in judged.open}
    assert all(cell.questions and waiting.issuperset(cell.questions) for cell in every if cell.state.open)


def test_a_test_by_the_japanese_standard_asks_few_questions(tests: dict[str, Judged]) -> None:
    assert 50 < len(tests["jis2016"].asked) < ASKED_AT_MOST


def cells(table: JudgementTable) -> dict[tuple[str, str], tuple[CellState, tuple[str, ...]]]:
    return {
        (cell.criterion, cell.page): (cell.state, tuple(sorted(place.selector for place in cell.places)))
        for row in table.rows
        for cell in row.cells
    }
