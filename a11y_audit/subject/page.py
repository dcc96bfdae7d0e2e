"""A recorded page, as rules read it: elements by tag or selector, lines of text, the source as it was sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from a11y_audit.core.finding import Datum, Say
from a11y_audit.core.snapshot import Backdrop, Snapshot, TextLook, TextRun
from a11y_audit.core.target import Target
from a11y_audit.dom.source import Source
from a11y_audit.dom.tree import Tree
from a11y_audit.subject.element import Element, NotGatheredError

_FRAME = frozenset({"html", "head", "body"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Block:
    """A line of rendered text without readings, and the innermost block element around it; a `br` is a newline."""

    element: Element
    text: str

    def without(self, *names: str) -> str:
        """Return the text without its parts in elements of these names; "" when it stands in one or is hidden."""
        if not self.element.exposed or self.element.name in names or self.element.closest(*names):
            return ""
        text = self.text
        for part in self.element.inside(*names):
            if part.base_text:
                text = text.replace(part.base_text, " ", 1)
        return text


class Page:
    """A page, from its snapshot alone. Everything is in document order; the page's own document before its frames."""

    def __init__(self, snapshot: Snapshot, readings: Mapping[str, str] | None = None) -> None:
        """Read the page from `snapshot`; `readings` are those that the site's own names have, by name, in kana."""
        self.snapshot = snapshot
        self.readings = readings or {}
        self.url = snapshot.url

    @cached_property
    def trees(self) -> list[Tree]:
        """The documents of the page: its own first, then same-origin frames."""
        return [Tree(record, self.snapshot.styles) for record in self.snapshot.documents]

    @cached_property
    def source(self) -> Source:
        """The page's own document as it was sent over the network; raises NotGatheredError where that is not known."""
        if not self.snapshot.source:
            raise NotGatheredError
        return Source(self.snapshot.source, self.snapshot.content_type)

    def element(self, document: int, number: int) -> Element:
        """Return the element with that number in the document with that index."""
        return Element(self, document, self.trees[document].tags[number])

    def tagged(self, *names: str) -> list[Element]:
        """Return all elements with one of the tag names; far cheaper than `select`."""
        found: list[Element] = []
        for index, tree in enumerate(self.trees):
            tags = [tag for name in names for tag in tree.by_name.get(name, ())]
            if len(names) > 1:
                tags.sort(key=lambda tag: tree.numbers[id(tag)])
            found += [Element(self, index, tag) for tag in tags]
        return found

    def having(self, attribute: str) -> list[Element]:
        """Return all elements with the attribute, even an empty one; far cheaper than `select`."""
        found = ((index, tag) for index, tree in enumerate(self.trees) for tag in tree.by_attribute.get(attribute, ()))
        return [Element(self, index, tag) for index, tag in found]

    def valued(self, *attributes: str) -> Iterator[tuple[Element, str, str]]:
        """Yield each attribute of these names that has a value: its element, its name, the value; in document order."""
        for index, tree in enumerate(self.trees):
            places = sorted(
                (tree.numbers[id(tag)], place)
                for place, name in enumerate(attributes)
                for tag in tree.by_attribute.get(name, ())
            )
            for number, place in places:
                tag, name = tree.tags[number], attributes[place]
                if value := str(tag[name]):
                    yield Element(self, index, tag), name, value

    def select(self, css: str) -> list[Element]:
        """Return all elements that a CSS selector finds, frames included."""
        return [Element(self, index, tag) for index, tree in enumerate(self.trees) for tag in tree.soup.select(css)]

    @cached_property
    def root(self) -> Element | None:
        """The page's `html` element."""
        return next(iter(self.tagged("html")), None)

    @property
    def title(self) -> str:
        """Title of the page, blanks folded."""
        return " ".join(self.snapshot.documents[0].title.split()) if self.snapshot.documents else ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to judge: no title, no text, no element beyond the frame of every document."""
        return not self.trees or (
            {tag.name for tag in self.trees[0].tags} <= _FRAME and not self.trees[0].soup.get_text(strip=True)
        )

    @property
    def fault(self) -> str | None:
        """What the browser says of XHTML that it could not read to its end, with line and column; None if it could.

        It shows the page up to there, under a message of its own (`parsererror`), which no author wrote.
        """
        if not self.trees or not self.snapshot.content_type.strip().startswith("application/xhtml+xml"):
            return None
        message = next(iter(self.trees[0].by_name.get("parsererror", ())), None)
        told = message.find("div") if message else None
        return " ".join(told.get_text().split()) if told else None

    @cached_property
    def images(self) -> list[Element]:
        """Images that assistive technology meets."""
        return [each for each in self.tagged("img") if each.exposed]

    @cached_property
    def pictures(self) -> list[Element]:
        """All that alt can speak for and assistive technology meets: images, image buttons, areas of images."""
        maps = {f"#{name}" for image in self.images if (name := (image.get("usemap") or "").removeprefix("#"))}

        def met(each: Element) -> bool:
            if each.name == "area":
                # No browser lays out an area by itself: it is met where an image uses its map.
                around = each.closest("map")
                return around is not None and f"#{around.get('name')}" in maps
            return each.exposed and (each.name == "img" or (each.get("type") or "").lower() == "image")

        return [each for each in self.tagged("img", "input", "area") if met(each)]

    @cached_property
    def links(self) -> list[Element]:
        """Links (a with href) that assistive technology meets."""
        return [each for each in self.tagged("a") if each.get("href") is not None and each.exposed]

    @cached_property
    def headings(self) -> list[Element]:
        """Headings (h1 to h6, role heading) that assistive technology meets."""
        found = [
            Element(self, index, tag)
            for index, tree in enumerate(self.trees)
            for tag in tree.tags
            if (tag.get("role") or ("heading" if tag.name in _HEADINGS else None)) == "heading"
        ]
        return [each for each in found if each.exposed]

    @cached_property
    def blocks(self) -> list[Block]:
        """Lines of rendered text."""
        return [
            Block(Element(self, index, tag), text)
            for index, tree in enumerate(self.trees)
            for tag, text in tree.blocks()
        ]

    @cached_property
    def text(self) -> str:
        """All rendered text of the page, a line a block."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """What assistive technology meets as text: lines, the title, alternatives and labels."""
        lines = (block.text for block in self.blocks if block.element.exposed)
        labels = (
            each.get(name) or ""
            for name in ("alt", "aria-label", "title", "placeholder", "value")
            for each in self.having(name)
            if each.exposed
        )
        return (*lines, self.title, *labels)

    def texts(self) -> Iterator[tuple[Element, TextRun, TextLook]]:
        """Yield every text that can be seen: the element, which part of it, and how it looks."""
        looks = self.snapshot.looks
        if looks is None or self.snapshot.lacks("texts"):
            raise NotGatheredError
        for index, record in enumerate(self.snapshot.documents):
            for each in record.texts:
                yield self.element(index, each.number), each, looks[each.look]

    @cached_property
    def _backdrops(self) -> dict[tuple[int, str], Backdrop]:
        return {(each.number, each.part): each for each in self.snapshot.backdrops or ()}

    def backdrop(self, element: Element, text: TextRun) -> Backdrop | None:
        """Return what the pixels behind a text say; None where they were not read."""
        return self._backdrops.get((text.number, text.part)) if element.document == 0 else None

    def evidence(self, probe: str) -> Mapping[str, Any]:
        """Return what a probe saw on the page, in the form that the probe tells.

        Raises:
            NotGatheredError: it was not run here.
        """
        if probe not in self.snapshot.evidence:
            raise NotGatheredError
        return self.snapshot.evidence[probe].data

    def placed(self, place: Mapping[str, Any] | None) -> Element | None:
        """Return the element that evidence names as `a11yAuditPlace` does; None where the record has no such one."""
        at = place and place.get("at")
        if not place or not at or at[0] >= len(self.trees) or at[1] >= len(self.trees[at[0]].tags):
            return None
        element = self.element(at[0], at[1])
        return element if element.name == str(place.get("tag", "")).lower() else None

    def drawn(self) -> Iterator[tuple[Element, TextRun]]:
        """Yield what style sheets write before and after elements, as far as it can be seen."""
        if self.snapshot.looks is None or self.snapshot.lacks("texts"):
            raise NotGatheredError
        for index, record in enumerate(self.snapshot.documents):
            yield from ((self.element(index, each.number), each) for each in record.texts if each.drawn)

    def says(self, reason: str, **data: Datum) -> Say:
        """Return what a rule says of the page as a whole; the target is its root element."""
        return Say(reason, self.root.target if self.root else None, data)

    def says_of_source(self, reason: str, *, line: int, snippet: str, key: str, **data: Datum) -> Say:
        """Return what a rule says of a place in the source.

        Args:
            reason: code of the reason.
            line: line in the source, counted from 1.
            snippet: the source at that place.
            key: what makes the place the same on another page.
            data: values for the reason's text.
        """
        return Say(reason, Target(selector="", snippet=snippet, fragment=f"source|{key}", line=line), data)
