"""What kind of value a table's cell holds, so that a column of one kind can be told from its header."""

import re

from a11y_audit.text.normal import squeezed

_DAY = "[月火水木金土日]"
_KINDS = {
    "number": re.compile(
        r"[約計+\-±▲△\\¥￥$]*\d[\d,.]*(%|‰|円|千円|万円|億円|人|名|世帯|件|個|本|枚|台|回|戸|棟|校|社|か所|箇所|カ所|ヶ所|か月|歳|才|年|"
        r"点|号|級|分|秒|時間|日間|週間|kg|g|t|トン|km|m|cm|mm|ha|a|㎡|m2|km2|m3|l|ml|℃|度|kb|mb|kw|v)?(以上|以下|未満|まで|以内)?"
    ),
    "date": re.compile(
        r"((令和|平成|昭和|r|h|s)?(\d{1,4}|元)[年./-])?\d{1,2}[月/.-](\d{1,2}日?)?([(]"
        + _DAY
        + r"(曜日?)?(・祝)?[)])?([~〜-].*)?"
    ),
    "time": re.compile(
        r"(午前|午後)?\d{1,2}(:\d{2}|時(\d{1,2}分|半)?)([~〜-]|から)?((午前|午後)?\d{1,2}(:\d{2}|時(\d{1,2}分|半)?))?(まで)?"
    ),
    "day": re.compile(
        rf"(毎週|隔週|毎月)?(第?\d[・,、と]?)*{_DAY}(曜日?)?([・,、と](第?\d[・,、と]?)*{_DAY}(曜日?)?)*"
    ),
    "telephone": re.compile(r"[(]?0\d{1,4}[)-]?\d{1,4}-?\d{3,4}(\(.*\))?"),
    "sign": re.compile(r"[○〇◯×✕✖△▲◎●■□☆★※✓✔ー\-‐–—―]|なし|あり|有|無|有り|無し"),
}


def kind_of(text: str) -> str:
    """Return "number", "date", "time", "day", "telephone", "sign", "text", or "" for nothing."""
    core = squeezed(text)
    if not core:
        return ""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(core)), "text")
