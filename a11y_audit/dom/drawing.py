"""What a drawing (SVG file) writes: its text elements are letters, too.

It comes from strangers and is read as text, without an XML parser that could be made to unfold it.
"""

import html
import re

from a11y_audit.core.lettering import Lettering, Line

_LARGEST = 1_000_000
_HEAD = 1_000
_START = re.compile(rb"<svg[\s>]")
_HIDDEN = re.compile(r"<!--.*?-->|<(defs|style|script|metadata|title|desc)\b.*?</\1>", re.DOTALL)
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_SHAPE = re.compile(
    r"<(?:path|circle|ellipse|polygon|polyline|line|image|use|foreignObject)\b|<rect\b.*?<rect\b", re.DOTALL
)

# What gives text a look that not every machine has, or that style sheets do not give.
_SHAPED = re.compile(
    r"@font-face|<(?:textPath|animate|set|filter|mask|clipPath|pattern)\b|Gradient\b|"
    r"\b(?:transform|stroke|filter|mask|clip-path|rotate|textLength)\s*[=:]",
    re.IGNORECASE,
)


def is_drawing(data: bytes) -> bool:
    """Whether a file is a drawing, by its first tag."""
    return bool(_START.search(data[:_HEAD]))


def lettering_of(data: bytes) -> Lettering:
    """Return what a drawing writes; where it draws nothing but a ground beside, all of it is in its lines."""
    shown = _HIDDEN.sub(" ", data[:_LARGEST].decode("utf-8", "replace"))
    texts = (_BLANKS.sub(" ", html.unescape(_TAG.sub("", each))).strip() for each in _TEXT.findall(shown))
    lines = tuple(Line(text, 1.0) for text in texts if text)
    is_bare = bool(lines) and not _SHAPE.search(shown)
    return Lettering(width=0, height=0, lines=lines, in_lines=float(is_bare), even=float(is_bare))


def is_plain_text(data: bytes) -> bool:
    """Whether a drawing is nothing but text as style sheets could show it.

    An image loads no fonts, so such text looks as the reader's machine draws it, and no particular look is essential.
    """
    return lettering_of(data).in_lines == 1 and not _SHAPED.search(data[:_LARGEST].decode("utf-8", "replace"))
