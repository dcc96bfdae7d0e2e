"""Mail addresses and telephone numbers in a text: what a page says of persons, as far as its form shows it."""

import re

MARK = "●"
"""Stands for each letter and digit that is taken out, so that the shape of what was there can still be seen."""

_MAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+(?:\s?[@＠]\s?|\s?[\[(（]at[\])）]\s?|%40|&#0*64;|&commat;)"
    r"[\w-]+(?:[.．][\w-]+)+",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = r"[0-9０-９]"
_DASH = r"[-‐‑–—−ーｰ－()（）.\s]"
_PHONE = re.compile(
    rf"(?<![0-9０-９A-Za-z])(?:[+＋](?:81|８１){_DASH}{{0,2}}|[0０](?={_DIGIT}|{_DASH}))"
    rf"{_DIGIT}{{0,4}}{_DASH}{{1,2}}{_DIGIT}{{1,4}}{_DASH}{{1,2}}{_DIGIT}{{3,4}}(?![0-9０-９])"
)
_TEL = re.compile(r"(?<=tel:)[+0-9０-９()%.\s-]{6,}", re.IGNORECASE)
_BARE = re.compile(r"(?<![0-9０-９A-Za-z./_=-])[0０][0-9０-９]{9,10}(?![0-9０-９A-Za-z])")
_INNER = re.compile(r"[^\W_]")


def masked(text: str) -> str:
    """Return the text with every mail address and telephone number hidden."""
    if not any(char.isdigit() for char in text) and "@" not in text and "＠" not in text and "at" not in text:
        return text
    for pattern in (_MAIL, _TEL, _PHONE, _BARE):
        text = pattern.sub(lambda found: _INNER.sub(MARK, found[0]), text)
    return text
