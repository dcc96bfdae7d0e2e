"""What cover, departments and the table of criteria tell of the defects, gathered while their lists are written."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess.defects import DefectState, State
from a11y_audit.assess.priority import Priority, priority
from a11y_audit.core.outcome import Kind
from a11y_audit.report.view import DefectRow

_FIRST = 10
_FRESH = 5
_PER_OWNER = 20
_PER_CRITERION = 5


class Group(StrEnum):
    """The list in which a defect is shown; also the stem of its files."""

    DEFECTS = "defects"
    JUDGE = "judge"
    ADVICE = "advice"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Placed:
    """A defect in the report: its row, the address of its article from the report's folder, and its priority."""

    row: DefectRow
    href: str
    priority: Priority


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


def priority_of(state: DefectState, level_a: frozenset[str], use: Mapping[str, float]) -> Priority:
    """Return the priority of a defect; `use` has defects' pages weighed by their visits, as far as they are known."""
    reach = use.get(state.defect, state.pages)
    return priority(state.kind, state.criteria, shared=state.shared, pages=state.pages, reach=reach, level_a=level_a)


class Digest:
    """The first defects to repair: of all, of what is new, of each department and of each criterion.

    What it holds does not grow with the site.
    """

    def __init__(self, level_a: frozenset[str] = frozenset(), use: Mapping[str, float] | None = None) -> None:
        """Begin with nothing; given are the criteria of level A, and defects' pages weighed by their visits."""
        self.shared = 0
        self.owned: Counter[str] = Counter()
        self._level_a = level_a
        self._use = use or {}
        self._best: dict[str, list[tuple[float, int, Placed]]] = defaultdict(list)
        self._taken = 0
        self._counts = dict.fromkeys(Group, 0)
        self._of: dict[str, list[Placed]] = {}
        self._counts_of: dict[str, int] = {}

    def add(self, row: DefectRow, file: str) -> None:
        """Take the next defect, in order, whose article is in `file`."""
        group = group_of(row.state)
        self._counts[group] += 1
        if group is not Group.DEFECTS:
            return
        placed = Placed(row, f"{file}#{anchor(row)}", priority_of(row.state, self._level_a, self._use))
        self.shared += row.state.shared
        self._keep("", placed, _FIRST)
        if row.state.state in (State.NEW, State.RETURNED):
            self._keep("fresh", placed, _FRESH)
        for owner in row.owners:
            self.owned[owner] += 1
            self._keep(f"of {owner}", placed, _PER_OWNER)
        for number in row.state.criteria.split():
            self._counts_of[number] = self._counts_of.get(number, 0) + 1
            known = self._of.setdefault(number, [])
            if len(known) < _PER_CRITERION:
                known.append(placed)

    @property
    def first(self) -> list[Placed]:
        """What to repair first, the most urgent first."""
        return self._sorted("")

    @property
    def fresh(self) -> list[Placed]:
        """The most urgent of what is new or returned."""
        return self._sorted("fresh")

    def of_owner(self, name: str) -> list[Placed]:
        """Return the most urgent of a department's own."""
        return self._sorted(f"of {name}")

    @property
    def weighed(self) -> bool:
        """Whether it was told how often pages are visited."""
        return bool(self._use)

    def count(self, group: str) -> int:
        """Return the number of defects in a list."""
        return self._counts[Group(group)]

    def of(self, number: str) -> tuple[Placed, ...]:
        """Return the first defects to repair of a criterion."""
        return tuple(self._of.get(number, ()))

    def more_of(self, number: str) -> int:
        """Return how many defects of a criterion `of` leaves out."""
        return self._counts_of.get(number, 0) - len(self._of.get(number, ()))

    def _keep(self, heap: str, placed: Placed, most: int) -> None:
        # Of those that are equally urgent the one that came first stays first.
        self._taken += 1
        entry = (placed.priority.score, -self._taken, placed)
        (heapq.heappushpop if len(self._best[heap]) == most else heapq.heappush)(self._best[heap], entry)

    def _sorted(self, heap: str) -> list[Placed]:
        return [placed for _, _, placed in sorted(self._best.get(heap, ()), key=lambda each: (-each[0], -each[1]))]
