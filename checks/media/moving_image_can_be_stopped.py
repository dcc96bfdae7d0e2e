"""Rule: an image that moves by itself stops within five seconds, or can be stopped."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from a11y_audit.authoring import Element, Mend, Page, Say, Status, Text, likely, passed, review, rule
from a11y_audit.text.normal import plain

_LONGEST_S = 5
_TINY_PX = 64
# A button's words may say more than a link's, whose words name news just as well ("利用停止のお知らせ").
_STOPS = re.compile(
    r"停止|止め(?:る|ます)|(?<!ま)とめ(?:る|ます)|ストップ|再生|動きを?(?:なくす|減らす|オフ)|アニメ|"
    r"\b(?:pause|stop|play|freeze|motion|animations?)\b",
    re.IGNORECASE,
)
_STOP_LINK = re.compile(
    r"(?:(?:自動)?(?:アニメーション|アニメ|画像|動画|バナー|スライド(?:ショー)?|動き|点滅|切り?替え|再生)の?を?)*"
    r"(?:(?:一時)?停止(?:する)?|[止と]め(?:る|ます)|ストップ|なくす|なし|のない(?:ページ|版|画面)へ?)|"
    r"(?:pause|stop|freeze)(?: (?:all |the )?(?:animations?|images?|movement|motion|slides?(?:how)?|banners?))?",
    re.IGNORECASE,
)
_LONGEST_WORDS = 30
_PRESSED = ("button", "submit", "reset", "image", "checkbox")
_LOADING = re.compile(r"load(?:ing|er)|spinner|throbber|progress|読み?込み?中|処理中|お待ち", re.IGNORECASE)
_NAME_LIMIT = 60


@rule(
    id="moving-image-can-be-stopped",
    version=1,
    status=Status.PREVIEW,
    title=Text(
        "動く画像が、5秒以内に止まるか、止められる", "Moving images stop within five seconds, or can be stopped"
    ),
    criteria=["2.2.2"],
    techniques=["G152", "G186", "G4", "G191"],
    says={
        "image_moves_on": likely(
            ja="画像「{file}」が5秒を超えて動き続け、このページに止めるボタンが見当たりません（このページに{count}か所）。",
            en="The image “{file}” moves for over five seconds, and nothing here stops it (places: {count}).",
        ),
        "image_may_be_stopped": review(
            ja="画像「{file}」が5秒を超えて動き続けます。ページにある「{control}」で止められるか確かめてください。",
            en="The image “{file}” moves for over five seconds. See whether “{control}” on the page stops it.",
        ),
        "image_in_button": review(
            ja="ボタンの中の画像「{file}」が5秒を超えて動き続けます。押すと止まるか確かめてください。",
            en="The image “{file}” in a button moves for over five seconds. See whether pressing the button stops it.",
        ),
        "loading_mark_moves": review(
            ja="読み込み中を示す画像「{file}」が動き続けています。読み込みが終わったら消えるか確かめてください。",
            en="The loading mark “{file}” keeps moving. See whether it goes away when loading has ended.",
        ),
        "image_stops": passed(
            ja="動く画像は、5秒以内に止まります。", en="The image moves, and stops within five seconds."
        ),
    },
    why=Text(
        "動き続けるものが目に入ると、注意がそれやすい人や読むのに時間のかかる人は、まわりの文章を読めなくなります。",
        "Movement without end draws the eye: people who are easily distracted, or read slowly, can't read beside it.",
    ),
    mend=Mend(
        Text(
            "動かない画像に差し替えるか、5秒以内に止まるように作り直した画像を登録します。",
            "Replace the image by one that does not move, or by one that stops within five seconds.",
        ),
        Text(
            "画像の繰り返しの回数を減らし、動く時間を合わせて5秒以内にします。動かし続けるなら、止めるボタンを画像の近くに置きます。",
            "Lower the file's loop count until it moves for five seconds, or put a button beside it that stops it.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G152.html",
)
def moving_image_can_be_stopped(page: Page) -> Iterator[Say]:
    """Judge the images whose files move: GIF, APNG and WebP, by the frames, times and rounds that the file holds.

    Judged: every visible `img` beside other content. Each file is told once a page, with the number of places. Words
    of buttons, and of links that say nothing else, are taken for a way to stop it wherever they stand on the page: a
    person sees whether they belong to it. A small image that says it is about loading is shown to a person too.
    Left out: images in style sheets, in SVG and canvas, films, and movement by scripts and style sheets, which the
    record does not tell; files over two megabytes; a page that shows nothing beside the image.
    Assumption: the frames of a file differ; the movement is not essential to what it tells.
    Source: WCAG 2.0 2.2.2 and G152, https://www.w3.org/TR/WCAG20-TECHS/G152.html
    """
    moving = [each for each in page.tagged("img") if each.rendered and each.animation]
    if not moving or not _is_beside_other(page):
        return
    control = _control(page)
    told: dict[tuple[int, str], list[Element]] = {}
    for image in moving:
        file = image.image_file
        assert file is not None  # what has an animation has a file
        told.setdefault((file.number, _reason(image, control)), []).append(image)
    for (_, reason), places in told.items():
        yield _say(places, reason, control)


def _is_beside_other(page: Page) -> bool:
    """Whether the page shows anything but one image."""
    return bool(page.text.strip()) or sum(each.rendered for each in page.tagged("img")) > 1


def _reason(image: Element, control: str) -> str:
    animation = image.animation
    if animation is None or animation.moving_s <= _LONGEST_S:
        return "image_stops"
    if _is_loading_mark(image):
        return "loading_mark_moves"
    if any(each.name == "button" or each.get("role") == "button" for each in image.ancestors):
        return "image_in_button"
    return "image_may_be_stopped" if control else "image_moves_on"


def _say(places: list[Element], reason: str, control: str) -> Say:
    image = places[0]
    if reason == "image_stops":
        return image.says(reason)
    return image.says(reason, file=_file_name(image), count=len(places), control=control)


def _file_name(image: Element) -> str:
    address = image.get("src") or ""
    try:
        name = "" if address.startswith("data:") else urlsplit(address).path.rsplit("/", 1)[-1]
    except ValueError:  # such as "//["
        name = ""
    return (name or image.get("alt") or "img")[:_NAME_LIMIT]


def _is_loading_mark(image: Element) -> bool:
    box = image.box
    if box is None or max(box.width, box.height) > _TINY_PX:
        return False
    if any(each.get("aria-busy") == "true" for each in (image, *image.ancestors)):
        return True
    around = image.parent
    marks = [image.get(each) or "" for each in ("src", "alt", "class", "id")]
    marks += [around.get(each) or "" for each in ("class", "id")] if around else []
    return any(_LOADING.search(each) for each in marks if not each.startswith("data:"))


def _control(page: Page) -> str:
    """Return the words of the first control that may stop what moves, or ""."""
    for each in page.tagged("button", "input", "summary", "a"):
        if not each.rendered or (each.name == "input" and (each.get("type") or "").lower() not in _PRESSED):
            continue
        words = plain(" ".join(_words(each).split()))
        fits = _STOP_LINK.fullmatch(words) if _is_link(each) else _STOPS.search(words)
        if fits and len(words) <= _LONGEST_WORDS:
            return words
    return ""


def _is_link(element: Element) -> bool:
    return element.name == "a" and element.get("role") != "button"


def _words(control: Element) -> str:
    if control.name == "input":
        return control.accessible_name or control.get("value") or ""
    return control.accessible_name or control.base_text or control.get("title") or ""
