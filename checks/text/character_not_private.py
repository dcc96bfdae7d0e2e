"""Rule: no character stands for itself only in one font (gaiji)."""

import re
from collections.abc import Iterator

from bs4.element import NavigableString

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_LETTER = "[々〆ぁ-ゖァ-ヺー\u3400-\u9fff\uf900-\ufaff]"
_AMONG = re.compile(rf"{_LETTER}{_PRIVATE.pattern}{_LETTER}")
_BESIDE = re.compile(rf"{_LETTER}{_PRIVATE.pattern}|{_PRIVATE.pattern}{_LETTER}")
_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")


@rule(
    id="character-not-private",
    version=1,
    title=Text("外字（私用領域の文字）を使っていない", "No character is a private one that only one font can draw"),
    criteria=["1.1.1"],
    techniques=["G94", "F71"],
    says={
        "character_is_private": likely(
            ja="「{before}」と「{after}」の間が外字（{code}）です。環境によって表示されず、読み上げられません。",
            en="Between “{before}” and “{after}” stands a private character ({code}), which is neither shown nor read"
            " everywhere.",
        ),
        "attribute_has_private_character": likely(
            ja="{attribute} の「{before}」と「{after}」の間が外字（{code}）で、読み上げられません。",
            en="In {attribute}, a private character ({code}) stands between “{before}” and “{after}” and is not read.",
        ),
        "sign_is_private": review(
            ja="「{text}」の端に、私用領域の文字（{code}）があります。飾りの記号か、読まれるべき文字か、確かめてください。",
            en="At an end of “{text}” stands a private character ({code}). See whether it is a sign or has a meaning.",
        ),
        "private_characters_are_icons": passed(
            ja="私用領域の文字は、それだけで置かれたアイコンです。", en="Private characters stand alone, as icons do."
        ),
    },
    why=Text(
        "外字は登録した機器でしか表示されません。人名や地名の一字が抜けて読まれ、だれのことか分からなくなります。",
        "Only machines with that font show the character; a name is read without it, and nobody knows whose it is.",
    ),
    mend=Mend(
        Text(
            "外字を、ふつうの文字に置き換えます。代わる字がなければ、画像にして、読みを代替テキストに書きます。",
            "Replace it by a usual character; if there is none, by an image with its reading as text alternative.",
        ),
        Text(
            "Unicode に収録された字や異体字セレクターで書きます。アイコンの文字は aria-hidden の要素に分けます。",
            "Use the character's place in Unicode, with a variation selector; put icons into aria-hidden elements.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/text-equiv-all.html",
)
def character_not_private(page: Page) -> Iterator[Say]:
    """Judge characters of Unicode's private use areas in text and names.

    Judged: such a character between two Japanese letters of one text, which is a gaiji of somebody's machine; one at
    either end of a text, which may be an icon, is for a person to tell. The meaning of a private character can't be
    told by software, so that it is no text to assistive technology.
    Left out: private characters in an element of their own, as icon fonts use them; what the style sheet puts there;
    what assistive technology does not meet.
    Assumption: no font of the page's own gives the character a meaning that is told otherwise.
    Source: WCAG 2.0 1.1.1 and its definition of text, https://www.w3.org/TR/WCAG20/#textdef
    """
    icon = False
    for element, text in _strings(page):
        if found := _AMONG.search(text):
            yield element.says("character_is_private", **_around(text, found))
        elif found := _BESIDE.search(text):
            yield element.says("sign_is_private", text=_PRIVATE.sub("", text).strip()[:40], code=_code(found[0]))
        else:
            icon = True
    for element, name, value in _attributes(page):
        if found := _AMONG.search(value):
            yield element.says("attribute_has_private_character", attribute=name, **_around(value, found))
    if icon:
        yield Say("private_characters_are_icons", None, {})


def _strings(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield the texts that hold private characters, with the elements whose own they are."""
    if not _PRIVATE.search(page.text):
        return
    for index, tree in enumerate(page.trees):
        for text in tree.soup.find_all(string=_PRIVATE):
            if (
                type(text) is NavigableString
                and text.parent is not None
                and text.parent.name not in ("title", "option")
            ):
                element = Element(page, index, text.parent)
                if element.exposed:
                    yield element, str(text)


def _attributes(page: Page) -> Iterator[tuple[Element, str, str]]:
    for index, tree in enumerate(page.trees):
        for tag in tree.tags if _PRIVATE.search(tree.record.html) else ():
            for name in _ATTRIBUTES:
                if (value := tag.get(name)) and (element := Element(page, index, tag)).exposed:
                    yield element, name, str(value)


def _around(text: str, found: re.Match[str]) -> dict[str, str]:
    private = _PRIVATE.search(text, found.start())
    start, end = private.span() if private else found.span()
    return {
        "before": " ".join(text[max(0, start - 10) : start].split()),
        "after": " ".join(text[end : end + 10].split()),
        "code": _code(text[start:end]),
    }


def _code(text: str) -> str:
    return next(f"U+{ord(sign):04X}" for sign in text if _PRIVATE.match(sign))
