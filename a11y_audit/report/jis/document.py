"""A page that a city publishes, as plain parts: from one such value its HTML, its CSV and its sheet are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from a11y_audit.core.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Address:
    """An address; it becomes a link only when it is safe to follow."""

    url: str


@dataclass(frozen=True, slots=True)
class Local:
    """A link to a file beside the page."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign with the words that say the same; the words are always shown beside it."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Unfilled:
    """What is still to be written, and where."""

    words: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with values from audited pages; these are marked as quoted literally.

    Attributes:
        words: with placeholders.
        data: what fills them.
        after: what follows.
    """

    words: Text
    data: Mapping[str, object]
    lang: Lang
    after: str = ""

    def __str__(self) -> str:
        """Return the words, filled."""
        return self.words.fill(self.data).in_(self.lang) + self.after


Inline = str | int | Address | Local | Signed | Unfilled | Quoted


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the page's own: level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: Inline
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is to be said of each."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: its name.
        width: in a spreadsheet, in characters.
        count: whether it holds numbers.
        whole: whether its cells stay on one line.
        choices: in a spreadsheet, what may be entered.
        open: in a spreadsheet, whether people fill it in.
    """

    head: str
    width: float = 14
    count: bool = False
    whole: bool = False
    choices: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.

    Attributes:
        key: names its file, such as "checklist".
        caption: what it shows.
        columns, rows: all rows are as long as there are columns.
        row_head: index of the column that names the row.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    row_head: int = 0


@dataclass(frozen=True, slots=True)
class Warned:
    """What stands in the way of publishing; it is not meant to be published."""

    title: str
    items: tuple[str, ...]


Block = Heading | Para | Listed | Facts | Grid | Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page: the name of its file, its title, and its parts."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def grids(self) -> Iterator[Grid]:
        """Its tables."""
        return (block for block in self.blocks if isinstance(block, Grid))

    @property
    def asks(self) -> bool:
        """Whether people have to fill in a part of it."""
        return any(column.open for grid in self.grids for column in grid.columns)

    @property
    def is_draft(self) -> bool:
        """Whether something stands in the way of publishing it."""
        return any(isinstance(block, Warned) for block in self.blocks)


def plain(value: Inline) -> str | int:
    """Return what a cell of a table without markup holds."""
    match value:
        case Address(url=url):
            return url
        case Signed(sign=sign, words=words):
            # Words first: a spreadsheet takes what begins with a dash for the start of a formula.
            return f"{words}（{sign}）" if sign else words
        case Quoted():
            return str(value)
        case Unfilled(words=words) | Local(words=words):
            return words
        case _:
            return value
