"""Menus that a line names by their side alone: nothing else on the page is called a menu."""

from collections.abc import Iterator

from a11y_audit.authoring import Block, Element, Page
from a11y_audit.text.sense import menu_side, names_menu

_NEAR_PX = 600
_FEWEST = 2
_NAMING = frozenset({"aside", "section", "article", "details", "form", "fieldset", "table", "dl", "header", "footer"})


def is_told_by_side_alone(page: Page, block: Block) -> bool:
    """Tell whether a line points to a menu by its side, the menu is there, and nothing but its place tells which it is.

    That is so where just one list of links lies on that side, without heading, name or words around it, no other text
    or name on the page has a word for a menu, and the page has either no navigation or several without names. A line in
    an ordered list is left out: it is a step of doing something, maybe on another screen.
    """
    side = menu_side(block.text)
    if side is None or block.element.document > 0 or block.element.closest("ol"):
        return False
    if any(names_menu(text) for text in page.spoken if text != block.text):
        return False
    beside = [each for each in _menus(page) if _lies(each, side, block.element)]
    # Those of an ordered list lead back (breadcrumbs) or on.
    found = page.select("nav, [role=navigation]")
    navigations = [each for each in found if each.exposed and not each.inside("ol")]
    if len(beside) != 1 or len(navigations) == 1 or any(_is_named(each) for each in navigations):
        return False
    return not _is_introduced(beside[0], block.element)


def _menus(page: Page) -> Iterator[Element]:
    """Yield the lists of links that are in no other list."""
    for each in page.tagged("ul", "ol"):
        links = [link for link in each.inside("a") if link.get("href") is not None and link.exposed]
        if len(links) >= _FEWEST and each.exposed and each.closest("ul", "ol") is None:
            yield each


def _lies(menu: Element, side: str, line: Element) -> bool:
    there, here = menu.box, line.box
    if there is None or here is None or there.empty or here.empty:
        return False
    left, right = (here, there) if side == "right" else (there, here)
    is_near = there.y < here.y + here.height + _NEAR_PX and here.y < there.y + there.height + _NEAR_PX
    return is_near and left.x + left.width <= right.x + 1


def _is_introduced(menu: Element, line: Element) -> bool:
    """Tell whether a name, a landmark or words around a menu, as far as the line is not in it, may say what it is."""
    shared = set(line.ancestors)
    around = [menu]
    for each in menu.ancestors:
        if each in shared:
            break
        around.append(each)
    role = ("", "navigation", "list")
    return (
        any(_is_named(each) or each.name in _NAMING or (each.get("role") or "") not in role for each in around)
        or around[-1].text.strip() != menu.text.strip()
        or any(menu not in each.ancestors for each in around[-1].inside("img", "svg") if each.exposed)
    )


def _is_named(element: Element) -> bool:
    return any((element.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title"))
