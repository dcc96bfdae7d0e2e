"""What may stand in a cell, so that no spreadsheet takes it for anything but text."""

import unicodedata
from functools import lru_cache

from a11y_audit.core.printable import printable

CELL_LIMIT = 2_000
"""Characters kept of a cell in tables that are only read."""
LONGEST = 32_000
"""Characters that a cell of Excel can hold, with some room."""

_FORMULA = frozenset("=+-@＝＋－＠")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_QUOTE = "'"


# Most cells of a row were in a row shortly before: its page, rule, words and place.
@lru_cache(maxsize=4_096)
def cell(text: str, limit: int = CELL_LIMIT) -> str:
    """Return `text` as it may stand in a CSV cell: printable, on one line, cut, and never the start of a formula."""
    text = printable(text, limit=limit)
    return f"{_QUOTE}{text}" if _starts_formula(text.lstrip(_QUOTE)) else text


def bare(text: str) -> str:
    """Return the text of a cell without the quote that `cell` put before it."""
    return text[1:] if text.startswith(_QUOTE) and _starts_formula(text.lstrip(_QUOTE)) else text


def _starts_formula(text: str) -> bool:
    # Some spreadsheets pass over blanks before the sign, so what counts is the first character that can be seen.
    return next((char for char in text if unicodedata.category(char) not in _UNSEEN), "") in _FORMULA
