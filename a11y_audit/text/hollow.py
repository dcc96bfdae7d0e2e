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
_SIDE = "(?:[上下左右中]|中央|真ん中|[左右][上下]|[上中下]段|[上下左右]側)"
_WHICH = (
    f"(?:{_SIDE}|この|その|前|次|以下|上記|下記|関連|掲載|添付|挿入|貼り付けた|参考|サンプル|見本|今回|"
    r"(?:第|その)?\d{1,3}(?:枚|番|つ|点)目?)"
)
_ORDINAL = "(?:first|second|third|next|left|right|upper|lower|top|bottom|sample|attached|related|this)"
_PHOTO = "(?:image|photo|picture)"
_WINDOW = "(?:別の?|新しい)(?:ウ[ィイ]ンドウ|画面|タブ)"
_SHOWN = (
    "[をがでに]?(?:して)?(?:表示|画像|写真|図|版)?[をがで]?(?:する|します|できます|されます|なります|見る|見られます|開く|"
    "開きます|表示(?:する|します|されます)|ご覧(?:ください|になれます|いただけます)|ください)?"
)
_PRESSED = f"(?:この)?{_PICTURE}?を?(?:クリック|タップ)"

# What word processors and presentation programs of several years leave behind.
_GENERATED = (
    "自動(?:的)?に生成された説明",
    "精度で生成された説明",
    "説明は自動で生成されたものです",
    "aiによって生成されたコンテンツは間違っている可能性があります",
    "descriptionautomaticallygenerated",
    "ai-?generatedcontentmaybeincorrect",
)
_FILLED = (
    "[をがは:]?(?:ここに)?(?:入力|記入|記載|設定|入れて|書いて|未入力|未設定)"
    "(?:する|してください|して下さい|ください|なし)?"
)
_PROMPT = (
    f"(?:ここに)?(?:代替テキスト|代替文字|(?:{_PICTURE}の?)?alt(?:属性|テキスト)?|{_PICTURE}の?(?:説明文?|タイトル|名称))(?:{_FILLED})?",
    f"{_PHOTO}(?:description|alt|title|alttext)|alt(?:ernative)?text",
    "(?:enter|add)(?:alt(?:ernative)?text|description)(?:here)?",
)
_PLACE = (
    rf"{_WHICH}の?{_PICTURE}(?:です)?(?:その)?\d{{0,3}}",
    rf"(?:これは|この{_PICTURE}は)?{_PICTURE}(?:です|ファイル|データ)",
    rf"{_PICTURE}(?:その)?[(]?(?:{_SIDE}|[a-z]|\d{{1,3}}枚目?)[)]?",
    f"(?:the)?{_ORDINAL}(?:{_PHOTO}|figure)|(?:thisis)?an?{_PHOTO}|{_PHOTO}(?:of|here|file)",
)
_OPERATION = (
    f"{_PRESSED}(?:する|し)?[とでて]?、?{_PICTURE}?[をがに]?(?:拡大|大きく|大きな?{_PICTURE}|{_WINDOW}){_SHOWN}",
    f"{_PICTURE}?[をの]?拡大{_SHOWN}",
    f"{_PRESSED}(?:する|して(?:ください|下さい))?",
    f"(?:click|tap)to(?:enlarge|zoom|expand){_PHOTO}?|(?:view|see)?larger{_PHOTO}?|enlarge{_PHOTO}?",
)
_NUMBER = (r"(?:その|no\.?|#)?[(]?\d{1,3}[)]?",)
_PATTERNS = tuple(
    (found, re.compile(f"(?:{'|'.join(parts)})[。.]*"))
    for found, parts in (
        (Hollow.PROMPT, _PROMPT),
        (Hollow.PLACE, _PLACE),
        (Hollow.OPERATION, _OPERATION),
        (Hollow.NUMBER, _NUMBER),
    )
)
_GENERATED_END = re.compile(f"(?:{'|'.join(_GENERATED)})[。.)]*$")
# No such text is longer, and patterns need not try.
_LONGEST = 60
# Points, strokes and dots that no reader would miss; arrows, circles and crosses may be content.
_STROKES = re.compile(r"[.,:;'\"`´_\-‐‑–—―─━=~〜*・、。…‥|¦/\\＿]+")
_BULLETS = re.compile(r"[●■◆▪▫•◦◾▌▍▎▏◼⬛]+")


def hollow(alternative: str) -> Hollow | None:
    """Return what stands in a text alternative instead of the picture's content, or None when it may tell it."""
    text = squeezed(alternative)
    if _GENERATED_END.search(text):
        return Hollow.GENERATED
    if len(text) > _LONGEST:
        return None
    return next((found for found, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def is_stroke(alternative: str) -> bool:
    """Return whether a text alternative is punctuation only, such as a full stop, strokes or an asterisk."""
    return bool(_STROKES.fullmatch(squeezed(alternative)))


def is_bullet(alternative: str) -> bool:
    """Return whether a text alternative is only signs that stand before items of a list, such as ■ or ●."""
    return bool(_BULLETS.fullmatch(squeezed(alternative)))
