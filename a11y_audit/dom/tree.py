"""A recorded document as a Beautiful Soup tree, with each tag tied to its number and so to the browser's facts."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, RubyParenthesisString, RubyTextString, Tag

from a11y_audit.core.snapshot import INVISIBLE, RENDERED, DocumentRecord, Style

_INLINE = ("inline", "contents", "ruby", "ruby-base", "ruby-text", "none", "")
_READINGS = ("rt", "rp", "rtc")
_SPACES = " \t\n\r\f"
# Beautiful Soup has types of its own for the text in rt and rp; comments, scripts and styles are other types.
_TEXT = (NavigableString, RubyTextString, RubyParenthesisString)


class Tree:
    """One document of a snapshot. Tags are numbered in document order, as the gatherer numbered the elements."""

    def __init__(self, record: DocumentRecord, styles: tuple[Style, ...]) -> None:
        """Parse the record's HTML, which has every end tag, so that no parser can rearrange it."""
        self.record = record
        self.soup = BeautifulSoup(record.html, "html.parser", multi_valued_attributes=None)
        self._styles = styles
        self.tags: list[Tag] = []
        self.numbers: dict[int, int] = {}
        self.by_name: dict[str, list[Tag]] = defaultdict(list)
        self.selectors: dict[int, str] = {}
        self._places: dict[int, dict[int, tuple[int, bool]]] = {}
        for tag in self.soup.descendants:
            if isinstance(tag, Tag):
                self.numbers[id(tag)] = len(self.tags)
                self.tags.append(tag)
                self.by_name[tag.name].append(tag)

    @cached_property
    def id_counts(self) -> dict[str, int]:
        """How many elements carry each id."""
        counts: dict[str, int] = defaultdict(int)
        for tag in self.tags:
            if value := tag.get("id"):
                counts[str(value)] += 1
        return counts

    def places(self, parent: Tag) -> dict[int, tuple[int, bool]]:
        """Return of each child element (by `id()`) its place among those of its name, and whether it has fellows."""
        known = self._places.get(id(parent))
        if known is None:
            counts: dict[str, int] = defaultdict(int)
            order: list[tuple[Tag, int]] = []
            for child in parent.contents:
                if isinstance(child, Tag):
                    counts[child.name] += 1
                    order.append((child, counts[child.name]))
            known = self._places[id(parent)] = {id(child): (place, counts[child.name] > 1) for child, place in order}
        return known

    def flags(self, tag: Tag) -> int:
        """Return the element's bits (see `core.snapshot`)."""
        return self.record.flags[self.numbers[id(tag)]]

    def style(self, tag: Tag) -> Style | None:
        """Return the computed style, or None for what is not laid out."""
        index = self.record.styles[self.numbers[id(tag)]]
        return self._styles[index] if index >= 0 else None

    def is_block(self, tag: Tag) -> bool:
        """Whether the element starts and ends a line of its own (or is a cell or an inline block)."""
        style = self.style(tag)
        return style is not None and style.display not in _INLINE

    def text(self, tag: Tag, *, ruby: bool = True) -> str:
        """Return the text as rendered: hidden parts left out, blanks folded, a newline between blocks.

        With `ruby=False` the readings (rt, rp, rtc) are left out.
        """
        return tidy("".join(self._pieces(tag, ruby=ruby)))

    def _pieces(self, tag: Tag, *, ruby: bool) -> Iterator[str]:
        # What is still to come, the next one last; None ends a line. No recursion: browsers nest deeper than Python.
        ahead: list[PageElement | None] = [tag]
        while ahead:
            node = ahead.pop()
            if node is None:
                yield "\n"
            elif isinstance(node, Tag):
                if not self.flags(node) & RENDERED or (not ruby and node.name in _READINGS):
                    continue
                if self.is_block(node) or node.name == "br":
                    yield "\n"
                    ahead.append(None)
                ahead.extend(reversed(node.contents))
            else:
                yield self._shown(node)

    def _shown(self, text: PageElement) -> str:
        tag = text.parent
        if tag is None or not isinstance(text, NavigableString) or type(text) not in _TEXT:
            return ""
        return "" if self.flags(tag) & INVISIBLE else self._collapsed(tag, str(text))

    def _collapsed(self, tag: Tag, text: str) -> str:
        style = self.style(tag)
        if style is not None and style.white_space.startswith(("pre", "break-spaces")):
            return text.replace("\r\n", "\n")
        return fold(text)

    def blocks(self) -> Iterator[tuple[Tag, str]]:
        """Yield each line of rendered text, readings left out, with the innermost block element that holds it.

        A `br` ends no block: it stands in the text as a newline.
        """
        root = next((tag for tag in self.tags if tag.name == "body"), None)
        if root is not None and self.flags(root) & RENDERED:
            yield from ((block, text) for block, line in self._lines(root) if (text := tidy("".join(line))))

    def _lines(self, root: Tag) -> Iterator[tuple[Tag, list[str]]]:
        around = [root]
        line: list[str] = []
        # As in `_pieces`; None ends the innermost block.
        ahead: list[PageElement | None] = [None, *reversed(root.contents)]
        while ahead:
            node = ahead.pop()
            if node is None:
                yield around.pop(), line
                line = []
            elif not isinstance(node, Tag):
                line.append(self._shown(node))
            elif node.name == "br" and self.flags(node) & RENDERED:
                line.append("\n")
            elif self.flags(node) & RENDERED and node.name not in _READINGS:
                if self.is_block(node):
                    yield around[-1], line
                    line = []
                    around.append(node)
                    ahead.append(None)
                ahead.extend(reversed(node.contents))


def fold(text: str) -> str:
    """Return `text` with each run of ASCII white space made one space, as a browser folds it."""
    parts = text.split(None) if text.isascii() else _split(text)
    if not parts:
        return " " if text else ""
    left = " " if text[0] in _SPACES else ""
    right = " " if text[-1] in _SPACES else ""
    return left + " ".join(parts) + right


def _split(text: str) -> list[str]:
    # str.split() would also split at U+3000 and U+00A0, which a browser keeps.
    for space in _SPACES[1:]:
        text = text.replace(space, " ")
    return [part for part in text.split(" ") if part]


def tidy(text: str) -> str:
    """Return `text` without blank lines, and without ASCII spaces beside line ends or doubled."""
    lines = (fold(line).strip(_SPACES) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
