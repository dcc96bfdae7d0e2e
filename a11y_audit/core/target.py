"""The place on a page that a finding speaks of."""

from dataclasses import dataclass

SNIPPET_LIMIT = 400
"""Characters of HTML kept of a target."""
SELECTOR_LIMIT = 2_000
"""Characters kept of a selector; of a longer one the end is kept, which is nearest to the place."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in CSS pixels from the page's top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def empty(self) -> bool:
        """Whether nothing of it can be seen."""
        return self.width <= 0 or self.height <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A test target (該当箇所): where it is, what it looks like in HTML, and how it is recognised elsewhere.

    Attributes:
        selector: CSS selector, unique on the page; " >>> " stands between a host (frame or shadow root) and its inside.
        snippet: start of its HTML, at most `SNIPPET_LIMIT` characters.
        fragment: normalised HTML, the same for the same part on another page or night.
        region: the landmark it sits in: "header", "nav", "main", "aside", "footer" or "page".
        box: where it is drawn, or None when it isn't.
        line: line in the source, counted from 1, or None when it is not known.
    """

    selector: str
    snippet: str
    fragment: str
    region: str = "page"
    box: Box | None = None
    line: int | None = None
