"""Rule: what a style sheet writes before or after an element is decoration, not content."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.text.normal import plain, squeezed

_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿々]{2,}|[^\W\d_]{3,}|[㐀-䶿一-鿿]")
# The name of a glyph in a font of icons: one word in small letters, or words joined by underlines.
_GLYPH = re.compile(r"[a-z]+(?:_[a-z0-9]+)*|[a-z0-9]+(?:_[a-z0-9]+)+")
_NUMBERING = re.compile(r"(第)?[\d一二三四五六七八九十]+(章|節|条|項|部|編|回)?|(?:[a-zA-Zア-ン]{1,2}|[ivxIVX]+)[.)]?")
_NUMBERS = re.compile(r"[\d一二三四五六七八九十百]+")
# What their states draw is told by the browser, and their names may hold it: 開く, 必須.
_CONTROLS = ("a", "button", "summary", "label", "legend", "input", "select", "code", "pre", "td", "th")
_FRAME = "[]()【】「」『』〈〉《》:：・、。|/ "
_DECORATIVE = frozenset({"前", "次", "上", "下", "左", "右", "年", "月", "日", "問", "答"})


@rule(
    id="generated-text-is-decoration",
    version=2,
    title=Text(
        "スタイルシートで加えた文字が、内容を伝えていない", "What a style sheet writes is decoration, not content"
    ),
    criteria=["1.3.1"],
    techniques=["F87"],
    says={
        "words_tell_texts_apart": failed(
            ja="並んだ文章のどれが「{first}」でどれが「{second}」かを、スタイルシート（::{part}）の文字だけが伝えています。",
            en="Only words of a style sheet (::{part}) tell which of these texts is “{first}” and which “{second}”.",
        ),
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

    Judged: words of two Japanese characters or three letters and more. Where elements of one kind stand side by side,
    and their style sheet alone names them differently (Fact, Opinion), the words are content for certain.
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
    told: set[str] = set()
    for first, second, part in _apart(page, places):
        told |= {first[0], second}
        yield first[1].says("words_tell_texts_apart", first=first[0][:40], second=second[:40], part=part)
    for (words, part), elements in places.items():
        if words in told:
            continue
        yield elements[0].says("words_from_style_sheet", text=words[:60], part=part, count=len(elements))
    if is_any and not places:
        yield Say("no_words_from_style_sheet", None, {})


def _apart(
    page: Page, places: Mapping[tuple[str, str], Sequence[Element]]
) -> Iterator[tuple[tuple[str, Element], str, str]]:
    """Yield words with their first element, other words of a sister of the same kind, and the part that writes both."""
    text = squeezed(page.text)
    sisters: dict[tuple[Element | None, str, str], list[tuple[str, Element]]] = defaultdict(list)
    for (words, part), elements in places.items():
        is_elsewhere = squeezed(words).strip(_FRAME) in text
        for element in elements:
            is_text = element.name not in _CONTROLS and element.closest(*_CONTROLS) is None and element.base_text
            if is_text and not is_elsewhere and element.get("role") is None:
                sisters[element.parent, element.name, part].append((words, element))
    told: set[str] = set()
    for (_, _, part), found in sisters.items():
        (first, element), *others = found
        other = next((words for words, _ in others if _core(words) != _core(first)), None)
        if other is not None and first not in told:
            told |= {first, other}
            yield (first, element), other, part


def _core(words: str) -> str:
    return _NUMBERS.sub("", words.strip(_FRAME)).strip()


def _tells(words: str) -> bool:
    core = words.strip(_FRAME)
    if core in _DECORATIVE or _NUMBERING.fullmatch(core) or _GLYPH.fullmatch(core):
        return False
    return bool(_WORD.search(core))


def _is_told(element: Element, words: str) -> bool:
    around = element.parent or element
    alternatives = (each.get("alt") or each.get("aria-label") or "" for each in (element, *around.inside()))
    own = squeezed("".join((around.tag.get_text(), *alternatives)))
    return squeezed(words).strip("[]()【】:・") in own
