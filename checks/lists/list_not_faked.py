"""Rule: a list is a list, not lines that begin with a mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from a11y_audit.authoring import Block, Element, Mend, Page, Say, Text, likely, passed, review, rule

_LEAST = 3
_LONGEST = 80
_LONGEST_ITEM = 200
_DOT = re.compile(r"[・･•‣◦∙⋅▪▸►]\s*(?=\S)")
_SHAPE = re.compile(r"([●○◯■□◆◇◎▶★☆]|[-*–](?=[ \u3000]))\s*(?=\S)")
_NUMBER = re.compile(
    r"(?:[(（](\d{1,2}|[０-９]{1,2})[)）]|(\d{1,2}|[０-９]{1,2})[.．、)）](?![\d０-９]))[\s\u3000]*(?=\S)"
)
_CIRCLED = re.compile(r"([①-⑳])\s*(?=\S)")
_LAW = re.compile(r"第[0-9０-９一二三四五六七八九十百]+(条|項|号)")
_BLANKS = "\u3000\u00a0"
_LITERAL = ("code", "kbd", "samp", "tt")
_SPARED = frozenset({"pre", "code", "address", "li", "dt", "th", "button", "select", "textarea"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text with its place, and what it begins with: "dot", "shape ■", "number", or "" and its number."""

    element: Element
    text: str
    mark: str
    number: int


@rule(
    id="list-not-faked",
    version=3,
    title=Text("箇条書きに、リストの機能を使っている", "A list is marked up as a list"),
    criteria=["1.3.1"],
    techniques=["F2", "H48", "G115"],
    says={
        "list_made_of_dots": likely(
            ja="「{first}」からの{count}行が、記号と改行で箇条書きに見せた文章です。",
            en="{count} lines from “{first}” on imitate a list with marks and line breaks.",
        ),
        "list_made_of_numbers": review(
            ja="「{first}」からの{count}行が、手で入れた番号で並んでいます。順序のあるリストか確かめてください。",
            en="{count} lines from “{first}” on begin with typed numbers. See whether they are an ordered list.",
        ),
        "list_made_of_shapes": review(
            ja="「{first}」からの{count}行が、同じ記号で始まっています。箇条書きか確かめてください。",
            en="{count} lines from “{first}” on begin with the same sign. See whether they are a list.",
        ),
        "list_is_marked_up": passed(
            ja="リストの要素で作られた箇条書きがあります。", en="Lists are made with list elements."
        ),
    },
    why=Text(
        "読み上げソフトでは、リストなら「4項目」などと伝わりますが、記号と改行だけではひと続きの文に聞こえます。",
        "A screen reader announces a list and its length; marks and line breaks sound like one long sentence.",
    ),
    mend=Mend(
        Text(
            "行の初めの「・」や番号を消し、編集画面の「箇条書き」か「番号付きリスト」のボタンを使います。",
            "Delete the marks or numbers, and use the bullet or number list button of the editor.",
        ),
        Text(
            "br や p で並べた行を ul または ol と li に書き換え、記号はスタイルシートの list-style で付けます。",
            "Turn the lines into ul or ol with li, and set the mark with list-style in the style sheet.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F2.html",
)
def list_not_faked(page: Page) -> Iterator[Say]:
    """Judge runs of three or more lines, broken by br or made of sibling blocks, that begin with the same kind of mark.

    Judged: dots such as 「・」, which mark nothing but items; numbers (①, 1., (1)) that go up by one, and shapes such
    as ■ or a hyphen before short lines, which a person decides.
    Left out: what stands in li, dt, th, pre and address; numbers that do not follow each other, as in dates, times and
    telephone numbers; numbered paragraphs of laws and other long ones; shapes before speeches and single headings.
    Assumption: no text begins three lines in a row with a middle dot without being a list.
    Source: WCAG 2.0 F2 and H48, https://www.w3.org/TR/WCAG20-TECHS/F2.html
    """
    if any(each.exposed for each in page.tagged("ul", "ol", "dl")):
        yield Say("list_is_marked_up", None, {})
    for lines in _groups(page):
        for mark, run in groupby(lines, key=attrgetter("mark")):
            items = list(run)
            if mark == "dot" and len(items) >= _LEAST:
                yield _say("list_made_of_dots", items)
            elif mark == "number" and not _is_law(items) and max(len(item.text) for item in items) <= _LONGEST_ITEM:
                yield from (_say("list_made_of_numbers", part) for part in _rising(items) if len(part) >= _LEAST)
            elif mark.startswith("shape") and len(items) >= _LEAST and not _is_speech(items):
                yield _say("list_made_of_shapes", items)


def _say(reason: str, items: list[_Line]) -> Say:
    return items[0].element.says(reason, first=items[0].text[:40], count=len(items))


def _groups(page: Page) -> Iterator[list[_Line]]:
    """Yield lines that stand together: those of one block, or of neighbouring blocks of one line and one kind."""
    for _, blocks in groupby(enumerate(page.blocks), key=_Neighbours()):
        lines = [line for _, block in blocks for line in _lines(block)]
        if len(lines) >= _LEAST and any(line.mark for line in lines) and not _is_spared(lines[0].element):
            yield lines


class _Neighbours:
    """Key that stays the same while single-line blocks of one name follow each other in one parent."""

    def __init__(self) -> None:
        self._kind: tuple[str, Element | None] | None = None
        self._group = 0

    def __call__(self, numbered: tuple[int, Block]) -> int:
        element = numbered[1].element
        single = element.name in ("p", "div", "span", "a") and "\n" not in numbered[1].text
        kind = (element.name, element.parent) if single else None
        if kind is None or kind != self._kind:
            self._group += 1
        self._kind = kind
        return self._group


def _lines(block: Block) -> Iterator[_Line]:
    for raw in block.text.split("\n"):
        text = raw.strip(_BLANKS)
        mark, number = _mark(text)
        # Program text has signs of its own.
        if mark and any(text in each.base_text for each in block.element.inside(*_LITERAL)):
            mark = ""
        if mark or not raw.startswith(tuple(_BLANKS)):  # an indented line goes on with the item before it
            yield _Line(block.element, text, mark, number)


def _mark(text: str) -> tuple[str, int]:
    if _DOT.match(text):
        return "dot", 0
    if shape := _SHAPE.match(text):
        return f"shape {shape[1]}", 0
    if circled := _CIRCLED.match(text):
        return "number", ord(circled[1]) - ord("①") + 1
    if number := _NUMBER.match(text):
        return "number", int(number[1] or number[2])
    return "", 0


def _rising(items: list[_Line]) -> list[list[_Line]]:
    """Return `items` cut wherever a number is not one more than the number before."""
    parts: list[list[_Line]] = []
    for item in items:
        if parts and item.number == parts[-1][-1].number + 1:
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _is_spared(element: Element) -> bool:
    return element.name in _SPARED or any(each.name in _SPARED for each in element.ancestors)


def _is_law(items: list[_Line]) -> bool:
    around = items[0].element.parent or items[0].element
    return bool(_LAW.search(around.base_text))


def _is_speech(items: list[_Line]) -> bool:
    """Whether the lines are sentences or long, as in minutes, where a shape stands before the speaker."""
    return any(len(item.text) > _LONGEST or item.text.endswith(("。", "」")) for item in items)
