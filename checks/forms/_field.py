"""What the rules about forms share: which elements are fields, and the words that stand around them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.authoring import Element, Page
from a11y_audit.core.snapshot import RENDERED

BUTTONS = frozenset({"submit", "button", "reset", "image"})
CHOICES = frozenset({"radio", "checkbox"})
_OTHERS = frozenset({"hidden", "range", "color", "file"})
_ENDS = frozenset({"form", "body", "shadow-root"})
_CONTROLS = frozenset({"input", "select", "textarea", "button"})
_UNREAD = frozenset({"script", "style", "option", "optgroup", "noscript", "template", "rt", "rp", "title"})
_REACH = 80
_SPECK = 1

Labels = Mapping[str, list[Element]]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of rendered text near a field, and the element that holds it; "" and None when there is none."""

    text: str = ""
    element: Element | None = None


def kind_of(field: Element) -> str:
    """Return "select", "textarea", or the type of an input, "text" where none is written."""
    return (field.get("type") or "text").lower() if field.name == "input" else field.name


def entries(page: Page) -> list[Element]:
    """Return the fields that are typed into or chosen from, which assistive technology meets.

    Only those of the page's own document, since names in frames are not known; none that is switched off.
    """
    left_out = BUTTONS | CHOICES | _OTHERS
    return [each for each in _met(page, "input", "select", "textarea") if kind_of(each) not in left_out]


def choices(page: Page) -> list[Element]:
    """Return radio buttons and checkboxes under the same conditions as `entries`."""
    return [each for each in _met(page, "input") if kind_of(each) in CHOICES]


def buttons(page: Page) -> list[Element]:
    """Return buttons under the same conditions as `entries`."""
    return [each for each in _met(page, "input", "button") if each.name == "button" or kind_of(each) in BUTTONS]


def _met(page: Page, *names: str) -> list[Element]:
    found = (each for each in page.tagged(*names) if each.document == 0 and each.get("disabled") is None)
    return [each for each in found if each.exposed]


def labels(page: Page) -> Labels:
    """Return the page's label elements by the id that they name."""
    found: dict[str, list[Element]] = defaultdict(list)
    for each in page.tagged("label"):
        if each.document == 0 and (identity := each.get("for")):
            found[identity].append(each)
    return found


def labels_of(field: Element, by_id: Labels) -> list[Element]:
    """Return what names a field by markup: its label elements, and those of aria-labelledby."""
    around = field.closest("label")
    own = [around] if around is not None and around.get("for") in (None, field.get("id")) else []
    return [*own, *by_id.get(field.get("id") or "", ()), *referred(field, "aria-labelledby")]


def referred(field: Element, attribute: str) -> list[Element]:
    """Return the elements whose ids an attribute of the field lists."""
    identities = (field.get(attribute) or "").split()
    if not identities:
        return []
    tags = (field.tree.soup.find(id=each) for each in identities)
    return [Element(field.page, field.document, each) for each in tags if isinstance(each, Tag)]


def words_of(elements: Iterable[Element]) -> str:
    """Return the rendered text of elements and the alternatives of their images."""
    parts: list[str] = []
    for each in elements:
        parts += [each.base_text, *(image.get("alt") or "" for image in each.inside("img"))]
    return " ".join(" ".join(parts).split())


def is_seen(element: Element) -> bool:
    """Whether the eye can meet an element: drawn, larger than a speck, and not off to the left or the top."""
    box = element.box
    return (
        element.rendered
        and box is not None
        and min(box.width, box.height) > _SPECK
        and box.x + box.width > 0
        and box.y + box.height > 0
    )


def words_before(element: Element) -> Words:
    """Return the last line of text before an element, unless another field or the form's start comes first."""
    return _line(element, element.tag.previous_elements, backwards=True)


def words_after(element: Element) -> Words:
    """Return the rest of the line after an element, or the next line, under the same conditions."""
    last: PageElement = element.tag
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    return _line(element, last.next_elements, backwards=False)


def _line(element: Element, nodes: Iterable[PageElement], *, backwards: bool) -> Words:
    tree = element.tree
    parts: list[str] = []
    block: Element | None = None
    for node in islice(nodes, _REACH):
        if isinstance(node, Tag):
            if node.name in _ENDS or _is_control(node, tree.flags(node)) or (node.name == "br" and block):
                break
            if node.name == "img" and node.get("alt"):
                parts.append(str(node["alt"]))
            continue
        holder = _holder(element, node)
        if holder is None or not str(node).strip():
            continue
        around = block_of(holder)
        if block is not None and around != block:
            break
        block = around
        parts.append(str(node))
    text = " ".join(" ".join(reversed(parts) if backwards else parts).split())
    return Words(text, block) if text else Words()


def _is_control(tag: Tag, flags: int) -> bool:
    return tag.name in _CONTROLS and bool(flags & RENDERED)


def _holder(element: Element, node: PageElement) -> Element | None:
    """Return the element around a piece of text, or None when the text is not shown."""
    tag = node.parent
    if type(node) is not NavigableString or tag is None or tag.name in _UNREAD:
        return None
    holder = Element(element.page, element.document, tag)
    return holder if holder.rendered else None


def block_of(element: Element) -> Element:
    """Return the innermost element around, or itself if no field, whose lines are its own: what is inline has none."""
    around = element.ancestors if element.name in _CONTROLS else (element, *element.ancestors)
    return next((each for each in around if not _is_inline(each)), element)


def _is_inline(element: Element) -> bool:
    style = element.style
    return style is None or style.display.startswith(("inline", "contents", "ruby"))
