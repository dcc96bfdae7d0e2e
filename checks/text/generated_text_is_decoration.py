"""Rule: what a style sheet writes before or after an element is decoration, not content."""

import re
from collections import defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, rule
from a11y_audit.text.normal import plain, squeezed

_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿々]{2,}|[^\W\d_]{3,}|[㐀-䶿一-鿿]")
# The name of a glyph in a font of icons: one word in small letters, or words joined by underlines.
_GLYPH = re.compile(r"[a-z]+(?:_[a-z0-9]+)*|[a-z0-9]+(?:_[a-z0-9]+)+")
_NUMBERING = re.compile(r"(第)?[\d一二三四五六七八九十]+(章|節|条|項|部|編|回)?|[a-zA-Zア-ンivxIVX]{1,3}[.)]?")
_DECORATIVE = frozenset({"前", "次", "上", "下", "左", "右", "年", "月", "日", "問", "答"})


@rule(
    id="generated-text-is-decoration",
    version=1,
    title=Text(
        "スタイルシートで加えた文字が、内容を伝えていない", "What a style sheet writes is decoration, not content"
    ),
    criteria=["1.3.1"],
    techniques=["F87"],
    says={
        "words_from_style_sheet": likely(
            ja="「{text}」という文字を、スタイルシート（::{part}）が加えています。同じものが{count}か所にあります。",
            en="A style sheet (::{part}) writes “{text}”, in {count} places.",
        ),
        "no_words_from_style_sheet": passed(
            ja="スタイルシートが加えた文字に、言葉はありません。", en="What style sheets write holds no words."
        ),
    },
    why=Text(
        "スタイルシートの文字は文書の中にないため、読み上げソフトや独自のスタイルを使う人、検索や印刷に伝わらないことがあります。",
        "Such words are not part of the document: some screen readers, own style sheets and searches miss them.",
    ),
    mend=Mend(
        Text(
            "編集画面では直せません。この箇所を示して、CMSの業者に修正を依頼してください。本文に同じ言葉を書く方法もあります。",
            "Ask the CMS vendor, or write the words into the text as well.",
        ),
        Text(
            "言葉を HTML に書き、content には飾りだけを残します。",
            "Write the words in HTML and leave only decoration to content.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F87.html",
)
def generated_text_is_decoration(page: Page) -> Iterator[Say]:
    """Judge the words that ::before and ::after show, each once, at its first place.

    Judged: words of two Japanese characters or three letters and more.
    Left out: signs, numbers and letters of lists, names of glyphs in fonts of icons; words that the element or its
    parent has in its own text, or an alternative there; what nobody sees.
    Assumption: a word tells something; a badge such as 必須 or NEW does.
    Source: WCAG 2.0 F87, https://www.w3.org/TR/WCAG20-TECHS/F87.html
    """
    is_any = False
    places: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element, run in page.drawn():
        is_any = True
        words = plain(run.drawn)
        if _tells(words) and not _is_told(element, words):
            places[words, run.part].append(element)
    for (words, part), elements in places.items():
        yield elements[0].says("words_from_style_sheet", text=words[:60], part=part, count=len(elements))
    if is_any and not places:
        yield Say("no_words_from_style_sheet", None, {})


def _tells(words: str) -> bool:
    core = words.strip("[]()【】「」『』〈〉《》:：・、。|/ ")
    if core in _DECORATIVE or _NUMBERING.fullmatch(core) or _GLYPH.fullmatch(core):
        return False
    return bool(_WORD.search(core))


def _is_told(element: Element, words: str) -> bool:
    around = element.parent or element
    alternatives = (each.get("alt") or each.get("aria-label") or "" for each in (element, *around.inside()))
    own = squeezed("".join((around.tag.get_text(), *alternatives)))
    return squeezed(words).strip("[]()【】:・") in own
