"""Rule: a text alternative says what the words in the picture say."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text import drawn
from a11y_audit.text.alternative import form
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain

_LEAST = 3
_LEAST_BESIDE = 6
_HALF = 0.5
_SHOWN = 80
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー\W]*")


@rule(
    id="image-alt-says-drawn-words",
    version=1,
    title=Text("代替テキストが、画像に書かれた言葉を伝えている", "A text alternative says the words of the picture"),
    criteria=["1.1.1"],
    techniques=["G94", "H37", "H30", "F30"],
    barrier="meaningless-alt",
    says={
        "alt_says_other": likely(
            ja="画像には「{text}」と書かれていますが、代替テキストは「{alt}」です。",
            en="The image says “{text}”, but its text alternative is “{alt}”.",
        ),
        "alt_leaves_out": likely(
            ja="文字だけの画像「{alt}」に書かれた文章が、代替テキストにもページにもありません（「{text}」）。",
            en="The image “{alt}” is all text, but neither its alternative nor the page says it (“{text}”).",
        ),
        "alt_lacks_figures": likely(
            ja="文字だけの画像「{alt}」に書かれた「{figures}」が、代替テキストにもページにもありません。",
            en="The image “{alt}” is all text; its “{figures}” stand neither in the alternative nor on the page.",
        ),
        "picture_has_more_figures": review(
            ja="画像「{alt}」に書かれた「{figures}」が、代替テキストにもページにもありません。伝わるか確かめてください。",
            en="What image “{alt}” shows (“{figures}”) is neither in its alternative nor on the page. Is it told?",
        ),
        "link_lacks_words": review(
            ja="リンクの画像に「{text}」と書かれていますが、代替テキスト「{alt}」にその言葉がありません。",
            en="A linked image shows “{text}”, but its alternative “{alt}” has none of these words.",
        ),
        "alt_may_say_other": review(
            ja="画像には「{text}」と書かれていますが、代替テキストは「{alt}」です。同じ意味か確かめてください。",
            en="The image says “{text}”, its alternative “{alt}”. Please see whether they mean the same.",
        ),
        "alt_says_words": passed(
            ja="画像に書かれた言葉は、代替テキストかページの文章にあります。",
            en="What pictures say in words is in their alternatives or in the text.",
        ),
    },
    why=Text(
        "画像を見られない人には、代替テキストだけが伝わります。書かれた言葉と違うと、行き先や日時が分かりません。",
        "People who can't see the image have the alternative alone. Other words lead them to a wrong place or day.",
    ),
    mend=Mend(
        Text(
            "「代替テキスト」欄に、画像に書かれた言葉をそのまま入力します。日時や電話番号も入れるか、本文に書きます。",
            "Type the words of the image as they are. Days and telephone numbers go there, too, or into the text.",
        ),
        Text(
            "alt 属性を画像の言葉に書き換えます。長い内容は、画像の近くに文字でも書きます。",
            "Rewrite alt to the words of the image. What is long stands as text near it.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/text-equiv-all.html",
    reads_pictures=True,
)
def image_alt_says_drawn_words(page: Page) -> Iterator[Say]:
    """Hold the alternative of each exposed image and image button against the words that were read in it.

    Judged: images with words that were read for certain and are large enough on the page. Of pictures that are nothing
    but letters on an even ground: alternatives that share less than three tenths with them either way, in the
    same script; sentences of which less than half is said by alternative and page; telephone numbers and days that
    neither has. Of other pictures: such numbers, and links whose one content is an image that shows six Japanese
    letters or more of which the page says less than three tenths; a person looks at these.
    Left out: alternatives that are file names, which another rule fails; words that stand elsewhere on the page;
    windows of programs, by their words; whether a translation or a reading is right, which a person is asked.
    Assumption: a picture of letters alone is there to be read. Two of a hundred letters may be read wrong, so that
    shares are compared, and never words.
    Source: Understanding WCAG 2.0, 1.1.1; F30, https://www.w3.org/TR/WCAG20-TECHS/F30.html
    """
    sound = told = False
    for image in page.pictures:
        alt = _alternative(image)
        found = image.lettered
        if is_blank(alt) or found is None or drawn.letters(found.words) < _LEAST or drawn.is_of_screen(found.words):
            continue
        around = [*page.spoken, alt]
        reason = _bare(image, alt, found.words, around) if found.bare else _beside(image, found.words, around)
        if reason is None:
            sound = True
            continue
        told = True
        lacking = [each for each in drawn.figures(found.words) if not drawn.tells_figure(each, around)]
        data = {"figures": "、".join(lacking)} if "figures" in reason else {"text": found.words[:_SHOWN]}
        yield image.says(reason, alt=alt[:60], **data)
    if sound and not told:
        yield Say("alt_says_words", None, {})


def _alternative(image: Element) -> str:
    return plain(image.get("aria-label") or image.get("alt") or image.get("title") or "")


def _bare(image: Element, alt: str, words: str, around: list[str]) -> str | None:
    """Return what is wrong with the alternative of a picture of letters alone."""
    if drawn.share(words, [alt]) <= drawn.UNSAID and drawn.share(alt, [words]) <= drawn.UNSAID:
        is_no_word = form(alt, image.get("src") or "") is not None
        if not is_no_word and drawn.share(words, around) >= drawn.SAID:
            return None
        return "alt_says_other" if is_no_word or _is_comparable(alt, words) else "alt_may_say_other"
    if any(not drawn.tells_figure(each, around) for each in drawn.figures(words)):
        return "picture_has_more_figures" if image.closest("a") else "alt_lacks_figures"
    return "alt_leaves_out" if drawn.is_passage(words) and drawn.share(words, around) < _HALF else None


def _beside(image: Element, words: str, around: list[str]) -> str | None:
    """Return what a person is asked of a picture that shows more than letters."""
    if any(not drawn.tells_figure(each, around) for each in drawn.figures(words)):
        return "picture_has_more_figures"
    link = image.closest("a")
    if link is None or not is_blank(link.base_text) or drawn.japanese(words) < _LEAST_BESIDE:
        return None
    return "link_lacks_words" if drawn.share(words, around) <= drawn.UNSAID else None


def _is_comparable(alt: str, words: str) -> bool:
    """Whether both are of one script, so that neither can be a translation or a reading of the other."""
    is_japanese = [drawn.japanese(each) >= drawn.latin(each) for each in (alt, words)]
    is_kana = [_KANA_ONLY.fullmatch(each) is not None for each in (alt, words)]
    return is_japanese[0] == is_japanese[1] and is_kana[0] == is_kana[1]
