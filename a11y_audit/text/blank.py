"""Whether a text has anything to hear or see."""

import unicodedata

_UNHEARD = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn"})
# Letters by category, blank by look: Hangul fillers and the braille pattern without dots.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text: str) -> bool:
    """Whether `text` is nothing but blanks, signs without width, and private characters such as those of icon fonts."""
    return all(sign in _FILLERS or unicodedata.category(sign) in _UNHEARD for sign in text)
