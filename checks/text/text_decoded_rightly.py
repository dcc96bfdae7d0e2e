"""Rule: the text is read in the encoding in which it was written."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, likely, passed, rule
from a11y_audit.dom.encoding import declared_in_header, declared_in_meta
from a11y_audit.text.garbled import GARBLED

_LOST = re.compile("[\\w、。・]\\ufffd+|\\ufffd+[\\w、。・]")
_LITERAL = ("pre", "code", "kbd", "samp", "textarea")
_MAY = re.compile("[\\ufffd縺繧繝ãâƒ‚､]")


@rule(
    id="text-decoded-rightly",
    version=1,
    title=Text("文字化けがない", "No text is garbled"),
    criteria=["1.1.1"],
    techniques=["G94", "G134"],
    says={
        "letters_are_lost": likely(
            ja="「{text}」に、正しく読み取れなかった文字があります（ページに{count}か所）。",
            en="“{text}” holds a character that could not be read ({count} places on the page).",
        ),
        "text_is_garbled": likely(
            ja="「{text}」は、文字化けした文章のようです（ページに{count}か所）。",
            en="“{text}” seems to be text in a wrong encoding ({count} places on the page).",
        ),
        "encodings_differ": advice(
            ja="文字コードの指定が食い違っています。サーバーは {header}、ページは {meta} です。",
            en="The encodings differ: the server says {header}, the page {meta}.",
        ),
        "text_is_readable": passed(ja="文字化けは見つかりませんでした。", en="No garbled text was found."),
    },
    why=Text(
        "だれにも読めません。読み上げソフトは意味のない文字を読み続けます。人名や住所の一字が抜けることもあります。",
        "Nobody can read it, and screen readers go on with senseless letters; a letter of a name may be missing.",
    ),
    mend=Mend(
        Text(
            "元の原稿から文字を入力し直します。ページ全体が化けているときは、CMSの業者に文字コードの設定を確かめます。",
            "Type the text anew from the original. If the whole page is garbled, ask the vendor for the encoding.",
        ),
        Text(
            'ファイルを UTF-8 で保存し、<meta charset="utf-8"> とサーバーの Content-Type の charset を同じにします。',
            'Save the file in UTF-8, and let <meta charset="utf-8"> and the server\'s Content-Type say the same.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20/#textdef",
)
def text_decoded_rightly(page: Page) -> Iterator[Say]:
    """Judge characters that stand for what could not be decoded, and letters as a wrong encoding makes them.

    Judged, each once a page: U+FFFD beside letters; runs of four and more characters that UTF-8, Shift_JIS or EUC-JP
    become in another encoding, also in the title. Such text is no text by the definition of 1.1.1, for it expresses
    nothing in a language. Two names of encodings that differ are advice, as long as the text is read rightly.
    Left out: program text; U+FFFD alone, which some pages show on purpose; half-width kana as such.
    Assumption: nobody writes 縺 and 繧 in a row of four.
    Source: WCAG 2.0, definition of text, https://www.w3.org/TR/WCAG20/#textdef
    """
    found = list(_found(page)) if _MAY.search(f"{page.title}\n{page.text}") else []
    garbled = [(element, text) for element, text in found if GARBLED.search(text)]
    lost = [each for each in found if each not in garbled]
    for reason, places in (("text_is_garbled", garbled), ("letters_are_lost", lost)):
        for element, text in places[:1]:
            yield element.says(reason, text=text, count=len(places))
    header = declared_in_header(page.snapshot.content_type)
    meta = declared_in_meta(page.source.body)
    if header and meta and header != meta:
        yield page.says("encodings_differ", header=header, meta=meta)
    elif not found and page.text:
        yield Say("text_is_readable", None, {})


def _found(page: Page) -> Iterator[tuple[Element, str]]:
    for block in page.blocks:
        if not (_LOST.search(block.text) or GARBLED.search(block.text)):
            continue
        text = block.without(*_LITERAL)
        if match := GARBLED.search(text) or _LOST.search(text):
            yield block.element, text[max(0, match.start() - 10) : match.end() + 10].replace("\n", " ")[:60]
    if (title := next(iter(page.tagged("title")), None)) and (_LOST.search(page.title) or GARBLED.search(page.title)):
        yield title, page.title[:60]
