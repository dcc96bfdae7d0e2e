"""Long lists in several files: rows are put in as they stream by, and a file is written whenever one is full."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Generic[Row]):
    """One file's part of a list.

    Attributes:
        file: its name.
        first: number of its first row in the list, counted from 1.
        rows: its rows, in order.
        previous, next: names of the files before and behind it, or None.
        contents: name of the file that lists all files, where there are several.
    """

    file: str
    first: int
    rows: tuple[Row, ...]
    previous: str | None
    next: str | None
    contents: str

    @property
    def last(self) -> int:
        """Number of its last row in the list."""
        return self.first + len(self.rows) - 1

    @property
    def alone(self) -> bool:
        """Whether it is the whole list."""
        return self.previous is None and self.next is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Row]):
    """One file of a list, for its contents: its name, the numbers of its first and last row, and its first row."""

    file: str
    first: int
    last: int
    row: Row


class Shelf(Generic[Row]):
    """A list that is written in files of `capacity` rows; it never holds more than the rows of one."""

    def __init__(self, name: str, capacity: int, write: Callable[[Sheet[Row]], None]) -> None:
        """Name the files `name`.html, `name`-2.html … and hand each to `write` when it is known whole."""
        self.name = name
        self._capacity = capacity
        self._write = write
        self._rows: list[Row] = []
        self._files = 1
        self.count = 0
        self.contents = f"{name}-contents.html"
        self.parts: list[Part[Row]] = []

    def put(self, row: Row) -> str:
        """Take the next row, and return the name of the file that will hold it."""
        if len(self._rows) == self._capacity:
            self._flush(self._name(self._files + 1))
            self._files += 1
        self._rows.append(row)
        self.count += 1
        return self._name(self._files)

    def close(self) -> None:
        """Write the last file; an empty list has one, too."""
        self._flush(None)

    def _flush(self, following: str | None) -> None:
        sheet = Sheet(
            file=self._name(self._files),
            first=(self._files - 1) * self._capacity + 1,
            rows=tuple(self._rows),
            previous=self._name(self._files - 1) if self._files > 1 else None,
            next=following,
            contents=self.contents,
        )
        self._write(sheet)
        if sheet.rows:
            self.parts.append(Part(file=sheet.file, first=sheet.first, last=sheet.last, row=sheet.rows[0]))
        self._rows.clear()

    def _name(self, count: int) -> str:
        return f"{self.name}.html" if count == 1 else f"{self.name}-{count}.html"
