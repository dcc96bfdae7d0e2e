"""How many letters of which script a text has."""

import re
from collections.abc import Mapping

_CLASSES = {
    "kana": "ぁ-ゖァ-ヺー\uff66-\uff9d",
    "han": "々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "latin": "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "devanagari": "\u0900-\u0963\u0971-\u097f",
    "bengali": "\u0980-\u09fe",
    "sinhala": "\u0d80-\u0dff",
    "burmese": "\u1000-\u103f",
    "khmer": "\u1780-\u17d3",
    "lao": "\u0e81-\u0eff",
    "arabic": "\u0620-\u064a\u0671-\u06d3\u0750-\u077f",
    "hebrew": "\u05d0-\u05ea",
}
_PATTERNS = {name: re.compile(f"[{letters}]+") for name, letters in _CLASSES.items()}

_FREQUENT = ("kana", "han", "latin")
_RARE = re.compile(f"[{''.join(letters for name, letters in _CLASSES.items() if name not in _FREQUENT)}]")


def letters(text: str) -> Mapping[str, int]:
    """Return how many letters of each script the text has; scripts that do not occur are left out."""
    names = _PATTERNS if _RARE.search(text) else _FREQUENT
    counts = {name: sum(map(len, _PATTERNS[name].findall(text))) for name in names}
    return {name: count for name, count in counts.items() if count}


def sample(text: str, script: str) -> str:
    """Return the first letters of a script in the text, at most 20."""
    match = _PATTERNS[script].search(text)
    return match[0][:20] if match else ""
