"""How hard Japanese text is to read: long sentences, rows of Chinese characters, passive and twofold negation.

Source: 出入国在留管理庁・文化庁 在留支援のためのやさしい日本語ガイドライン, which asks for short sentences, easy
words, and neither passive nor double negation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"(?<=[。！？])|\n")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー々\u3400-\u9fff]")
_KANJI_RUN = re.compile("[々\u3400-\u9fff]{6,}")
_PASSIVE = re.compile("(?:さ|か|が|た|ま|ら|わ|ば|な|られ)れ(?:る|た|て|ます|ました|ません|ている|ています)")
_TWOFOLD = re.compile(
    "(?:ない|なく)(?:こと|わけ|もの)(?:は|では|も)(?:ない|ありません)|なければな(?:らない|りません)|ざるを得"
)
LONG = 60
"""Letters of a sentence from which it is long."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text; `longest` is a sentence, `hardest` a row of Chinese characters."""

    sentences: int
    long: int
    rows: int
    passive: int
    twofold: int
    longest: str
    hardest: str


def reading(lines: Iterator[str]) -> Reading:
    """Return what makes the sentences of the lines hard; lines that end in no full stop are no sentences."""
    found = [
        sentence.strip()
        for line in lines
        for sentence in _END.split(line)
        if sentence.strip().endswith(("。", "！", "？")) and len(_JAPANESE.findall(sentence)) > len(sentence) / 2
    ]
    rows = [match for sentence in found for match in _KANJI_RUN.findall(sentence)]
    return Reading(
        sentences=len(found),
        long=sum(len(each) > LONG for each in found),
        rows=len(rows),
        passive=sum(bool(_PASSIVE.search(each)) for each in found),
        twofold=sum(bool(_TWOFOLD.search(each)) for each in found),
        longest=max(found, key=len, default=""),
        hardest=max(rows, key=len, default=""),
    )
