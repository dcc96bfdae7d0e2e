"""Rule: a line that looks like a heading is one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from a11y_audit.authoring import Block, Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.value import kind_of

_LONGEST = 40
_BODY = 20
_LAYOUT_CELL = 250
_BOLD = 600
_LARGER = 1.2
_REPEATED = 2
# What authors call their headings; a subheading is often a line below a heading.
_NAME = re.compile(r"(?!.*sub)(?:.*[_-])?(?:heading|headline|midashi)(?:[_-]?\d{1,2}){0,2}", re.IGNORECASE)
_LINES = frozenset({"p", "div", "center", "span", "font", "b", "strong"})
_ITEMS = frozenset({"li", "dt", "dd", "td", "th"})
_CODE = ("pre", "code", "kbd", "samp", "tt")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPARED = frozenset(
    {"th", "li", "dt", "a", "button", "figure", "figcaption", "caption", "summary", "label", "legend", "address", "pre"}
    | {"blockquote", "dialog", "select", "details", *_HEADINGS}
)
_BRACKETED = re.compile(r"[【〔《≪<〈].+[】〕》≫>〉]")
_MARKED = re.compile(r"([■□◆◇●○◎▼▽★☆])\s*(?=\S)")
_NO_HEADING = re.compile(
    r".*([。、,;:!]|(?<!no)\.|ください|ます|です|まで|更新|公開|掲載|現在|作成|発行|以上)|[※*(（「『].*|"
    r".*[:：].*|.*(電話|tel|fax|〒|@|https?:).*|.*\d{1,2}月\d{1,2}日.*|(図表?|表|写真|グラフ|資料|別紙|様式|例|fig(ure)?|table|photo)[\s第]*[\d①-⑳].*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that looks like a heading, what makes it look so, and the class that calls it one, or ""."""

    element: Element
    text: str
    shape: str
    name: str = ""


@rule(
    id="heading-not-faked",
    version=3,
    title=Text("見出しに、見出しの機能を使っている", "What looks like a heading is marked up as one"),
    criteria=["1.3.1"],
    techniques=["F2", "H42", "G115", "G141"],
    barrier="heading-by-looks-only",
    says={
        "heading_is_one_by_name_only": failed(
            ja="「{text}」は、太く大きな文字で、クラス名（{name}）も見出しですが、見出しの要素になっていません。",
            en="“{text}” is bold, large and called a heading by its class ({name}), but is marked up as none.",
        ),
        "headings_made_of_looks": likely(
            ja="「{text}」は見出しに見えますが、見出しになっていません。このページに同じ形の行が{count}か所あります。",
            en="“{text}” looks like a heading, but is none. The page has {count} lines of that shape.",
        ),
        "line_looks_like_heading": review(
            ja="「{text}」が見出しに見えます。すぐ下の文章の見出しなら、見出しの機能を使います。",
            en="“{text}” looks like a heading. If it heads the text below, it has to be marked up as one.",
        ),
        "headings_are_marked_up": passed(
            ja="見出しの要素で作られた見出しがあります。", en="The page has headings made with heading elements."
        ),
    },
    why=Text(
        "読み上げソフトで見出しを拾い読みする人には、太字や記号の行は見出しとして伝わらず、読みたい所へ移れません。",
        "People who go from heading to heading with a screen reader never meet a line that is only bold or marked.",
    ),
    mend=Mend(
        Text(
            "その行を選び、書式を「太字」ではなく「見出し2」「見出し3」などに変えます。行の初めの記号は消します。",
            "Select the line and choose a heading style instead of bold; delete the sign at its beginning.",
        ),
        Text(
            "p や strong を、前後に合ったレベルの h2 から h6 に書き換え、見た目はスタイルシートで付けます。",
            "Turn p or strong into h2 to h6 of the level that fits, and style it in the style sheet.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F2.html",
)
def heading_not_faked(page: Page) -> Iterator[Say]:
    """Judge short lines of their own that are bold, larger, in 【】 or after a sign such as ■, with text below them.

    Judged: lines of at most 40 characters, with a longer text, a list or a table right below in the same part of the
    page; a bold beginning that a br ends counts as a line. What is bold and larger than the text below, and has a class
    such as heading1 or midashi, is a heading for certain. Two of one shape on a page are probably headings; a single
    one, and larger text that is not bold, a person decides.
    Left out: sentences, lines with a colon, dates, addresses, telephone numbers and notes; links and program text; what
    stands in lists, cells of data, figures, quotations, header, navigation, aside and footer; lines below which nothing
    follows.
    Assumption: who writes short bold lines above several paragraphs of a page means them as headings.
    Source: WCAG 2.0 F2, https://www.w3.org/TR/WCAG20-TECHS/F2.html
    """
    if page.headings:
        yield Say("headings_are_marked_up", None, {})
    lines = [line for above, below in pairwise(page.blocks) for line in _lines(above, below)]
    lines += [line for block in page.blocks[-1:] for line in _first_line(block)]
    counts = Counter(line.shape for line in lines)
    for line in lines:
        count = counts[line.shape]
        if line.name:
            yield line.element.says("heading_is_one_by_name_only", text=line.text, name=line.name[:40])
        elif count < _REPEATED or line.shape.startswith("larger"):
            yield line.element.says("line_looks_like_heading", text=line.text)
        else:
            yield line.element.says("headings_made_of_looks", text=line.text, count=count)


def _lines(above: Block, below: Block) -> Iterator[_Line]:
    if "\n" in above.text:
        yield from _first_line(above)
        return
    text = above.text.strip()
    if above.element.name in _LINES and _may_head(text) and _is_body(above, below):
        shape = _shape(above, below)
        if shape and not _is_spared(above.element) and not _is_link_or_code(above.element, text):
            name = _heading_name(above.element) if shape == "bold" and _is_larger(above, below) else ""
            yield _Line(above.element, text, f"{shape} {above.element.name}", name)


def _first_line(block: Block) -> Iterator[_Line]:
    """Yield the bold beginning of a block, if a br ends it and text goes on below."""
    text, _, rest = block.text.partition("\n")
    start = next(iter(block.element.children()), None)
    if start is None or block.element.name not in _LINES or not _may_head(text) or len(rest) < _BODY:
        return
    rest_is_bold = any(squeezed(each.base_text) == squeezed(rest) for each in block.element.inside("b", "strong"))
    if rest_is_bold or start.name not in ("b", "strong") or squeezed(start.base_text) != squeezed(text):
        return
    if not _is_bold(block.element) and not _is_spared(block.element) and not _is_link_or_code(start, text):
        yield _Line(start, text.strip(), f"bold beginning {block.element.name}")


def _may_head(text: str) -> bool:
    """Whether a line may be a heading by its words alone."""
    if not 1 < len(text) <= _LONGEST:
        return False
    words = plain(_MARKED.sub("", text))
    return kind_of(words) == "text" and any(map(str.isalpha, words)) and not _NO_HEADING.fullmatch(words)


def _is_body(above: Block, below: Block) -> bool:
    """Whether the lower block is text that the upper one may head: beside it or inside what stands beside it."""
    parent = above.element.parent
    if parent is None or parent not in below.element.ancestors:
        return False
    if below.element.closest("a") or below.element.name in _HEADINGS:
        return False
    is_long = len(below.text) >= _BODY and len(below.text) > len(above.text)
    return is_long or below.element.name in _ITEMS or below.element.closest("li", "dd") is not None


def _shape(above: Block, below: Block) -> str:
    if marked := _MARKED.match(above.text):
        return "" if _MARKED.match(below.text) else f"sign {marked[1]}"
    if _BRACKETED.fullmatch(plain(above.text)):
        return "brackets"
    if _is_all_bold(above.element, above.text) and not _is_all_bold(below.element, below.text):
        return "bold"
    style = above.element.style
    return f"larger {style.font_size_px:.0f}" if style is not None and _is_larger(above, below) else ""


def _is_larger(above: Block, below: Block) -> bool:
    one, two = above.element.style, below.element.style
    # Program text is smaller than any other.
    is_code = below.element.name in _CODE or below.element.closest(*_CODE)
    return one is not None and two is not None and not is_code and one.font_size_px >= two.font_size_px * _LARGER


def _heading_name(element: Element) -> str:
    return next((name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)), "")


def _is_all_bold(element: Element, text: str) -> bool:
    if _is_bold(element):
        return True
    parts = [each for each in element.inside("b", "strong", "span", "font", "big") if _is_bold(each)]
    outer = [each for each in parts if each.parent not in parts]
    return bool(outer) and squeezed("".join(each.base_text for each in outer)) == squeezed(text)


def _is_bold(element: Element) -> bool:
    style = element.style
    return style is not None and style.font_weight >= _BOLD


def _is_link_or_code(element: Element, text: str) -> bool:
    links = {squeezed(each.base_text) for each in element.inside("a", "button", "label")}
    return squeezed(text) in links or any(text in each.base_text for each in element.inside(*_CODE))


def _is_spared(element: Element) -> bool:
    if not element.exposed or element.region in ("header", "nav", "aside", "footer"):
        return True
    for here in (element, *element.ancestors):
        if here.name in _SPARED or here.get("role") not in (None, "main", "region", "article", "presentation", "none"):
            return True
        if here.name == "td" and len(here.base_text) < _LAYOUT_CELL:
            return True
    return False
