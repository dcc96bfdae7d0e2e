"""Normal forms under which texts are compared."""

import re
import unicodedata

_BLANKS = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")


def plain(text: str) -> str:
    """Return `text` in NFKC with every run of blanks (U+3000 and U+00A0 too) made one space, and trimmed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def squeezed(text: str) -> str:
    """Return `text` in NFKC, lower case, without any blanks: for telling whether two texts say the same."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()
