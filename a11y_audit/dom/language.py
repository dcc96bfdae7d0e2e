"""In which language a place says that it is written."""

from collections.abc import Iterator

from bs4.element import NavigableString, Tag

from a11y_audit.core.snapshot import INVISIBLE, RENDERED
from a11y_audit.dom.tree import Tree, fold

# Program text and what a machine prints are in no human language.
_NO_LANGUAGE = frozenset({"code", "pre", "kbd", "samp", "var", "textarea", "math", "svg"})


def declared(tag: Tag) -> str:
    """Return the value of the nearest `lang` on the element or around it, lower case; "" when there is none."""
    for here in (tag, *tag.parents):
        if (value := here.get("lang")) is not None:
            return str(value).strip().lower()
    return ""


def inherited_text(tree: Tree) -> str:
    """Return the rendered text of a document that takes its language from the `html` element, without readings.

    Left out are parts with a `lang` of their own, and program text.
    """
    root = next(iter(tree.by_name["html"]), None)
    return "" if root is None else "".join(_pieces(tree, root))


def _pieces(tree: Tree, tag: Tag) -> Iterator[str]:
    flags = tree.flags(tag)
    if not flags & RENDERED or tag.name in _NO_LANGUAGE:
        return
    for child in tag.contents:
        if isinstance(child, Tag):
            yield from () if child.get("lang") is not None else _pieces(tree, child)
        elif type(child) is NavigableString and not flags & INVISIBLE:
            yield fold(str(child))
    if tree.is_block(tag):
        yield "\n"
