"""Rule: the keyboard's focus goes through the page in the order in which it is read."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule

_LEAST = 4
"""Stops of one part in the reverse order before it is asked about: two or three may be a matter of taste."""
_LINE_PX = 8


@rule(
    id="focus-order-fits-view",
    version=1,
    title=Text(
        "キーボードの移動順が、見た目の順と合っている", "The focus moves in the order in which the page is read"
    ),
    criteria=["2.4.3"],
    techniques=["F44", "G59", "C27", "H4"],
    barrier="tab-order-follows-page",
    says={
        "tabindex_leads_back": likely(
            ja="tabindex の指定により、移動の順が見た目の順と合いません（{number}番目に選択され、"
            "前の場所へ戻ります）。",
            en="tabindex makes the focus go back against the order of the page (stop {number}).",
        ),
        "part_goes_backwards": review(
            ja="この部分では、キーボードの移動が見た目と逆の順です（{count}か所）。"
            "意味や操作に差し支えないか確かめてください。",
            en="In this part the focus moves against the order in which it is drawn ({count} stops). See "
            "whether that does harm.",
        ),
        "order_fits": passed(
            ja="移動の順は、見た目の順と合っています。", en="The focus moves in the order of the page."
        ),
    },
    why=Text(
        "キーボードで操作する人や画面を拡大して使う人が、次にどこへ移るのか予想できず、迷います。",
        "People who use a keyboard, or who enlarge the page, can't foresee where the focus goes next.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、移動の順を決める指定（tabindex）を外し、見た目の順に並べるよう伝えてください。",
            "Ask the template's maker to remove tabindex and to write the parts in the order in which they are seen.",
        ),
        Text(
            "1 以上の tabindex を削除し、HTML の並びを見た目の順に合わせます。CSS の row-reverse や order "
            "で並べ替えません。",
            "Delete tabindex of 1 and more; write the HTML in the visual order instead of reordering it by CSS.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F44.html",
    needs="keyboard",
)
def focus_order_fits_view(page: Page) -> Iterator[Say]:
    """Judge the order of the stops of the Tab key against that of the page.

    Judged: stops with a tabindex of 1 or more that lead back both in the HTML and on the screen; parts in which the
    focus goes through at least four stops against the order in which they are drawn.
    Left out: jumps from column to column; whether the meaning suffers, which is for a person.
    Assumption: a page is read from the top left.
    Source: WCAG 2.0 F44, https://www.w3.org/TR/WCAG20-TECHS/F44.html
    """
    met = [
        (number, stop, element)
        for number, stop in enumerate(page.evidence("keyboard").get("stops", ()), 1)
        if not stop["lost"] and not stop["outside"] and (element := page.placed(stop["place"])) is not None
    ]
    is_sound = len(met) > 1
    for (_, before, _), (number, stop, element) in pairwise(met):
        if _is_forced(element) and before["place"]["at"] > stop["place"]["at"] and _is_before(stop, before):
            is_sound = False
            yield element.says("tabindex_leads_back", number=number, picture="keyboard trail")
    for part in _reversed(met):
        is_sound = False
        around = part[0].parent or part[0]
        yield _shared(part, around).says("part_goes_backwards", count=len(part), picture="keyboard trail")
    if is_sound:
        yield Say("order_fits", None)


def _reversed(met: Sequence[tuple[int, Mapping[str, Any], Element]]) -> Iterator[list[Element]]:
    """Yield runs of stops of one part, at least so many, of which each is read before the one before it."""
    run: list[Element] = []
    for (_, before, first), (_, stop, element) in pairwise(met):
        if _is_before(stop, before) and not _is_forced(element) and _are_near(first, element):
            run = [*run, element] if run else [first, element]
            continue
        if len(run) >= _LEAST:
            yield run
        run = []
    if len(run) >= _LEAST:
        yield run


def _is_before(stop: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a stop is read before another: it ends above it, or is in its line and ends left of it."""
    x, y, width, height = stop["place"]["box"]
    other_x, other_y, _, other_height = other["place"]["box"]
    if y + height <= other_y + 1:
        return bool(x < other_x + other["place"]["box"][2])
    is_in_line = abs((y + height / 2) - (other_y + other_height / 2)) < _LINE_PX
    return is_in_line and bool(x + width <= other_x + 1)


def _is_forced(element: Element) -> bool:
    return (element.get("tabindex") or "").strip().lstrip("+").isdigit() and int(element.get("tabindex") or 0) > 0


def _are_near(one: Element, other: Element) -> bool:
    """Whether two stops are children or grandchildren of one element."""
    above = [each for each in (one.parent, one.parent and one.parent.parent) if each]
    return any(each in (other.parent, other.parent and other.parent.parent) for each in above)


def _shared(part: Sequence[Element], around: Element) -> Element:
    for each in (around, *around.ancestors):
        if all(each in element.ancestors for element in part):
            return each
    return around
