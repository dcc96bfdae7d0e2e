"""Rule: a part that names a language of its own is written in it."""

from collections.abc import Iterator, Mapping

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.core.snapshot import RENDERED
from a11y_audit.dom.language import pieces
from a11y_audit.text.language import expected_script, written_script
from a11y_audit.text.prose import other_language, other_seeming_language, prose_language
from a11y_audit.text.scripts import letters

_SURE = 40
"""Letters from which a part's language is told, for its declaration is in question anyhow."""
_SHORT = 16
_CODES = {"kana": "ja", "han": "zh", "hangul": "ko", "thai": "th", "greek": "el", "hebrew": "he"}
"""Scripts that belong to one language, as far as city pages go."""
_KANA_SHARE = 0.2


@rule(
    id="part-language-matches-text",
    version=2,
    title=Text(
        "部分ごとの言語の指定が、その文章と合っている", "A part that names a language of its own is written in it"
    ),
    criteria=["3.1.2"],
    techniques=["H58"],
    barrier="passage-language",
    says={
        "declared_language_is_wrong": failed(
            ja="「{text}」に「{lang}」と指定されていますが、言語コード「{written}」の言語で書かれています。",
            en="“{text}” is declared to be in “{lang}”, but is written in the language “{written}”.",
        ),
        "declared_language_seems_wrong": likely(
            ja="「{text}」に「{lang}」と指定されていますが、言語コード「{written}」の言語のようです。",
            en="“{text}” is declared to be in “{lang}”, but seems to be in the language “{written}”.",
        ),
        "declared_language_fits": passed(
            ja="言語の指定が付いた部分に、指定と違う言語は見つかりませんでした。",
            en="No part is surely in another language than it names.",
        ),
    },
    why=Text(
        "読み上げソフトが、指定された別の言語の発音で読むため、聞き取れません。点字にも正しく直せません。",
        "Screen readers use the pronunciation of the language that is named, and nobody understands the part.",
    ),
    mend=Mend(
        Text(
            "その部分の言語の設定を、書かれている言語に直します。見本の文章を複製したときは、言語の設定も確かめます。",
            "Set the language of the part to the one that it is in. After copying a part, see to its language, too.",
        ),
        Text(
            'lang の値を直します。例: 英語の文なら <p lang="en">。周りと同じ言語なら lang を取ります。',
            'Correct lang, e.g. <p lang="en"> for English; remove it where the language is that of the page.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H58.html",
)
def part_language_matches_text(page: Page) -> Iterator[Say]:
    """Judge elements within a page that have lang, against the text that takes its language from them.

    Judged: Japanese by its kana, Chinese, Korean, Thai, Greek and Hebrew by their characters, and languages in Latin
    letters by their small words, of which three surely and two likely tell; other scripts from forty letters on.
    Alternatives of images are text, too.
    Left out: short and mixed texts; names and lists, which have no small words; languages that are too much alike;
    values that are no language tag, which axe judges; the page's own language, which another rule judges; program text.
    Assumption: small words in the proportion of prose are prose in that language.
    Source: WCAG 2.0 H58, https://www.w3.org/TR/WCAG20-TECHS/H58.html
    """
    sound = False
    for index, tree in enumerate(page.trees):
        for tag in tree.tags:
            if tag.name in ("html", "body") or not tag.get("lang") or not tree.flags(tag) & RENDERED:
                continue
            element = Element(page, index, tag)
            lang = str(tag["lang"]).strip().lower()
            text = " ".join("".join(pieces(tree, tag, images=True)).split()) if element.exposed else ""
            written = _contradiction(lang, text)
            if written:
                yield element.says("declared_language_is_wrong", text=text[:60], lang=lang, written=written)
            elif written := _doubt(lang, text):
                yield element.says("declared_language_seems_wrong", text=text[:60], lang=lang, written=written)
            sound = sound or bool(text and not written)
    if sound:
        yield Say("declared_language_fits", None, {})


def _contradiction(lang: str, text: str) -> str:
    """Return the language of a text that surely is not in `lang`, or ""."""
    counts = letters(text)
    total, script = sum(counts.values()), expected_script(lang)
    if script is None or total < _SHORT:
        return ""
    if counts.get("latin") == total and script == "latin":
        return other_language(lang, text) or ""
    if total < _SURE:
        return ""
    if counts.get("latin") == total:
        return prose_language(text) or ""
    written = _script(counts, total, text)
    return _CODES.get(written, "") if written != script else ""


def _doubt(lang: str, text: str) -> str:
    """Return the language that a text in Latin letters seems to be in, if another than `lang`; else ""."""
    counts = letters(text)
    is_latin = counts.keys() == {"latin"} and expected_script(lang) == "latin"
    return (other_seeming_language(lang, text) or "") if is_latin and counts["latin"] >= _SHORT else ""


def _script(counts: Mapping[str, int], total: int, text: str) -> str:
    if "latin" in counts:
        return ""
    if counts.get("kana", 0) > total * _KANA_SHARE:
        return "kana"
    # Chinese characters alone are Japanese as well, unless some of them are not.
    alone = next((name for name in _CODES if name != "han" and counts.get(name) == total), "")
    return written_script(text) or alone
