"""Rule: an image that tells something does not have an empty text alternative."""

from collections.abc import Container, Iterator
from urllib.parse import unquote

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.picture import kind_of_file

from ._announced import announcement

_LEAST_WIDTH_PX = 150
_LEAST_HEIGHT_PX = 100
_POSTER_AREA_PX = 400 * 300
_WORDS = 40
_SAYS = 4
"""Letters below which a word in a drawing is a mark."""
_CONTENT = frozenset({"main", "page"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHER_CONTENT = ("svg", "canvas", "table", "video", "audio", "iframe", "object", "embed", "ul", "ol")


@rule(
    id="informative-image-not-hidden",
    version=4,
    title=Text(
        "内容を伝える画像の代替テキストが、空になっていない",
        "An image that tells something does not have an empty text alternative",
    ),
    criteria=["1.1.1"],
    techniques=["G94", "G95", "H37"],
    says={
        "announced_image_is_hidden": review(
            ja="「{text}」のすぐ後は、代替テキストのない画像です。画像で伝えていないか、確認してください。",
            en="Right after “{text}” comes an image without an alternative. Please see whether it tells something.",
        ),
        "hidden_image_named_like_content": review(
            ja="代替テキストが空の画像のファイル名が「{file}」です。地図や表などでないか、確認してください。",
            en="The alternative is empty, but the file is “{file}”. Please see whether it is a map or a chart.",
        ),
        "figure_has_no_words": review(
            ja="図（figure）の中が、代替テキストの空の画像（{file}）だけです。内容のある画像でないか、確認してください。",
            en="A figure holds only an image with an empty alternative ({file}). Please see what it tells.",
        ),
        "page_is_hidden_image": review(
            ja="本文のほとんどが、代替テキストの空の画像（{file}）です。チラシなどでないか、確認してください。",
            en="The page is hardly more than an image with an empty alternative ({file}). Please see what it tells.",
        ),
        "hidden_image_has_alternative": review(
            ja="代替テキスト「{alt}」のある画像が、{by} で隠されています。隠してよいか確認してください。",
            en="An image with the alternative “{alt}” is hidden by {by}. Please see whether it may be.",
        ),
        "drawing_has_no_name": review(
            ja="大きな図（svg）に名前がありません。内容のある図でないか、確認してください。",
            en="A large drawing (svg) has no name. Please see whether it tells something.",
        ),
        "hidden_drawing_has_words": review(
            ja="隠された図（svg）に「{alt}」と書かれています。ほかの所でも同じことが分かるか、確認してください。",
            en="A drawing (svg) that is hidden says “{alt}”. Please see whether the page says so elsewhere.",
        ),
        "canvas_has_no_name": review(
            ja="プログラムで描く図（canvas）に名前がありません。内容のある図でないか、確認してください。",
            en="A picture drawn by a script (canvas) has no name. Please see whether it tells something.",
        ),
        "hidden_images_look_decorative": passed(
            ja="代替テキストが空の大きな画像に、内容を伝えるものらしい手がかりはありません。",
            en="Nothing suggests that a large image with an empty alternative tells something.",
        ),
    },
    why=Text(
        "代替テキストが空の画像は、読み上げソフトでは無いのと同じです。地図やチラシの内容が伝わりません。",
        "For a screen reader, an image with an empty alternative is not there: no map, no leaflet.",
    ),
    mend=Mend(
        Text(
            "画像が何かを伝えるなら、「代替テキスト」欄に要点を、本文に詳しい内容を書きます。飾りなら、そのままで構いません。",
            "If the image tells something, write the gist as its alternative, and the details into the text.",
        ),
        Text(
            'alt="" を、画像が伝える内容に書き換えます。本文がすでに同じ内容を伝えていれば、空のままにします。',
            'Replace alt="" by what the image tells. Leave it empty if the text beside it tells the same.',
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/text-equiv-all.html",
)
def informative_image_not_hidden(page: Page) -> Iterator[Say]:
    """Ask a person about images with an empty alternative that something suggests to be no decoration.

    Judged: images of 150 by 100 pixels and more outside header, navigation, aside and footer, with alt="" or blanks and
    no other name. It suggests content when the file is named like a map, chart, table or diagram;
    when a figure holds nothing else; when the main part has less than 40 characters beside an image of 400 by 300
    pixels in no figure. An image of any size that aria-hidden or a role on itself hides though it has an alternative,
    which no text of the page repeats; a hidden drawing (svg) with words that no other text says; a drawing or canvas of
    that size without role, name, title or text. Images and drawings of 48 pixels and more that are all which comes
    between a line that ends in a colon and the next part of the page: the line may announce what they show.
    Left out: images in links and buttons, where other text is the name or another rule finds none; images inside
    parts that are hidden; drawings that are hidden, as one hides what decorates; what the image shows, which is not
    recorded.
    Assumption: authors put into a figure what belongs to the content (HTML Standard, figure).
    Source: Understanding WCAG 2.0, 1.1.1.

    """
    announced = dict(_announced(page))
    for image, line in announced.items():
        yield image.says("announced_image_is_hidden", text=line[-60:])
    large = [each for each in page.images if _is_silent(each) and _is_large(each)]
    found = [(image, reason) for image in large if image not in announced and (reason := _reason(image))]
    if not found:
        found = [(image, "page_is_hidden_image") for image in large if _is_poster(image)]
        found = found if found and _has_no_words(page) else []
    for image, reason in found:
        yield image.says(reason, file=_file(image))
    others = [*_contradicting(page), *_drawings(page, announced)]
    yield from others
    if large and not found and not others and not announced:
        yield Say("hidden_images_look_decorative", None, {})


def _announced(page: Page) -> Iterator[tuple[Element, str]]:
    for each in page.tagged("img", "svg"):
        is_nameless = _is_silent(each) if each.name == "img" else not (_is_named(each) or _tells(each))
        if each.exposed and is_nameless and each.region in _CONTENT and (line := announcement(each)):
            yield each, line


def _is_silent(image: Element) -> bool:
    alt = image.get("alt")
    is_named = any(image.get(name) for name in ("aria-label", "aria-labelledby", "title"))
    return alt is not None and not alt.strip(" \t\r\n\f") and not is_named


def _is_large(image: Element) -> bool:
    box = image.box
    return box is not None and box.width >= _LEAST_WIDTH_PX and box.height >= _LEAST_HEIGHT_PX


def _reason(image: Element) -> str | None:
    if not _is_content(image):
        return None
    if kind_of_file(image.get("src") or ""):
        return "hidden_image_named_like_content"
    return "figure_has_no_words" if _is_alone_in_figure(image) else None


def _is_content(image: Element) -> bool:
    return image.closest("a", "button") is None and image.region in _CONTENT


def _is_alone_in_figure(image: Element) -> bool:
    figure = image.closest("figure")
    if figure is None or not is_blank(figure.base_text) or figure.inside(*_OTHER_CONTENT):
        return False
    return sum(each.exposed for each in figure.inside("img")) == 1


def _is_poster(image: Element) -> bool:
    box = image.box
    is_wide_enough = box is not None and box.width * box.height >= _POSTER_AREA_PX
    return is_wide_enough and image.closest("figure") is None and _is_content(image)


def _has_no_words(page: Page) -> bool:
    """Whether the main part has hardly any text beside headings, and no image with words."""
    words = 0
    for block in page.blocks:
        if block.element.region in _CONTENT and block.element.name not in _HEADINGS:
            words += len(squeezed(block.text))
        if words >= _WORDS:
            return False
    images = (each for each in page.images if each.region in _CONTENT)
    return not any(squeezed(each.get("alt") or "") for each in images)


def _file(image: Element) -> str:
    source = image.get("src") or ""
    if source.startswith("data:"):
        return source.partition(";")[0]
    return unquote(source.partition("?")[0].rpartition("/")[2])


def _contradicting(page: Page) -> Iterator[Say]:
    """Yield what to say of images and drawings with words that are hidden themselves."""
    for image in page.tagged("img"):
        alt, by = plain(image.get("alt") or ""), _hides(image)
        if by and not is_blank(alt) and _is_hidden_alone(image) and not _is_said(page, alt):
            yield image.says("hidden_image_has_alternative", alt=alt[:60], by=by)
    for drawing in page.tagged("svg"):
        if drawing.get("aria-hidden") == "true" and _is_hidden_alone(drawing):
            words = " ".join(" ".join(each.tag.get_text() for each in drawing.inside("text")).split())
            if len(squeezed(words)) >= _SAYS and not _is_said(page, words):
                yield drawing.says("hidden_drawing_has_words", alt=words[:60])


def _hides(image: Element) -> str:
    if image.get("aria-hidden") == "true":
        return "aria-hidden"
    role = (image.get("role") or "").strip().lower()
    return f'role="{role}"' if role in ("presentation", "none") else ""


def _is_hidden_alone(image: Element) -> bool:
    around = image.parent
    return image.rendered and image.closest("a", "button") is None and around is not None and around.exposed


def _is_said(page: Page, words: str) -> bool:
    """Whether assistive technology meets the words elsewhere."""
    return any(squeezed(words) in squeezed(block.text) for block in page.blocks if block.element.exposed)


def _is_named(drawing: Element) -> bool:
    return any(drawing.get(name) for name in ("role", "aria-label", "aria-labelledby", "title"))


def _tells(drawing: Element) -> bool:
    """Whether a drawing has parts that tell something by themselves, or are drawn elsewhere."""
    return bool(drawing.inside("title", "text", "desc", "image", "use", "foreignobject", "a"))


def _drawings(page: Page, told: Container[Element]) -> Iterator[Say]:
    """Yield what to say of large drawings of the content without any name or text."""
    for drawing in page.tagged("svg", "canvas"):
        if drawing in told or _is_named(drawing) or not drawing.exposed:
            continue
        if not _is_large(drawing) or not _is_content(drawing):
            continue
        if drawing.name == "canvas":
            if not drawing.tag.get_text(strip=True) and not drawing.inside():
                yield drawing.says("canvas_has_no_name")
        elif not _tells(drawing):
            yield drawing.says("drawing_has_no_name")
