"""Rule: tables and columns are not made of blanks."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from a11y_audit.authoring import Block, Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.columns import Columns, columns
from a11y_audit.text.series import is_series

_PARAGRAPHS = frozenset({"p", "div"})
_SPARED = ("pre", "code", "kbd", "samp", "textarea", "select", "button", "option", "li")
_PROGRAM = ("code", "kbd", "samp", "var")
_WIDE = re.compile(r"\S[\u00a0\u3000]{2,}\S")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ\u3400-\u9fff]")
_APART = re.compile(r" {2,}")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_WORDS = re.compile(r"[^\W\d_]{2}")
_TITLE = re.compile(r"[A-Z][a-z]+(?: [A-Za-z]+)?")
_NUMBER = re.compile(r"[-+]?[\d,.]+%?")
_CODE = re.compile(r"^\s*(?:[$#%>]|[\w.-]*[@:~].*[$#] )|[{}<>;|\\]|://|/\w+/|\w+\(|--\w|=", re.MULTILINE)
_REMARK = re.compile(r"#|//|/\*|;|--|<!--|\(\*")
_RULED = re.compile(r"\s*-{3,}(?:\s{2,}-{3,})+\s*")
_STROKES = re.compile("-+")
_ROWS = 3
_RULED_ROWS = 4
_TABLE = 3
"""Columns from which aligned lines are hardly anything but a table."""


@rule(
    id="table-not-made-of-blanks",
    version=4,
    title=Text("表や段組みを空白で作っていない", "Tables and columns are not made of blanks"),
    criteria=["1.3.1", "1.3.2"],
    techniques=["F34", "F33", "F48", "H51"],
    says={
        "pre_holds_table": failed(
            ja="pre要素の「{first}」からの部分は、空白で列をそろえた表です。表は table 要素で書きます。",
            en="A pre element holds a table of blanks from “{first}” on. A table is to be written as one.",
        ),
        "table_made_of_blanks": likely(
            ja="「{first}」からの{count}行は、空白で{columns}列にそろえて表に見せた文章です。",
            en="{count} lines from “{first}” on imitate a table of {columns} columns with blanks.",
        ),
        "table_in_pre": likely(
            ja="「{first}」からの{count}行は、pre要素の中の空白で{columns}列の表に見せた文章です。",
            en="{count} lines from “{first}” on imitate a table of {columns} columns with blanks in a pre element.",
        ),
        "pre_may_hold_table": review(
            ja="pre要素の「{first}」からの部分は、空白で列をそろえた表のようです。表なら table 要素で書きます。",
            en="A pre element seems to hold a table of blanks from “{first}” on. A table is to be written as one.",
        ),
        "lines_have_columns": review(
            ja="「{first}」からの{count}行が、空白で{columns}列に分けてあります。表か、順に聞いて分かるか、確かめてください。",
            en="Blanks part {count} lines from “{first}” on into {columns} columns. See whether they are a table.",
        ),
        "blanks_make_no_table": passed(
            ja="文章の中の続いた空白は、表や段組みを作っていません。", en="Runs of blanks in the text make no columns."
        ),
    },
    why=Text(
        "読み上げソフトは表と分からず、続けて読みます。どの見出しの値か分からず、文字の拡大や画面の幅で列も崩れます。",
        "Screen readers read straight across: no value has its heading. Zooming breaks the columns for everyone.",
    ),
    mend=Mend(
        Text(
            "空白を消して、編集画面の「表の挿入」で表を作り、見出しのセルを指定します。",
            "Delete the blanks, insert a table with the editor, and mark its header cells.",
        ),
        Text(
            "table・th・td か、項目と値の組なら dl・dt・dd で書き直します。段組みは CSS の columns で作ります。",
            "Write table, th and td; dl, dt and dd do for pairs. Make text columns with the columns property of CSS.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F34.html",
)
def table_not_made_of_blanks(page: Page) -> Iterator[Say]:
    """Judge three or more consecutive lines that wide blanks part into the same number of cells.

    Judged: lines broken by br, paragraphs side by side, and pre elements with Japanese text. Three or more columns
    that begin at the same place in every line are hardly anything but a table; two such columns, or three that do not
    line up, are shown to a person. So is preformatted text in other languages with a line of titles in four columns
    above others, with three rows of a name and numbers, or with three lines whose words begin at the same three
    places, and no sign of a program. It is a table for certain where days, months or years in their order head the
    columns, or where strokes rule off the titles of columns of numbers.
    Left out: a single wide blank, which parts words by custom; blanks before a line; blanks behind numbers and marks;
    words whose letters stand apart (another rule's); forms to be filled in (年　　月　　日); program text and settings,
    with remarks in Japanese too.
    Assumption: a wide character is as wide as two narrow ones.
    Source: WCAG 2.0 F33, F34 and F48, https://www.w3.org/TR/WCAG20-TECHS/F34.html
    """
    sound = False
    for pre in page.tagged("pre"):
        first = _table_in(pre) if pre.exposed else ""
        if first:
            sound = False
            yield pre.says("pre_holds_table" if _is_headed(pre) else "pre_may_hold_table", first=first)
    for element, lines, made in _texts(page):
        told = False
        for found in columns(lines):
            if made == "table_in_pre" and not _is_prose(found, lines):
                continue
            # Two columns that do not line up are words apart.
            if found.aligned or found.width >= _TABLE:
                reason = made if found.aligned and found.width >= _TABLE else "lines_have_columns"
                if reason == "table_in_pre" and found.width > _TABLE and is_series(found.rows[0][1:]):
                    reason = "pre_holds_table"
                first = " ".join(found.rows[0])[:40]
                yield element.says(reason, first=first, count=len(found.rows), columns=found.width)
                told = True
        sound = sound or not told
    if sound:
        yield Say("blanks_make_no_table", None, {})


def _texts(page: Page) -> Iterator[tuple[Element, list[str], str]]:
    """Yield lines that follow each other with their element and the reason that a table in them gives."""
    exposed = (block for block in page.blocks if block.element.exposed)
    for _, group in groupby(exposed, key=_place) if _WIDE.search(page.text) else ():
        blocks = list(group)
        lines = [line for block in blocks for line in block.text.split("\n")]
        own = blocks[0].element
        if any(map(_WIDE.search, lines)) and own.name not in _SPARED and own.closest(*_SPARED) is None:
            yield own, lines, "table_made_of_blanks"
    for pre in page.tagged("pre"):
        text = pre.tag.get_text()
        if pre.exposed and _JAPANESE.search(text) and not pre.inside(*_PROGRAM):
            yield pre, text.split("\n"), "table_in_pre"


def _is_prose(found: Columns, lines: Sequence[str]) -> bool:
    """Tell a table from program text and settings, with or without remarks in Japanese."""
    if sum(any(map(_JAPANESE.search, row)) for row in found.rows) * 2 < len(found.rows):
        return not any(map(_CODE.search, lines))
    return sum(any(_CODE.search(cell) or _REMARK.match(cell) for cell in row) for row in found.rows) * 2 < len(
        found.rows
    )


def _table_in(pre: Element) -> str:
    """Return the first line of what looks like a table in preformatted text of another language; "" for all else."""
    text = pre.tag.get_text()
    if _JAPANESE.search(text) or _CODE.search(text) or pre.inside(*_PROGRAM) or pre.closest("code"):
        return ""
    lines = [line.expandtabs() for line in text.split("\n") if line.strip()]
    cells = [[cell for cell in _APART.split(line.strip()) if cell] for line in lines]
    for line, row in zip(lines, cells, strict=True):
        rest = [each for each in cells if each is not row and len(each) > 1]
        if len(row) > _TABLE and all(_TITLE.fullmatch(cell) for cell in row) and len(rest) > 1:
            return " ".join(line.split())[:40]
    rows = [row for row in cells if len(row) >= _TABLE and all(map(_NUMBER.fullmatch, row[1:]))]
    is_table = len(rows) >= _ROWS and len({len(row) for row in rows}) == 1 and not _NUMBER.fullmatch(rows[0][0])
    return " ".join(rows[0])[:40] if is_table else _columns_of_words(lines)


def _is_headed(pre: Element) -> bool:
    """Whether four days, months or years in their order head the text, or strokes lie over four rows of numbers."""
    lines = [line.expandtabs() for line in pre.tag.get_text().split("\n") if line.strip()]
    if any(len(cells := _APART.split(line.strip())) > _TABLE and is_series(cells) for line in lines):
        return True
    return any(
        place > 0 and _RULED.fullmatch(line) and _are_ruled(line, lines[place + 1 : place + 1 + _RULED_ROWS])
        for place, line in enumerate(lines)
    )


def _are_ruled(strokes: str, rows: Sequence[str]) -> bool:
    """Whether each of the rows begins with words and has one number below each of the strokes."""
    spans = [each.span() for each in _STROKES.finditer(strokes)]
    for row in rows:
        name, numbers = row[: spans[0][0] - 1], [row[start - 1 : end + 1].strip() for start, end in spans]
        if not _WORDS.search(name) or not all(map(_NUMBER.fullmatch, numbers)):
            return False
    return len(rows) == _RULED_ROWS


def _columns_of_words(lines: Sequence[str]) -> str:
    """Return the first of three lines whose words begin at the same two further places, line by line; "" if none do.

    One such place is that of remarks beside a list; one wide blank before it sets a column of text apart.
    """
    places = [{each.end() for each in _GAP.finditer(line.rstrip())} for line in lines]
    for first, beside in zip(lines, places, strict=True):
        met = [line for line, own in zip(lines, places, strict=True) if len(own & beside) >= _TABLE - 1]
        words = sum(len(_WORDS.findall(cell)) > 0 for line in met for cell in _GAP.split(line.strip()))
        if len(met) >= _ROWS and words >= len(met) * (_TABLE - 1):
            return " ".join(first.split())[:40]
    return ""


def _place(block: Block) -> int:
    """Return what lines that follow each other have in common: the element around paragraphs, or the block itself."""
    parent = block.element.parent if block.element.name in _PARAGRAPHS else None
    return id((parent or block.element).tag)
