"""Rule: the language that a page declares is the language that it is written in."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.dom.language import declared, inherited_text, inherited_words, languages
from a11y_audit.text.garbled import GARBLED
from a11y_audit.text.language import ENOUGH, expected_script, is_mostly_latin, is_tag, written_script
from a11y_audit.text.prose import has_small_word, other_language, other_seeming_language, prose_language
from a11y_audit.text.scripts import letters, sample

_LATIN = 0.95
_SENTENCE = 16
"""Letters below which nothing is said of a language in Latin letters."""
_CONTROLS = ("a", "button", "label", "option")
_SHOWN = ("img", "svg", "canvas", "video", "audio", "iframe", "frame", "object", "embed", "input")
_WORDS = ("aria-label", "title", "placeholder", "value")
_REASONS = {"kana": "text_is_japanese", "han": "text_is_chinese", "latin": "text_is_in_latin_letters"}


@rule(
    id="page-language-matches-text",
    version=5,
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
        "all_text_declares_another": failed(
            ja="本文はすべて「{written}」と指定されているのに、ページの言語の指定は「{lang}」です。",
            en="All text of the page declares “{written}”, but the page itself declares “{lang}”.",
        ),
        "no_text_takes_language": review(
            ja="言語の指定は「{lang}」ですが、本文はどこも「{written}」と指定されています。ページの言語を確かめてください。",
            en="The page declares “{lang}”, but all of its text declares “{written}”. See which one is the page's.",
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
    whose words are known: surely from three different ones in eight words on. Among these the title and the
    alternatives of images are text, too. Where all text declares one other language for itself, the page's is
    wrong, as the language of a page is the one that most of it is in; a person looks where its title, a picture without
    a name or a word in a control may yet be in the page's own, or where links alone speak.
    Left out: a missing or empty lang, which axe judges; garbled text, which another rule judges; texts of fewer than
    100 letters in other scripts; parts with their own lang; program text; languages that are too much alike (Danish and
    Norwegian, Russian and Ukrainian, simplified and traditional Chinese); declared languages whose script isn't known.
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
        if expected is None or GARBLED.search(text):
            continue
        written = "latin" if expected == "latin" and is_mostly_latin(text) else written_script(text)
        said = _said(root, lang, text, written)
        if said:
            yield said
        elif written == expected:
            sound = sound or lang
    if sound:
        yield Say("language_fits_letters", None, {"lang": sound})


def _said(root: Element, lang: str, text: str, written: str | None) -> Say | None:
    """Return what is wrong with the declared language of a text in a known script, or None."""
    expected = expected_script(lang)
    own = inherited_words(root.tree) if expected == "latin" else text
    other, sure = _in_latin_letters(lang, own) if expected == "latin" or written is None else (None, False)
    if other:
        return root.says(
            "text_is_in_another_language" if sure else "text_seems_in_another_language", lang=lang, written=other
        )
    if written == expected:
        return None
    if written is not None:
        return root.says(_REASONS.get(written, "text_is_in_another_script"), lang=lang, sample=sample(text, written))
    if is_mostly_latin(text):
        return root.says("text_is_mostly_latin", lang=lang)
    other = _of_all_parts(root, lang)
    if not other:
        return None
    is_sure = _is_written_in(other, "\n".join(root.page.spoken)) and not _may_be_own(root, lang)
    reason = "all_text_declares_another" if is_sure else "no_text_takes_language"
    return root.says(reason, lang=lang, written=other)


def _of_all_parts(root: Element, lang: str) -> str | None:
    """Return the one language that all text of a page declares for itself, where it is not the page's."""
    own = lang.lower().partition("-")[0]
    if all((tag.get("lang") or own) in ("", own) for tag in root.tree.tags if tag is not root.tag):
        return None
    found = languages(root.tree)
    return next(iter(found)) if len(found) == 1 and found.isdisjoint(("", own)) else None


def _is_written_in(lang: str, text: str) -> bool:
    """Tell whether nothing speaks against a text being in the language that its parts declare."""
    script = expected_script(lang)
    if script is None or not is_tag(lang):
        return False
    if script == "latin":
        return letters(text).keys() == {"latin"} and other_seeming_language(lang, text) is None
    return script in letters(text)


def _may_be_own(root: Element, lang: str) -> bool:
    """Tell whether something besides running text may be in the language of a page whose text all declares another.

    Title and values of attributes may be, pictures and frames that nothing names, and what little text there is where
    links alone speak: they name other languages.
    """
    page, own = root.page, lang.lower().partition("-")[0]
    words = (value for each, _, value in page.valued(*_WORDS) if declared(each.tag).partition("-")[0] in ("", own))
    shown = [each for each in page.tagged(*_SHOWN) if each.exposed]
    prose = (each.text for each in page.blocks if not each.element.inside("a") and not _is_control(each.element))
    pictures = (each.accessible_name for each in shown if not _is_control(each))
    return (
        root.document > 0
        or _fits(page.title, lang)
        or any(letters(value) for value in words)
        or not all(each.accessible_name or each.text.strip() for each in shown)
        or not any(map(letters, (*prose, *pictures)))
    )


def _is_control(element: Element) -> bool:
    return element.name in _CONTROLS or element.closest(*_CONTROLS) is not None


def _fits(title: str, lang: str) -> bool:
    """Tell whether a title is in the language, as far as its letters and small words tell."""
    if expected_script(lang) == "latin":
        return has_small_word(lang, title)
    return not letters(title).keys() <= {"latin"}


def _in_latin_letters(lang: str, text: str) -> tuple[str | None, bool]:
    """Return the language of a text in Latin letters that is not the declared one, and whether that is sure."""
    counts = letters(text)
    total = sum(counts.values())
    if expected_script(lang) != "latin":
        return (prose_language(text), total >= ENOUGH) if counts.keys() == {"latin"} else (None, False)
    if counts.get("latin", 0) <= total * _LATIN:
        return None, False
    other = other_language(lang, text) if total >= _SENTENCE else None
    return other or (other_seeming_language(lang, text) if total >= _SENTENCE else None), other is not None
