"""What the cover and the table of criteria tell of the defects, gathered while their lists are written."""

from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess.defects import DefectState
from a11y_audit.core.outcome import Kind
from a11y_audit.report.view import DefectRow

_FIRST = 10
_PER_CRITERION = 5


class Group(StrEnum):
    """The list in which a defect is shown; also the stem of its files."""

    DEFECTS = "defects"
    JUDGE = "judge"
    ADVICE = "advice"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Placed:
    """A defect in the report: its row, and where its article is, as an address from the report's folder."""

    row: DefectRow
    href: str


def group_of(state: DefectState) -> Group:
    """Return the list to which a defect belongs."""
    if not state.state.open:
        return Group.FIXED
    match state.kind:
        case Kind.FAILED | Kind.LIKELY:
            return Group.DEFECTS
        case Kind.ADVICE:
            return Group.ADVICE
        case _:
            return Group.JUDGE


def anchor(row: DefectRow) -> str:
    """Return the id of a defect's article."""
    return f"d-{row.state.defect[:12]}"


class Digest:
    """The first defects to repair, of all and of each criterion; what it holds does not grow with the site."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.first: list[Placed] = []
        self.shared = 0
        self._counts = dict.fromkeys(Group, 0)
        self._of: dict[str, list[Placed]] = {}
        self._counts_of: dict[str, int] = {}

    def add(self, row: DefectRow, file: str) -> None:
        """Take the next defect, in order, whose article is in `file`."""
        group = group_of(row.state)
        self._counts[group] += 1
        if group is not Group.DEFECTS:
            return
        placed = Placed(row, f"{file}#{anchor(row)}")
        self.shared += row.state.shared
        if len(self.first) < _FIRST:
            self.first.append(placed)
        for number in row.state.criteria.split():
            self._counts_of[number] = self._counts_of.get(number, 0) + 1
            known = self._of.setdefault(number, [])
            if len(known) < _PER_CRITERION:
                known.append(placed)

    def count(self, group: str) -> int:
        """Return the number of defects in a list."""
        return self._counts[Group(group)]

    def of(self, number: str) -> tuple[Placed, ...]:
        """Return the first defects to repair of a criterion."""
        return tuple(self._of.get(number, ()))

    def more_of(self, number: str) -> int:
        """Return how many defects of a criterion `of` leaves out."""
        return self._counts_of.get(number, 0) - len(self._of.get(number, ()))
