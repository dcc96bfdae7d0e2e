"""The department in the contact block at the foot of a municipal page: 「…に関するお問い合わせ 市民課 電話…」."""

import re
from unicodedata import normalize

_HEADING = re.compile(
    r"お?問い?合わ?せ|連絡先|担当(?:課|部署|部局|者)?|ページ作成|作成(?:担当|課|部署)|発信(?:元|部署|課)"
)
_REACHED = re.compile(
    r"電話|TEL|Tel|tel|℡|ファ[クッ]ス|FAX|ファクシミリ|内線|〒|メール|mail|所在地|\d{2,4}[-（(]\d{2,4}[-)）]\d{4}"
)
_ENDS = (
    "課", "室", "委員会事務局", "事務局", "委員会", "センター", "事務所", "出張所", "支所", "消防署", "消防本部",
    "図書館", "公民館", "美術館", "博物館", "保健所", "保育所", "保育園", "病院", "局", "部", "係", "担当",
    "グループ", "チーム", "班",
)  # fmt: skip
"""How names of departments end, the level that owns pages first: a section rather than its division or desk."""
_NAME = re.compile(rf"[^\s、。，,:：／/｜|（）()「」【】＜＞<>・･]{{1,24}}?(?:{'|'.join(_ENDS)})(?![一-龥ァ-ヶー])")
_LEAD = re.compile(r"^(?:[^\s]{1,6}[市区町村県]役[所場]|[^\s]{1,6}[市区町村県](?=[^\s]{2,}(?:課|部|局|室)))")
_DIVISION = re.compile(r"^[^\s]{1,12}?(?:局|本部|部)(?=[^\s]{2,}(?:課|室|センター|事務所|事務局))")
_WITHIN = 90
_AROUND = 260


def department(text: str) -> str:
    """Return the name of the department that a page's last contact block names, or "" where there is none.

    A block is words that ask to get in touch, close by a name that ends as departments do, and behind them a way
    to reach it (telephone, mail, address): links to a contact form in header and footer have neither.
    """
    plain = normalize("NFKC", text)
    for heading in reversed(list(_HEADING.finditer(plain))):
        near = plain[heading.end() : heading.end() + _AROUND]
        reached = _REACHED.search(near)
        if reached and (name := _name(near[: min(_WITHIN, max(reached.start(), 1))])):
            return name
    return ""


def _name(words: str) -> str:
    found = [name for each in _NAME.finditer(words) if len(name := _bare(each.group())) > 1]
    ranked = sorted(found, key=lambda name: next(place for place, end in enumerate(_ENDS) if name.endswith(end)))
    return ranked[0] if ranked else ""


def _bare(name: str) -> str:
    # Some write city, division and section in one: ひかり市市民部市民課.
    name = name.lstrip("先は…-─―>》■◆●▼ ")
    for above in (_LEAD, _DIVISION):
        name = above.sub("", name)
    return name
