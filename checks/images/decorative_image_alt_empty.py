"""Rule: images that only decorate or make room have an empty text alternative and no title."""

import re
from collections.abc import Iterator
from itertools import islice

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.alternative import form
from a11y_audit.text.blank import is_blank
from a11y_audit.text.hollow import is_bullet, is_stroke
from a11y_audit.text.normal import plain, squeezed

_THIN_PX = 3
_LEVELS = 3
_SPACER = re.compile(
    r"(?:.*/)?(?:spacer|shim|blank|clear|transparent|trans|pixel|1x1|1px)[-_]?\d*\.(?:gif|png)(?:\?.*)?", re.IGNORECASE
)
_LATER = re.compile(r"data-.*(?:src|original|lazy|image|bg)")
# Old templates tell where a part of the page begins by the alternative of an image that can't be seen.
_GUIDES = re.compile(
    r"ここ(?:から|まで|より)|本文|メニュー|ナビゲーション|ページ(?:の|内)|先頭|共通|スキップ|読み?飛ば|移動|"
    r"\b(?:start|end|begin|skip|main|content|menu|navigation)\b",
    re.IGNORECASE,
)


@rule(
    id="decorative-image-alt-empty",
    version=1,
    title=Text(
        "飾りやすき間の画像の代替テキストが空で、title もない",
        "Images that decorate or make room have an empty alternative and no title",
    ),
    criteria=["1.1.1"],
    techniques=["F38", "F39", "H67"],
    says={
        "spacer_has_words": likely(
            ja="すき間を空けるだけの見えない画像に、代替テキスト「{alt}」があります。",
            en="An image that can't be seen and only makes room has the text alternative “{alt}”.",
        ),
        "alt_is_stroke": likely(
            ja="代替テキストが記号（「{alt}」）だけです。飾りの画像なら、空にします。",
            en="The text alternative is a mere sign (“{alt}”). It has to be empty for decoration.",
        ),
        "alt_is_bullet": review(
            ja="代替テキストが「{alt}」だけです。行頭の飾りなら空にし、色分けの印なら意味を書いてください。",
            en="The text alternative is just “{alt}”. Empty it for decoration; tell the meaning if it is a key.",
        ),
        "title_beside_empty_alt": review(
            ja="代替テキストが空の画像に、title「{title}」があります。伝えたい内容か、確認してください。",
            en="An image with an empty alternative has the title “{title}”. Please see whether it is to be told.",
        ),
        "decoration_is_silent": passed(
            ja="代替テキストが空の画像に、title はありません。",
            en="Images with an empty alternative have no title.",
        ),
    },
    why=Text(
        "飾りの画像まで読み上げられると、本文の途中に意味のない言葉が混じり、内容をつかみにくくなります。",
        "If decoration is read aloud, words without meaning break into the text, and it is hard to follow.",
    ),
    mend=Mend(
        Text(
            "飾りの画像は、代替テキストとタイトルを空にします。意味のある画像なら、代替テキストに内容を書きます。",
            "Leave alternative and title of decoration empty. If the image tells something, write it as alternative.",
        ),
        Text(
            '飾りには alt="" を書き、title は付けません。すき間は、画像ではなくスタイルシートの余白で空けます。',
            'Write alt="" without title on decoration. Make room by margins in the style sheet, not by images.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F39.html",
)
def decorative_image_alt_empty(page: Page) -> Iterator[Say]:
    """Judge exposed images that can hardly tell anything, and titles of images whose alternative is empty.

    Judged: words on an image drawn 3 pixels thin or thinner, or whose file is named like a spacer; an alternative of
    punctuation only; of ■ and ● alone, which may be the key of a chart; a title beside an empty alternative.
    Left out: what tells where the main text or the menu begins, an old but honest use of such images; images that give
    a link, button or cell its only content, show a background, stand for one that loads later or are placed out of the
    flow; arrows, circles and crosses, which may be content; titles that repeat the text around or a file's name.
    Assumption: nothing can be read from an image 3 pixels thin.
    Source: WCAG 2.0 F39 and H67, https://www.w3.org/TR/WCAG20-TECHS/F39.html
    """
    is_silent = False
    for image in page.images:
        alt = plain(image.get("alt") or "")
        title = plain(image.get("title") or "")
        reason = _of_words(image, alt) if alt else None
        if reason:
            yield image.says(reason, alt=alt)
        elif not alt and image.get("alt") is not None and not _is_named(image):
            if title and _is_told_by_title_alone(image, title):
                yield image.says("title_beside_empty_alt", title=title)
            is_silent = is_silent or not title
    if is_silent:
        yield Say("decoration_is_silent", None, {})


def _of_words(image: Element, alt: str) -> str | None:
    sign = "alt_is_stroke" if is_stroke(alt) else "alt_is_bullet" if is_bullet(alt) else None
    if sign:
        return None if _is_only_content(image) else sign
    if image.closest("a", "button") or is_blank(alt) or _GUIDES.search(alt) or form(alt, image.get("src") or ""):
        return None
    return "spacer_has_words" if _is_spacer(image) else None


def _is_only_content(image: Element) -> bool:
    holder = image.closest("a", "button", "td", "th")
    return holder is not None and is_blank(holder.base_text)


def _is_spacer(image: Element) -> bool:
    style = image.style
    is_apart = style is None or bool(style.background_image) or style.position in ("absolute", "fixed")
    if is_apart or image.get("srcset") or any(_LATER.fullmatch(name) for name in image.tag.attrs):
        return False
    box = image.box
    is_thin = box is not None and not image.broken and min(box.width, box.height) <= _THIN_PX
    return is_thin or bool(_SPACER.fullmatch(image.get("src") or ""))


def _is_named(image: Element) -> bool:
    return any(image.get(name) for name in ("aria-label", "aria-labelledby"))


def _is_told_by_title_alone(image: Element, title: str) -> bool:
    words = squeezed(title)
    if is_blank(words) or form(title, image.get("src") or ""):
        return False
    return not any(words in squeezed(around.base_text) for around in islice(image.ancestors, _LEVELS))
