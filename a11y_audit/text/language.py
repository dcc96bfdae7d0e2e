"""Which languages a text can be in, as far as its letters tell, and which letters a language uses.

Told apart: Japanese by its kana, Chinese by words that only Chinese has, other languages by their script. Languages
that share a script (English and Vietnamese, Russian and Mongolian) are not.
"""

import re
from functools import cache

from a11y_audit.text.scripts import letters

ENOUGH = 100
"""Letters below which nothing is said of a text."""

_KANA_OF_JAPANESE = 0.2
_KANA_OF_CHINESE = 0.02
_MOSTLY = 0.5
_PURELY = 0.95
_MARKED = 0.03
# Characters that are common in Chinese, simplified or traditional, and that Japanese does not use.
_CHINESE = re.compile(
    "[这们说对还给让从与为请没时问见长门车东马页书电话语开关业务证费报预约发处网间动员应实這們您你她它吗嗎沒讓從與對說很麼呢會]"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")

# Small words of languages in Latin letters; a text without them may be a list of names or codes.
_SMALL_WORDS = """
the of and to in is are for you your with on at this that be or el la los las de del que y en por para con un una es
do da dos das e o a os as em não uma le les des et du est pour der die und ist von zu den il di che per non và của là
có các cho không được trong với những một yang dan untuk dengan ini itu ang ng mga sa na ay
"""
_PROSE = 0.1

_SCRIPTS = {
    "kana": "ja ain ryu",
    "han": "zh yue wuu hak nan lzh cmn",
    "hangul": "ko",
    "cyrillic": "ru uk be bg mn sr mk kk ky tg tt",
    "greek": "el",
    "thai": "th",
    "devanagari": "hi ne mr sa",
    "bengali": "bn as",
    "sinhala": "si",
    "burmese": "my",
    "khmer": "km",
    "lao": "lo",
    "arabic": "ar fa ur ps ug",
    "hebrew": "he yi",
    "latin": (
        "en fr de it es pt nl sv da nb nn no fi is et lv lt pl cs sk sl hr bs ro hu sq mt ga cy gd ca eu gl la eo vi "
        "id ms tl fil jv su ceb sw so tr az uz tk"
    ),
}
_SCRIPT_OF = {language: script for script, languages in _SCRIPTS.items() for language in languages.split()}
_SUBTAGS = {
    "latn": "latin", "cyrl": "cyrillic", "hani": "han", "hans": "han", "hant": "han", "jpan": "kana", "hrkt": "kana",
    "kore": "hangul", "hang": "hangul", "arab": "arabic", "deva": "devanagari", "thai": "thai", "grek": "greek",
}  # fmt: skip
_TAG = re.compile(r"(?:[a-z]{2,3}|i|x)(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
# Codes of countries and of three letters that are written by mistake; the register of language tags has none of them.
_MISTAKEN = ("jp", "cn", "vn", "cz", "dk", "gr", "jpn", "eng", "kor", "chi", "zho", "jap")


def is_tag(language: str) -> bool:
    """Return whether a value of `lang` has the form of a language tag and is none of the well-known mistakes."""
    return bool(_TAG.fullmatch(language)) and language.lower().partition("-")[0] not in _MISTAKEN


def expected_script(language: str) -> str | None:
    """Return the script that tells a language from others ("kana" for Japanese); None when it is not known."""
    first, *others = language.lower().split("-")
    return next((_SUBTAGS[each] for each in others if each in _SUBTAGS), _SCRIPT_OF.get(first))


def written_script(text: str) -> str | None:
    """Return the script that tells the text's language from others, or None when that is not sure.

    "kana" is Japanese, "han" Chinese; "latin" is prose in Latin letters without a letter of another script.
    """
    counts = letters(text)
    total = sum(counts.values())
    if total < ENOUGH:
        return None
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    if kana > total * _KANA_OF_JAPANESE:
        return "kana"
    if han > total * _MOSTLY:
        chinese = kana <= total * _KANA_OF_CHINESE and chinese_signs(text) >= han * _MARKED
        return "han" if chinese else None
    if counts.get("latin", 0) == total:
        return "latin" if is_latin_prose(text) else None
    others = counts.keys() - {"kana", "han", "latin"}
    return next((name for name in sorted(others) if counts[name] > total * _MOSTLY), None)


def chinese_signs(text: str) -> int:
    """Return how many characters of the text only Chinese has: common words, and what no Japanese encoding holds."""
    return sum(1 for sign in _HAN.findall(text) if _CHINESE.match(sign) or not _has_japanese_code(sign))


@cache
def _has_japanese_code(sign: str) -> bool:
    # Names in Japanese use some more characters (𠮷, 髙); these are in the encoding's wider form.
    try:
        sign.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def is_mostly_latin(text: str) -> bool:
    """Return whether nearly all of a text is in Latin letters, at most for some words in other ones."""
    counts = letters(text)
    total = sum(counts.values())
    return total >= ENOUGH and counts.get("latin", 0) > total * _PURELY


def is_latin_prose(text: str) -> bool:
    """Return whether a text in Latin letters has sentences, rather than names, codes or commands only."""
    small = frozenset(_SMALL_WORDS.split())
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in small for word in words) > len(words) * _PROSE
