"""Make text from an audited page safe to show in a log, a terminal, a CSV cell or a report."""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARK = "\N{REPLACEMENT CHARACTER}"
_NONCHARACTERS = frozenset(range(0xFDD0, 0xFDF0)) | frozenset(
    plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)
)


def printable(text: str, *, limit: int, newlines: bool = False) -> str:
    """Return `text` without control and direction-changing characters, cut to `limit` characters with an ellipsis.

    Replaced are C0 and C1 controls (ANSI escapes among them), bidirectional controls, lone surrogates and
    noncharacters; a tab becomes a space, and so does whatever ends a line, unless `newlines` keeps a newline.
    `limit` is at least 1.
    """
    cut = text[: limit + 1]
    # Nearly all text is fine as it is, and the interpreter tells that far quicker than a look at each character.
    clean = (
        cut if cut.isprintable() and _BIDI.isdisjoint(cut) else "".join(_shown(char, newlines=newlines) for char in cut)
    )
    return clean[: limit - 1] + "…" if len(cut) > limit else clean


def _shown(char: str, *, newlines: bool) -> str:
    if char == "\n" and newlines:
        return char
    if char in "\t\n\r\u2028\u2029":
        return " "
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs") or ord(char) in _NONCHARACTERS:
        return _MARK
    return char
