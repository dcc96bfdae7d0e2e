"""Text alternatives that are sentences by their form and yet leave the picture out: prompts, places, numbers, signs."""

import re
from enum import StrEnum

from a11y_audit.text.normal import squeezed


class Hollow(StrEnum):
    """What stands in a text alternative instead of the picture's content."""

    GENERATED = "generated"
    PROMPT = "prompt"
    PLACE = "place"
    OPERATION = "operation"
    NUMBER = "number"


_PICTURE = "(?:写真|画像|図|イラスト|絵|挿絵)"
_SIDE = "(?:上|下|左|右|中|中央|真ん中|左上|左下|右上|右下|上段|中段|下段|左側|右側|上側|下側)"
_WHICH = (
    rf"(?:{_SIDE}|この|その|前|次|以下|上記|下記|関連|掲載|添付|挿入|貼り付けた|参考|サンプル|見本|今回|"
    r"(?:第|その)?\d{1,3}(?:枚|番|つ|点)目?)"
)
_ORDINAL = "(?:first|second|third|next|left|right|upper|lower|top|bottom|sample|attached|related|this)"
_ENLARGED = r"(?:拡大|大きく|大きな?(?:画像|写真|図|地図)|別の?(?:ウィンドウ|ウインドウ|画面|タブ)|新しい(?:ウィンドウ|ウインドウ|画面|タブ))"
_SHOWN = (
    r"(?:を|が|で|に|して)?(?:表示|画像|写真|図|版)?(?:を|が|で)?(?:する|します|できます|されます|なります|見る|見られます|"
    r"開く|開きます|表示(?:する|します|されます)|ご覧(?:ください|になれます|いただけます)|ください)?"
)
_PATTERNS = (
    # What word processors and presentation programs of several years leave behind.
    (
        re.compile(
            r".*(?:自動(?:的)?に生成された説明|精度で生成された説明|説明は自動で生成されたものです|"
            r"aiによって生成されたコンテンツは間違っている可能性があります|descriptionautomaticallygenerated|"
            r"ai-?generatedcontentmaybeincorrect)[。.)]*",
            re.DOTALL,
        ),
        Hollow.GENERATED,
    ),
    (
        re.compile(
            r"(?:ここに)?(?:代替テキスト|代替文字|(?:画像|写真|図)?の?alt(?:属性|テキスト)?|(?:画像|写真|図)の?(?:説明文?|タイトル|名称))"
            r"(?:(?:を|が|は|:)?(?:ここに)?(?:入力|記入|記載|設定|入れ|書い|未入力|未設定)(?:て|する|してください|して下さい|ください|なし)*)?[。.]*"
            r"|(?:image|photo|picture)(?:description|alt|title|alttext)|alt(?:ernative)?text|(?:enter|add)(?:alt(?:ernative)?text|description)(?:here)?"
        ),
        Hollow.PROMPT,
    ),
    (
        re.compile(
            rf"{_WHICH}の?{_PICTURE}(?:です)?(?:その)?\d{{0,3}}|(?:これは|この{_PICTURE}は)?{_PICTURE}(?:です|ファイル|データ)"
            rf"|{_PICTURE}(?:その)?[(]?(?:{_SIDE}|[a-z]|\d{{1,3}}枚目?)[)]?"
            rf"|(?:the)?{_ORDINAL}(?:image|photo|picture|figure)|(?:thisis)?an?(?:image|photo|picture)|(?:image|photo|picture)(?:of|here|file)"
        ),
        Hollow.PLACE,
    ),
    (
        re.compile(
            rf"(?:この)?{_PICTURE}?を?(?:クリック|タップ)(?:する|し)?(?:と|で|て)?、?{_PICTURE}?[をがに]?{_ENLARGED}{_SHOWN}[。.]*"
            rf"|{_PICTURE}?[をの]?拡大{_SHOWN}[。.]*|{_PICTURE}?を?(?:クリック|タップ)(?:する|して(?:ください|下さい))?"
            r"|(?:click|tap)to(?:enlarge|zoom|expand)(?:image|photo)?|(?:view|see)?larger(?:image|version)?|enlarge(?:image|photo)?"
        ),
        Hollow.OPERATION,
    ),
    (re.compile(r"(?:その|no\.?|#)?[(]?\d{1,3}[)]?"), Hollow.NUMBER),
)
_LONGEST = 300
# Points, strokes and dots that no reader would miss; arrows, circles and crosses may be content.
_STROKES = re.compile(r"[.,:;'\"`´_\-‐‑–—―─━=~〜*・、。…‥|¦/\\&%$^＿]+")
_BULLETS = re.compile(r"[●■◆★▪▫•◦◾▌▍▎▏◼⬛]+")


def hollow(alternative: str) -> Hollow | None:
    """Return what stands in a text alternative instead of the picture's content, or None when it may tell it."""
    text = squeezed(alternative)
    if len(text) > _LONGEST:
        return None
    return next((found for pattern, found in _PATTERNS if pattern.fullmatch(text)), None)


def is_stroke(alternative: str) -> bool:
    """Return whether a text alternative is punctuation only, such as a full stop, strokes or an asterisk."""
    return bool(_STROKES.fullmatch(squeezed(alternative)))


def is_bullet(alternative: str) -> bool:
    """Return whether a text alternative is only signs that stand before items of a list, such as ■ or ●."""
    return bool(_BULLETS.fullmatch(squeezed(alternative)))
