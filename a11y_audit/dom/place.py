"""Find the element that a start tag of the source became, where that is certain."""

from bs4.element import Tag

from a11y_audit.dom.source import Source, SourceTag
from a11y_audit.dom.tree import Tree


def element_of(tree: Tree, source: Source, tag: SourceTag) -> Tag | None:
    """Return the element of `tree` that `tag` became, or None when scripts or the parser changed too much to tell.

    Tags alike in name and attributes are paired in order, if there are as many in the tree as in the source.
    """
    own = _first_values(tag)
    elements = [each for each in tree.by_name.get(tag.name, ()) if each.attrs == own]
    alike = [each for each in source.tags if each.name == tag.name and _first_values(each) == own]
    if len(elements) != len(alike):
        return None
    return next(element for element, each in zip(elements, alike, strict=True) if each is tag)


def _first_values(tag: SourceTag) -> dict[str, str]:
    # Of a doubled attribute a browser keeps the first.
    return dict(reversed(tag.attributes))
