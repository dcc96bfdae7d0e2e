"""In which language a place says that it is written."""

from collections.abc import Iterator

from bs4.element import NavigableString, PageElement, Tag

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
    return "" if root is None else "".join(pieces(tree, root))


def pieces(tree: Tree, root: Tag) -> Iterator[str]:
    """Yield the rendered text of an element that takes its language from it, without readings and program text."""
    # What is still to come, the next one last; None ends a line. No recursion: browsers nest deeper than Python.
    ahead: list[PageElement | None] = [root]
    while ahead:
        node = ahead.pop()
        if node is None:
            yield "\n"
        elif isinstance(node, Tag):
            own = node is not root and node.get("lang") is not None
            if own or not tree.flags(node) & RENDERED or node.name in _NO_LANGUAGE:
                continue
            if tree.is_block(node):
                ahead.append(None)
            ahead.extend(reversed(node.contents))
        elif type(node) is NavigableString and node.parent is not None and not tree.flags(node.parent) & INVISIBLE:
            yield fold(str(node))
