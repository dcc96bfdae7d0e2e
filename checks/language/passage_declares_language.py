"""Rule: a passage in another language says which one it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.dom.language import declared, inherited_text
from a11y_audit.text.language import (
    chinese_signs,
    expected_script,
    is_latin_prose,
    is_mostly_latin,
    written_script,
)
from a11y_audit.text.normal import holds_any, plain
from a11y_audit.text.prose import other_language
from a11y_audit.text.scripts import letters

_OTHER = re.compile(r"[\u0400-\u052f\u05d0-\u06d3\u0900-\u17d3\uac00-\ud7a3]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2,}")
_CHINESE = re.compile("[\u4e00-\u9fff]{4}")
_NAMES = (
    r"简体中文|簡体中文|簡體中文|繁體中文|繁体中文|中文|english|português|español|français|deutsch|italiano|tiếng\s?việt|"
    r"tagalog|filipino|bahasa\s(?:indonesia|melayu)|türkçe"
)
_NAMED = re.compile(_NAMES, re.IGNORECASE)
# Far quicker than the pattern, and true wherever it finds something.
_MAY_NAME = (
    *("中文", "english", "português", "español", "français", "deutsch", "italiano", "tiếng", "tagalog", "filipino"),
    *("bahasa", "türkçe"),
)
_NAME = re.compile(rf"(?:{_NAMES})(?:\s?(?:page|site|version|\([^()]*\)))?", re.IGNORECASE)
_SKIPPED = frozenset(
    {"code", "pre", "kbd", "samp", "var", "tt", "math", "svg", "textarea", "select", "rt", "rp", "cite", "time"}
)
_PROGRAM = re.compile(r"\w\(\w|[{}=]|[&|]{2}|/\*|\*/|\);|(?<!\S)--?[A-Za-z]")
_LEAST_SIGNS = 4
"""Signs of program text from which a line is a program, not prose."""
_LONE = re.compile(r"\b[^\W\d_]\b")
"""A letter that stands alone, as in a table of letters."""
_SENTENCE = re.compile(r"[.!?。！？][\s)\]\"'’”）」』]*$")
_SENTENCES = {
    "passage_is_in_latin_letters": "sentence_is_in_latin_letters",
    "passage_is_japanese": "sentence_is_japanese",
}
_OWN = ("hangul", "cyrillic", "thai", "devanagari", "bengali", "sinhala", "burmese", "khmer", "lao", "arabic", "hebrew")
_FEW, _SOME, _JAPANESE, _WORDS = 2, 4, 15, 10
_MOSTLY = 0.9
_CHINESE_LETTERS, _CHINESE_SHARE = 6, 0.15


@dataclass(frozen=True)
class _Passage:
    """Text of one declared language in one line: a link or button, or the rest of the line."""

    element: Element
    lang: str
    text: str

    @cached_property
    def written(self) -> str:
        """The language of the text, where both are in Latin letters and it surely is another one; else ""."""
        return other_language(self.lang, self.text) or "" if len(_WORD.findall(self.text)) >= _WORDS else ""


@rule(
    id="passage-declares-language",
    version=4,
    title=Text("外国語の部分に、言語の指定がある", "A passage in another language says which one it is"),
    criteria=["3.1.2"],
    techniques=["H58"],
    barrier="passage-language",
    says={
        "passage_is_in_other_script": likely(
            ja="「{text}」は別の文字を使う言語ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is in letters of another language, but takes “{lang}” from what is around it.",
        ),
        "sentence_is_in_latin_letters": failed(
            ja="「{text}」は英語などの文ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is a sentence in Latin letters such as English, but takes “{lang}” from what is around it.",
        ),
        "sentence_is_japanese": failed(
            ja="「{text}」は日本語の文ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is a Japanese sentence, but takes “{lang}” from what is around it.",
        ),
        "passage_is_in_latin_letters": likely(
            ja="「{text}」は英語などの文章ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is prose in Latin letters such as English, but takes “{lang}” from what is around it.",
        ),
        "passage_is_in_other_language": likely(
            ja="「{text}」は言語コード「{written}」の言語のようですが、言語の指定が「{lang}」のままです。",
            en="“{text}” seems to be in the language “{written}”, but takes “{lang}” from what is around it.",
        ),
        "passage_is_chinese": likely(
            ja="「{text}」は中国語ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is Chinese, but takes “{lang}” from what is around it.",
        ),
        "passage_is_japanese": likely(
            ja="「{text}」は日本語ですが、言語の指定が「{lang}」のままです。",
            en="“{text}” is Japanese, but takes “{lang}” from what is around it.",
        ),
        "language_name_takes_other_language": review(
            ja="言語の名前「{text}」の、言語の指定が「{lang}」のままです。正しく読み上げられるか確かめてください。",
            en="The language name “{text}” takes “{lang}” from what is around it. See whether it is read rightly.",
        ),
        "passages_declare_language": passed(
            ja="言語の指定が付いた外国語の部分があります。", en="Passages in another language declare it."
        ),
    },
    why=Text(
        "読み上げソフトが周りの言語の読み方で読むため、聞き取れません。点字にも正しく直せません。",
        "Screen readers pronounce it like the language around it, so that nobody understands; braille goes wrong, too.",
    ),
    mend=Mend(
        Text(
            "外国語の部分を選び、言語を設定します。言語を切り替えるメニューなら、テンプレートの修正を業者に依頼します。",
            "Select the passage and set its language. For a menu of languages, ask the CMS vendor.",
        ),
        Text(
            'その部分の要素に lang を付けます。例: <a href="/ko/" lang="ko">한국어</a>、<p lang="en">…</p>',
            'Put lang on the element around it, e.g. <a href="/ko/" lang="ko">한국어</a> or <p lang="en">…</p>.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H58.html",
)
def passage_declares_language(page: Page) -> Iterator[Say]:
    """Judge lines of text whose letters don't fit the language that they take from the elements around them.

    Judged: letters of a script that the declared language does not use (Hangul, Thai, Cyrillic …), four or more, or
    two that are all of a link or line, letters that stand alone not counted; lines of Latin prose of ten words or more
    in a page of another script; Japanese lines in a page of another language, both for certain where they end as
    sentences do and are no links; Chinese by characters that Japanese does
    not have; sentences in one language of Latin letters among another; names of languages in Latin letters or Chinese
    characters as a whole link.
    Left out: Chinese whose characters are those of Japanese; short Latin texts, lists of names, titles, codes;
    Greek letters, which are signs of science; program text, dates and quoted titles (cite); fields. A page whose own
    language is missing or does not fit its text is another rule's matter.
    Assumption: such a passage is neither a proper name nor a technical term.
    Source: WCAG 2.0 H58, https://www.w3.org/TR/WCAG20-TECHS/H58.html
    """
    language_of = cache(lambda index: _Document(page, index))
    judged: set[Element] = set()
    for block in page.blocks:
        document = language_of(block.element.document)
        if block.element in judged or not document.may_differ(block.text) or _is_skipped(block.element):
            continue
        judged.add(block.element)
        for passage in _passages(block.element):
            if reason := document.judge(passage):
                reason = _SENTENCES.get(reason, reason) if _is_sentence(passage) else reason
                yield passage.element.says(
                    reason, text=_shown(passage)[:60], lang=passage.lang, written=passage.written
                )
    if any(each.name != "html" and each.get("lang") for each in page.having("lang")):
        yield Say("passages_declare_language", None, {})


class _Document:
    """One document of the page: the language of its root, and whether its text as a whole is in that language."""

    def __init__(self, page: Page, index: int) -> None:
        self._tree = page.trees[index]
        root = next(iter(self._tree.by_name["html"]), None)
        self._lang = declared(root) if root is not None else ""
        self._script = expected_script(self._lang)

    def may_differ(self, text: str) -> bool:
        """Whether a line may hold another language; far quicker than to judge it."""
        if not text.isascii() and _OTHER.search(text):
            return True
        if holds_any(text, _MAY_NAME) and _NAMED.search(text):
            return True
        if self._script != "kana" and _KANA.search(text):
            return True
        if self._script == "kana" and _CHINESE.search(text):
            return True
        if self._script == "latin" and len(text) > _WORDS * 3:
            return other_language(self._lang, text) is not None
        return self._script != "latin" and len(text) > _WORDS * 3 and len(_WORD.findall(text)) >= _WORDS

    def judge(self, passage: _Passage) -> str:
        """Return the reason that fits the passage, or ""."""
        script = expected_script(passage.lang)
        counts = letters(passage.text)
        total = sum(counts.values())
        if script is None or total < _FEW:
            return ""
        for other in _OWN:
            needed = _FEW if counts.get(other) == total else _SOME
            if other != script and counts.get(other, 0) >= needed <= letters(_LONE.sub("", passage.text)).get(other, 0):
                return "passage_is_in_other_script"
        is_link = passage.element.name in ("a", "button")
        if script == "kana" and is_link and _NAME.fullmatch(plain(passage.text)):
            return "language_name_takes_other_language"
        if script == "latin":
            return self._among_latin(passage, counts, total)
        if script == "kana" and counts.get("han", 0) == total and _is_chinese(passage.text, total):
            return "passage_is_chinese" if not self._is("han") else ""
        prose = counts.get("latin", 0) >= total * _MOSTLY and len(_WORD.findall(passage.text)) >= _WORDS
        prose = prose and is_latin_prose(passage.text) and len(_PROGRAM.findall(passage.text)) < _LEAST_SIGNS
        # A table of signs and their names is no prose: LATIN SMALL LETTER A WITH OGONEK.
        prose = prose and (_is_sentence(passage) or _is_mostly_small(passage.text))
        return "passage_is_in_latin_letters" if prose and not self._is("latin") else ""

    def _among_latin(self, passage: _Passage, counts: Mapping[str, int], total: int) -> str:
        if _is_japanese(counts, total):
            return "" if self._is("kana") else "passage_is_japanese"
        return "passage_is_in_other_language" if passage.written and not self._other else ""

    def _is(self, script: str) -> bool:
        """Whether the document as a whole is written in another script than its root declares."""
        return script != self._script and script == self._written

    @cached_property
    def _other(self) -> bool:
        """Whether the document as a whole is in another language of Latin letters than its root declares."""
        return other_language(self._lang, inherited_text(self._tree)) is not None

    @cached_property
    def _written(self) -> str:
        text = inherited_text(self._tree)
        return written_script(text) or ("latin" if is_mostly_latin(text) else "")


def _shown(passage: _Passage) -> str:
    """Return the text to tell of: a line of prose with its links, of a mixed line the passage alone."""
    whole = " ".join(passage.element.base_text.split())
    return whole if whole.isascii() else passage.text


def _is_sentence(passage: _Passage) -> bool:
    """Whether a passage ends as sentences do, and is no link, whose text may be the title of a work."""
    return passage.element.name not in ("a", "button") and _SENTENCE.search(passage.text) is not None


def _is_mostly_small(text: str) -> bool:
    words = _WORD.findall(text)
    return sum(not word.isupper() for word in words) * 2 >= len(words)


def _is_skipped(element: Element) -> bool:
    return not element.exposed or element.name in _SKIPPED or element.closest(*_SKIPPED) is not None


def _is_chinese(text: str, total: int) -> bool:
    return total >= _CHINESE_LETTERS and chinese_signs(text) >= total * _CHINESE_SHARE


def _is_japanese(counts: Mapping[str, int], total: int) -> bool:
    kana = counts.get("kana", 0)
    both = kana + counts.get("han", 0)
    return kana >= _SOME and both >= _JAPANESE and both * 2 > total


def _passages(block: Element) -> Iterator[_Passage]:
    """Yield the text of the block itself, blocks inside left out, cut by declared language and by link."""
    found: dict[tuple[Element, str], list[str]] = {}
    # What is still to come, the next one last, with the element and the language that it counts for.
    ahead: list[tuple[PageElement, Element, str]] = [(each, block, "") for each in reversed(block.tag.contents)]
    own = declared(block.tag)
    while ahead:
        node, holder, lang = ahead.pop()
        if isinstance(node, Tag):
            element = Element(block.page, block.document, node)
            if node.name in _SKIPPED or not element.exposed or block.tree.is_block(node):
                continue
            inner = str(node["lang"]).strip().lower() if node.get("lang") is not None else lang
            around = element if node.name in ("a", "button") else holder
            ahead.extend((each, around, inner) for each in reversed(node.contents))
        elif type(node) is NavigableString:
            found.setdefault((holder, lang or own), []).append(str(node))
    for (element, lang), pieces in found.items():
        yield _Passage(element, lang, " ".join("".join(pieces).split()))
