"""Rule: text is written as text, not drawn as an image."""

import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote, urljoin, urlsplit

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.dom.drawing import is_plain_text, lettering_of
from a11y_audit.text import drawn
from a11y_audit.text.alternative import form
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import plain, squeezed
from a11y_audit.text.picture import kind_told

_HOME = ("", "/", "/index.html", "/index.htm", "/index.php")
_LOGO = re.compile(
    r"ロゴ|シンボルマーク|[市町村県都府区]章|エンブレム|キャラクター|認[証定]マーク|\blogo|写真|フォト|数式|楽譜|"
    r"画面|スクリーンショット|screen ?shot|photo|\b(?:picture|image|illustration) of\b|\bequation|\bformula|"
    r"App ?Store|Google ?Play|Acrobat|Adobe",
    re.IGNORECASE,
)
_LOGO_FILE = re.compile(r"(?<![a-z])(?:site)?logo(?:mark|type)?(?![a-z])", re.IGNORECASE)
_LINE_PX = 60
_LEAST_WIDTH_PX = 100
_LEAST_HEIGHT_PX = 14
_OF_BUTTON = 1.5
_OF_BANNER = 2.5
_OF_LINE = 3.0
_OF_STRIP = 4.0
_OF_RULE = 8.0
_SENTENCE = 30
_SILENT_PX, _LOWEST_PX, _HIGHEST_PX = 150, 24, 160
_FILE_WORD = re.compile(r"[^\W\d_]{4,}|[ぁ-ゖァ-ヺ一-鿿]{2,}")
_LEAST, _ALIKE = 3, 0.8
_MOST = 300
"""Letters of a notice; what has more of them may be a console or a page of a book."""


@rule(
    id="text-not-drawn-as-image",
    version=3,
    title=Text("文字は、画像ではなく文字で書かれている", "Text is written as text, not drawn as an image"),
    criteria=["1.4.5"],
    techniques=["C22", "C30", "G140"],
    says={
        "heading_is_drawn_text": failed(
            ja="見出し「{alt}」は、文字だけの画像です。",
            en="The heading “{alt}” is an image of nothing but text.",
        ),
        "button_is_drawn_text": failed(
            ja="ボタン「{alt}」は、文字だけの画像です。",
            en="The button “{alt}” is an image of nothing but text.",
        ),
        "passage_is_drawn_text": failed(
            ja="文章「{text}」が、文字だけの画像です。",
            en="The passage “{text}” is an image of nothing but text.",
        ),
        "drawing_is_plain_text": failed(
            ja="画像「{alt}」は、文字だけを書いた図形のデータです。スタイルシートで同じ見た目の文字にできます。",
            en="The image “{alt}” is a drawing of nothing but plain text, which style sheets can show just so.",
        ),
        "picture_is_drawn_text": likely(
            ja="画像「{alt}」は、文字「{text}」だけの画像です。ロゴでなければ、文字で書けます。",
            en="The image “{alt}” is nothing but the words “{text}”. Unless it is a logotype, it can be text.",
        ),
        "background_is_drawn_text": likely(
            ja="背景の画像が、文字「{text}」だけの画像です。ロゴでなければ、文字で書けます。",
            en="A background image is nothing but the words “{text}”. Unless it is a logotype, it can be text.",
        ),
        "name_may_be_drawn_text": review(
            ja="画像「{alt}」は、文字「{text}」だけの画像です。ロゴかどうか、確認してください。",
            en="The image “{alt}” is nothing but the words “{text}”. Please see whether it is a logotype.",
        ),
        "picture_shows_text": review(
            ja="画像「{alt}」に「{text}」と書かれています。文字で書けないか、確認してください。",
            en="The image “{alt}” shows the words “{text}”. Please see whether they could be text.",
        ),
        "heading_is_image": review(
            ja="見出し「{alt}」が画像だけです。画像でなければ表せないものか、確認してください。",
            en="The heading “{alt}” is only an image. Please see whether it could be text.",
        ),
        "banner_is_image": review(
            ja="リンク「{alt}」は、横長か説明の長い画像だけです。文字を画像にしたものか、確認してください。",
            en="The link “{alt}” is only a wide image, or one with a long alternative. Please see whether it is text.",
        ),
        "button_is_image": review(
            ja="ボタン「{alt}」が画像です。文字で書いたボタンにできないか、確認してください。",
            en="The button “{alt}” is an image. Please see whether it could be a button with text.",
        ),
        "drawing_writes_text": likely(
            ja="画像「{alt}」は、図形のデータの中に文字（「{text}」）を書いた画像です。",
            en="The image “{alt}” is a drawing that writes text (“{text}”).",
        ),
        "silent_line_is_image": review(
            ja="代替テキストが空の横長の画像（{file}）が、文章と並んでいます。文字を画像にしたものでないか、確認してください。",
            en="A wide image with an empty alternative ({file}) stands among the text. Please see whether it is text.",
        ),
        "line_is_image": review(
            ja="横長の画像「{alt}」は、文字を画像にしたものかもしれません。文字で書けないか、確認してください。",
            en="The wide image “{alt}” may be drawn text. Please see whether it could be text.",
        ),
        "images_are_no_text": passed(
            ja="画像だけの見出しや、文字を画像にしたらしいボタン・帯状の画像はありません。",
            en="No heading is only an image, and no button or wide image looks like drawn text.",
        ),
    },
    why=Text(
        "画像の文字は、大きくするとぼやけ、色や書体も変えられません。弱視の人や読み書きの苦手な人が読めなくなります。",
        "Drawn text blurs when enlarged and keeps its colours; some people with low vision or dyslexia can't read it.",
    ),
    mend=Mend(
        Text(
            "見出しや案内は、画像を使わずに文字で入力します。画像を残すなら、同じ内容を文字でも載せます。",
            "Type headings and notices as text. If the image is to stay, put the same words on the page as text.",
        ),
        Text(
            "文字を HTML で書き、書体・色・背景をスタイルシートで付けます。ロゴなど欠かせないものは画像で構いません。",
            "Write text in HTML; give font, colour and background by CSS. Logos and what is essential may stay images.",
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/visual-audio-contrast-text-presentation.html",
    reads_pictures=True,
)
def text_not_drawn_as_image(page: Page) -> Iterator[Say]:
    """Judge exposed images by the words that were read in them; where nothing was, by their place and shape.

    Where letters in pictures were read: a picture of nothing but letters on an even ground, of which eight tenths are
    also its alternative and the other way round, fails as all of a heading (h2 to h6) outside the header, as an image
    button, and as a passage with a sentence outside a figure; so does a passage behind an element that no text says.
    Other such pictures are probably drawn text, where a Japanese word is in them and they do not lead elsewhere; Latin
    words, the site's name, and what leads to another site may be a logotype. A person looks at those in figures and
    with more than 300 letters, and in the places below at pictures with other content beside the words; one without
    any word is no drawn text.
    Where nothing was read: the image that is all of a heading; that is all of a link, if 2.5 times as wide as high or
    with an alternative of 30 characters; an image button 1.5 times as wide as high; any other image that is a line (up
    to 60 pixels high, 3 times as wide) or a strip (4 times as wide). A drawing (SVG) in the address itself that writes
    text is probably one; for certain, where it is nothing but text as style sheets could show it, and its alternative
    says the same: an image loads no fonts, so that no particular look can be essential to it. Of images without words
    in alt, the first that is a line and whose file has a word of the text.
    Left out: Latin words that lead to another site; logos, photos, formulas and pictures of screens by their
    alternative or file name; links to the home page; different files with the same words; maps and charts, which
    another rule judges; other images without words in alt; posters, which look like photos from afar.
    Assumption: by place and shape alone, none is certain. Words of an alternative that are all of the picture are
    there for their meaning; plain letters on an even ground can be had by style sheets.
    Source: Understanding WCAG 2.0, 1.4.5.

    """
    told: set[Element] = set()
    pictures = [each for each in page.pictures if each.name != "area" and _words(each)]
    files: dict[str, set[str]] = defaultdict(set)
    for image in pictures:
        files[_words(image)].add(image.get("src") or "")
    for said in chain(_drawings(pictures), _lettered(page, pictures), _behind(page), _silent(page)):
        told.add(said[0])
        yield said[0].says(said[1], **said[2])
    for image, reason in chain(_headings(pictures), _others(pictures)):
        if image not in told and len(files[_words(image)]) == 1 and not _is_exempt(image):
            found = image.lettered
            if found is not None and (drawn.letters(found.words) < _LEAST or _is_mark(image, found.words)):
                continue
            told.add(image)
            if found is None:
                yield image.says(reason, alt=_words(image))
            else:
                yield image.says("picture_shows_text", alt=_words(image)[:60], text=found.words[:60])
    if pictures and not told:
        yield Say("images_are_no_text", None, {})


def _drawings(pictures: list[Element]) -> Iterator[tuple[Element, str, dict[str, str]]]:
    """Yield images whose own address is a drawing that writes text."""
    for image in pictures:
        address = image.get("src") or ""
        if address.startswith("data:image/svg+xml") and not _is_exempt(image):
            drawing = _drawing(address)
            written = plain(" ".join(line.text for line in lettering_of(drawing).lines))
            if len(squeezed(written)) > 1:
                is_plain = is_plain_text(drawing) and _is_told(image, written) and not _leads_elsewhere(image)
                if is_plain and image.closest("figure") is None:
                    yield image, "drawing_is_plain_text", {"alt": _words(image)[:60]}
                else:
                    yield image, "drawing_writes_text", {"alt": _words(image)[:60], "text": written[:60]}


def _lettered(page: Page, pictures: list[Element]) -> Iterator[tuple[Element, str, dict[str, str]]]:
    """Yield images of nothing but letters."""
    headings = {image for image, _ in _headings(pictures)}
    for image in pictures:
        found = image.lettered
        if found is None or not found.bare or drawn.letters(found.words) < _LEAST or _is_exempt(image):
            continue
        said = {"alt": _words(image)[:60], "text": found.words[:60]}
        if _is_told(image, found.words) and (reason := _certain(image, found.words, headings)):
            yield image, reason, said
        elif drawn.letters(found.words) > _MOST or image.closest("figure") is not None:
            yield image, "picture_shows_text", said
        elif drawn.japanese(found.words) >= _LEAST or drawn.is_passage(found.words):
            is_name = _leads_elsewhere(image) or _is_site_name(page, found.words)
            yield image, "name_may_be_drawn_text" if is_name else "picture_is_drawn_text", said
        elif not _is_mark(image, found.words):
            yield image, "name_may_be_drawn_text", said


def _is_told(image: Element, words: str) -> bool:
    """Whether the alternative is what the picture says, and nothing else."""
    alt = _words(image)
    return drawn.share(words, [alt]) >= _ALIKE and drawn.share(alt, [words]) >= _ALIKE


def _certain(image: Element, words: str, headings: set[Element]) -> str | None:
    """Return the reason for which a picture of its own alternative fails for certain."""
    if image.name == "input":
        return "button_is_drawn_text"
    if image.closest("figure") is not None or _leads_elsewhere(image):
        return None
    if drawn.is_passage(words):
        return "passage_is_drawn_text"
    is_part = image in headings and image.closest("h1") is None and image.region != "header"
    return "heading_is_drawn_text" if is_part and not _is_site_name(image.page, words) else None


def _is_site_name(page: Page, words: str) -> bool:
    """Whether words may name the site, and so be its logotype: they end the title, or are all of it."""
    last = re.split(r"[|｜/／:：<>＜＞»›]|\s[-–—]\s", page.title)[-1]
    return bool(last.strip()) and drawn.share(words, [last]) >= _ALIKE


def _behind(page: Page) -> Iterator[tuple[Element, str, dict[str, str]]]:
    """Yield elements behind which lies a picture of nothing but letters that no text of the page says."""
    for index, record in enumerate(page.snapshot.documents):
        for number in sorted(record.backgrounds):
            element = page.element(index, number)
            found = element.lettered if element.rendered and element.image_file is None else None
            if found is None or not found.bare or _leads_home_or_is_logo(element):
                continue
            if drawn.share(found.words, page.spoken) >= drawn.SAID:
                continue
            if drawn.is_passage(found.words):
                yield element, "passage_is_drawn_text", {"text": found.words[:60]}
            elif drawn.japanese(found.words) >= _LEAST:
                yield element, "background_is_drawn_text", {"text": found.words[:60]}


def _leads_home_or_is_logo(element: Element) -> bool:
    file = element.background.address.rpartition("/")[2] if element.background else ""
    link = element if element.name == "a" else element.closest("a")
    return bool(_LOGO_FILE.search(file)) or element.region == "header" or (link is not None and _leads_home(link))


def _is_mark(image: Element, words: str) -> bool:
    """Whether a few words in Latin letters lead to another site, as its logotype does."""
    return drawn.japanese(words) < _LEAST and not drawn.is_passage(words) and _leads_elsewhere(image)


def _leads_elsewhere(image: Element) -> bool:
    """Whether an image is a link to another site, whose logotype it may show."""
    link = image.closest("a")
    if link is None or not link.get("href"):
        return False
    own = link.page.snapshot.final_url
    try:
        return urlsplit(urljoin(own, link.get("href"))).netloc != urlsplit(own).netloc
    except ValueError:
        return True


def _drawing(address: str) -> bytes:
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return unquote(data).encode()
    try:
        return b64decode(unquote(data))
    except ValueError:
        return b""


def _silent(page: Page) -> Iterator[tuple[Element, str, dict[str, str]]]:
    """Yield the first line-shaped image of the content with an empty alternative whose file has a word of the text."""
    for image in page.images:
        box, file = image.box, urlsplit(image.get("src") or "").path.rpartition("/")[2]
        if box is None or image.get("alt") != "" or image.region not in ("main", "page"):
            continue
        is_line = box.width >= _SILENT_PX and _LOWEST_PX <= box.height <= _HIGHEST_PX
        is_line = is_line and _OF_LINE <= box.width / box.height <= _OF_RULE
        found = image.lettered
        if not is_line or (found is not None and drawn.letters(found.words) < _LEAST):
            continue
        if image.closest("a", "button", "figure", "li", "td") is None and _is_named_like(page, file):
            yield image, "silent_line_is_image", {"file": unquote(file)[:60]}
            return


def _is_named_like(page: Page, file: str) -> bool:
    """Whether a word of a file's name stands in the page's text."""
    words = _FILE_WORD.findall(unquote(file).rpartition(".")[0].casefold())
    return any(word in page.text.casefold() for word in words)


def _headings(pictures: list[Element]) -> Iterator[tuple[Element, str]]:
    told: set[Element] = set()
    for image in pictures:
        heading = image.closest("h1", "h2", "h3", "h4", "h5", "h6")
        if heading is not None and heading not in told and is_blank(heading.base_text):
            told.add(heading)
            yield image, "heading_is_image"


def _others(pictures: list[Element]) -> Iterator[tuple[Element, str]]:
    for image in pictures:
        box = image.box
        if box is None or box.height < _LEAST_HEIGHT_PX or image.broken or not image.get("src"):
            continue
        ratio = box.width / box.height
        link = image.closest("a")
        if image.name == "input":
            if ratio >= _OF_BUTTON:
                yield image, "button_is_image"
        elif box.width < _LEAST_WIDTH_PX:
            continue
        elif link is not None and is_blank(link.base_text):
            if (ratio >= _OF_BANNER or len(_words(image)) >= _SENTENCE) and _is_alone(link):
                yield image, "banner_is_image"
        elif ratio >= _OF_STRIP or (ratio >= _OF_LINE and box.height <= _LINE_PX):
            yield image, "line_is_image"


def _is_alone(link: Element) -> bool:
    return sum(each.exposed and bool(_words(each)) for each in link.inside("img")) == 1


def _words(image: Element) -> str:
    alt = plain(image.get("alt") or "")
    return "" if is_blank(alt) or form(alt, image.get("src") or "") else alt


def _is_exempt(image: Element) -> bool:
    words = _words(image)
    file = (image.get("src") or "").rpartition("/")[2]
    if _LOGO.search(words) or _LOGO_FILE.search(file) or kind_told(words):
        return True
    link = image.closest("a")
    if link is None:
        return image.region == "header" and image.closest("h1") is not None
    return _leads_home(link)


def _leads_home(link: Element) -> bool:
    own = link.page.snapshot.final_url
    try:
        place = urlsplit(urljoin(own, link.get("href") or ""))
    except ValueError:  # such as "http://[" in an editor's typing error
        return False
    return place.netloc == urlsplit(own).netloc and place.path in _HOME and not place.fragment
