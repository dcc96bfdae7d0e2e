"""One element of a recorded page, with what the browser knew of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bs4.element import Tag

from a11y_audit.core.finding import Datum, Say
from a11y_audit.core.snapshot import (
    APART,
    IMAGE_BROKEN,
    INVISIBLE,
    RENDERED,
    Animation,
    Background,
    ImageFile,
    Style,
)
from a11y_audit.core.target import SNIPPET_LIMIT, Box, Target
from a11y_audit.dom import fragment
from a11y_audit.dom.tree import Tree
from a11y_audit.subject.lettered import Lettered, of_background, of_image

if TYPE_CHECKING:
    from a11y_audit.subject.page import Page


class NotGatheredError(Exception):
    """What a rule asks of the page could not be gathered, so that the rule can't judge it."""


class Element:
    """An element: its tag, and the browser's facts. Two of one tag are equal."""

    __slots__ = ("document", "page", "tag")

    def __init__(self, page: "Page", document: int, tag: Tag) -> None:
        """Tie `tag` of the page's document with that index to its facts."""
        self.page = page
        self.document = document
        self.tag = tag

    def __eq__(self, other: object) -> bool:
        """Whether both are the same element."""
        return isinstance(other, Element) and other.tag is self.tag

    def __hash__(self) -> int:
        """Return a hash that fits equality."""
        return id(self.tag)

    def __repr__(self) -> str:
        """Show the start tag."""
        return f"Element({fragment.start_tag(self.tag)})"

    @property
    def tree(self) -> Tree:
        """The document that holds it."""
        return self.page.trees[self.document]

    @property
    def number(self) -> int:
        """Its place among all elements of its document, from 0."""
        return self.tree.numbers[id(self.tag)]

    @property
    def name(self) -> str:
        """Tag name, lower case."""
        return self.tag.name

    def get(self, attribute: str) -> str | None:
        """Return an attribute's value, or None when it is absent."""
        value = self.tag.get(attribute)
        return None if value is None else str(value)

    @property
    def rendered(self) -> bool:
        """Whether it is laid out and visible to the eye (it may still be off-screen)."""
        flags = self.tree.flags(self.tag)
        return bool(flags & RENDERED) and not flags & INVISIBLE

    @property
    def exposed(self) -> bool:
        """Whether assistive technology meets it: rendered, and neither aria-hidden nor inert."""
        return self.rendered and not self.tree.flags(self.tag) & APART

    @property
    def broken(self) -> bool:
        """Whether it is an image that failed to load."""
        return bool(self.tree.flags(self.tag) & IMAGE_BROKEN)

    @property
    def image_file(self) -> ImageFile | None:
        """The file that it shows, if it is an image that is drawn, and larger than a speck."""
        return self.tree.record.images.get(self.number)

    @property
    def background(self) -> Background | None:
        """The picture behind it, or None."""
        return self.tree.record.backgrounds.get(self.number)

    @property
    def animation(self) -> Animation | None:
        """How its image file moves; None when it does not, or the file could not be read."""
        known = self.page.snapshot.animations
        if known is None:
            raise NotGatheredError
        file = self.image_file
        return known.get(file.number) if file else None

    @property
    def lettered(self) -> Lettered | None:
        """What its image, or else the picture behind it, says in letters; None where that was not read."""
        known, box = self.page.snapshot.letters, self.box
        file = self.image_file or self.background
        if known is None or box is None or box.empty or file is None or file.number is None:
            return None
        lettering = known.files.get(file.number)
        if lettering is None:
            return None
        return of_background(lettering, file, box) if isinstance(file, Background) else of_image(lettering, box)

    @property
    def style(self) -> Style | None:
        """Computed style, or None when it is not laid out."""
        return self.tree.style(self.tag)

    @property
    def box(self) -> Box | None:
        """Where it is drawn, in CSS pixels on the page, or None."""
        values = self.tree.record.boxes[self.number]
        return Box(*values) if values else None

    @property
    def role(self) -> str | None:
        """Role as axe computes it; known for links, images, headings, fields, tables and whatever has a role."""
        return self._named[0]

    @property
    def accessible_name(self) -> str:
        """Name as axe computes it, "" when it has none; known for the same elements as `role`."""
        return self._named[1] or ""

    @property
    def _named(self) -> tuple[str | None, str | None]:
        if self.document == 0 and self.page.snapshot.lacks("names"):
            raise NotGatheredError
        return self.tree.record.names.get(self.number, (None, None))

    @property
    def text(self) -> str:
        """Text as rendered, readings (ruby) included, a newline between blocks."""
        return self.tree.text(self.tag)

    @property
    def base_text(self) -> str:
        """Text as rendered, without the readings of ruby."""
        return self.tree.text(self.tag, ruby=False)

    @property
    def parent(self) -> "Element | None":
        """The element around it, or None at the top of its document."""
        above = self.tag.parent
        return None if above is None or above.name == "[document]" else Element(self.page, self.document, above)

    @property
    def ancestors(self) -> Iterator["Element"]:
        """The elements around it, from the inside out."""
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    def closest(self, *names: str) -> "Element | None":
        """Return the nearest of the elements around it that has one of the tag names, or None."""
        return next((each for each in self.ancestors if each.name in names), None)

    def children(self, *names: str) -> list["Element"]:
        """Return its child elements, of the given tag names or all."""
        found = (each for each in self.tag.contents if isinstance(each, Tag))
        return [Element(self.page, self.document, each) for each in found if not names or each.name in names]

    def inside(self, *names: str) -> list["Element"]:
        """Return the elements in it with one of the tag names, or all, in document order."""
        found = self.tree.inside(self.tag, *names)
        return [Element(self.page, self.document, each) for each in found]

    @property
    def region(self) -> str:
        """The landmark that it sits in."""
        return fragment.region(self.tag)

    @property
    def selector(self) -> str:
        """A selector that finds just this element on the page."""
        own = fragment.selector(self.tree, self.tag)
        host = self.tree.record.host
        if host is None:
            return own
        frame = self.page.element(*host)
        return f"{frame.selector} >>> {own}"

    @property
    def start_tag(self) -> str:
        """Its start tag as HTML, cut like a snippet."""
        return fragment.start_tag(self.tag)[:SNIPPET_LIMIT]

    @property
    def target(self) -> Target:
        """The place, as findings keep it."""
        return Target(
            selector=self.selector,
            snippet=fragment.snippet(self.tag),
            fragment=fragment.fragment(self.tag),
            region=self.region,
            box=self.box,
        )

    def says(self, reason: str, **data: Datum) -> Say:
        """Return what a rule says of this element."""
        return Say(reason, self.target, data)
