"""What the rules about header cells share: where each cell of a table stands, merged cells on all of their places."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from a11y_audit.authoring import Element, Page

_WIDEST = 100
_LARGEST = 5000
_TABLE_ROLES = frozenset({"table", "grid", "treegrid"})
_CELL_ROLES = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_MERGING = ("aria-colspan", "aria-rowspan", "aria-colindex")
_PLAIN_ROLES = frozenset({"", "table", "grid", "treegrid"})


@dataclass(frozen=True)
class Cell:
    """A cell and its place: first row and column, from 0, how many rows and columns it spans, the headers it names."""

    element: Element
    row: int
    column: int
    height: int
    width: int
    named: tuple[str, ...] = ()

    @property
    def is_header(self) -> bool:
        """Whether it is a th that heads other cells."""
        return self.element.name == "th" and (self.element.get("role") or "columnheader") in (
            "columnheader",
            "rowheader",
        )

    @cached_property
    def role(self) -> str:
        """The role that is written on it."""
        return (self.element.get("role") or "").strip().lower()

    @property
    def is_data(self) -> bool:
        """Whether it is a cell of data, by its element or its role."""
        return self.element.name == "td" or self.role in ("cell", "gridcell")

    @cached_property
    def heads(self) -> str:
        """What its scope says that it heads: "row", "col", or "" for either."""
        scope = (self.element.get("scope") or "").strip().lower()
        role = self.element.get("role") or ""
        if scope.startswith("row") or role == "rowheader":
            return "row"
        return "col" if scope.startswith("col") or role == "columnheader" else ""

    def is_in_columns_of(self, other: "Cell") -> bool:
        """Whether it shares a column with another cell."""
        return self.column < other.column + other.width and other.column < self.column + self.width

    def is_in_rows_of(self, other: "Cell") -> bool:
        """Whether it shares a row with another cell."""
        return self.row < other.row + other.height and other.row < self.row + self.height


def tables(element: Element) -> bool:
    """Return whether a table relates its cells, for assistive technology too."""
    return element.exposed and (element.get("role") or "").strip().lower() in _PLAIN_ROLES


def grid(table: Element) -> list[Cell]:
    """Return the cells of a table in document order; [] for one too large to be looked through."""
    lines = table.inside("tr")
    if table.inside("table"):
        lines = [row for row in lines if row.closest("table") == table]
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(lines):
        column = 0
        for each in line.children("td", "th"):
            while (number, column) in taken:
                column += 1
            width, height = span(each, "colspan"), min(span(each, "rowspan"), len(lines) - number)
            taken.update(_places(number, column, height, width))
            named = (each.get("headers") or "").split()
            cells.append(Cell(each, number, column, height, width, tuple(named)))
            column += width
            if len(taken) > _LARGEST:
                return []
    return cells


def role_grids(page: Page) -> Iterator[tuple[Element, list[Cell]]]:
    """Yield what is a table by its roles alone, with its cells; none that merges or numbers its cells."""
    for table in page.having("role"):
        if table.get("role") in _TABLE_ROLES and table.name != "table":
            cells = _cells_by_role(table) if table.exposed and not table.get("aria-owns") else []
            if cells and not any(cell.element.get(name) for cell in cells for name in _MERGING):
                yield table, cells


def _cells_by_role(table: Element) -> list[Cell]:
    lines = [each for each in table.inside() if each.get("role") == "row" and _around(each, _TABLE_ROLES) == table]
    return [
        Cell(cell, number, column, 1, 1)
        for number, line in enumerate(lines)
        for column, cell in enumerate(_cells_of(line))
    ]


def _cells_of(line: Element) -> list[Element]:
    return [each for each in line.inside() if each.get("role") in _CELL_ROLES and _around(each, {"row"}) == line]


def _around(element: Element, roles: Collection[str]) -> Element | None:
    return next((each for each in element.ancestors if each.get("role") in roles), None)


def _places(row: int, column: int, height: int, width: int) -> Iterator[tuple[int, int]]:
    return ((row + down, column + across) for down in range(height) for across in range(width))


def span(cell: Element, attribute: str) -> int:
    """Return how many columns or rows a cell spans, 1 where nothing valid is written."""
    value = (cell.get(attribute) or "").strip()
    return max(1, min(int(value), _WIDEST)) if value.isascii() and value.isdigit() else 1
