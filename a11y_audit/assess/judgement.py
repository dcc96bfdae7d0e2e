"""The judgement table of a test: every criterion on every page of the sample, with what is known and from where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess.questions import Place
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Text
from a11y_audit.standards import Criterion, Method


class CellState(StrEnum):
    """What is known of one criterion on one page; also of a criterion on all of them."""

    FAILED = "failed"
    UNTESTED = "untested"
    REVIEW = "review"
    MANUAL = "manual"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"

    @property
    def open(self) -> bool:
        """Whether nobody can say yet whether the criterion is met."""
        return self in (CellState.UNTESTED, CellState.REVIEW, CellState.MANUAL)

    @property
    def heading(self) -> Text:
        """How reports call it."""
        return _STATES[self]


class Origin(StrEnum):
    """From where a state is known."""

    MACHINE = "machine"
    """A rule proved it, or the records show that the kind of content is absent."""
    PERSON = "person"
    """A person said so."""
    TYPE = "type"
    """The criterion is of the type that a machine can judge whole, and nothing was found."""
    NOBODY = "nobody"
    """Nobody said anything yet."""

    @property
    def heading(self) -> Text:
        """How reports call it."""
        return _ORIGINS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One criterion on one page.

    Attributes:
        criterion: its number.
        page: canonical URL.
        state: what is known.
        origin: from where.
        reason: why, in a sentence.
        places: where on the page, for failed ones and those that need a person.
        questions: ids of the questions that are open on it.
        notes: what people wrote about it, and waivers (注記).
    """

    criterion: str
    page: str
    state: CellState
    origin: Origin
    reason: Text
    places: tuple[Place, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One criterion on all pages of the sample, with the ways in which it was tested (AC, AF, HC)."""

    criterion: Criterion
    methods: tuple[Method, ...]
    cells: tuple[Cell, ...]

    @property
    def state(self) -> CellState:
        """What is known of the criterion over the pages: failed by a single page, met only when nothing is open."""
        return together(cell.state for cell in self.cells)

    @property
    def counts(self) -> dict[CellState, int]:
        """Number of pages in each state; every state is there."""
        counted = Counter(cell.state for cell in self.cells)
        return {state: counted[state] for state in CellState}

    @property
    def notes(self) -> tuple[Text, ...]:
        """The notes of all cells, each once."""
        return tuple(dict.fromkeys(note for cell in self.cells for note in cell.notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementTable:
    """Criteria × pages of one sample by one standard.

    Attributes:
        standard: id of the standard.
        level: the level aimed at.
        run_id: the run whose findings it stands on.
        pages: canonical URLs, in the sample's order.
        rows: one for each criterion of the level, in the standard's order; their cells are in the order of `pages`.
    """

    standard: str
    level: Level
    run_id: int
    pages: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[CellState, int]:
        """Number of cells in each state; every state is there."""
        return {state: sum(row.counts[state] for row in self.rows) for state in CellState}

    @property
    def open(self) -> int:
        """Number of cells of which nobody can say yet whether the criterion is met."""
        return sum(number for state, number in self.counts.items() if state.open)

    def row(self, criterion: str) -> Row:
        """Return the row of a criterion that the table has."""
        return next(row for row in self.rows if row.criterion.number == criterion)

    def cell(self, criterion: str, page: str) -> Cell:
        """Return one cell of the table."""
        return self.row(criterion).cells[self.pages.index(page)]

    def state_at(self, level: Level) -> CellState:
        """Return what is known of all criteria up to `level` together: met only when none is open or failed."""
        levels = tuple(Level)
        asked = levels[: levels.index(level) + 1]
        return together(row.state for row in self.rows if row.criterion.level in asked)


def together(states: Iterable[CellState]) -> CellState:
    """Return what several states are together; nothing at all was not tested.

    One × makes the whole ×; it is ○ only when nothing is open; it is － when all are.
    """
    said = set(states)
    return next((state for state in CellState if state in said), CellState.UNTESTED)


def repaired(before: JudgementTable, now: JudgementTable, pages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return page → criteria that failed there before and fail no longer; pages without any are left out.

    Both tables are of the same criteria and pages; `pages` are those that may have been repaired, in order.
    """
    found: dict[str, tuple[str, ...]] = {}
    for url in pages:
        both = [(row.criterion.number, row.cells[before.pages.index(url)]) for row in before.rows]
        failed = [number for number, cell in both if cell.state is CellState.FAILED]
        if gone := tuple(each for each in failed if now.cell(each, url).state is not CellState.FAILED):
            found[url] = gone
    return found


_STATES: dict[CellState, Text] = {
    CellState.FAILED: Text("不適合", "Not met"),
    CellState.UNTESTED: Text("未検査", "Not tested"),
    CellState.REVIEW: Text("要判断", "Needs a decision"),
    CellState.MANUAL: Text("手動確認", "To be checked by a person"),
    CellState.PASSED: Text("適合", "Met"),
    CellState.INAPPLICABLE: Text("該当なし", "Not applicable"),
}

_ORIGINS: dict[Origin, Text] = {
    Origin.MACHINE: Text("機械による判定", "by machine"),
    Origin.PERSON: Text("人による判定", "by a person"),
    Origin.TYPE: Text("機械による判定（自動で判定できる達成基準）", "by machine (a criterion that it can judge whole)"),
    Origin.NOBODY: Text("未判定", "not judged yet"),
}
