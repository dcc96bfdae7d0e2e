"""A recorded document as a Beautiful Soup tree, with each tag tied to its number and so to the browser's facts."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from bs4.element import NavigableString, PageElement, RubyParenthesisString, RubyTextString, Tag

from a11y_audit.core.snapshot import INVISIBLE, RENDERED, DocumentRecord, Style
from a11y_audit.dom.reading import read

_INLINE = ("inline", "contents", "ruby", "ruby-base", "ruby-text", "none", "")
_READINGS = ("rt", "rp", "rtc")
_SPACES = " \t\n\r\f"
# White space that is no single blank; U+3000 and U+00A0 are none to a browser.
_FOLDS = re.compile(f"[{_SPACES}]{{2,}}|[{_SPACES[1:]}]")
# Beautiful Soup has types of its own for the text in rt and rp; comments, scripts and styles are other types.
_TEXT = (NavigableString, RubyTextString, RubyParenthesisString)


class Tree:
    """One document of a snapshot. Tags are numbered in document order, as the gatherer numbered the elements."""

    def __init__(self, record: DocumentRecord, styles: tuple[Style, ...]) -> None:
        """Read the record's HTML, and tie each tag to its number."""
        self.record = record
        self.soup, self.tags = read(record.html)
        self._styles = styles
        self.numbers = {id(tag): number for number, tag in enumerate(self.tags)}
        self.by_name: dict[str, list[Tag]] = defaultdict(list)
        self.selectors: dict[int, str] = {}
        self._texts: dict[tuple[int, bool], str] = {}
        self._places: dict[int, dict[int, tuple[int, bool]]] = {}
        for tag in self.tags:
            self.by_name[tag.name].append(tag)

    @cached_property
    def _ends(self) -> list[int]:
        """Of each tag, by number, the number of the last tag in it; its own when there is none."""
        ends = list(range(len(self.tags)))
        for number in range(len(self.tags) - 1, -1, -1):
            above = self.numbers.get(id(self.tags[number].parent))
            if above is not None:
                ends[above] = max(ends[above], ends[number])
        return ends

    def inside(self, tag: Tag, *names: str) -> list[Tag]:
        """Return the tags in `tag` with one of the names, or all, in document order."""
        first = self.numbers[id(tag)] + 1
        last = self._ends[first - 1]
        if not names:
            return self.tags[first : last + 1]
        found = [number for name in names for number in self._between(name, first, last)]
        return [self.tags[number] for number in (sorted(found) if len(names) > 1 else found)]

    def _between(self, name: str, first: int, last: int) -> list[int]:
        numbers = self._by_name.get(name, [])
        return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return {name: [self.numbers[id(tag)] for tag in tags] for name, tags in self.by_name.items()}

    @cached_property
    def by_attribute(self) -> dict[str, list[Tag]]:
        """The tags that have an attribute, even an empty one, by its name."""
        found: dict[str, list[Tag]] = defaultdict(list)
        for tag in self.tags:
            for name in tag.attrs:
                found[name].append(tag)
        return found

    @cached_property
    def id_counts(self) -> dict[str, int]:
        """How many elements carry each id."""
        counts: dict[str, int] = defaultdict(int)
        for tag in self.by_attribute.get("id", ()):
            if value := tag["id"]:
                counts[str(value)] += 1
        return counts

    @cached_property
    def by_id(self) -> dict[str, Tag]:
        """The first element that carries each id."""
        found: dict[str, Tag] = {}
        for tag in self.by_attribute.get("id", ()):
            found.setdefault(str(tag["id"]), tag)
        return found

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
        known = self._texts.get((id(tag), ruby))
        if known is None:
            known = self._texts[id(tag), ruby] = tidy("".join(self._pieces(tag, ruby=ruby)))
        return known

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
    # Most texts have nothing to fold, and to see that is ten times as fast so.
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _FOLDS.sub(" ", text)
    return text


def tidy(text: str) -> str:
    """Return `text` without blank lines, and without ASCII spaces beside line ends or doubled."""
    lines = (fold(line).strip(_SPACES) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
