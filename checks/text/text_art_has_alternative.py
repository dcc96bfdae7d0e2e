"""Rule: pictures made of characters have a text alternative."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.art import faces, ornaments, picture

_PROGRAM = re.compile("[{};]")
_LITERAL = ("code", "kbd", "samp", "var", "textarea")
_SPARED = (*_LITERAL, "pre")
_SIGN = re.compile(r"[^\w\s、。，．「」・ー]")


@rule(
    id="text-art-has-alternative",
    version=2,
    title=Text("文字で描いた絵や顔文字に、代わりの説明がある", "Pictures made of characters have a text alternative"),
    criteria=["1.1.1"],
    techniques=["F72", "H86"],
    says={
        "characters_draw_picture": likely(
            ja="記号を並べた{count}行の絵（アスキーアート）に、代わりの説明がありません。",
            en="{count} lines of signs draw a picture (ASCII art) that has no text alternative.",
        ),
        "characters_draw_face": review(
            ja="顔文字「{face}」があります（ページに{count}か所）。意味が文章からも分かるか、確かめてください。",
            en="There is the face “{face}” ({count} on the page). Please see whether the text says the same.",
        ),
        "characters_draw_line": review(
            ja="記号を並べた飾り「{line}」があります（ページに{count}か所）。読み上げの妨げにならないか、確かめてください。",
            en="There is the ornament “{line}” ({count} on the page). See whether it is a nuisance when read aloud.",
        ),
        "signs_draw_nothing": passed(
            ja="文章の記号は、絵や顔を描いていません。", en="The signs in the text draw neither pictures nor faces."
        ),
    },
    why=Text(
        "読み上げソフトは記号を一つずつ読むか、読み飛ばします。何の絵か、どんな気持ちを表すのかが伝わりません。",
        "Screen readers read the signs one by one, or skip them: what they show and mean is lost.",
    ),
    mend=Mend(
        Text(
            "絵は画像にして代替テキストを付けます。顔文字は言葉に、記号を並べた線は編集画面の「水平線」に置き換えます。",
            "Use an image with a text alternative; words instead of faces; the editor's line instead of signs.",
        ),
        Text(
            '文字の絵を <span role="img" aria-label="説明"> で囲みます。飾りの線は hr か CSS の border で引きます。',
            'Put the art into <span role="img" aria-label="…">. Draw ornaments with hr or borders of CSS.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F72.html",
)
def text_art_has_alternative(page: Page) -> Iterator[Say]:
    """Judge lines of text and preformatted text in which signs draw something.

    Judged: three or more consecutive lines of mostly signs, of several kinds; faces such as (^_^), and rows of one
    sign, which a person decides, each told once a page, at its first place.
    Left out: what stands in an element with role img; program text; dots that lead to a page number, room to be
    filled in, dashes and ellipses.
    Assumption: whether the text around says what is drawn can't be known.
    Source: WCAG 2.0 F72, https://www.w3.org/TR/WCAG20-TECHS/F72.html
    """
    drawn = False
    met: dict[str, list[tuple[Element, str]]] = {"face": [], "line": []}
    for element, text in _texts(page):
        if count := picture(text.split("\n")):
            drawn = True
            yield element.says("characters_draw_picture", count=count)
        else:
            met["face"] += [(element, each) for each in faces(text)]
            met["line"] += [(element, each) for each in ornaments(text)]
    for kind, found in met.items():
        for element, first in found[:1]:
            yield element.says(f"characters_draw_{kind}", count=len(found), **{kind: first})
    if not drawn and not any(met.values()) and _SIGN.search(page.text):
        yield Say("signs_draw_nothing", None, {})


def _texts(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield the texts that draw something, with their elements; of preformatted text pictures alone."""
    for block in page.blocks:
        element = block.element
        if _draws(block.text) and element.exposed and not _is_told(element):
            yield element, _without_told(element, block.text)
    for pre in page.tagged("pre"):
        text = pre.tag.get_text()
        if picture(text.split("\n")) and pre.exposed and pre.get("role") != "img" and not _is_program(pre, text):
            yield pre, text


def _draws(text: str) -> bool:
    return bool(faces(text) or ornaments(text) or ("\n" in text and picture(text.split("\n"))))


def _is_program(pre: Element, text: str) -> bool:
    """Whether preformatted text is a program: marked up as one, coloured as one, or with its brackets."""
    return bool(_PROGRAM.search(text) or pre.inside(*_LITERAL, "span"))


def _is_told(element: Element) -> bool:
    """Whether the text is judged elsewhere, belongs to a program, or is a picture with a name."""
    return any(each.name in _SPARED or each.get("role") == "img" for each in (element, *element.ancestors))


def _without_told(element: Element, text: str) -> str:
    """Leave out the parts of a line that are program text, or whose signs have a name."""
    for part in element.inside():
        if part.name in _LITERAL or part.get("role") == "img" or (part.name == "abbr" and part.get("title")):
            text = text.replace(part.base_text, " ", 1)
    return text
