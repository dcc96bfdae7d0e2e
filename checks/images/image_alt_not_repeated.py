"""Rule: a text alternative does not repeat the text beside the image."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from urllib.parse import urljoin, urlsplit

from bs4.element import NavigableString, PageElement, Tag

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.alternative import without_tail
from a11y_audit.text.normal import squeezed

_LEVELS = 2
_CELLS = ("td", "th", "li", "body")
_CONTENT = ("img", "input", "select", "textarea", "button")
_HOME = ("", "/", "/index.html", "/index.htm", "/index.php")


@rule(
    id="image-alt-not-repeated",
    version=1,
    title=Text("代替テキストが隣の文字を繰り返していない", "A text alternative does not repeat the text beside it"),
    criteria=["1.1.1"],
    techniques=["H2", "H67"],
    says={
        "alt_repeats_link_text": likely(
            ja="代替テキスト「{alt}」が、同じリンクの中の文字と同じです。",
            en="The text alternative “{alt}” repeats the text of the same link.",
        ),
        "alt_repeats_next_link": likely(
            ja="画像のリンクと、隣にある「{alt}」という文字のリンクが、同じページへのリンクです。",
            en="The linked image and the text link “{alt}” beside it lead to the same place.",
        ),
        "alt_repeats_caption": review(
            ja="代替テキスト「{alt}」が、図の説明文と同じです。繰り返しになっていないか、確認してください。",
            en="The text alternative “{alt}” equals the caption. Please see whether it only repeats it.",
        ),
        "alt_repeats_text_beside": review(
            ja="代替テキスト「{alt}」が、隣の文字と同じです。繰り返しになっていないか、確認してください。",
            en="The text alternative “{alt}” equals the text beside it. Please see whether it only repeats it.",
        ),
        "alt_adds_to_text": passed(
            ja="代替テキスト「{alt}」は、隣の文字の繰り返しではありません。",
            en="The text alternative “{alt}” does not repeat the text beside it.",
        ),
    },
    why=Text(
        "読み上げソフトでは同じ言葉が二度読まれます。同じリンクが続くと、別のリンクがあるように聞こえます。",
        "Screen readers say the same words twice; the same link twice in a row sounds like two different links.",
    ),
    mend=Mend(
        Text(
            "隣の文字で内容が伝わるなら、画像の代替テキストを空にします。画像と文字は一つのリンクにまとめます。",
            "If the text beside it says enough, leave the image's alternative empty. Make image and text one link.",
        ),
        Text(
            '画像と文字を一つの a 要素に入れ、画像は alt="" とします。図の説明とは別の内容を alt に書きます。',
            'Put image and text into one a element; give the image alt="". Beside a caption, let alt say more than it.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H2.html",
)
def image_alt_not_repeated(page: Page) -> Iterator[Say]:
    """Judge the alt of each exposed image against the text of its link, the next link, its caption, its neighbours.

    Judged: equality after folding width, case and blanks and dropping an end like の写真. The same words twice in a
    link, or in two neighbouring links to one address, are probably a repetition; a caption or a text beside the image
    may be meant.
    Left out: links to the site's home page and texts beside a logo in the header, where logo and name stand together
    by custom; images with empty alternatives; captions of linked images, whose alternative names the link.
    Assumption: links with nothing but tags and blanks between them are neighbours.
    Source: WCAG 2.0 H2, https://www.w3.org/TR/WCAG20-TECHS/H2.html
    """
    repeated: set[Element] = set()
    for image, reason in chain(_in_links(page), _in_next_links(page), _beside(page)):
        if image not in repeated:
            repeated.add(image)
            yield image.says(reason, alt=(image.get("alt") or "").strip())
    sound = next((each for each in page.images if _words(each) and each not in repeated), None)
    if sound is not None:
        yield Say("alt_adds_to_text", None, {"alt": (sound.get("alt") or "").strip()})


def _in_links(page: Page) -> Iterator[tuple[Element, str]]:
    for image in page.images:
        link = image.closest("a") if _words(image) else None
        if link and _same(image, squeezed(link.base_text)) and not _leads_home_from_header(link):
            yield image, "alt_repeats_link_text"


def _in_next_links(page: Page) -> Iterator[tuple[Element, str]]:
    for one, other in pairwise(page.links):
        if not one.get("href") or one.get("href") != other.get("href") or _leads_home_from_header(one):
            continue
        for pictured, worded in ((one, other), (other, one)):
            images = [each for each in pictured.inside("img") if each.exposed]
            alike = len(images) == 1 and not pictured.base_text and _same(images[0], squeezed(worded.base_text))
            if alike and _neighbours(one.tag, other.tag):
                yield images[0], "alt_repeats_next_link"


def _beside(page: Page) -> Iterator[tuple[Element, str]]:
    for image in page.images:
        link = image.closest("a", "button")
        # A link without text takes its name from the image, which then can't be left empty.
        if not _words(image) or image.region == "header" or (link and not link.base_text):
            continue
        figure = image.closest("figure")
        caption = figure.children("figcaption") if figure else []
        if caption and _same(image, squeezed(caption[0].base_text)):
            yield image, "alt_repeats_caption"
        elif any(_same(image, text) for text in _texts_beside(image)):
            yield image, "alt_repeats_text_beside"


def _texts_beside(image: Element) -> Iterator[str]:
    """Yield the squeezed text before and after the image, at the first level where there is any."""
    here = image
    for _ in range(_LEVELS):
        before = squeezed("".join(reversed(_run(here, here.tag.previous_siblings))))
        after = squeezed("".join(_run(here, here.tag.next_siblings)))
        if before or after:
            yield from (before, after)
            return
        around = here.parent
        if around is None or around.name in _CELLS or len(around.inside("img")) > 1:
            return
        here = around


def _run(image: Element, siblings: Iterable[PageElement]) -> list[str]:
    """Return the pieces of text that follow each other, up to a line break, a block or an image."""
    pieces: list[str] = []
    for each in siblings:
        tag = each if isinstance(each, Tag) else None
        ends = tag is not None and (tag.name == "br" or image.tree.is_block(tag))
        if tag is not None and ((ends and pieces) or tag.name == "img" or tag.find("img")):
            break
        text = image.tree.text(tag, ruby=False) if tag else str(each) if type(each) is NavigableString else ""
        if text.strip():
            pieces.append(text)
            if ends:
                break
    return pieces


def _words(image: Element) -> str:
    return squeezed(image.get("alt") or "")


def _same(image: Element, text: str) -> bool:
    words = _words(image)
    return bool(words) and text in (words, without_tail(words))


def _leads_home_from_header(link: Element) -> bool:
    address = urljoin(link.page.snapshot.final_url, link.get("href") or "")
    return link.region == "header" and urlsplit(address).path in _HOME


def _neighbours(one: Tag, other: Tag) -> bool:
    """Whether nothing but tags and blanks stands between two elements."""
    inside = {id(each) for each in one.descendants}
    for each in one.next_elements:
        if each is other:
            return True
        between = each.name in _CONTENT if isinstance(each, Tag) else isinstance(each, NavigableString) and each.strip()
        if between and id(each) not in inside:
            return False
    return False
