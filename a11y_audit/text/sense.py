"""Words that point to a part by place, shape, sound or colour: 右のボタン, 赤字は必須, "the link on the left"."""

import re
from dataclasses import dataclass

from a11y_audit.text.normal import holds_any, plain

_THING = (
    "ボタン|アイコン|メニュー|リンク|バナー|マーク|タブ|入力欄|検索[窓欄]|欄|枠|フォーム|図|写真|画像|イラスト|地図|グラフ|"
    "ナビゲーション|サイドバー|カラム|ボックス|一覧"
)
_CONTROL = "ボタン|アイコン|メニュー|リンク|バナー|マーク|タブ|入力欄|枠"
_COLOUR = (
    "赤|青|黄|緑|白|黒|(?:赤|青|黄|緑|紫|白|黒|灰|橙|茶|桃|水|紺|オレンジ|ピンク)色|グレー|ピンク|オレンジ|レッド|ブルー|"
    "グリーン|イエロー"
)
_PLACE = re.compile(
    rf"(?<![左右上下])(?:(?:画面|ページ)?(?:の)?(?:右上|右下|左上|左下|右側|左側|右端|左端|右|左))(?:の|にある|に表示される|に並ぶ|側の|にございます)"
    rf"(?:{_COLOUR})?(?:い|の|色の)?(?:{_THING})"
    # What has a mark is described, and an arrow with its direction has a name.
    rf"|(?:丸い|円い|四角い|三角の?|丸型の|円形の|(?<![左右上下向]の)矢印の|大きい|大きな|小さい|小さな)"
    rf"(?:{_CONTROL})(?!の?(?:サイズ|大きさ)|が[付つ][いき])"
    rf"|[右左](?:図|表|写真|欄|記の(?:{_THING}))(?=[をのはがにで])"
)
_HUE = re.compile(
    # Ground of white, black or grey marks nothing.
    rf"(?<![\u4e00-\u9fff])(?!(?:白|黒|灰|グレー)(?:い|色の|の)?背景)(?:{_COLOUR})(?:い|の|色の)?(?:太字|文字|下線|枠|丸|マーク|ボタン|アイコン|部分|箇所|項目|セル|欄|背景|網掛け|リンク)"
    rf"|(?<![\u4e00-\u9fff])(?:{_COLOUR})(?:で|に)(?:表示|示|塗(?:られ|って[いあ]|り?分け)|色分け|囲|着色|網掛け|記載|表記|なって)"
    r"|(?:赤|青|緑|黒|白)字(?=(?:の(?:部分|箇所|項目|所|ところ)|で(?:表示|示|書|記載|表記|[※*(（「])|は(?:必須|必ず|変更|追加|新|今|中止|修正|休)|表記|表示|部分))"
    r"|色分け(?:し|さ|は)|色(?:の|が)(?:付いた|ついた|変わった|違う|濃い|薄い)(?:部分|箇所|所|ところ|日|欄|項目|セル|文字)"
)
_HUES = "red|green|blue|yellow|orange|purple|pink|gr[ae]y|brown"
_PART = r"(?:button|link|menu|icon|box|panel|image|picture|sidebar|navigation|column|search|form|field|tab|list|arrow)"
_SIDE = (
    r"(?:on|to|at|in) the (?:far |upper |lower |top |bottom )?(?:right|left)\b"
    r"(?! (?:track|path|order|place|time|way)\b)(?!(?:[- ]hand)?(?: side| corner)? of (?!the (?:page|screen|window)\b))"
)
_PLACE_ENGLISH = re.compile(
    # A part and its side in one sentence, in either order.
    rf"\b{_PART}s?\b[^.;!?]{{0,40}}? {_SIDE}|\b{_SIDE}[^.;!?]{{0,40}}? {_PART}s?\b"
    r"|\b(?:right|left)[- ]hand (?:column|menu|button|link)"
    rf"|\bthe (?:right|left) (?:column|sidebar|menu|panel|navigation)\b"
    r"|\b(?:round|square|circular|triangular|large|big|larger|bigger|small|smaller) (?:button|icon|link|arrow)s?\b",
    re.IGNORECASE,
)
_SOUND = re.compile(
    r"\b(?:hear|sounds?) (?:a |the )(?:beep|tone|bell|chime|sound|signal)\b"
    r"|(?:音|チャイム|ブザー|ベル)が(?:鳴った|した|聞こえた)(?:ら|後|あと)",
    re.IGNORECASE,
)
_HUE_ENGLISH = re.compile(
    rf"\b(?:shown|marked|written|printed|displayed|highlighted|indicated|labell?ed|listed|are|is|items?|fields?|text)"
    rf"(?: (?:text|shown|marked|written|printed|displayed|highlighted))? (?:in|with|by) (?:{_HUES})\b"
    rf"|(?<![\w-])(?:{_HUES})"
    r" (?:text|button|icon|link|field|label|item|word|row|cell|letter|area|box|mark|highlight)e?s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[「『“\"\[［【〔][^「」『』]{1,30}[」』”\"\]］】〕]|\b(?:called|named|labell?ed)\b")
_SIGN = re.compile(
    r"[※*★☆◎○〇●△▲×✕■□]|[(「『【]必須[)」』】]|アスタリスク|印|記号|太字|下線|斜線|asterisk|\(required\)|\bbold\b",
    re.IGNORECASE,
)
# What stands in the window of a program is not on the page; windows that links open are the page's own.
_PROGRAM = re.compile(
    r"(?<!新しい)(?<!新規)(?<!別の)(?<!別)(?<!サブ)ウ[ィイ]ンドウ|ダイアログ|(?:ツール|メニュー|タスク|ステータス)バー|[右左]クリック|ドラッグ"
    r"|マウス|カーソル|ポインター|レイヤー"
    r"|\btool ?bars?\b|\bmenu bars?\b|\bdialog(?:ue)?s?\b|\b(?:right|left)[- ]click|\bmouse\b|\bcursor\b"
    r"|\bhotkeys?\b|\bdrag"
    r"|(?<!new )(?<!pop-up )(?<!popup )\bwindows?\b|\blayers?\b",
    re.IGNORECASE,
)
# Far quicker than the patterns, and true wherever one of them finds something.
_MAY_PLACE = (
    *"右左丸円角矢音",
    *("大き", "小さ", "チャイム", "ブザー", "ベル"),
    *("left", "right", "round", "square", "circ", "triang", "large", "big", "small", "hear", "sound"),
)
_MAY_HUE = (
    *"赤青黄緑紫白黒灰橙茶桃水紺色",
    *("グレ", "ピンク", "オレンジ", "レッド", "ブルー", "グリーン", "イエロー"),
    *("red", "green", "blue", "yellow", "orange", "purple", "pink", "gray", "grey", "brown"),
)
_NEAR = 20
_MENU = re.compile(r"メニュー|ナビ|\bmenus?\b|\bnavigation\b|\bnavi?\b", re.IGNORECASE)
_MENU_SIDE = re.compile(
    r"(?<![左右上下])(?P<ja>右|左)(?:側|端)?(?:の|にある|に並ぶ|側の)(?:メニュー|ナビゲーション)"
    r"|\b(?:menu|navigation) (?:is |which is )?(?:on|to|at) the (?P<en>right|left)\b"
    r"|\b(?:on|to|at) the (?P<before>right|left),? (?:is )?the (?:menu|navigation)\b"
    r"|\bthe (?P<own>right|left)(?:[- ]hand)? (?:menu|navigation)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"(?:から|より|を).*(?:ください|下さい|どうぞ)|\b(?:use|find|choose|select|click|see|follow|pick|browse|go to)\b",
    re.IGNORECASE,
)
# A menu of other screens, and of other sites.
_ELSEWHERE = re.compile(
    r"画面|アプリ|ソフト|ブラウザ|システム|サイト|ホームページ|ウェブ|ポータル|サービス|ログイン|起動"
    r"|\b(?:screens?|apps?|software|browser|(?:web)?sites?|portal|service|log(?:ged)? ?in|sign(?:ed)? in|home ?page)\b",
    re.IGNORECASE,
)
_SIDES = {"右": "right", "左": "left"}


@dataclass(frozen=True, slots=True)
class Cue:
    """What points by place, shape or colour, and whether a name or a sign beside it tells the same."""

    words: str
    is_named: bool


def place_cue(text: str) -> Cue | None:
    """Return the first words that point by place, shape or sound, with what is around them; None if there are none.

    What a line tells of a program's windows (toolbars, dialogs, the mouse) is left out.
    """
    return _cue(text, (_PLACE, _PLACE_ENGLISH, _SOUND), _NAME) if holds_any(text, _MAY_PLACE) else None


def colour_cue(text: str) -> Cue | None:
    """Return the first words that tell by colour, with what stands around them; None when there are none.

    What a line tells of a program's windows is left out.
    """
    return _cue(text, (_HUE, _HUE_ENGLISH), _SIGN) if holds_any(text, _MAY_HUE) else None


def menu_side(text: str) -> str | None:
    """Return on which side the page's menu is that a line asks people to use, "right" or "left"; None for other lines.

    What tells of a screen or a site, which may be another one, is left out.
    """
    words = plain(text)
    found = _MENU_SIDE.search(words)
    if found is None or _ELSEWHERE.search(words) or not _INVITES.search(words):
        return None
    side = next(value for value in found.groupdict().values() if value)
    return _SIDES.get(side, side.lower())


def names_menu(text: str) -> bool:
    """Tell whether a text has a word for a menu: メニュー, ナビゲーション, menu, navigation."""
    return bool(_MENU.search(plain(text)))


def _cue(text: str, patterns: tuple[re.Pattern[str], ...], name: re.Pattern[str]) -> Cue | None:
    words = plain(text)
    if _PROGRAM.search(words):
        return None
    named: Cue | None = None
    for found in (each for pattern in patterns for each in pattern.finditer(words)):
        around = words[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        others = around.replace(found[0], " ")
        if not name.search(found[0]) and not name.search(others):
            return Cue(around.strip(), is_named=False)
        named = named or Cue(around.strip(), is_named=True)
    return named
