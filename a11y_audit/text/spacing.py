"""Words with blanks or line breaks between their letters: found by their shape, made sure by a list and a dictionary.

A screen reader takes 東　京 for two words and reads them one by one. Blanks between words, in lists of single letters
(月　火　水) and in forms to be filled in (年　月　日) are no such thing.
Source: WCAG 2.0 F32, https://www.w3.org/TR/WCAG20-TECHS/F32.html
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from a11y_audit.text import dictionary
from a11y_audit.text.normal import hiragana
from a11y_audit.text.words import KNOWN, LATIN, SERIES, UNITS

_LETTER = "[々〆ぁ-ゖァ-ヺー\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_BLANK = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
# More than eight blanks set columns apart.
_RUN = re.compile(rf"{_LETTER}+(?:{_BLANK}{{1,8}}{_LETTER}+)+")
# Finds something just where _RUN does, and looks at each letter once.
_GAPPED = re.compile(rf"{_LETTER}{_BLANK}{{1,8}}{_LETTER}")
_WORD = re.compile(rf"{_LETTER}+")
_GAP = re.compile(rf"({_BLANK}+)")
# A unit follows: 10日, or 月/日.
_NUMBER_END = re.compile("[\\d/／]")
_SPELLED = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z](?:{_BLANK}{{1,4}}[A-Za-z]){{3,}}(?![A-Za-z0-9])")
_ASCII_LETTERS = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LONGEST = max(map(len, KNOWN))
_FORM_HEAD = re.compile(".*(?:令和|平成|昭和|大正|西暦|午前|午後|丁目|番地)")
_FORM_ROOM = frozenset("年月日時分秒度番号")
_FORM_DATE = ["年", "月", "日"]
# Letters that may stand behind a spaced word without belonging to it: 氏　名　印.
_APPENDED = frozenset("印様殿計")
# 場の地図: the word ends before the particle.
_BEFORE_PARTICLE = re.compile("([々\u3400-\u9fff]+)([のはがをにでともへや].*)")
# What stands behind a blank by right in the middle of a sentence.
_PARTICLES = frozenset("のにはがをでともへやかねよさしてば") | {
    *("から", "まで", "より", "など", "だけ", "ほど", "です", "ます", "した", "して", "する"),
}
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_HAN = re.compile("[々〆\u3400-\u9fff]")
# As much of the text on either side of a gap as one word can fill.
_REACH = 8
# A name or an initialism of up to four letters is spelled out on purpose.
_SHORTEST_SPELLED = 5
_PAIR = 2
# Blanks that no line's end in the source leaves behind.
_MEANT = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]|[ \t]{2}")


@dataclass(frozen=True, slots=True)
class Spaced:
    """A word set apart: as it stands, its parts without the gaps, and whether list or dictionary make it sure."""

    text: str
    parts: tuple[str, ...]
    known: bool

    @property
    def word(self) -> str:
        """The word without gaps."""
        return "".join(self.parts)


def has_gap(text: str) -> bool:
    """Return whether a blank stands between two Japanese letters, or between single Latin ones."""
    return bool(_GAPPED.search(text) or _SPELLED.search(text.translate(_ASCII_LETTERS)))


def spaced_words(line: str, *, label: bool = False) -> list[Spaced]:
    """Return the words of a line whose letters stand apart.

    A word that is not known counts when it has three letters; two are enough for a noun of the dictionary that is all
    of the line, and in a label for any, and five Latin ones count as known there.
    """
    found: list[Spaced] = []
    for match in _RUN.finditer(line):
        tokens = _GAP.split(match[0])
        numbered = match.start() > 0 and bool(_NUMBER_END.match(line, match.start() - 1))
        alone = not _WORD.search(line[: match.start()] + line[match.end() :])
        run = _Run(tokens[::2], tokens[1::2], numbered=numbered)
        found += run.words(2 if alone and label else 3)
        found += run.nouns() if alone and not label else ()
    return [*found, *_spelled(line, label=label)]


def broken_words(lines: Sequence[str]) -> list[Spaced]:
    """Return the words that line breaks cut, from the lines of one heading, cell, label or link."""
    found: list[Spaced] = []
    pieces: list[str] = []
    for line in (*lines, ""):
        if _WORD.fullmatch(line):
            pieces.append(line)
            continue
        if len(pieces) > 1:
            found += _Run(pieces, ["／"] * (len(pieces) - 1)).words(3)
        pieces = []
    return found


def is_whole_word(found: Spaced, line: str, *, label: bool) -> bool:
    """Return whether a listed word, or a Latin one of a label that the dictionary has, is all of its line or its name.

    A name stands before a colon: 場　所：市民会館. In Japanese the gaps are wider than a line's end in the source.
    """
    line = line.strip()
    is_name = line.startswith(found.text) and line[len(found.text) :].lstrip()[:1] in (":", "：", "")
    if not found.known or not is_name:
        return False
    if found.word in KNOWN:
        return bool(_MEANT.search(found.text))
    word = found.word.lower()
    is_latin = word.isascii() and len(word) >= _SHORTEST_SPELLED
    return label and is_latin and (word in LATIN or dictionary.is_common_noun(word))


def is_whole_name(found: Spaced, lines: Sequence[str]) -> bool:
    """Return whether a listed word that line breaks cut is all that an element says."""
    return found.known and found.word in KNOWN and found.word == "".join(map(str.strip, lines))


class _Run:
    """Tokens without anything else between them than gaps."""

    def __init__(self, tokens: Sequence[str], gaps: Sequence[str], *, numbered: bool = False) -> None:
        self.tokens: list[str] = []
        self.gaps: list[str] = []
        for token, gap in zip(tokens, ("", *gaps), strict=True):
            match = _BEFORE_PARTICLE.fullmatch(token)
            parts = match.groups() if match else (token,)
            self.tokens += parts
            self.gaps += (gap, "") if match else (gap,)
        del self.gaps[0]
        self.widths = [_width(gap) for gap in self.gaps]
        # Letters that belong to no word: units after a number, blanks of a form.
        self.free = self._units(numbered=numbered)

    def words(self, shortest: int) -> Iterator[Spaced]:
        """Yield known words, then unknown ones of at least `shortest` single letters."""
        taken = list(self.free)
        hits: list[tuple[int, int]] = []
        start = 0
        while start < len(self.tokens):
            end = next((end for end in self._ends(start) if self._known(start, end) is not None), start)
            if end > start:
                taken[start:end] = [True] * (end - start)
                hits += [(start, end)] if self._known(start, end) else []
            start = max(end, start + 1)
        for start, end in hits:
            if self._stands_alone(start, end, taken):
                yield self._spaced(start, end, known=True)
            else:
                taken[start:end] = [False] * (end - start)
        yield from self._unknown(taken, shortest)
        yield from self._cut(taken)

    def nouns(self) -> Iterator[Spaced]:
        """Yield the run as a whole, if it is two letters that wide blanks part, and a common noun without them."""
        both = "".join(self.tokens)
        lonely = len(self.tokens) == len(both) == _PAIR and self.widths[0] >= _PAIR and not any(self.free)
        if lonely and both not in KNOWN and not _in_series(self.tokens) and dictionary.is_common_noun(both):
            yield self._spaced(0, _PAIR, known=False)

    def _ends(self, start: int) -> range:
        return range(min(len(self.tokens), start + _LONGEST), start + 1, -1)

    def _known(self, start: int, end: int) -> bool | None:
        """Return whether the gaps between the tokens cut a known word; None when the tokens make no known word."""
        if any(self.free[start:end]):
            return None
        seams = KNOWN.get("".join(self.tokens[start:end]))
        if seams is None:
            return None
        place = 0
        for token, gap in zip(self.tokens[start : end - 1], self.gaps[start : end - 1], strict=True):
            place += len(token)
            if gap and place not in seams:
                return True
        return False

    def _stands_alone(self, start: int, end: int, taken: Sequence[bool]) -> bool:
        """Whether no single letter beside the word could belong to it, or a wider gap sets it off."""
        inner = max(self.widths[start : end - 1])

        def apart(beside: int, gap: int) -> bool:
            return taken[beside] or len(self.tokens[beside]) > 1 or self.widths[gap] > inner

        left = start == 0 or apart(start - 1, start - 1)
        right = end == len(self.tokens) or self.tokens[end] in _APPENDED or apart(end, end - 1)
        return left and right

    def _unknown(self, taken: Sequence[bool], shortest: int) -> Iterator[Spaced]:
        start = 0
        while start < len(self.tokens):
            end = start
            while end < len(self.tokens) and len(self.tokens[end]) == 1 and not taken[end]:
                end += 1
            letters = self.tokens[start:end]
            whole = start == 0 and end == len(self.tokens)
            named = len(letters) == _PAIR and all(each.is_person for each in dictionary.tokens("".join(letters)))
            if len(letters) >= (shortest if whole else 3) and not (_in_series(letters) or named):
                known = _makes_words("".join(letters))
                # 行 と 列: what a particle joins are words.
                if known or not _PARTICLES.intersection(letters[1:-1]):
                    yield self._spaced(start, end, known=known)
            start = max(end, start + 1)

    def _cut(self, taken: Sequence[bool]) -> Iterator[Spaced]:
        """Yield words of the dictionary that a gap cuts where no word ends: 図 書館, 見積 り."""
        for place in range(1, len(self.tokens)):
            left, right = self.tokens[place - 1], self.tokens[place]
            if taken[place - 1] or taken[place] or not self.gaps[place - 1] or len(left) + len(right) <= _PAIR:
                continue
            parts = _word_over(left[-_REACH:], right[:_REACH])
            if parts:
                yield Spaced(self.gaps[place - 1].join(parts), parts, self.widths[place - 1] >= _PAIR)

    def _units(self, *, numbered: bool) -> list[bool]:
        free: list[bool] = []
        for place, letters in enumerate(self.tokens):
            before = self.tokens[place - 1] if place else ""
            date = letters == "年" and before != "生" and self.tokens[place : place + 3] == _FORM_DATE
            room = bool(place and (free[place - 1] or _FORM_HEAD.fullmatch(before))) and letters in _FORM_ROOM
            particle = place > 0 and not self.gaps[place - 1]
            free.append(particle or date or room or (place == 0 and numbered and letters in UNITS))
        return free

    def _spaced(self, start: int, end: int, *, known: bool) -> Spaced:
        text = self.tokens[start] + "".join(
            gap + token for gap, token in zip(self.gaps[start : end - 1], self.tokens[start + 1 : end], strict=True)
        )
        return Spaced(text, tuple(self.tokens[start:end]), known)


def _makes_words(text: str) -> bool:
    """Whether letters that stand apart make one noun, or several of two letters and more: 家賃, 工事場所."""
    if dictionary.is_common_noun(text):
        return True
    words = dictionary.tokens(text)
    return len(words) > 1 and all(each.is_noun and len(each.written) > 1 for each in words)


def _word_over(left: str, right: str) -> tuple[str, str] | tuple[()]:
    """Return both parts of the word that goes over from one piece to the other; nothing where each is a word."""
    if right in _PARTICLES or not _HAN.search(left + right):
        return ()
    start = 0
    for token in dictionary.tokens(left + right):
        end = start + len(token.written)
        if start < len(left) < end:
            before, after = token.written[: len(left) - start], token.written[len(left) - start :]
            whole = token.is_noun and dictionary.is_common_noun(token.written)
            inflected = bool(_HIRAGANA.fullmatch(after)) and after not in _PARTICLES
            odd = not dictionary.readings(before) or not dictionary.readings(after)
            return (before, after) if whole and (inflected or odd) else ()
        start = end
    return ()


def _in_series(letters: Sequence[str]) -> bool:
    """Whether single letters stand side by side because each means something by itself."""
    codes = [ord(hiragana(letter)) for letter in letters]
    kana = all("ぁ" <= hiragana(letter) <= "ゖ" for letter in letters)
    ascending = all(left < right for left, right in pairwise(codes))
    return (
        (kana and ascending) or len(set(letters)) < len(letters) / 2 + 1 or any(set(letters) <= each for each in SERIES)
    )


def _spelled(line: str, *, label: bool) -> Iterator[Spaced]:
    for match in _SPELLED.finditer(line.translate(_ASCII_LETTERS)):
        letters = tuple(_GAP.split(match[0])[::2])
        word = "".join(letters)
        known = word.lower() in LATIN
        ascending = all(left.lower() < right.lower() for left, right in pairwise(letters))
        varied = len(set(word.lower())) > len(word) / 2
        if known or (len(word) >= _SHORTEST_SPELLED and varied and not ascending):
            # What is all of a heading is hardly a list of letters.
            whole = label and match[0] == line.strip().translate(_ASCII_LETTERS)
            yield Spaced(line[match.start() : match.end()], letters, known or whole)


def _width(gap: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) == "F" else 1 for char in gap)
