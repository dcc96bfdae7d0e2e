"""Lay out text for a terminal, where a Japanese character is two columns wide and may stand at a line's end."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕］｝〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;?!]}")
_NOT_LAST = frozenset("（「『【〔［｛〈《“‘([{")
_WIDEST = 100
_NARROWEST = 40


def width() -> int:
    """Return the columns to write in: the terminal's, within what can be read with ease."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))


def columns_shown() -> int | None:
    """Return the columns that a table may take, or None where no terminal shows it and each row stays on one line."""
    return width() if sys.stdout.isatty() else None


def wrap(text: str, columns: int) -> list[str]:
    """Return the text in lines of at most `columns`; words of Latin letters stay whole where they fit in a line."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for piece in _pieces(paragraph):
            if line and cell_len((line + piece).rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            line += piece.lstrip() if not line else piece
        lines.append(line.rstrip())
    return lines


def definitions(rows: Iterable[tuple[str, str]], *, columns: int) -> list[str]:
    """Return terms with their meanings beside them, or below where a term is long."""
    known = list(rows)
    indent = min(max((cell_len(term) for term, _ in known), default=0), 28) + 4
    lines: list[str] = []
    for term, meaning in known:
        first, *rest = wrap(meaning, columns - indent) or [""]
        if cell_len(term) + 4 > indent:
            lines.append(f"  {term}")
            lines.append(" " * indent + first)
        else:
            lines.append(f"  {term}{' ' * (indent - 2 - cell_len(term))}{first}")
        lines += [" " * indent + line for line in rest]
    return [line.rstrip() for line in lines]


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = (), columns: int | None = None
) -> str:
    """Return lines whose columns stand under each other; nothing is cut.

    Args:
        heads: the columns' names.
        rows: cells, as many in each row as there are heads.
        right: indexes of the columns that are set to the right.
        columns: width to keep to by breaking cells where a line may end, as far as they have such places.
    """
    lines = [[*heads], *([*row] for row in rows)]
    widths = _widths(list(zip(*lines, strict=True)), columns)
    to_right = frozenset(right)

    def cell(index: int, text: str) -> str:
        space = " " * (widths[index] - cell_len(text))
        return space + text if index in to_right else text + space

    def laid(line: Sequence[str]) -> Iterator[str]:
        parts = [wrap(text, wide) if cell_len(text) > wide else [text] for text, wide in zip(line, widths, strict=True)]
        for row in zip_longest(*parts, fillvalue=""):
            yield "  ".join(cell(*each) for each in enumerate(row)).rstrip()

    return "\n".join(row for line in lines for row in laid(line))


def _widths(cells: Sequence[Sequence[str]], columns: int | None) -> list[int]:
    """Return how wide each column is: as its longest cell, or less, for the widest that can be broken, to fit."""
    widths = [max(map(cell_len, column)) for column in cells]
    if columns is None:
        return widths
    least = [max(cell_len(piece.rstrip()) for cell in column for piece in _pieces(cell) or [""]) for column in cells]
    while (over := sum(widths) + 2 * (len(widths) - 1) - columns) > 0:
        widest = max(range(len(widths)), key=lambda index: (widths[index] > least[index], widths[index]))
        if widths[widest] <= least[widest]:
            break
        widths[widest] = max(least[widest], widths[widest] - over)
    return widths


def _pieces(text: str) -> list[str]:
    """Cut the text where a line may end."""
    pieces: list[str] = []
    for char in text:
        if pieces and _sticks(pieces[-1][-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _sticks(before: str, char: str) -> bool:
    """Tell whether no line may end between two characters."""
    return char in _NOT_FIRST or char == " " or before in _NOT_LAST or (_is_latin(before) and _is_latin(char))


def _is_latin(char: str) -> bool:
    return char != " " and cell_len(char) == 1
