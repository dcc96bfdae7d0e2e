"""Words that were read in a picture: how far a text says the same, since a reader takes one letter for another.

Nothing is compared for equality: what counts is the share of letters that stand in the other text in runs of two or
three, after letters that look alike were made one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.text.normal import plain, squeezed

SURE = 0.85
"""Score from which a line is taken as read."""
SAID, UNSAID = 0.7, 0.3
"""Shares from which words count as said, and up to which as said nowhere."""
LEGIBLE_PX = 8
"""Height of a line on the page from which people read it."""
_PURE, _EVEN = 0.9, 0.7
_LINES_SURE = 0.95
_NO_LETTER = re.compile(r"[^\w]|_")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々〆ヶ]")
_LATIN = re.compile(r"[A-Za-z]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("一-‐‑‒–—―−－─━~〜～", "ー"),
        **dict(zip("二口力工夕卜八才三千又へべぺり", "ニロカエタトハオミチヌヘベペリ", strict=True)),
        **dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True)),
        **dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True)),
        **dict.fromkeys("l1íì", "i"),
        **dict.fromkeys("0〇○◯", "o"),
        **dict.fromkeys("5", "s"),
    }
)
_SENTENCE = re.compile(r"。|(?:です|ます|ません|ください|下さい|でした|ました|ましょう)(?=[\s!！。」)]|$)")
_JAPANESE_SENTENCE, _WORDS = 12, 8
_OF_SCREEN = re.compile(
    r"\((?:[A-Z]|F\d+)\)|\b(?:Ctrl|Shift|Alt)\s*\+|\b(?:OK|キャンセル|Cancel)\b|(?:^| )[$#>] |</|/>|[{};](?: |$)"
)
_PHONE = re.compile(r"(?<![\d-])(0\d{1,4})[-(ー−‐)](\d{1,4})[-)ー−‐](\d{3,4})(?!\d)")
_DATE = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_WHEN = re.compile(r"(?<!\d)(\d{1,2})\s*[月/.・]\s*(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"\D+")
_KEPT = 2_000
"""Texts that are remembered: each picture of a page is held against the same lines."""


def words(lettering: Lettering, height_px: float) -> str:
    """Return what is certainly read in a picture that is shown so high, and large enough to be read by people."""
    return " ".join(line.text for line in lettering.lines if _is_sure(line) and _is_legible(line, height_px))


def is_bare(lettering: Lettering) -> bool:
    """Whether a picture is nothing but letters on an even ground, all of them read for certain, and no window."""
    letters = [(len(_folded(line.text)), _is_sure(line)) for line in lettering.lines]
    sure = sum(number for number, is_sure in letters if is_sure)
    if is_of_screen(" ".join(line.text for line in lettering.lines)):
        return False
    is_read = sure >= _LINES_SURE * sum(number for number, _ in letters) > 0
    return is_read and lettering.in_lines >= _PURE and lettering.even >= _EVEN


def is_of_screen(text: str) -> bool:
    """Whether words look like those of a program's window: keys of menus, buttons of dialogs, code."""
    return bool(_OF_SCREEN.search(text))


def letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return len(_folded(text))


def japanese(text: str) -> int:
    """Return how many Japanese letters a text has."""
    return len(_JAPANESE.findall(text))


def latin(text: str) -> int:
    """Return how many Latin letters a text has."""
    return len(_LATIN.findall(text))


def share(drawn: str, texts: Iterable[str]) -> float:
    """Return the share (0–1) of the letters of what was read that also stand in one of the texts; 1 for no letters."""
    own = _folded(drawn)
    said = "\n".join(map(_folded, texts))
    if not own:
        return 1.0
    step = min(len(own), 3 if len(own) > 6 else 2)  # noqa: PLR2004 -- short words are compared by pairs
    found = [False] * len(own)
    for start in range(len(own) - step + 1):
        if own[start : start + step] in said:
            found[start : start + step] = [True] * step
    return sum(found) / len(own)


def is_passage(text: str) -> bool:
    """Whether a text has a sentence: of Japanese, or of eight Latin words and more."""
    if japanese(text) >= _JAPANESE_SENTENCE and _SENTENCE.search(plain(text)):
        return True
    return len(re.findall(r"[A-Za-z]{2,}", text)) >= _WORDS


def figures(text: str) -> list[str]:
    """Return telephone numbers and days of a text, as they are written, each once."""
    flat = plain(text)
    return list(dict.fromkeys(found[0] for pattern in (_PHONE, _DATE) for found in pattern.finditer(flat)))


def tells_figure(figure: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has a telephone number or day, however it is written."""
    days = [tuple(map(int, found)) for found in _DATE.findall(figure)]
    for text in map(plain, texts):
        if days:
            if any((int(month), int(day)) == days[0] for month, day in _WHEN.findall(text)):
                return True
        elif _DIGITS.sub("", figure) in _DIGITS.sub("", text):
            return True
    return False


def _is_sure(line: Line) -> bool:
    return line.score >= SURE


def _is_legible(line: Line, height_px: float) -> bool:
    return line.box is None or line.box[3] * height_px >= LEGIBLE_PX


@lru_cache(_KEPT)
def _folded(text: str) -> str:
    return _NO_LETTER.sub("", squeezed(text).translate(_ALIKE))
