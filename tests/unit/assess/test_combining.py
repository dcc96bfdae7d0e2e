"""Which combinations of techniques hold: all parts of one, on every page that uses it, and never by guess."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.answers import Answer
from a11y_audit.assess.combining import Combination, Ground, Standing, adequate, failures, grounds
from a11y_audit.assess.judgement import CellState
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Place, Question, QuestionKind
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.text import Text
from a11y_audit.standards import situations, techniques
from tests.unit.assess.cases import MOMENT
from tests.unit.assess.tables import PAGES, table

ONE, OTHER = PAGES
SIGNS = sorted(
    {each.id for each in techniques().values() if each.sign} | {each.key for each in situations() if each.sign}
)
NUMBERS = sorted({each.criterion for each in situations()})
CELLS = st.tuples(st.sampled_from(NUMBERS), st.integers(0, len(PAGES) - 1))
USED = st.dictionaries(st.sampled_from(PAGES), st.frozensets(st.sampled_from(SIGNS)), max_size=2)
FAILED = st.dictionaries(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(PAGES)),
    st.frozensets(st.sampled_from([*techniques()])),
    max_size=9,
)
NOTHING = Text("", "")


def made(
    used: dict[str, Collection[str]],
    odd: dict[tuple[str, int], CellState] | None = None,
    failed: dict[tuple[str, str], Collection[str]] | None = None,
) -> dict[str, Ground]:
    found = grounds(situations(), table(odd), used, failed or {})
    return {each.situation.key: each for each in found}


def of(found: dict[str, Ground], key: str, *names: str) -> Combination:
    return next(each for each in found[key].combinations if each.names == names)


def test_a_combination_holds_where_its_marked_part_is_used_and_a_person_judged_the_criterion() -> None:
    found = made({ONE: {"1.1.1-A", "H37"}, OTHER: set()})

    assert Combination(names=("G94", "H37"), standing=Standing.HOLDS, pages=1) == of(found, "1.1.1-A", "G94", "H37")
    assert Standing.UNUSED is of(found, "1.1.1-A", "G94", "PDF1").standing
    assert adequate(table().row("1.1.1"), list(found.values()))


@pytest.mark.parametrize(
    ("key", "names", "why"),
    [
        ("1.1.1-B-1", ("G95", "H37"), "the image may be of situation A"),
        ("1.1.1-E", ("G143", "G144"), "nothing shows a CAPTCHA"),
        ("3.3.2-1", ("G131", "G89"), "labels do not show whether there are examples"),
        ("1.2.2", ("G93",), "captions that are part of the pictures leave no mark"),
        ("2.4.1-2", ("H70", "H64"), "one of two parts leaves no mark and is no general technique"),
    ],
)
def test_what_records_can_not_tell_is_left_to_people(key: str, names: tuple[str, ...], why: str) -> None:
    found = made(dict.fromkeys(PAGES, ("1.1.1-A", "H37", "H64", "G131")))
    assert Standing.UNKNOWN is of(found, key, *names).standing, why


def test_the_only_way_to_meet_a_criterion_needs_no_mark() -> None:
    assert Standing.HOLDS is of(made(dict.fromkeys(PAGES, ())), "2.1.2", "G21").standing


def test_without_a_record_nothing_is_known() -> None:
    found = made({ONE: {"H57"}})
    assert Standing.UNKNOWN is of(found, "3.1.1", "H57").standing
    assert not adequate(table().row("3.1.1"), list(found.values()))


@pytest.mark.parametrize(
    ("failed", "expected"), [({"H37"}, Standing.FAILED), ({"F30"}, Standing.UNJUDGED), ((), Standing.UNJUDGED)]
)
def test_a_failure_counts_against_the_technique_that_it_is_about(failed: Collection[str], expected: Standing) -> None:
    odd = {("1.1.1", 1): CellState.FAILED}
    found = made(dict.fromkeys(PAGES, ("1.1.1-A", "H37")), odd, {("1.1.1", OTHER): failed})

    each = of(found, "1.1.1-A", "G94", "H37")
    assert (expected, 2, int(expected is Standing.FAILED)) == (each.standing, each.pages, each.failed)
    assert expected is found["1.1.1-A"].standing
    assert not adequate(table(odd).row("1.1.1"), list(found.values()))


def test_what_only_other_files_than_pages_share_is_no_second_situation() -> None:
    assert Standing.HOLDS is of(made(dict.fromkeys(PAGES, ("G91",))), "2.4.4-1", "G91").standing


def test_a_page_that_nobody_judged_leaves_its_combinations_open() -> None:
    found = made(dict.fromkeys(PAGES, ("H57",)), {("3.1.1", 0): CellState.MANUAL})
    assert Combination(names=("H57",), standing=Standing.OPEN, pages=2) == of(found, "3.1.1", "H57")


def test_two_ways_are_needed_to_find_a_page() -> None:
    assert Standing.UNKNOWN is made(dict.fromkeys(PAGES, ("G161",)))["2.4.5"].standing


def test_one_combination_that_holds_does_not_excuse_another_that_fails() -> None:
    used = dict.fromkeys(PAGES, ("H51", "H63"))
    found = made(used, {("1.3.1", 0): CellState.FAILED}, {("1.3.1", ONE): {"H63"}})

    assert Standing.FAILED is found["1.3.1-A-2"].standing


@given(USED, st.dictionaries(CELLS, st.sampled_from(CellState), max_size=12), FAILED)
def test_nothing_holds_where_a_page_that_uses_it_is_open_or_fails(
    used: dict[str, Collection[str]],
    odd: dict[tuple[str, int], CellState],
    failed: dict[tuple[str, str], Collection[str]],
) -> None:
    judged = table(odd)
    found = made(used, odd, failed)
    for ground in found.values():
        row = judged.row(ground.situation.criterion)
        for each in ground.combinations:
            marked = [name for name in each.names if techniques()[name].sign]
            if each.standing is Standing.HOLDS:
                on = [cell for cell in row.cells if set(marked) <= {*used.get(cell.page, ())}]
                undone = [cell for cell in on if cell.state not in (CellState.PASSED, CellState.INAPPLICABLE)]
                in_home = [
                    cell for cell in undone if ground.situation.key in used[cell.page] or not ground.situation.sign
                ]
                assert in_home == []
                assert 0 < each.pages <= len(PAGES)
            assert (each.standing is Standing.FAILED) == bool(each.failed)
    for row in judged.rows:
        if row.state is not CellState.PASSED:
            assert not adequate(row, list(found.values()))


def question(*, certain: bool) -> Question:
    place = Place(page=ONE, evidence="e")
    return Question(
        id="q", kind=QuestionKind.DEFECT, criteria=("1.1.1",), places=(place,), certain=certain, ask=NOTHING,
        reason=NOTHING, look=NOTHING, demand=NOTHING, rule="rule",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("certain", "said", "note", "expected"),
    [
        (True, None, "", True), (True, Outcome.PASSED, "", True), (True, Outcome.PASSED, "誤検出", False),
        (False, None, "", False), (False, Outcome.FAILED, "", True), (False, Outcome.PASSED, "", False),
    ],
)  # fmt: skip
def test_what_failed_is_proven_and_not_lifted_or_said_by_a_person(
    said: Outcome | None, note: str, *, certain: bool, expected: bool
) -> None:
    given_answers = (
        [Answer(question="q", outcome=said, person="山田", moment=MOMENT, note=note, evidence=("e",))] if said else []
    )
    found = failures([question(certain=certain)], Ledger(given_answers), {"rule": ("H37",)})
    assert ({("1.1.1", ONE): {"H37"}} if expected else {}) == found
