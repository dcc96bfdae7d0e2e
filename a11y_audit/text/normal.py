"""Normal forms under which texts are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_BLANKS = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_KEPT = 2_000
"""Texts that are remembered: rules ask for the same line one after the other, and pages share theirs."""
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@lru_cache(_KEPT)
def plain(text: str) -> str:
    """Return `text` in NFKC with every run of blanks (U+3000 and U+00A0 too) made one space, and trimmed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def squeezed(text: str) -> str:
    """Return `text` in NFKC, lower case, without any blanks: for telling whether two texts say the same."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` holds one of some words in lower case; far quicker than a pattern that needs one of them."""
    low = text.lower()
    return any(each in low for each in words)


def hiragana(text: str) -> str:
    """Return `text` with its katakana as hiragana; the signs that have no hiragana stay."""
    return text.translate(_HIRAGANA)
