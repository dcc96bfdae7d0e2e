"""Words that point to a part of a page by place, shape or colour: 右のボタン, 赤字は必須, "the button on the right"."""

import re
from dataclasses import dataclass

from a11y_audit.text.normal import plain

_THING = "ボタン|アイコン|メニュー|リンク|バナー|マーク|タブ|入力欄|欄|枠|フォーム|図|写真|画像|イラスト|地図|グラフ"
_CONTROL = "ボタン|アイコン|メニュー|リンク|バナー|マーク|タブ|入力欄|枠"
_COLOUR = (
    "赤|青|黄|緑|白|黒|(?:赤|青|黄|緑|紫|白|黒|灰|橙|茶|桃|水|紺|オレンジ|ピンク)色|グレー|ピンク|オレンジ|レッド|ブルー|"
    "グリーン|イエロー"
)
_PLACE = re.compile(
    rf"(?<![左右上下])(?:(?:画面|ページ)?(?:の)?(?:右上|右下|左上|左下|右側|左側|右端|左端|右|左))(?:の|にある|に表示される|に並ぶ|側の|にございます)"
    rf"(?:{_COLOUR})?(?:い|の|色の)?(?:{_THING})"
    rf"|(?:丸い|円い|四角い|三角の?|丸型の|円形の|矢印の|大きい|大きな|小さい|小さな)(?:{_CONTROL})"
    rf"|[右左](?:図|表|写真|欄|記の(?:{_THING}))(?=[をのはがにで])"
)
_HUE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{_COLOUR})(?:い|の|色の)?(?:太字|文字|下線|枠|丸|マーク|ボタン|アイコン|部分|箇所|項目|セル|欄|背景|網掛け|リンク)"
    rf"|(?<![\u4e00-\u9fff])(?:{_COLOUR})(?:で|に)(?:表示|示|塗|色分け|囲|着色|網掛け|記載|表記|なって)"
    r"|(?:赤|青|緑|黒|白)字(?=(?:の(?:部分|箇所|項目|所|ところ)|で(?:表示|示|書|記載|表記|[※*(（「])|は(?:必須|必ず|変更|追加|新|今|中止|修正|休)|表記|表示|部分))"
    r"|色分け(?:し|さ|は)|色(?:の|が)(?:付いた|ついた|変わった|違う|濃い|薄い)(?:部分|箇所|所|ところ|日|欄|項目|セル|文字)"
)
_HUES = "red|green|blue|yellow|orange|purple|pink|gr[ae]y|brown"
_PLACE_ENGLISH = re.compile(
    r"\b(?:button|link|menu|icon|box|panel|image|picture|sidebar)s? (?:is |are )?(?:on|to|at|in) the "
    r"(?:far |upper |lower |top |bottom )?(?:right|left)\b|\b(?:right|left)[- ]hand (?:side |column|menu|button|link)"
    r"|\b(?:round|square|circular|triangular|large|big|larger|small) (?:button|icon)s?\b",
    re.IGNORECASE,
)
_HUE_ENGLISH = re.compile(
    rf"\b(?:shown|marked|written|printed|displayed|highlighted|indicated|labell?ed|listed|are|is|items?|fields?|text)"
    rf"(?: (?:text|shown|marked|written|printed|displayed|highlighted))? (?:in|with|by) (?:{_HUES})\b"
    rf"|\b(?:{_HUES}) (?:text|button|icon|link|field|label|item|word|row|cell|letter|area|box|mark|highlight)e?s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[「『“\"\[［【〔][^「」『』]{1,30}[」』”\"\]］】〕]|\b(?:called|named|labell?ed)\b")
_SIGN = re.compile(
    r"[※*★☆◎○〇●△▲×✕■□]|[(「『【]必須[)」』】]|アスタリスク|印|記号|太字|下線|斜線|asterisk|\(required\)|\bbold\b",
    re.IGNORECASE,
)
# Far quicker than the patterns, and true wherever one of them finds something.
_MAY_PLACE = re.compile(r"[右左丸円角矢]|大き|小さ|left|right|round|square|circ|triang|large|big|small", re.IGNORECASE)
_MAY_HUE = re.compile(
    rf"[赤青黄緑紫白黒灰橙茶桃水紺色]|グレ|ピンク|オレンジ|レッド|ブルー|グリーン|イエロー|{_HUES}", re.IGNORECASE
)
_NEAR = 20


@dataclass(frozen=True, slots=True)
class Cue:
    """What points by place, shape or colour, and whether a name or a sign beside it tells the same."""

    words: str
    is_named: bool


def place_cue(text: str) -> Cue | None:
    """Return the first words that point by place or shape, with what stands around them; None when there are none."""
    return _cue(text, (_PLACE, _PLACE_ENGLISH), _NAME) if _MAY_PLACE.search(text) else None


def colour_cue(text: str) -> Cue | None:
    """Return the first words that tell by colour, with what stands around them; None when there are none."""
    return _cue(text, (_HUE, _HUE_ENGLISH), _SIGN) if _MAY_HUE.search(text) else None


def _cue(text: str, patterns: tuple[re.Pattern[str], ...], name: re.Pattern[str]) -> Cue | None:
    words = plain(text)
    named: Cue | None = None
    for found in (each for pattern in patterns for each in pattern.finditer(words)):
        around = words[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        others = around.replace(found[0], " ")
        if not name.search(found[0]) and not name.search(others):
            return Cue(around.strip(), is_named=False)
        named = named or Cue(around.strip(), is_named=True)
    return named
