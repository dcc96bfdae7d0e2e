"""What the rules about links share: links by their role alone."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Page


def links_by_role(page: Page) -> Iterator[Element]:
    """Yield what is a link by its role alone and is met by assistive technology, in document order."""
    for element in page.having("role"):
        if element.get("role") == "link" and element.name != "a" and element.exposed:
            yield element
