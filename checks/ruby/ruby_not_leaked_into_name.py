"""Rule: no name or title holds tags of ruby, or a reading right behind its characters."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, rule
from a11y_audit.dom.ruby import segments
from a11y_audit.text import dictionary
from a11y_audit.text.normal import hiragana

_TAGS = re.compile(r"(?:<|&lt;|＜)/?\s*(?:ruby|rt|rp|rb)\b[^>]{0,40}(?:>|&gt;|＞)", re.IGNORECASE)
_DOUBLED = re.compile("([々\u3400-\u9fff]{2,8})([ぁ-ゖー]{2,20})")
_HAN = re.compile("[々\u3400-\u9fff]")
_LEAST = 3
"""Kana of a reading that stands behind its word; fewer may be a particle."""
_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")


@rule(
    id="ruby-not-leaked-into-name",
    version=1,
    title=Text("題名や代替テキストに、ふりがなが混ざっていない", "No name or title holds ruby that leaked into it"),
    criteria=["1.1.1", "2.4.2"],
    techniques=["G94", "G88", "H62"],
    says={
        "name_holds_tags": likely(
            ja="{where}「{text}」に、ふりがなのタグがそのまま入っています。",
            en="The {where} “{text}” holds tags of ruby as text.",
        ),
        "name_holds_reading": likely(
            ja="{where}「{text}」で、漢字「{base}」のすぐ後にふりがな「{reading}」が続いています。",
            en="In the {where} “{text}”, the reading “{reading}” stands right behind “{base}”.",
        ),
        "names_are_free_of_ruby": passed(
            ja="題名や代替テキストに、ふりがなは混ざっていません。", en="No name or title holds leaked ruby."
        ),
    },
    why=Text(
        "読み上げソフトは「湯沢ゆざわ」と二重に読むか、記号を読みます。検索結果やタブの題名も読みにくくなります。",
        "Screen readers say the word twice, or the signs of the tags; tabs and search results are hard to read.",
    ),
    mend=Mend(
        Text(
            "題名や代替テキストの欄では、ふりがなを付けずに書きます。読みが要るときは「湯沢（ゆざわ）」とします。",
            "Write titles and text alternatives without ruby; if a reading is needed, put it into brackets.",
        ),
        Text(
            "属性や title 要素は文字だけです。CMSのふりがな機能が title や alt に手を加えないよう設定します。",
            "Attributes and the title hold plain text; keep the CMS's ruby from touching them.",
        ),
    ),
    source="https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-ruby-element",
)
def ruby_not_leaked_into_name(page: Page) -> Iterator[Say]:
    """Judge the page's title, text alternatives and other attributes that are read, and choices of lists.

    Judged: tags of ruby as text; characters with their reading right behind them, when the page has ruby with just that
    reading, or the dictionary reads the word so.
    Left out: readings in brackets; words whose kana go on by themselves (受付から); what assistive technology does not
    meet.
    Assumption: nobody writes a word and its reading in a row on purpose.
    Source: HTML Standard, the ruby element
    """
    known = {
        (pair.base, hiragana(pair.reading))
        for ruby in page.tagged("ruby")
        for pair in segments(ruby.tag)
        if pair.reading and _HAN.search(pair.base)
    }
    found = any_text = False
    for element, where, text in _names(page):
        any_text = True
        if _TAGS.search(text):
            found = True
            yield element.says("name_holds_tags", where=where, text=text[:60])
        elif pair := _doubled(text, known):
            found = True
            yield element.says("name_holds_reading", where=where, text=text[:60], base=pair[0], reading=pair[1])
    if any_text and not found:
        yield Say("names_are_free_of_ruby", None, {})


def _names(page: Page) -> Iterator[tuple[Element, str, str]]:
    if (title := next(iter(page.tagged("title")), None)) and page.title:
        yield title, "title", page.title
    for element, name, value in page.valued(*_ATTRIBUTES):
        if _HAN.search(value) and element.exposed:
            yield element, name, value
    for choice in page.tagged("option"):
        yield choice, "option", choice.tag.get_text()


def _doubled(text: str, known: set[tuple[str, str]]) -> tuple[str, str] | None:
    for match in _DOUBLED.finditer(text):
        spoken = hiragana(match[2])
        for start in range(len(match[1])):
            base = match[1][start:]
            for reading in (reading for word, reading in known if word == base and spoken.startswith(reading)):
                return base, reading
            readings = dictionary.readings(base) if len(base) > 1 else ()
            for reading in (each for each in readings if len(each) >= _LEAST and spoken.startswith(each)):
                return base, reading
    return None
