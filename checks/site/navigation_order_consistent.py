"""Rule: menus that pages share have the same order on every page."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from a11y_audit.authoring import Facts, LinkFact, Mend, Say, Site, Text, likely, passed, rule

_LEAST_PAGES = 3
_LEAST_LINKS = 3
_SHARED = 0.6
"""A link belongs to the shared menu when it is on at least this share of the pages of its template."""
_USUAL = 0.6
"""An order is the usual one when at least this share of the pages has it."""

Menu = tuple[str, str]
"""Template, and the list or block that holds the links, as a selector."""


@rule(
    id="navigation-order-consistent",
    version=1,
    title=Text(
        "共通のメニューの並び順が、どのページでも同じになっている", "Shared menus have the same order on all pages"
    ),
    criteria=["3.2.3"],
    techniques=["F66", "G61"],
    says={
        "order_differs": likely(
            ja="共通のメニューの並び順が、ほかの{pages}ページと違います。「{name}」が、いつもの位置にありません（例：{other}）。",
            en="The shared menu has another order here than on {pages} other pages: “{name}” is not in its usual place "
            "(for example {other}).",
        ),
        "orders_agree": passed(
            ja="共通のメニュー{count}種類の並び順に、食い違いはありません。",
            en="The {count} shared menus have the same order everywhere.",
        ),
    },
    why=Text(
        "並び順がページごとに変わると、拡大して一部だけを見ている人や、読み上げで順番を覚えている人が、目的のリンクを見つけられません。",
        "People who see a magnified part only, or know the order by listening, can't find a link that moves about.",
    ),
    mend=Mend(
        Text(
            "メニューを一つの共通部品にして、どのページでも同じ順に並べるよう、CMSの業者に依頼します。",
            "Have the menu made one shared part with one order for all pages.",
        ),
        Text(
            "共通のリンクの順をそろえます。ページ固有のリンクを間に入れるのはかまいません。",
            "Give shared links one order; links of a page's own may stand between them.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F66.html",
)
def navigation_order_consistent(site: Site) -> Iterator[Say]:
    """Judge the order of the links that the pages of one template share in header, navigation and footer.

    Judged: the first link out of the usual order, where most pages of the template have one order.
    Left out: links on few pages, links that stand more than once (their first place counts), menus without a usual
    order (lists by date or by visits), aside.
    Assumption: readers did not choose the order themselves.
    Source: WCAG 2.0 F66, https://www.w3.org/TR/WCAG20-TECHS/F66.html
    """
    shared = _shared(site.pages)
    orders = _orders(site.pages, shared)
    usual = {menu: found for menu, counts in orders.items() if (found := _usual(counts))}
    clashes = 0
    for page in site.pages:
        for menu, links in _menus(page).items():
            if menu not in usual:
                continue
            order, pages, other = usual[menu]
            if moved := _moved([link for link in links if link.address in shared[menu]], order):
                clashes += 1
                yield site.says("order_differs", page.page, moved.target, name=moved.name, pages=pages, other=other)
    if usual and not clashes:
        yield Say("orders_agree", None, {"count": len(usual)})


def _menus(page: Facts) -> dict[Menu, list[LinkFact]]:
    """Return the page's links by menu, each address once, in order."""
    found: dict[Menu, dict[str, LinkFact]] = defaultdict(dict)
    for link in page.links:
        if link.region != "aside" and link.address != page.page:
            found[page.skeleton, _holder(link.selector)].setdefault(link.address, link)
    return {menu: list(links.values()) for menu, links in found.items()}


def _holder(selector: str) -> str:
    """Return the selector of the list, or else of the element, that a link is in."""
    parts = selector.split(" > ")
    items = [place for place, part in enumerate(parts) if part.partition(":")[0] == "li"]
    return " > ".join(parts[: items[-1] if items else -1])


def _shared(pages: Iterable[Facts]) -> dict[Menu, frozenset[str]]:
    totals: Counter[Menu] = Counter()
    counts: dict[Menu, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for menu, links in _menus(page).items():
            totals[menu] += 1
            counts[menu].update(link.address for link in links)
    return {
        menu: frozenset(address for address, number in counts[menu].items() if number >= _SHARED * total)
        for menu, total in totals.items()
        if total >= _LEAST_PAGES
    }


def _orders(
    pages: Iterable[Facts], shared: dict[Menu, frozenset[str]]
) -> dict[Menu, dict[tuple[str, ...], tuple[int, str]]]:
    """Return for each menu every order in which a page has the shared links: on how many pages, and one of them."""
    orders: dict[Menu, dict[tuple[str, ...], tuple[int, str]]] = defaultdict(dict)
    for page in pages:
        for menu, links in _menus(page).items():
            order = tuple(link.address for link in links if link.address in shared.get(menu, ()))
            if len(order) >= _LEAST_LINKS:
                number, first = orders[menu].get(order, (0, page.page))
                orders[menu][order] = (number + 1, first)
    return orders


def _usual(counts: dict[tuple[str, ...], tuple[int, str]]) -> tuple[tuple[str, ...], int, str] | None:
    """Return the order that most pages have, on how many, and one of them; None where there is no such one."""
    order, (_, example) = max(counts.items(), key=lambda each: (each[1][0], each[0]))
    places = {address: place for place, address in enumerate(order)}
    agreeing = sum(number for each, (number, _) in counts.items() if _is_sorted(_places(each, places)))
    total = sum(number for number, _ in counts.values())
    return (order, agreeing, example) if agreeing >= max(_USUAL * total, _LEAST_PAGES - 1) else None


def _moved(links: Sequence[LinkFact], order: Sequence[str]) -> LinkFact | None:
    """Return the first link that is not in its usual place among those that can stay; None where all are."""
    places = {address: place for place, address in enumerate(order)}
    known = [link for link in links if link.address in places]
    if len(known) < _LEAST_LINKS:
        return None
    numbers = [places[link.address] for link in known]
    staying = _longest_rise(numbers)
    return next((link for link, number in zip(known, numbers, strict=True) if number not in staying), None)


def _places(order: Sequence[str], places: dict[str, int]) -> list[int]:
    return [places[address] for address in order if address in places]


def _is_sorted(numbers: Sequence[int]) -> bool:
    return all(one < two for one, two in pairwise(numbers))


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Return the numbers of a longest rising part of a sequence without doubles."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: list[int] = []
    here = ends[-1] if ends else None
    while here is not None:
        found.append(here)
        here = before[here]
    return frozenset(found)
