"""Rule: different pictures of a page do not share one text alternative."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.alternative import form
from a11y_audit.text.blank import is_blank
from a11y_audit.text.hollow import hollow
from a11y_audit.text.normal import plain, squeezed

_LEAST_WIDTH_PX = 120
_LEAST_HEIGHT_PX = 90
_LEAST = 2
_LEAST_NUMBERED = 3
_LEVELS = 3
_NUMBER = re.compile(r"[-_(（\[【・:]?(?:その|no\.?|の?写真|の?画像|第)?\d{1,2}(?:枚目|番目)?[)）\]】]?$")
_SIZE = re.compile(r"[-_](?:\d+x\d+|sp|pc|s|m|l|small|large|thumb|\d+w)(?=\.\w+$)", re.IGNORECASE)


@rule(
    id="different-images-different-alts",
    version=1,
    title=Text(
        "ページの中の別々の写真に、別々の代替テキストがある",
        "Different pictures of a page have different text alternatives",
    ),
    criteria=["1.1.1"],
    techniques=["G94", "G95", "G196"],
    says={
        "alt_is_shared": review(
            ja="別々の画像{count}枚の代替テキストが、どれも「{alt}」です。それぞれの内容が伝わるか、確認してください。",
            en="{count} different images share the alternative “{alt}”. Please see whether each one's content is told.",
        ),
        "alts_differ_by_number": review(
            ja="画像{count}枚の代替テキストが、番号だけの違いです（「{alt}」など）。それぞれの内容が伝わるか、確認してください。",
            en="The alternatives of {count} images differ by a number only (“{alt}”). Please see what each one tells.",
        ),
        "alts_differ": passed(
            ja="大きな画像の代替テキストは、それぞれ違います。", en="The alternatives of large images all differ."
        ),
    },
    why=Text(
        "同じ言葉が何度も読まれるだけで、写真ごとの違いが、見えない人には分かりません。",
        "People who can't see the pictures hear the same words again and again, and not what each one shows.",
    ),
    mend=Mend(
        Text(
            "写真ごとに、何が写っているかを書き分けます。まとめて一つの意味なら、1枚目に書き、残りは空にします。",
            "Tell of each picture what it shows. If they have one meaning, describe the first and empty the others.",
        ),
        Text(
            'alt を写真ごとに書き分けます。一組で一つの内容なら、1枚目の alt に書き、残りは alt="" とします。',
            'Write an alt of its own for each. For a group with one meaning, describe the first; alt="" on the rest.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G94.html",
)
def different_images_different_alts(page: Page) -> Iterator[Say]:
    """Ask a person about large exposed images of different files whose alternatives are the same, told at the first.

    Judged: images of 120 by 90 pixels and more; two with the same words, three that differ by a number at the end.
    Left out: icons, which rightly repeat; images in one link or in links to one address; copies of a file in another
    size; images with a caption or a text of their own; empty and meaningless alternatives, which other rules judge.
    Assumption: another address is another picture.
    Source: WCAG 2.0 G94, G95 and G196, https://www.w3.org/TR/WCAG20-TECHS/G94.html
    """
    groups: dict[str, list[Element]] = defaultdict(list)
    for image in page.images:
        words = _words(image)
        if words and _is_large(image):
            groups[_NUMBER.sub("", words) or words].append(image)
    is_told = False
    for images in groups.values():
        different = _different(images)
        if len(different) < _LEAST:
            continue
        kinds = len({_words(each) for each in different})
        if kinds > 1 and len(different) < _LEAST_NUMBERED:
            continue
        is_told = True
        reason = "alt_is_shared" if kinds == 1 else "alts_differ_by_number"
        yield different[0].says(reason, count=len(different), alt=plain(different[0].get("alt") or ""))
    if not is_told and sum(map(len, groups.values())) >= _LEAST:
        yield Say("alts_differ", None, {})


def _words(image: Element) -> str:
    alt = image.get("alt") or ""
    return "" if is_blank(alt) or form(alt, image.get("src") or "") or hollow(alt) else squeezed(alt)


def _is_large(image: Element) -> bool:
    box = image.box
    return box is not None and box.width >= _LEAST_WIDTH_PX and box.height >= _LEAST_HEIGHT_PX


def _different(images: list[Element]) -> list[Element]:
    """Return one image for each file and destination, without those that a text beside them tells apart."""
    found: list[Element] = []
    seen: set[str] = set()
    for image in images if len(images) >= _LEAST else ():
        link = image.closest("a")
        keys = {_SIZE.sub("", (image.get("src") or "").partition("?")[0])}
        keys |= {f"to {link.get('href')}"} if link is not None else set()
        if not keys & seen and not _has_caption(image):
            found.append(image)
        seen |= keys
    return found


def _has_caption(image: Element) -> bool:
    """Whether the innermost part around the image that has any text holds no other image."""
    for around in islice(image.ancestors, _LEVELS):
        if around.name in ("body", "main") or sum(each.exposed for each in around.inside("img")) > 1:
            return False
        if not is_blank(around.base_text):
            return squeezed(around.base_text) != _words(image)
    return False
