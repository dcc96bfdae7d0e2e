"""Characters that machines draw, read or search differently, with the plain ones that say the same; and short dates.

Nothing of this breaks a success criterion: the characters are in Unicode, and every browser shows them.
"""

import re
import unicodedata
from dataclasses import dataclass

# Circled numbers (①) and common units (㎡, ㎝) are read well and left out.
_COMPOSED = re.compile(
    "[\u2160-\u217f\u2474-\u2487\u2488-\u249b\u2116\u2121\u3220-\u3243\u3280-\u32b0\u32c0-\u32cb\u32ff-\u3370\u337b-\u337f\u33cd\u33e0-\u33fe]+"
)
_HALF_KANA = re.compile("[\uff66-\uff9f]{2,}")
_WIDE_LETTERS = re.compile("[Ａ-Ｚａ-ｚ]{2,}|[０-９]{3,}")
_TWO = r"(?:0?[1-9]|1[0-2])"
_THIRTY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<![A-Za-z0-9./-])(?P<year>(?:19|20)\d\d)(?P<sign>[./-])(?P<month>{_TWO})(?P=sign)(?P<day>{_THIRTY})"
    r"(?![A-Za-z0-9/-]|\.\d)"
)
_ERA_DATE = re.compile(
    rf"(?<![A-Za-z0-9./])(?P<era>[RHS])\.?(?P<year>\d\d?)(?P<sign>[./])(?P<month>{_TWO})(?:(?P=sign)(?P<day>{_THIRTY}))"
    r"(?![A-Za-z0-9/-]|\.\d)"
)
_ERAS = {"R": "令和", "H": "平成", "S": "昭和"}


@dataclass(frozen=True, slots=True)
class Plainer:
    """A part of a text as written, and how it may be written instead."""

    written: str
    plain: str


def composed(text: str) -> list[Plainer]:
    """Return the characters that stand for several (㈱, Ⅲ, ㍻), in order."""
    return [_folded(match[0]) for match in _COMPOSED.finditer(text)]


def half_kana(text: str) -> list[Plainer]:
    """Return the runs of two or more half-width kana, in order."""
    return [_folded(match[0]) for match in _HALF_KANA.finditer(text)]


def wide_letters(text: str) -> list[Plainer]:
    """Return the runs of two or more full-width Latin letters, or of three or more full-width digits, in order."""
    return [_folded(match[0]) for match in _WIDE_LETTERS.finditer(text)]


def short_dates(text: str) -> list[Plainer]:
    """Return the dates written with signs only (2024/4/1, R6.4.1), in order."""
    found = sorted((*_DATE.finditer(text), *_ERA_DATE.finditer(text)), key=re.Match.start)
    return [Plainer(match[0], _spelled(match)) for match in found]


def _folded(written: str) -> Plainer:
    return Plainer(written, unicodedata.normalize("NFKC", written))


def _spelled(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    era = _ERAS.get(parts.get("era") or "", "")
    return f"{era}{'元' if era and year == 1 else year}年{int(parts['month'])}月{int(parts['day'])}日"
