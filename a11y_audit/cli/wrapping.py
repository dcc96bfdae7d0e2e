"""Lay out text for a terminal, where a Japanese character is two columns wide and may stand at a line's end."""

import shutil
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕］｝〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;?!]}")
_NOT_LAST = frozenset("（「『【〔［｛〈《“‘([{")
_WIDEST = 100
_NARROWEST = 40


def width() -> int:
    """Return the columns to write in: the terminal's, within what can be read with ease."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))


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


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """Return lines whose columns stand under each other; nothing is cut.

    Args:
        heads: the columns' names.
        rows: cells, as many in each row as there are heads.
        right: indexes of the columns that are set to the right.
    """
    lines = [[*heads], *([*row] for row in rows)]
    widths = [max(cell_len(line[index]) for line in lines) for index in range(len(heads))]
    to_right = frozenset(right)

    def cell(index: int, text: str) -> str:
        space = " " * (widths[index] - cell_len(text))
        return space + text if index in to_right else text + space

    return "\n".join("  ".join(cell(*each) for each in enumerate(line)).rstrip() for line in lines)


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
