"""Rule: the language that a page declares is the language that it is written in."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.dom.language import inherited_text
from a11y_audit.text.language import ENOUGH, expected_script, is_mostly_latin, is_tag, written_script
from a11y_audit.text.prose import other_language, prose_language
from a11y_audit.text.scripts import letters, sample

_LATIN = 0.95
_REASONS = {"kana": "text_is_japanese", "han": "text_is_chinese", "latin": "text_is_in_latin_letters"}


@rule(
    id="page-language-matches-text",
    version=2,
    title=Text("ページの言語の指定が、本文の言語と合っている", "The page declares the language that it is written in"),
    criteria=["3.1.1"],
    techniques=["H57"],
    barrier="page-language",
    says={
        "lang_is_no_tag": failed(
            ja="言語の指定「{lang}」は、言語コードではありません。", en="“{lang}” is no language code."
        ),
        "text_is_japanese": failed(
            ja="日本語のページですが、言語の指定が「{lang}」です。",
            en="The page is in Japanese, but declares “{lang}”.",
        ),
        "text_is_chinese": failed(
            ja="中国語のページですが、言語の指定が「{lang}」です。",
            en="The page is in Chinese, but declares “{lang}”.",
        ),
        "text_is_in_latin_letters": failed(
            ja="本文は英語などローマ字の言語ですが、言語の指定が「{lang}」です。",
            en="The page is in a language with Latin letters, such as English, but declares “{lang}”.",
        ),
        "text_is_in_another_script": failed(
            ja="本文は「{sample}」のような文字の言語ですが、言語の指定が「{lang}」です。",
            en="The page is written in letters such as “{sample}”, but declares “{lang}”.",
        ),
        "text_is_in_another_language": failed(
            ja="本文は言語コード「{written}」の言語で書かれていますが、言語の指定が「{lang}」です。",
            en="The page is written in the language “{written}”, but declares “{lang}”.",
        ),
        "text_seems_in_another_language": likely(
            ja="本文は短いですが、言語コード「{written}」の言語のようです。言語の指定は「{lang}」です。",
            en="The page is short, but seems to be in the language “{written}”; it declares “{lang}”.",
        ),
        "text_is_mostly_latin": likely(
            ja="本文のほとんどが英語などローマ字の言語ですが、言語の指定が「{lang}」です。",
            en="Nearly all of the page is in a language with Latin letters, but it declares “{lang}”.",
        ),
        "language_fits_letters": passed(
            ja="言語の指定「{lang}」は、本文の文字と合っています。",
            en="The declared language “{lang}” fits the page's letters.",
        ),
    },
    why=Text(
        "読み上げソフトが別の言語の発音で読み、内容を聞き取れません。",
        "Screen readers use the pronunciation of another language, and nobody can understand the page.",
    ),
    mend=Mend(
        Text(
            "ページまたはサイトの言語の設定を、本文の言語に合わせます。直せない場合はCMSの業者に依頼してください。",
            "Set the language of the page or site to that of its text. If you can't, ask the CMS vendor.",
        ),
        Text(
            'html 要素の lang を本文の言語にします。日本語は <html lang="ja">、英語は <html lang="en"> です。',
            'Give html the language of the text: <html lang="ja"> for Japanese, <html lang="en"> for English.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H57.html",
)
def page_language_matches_text(page: Page) -> Iterator[Say]:
    """Judge lang of html, in the page and its frames, against the letters of the text that takes its language from it.

    Judged: values that are no language tag; Japanese by its kana (more than a fifth of the letters), Chinese by
    characters that Japanese does not have, other languages by their script; a page in Japanese or another script that
    has Latin letters only; languages in Latin letters by their small words, where the declared one is among the twenty
    whose words are known.
    Left out: a missing or empty lang, which axe judges; texts of fewer than 100 letters in other scripts; parts with
    their own lang; program text; languages that are too much alike (Danish and Norwegian, Russian and Ukrainian,
    simplified and traditional Chinese); declared languages whose script isn't known.
    Assumption: the language of most of the text is the language of the page.
    Source: WCAG 2.0 H57, https://www.w3.org/TR/WCAG20-TECHS/H57.html; RFC 5646 for language tags
    """
    sound = ""
    for root in page.tagged("html"):
        lang = (root.get("lang") or "").strip()
        if not lang:
            continue
        if not is_tag(lang):
            yield root.says("lang_is_no_tag", lang=lang)
            continue
        expected, text = expected_script(lang), inherited_text(root.tree)
        written = "latin" if expected == "latin" and is_mostly_latin(text) else written_script(text)
        if expected is None:
            continue
        other = _in_latin_letters(lang, text) if expected == "latin" or written is None else None
        if other:
            sure = sum(letters(text).values()) >= ENOUGH
            reason = "text_is_in_another_language" if sure else "text_seems_in_another_language"
            yield root.says(reason, lang=lang, written=other)
        elif written == expected:
            sound = sound or lang
        elif written is not None:
            yield root.says(_REASONS.get(written, "text_is_in_another_script"), lang=lang, sample=sample(text, written))
        elif is_mostly_latin(text):
            yield root.says("text_is_mostly_latin", lang=lang)
    if sound:
        yield Say("language_fits_letters", None, {"lang": sound})


def _in_latin_letters(lang: str, text: str) -> str | None:
    """Return the language of a text in Latin letters, if it surely is not the declared one."""
    counts = letters(text)
    if expected_script(lang) == "latin":
        mostly = counts.get("latin", 0) > sum(counts.values()) * _LATIN
        return other_language(lang, text) if mostly else None
    return prose_language(text) if counts.keys() == {"latin"} else None
