"""Rule: no word is spelled with characters that only look like its own."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, likely, passed, rule
from a11y_audit.text.lookalike import Disguised, disguised_words

_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
_LITERAL = ("pre", "code", "kbd", "samp", "var", "textarea")
_WORD = re.compile("[ァ-ヺー]{3}|[A-Za-z]{3}")


@rule(
    id="word-not-spelled-with-look-alikes",
    version=1,
    title=Text("形の似た別の文字で言葉を書いていない", "No word is spelled with characters that only look right"),
    criteria=["1.1.1"],
    techniques=["F71"],
    says={
        "word_has_look_alikes": likely(
            ja="「{written}」に、形の似た別の文字が混ざっています。「{word}」と書くところのようです。",
            en="“{written}” holds characters that only look right; “{word}” seems to be meant.",
        ),
        "attribute_has_look_alikes": likely(
            ja="{attribute} の「{written}」に、形の似た別の文字が混ざっています。「{word}」と書くところのようです。",
            en="In {attribute}, “{written}” holds characters that only look right; “{word}” seems to be meant.",
        ),
        "kana_are_mixed": advice(
            ja="「{written}」に、ひらがなとカタカナが混ざっています。「{word}」に直すと検索で見つかります。",
            en="“{written}” mixes hiragana and katakana. Written as “{word}”, it can be found by searching.",
        ),
        "words_have_own_characters": passed(
            ja="カタカナや英字の言葉に、形の似た別の文字は見つかりませんでした。",
            en="No look-alike was found in words of katakana or Latin letters.",
        ),
    },
    why=Text(
        "「サ一ビス」の「一」は漢字なので「サイチビス」などと読まれ、何のことか分かりません。検索も翻訳もできません。",
        "A screen reader says the character that is there, so that another word is heard; searching fails, too.",
    ),
    mend=Mend(
        Text(
            "言葉を消して、かな漢字変換で入力し直します。紙の原稿を読み取った文章では、ほかの言葉も確かめます。",
            "Delete the word and type it anew. In text that was scanned from paper, look at the other words, too.",
        ),
        Text(
            "文字を正しいものに置き換えます。長音は「ー」（U+30FC）で、漢字の「一」や各種のダッシュではありません。",
            "Replace the character: the long mark is ー (U+30FC), neither the character 一 nor a dash.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F71.html",
)
def word_not_spelled_with_look_alikes(page: Page) -> Iterator[Say]:
    """Judge words of katakana, Chinese characters and Latin letters in text, names and the page's title.

    Judged: a character among katakana that makes a word of a list when the look-alike that was meant stands in its
    place (サ－ビス, コミュ二ティ); ロ, ー and ○ in a few words of Chinese characters (人ロ, ー般, 二○二四年); Greek and
    Cyrillic letters inside a Latin word. Hiragana among katakana sounds right, and is told as advice.
    Left out: characters that may belong to the text beside the word (河口ビーチ, サーバ一台), words that are not
    listed, program text, text that assistive technology does not meet.
    Assumption: the listed word is what the author meant.
    Source: WCAG 2.0 F71, https://www.w3.org/TR/WCAG20-TECHS/F71.html
    """
    found = False
    for element, words, attribute in _disguised(page):
        if not element.exposed and attribute != "title":
            continue
        heard = [each for each in words if each.heard]
        unheard = [each for each in words if not each.heard]
        if heard and attribute:
            yield element.says("attribute_has_look_alikes", attribute=attribute, **_data(heard))
        elif heard:
            yield element.says("word_has_look_alikes", **_data(heard))
        if unheard:
            yield element.says("kana_are_mixed", **_data(unheard))
        found = True
    if not found and _WORD.search(page.text):
        yield Say("words_have_own_characters", None, {})


def _disguised(page: Page) -> Iterator[tuple[Element, list[Disguised], str]]:
    """Yield each element with such words and the attribute that holds them, "" for rendered text."""
    for block in page.blocks:
        if (words := _words(block.text)) and (own := _without_quoted(block.element, block.text, words)):
            yield block.element, own, ""
    for element, name, value in page.valued(*_ATTRIBUTES):
        if words := _words(value):
            yield element, words, name
    for title in page.tagged("title")[:1]:
        if words := _words(page.title):
            yield title, words, "title"


def _words(text: str) -> list[Disguised]:
    return list(dict.fromkeys(disguised_words(text)))


def _without_quoted(element: Element, text: str, words: list[Disguised]) -> list[Disguised]:
    """Leave out words of program text and of what is quoted literally."""
    if element.name in _LITERAL or element.closest(*_LITERAL):
        return []
    for part in element.inside(*_LITERAL):
        text = text.replace(part.base_text, " ", 1)
    return [each for each in words if each.written in text]


def _data(words: list[Disguised]) -> dict[str, str]:
    return {
        "written": "」「".join(each.written for each in words),
        "word": "」「".join(each.word for each in words),
    }
