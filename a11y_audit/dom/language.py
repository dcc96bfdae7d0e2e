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


def primary(language: str) -> str:
    """Return the first part of a language tag, lower case."""
    return language.strip().lower().partition("-")[0]


def inherited_text(tree: Tree) -> str:
    """Return the rendered text of a document that takes its language from the `html` element, readings included.

    Left out are parts with another `lang` of their own, program text, and what assistive technology never meets.
    """
    root = next(iter(tree.by_name["html"]), None)
    return "" if root is None else "".join(_pieces(tree, root, primary(declared(root))))


def _pieces(tree: Tree, tag: Tag, language: str) -> Iterator[str]:
    flags = tree.flags(tag)
    own = tag.get("lang")
    if not flags & RENDERED or tag.name in _NO_LANGUAGE or (own is not None and primary(str(own)) != language):
        return
    for child in tag.contents:
        if isinstance(child, Tag):
            yield from _pieces(tree, child, language)
        elif type(child) is NavigableString and not flags & INVISIBLE:
            yield fold(str(child))
    if tree.is_block(tag):
        yield "\n"
