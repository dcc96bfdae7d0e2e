"""Rule: no blank and no line break stands inside a word."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.dom.language import declared
from a11y_audit.text.language import expected_script
from a11y_audit.text.spacing import Spaced, broken_words, has_gap, is_whole_name, is_whole_word, spaced_words

_LABELS = frozenset({"th", "dt", "label", "legend", "caption", "button", "h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKABLE = _LABELS | {"td", "a"}
_SKIPPED = ("pre", "code", "kbd", "samp", "textarea", "option", "select")
_LITERAL = ("code", "kbd", "samp")
_TWO = 2
_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
# Chinese is written with the same characters, but the list of words is not for it.
_OTHER_HAN = ("han", "hangul")
_BUTTONS = frozenset({"submit", "button", "reset"})


@rule(
    id="word-not-spaced-apart",
    version=4,
    title=Text("単語の途中に空白や改行がない", "No blank and no line break stands inside a word"),
    criteria=["1.3.2"],
    techniques=["F32", "C8"],
    says={
        "whole_word_is_spaced": failed(
            ja="「{spaced}」は一つの単語「{word}」ですが、文字の間に空白を入れて幅を広げています。",
            en="“{spaced}” is the word “{word}”, widened by blanks between its letters.",
        ),
        "whole_word_is_broken": failed(
            ja="単語「{word}」を、一文字ずつの改行などで縦に並べるか途中で切っています（br要素）。",
            en="Line breaks (br) cut the word “{word}” or set its letters below each other.",
        ),
        "word_is_spaced": likely(
            ja="「{spaced}」のように、単語「{word}」の文字の間に空白があります。",
            en="Blanks stand inside the word “{word}”: “{spaced}”.",
        ),
        "word_is_broken": likely(
            ja="単語「{word}」の途中に改行（br要素）があります。",
            en="A line break (br) stands inside the word “{word}”.",
        ),
        "word_in_attribute_is_spaced": likely(
            ja="{attribute} の「{spaced}」で、単語「{word}」の文字の間に空白があります。",
            en="In {attribute}, blanks stand inside the word “{word}”: “{spaced}”.",
        ),
        "letters_stand_apart": review(
            ja="「{spaced}」の文字の間に空白か改行があります。「{word}」という一つの単語か、確認してください。",
            en="Gaps stand between the letters of “{spaced}”. Please see whether “{word}” is one word.",
        ),
        "gaps_cut_no_word": passed(
            ja="「{text}」の空白は、単語の途中にありません。", en="The blanks in “{text}” cut no word."
        ),
    },
    why=Text(
        "空白があると「東京」が「ひがし・きょう」と読まれるなど、単語として聞き取れません。検索も翻訳もできません。",
        "Screen readers read the letters one by one, as other words or none; searching and translating fail, too.",
    ),
    mend=Mend(
        Text(
            "文字の間の空白や改行を取り除きます。幅をそろえたいときは、字間の設定を業者に依頼します。",
            "Take the blanks or line breaks out. If widths must match, ask the vendor for letter spacing.",
        ),
        Text(
            "空白の代わりに CSS の letter-spacing か text-align-last: justify を、縦書きには writing-mode を使います。",
            "Use letter-spacing or text-align-last: justify in CSS instead of blanks; writing-mode for vertical text.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F32.html",
)
def word_not_spaced_apart(page: Page) -> Iterator[Say]:
    """Judge gaps between Japanese characters in text, labels and names, and gaps between single Latin letters.

    Judged: rendered lines of text; line breaks in headings, cells, labels and links; alt, title, aria-label,
    placeholder, the values of buttons, options and the page's title. A word of our list that is all of its line, or
    stands before a colon, is certain where wide or no-break blanks cut it, and so is an English word of the dictionary
    that is all of a heading or label.
    Any other word of list or dictionary that a gap cuts is probably a failure; letters of the right shape that make no
    such word, and nouns that only a narrow blank cuts, are shown to a person: three or more letters, or two that are
    all of a label or line.
    Left out: gaps at a word's seam (電話　番号), lists of letters that mean something each (月　火　水), blanks of
    forms (令和　年　月　日), names of one letter and one letter (林　一), initialisms, program text and
    what is quoted literally (code, kbd, samp), Chinese and Korean
    text, line breaks that the style sheet hides.
    Assumption: a word of list or dictionary whose letters stand apart is that word.
    Source: WCAG 2.0 F32, https://www.w3.org/TR/WCAG20-TECHS/F32.html
    """
    sound = ""
    for element, text, reason, attribute in _texts(page):
        if not _may_be_japanese(element):
            continue
        found = (
            broken_words(text.split("\n")) if reason == "word_is_broken" else _spaced_words(element, text, attribute)
        )
        found = _without_quoted(element, _without_controls(element, found))
        certain = [] if attribute else [each for each in found if _is_whole(element, each, text, reason)]
        yield from _said(element, f"whole_{reason}", certain, attribute)
        yield from _said(element, reason, [each for each in found if each.known and each not in certain], attribute)
        yield from _said(element, "letters_stand_apart", [each for each in found if not each.known], attribute)
        if not (found or sound or "\n" in text):
            sound = text
    if sound:
        yield Say("gaps_cut_no_word", None, {"text": sound[:100]})


def _texts(page: Page) -> Iterator[tuple[Element, str, str, str]]:
    """Yield each text with its element, the reason that a known word in it gives, and the attribute that holds it."""
    for block in page.blocks:
        gap, cut = has_gap(block.text), "\n" in block.text and block.element.name in _BREAKABLE
        if not (gap or cut) or not block.element.exposed or block.element.name in _SKIPPED:
            continue
        if block.element.closest(*_SKIPPED) is None:
            reasons = [("word_is_spaced", gap), ("word_is_broken", cut)]
            yield from ((block.element, block.text, reason, "") for reason, wanted in reasons if wanted)
    around = (each.closest("a", "label") for each in page.tagged("br") if each.rendered)
    for inline in dict.fromkeys(each for each in around if each is not None):
        if not inline.tree.is_block(inline.tag):
            yield inline, inline.base_text, "word_is_broken", ""
    yield from _attributes(page)


def _attributes(page: Page) -> Iterator[tuple[Element, str, str, str]]:
    reason = "word_in_attribute_is_spaced"
    for element, name, value in page.valued(*_ATTRIBUTES):
        if has_gap(value) and element.exposed:
            yield element, value, reason, name
    yield from ((each, text, reason, attribute) for each, text, attribute in _choices(page) if has_gap(text))


def _choices(page: Page) -> Iterator[tuple[Element, str, str]]:
    """Yield names that no block of text and no attribute of a rendered element holds."""
    for area in page.pictures:
        if area.name == "area":
            yield area, area.get("alt") or "", "alt"
    for button in page.tagged("input"):
        if (button.get("type") or "").lower() in _BUTTONS and button.exposed:
            yield button, button.get("value") or "", "value"
    for choice in page.tagged("select"):
        if choice.exposed:
            yield from ((option, option.tag.get_text(), "option") for option in choice.inside("option"))
    for title in page.tagged("title")[:1]:
        yield title, page.snapshot.documents[0].title, "title"


def _spaced_words(element: Element, text: str, attribute: str) -> list[Spaced]:
    label = not attribute and element.name in _LABELS
    return [found for line in text.split("\n") for found in spaced_words(line, label=label)]


def _may_be_japanese(element: Element) -> bool:
    return expected_script(declared(element.tag)) not in _OTHER_HAN


def _without_controls(element: Element, found: list[Spaced]) -> list[Spaced]:
    """Leave out letters that are links, buttons or labels of their own (大 中 小), and two and more quoted ones."""
    controls = {each.base_text for each in element.inside("a", "button", "label")} if found else set()
    quoted = {each.base_text for each in element.inside(*_LITERAL, "em")} if found else set()
    return [
        each for each in found if not controls.intersection(each.parts) and len(quoted.intersection(each.parts)) < _TWO
    ]


def _without_quoted(element: Element, found: list[Spaced]) -> list[Spaced]:
    """Leave out what stands only in parts of the text that are quoted literally, as in <samp>日　時</samp>."""
    kept = list(found)
    for part in element.inside(*_LITERAL) if found else ():
        text = part.base_text if _block_of(part) == element else ""
        for each in dict.fromkeys(found):
            for _ in range(min(text.count(each.text), kept.count(each))):
                kept.remove(each)
    return kept


def _block_of(element: Element) -> Element | None:
    return next((each for each in (element, *element.ancestors) if each.tree.is_block(each.tag)), None)


def _is_whole(element: Element, found: Spaced, text: str, reason: str) -> bool:
    lines = text.split("\n")
    if reason == "word_is_broken":
        return is_whole_name(found, lines)
    return any(is_whole_word(found, line, label=element.name in _LABELS) for line in lines)


def _said(element: Element, reason: str, found: list[Spaced], attribute: str) -> Iterator[Say]:
    if found:
        spaced = "」「".join(dict.fromkeys(each.text for each in found))
        word = "」「".join(dict.fromkeys(each.word for each in found))
        yield element.says(reason, spaced=spaced, word=word, **({"attribute": attribute} if attribute else {}))
