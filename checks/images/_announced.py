"""Whether a line announces an image alone: it ends in a colon, the image comes, and then another part of the page."""

from itertools import islice

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.authoring import Element
from a11y_audit.text.entry import has_words

_LEAST_PX = 48
_REACH = 60
_PARTS = frozenset({"section", "article", "main", "header", "footer", "nav", "aside"})
_NEXT = frozenset({"h1", "h2", "hr", "footer", "nav", "aside"})
"""What begins another part; smaller headings may be what was announced."""
_CONTENT = frozenset({"a", "area", "audio", "button", "canvas", "embed", "iframe", "input", "math", "object", "select"})
_CONTENT |= {"table", "textarea", "video", "h3", "h4", "h5", "h6"}
_CELLS = ("td", "th", "dt", "label", "legend", "figcaption", "caption", "a", "button", "summary")
_NAMES = ("alt", "aria-label", "aria-labelledby", "title")
_SILENT = frozenset({"script", "style", "template", "noscript", "title"})


def announcement(image: Element) -> str:
    """Return the line that ends in a colon right before an image which is all that comes after it, else ""."""
    box = image.box
    if box is None or min(box.width, box.height) < _LEAST_PX or image.closest(*_CELLS) or image.get("aria-describedby"):
        return ""
    line = _line_before(image)
    return line if line.endswith((":", "：")) and has_words(line) and not _goes_on(image) else ""


def _line_before(image: Element) -> str:
    """Return the text right before an image, as far as nothing parts the two; "" else."""
    around = {id(each) for each in image.tag.parents}
    for node in islice(image.tag.previous_elements, _REACH):
        if isinstance(node, Tag):
            if node.name in _NEXT or _is_met(image, node):
                return ""
        elif holder := _holder(image, node):
            parts = (each for each in (holder, *holder.ancestors) if each.name in _PARTS)
            is_near = not holder.closest(*_CELLS) and all(id(each.tag) in around for each in parts)
            return " ".join(str(node).split()) if is_near and holder.name not in _CELLS else ""
    return ""


def _goes_on(image: Element) -> bool:
    """Whether anything is met after an image before the next part of the page begins, or that can't be told."""
    last: PageElement = image.tag
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    ahead = list(islice(last.next_elements, _REACH))
    for node in ahead:
        if isinstance(node, Tag):
            if node.name in _NEXT:
                return False
            if node.name in _PARTS or _is_met(image, node):
                return True
        elif _holder(image, node):
            return True
    return len(ahead) == _REACH


def _holder(image: Element, node: PageElement) -> Element | None:
    """Return the element around a piece of text that is met, if it is one."""
    if type(node) is not NavigableString or not node.strip() or node.parent is None or node.parent.name in _SILENT:
        return None
    holder = Element(image.page, image.document, node.parent)
    return holder if holder.exposed else None


def _is_met(image: Element, tag: Tag) -> bool:
    """Whether an element is content by itself: a control, a table, a frame, a smaller heading, whatever has a name."""
    if tag.name not in _CONTENT and not any(str(tag.get(name) or "").strip() for name in _NAMES):
        return False
    return tag.name == "area" or Element(image.page, image.document, tag).exposed
