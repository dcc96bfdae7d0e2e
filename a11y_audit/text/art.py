"""Pictures, faces and ornaments that are drawn with characters.

Source: WCAG 2.0 F72 and H86, https://www.w3.org/TR/WCAG20-TECHS/H86.html
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

_LEFT_EYES = "^＾´´｀≧>＞；・･￣゜ﾟ°◎●"
_RIGHT_EYES = "^＾`｀´≦<＜；・･￣゜ﾟ°◎●"
_MOUTH = r"\s*[_＿ωДд∀▽∇△oＯｏO〇○.。‐ー\-ﾛ口皿ε人]{1,2}\s*"
# What else is read as letters or dashes: T_T, ー_ー, -_-.
_PLAIN = r"([TＴー\-;])\s*[_＿]{1,2}\s*\1"
# Cheeks, sweat, hands.
_AROUND = r"[*＊#＃;；\"”゜ﾟ°´`｀\s〃]{0,2}"
_PAIRED = [f"{re.escape(left)}{_MOUTH}{re.escape(right)}" for left, right in zip(_LEFT_EYES, _RIGHT_EYES, strict=True)]
_KINDS = "|".join((*_PAIRED, _PLAIN, "[＾^]{2}"))
_FACE = re.compile(rf"[(（]{_AROUND}(?:{_KINDS}){_AROUND}[)）]")
_BOW = re.compile(r"m[(（]_ ?_[)）]m|[(（](?:\^\^|＾＾)[;；](?![)）])")
_SMILEY = re.compile(r"(?<![\w:;])[:;]-[)(D](?!\w)")
_ORNAMENT = re.compile(
    r"([─━＝=＊*★☆◆◇■□●△▲▼▽～♪♥♡※＋+#＃~])\1{4,}|([★☆◆◇■□●○♪♥♡＊*])(?!\2)([★☆◆◇■□●○♪♥♡＊*・])(?:\2\3){2,}"
)
_LEAST_LINES = 3
_LEAST_SIGNS = 10
_LEAST_KINDS = 4
_SHARE = 0.6
_CODE = frozenset("()[]{}\"',;:?!$&@%")
"""Signs of program text, and of letters that were lost."""


def faces(text: str) -> list[str]:
    """Return the faces in a text, such as (^_^), in no order."""
    return [match[0] for pattern in (_FACE, _BOW, _SMILEY) for match in pattern.finditer(text)]


def ornaments(text: str) -> list[str]:
    """Return the rows of five or more equal signs in a text, or of two signs in turn, cut to ten."""
    return [match[0][:10] for match in _ORNAMENT.finditer(text)]


def picture(lines: Sequence[str]) -> int:
    """Return how many lines, three or more in a row, are mostly signs of several kinds that draw; 0 when none are."""
    for drawn, group in groupby(lines, key=_is_drawn):
        found = list(group)
        signs = [letter for line in found for letter in line if _is_sign(letter)]
        is_code = sum(sign in _CODE for sign in signs) * 2 > len(signs)
        is_rich = len(signs) >= _LEAST_SIGNS and len(set(signs)) >= _LEAST_KINDS
        if drawn and len(found) >= _LEAST_LINES and is_rich and not is_code:
            return len(found)
    return 0


def _is_drawn(line: str) -> bool:
    seen = "".join(line.split())
    signs = [letter for letter in seen if _is_sign(letter)]
    return len(signs) >= _SHARE * len(seen) and len(set(signs)) > 1


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "SP"
