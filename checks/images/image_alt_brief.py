"""Rule: a text alternative is brief."""

import re
import unicodedata
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.alternative import form
from a11y_audit.text.normal import plain

_WIDE = frozenset("WFA")
# Two Latin letters take about the time of one Japanese character.
_LONGEST = 150
_KIND = re.compile(
    r"^(?:写真|画像|図版)(?:です)?[:：、]|^[\[［【〔(（](?:写真|画像)[\]］】〕)）]|.の(?:写真|画像)(?:です)?[。.]?$"
)


@rule(
    id="image-alt-brief",
    version=1,
    title=Text("代替テキストが短くまとまっている", "A text alternative is brief"),
    criteria=[],
    techniques=["G94", "G95"],
    says={
        "alt_is_long": advice(
            ja="代替テキストが{length}字あります。長い説明は、本文に書くと読み直しやすくなります。",
            en="The text alternative has {length} characters. A long description is easier to use as text on the page.",
        ),
        "alt_names_its_kind": advice(
            ja="代替テキストの「写真：」「の画像」などは、なくても画像だと伝わります（{count}か所、例:「{alt}」）。",
            en="Words like “photo:” or “image of” aren't needed: an image is announced as one ({count}, e.g. “{alt}”).",
        ),
        "alt_is_brief": passed(ja="代替テキスト「{alt}」は簡潔です。", en="The text alternative “{alt}” is brief."),
    },
    why=Text(
        "代替テキストは途中で止めて読み直すことができません。長い文や余分な言葉は、聞く人の負担になります。",
        "An alternative can't be read piece by piece. Long texts and needless words cost those who listen.",
    ),
    mend=Mend(
        Text(
            "代替テキストには要点だけを書きます。チラシなどの長い内容は、画像の近くに本文として載せます。",
            "Keep to the point. Put the content of a leaflet on the page as text, near the image.",
        ),
        Text(
            "alt には短い説明を書き、詳しい内容は本文の段落や表にします。「写真：」「の画像」は省きます。",
            "Keep alt short, put details into paragraphs or a table, and leave out “photo:” and “image of”.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G94.html",
)
def image_alt_brief(page: Page) -> Iterator[Say]:
    """Judge how long the alt of each exposed image is, and whether it says that it is an image.

    Judged: more than 150 characters, two Latin letters counted as one; 写真： or 画像： in front, の写真 or の画像 at
    the end, told once a page, at the first image.
    Left out: the kind in a link's image, where it tells what the link opens; alternatives that are nothing but such
    words, which other rules judge; whether the words are right.
    Assumption: no limit is part of the standard, and some house styles ask for 写真：, so that this is advice.
    Source: WCAG 2.0 G94 and G95, https://www.w3.org/TR/WCAG20-TECHS/G94.html
    """
    sound = ""
    kinds: list[tuple[Element, str]] = []
    for image in page.pictures:
        alt = plain(image.get("alt") or "")
        if not alt or form(alt, image.get("src") or ""):
            continue
        length = _length(alt)
        if length > _LONGEST:
            yield image.says("alt_is_long", length=len(alt))
        elif _KIND.search(alt) and image.closest("a") is None:
            kinds.append((image, alt))
        elif not sound:
            sound = alt
    if kinds:
        image, alt = kinds[0]
        yield image.says("alt_names_its_kind", count=len(kinds), alt=alt)
    if sound:
        yield Say("alt_is_brief", None, {"alt": sound})


def _length(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(sign) in _WIDE else 0.5 for sign in text)
