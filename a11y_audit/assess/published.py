"""What a published text says, as plain lines under headings, with its tables; from HTML or from plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.text.normal import plain

_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    ]
)  # fmt: skip
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption", "th", "legend", "summary"])
_SILENT = ("script", "style", "noscript", "template", "nav", "header", "footer")
_MARKUP = re.compile(r"<(?:!doctype|html|body|table|div|p|h[1-6]|section|main|ul|dl)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[(（]?(?:\d{1,2}|[a-z]|[ア-コ])[)）.．、]|[①-⑳]|[■●◆□○◇【])\s*\S{2,40}$")
_ADDRESS = re.compile(r"https?://[^\s<>\"'、。）」|]+")
_HEAD_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in its normal form, the heading (or term, or head of a row) above it, and its addresses."""

    text: str
    heading: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, and its rows from the head on; cells in their normal form, with what images tell."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A text as it was published: lines in order (those of tables too), and tables."""

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text for line in self.lines)


def published(source: str) -> Published:
    """Read a text; what looks like HTML is read as HTML."""
    return _of_html(source) if _MARKUP.search(source) else _of_text(source)


def _of_html(source: str) -> Published:
    soup = BeautifulSoup(source, "html.parser")
    for name in _SILENT:
        for tag in soup.find_all(name):
            # A page's own head stands outside its main part; a header inside that part is content.
            if name not in ("header", "footer") or tag.find_parent(["main", "article"]) is None:
                tag.decompose()
    root = soup.find("main") or soup.find(None, {"role": "main"}) or soup.body or soup
    assert isinstance(root, Tag)
    return Published(tuple(_lines(root)), tuple(_grid(each) for each in root.find_all("table")))


def _lines(root: Tag) -> Iterator[Line]:
    heading = ""
    for text, is_heading, links in _blocks(root):
        if is_heading:
            heading = text
        yield Line(text, heading, (*links, *(each for each in _ADDRESS.findall(text) if each not in links)))


def _blocks(root: Tag) -> Iterator[tuple[str, bool, list[str]]]:
    """Yield the texts of blocks in order, whether each is a heading, and where its links lead.

    Without recursion: a page may be nested deeper than Python's stack.
    """
    pieces: list[str] = []
    links: list[str] = []
    heads = [False]
    stack: list[PageElement | None] = [*reversed(root.contents)]
    while stack:
        node = stack.pop()
        ends = node is None
        starts = isinstance(node, Tag) and (node.name in _BLOCKS or node.name == "br")
        if ends or starts:
            if text := plain(" ".join(pieces)):
                yield text, heads[-1], links
                links = []
            pieces = []
        if ends:
            heads.pop()
        elif isinstance(node, Tag):
            if starts:
                heads.append(node.name in _HEADS or (heads[-1] and node.name not in ("td", "dd")))
                stack.append(None)
            if node.name == "a" and node.get("href"):
                links.append(str(node["href"]))
            pieces.append(str(node.get("alt") or "") if node.name == "img" else "")
            stack += reversed(node.contents)
        elif type(node) is NavigableString:
            pieces.append(str(node))
    if text := plain(" ".join(pieces)):
        yield text, heads[-1], links


def _grid(table: Tag) -> Grid:
    rows = (
        tuple(_cell(cell) for cell in row.find_all(["th", "td"]))
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    )
    caption = table.find("caption")
    return Grid(plain(caption.get_text(" ")) if caption else "", tuple(row for row in rows if row))


def _cell(cell: Tag) -> str:
    return plain(" ".join(_words(cell)))


def _words(cell: Tag) -> Iterator[str]:
    for each in cell.descendants:
        # Cells whose end tags were left out lie in each other.
        if each.find_parent(["td", "th"]) is cell:
            if isinstance(each, Tag):
                yield str(each.get("alt") or "") if each.name == "img" else ""
            elif type(each) is NavigableString:
                yield str(each)


def _of_text(source: str) -> Published:
    lines: list[Line] = []
    rows: list[tuple[str, ...]] = []
    heading = ""
    for raw in source.splitlines():
        text = plain(raw)
        if not text:
            continue
        if len(text) <= _HEAD_LENGTH and _NUMBERED.match(text):
            heading = text
        lines.append(Line(text, heading, tuple(_ADDRESS.findall(text))))
        cells = tuple(plain(cell) for cell in re.split(r"\t|\s*[|｜]\s*|,", raw.strip().strip("|")))
        if len(cells) > 1:
            rows.append(cells)
    return Published(tuple(lines), (Grid("", tuple(rows)),) if rows else ())
