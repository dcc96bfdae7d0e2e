"""Rule: a picture that a style sheet puts behind an element tells nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.blank import is_blank

_REGIONS = frozenset({"main", "page"})
_TEXTS = frozenset({"p", "li", "dt", "dd", "td", "th", "span", "div", "strong", "em"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTROLS = ("a", "button", "input", "select", "textarea")
_ONCE = frozenset({"no-repeat", "no-repeat no-repeat"})
_LEAST_PX = 8
_WIDTH_PX, _HEIGHT_PX = 100, 40
_LONGEST = 200


@rule(
    id="background-image-tells-nothing",
    version=1,
    title=Text("背景の画像が、内容を伝えていない", "A background image tells nothing of its own"),
    criteria=["1.1.1", "1.4.5"],
    techniques=["F3", "C30", "H37"],
    says={
        "backgrounds_tell_items_apart": review(
            ja="並んだ項目に、{count}種類の違う背景画像（{file}など）が付いています。種類や状態を画像だけで伝えていないか確かめてください。",
            en="Items of one list have {count} different background images ({file}). See whether these tell something.",
        ),
        "one_text_has_background": review(
            ja="この文章だけに背景画像（{file}）が付いています。画像だけで伝えていることがないか確かめてください。",
            en="This text alone has a background image ({file}). See whether the image tells something.",
        ),
        "part_is_only_background": review(
            ja="文字のない部分が、背景画像（{file}）だけを見せています。内容や文字のある画像でないか確かめてください。",
            en="A part without text shows nothing but a background image ({file}). See whether it tells something.",
        ),
        "backgrounds_decorate": passed(
            ja="背景画像に、内容を伝えるものらしい手がかりはありません。",
            en="Nothing suggests that a background image tells something.",
        ),
    },
    why=Text(
        "背景の画像には代替テキストを付けられないため、読み上げソフトの利用者には無いのと同じです。ハイコントラストの画面でも消えます。",
        "A background image has no text alternative: a screen reader has none, and high contrast modes drop it.",
    ),
    mend=Mend(
        Text(
            "内容を伝える画像は、本文に画像として入れ、代替テキストを書きます。種類や状態は言葉でも書きます。",
            "Insert an image that tells something as an image, with an alternative; write kind and state in words.",
        ),
        Text(
            "img 要素にして alt を書くか、同じ内容を文字で書きます。飾りの画像は背景のままで構いません。",
            "Use img with alt, or write the same in text. What only decorates may stay in the background.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F3.html",
)
def background_image_tells_nothing(page: Page) -> Iterator[Say]:
    """Ask about background images that are not repeated and that something suggests to be no decoration.

    Judged: image files behind elements of the content. It suggests content when items of one list or table have
    different files, or, of the elements of one name, a single short text has one, where the image is not repeated;
    when an element without any text or alternative, whose own style attribute names the file, is 100 by 40 pixels or
    more.
    Left out: header, navigation, aside and footer; headings; links, buttons and fields, whose names are judged;
    pictures behind whole parts of a page; sprites, of which one file is in many places.
    Assumption: what the style sheet gives to all of a kind decorates that kind.
    Source: WCAG 2.0 F3, https://www.w3.org/TR/WCAG20-TECHS/F3.html

    """
    behind = [each for each in _with_background(page) if _is_content(each)]
    once = [each for each in behind if each.background and each.background.repeat in _ONCE]
    told: set[Element] = set()
    for reason, element, data in (*_items(once), *_alone(once), *_bare(behind)):
        if element not in told:
            told.add(element)
            yield element.says(reason, **data)
    if behind and not told:
        yield Say("backgrounds_decorate", None, {})


def _with_background(page: Page) -> Iterator[Element]:
    for index, record in enumerate(page.snapshot.documents):
        yield from (page.element(index, number) for number in sorted(record.backgrounds))


def _is_content(element: Element) -> bool:
    box = element.box
    is_large_enough = box is not None and min(box.width, box.height) >= _LEAST_PX
    if not is_large_enough or not element.exposed or element.region not in _REGIONS:
        return False
    return (
        element.name not in (*_HEADINGS, *_CONTROLS, "body", "html") and element.closest(*_HEADINGS, *_CONTROLS) is None
    )


def _items(behind: Sequence[Element]) -> Iterator[tuple[str, Element, dict[str, str | int]]]:
    rows: dict[Element, list[Element]] = defaultdict(list)
    for each in behind:
        holder = each.closest("ul", "ol", "dl", "table")
        if holder is not None and each.name in ("li", "dt", "dd", "td") and not is_blank(each.base_text):
            rows[holder].append(each)
    for items in rows.values():
        files = {_address(each) for each in items}
        if 1 < len(files):
            yield "backgrounds_tell_items_apart", items[0], {"count": len(files), "file": _file(items[0])}


def _alone(behind: Sequence[Element]) -> Iterator[tuple[str, Element, dict[str, str | int]]]:
    files: dict[str, list[Element]] = defaultdict(list)
    for each in behind:
        files[_address(each)].append(each)
    for elements in files.values():
        each = elements[0]
        if len(elements) > 1 or each.name not in _TEXTS or not 0 < len(each.base_text) <= _LONGEST:
            continue
        fellows = [other for other in behind if other.name == each.name]
        if len(fellows) == 1 and not each.inside("p", "ul", "ol", "table", "div", *_HEADINGS):
            yield "one_text_has_background", each, {"file": _file(each)}


def _bare(behind: Sequence[Element]) -> Iterator[tuple[str, Element, dict[str, str | int]]]:
    for each in behind:
        box = each.box
        is_named = (
            each.get("role") == "img" or each.get("aria-label") or each.inside("img", "svg", "video", "a", "input")
        )
        is_large = box is not None and box.width >= _WIDTH_PX and box.height >= _HEIGHT_PX
        if is_large and not is_named and is_blank(each.base_text) and "url(" in (each.get("style") or ""):
            yield "part_is_only_background", each, {"file": _file(each)}


def _address(element: Element) -> str:
    return element.background.address if element.background else ""


def _file(element: Element) -> str:
    address = _address(element)
    if address.startswith("data:"):
        return address.partition(";")[0]
    return unquote(address.partition("?")[0].rpartition("/")[2])[:80]
