"""The source of a page, as it was sent: start tags with every attribute, doubled ones too, and their lines."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from a11y_audit.dom.encoding import decode


@dataclass(frozen=True, slots=True)
class SourceTag:
    """A start tag of the source: lower-case name, attributes in order with doubles kept, line from 1, and its text."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    text: str


class Source:
    """A document's bytes and what they say."""

    def __init__(self, body: bytes, content_type: str) -> None:
        """Keep `body`; nothing is decoded before it is asked for."""
        self.body = body
        self._content_type = content_type

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.body, self._content_type)

    @property
    def text(self) -> str:
        """The source as text."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """Name of the encoding that the text was read with."""
        return self._decoded[1]

    @cached_property
    def tags(self) -> tuple[SourceTag, ...]:
        """Start tags that become elements: not those in comments, scripts, templates, noscript or text fields."""
        reader = _Reader()
        # What no ">" follows is no tag for a browser; Python's parser would search all the rest for the end of each.
        reader.feed(self.text[: self.text.rfind(">") + 1])
        reader.close()
        return tuple(reader.tags)


# Their content is text for a browser that runs scripts, or, in a template, a document of its own.
_APART = frozenset({"template", "noscript", "textarea", "title", "iframe", "noframes", "noembed", "xmp"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[SourceTag] = []
        self._apart: list[str] = []

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 -- the base's signature
        """Read a "<![" of any kind; one without a meaning ends at the next ">", as in a browser."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 -- the base's signature
        """Read a comment; one that never ends is the rest of the page, as in a browser."""
        end = super().parse_comment(i, report)
        return end if end >= 0 else len(self.rawdata)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only templates nest; in the others a start tag is text.
        if not self._apart:
            pairs = tuple((name, value or "") for name, value in attrs)
            self.tags.append(SourceTag(tag, pairs, self.getpos()[0], self.get_starttag_text() or ""))
            if tag in _APART:
                self._apart.append(tag)
        elif tag == "template" and self._apart[-1] == "template":
            self._apart.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A slash ends no HTML element; it does end one of SVG, where "title" may stand.
        self.handle_starttag(tag, attrs)
        if self._apart and self._apart[-1] == tag == "title":
            self._apart.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._apart and self._apart[-1] == tag:
            self._apart.pop()
