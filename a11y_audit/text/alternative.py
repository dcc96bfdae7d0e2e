"""What the mere form of a text alternative gives away: a file's name, an address, a word that fits any picture."""

import re
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from a11y_audit.text.normal import plain

_IMAGE = r"(?:jpe?g|jfif|png|gif|bmp|webp|svg|tiff?|heic|avif|ico)"
_FILE = re.compile(rf"(?!.*\.{_IMAGE}[^\w.])[^\s:*?\"<>|、。「」]+\.{_IMAGE}", re.IGNORECASE)
_PATH = re.compile(rf"(?:[a-z]:[\\/]|\\\\|file:|https?://).*\.{_IMAGE}(?:[?#]\S*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|\S*(?:%[0-9a-f]{2}){3}\S*", re.IGNORECASE)
_DOCUMENT = re.compile(r"[^\s:*?\"<>|、。「」]+\.(?:pdf|docx?|xlsx?|pptx?|zip)", re.IGNORECASE)

# Names that cameras, telephones and scanners give: a code, then a running number or the time.
_CAMERA = re.compile(
    r"(?:(?:dsc[nf]?|img|imgp|cimg|rimg|himg|kimg|sany|mvi|pict|pxl|dji|gopr|hpim|scan|win|s_)[ _-]?\d{3,}"
    r"|[pr]\d{6,}|\d{8}[_-]\d{4,}|(?:スクリーン ?ショット|screen ?shot)[ _(-]*\d+)"
    r"(?:[ _.,:()x-]+(?:\d+|hdr|pro|scaled|trim|copy|コピー))*\)?",
    re.IGNORECASE,
)
_NUMBERED_NAME = re.compile(r"(?=.*[A-Za-z])(?=.*(?:_|\d{3}))[\w.()-]+")

_WORDS = """
画像 写真 イラスト 挿絵 挿し絵 バナー アイコン ボタン 図 図表 図版 表 グラフ 地図 マップ ロゴ ロゴマーク イメージ
スクリーンショット サムネイル サムネ アイキャッチ ピクチャ フォト チラシ ポスター 動画 背景 空白 余白 スペーサー
スペース ライン 罫線 飾り 装飾 画像の説明 代替テキスト 代替文字 無題 名称未設定 新しい画像 新規画像 メイン画像
トップ画像 見出し画像 ダミー image images img picture pictures pic pics photo photos photograph illustration illust
graphic graphics clipart banner icon button btn figure fig map logo chart graph spacer space blank bullet line
dashline divider dot background bg header thumbnail thumb screenshot untitled dummy placeholder alt alttext alternate
null void undefined none gif jpeg jpg png bmp svg
"""
_MARKS = r"[\s\[\](){}<>【】〔〕「」『』:;.,_#*-]*"
_PLACEHOLDER = re.compile(
    rf"{_MARKS}(?:(?:{'|'.join(sorted(_WORDS.split(), key=len, reverse=True))})(?:の|[\s_-])*){{1,2}}(?:です)?"
    rf"(?:その|no\.?|№)?{_MARKS}\d*(?:[-_.]\d+)*{_MARKS}",
    re.IGNORECASE,
)
_DESTINATION = re.compile(r"地図|マップ|map|写真|フォト|photos?|動画|グラフ|チラシ|ポスター|図|表", re.IGNORECASE)
_LONGEST = 300
_LEAST = 3
_BLANK_BEYOND_ASCII = re.compile(r"[^ \t\n\r\f]")
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")
_TAIL = re.compile(
    r"(?:の|を示す)?(?:写真|画像|イラスト|アイコン|ロゴ|ロゴマーク|バナー|図|イメージ)$|(?:へ(?:の)?)?リンク$"
)


_KINDS_OF_PICTURE = frozenset(
    {"logo", "icon", "map", "chart", "graph", "banner", "flag", "portrait", "poster", "screenshot", "emblem", "badge"}
)
_LATIN_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")


class Form(StrEnum):
    """What a text alternative looks like, when it looks like no words about a picture."""

    FILE = "file"
    DOCUMENT = "document"
    ADDRESS = "address"
    CAMERA = "camera"
    SOURCE = "source"
    PLACEHOLDER = "placeholder"
    BLANK = "blank"


_PATTERNS = (
    (_DOCUMENT, Form.DOCUMENT),
    (_ADDRESS, Form.ADDRESS),
    (_CAMERA, Form.CAMERA),
    (_PLACEHOLDER, Form.PLACEHOLDER),
)


def form(alternative: str, source: str) -> Form | None:
    """Return what the text alternative of an image with that address looks like, or None when it may be words.

    BLANK stands for blanks that are not all ASCII; what holds only ASCII blanks, or nothing, is None.
    """
    if _BLANK.fullmatch(alternative):
        return Form.BLANK if _BLANK_BEYOND_ASCII.search(alternative) else None
    text = plain(alternative)
    if len(text) > _LONGEST:
        return None
    name = _name(source)
    stem = name.rpartition(".")[0]
    if (
        _FILE.fullmatch(text)
        or _PATH.fullmatch(text)
        or (text == name and re.search(rf"\.{_IMAGE}$", name, re.IGNORECASE))
    ):
        return Form.FILE
    for pattern, found in _PATTERNS:
        if pattern.fullmatch(text):
            return found
    return Form.SOURCE if text == stem and _NUMBERED_NAME.fullmatch(text) else None


def names_destination(placeholder: str) -> bool:
    """Return whether a word that fits any picture may still tell where a link leads, as 地図 or 写真 may."""
    return bool(_DESTINATION.fullmatch(plain(placeholder)))


def without_tail(squeezed: str) -> str:
    """Return a squeezed text alternative without an end like の写真 or へのリンク, unless nothing else is left."""
    return _TAIL.sub("", squeezed) or squeezed


def _name(source: str) -> str:
    return "" if source.startswith("data:") else plain(unquote(urlsplit(source).path).rpartition("/")[2])


def names_other(alternative: str, source: str) -> bool:
    """Whether a file's name and an alternative, both in Latin letters, name one kind of picture of different things."""
    if not alternative.isascii():
        return False
    file = unquote(urlsplit(source).path).rpartition("/")[2].rpartition(".")[0]
    named, told = (_LATIN_WORD.findall(each.lower()) for each in (file, alternative))
    kinds = {word.rstrip("0123456789s") for word in named} & {word.rstrip("s") for word in told} & _KINDS_OF_PICTURE
    if not kinds:
        return False
    others = [[word for word in words if word.rstrip("0123456789s") not in kinds] for words in (named, told)]
    joined = ["".join(words) for words in others]
    if min(map(len, joined)) < _LEAST:
        return False
    return not any(word in joined[0] or joined[0] in joined[1] for word in others[1]) and not any(
        word in joined[1] for word in others[0]
    )
