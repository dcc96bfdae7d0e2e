"""Rule: the same image has a like text alternative on every page."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import ImageFact, Mend, Say, Site, Text, passed, review, rule
from a11y_audit.core.finding import Datum
from a11y_audit.text.alternative import form
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.topic import shares, topics

_LEAST = 3
_SHARE = 3


@rule(
    id="same-image-same-alternative",
    version=1,
    title=Text(
        "同じ画像の代替テキストが、どのページでも同じことを伝えている",
        "The same image has a like text alternative on every page",
    ),
    criteria=["1.1.1", "3.2.4"],
    techniques=["G94", "G197", "F31"],
    says={
        "alternative_differs": review(
            ja="画像（{file}）の代替テキストは、{pages}ページで「{usual}」ですが、ここでは「{alt}」です。どちらが正しいか確かめてください。",
            en="The image {file} is called “{usual}” on {pages} pages, but “{alt}” here. See which one is right.",
        ),
        "alternatives_agree": passed(
            ja="{count}個の画像の代替テキストは、どのページでも同じことを伝えています。",
            en="The alternatives of {count} images agree on all pages.",
        ),
    },
    why=Text(
        "見えない人には、同じ画像が別のものに聞こえます。複製したページで、画像だけ変えて代替テキストを直し忘れた場合もあります。",
        "People who can't see it take the same image for another one; or a copied page kept the wrong words.",
    ),
    mend=Mend(
        Text(
            "画像を開いて内容を確かめ、合わないほうの代替テキストを書き換えます。",
            "Look at the image and rewrite the alternative that does not fit.",
        ),
        Text("img 要素の alt を書き換えます。", "Rewrite alt of the img element."),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G197.html",
)
def same_image_same_alternative(site: Site) -> Iterator[Say]:
    """Ask about an alternative that shares no word with the one that the same file has on most pages.

    Judged: files with an alternative on four pages or more, of which one alternative stands three times as often as the
    other, pages of one language against each other.
    Left out: stock words and file names as alternatives, which other rules judge; alternatives without words that tell
    a topic; images of frames and data addresses; empty alternatives, since what a page has said needs no repetition.
    Assumption: one file shows one thing.
    Source: WCAG 2.0 G94 and G197, https://www.w3.org/TR/WCAG20-TECHS/G197.html
    """
    uses: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    written: dict[str, str] = {}
    for page in site.pages:
        for image in page.images:
            if _tells(image):
                written.setdefault(squeezed(image.alternative), plain(image.alternative)[:80])
                uses[page.language[:2].lower(), image.address][squeezed(image.alternative)] += 1
    usual = {key: counts.most_common(1)[0] for key, counts in uses.items() if len(counts) > 1}
    is_any = False
    for page in site.pages if usual else ():
        for image in page.images:
            key, own = (page.language[:2].lower(), image.address), squeezed(image.alternative)
            name, pages = usual.get(key, (own, 0))
            if name == own or not _tells(image) or pages < max(_LEAST, _SHARE * uses[key][own]):
                continue
            if not shares(image.alternative, written[name]) and not shares(written[name], image.alternative):
                is_any = True
                data: dict[str, Datum] = {
                    "file": _file(image),
                    "usual": written[name],
                    "alt": written[own],
                    "pages": pages,
                }
                yield site.says("alternative_differs", page.page, image.target, **data)
    if uses and not is_any:
        yield Say("alternatives_agree", None, {"count": len(uses)})


def _tells(image: ImageFact) -> bool:
    return form(image.alternative, image.address) is None and bool(topics(image.alternative))


def _file(image: ImageFact) -> str:
    return image.address.partition("?")[0].rpartition("/")[2][:80]
