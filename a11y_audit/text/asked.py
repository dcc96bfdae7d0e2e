"""What a form's field asks for, by what its markup says to machines, and the words that ask people for it."""

import re

from a11y_audit.text.normal import plain

_SPLIT = re.compile(r"[^a-z]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATIN_NAMES = r"name|who|user|nick|contact|person|author|company|title"
_LATIN_PLACES = r"address|street|city|state|town|county|province|apartment|building|country|ship|bill"
_KINDS: dict[str, tuple[str, str]] = {
    "email": ("email mail emailaddress mailaddress", r"メール|mail|アドレス|address|連絡"),
    "telephone": (
        "tel phone telephone denwa telno telnumber",
        r"電話|でんわ|連絡|携帯|fax|ファ[クッ]|番号|tel|phone|mobile|number|contact",
    ),
    "postcode": ("zip zipcode postcode postalcode postal yubin yuubin", r"〒|郵便|ゆうびん|番号|zip|post|code"),
    "address": (
        "address addr jusho juusho streetaddress addresslevel addressline",
        rf"住所|じゅうしょ|所在|番地|[都道府県市区町村]|建物|マンション|アドレス|{_LATIN_PLACES}",
    ),
    "birthday": (
        "birthday birthdate dateofbirth dob bday birth",
        r"生年|誕生|生まれ|[年月日]|birth|born|date|day|month|year|age",
    ),
    "password": ("password passwd newpassword currentpassword", r"パスワード|暗証|合言葉|pass|pin|code|secret"),
    "search": (
        "search query keyword keywords kensaku",
        r"検索|探|さが|キーワード|語|search|find|keyword|query|look",
    ),
    "url": ("url", r"url|uri|アドレス|ホームページ|サイト|リンク|ページ|address|site|web|link|page"),
    "name": (
        "name fname lname firstname lastname fullname givenname familyname surname namae shimei onamae yourname",
        r"名|氏|姓|なまえ|ナマエ|ネーム|せい|めい|フリガナ|ふりがな|カナ|かな|読み|担当|代表|ユーザ|会員|者|様|方|"
        + _LATIN_NAMES,
    ),
    "date": ("date", r"[年月日]|いつ|期|時|date|day|when|month|year|from|to|until|start|end|birth"),
}
_NAMES = {name: kind for kind, (names, _) in _KINDS.items() for name in names.split()}
_WORDS = {kind: re.compile(words, re.IGNORECASE) for kind, (_, words) in _KINDS.items()}
_TYPES = {
    "email": "email",
    "tel": "telephone",
    "password": "password",
    "search": "search",
    "url": "url",
    "date": "date",
}
# The words that ask for one kind of thing and no other.
_OWN = {
    "email": r"メール|e-?mail",
    "telephone": r"電話|telephone|phone",
    "postcode": r"郵便番号|zip ?code|postcode|postal code",
    "address": r"住所",
    "birthday": r"生年月日|誕生日|date of birth|birthday",
    "password": r"パスワード|password",
    "search": r"検索",
    "name": r"氏名|お名前|first name|last name|full name",
}
_OWN_WORDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _OWN.items()}


def kind_by_type(kind: str, autocomplete: str) -> str | None:
    """Return what a field asks for by its type and its autocomplete tokens, or None."""
    if kind in _TYPES:
        return _TYPES[kind]
    tokens = autocomplete.casefold().split()
    return _NAMES.get(tokens[-1].replace("-", "")) if tokens else None


def kind_by_name(*names: str) -> str | None:
    """Return what a field asks for by its name or id, if that is one word for it or ends in one, or None."""
    for name in names:
        parts = [part for part in _SPLIT.split(_HUMP.sub("-", name).casefold()) if part]
        for found in (_NAMES.get("".join(parts)), _NAMES.get(parts[-1]) if parts else None):
            if found:
                return found
    return None


def asks_for(words: str, kind: str) -> bool:
    """Whether words may ask for that kind of thing."""
    return bool(_WORDS[kind].search(plain(words)))


def asks_for_other(words: str, kind: str) -> str | None:
    """Return another kind of thing for which words ask by its own name, or None."""
    text = plain(words)
    return next((other for other, pattern in _OWN_WORDS.items() if other != kind and pattern.search(text)), None)
