"""What the rules about forms share: which elements are fields, and the words that stand around them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.authoring import Element, Page
from a11y_audit.core.snapshot import RENDERED
from a11y_audit.text.entry import announces_change, has_words, may_be_label, without_badges

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
    """A line of rendered text near a field, and the block that holds it; "" and None when there is none.

    `inner` is the innermost element around the piece of text that is nearest to the field.
    """

    text: str = ""
    element: Element | None = None
    inner: Element | None = None


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
    known = field.tree.by_id
    named = (each for each in (field.get(attribute) or "").split() if each in known)
    return [Element(field.page, field.document, known[each]) for each in named]


def words_of(elements: Iterable[Element]) -> str:
    """Return the rendered text of elements and the alternatives of their images."""
    parts: list[str] = []
    for each in elements:
        parts += [each.base_text, *(image.get("alt") or "" for image in each.inside("img"))]
    return " ".join(" ".join(parts).split())


def title_of(field: Element, by_id: Labels) -> str:
    """Return what people would call a field: its label, the short text before it, its name, or its name attribute."""
    before = words_before(field).text
    own = words_of(labels_of(field, by_id))
    near = before if may_be_label(before) else ""
    return without_badges(own or near or field.accessible_name)[:60] or field.get("name") or field.name


def announced(field: Element, by_id: Labels) -> str:
    """Return words at the field that say what a change will bring about, or ""."""
    own = words_of([*labels_of(field, by_id), *referred(field, "aria-describedby")])
    texts = (own, words_before(field).text, field.get("title") or "", field.get("aria-label") or "")
    return next((each for each in texts if announces_change(each)), "")


def hints(field: Element) -> str:
    """Return what the field's own attributes say to those who fill it in."""
    return " ".join(field.get(each) or "" for each in ("placeholder", "title", "aria-label", "aria-description"))


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
    """Return the last line of words before an element, unless another field or the form's start comes first.

    Lines with nothing but a mark or a badge such as 必須 or 〒 are joined with the line before.
    """
    return _line(element, element.tag.previous_elements, backwards=True)


def words_after(element: Element) -> Words:
    """Return the rest of the line after an element, or the next line, under the same conditions."""
    last: PageElement = element.tag
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    return _line(element, last.next_elements, backwards=False)


def _line(element: Element, nodes: Iterable[PageElement], *, backwards: bool) -> Words:
    text, block, inner = "", None, None
    for node in islice(nodes, _REACH):
        told = has_words(text)
        if isinstance(node, Tag) and (_is_end(element, node) or (node.name == "br" and told)):
            break
        piece = _piece(element, node)
        if not piece.strip():
            continue
        holder = node if isinstance(node, Tag) else node.parent
        if holder is None or _is_label_of_other(element, holder):
            break
        around = block_of(Element(element.page, element.document, holder))
        if told and around != block:
            break
        block, inner = around, inner or Element(element.page, element.document, holder)
        text = f"{piece} {text}" if backwards else f"{text} {piece}"
    return Words(" ".join(text.split()), block, inner)


def _is_end(element: Element, tag: Tag) -> bool:
    return tag.name in _ENDS or (tag.name in _CONTROLS and bool(element.tree.flags(tag) & RENDERED))


def _piece(element: Element, node: PageElement) -> str:
    """Return the text of a node that is shown: its own characters, or an image's alternative."""
    tag = node if isinstance(node, Tag) else node.parent
    if tag is None or tag.name in _UNREAD or not Element(element.page, element.document, tag).rendered:
        return ""
    if isinstance(node, Tag):
        return str(node.get("alt") or "") if node.name == "img" else ""
    return str(node) if type(node) is NavigableString else ""


def _is_label_of_other(element: Element, holder: Tag) -> bool:
    """Whether a piece of text lies in the label of another field."""
    label = holder if holder.name == "label" else holder.find_parent("label")
    if label is None or element.tag is label or any(each is label for each in element.tag.parents):
        return False
    identity = str(label.get("for") or "")
    if identity:
        return identity != element.get("id") and identity in element.tree.id_counts
    return label.find(list(_CONTROLS)) is not None


def block_of(element: Element) -> Element:
    """Return the innermost element around, or itself if no field, whose lines are its own: what is inline has none."""
    around = element.ancestors if element.name in _CONTROLS else (element, *element.ancestors)
    return next((each for each in around if not _is_inline(each)), element)


def _is_inline(element: Element) -> bool:
    style = element.style
    return style is None or style.display.startswith(("inline", "contents", "ruby"))
