"""Words on forms: labels, marks of required fields, hints on what form an entry must have, announced changes."""

import re

from a11y_audit.text.normal import plain

_BADGES = re.compile(r"必須(?:項目|入力)?|任意(?:項目|入力)?|required|optional", re.IGNORECASE)
_MARKS = re.compile(r"[*※★◎✱⁂●■]")
_EMPTY = re.compile(r"[(\[【]\s*[)\]】]")
_STROKES = re.compile(r"[-ー−‐―~〜\s]*")
_LONGEST_LABEL = 40
_SENTENCE = re.compile(r"。|[.!?] [A-Z]|ください[。!]?$|下さい[。!]?$")

_REQUIRED = re.compile(
    r"必須|必ず|要入力|入力必要|省略(?:不可|できません)|(?<!not )(?<!n't )\brequired\b|mandatory|obligatory",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(r"任意|省略(?:可|できます)|なくても|optional", re.IGNORECASE)
_ALL_REQUIRED = re.compile(
    r"(?:すべて|全て|全部|全)の?(?:項目|欄)?[をにはが、]*(?:必須|必ず|ご?(?:入力|記入)(?:して)?(?:ください|下さい|必要))"
    r"|all (?:fields|items|questions) (?:are )?(?:required|mandatory)|(?:fill in|complete) all",
    re.IGNORECASE,
)
_COLOURS = r"(?:赤|朱|青|緑|黄|黄緑|水|桃|紫|橙|灰)色?|ピンク|オレンジ|グレー|黄緑|色付き|色の(?:付|つ)いた|着色|カラー"
_FIELDS = r"(?:項目|欄|部分|箇所|もの|ところ|所|文字|字|枠)"
_NEEDED = r"(?:必須|必ず|要入力|省略できません)"
_FIELDS_EN, _COLOUR_EN = r"(?:fields?|items?|labels?|text)", r"(?:red|blue|green|yellow|colou?r(?:ed)?)"
_BY_COLOUR = re.compile(
    rf"(?:{_COLOURS})い?[^。\n、]{{0,10}}?{_FIELDS}[^。\n]{{0,10}}?{_NEEDED}"
    rf"|{_NEEDED}(?:の|な)?(?:項目|欄|箇所)[^。\n]{{0,4}}?は、?[^。\n]{{0,10}}?(?:{_COLOURS})い?(?:字|文字|枠|背景|[のでに]|表示)"
    rf"|{_FIELDS_EN} (?:(?:shown|marked|that|are|highlighted) )*in {_COLOUR_EN}\b[^.\n]{{0,20}}(?:required|mandatory)"
    rf"|(?:required|mandatory) {_FIELDS_EN} (?:(?:are|is|shown|marked|highlighted|displayed) )*in {_COLOUR_EN}"
    rf"|{_COLOUR_EN} {_FIELDS_EN} (?:are |is )?(?:required|mandatory)",
    re.IGNORECASE,
)
# Far quicker, and true wherever the pattern finds something.
_MUST = re.compile(rf"{_NEEDED}|required|mandatory", re.IGNORECASE)
_SIGNS_TOLD = re.compile(
    r"[*※★◎✱「『\"“(<＜【\[]|印|マーク|アイコン|太字|下線|asterisk|mark\b|icon|bold|underlin", re.IGNORECASE
)

_FORMAT = re.compile(
    r"全角|半角|カタカナ|ひらがな|平仮名|片仮名|ローマ字|英数|英字|英大文字|小文字|数字|ハイフン|ハイホン|記号|スペース|空白|桁|文字(?:以内|以上|まで|で)|"
    r"(?:フリ|ふり|振り?|よみ|ヨミ|読み)(?:ガナ|がな|仮名)|[(]?(?:カナ|かな)[)]?|セイ|メイ|例[:)は.]|[(]例|入力例|記入例|形式|西暦|和暦|yyyy|mm/|"
    r"\bdigits?\b|\bcharacters?\b|letters|numbers only|\bformat\b|e\.g\.|\bexample\b|such as|"
    r"\d{2,}[-/.]\d{2,}|@\w|[0-9a-z]+@|https?://|[x#9n]{2,}[-/.][x#9n]{2,}",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:選ぶと|(?:選択|選んで|変更|チェック|クリック|入力)[^。\n]{0,25}(?:すると|ますと|れると|したとき|した時点で|だけで))"
    r"[^。\n]{0,40}"
    r"(?:移動|移り|切り替|切替|表示|開き|更新|送信|変わ|ジャンプ|検索)"
    r"|(?:自動(?:的に|で)|すぐに)[^。\n]{0,15}(?:移動|移り|切り替|開き|更新|送信|ジャンプ)"
    r"|(?:select|choos|chang|check|tick|typ|enter)\w*[^.\n]{0,60}\b"
    r"(?:will|automatically|immediately|takes? you|opens?|updates?|reloads?|submits?|moves?)\b",
    re.IGNORECASE,
)


def may_be_label(text: str) -> bool:
    """Return whether a text beside a field may be its label: short, with words, and no sentence."""
    words = plain(text)
    return len(words) <= _LONGEST_LABEL and not _SENTENCE.search(words) and has_words(words)


def has_words(text: str) -> bool:
    """Return whether a text has letters besides marks and badges such as 必須, ※ and 〒."""
    return any(sign.isalpha() for sign in without_badges(text))


def without_badges(text: str) -> str:
    """Return a label without what only tells whether the field is required."""
    bare = _EMPTY.sub(" ", _MARKS.sub(" ", _BADGES.sub(" ", plain(text).replace("〒", " ")))).strip(" :-~〜")
    return "" if _STROKES.fullmatch(bare) else " ".join(bare.split())


def tells_required(text: str) -> bool:
    """Return whether words say that an entry is required, such as 必須 or "required"."""
    return bool(_REQUIRED.search(plain(text)))


def tells_optional(text: str) -> bool:
    """Return whether words say that an entry may be left out, such as 任意."""
    return bool(_OPTIONAL.search(plain(text)))


def tells_all_required(text: str) -> bool:
    """Return whether words say that every field of a form is required."""
    return bool(_ALL_REQUIRED.search(plain(text)))


def mark_of(text: str) -> str:
    """Return the first mark in a text that may stand for a required field, such as ※ or *, or ""."""
    found = _MARKS.search(plain(text))
    return found[0] if found else ""


def tells_required_by_colour(text: str) -> bool:
    """Return whether words say that required fields are known by their colour, and name no other sign for them."""
    line = plain(text)
    if not _MUST.search(line):
        return False
    return bool(_BY_COLOUR.search(line)) and not _SIGNS_TOLD.search(line)


def tells_format(text: str) -> bool:
    """Return whether words tell what form an entry must have, such as 全角カタカナ, 例：taro@… or "8 characters"."""
    return bool(_FORMAT.search(plain(text)))


def announces_change(text: str) -> bool:
    """Return whether words say that a choice or an entry makes something happen at once."""
    return bool(_ANNOUNCED.search(plain(text)))
