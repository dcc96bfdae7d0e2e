"""Rule: a text alternative is not a word that fits any picture."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text.alternative import Form, form, names_destination
from a11y_audit.text.normal import plain

_BRACKETS = re.compile(r"[\[［【〔].+[\]］】〕]")
_SERIES = 3


@rule(
    id="image-alt-not-placeholder",
    version=2,
    title=Text(
        "代替テキストが「画像」「写真」などの言葉だけではない", "A text alternative is not just a word like “image”"
    ),
    criteria=["1.1.1"],
    techniques=["F30", "G94", "G95"],
    barrier="meaningless-alt",
    says={
        "alt_is_blank": failed(
            ja="代替テキストが空白文字（全角スペースなど）だけです。",
            en="The text alternative consists of blanks (such as full-width spaces) only.",
        ),
        "alt_is_placeholder": likely(
            ja="代替テキストが「{alt}」だけで、何の画像か分かりません。",
            en="The text alternative is just “{alt}”; it does not tell what the image shows.",
        ),
        "alt_may_name_destination": review(
            ja="リンクの画像の代替テキストが「{alt}」だけです。リンク先が分かるか、確認してください。",
            en="The linked image's text alternative is just “{alt}”. Please see whether it tells where the link leads.",
        ),
        "alt_tells_something": passed(
            ja="代替テキスト「{alt}」は、どの画像にも当てはまる言葉ではありません。",
            en="The text alternative “{alt}” is more than a word that fits any image.",
        ),
    },
    why=Text(
        "「写真」とだけ読み上げられても、何の写真か分かりません。画像が伝える情報が、見えない人には届きません。",
        "Hearing just “photo”, people who can't see the image do not learn what it shows.",
    ),
    mend=Mend(
        Text(
            "画像の「代替テキスト」欄に、何が写っているか、何を伝えるかを短い文で書きます。飾りの画像なら空にします。",
            "In the image's “alternative text” box, write in short what it tells. Leave it empty for decoration.",
        ),
        Text(
            'alt 属性を内容に書き換えます。飾りなら、空白を入れずに alt="" とします。',
            'Rewrite the alt attribute. For decoration use alt="" without any blank in it.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F30.html",
)
def image_alt_not_placeholder(page: Page) -> Iterator[Say]:
    """Judge the alt of each exposed image, image button and area against words that fit any picture, and blanks.

    Judged: such a word alone, with a number or in brackets (写真1, [画像]); blanks that are not ASCII, which no browser
    takes for an empty alternative. In a link, words like 地図 may name what it opens, so a person decides.
    Left out: alt="" and ASCII blanks, which are taken as decoration; such a word within more text; file names, which
    another rule judges; names in brackets on a page that names other images so ([Top], [Left], [None]); blanks where
    another attribute gives the name.
    Assumption: a picture whose very subject is such a word (a button on a sewing page) is rare.
    Source: WCAG 2.0 F30, https://www.w3.org/TR/WCAG20-TECHS/F30.html; H67 for the empty alternative.
    """
    sound = ""
    named = len({alt for alt in map(_bracketed, page.pictures) if alt and form(alt, "") is None}) >= _SERIES
    for image in page.pictures:
        value = image.get("alt") or ""
        alt = plain(value)
        if named and _bracketed(image):
            sound = sound or alt
            continue
        match form(value, image.get("src") or ""):
            case Form.BLANK if not _named_otherwise(image):
                yield image.says("alt_is_blank")
            case Form.PLACEHOLDER if names_destination(alt) and (image.name == "area" or image.closest("a")):
                yield image.says("alt_may_name_destination", alt=alt)
            case Form.PLACEHOLDER:
                yield image.says("alt_is_placeholder", alt=alt)
            case None if alt and not sound:
                sound = alt
    if sound:
        yield Say("alt_tells_something", None, {"alt": sound})


def _bracketed(image: Element) -> str:
    alt = plain(image.get("alt") or "")
    return alt if _BRACKETS.fullmatch(alt) else ""


def _named_otherwise(image: Element) -> bool:
    named = any(plain(image.get(name) or "") for name in ("aria-label", "aria-labelledby", "title"))
    return named or image.get("role") in ("presentation", "none")
