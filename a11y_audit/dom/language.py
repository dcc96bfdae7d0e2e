"""In which language a place says that it is written."""

from collections.abc import Iterator

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.core.snapshot import INVISIBLE, RENDERED
from a11y_audit.dom.tree import Tree, fold

# Program text and what a machine prints are in no human language.
_NO_LANGUAGE = frozenset({"code", "pre", "kbd", "samp", "var", "textarea", "math", "svg"})


_NO_TEXT = frozenset({"script", "style", "template", "noscript"})


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


def inherited_words(tree: Tree) -> str:
    """Return the same with the title and the alternatives of images that take their language from `html`, too."""
    root = next(iter(tree.by_name["html"]), None)
    if root is None:
        return ""
    titles = (each for each in tree.by_name["title"] if each.parent is not None and each.parent.name == "head")
    title = next((each for each in titles if each.get("lang") is None), None)
    return "".join((f"{title.get_text()}\n" if title is not None else "", *pieces(tree, root, images=True)))


def languages(tree: Tree) -> frozenset[str]:
    """Return the first subtags of the languages that the words of a document and its alternatives say they are in.

    Text that is hidden counts, since it may name something; "" stands for words that say nothing of their language.
    """
    root = next(iter(tree.by_name["body"]), None)
    if root is None:
        return frozenset()
    texts = (each for each in root.find_all(string=True) if type(each) is NavigableString and _has_letters(each))
    holders = {id(each.parent): each.parent for each in texts if each.parent is not None}
    places = (*holders.values(), *(each for each in tree.by_name["img"] if _has_letters(str(each.get("alt") or ""))))
    return frozenset(declared(each).partition("-")[0] for each in places if each.name not in _NO_TEXT)


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def pieces(tree: Tree, root: Tag, *, images: bool = False) -> Iterator[str]:
    """Yield the rendered text that takes its language from an element, and the alternatives of images if wished for.

    Left out are readings and program text.
    """
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
            if images and node.name == "img" and (alternative := str(node.get("alt") or "").strip()):
                yield f" {fold(alternative)} "
            if tree.is_block(node):
                ahead.append(None)
            ahead.extend(reversed(node.contents))
        elif type(node) is NavigableString and node.parent is not None and not tree.flags(node.parent) & INVISIBLE:
            yield fold(str(node))
