"""Rule: dates are written with the words for year, month and day."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.plainness import Plainer, short_dates

_LITERAL = ("pre", "code", "kbd", "samp", "var", "time", "textarea", "select", "label", "button")
_LATIN = re.compile("[A-Za-z]{3}")
_SPELLED = re.compile(r"\d月\d+日")


@rule(
    id="date-written-in-words",
    version=1,
    title=Text("日付を「年・月・日」で書いている", "Dates are written with the words for year, month and day"),
    criteria=[],
    techniques=["G153", "G102"],
    says={
        "date_is_short": advice(
            ja="「{written}」のように、記号だけの日付が{count}か所あります。「{plain}」と書くと、日付として読まれます。",
            en="{count} dates are written with signs only, such as “{written}”; “{plain}” is read as a date.",
        ),
        "dates_are_spelled": passed(ja="日付は「年・月・日」で書かれています。", en="Dates are written in words."),
    },
    why=Text(
        "「6.4.1」は「ろくてんよんてんいち」、「4/1」は「よんぶんのいち」などと読まれ、日付と分からないことがあります。",
        "Screen readers may read the signs as points and fractions, so that nobody hears a date.",
    ),
    mend=Mend(
        Text(
            "「令和6年4月1日」「2024年4月1日」のように書きます。更新日などは、CMSの日付の形式を設定で変えます。",
            "Write 2024年4月1日. For dates that the CMS adds, change the format in its settings.",
        ),
        Text(
            '表示する文字を「2024年4月1日」にします。<time datetime="2024-04-01"> を添えると、機械にも伝わります。',
            'Show 2024年4月1日; <time datetime="2024-04-01"> tells machines, too.',
        ),
    ),
    source="https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook",
)
def date_written_in_words(page: Page) -> Iterator[Say]:
    """Look for dates of three numbers with slashes, dots or hyphens, and for eras cut to a letter (R6.4.1).

    Judged: once a page, at the first place, with the number of places. No criterion of level A or AA asks for it.
    Left out: dates in time elements, labels and program text; English lines; numbers that can't be a date, such
    as versions, telephone numbers and addresses of machines; lines that show how to type a date (例).
    Assumption: a year from 1900 on, a month and a day with the same sign between them are a date.
    Source: デジタル庁 ウェブアクセシビリティ導入ガイドブック,
    https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook
    """
    found = [(block, each) for block in page.blocks for each in _dates(block)]
    if found:
        block, first = found[0]
        yield block.element.says("date_is_short", count=len(found), written=first.written, plain=first.plain)
    elif _SPELLED.search(page.text):
        yield Say("dates_are_spelled", None, {})


def _dates(block: Block) -> list[Plainer]:
    found = short_dates(block.text)
    element = block.element
    if not found or "例" in block.text or not element.exposed or (_LATIN.search(block.text) and block.text.isascii()):
        return []
    if element.name in _LITERAL or element.closest(*_LITERAL):
        return []
    literal = " ".join(part.base_text for part in element.inside(*_LITERAL))
    return [each for each in found if each.written not in literal]
