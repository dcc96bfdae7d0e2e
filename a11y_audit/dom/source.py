"""The source of a page, as it was sent: its tags with every attribute, doubled ones too, and their lines."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from a11y_audit.dom.encoding import decode
from a11y_audit.dom.markup import Mark, marks


@dataclass(frozen=True, slots=True)
class SourceTag:
    """A start tag of the source: lower-case name, attributes in order with doubles kept, line from 1, and its text."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    text: str

    @property
    def values(self) -> dict[str, str]:
        """The attributes as a browser reads them: of a doubled one it keeps the first."""
        return dict(reversed(self.attributes))


class Source:
    """A document's bytes and what they say."""

    def __init__(self, body: bytes, content_type: str) -> None:
        """Keep `body`; nothing is decoded before it is asked for."""
        self.body = body
        self.content_type = content_type

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.body, self.content_type)

    @property
    def text(self) -> str:
        """The source as text."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """Name of the encoding that the text was read with."""
        return self._decoded[1]

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Start and end tags that bear on the page: not those inside templates."""
        return tuple(_outside_templates(marks(self.text)))

    @cached_property
    def tags(self) -> tuple[SourceTag, ...]:
        """Start tags that become elements: not those in comments, scripts, templates, noscript or text fields."""
        return tuple(self._tags.values())

    @cached_property
    def _tags(self) -> dict[int, SourceTag]:
        """The start tags by their place."""
        starts = (each for each in self.marks if not each.is_end)
        return {
            each.start: SourceTag(each.name, each.attributes, self.line(each), self.snippet(each)) for each in starts
        }

    def tag_of(self, mark: Mark) -> SourceTag | None:
        """Return the start tag that a mark is; None for an end tag."""
        return self._tags.get(mark.start)

    def alike(self, tag: SourceTag) -> list[SourceTag]:
        """Return the start tags of the same name and attributes, itself too, in order."""
        return self._alike[_form(tag)]

    @cached_property
    def _alike(self) -> dict[tuple[str, frozenset[tuple[str, str]]], list[SourceTag]]:
        found: dict[tuple[str, frozenset[tuple[str, str]]], list[SourceTag]] = defaultdict(list)
        for each in self.tags:
            found[_form(each)].append(each)
        return found

    def line(self, mark: Mark) -> int:
        """Return the line on which a tag begins, from 1."""
        return bisect_right(self._lines, mark.start)

    def snippet(self, mark: Mark) -> str:
        """Return a tag as it is written."""
        return self.text[mark.start : mark.stop]

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        starts = [0]
        place = self.text.find("\n")
        while place >= 0:
            starts.append(place + 1)
            place = self.text.find("\n", place + 1)
        return starts


def _form(tag: SourceTag) -> tuple[str, frozenset[tuple[str, str]]]:
    return tag.name, frozenset(tag.values.items())


def _outside_templates(found: Iterator[Mark]) -> Iterator[Mark]:
    depth = 0
    for mark in found:
        if mark.name != "template":
            if not depth:
                yield mark
        elif not mark.is_end:
            if not depth:
                yield mark
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield mark
        else:
            yield mark
