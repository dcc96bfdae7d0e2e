"""Rule: parts of a form that look alike are told apart by words that are seen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed

from ._field import entries, is_seen

_ITEMS = ("tr", "td", "th", "li", "dd", "article", "details", "dialog")
_ITEM_ROLES = ("listitem", "row", "cell", "gridcell")
_NUMBERS = re.compile(r"[\d一二三四五六七八九十第人目件番回]")
_MOST = 12
"""Fields of one name; what has more of them is a list."""


@rule(
    id="alike-parts-told-to-eye",
    version=1,
    title=Text(
        "同じ項目が並ぶ部分の違いが、見て分かる", "Parts of a form with the same fields are told apart to the eye"
    ),
    criteria=["2.4.6", "3.3.2"],
    techniques=["G131", "H71", "G130"],
    barrier="field-names-differ",
    says={
        "only_unseen_words_differ": failed(
            ja="「{name}」などの同じ入力欄のある部分が{count}つ並び、違いを伝える言葉（「{words}」など）が画面に見えません。",
            en="{count} parts ask alike for “{name}”; the words that tell which is which (“{words}” …) are unseen.",
        ),
        "seen_words_differ": passed(
            ja="同じ名前の入力欄のある部分に、見て分かる違いがあります。",
            en="Parts of a form with fields of one name differ in what is seen.",
        ),
    },
    why=Text(
        "画面を見て入力する人には、同じ項目が二度並ぶだけです。どちらに何を書くのか分からず、間違えます。",
        "To the eye the same questions come twice. People can't tell which is for what, and fill in the wrong one.",
    ),
    mend=Mend(
        Text(
            "「送付先」「請求先」のような、まとまりの見出しを、画面にも表示します。",
            "Show what each part is for, such as “Shipping address” and “Billing address”.",
        ),
        Text(
            "legend や見出しを隠している CSS（画面の外への移動など）を外します。",
            "Remove the CSS that moves the legend or heading off the screen.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/cc0f0a/",
)
def alike_parts_told_to_eye(page: Page) -> Iterator[Say]:
    """Judge parts that stand side by side in a form and hold a field of one name each.

    Judged: the outermost parts around such fields, if they have one parent. They fail where all that is seen in them is
    the same word by word, nothing is seen between them, and each has words of its own that only assistive technology
    meets and that are seen nowhere on the page: whoever wrote these took the parts for different ones.
    Left out: parts with pictures, icons, backgrounds, generated text, menus or filled fields, which may tell the eye;
    rows and items, and words that differ in numbers alone, since the order may tell; more than twelve fields of a name;
    parts without any words that are not seen.
    Assumption: what a part is for is told to the eye by words, or not at all.
    Source: ACT rule cc0f0a, https://www.w3.org/WAI/standards-guidelines/act/rules/cc0f0a/
    """
    told: set[Element] = set()
    sound = False
    for fields in _alike(page):
        parts = _own_parts(fields)
        around = parts[0].parent
        if parts[0] in told or around is None or any(each.parent != around for each in parts):
            continue
        if _shows_more(around) or any(each.name in _ITEMS or each.get("role") in _ITEM_ROLES for each in parts):
            continue
        told.update(parts)
        unseen = [_words(each, seen=False) for each in parts]
        looks = {_words(each, seen=True) for each in parts}
        if len(looks) == 1 and _differ(unseen) and not _between(parts, around) and not _are_seen(page, unseen):
            name = plain(fields[0].accessible_name)[:40]
            yield fields[0].says("only_unseen_words_differ", name=name, count=len(parts), words=unseen[0][:60])
        elif not sound:
            sound = True
            yield Say("seen_words_differ", None, {})


def _alike(page: Page) -> Iterator[list[Element]]:
    """Yield the fields of one form, or of none, that share a name."""
    found: dict[tuple[str, Element | None], list[Element]] = defaultdict(list)
    for each in entries(page):
        if not is_blank(each.accessible_name):
            found[squeezed(each.accessible_name), each.closest("form")].append(each)
    yield from (fields for fields in found.values() if 1 < len(fields) <= _MOST)


def _own_parts(alike: Sequence[Element]) -> list[Element]:
    """Return the outermost element around each field that holds none of the others."""
    held = Counter(around for each in alike for around in each.ancestors)
    own = ([each, *takewhile(lambda around: held[around] == 1, each.ancestors)] for each in alike)
    return [around[-1] for around in own]


def _shows_more(around: Element) -> bool:
    """Whether anything but words may tell the eye what the parts in an element are."""
    record = around.tree.record
    inside = around.inside()
    numbers = {each.number for each in inside}
    drawn = {each.number for each in record.texts if each.drawn}
    is_icon = any(each.name in ("i", "span", "em", "b", "button") and not each.tag.contents for each in inside)
    filled = any(each.get("value") for each in around.inside("input"))
    pictured = not numbers.isdisjoint(record.backgrounds) or bool(around.inside("img", "svg", "canvas", "select"))
    return is_icon or filled or pictured or not numbers.isdisjoint(drawn)


def _words(part: Element, *, seen: bool) -> str:
    """Return the words in a part that the eye meets, or those that only assistive technology does."""
    texts = ((str(each), each.parent) for each in part.tag.find_all(string=True))
    holders = [(text, Element(part.page, part.document, tag)) for text, tag in texts if tag is not None]
    own = (text for text, holder in holders if holder.exposed and _is_seen(holder) == seen)
    hints = (each.get("placeholder") or "" for each in part.inside("input", "textarea") if seen)
    return " ".join(" ".join((*own, *hints)).split())


def _is_seen(holder: Element) -> bool:
    """Whether what an element holds is seen; one without a box of its own is seen as the one around it."""
    is_boxless = holder.style is not None and holder.style.display == "contents"
    return _is_seen(holder.parent) if is_boxless and holder.parent is not None else is_seen(holder)


def _differ(unseen: Sequence[str]) -> bool:
    """Whether each part has words of its own, which differ in more than numbers."""
    telling = {_NUMBERS.sub("", squeezed(each)) for each in unseen}
    return "" not in telling and len(telling) == len(unseen)


def _are_seen(page: Page, unseen: Iterable[str]) -> bool:
    """Whether any of the words that tell parts apart are seen somewhere on the page."""
    seen = squeezed(" ".join(each.text for each in page.blocks if _is_seen(each.element)))
    return any(squeezed(each) in seen for each in unseen)


def _between(parts: Sequence[Element], around: Element) -> bool:
    """Whether anything is seen between parts of one element."""
    children = around.children()
    others = (each for each in children[children.index(parts[0]) : children.index(parts[-1])] if each not in parts)
    return any(each.strip() for each in around.tag.find_all(string=True, recursive=False)) or any(map(_is_seen, others))
