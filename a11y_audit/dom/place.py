"""Find the element that a start tag of the source became, where that is certain."""

from bs4.element import Tag

from a11y_audit.dom.source import Source, SourceTag
from a11y_audit.dom.tree import Tree


def element_of(tree: Tree, source: Source, tag: SourceTag) -> Tag | None:
    """Return the element of `tree` that `tag` became, or None when scripts or the parser changed too much to tell.

    Tags alike in name and attributes are paired in order, if there are as many in the tree as in the source.
    """
    elements = [each for each in tree.by_name.get(tag.name, ()) if each.attrs == tag.values]
    alike = source.alike(tag)
    if len(elements) != len(alike):
        return None
    return next(element for element, each in zip(elements, alike, strict=True) if each is tag)
