"""Ruby (furigana): which reading stands over which characters, and where the source's ruby tags don't match."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

READINGS = ("rt", "rtc")
_APART = ("rt", "rp", "rtc")
_ENDS = "p|li|dt|dd|td|th|tr|table|div|h[1-6]|section|article|main|ul|ol|dl|body"
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|<(?P<end>/?)(?P<name>ruby|{_ENDS})(?=[\s>/])[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Base characters and the reading over them, as written; `element` is the rt."""

    base: str
    reading: str
    element: Tag


def segments(ruby: Tag) -> list[Segment]:
    """Return the pairs of base and reading of a ruby element, in order; a base without rt after it is in none."""
    found: list[Segment] = []
    base: list[str] = []
    for child in ruby.children:
        if isinstance(child, Tag) and child.name == "rt":
            found.append(Segment(_folded("".join(base)), _folded(_text(child)), child))
            base.clear()
        elif isinstance(child, Tag) and child.name not in _APART:
            base.append(base_text(child))
        elif type(child) is NavigableString:
            base.append(str(child))
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """A word under readings, over all its parts: characters, reading, and the text right behind it."""

    base: str
    reading: str
    after: str


def runs(ruby: Tag) -> Run | None:
    """Return the word that begins with this ruby element, with those that follow without a gap; None inside a word."""
    if isinstance(before := ruby.previous_sibling, Tag) and before.name == "ruby":
        return None
    base, reading, last = "", "", ruby
    while True:
        for pair in segments(last):
            base, reading = base + pair.base, reading + pair.reading
        following = last.next_sibling
        if not isinstance(following, Tag) or following.name != "ruby":
            break
        last = following
    text = str(following) if type(following) is NavigableString else ""
    return Run(base, reading, text) if base and reading else None


def base_text(tag: Tag) -> str:
    """Return the text of an element without readings and their brackets."""
    found: list[str] = []
    # What is still to come, the next one last. No recursion: browsers nest deeper than Python.
    ahead = list(reversed(tag.contents))
    while ahead:
        node = ahead.pop()
        if isinstance(node, Tag):
            ahead.extend(() if node.name in _APART else reversed(node.contents))
        elif type(node) is NavigableString:
            found.append(str(node))
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A ruby tag of the source without its partner: line from 1, and the source from there on."""

    line: int
    snippet: str
    closing: bool


def unmatched(source: str) -> Iterator[Unmatched]:
    """Yield start tags of ruby that the block around them ends, and end tags of ruby without a start."""
    opened: list[int] = []
    for token in _TOKEN.finditer(source):
        name, closing = (token["name"] or "").lower(), bool(token["end"])
        if name == "ruby" and not closing:
            opened.append(token.start())
        elif name == "ruby" and opened:
            opened.pop()
        elif name == "ruby":
            yield _place(source, token.start(), closing=True)
        elif name and closing:
            yield from (_place(source, start, closing=False) for start in opened)
            opened.clear()
    yield from (_place(source, start, closing=False) for start in opened)


def _place(source: str, start: int, *, closing: bool) -> Unmatched:
    return Unmatched(source.count("\n", 0, start) + 1, " ".join(source[start : start + 200].split()), closing)


def _text(tag: Tag) -> str:
    return "".join(str(each) for each in tag.descendants if isinstance(each, NavigableString))


def _folded(text: str) -> str:
    return "".join(text.split())
