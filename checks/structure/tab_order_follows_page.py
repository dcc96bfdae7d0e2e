"""Rule: the Tab key goes through a page in the order of its content."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, review, rule
from a11y_audit.text.normal import plain

_FIELDS = frozenset({"button", "input", "select", "textarea"})
_INTEGER = re.compile(r"-?[0-9]{1,5}")
_NUMBER = re.compile(r"\d{1,3}")
_LEAST = 3
_LINE_PX = 4
_NATIVE = frozenset({"summary", "iframe", *_FIELDS})


@rule(
    id="tab-order-follows-page",
    version=2,
    title=Text("Tabキーで移動する順序が、内容の順序と合っている", "The Tab key follows the order of the content"),
    criteria=["2.4.3"],
    techniques=["F44", "H4", "G59"],
    says={
        "numbered_list_is_reordered": failed(
            ja="順番のある一覧（{element}）を、tabindexが別の順（{places}）で回らせます。",
            en="tabindex goes through the items of an ordered list ({element}) in another order ({places}).",
        ),
        "order_is_changed": review(
            ja="{count}個の部品の移動順がtabindex（{values}）で変えられています。迷わず使えるか確かめてください。",
            en="tabindex ({values}) on {count} elements changes the order of the Tab key. See whether it makes sense.",
        ),
        "order_is_kept": passed(
            ja="tabindexの順番は、内容の順序と同じです。", en="The order given by tabindex is that of the content."
        ),
    },
    why=Text(
        "キーボードで使う人や画面を拡大して使う人は、思わぬ所へ飛ばされ、どこにいるのか分からなくなります。",
        "People who use a keyboard, or see an enlarged part of the page, are thrown about and lose their place.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。",
            "This cannot be repaired in the editor. Show the place to the CMS vendor and ask for a repair.",
        ),
        Text(
            '1以上の tabindex を外し、HTMLを読む順に並べます。順番を付けないときは tabindex="0" にします。',
            'Remove tabindex of 1 and more, and put the HTML in the order of reading; tabindex="0" keeps that order.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F44.html",
)
def tab_order_follows_page(page: Page) -> Iterator[Say]:
    """Judge positive values of tabindex by whether they change the order in which the Tab key goes through a document.

    Judged: the elements that take the focus, in the order of the document, against their order by tabindex. Where each
    item of a list holds one of them, and the list is ordered (ol) or its items count upwards (第1章, 第2章), another
    order is wrong for certain. Any other change of order is shown to a person.
    Left out: pages where both are the same; lists that the style sheet draws in another order; whether another order
    makes sense, which a person decides; the order in which the style sheet draws things.
    Source: WCAG 2.0 F44 and H4, https://www.w3.org/TR/WCAG20-TECHS/F44.html
    """
    for index in range(len(page.trees)):
        order = [(element, value) for element, value in _focusable(page, index) if value >= 0]
        placed = [(element, value) for element, value in order if value > 0]
        if not placed:
            continue
        # The key of a stable sort: 0 comes after all positive values.
        keys = [value or float("inf") for _, value in order]
        if all(one <= two for one, two in pairwise(keys)):
            yield Say("order_is_kept", None, {})
        elif found := next(_reordered(placed), None):
            yield found
        else:
            values = ", ".join(str(value) for value in dict.fromkeys(value for _, value in placed))
            yield placed[0][0].says("order_is_changed", count=len(placed), values=values[:60])


def _focusable(page: Page, index: int) -> Iterator[tuple[Element, int]]:
    """Yield the elements of a document that take the focus, with their tabindex."""
    for tag in page.trees[index].tags:
        stated = _number(str(tag["tabindex"])) if "tabindex" in tag.attrs else None
        is_native = tag.name in _NATIVE or (tag.name in ("a", "area") and tag.has_attr("href"))
        if stated is None and not is_native:
            continue
        element = Element(page, index, tag)
        is_off = tag.name in _FIELDS and tag.has_attr("disabled")
        if element.rendered and not is_off and (element.get("type") or "").lower() != "hidden":
            yield element, stated or 0


def _reordered(placed: Sequence[tuple[Element, int]]) -> Iterator[Say]:
    """Yield what to say of ordered lists, each of whose items holds one element with a positive tabindex."""
    lists: dict[Element, list[tuple[Element, int]]] = {}
    for element, value in placed:
        item = element.closest("li")
        if item is not None and item.parent is not None:
            lists.setdefault(item.parent, []).append((item, value))
    for around, stops in lists.items():
        items = around.children("li")
        if [item for item, _ in stops] != items or len(items) < _LEAST or not _is_ordered(around, items):
            continue
        way = sorted(range(len(stops)), key=lambda place: stops[place][1])
        if way != sorted(way) and all(map(_is_drawn_before, items, items[1:])):
            places = " → ".join(str(place + 1) for place in way[:10])
            yield around.says("numbered_list_is_reordered", element=around.name, places=places)


def _is_ordered(around: Element, items: Sequence[Element]) -> bool:
    if around.name == "ol":
        return around.get("reversed") is None
    found = [_NUMBER.search(plain(item.base_text)) for item in items]
    numbers = [int(each[0]) for each in found if each]
    return len(numbers) == len(items) and all(two == one + 1 for one, two in pairwise(numbers))


def _is_drawn_before(one: Element, two: Element) -> bool:
    upper, lower = one.box, two.box
    if upper is None or lower is None:
        return False
    is_in_line = abs(upper.y - lower.y) < _LINE_PX
    return upper.x < lower.x if is_in_line else upper.y < lower.y


def _number(value: str) -> int | None:
    return int(value) if _INTEGER.fullmatch(value.strip()) else None
