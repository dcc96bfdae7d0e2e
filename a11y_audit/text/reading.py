"""Whether a reading in kana is one that the characters below it have, by the site's own names and by the dictionary.

Only a contradiction is told: a word that the dictionary has, read as it never is. What it lacks may be read in any way.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from a11y_audit.text import dictionary
from a11y_audit.text.normal import hiragana

_HAN = re.compile("[々〆\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[ぁ-ゖー]*")
_VOICED = re.compile("[\u3099\u309a]")
_SMALL = str.maketrans("っゃゅょぁぃぅぇぉゎづぢ", "つやゆよあいうえおわずじ")
_LEAST_HAN = 2
_ALIKE = 0.6
_MOST = 64
"""Ways to read a compound that are tried at most."""


@dataclass(frozen=True, slots=True)
class Misread:
    """The part of the characters that is read otherwise, how it is read, and whether the site's own list says so."""

    name: str
    right: tuple[str, ...]
    own: bool


def heard(reading: str) -> str:
    """Return the reading without what changes inside a compound: がっこう and かつこう are one."""
    return _VOICED.sub("", unicodedata.normalize("NFD", hiragana(reading).translate(_SMALL)))


def misread(base: str, reading: str, after: str, own: Mapping[str, str]) -> Misread | None:
    """Return what of `base` the reading contradicts, or None.

    Args:
        base: characters under the reading.
        reading: the reading, in kana.
        after: the text that follows, whose kana may complete the word (取扱, い).
        own: readings of the site's own names.
    """
    spoken = hiragana(reading)
    for name, right in own.items():
        if name in base and hiragana(right) not in spoken:
            return Misread(name, (right,), own=True)
    if any(name in base for name in own) or len(_HAN.findall(base)) < _LEAST_HAN:
        return None
    known = _readings(base)
    rest = hiragana(_KANA.match(hiragana(after))[0])  # type: ignore[index]  # the pattern matches nothing, too
    if not known or any(_completes(spoken, each, rest) for each in known):
        return None
    return Misread(base, tuple(sorted(known)[:3]), own=False)


def bracketed(base: str, reading: str, own: Mapping[str, str]) -> Misread | None:
    """Return what a reading in brackets behind `base` contradicts, or None: 湯沢（ゆさわ）.

    It may be the reading of the last word alone, or of more than the dictionary has (田中秀道（たなかひでみち）, 支払い
    方法（しはらいほうほう）); what is too unlike any reading is no reading (担当（さとう）).
    """
    spoken = hiragana(reading)
    for name, right in own.items():
        if base.endswith(name) and not spoken.endswith(hiragana(right)) and _alike(spoken, hiragana(right)):
            return Misread(name, (right,), own=True)
    endings = [base[start:] for start in range(len(base) - 1)]
    known = {each: _readings(each) for each in endings}
    if any(heard(spoken).endswith(heard(each)) for readings in known.values() for each in readings):
        return None
    last = next((each for each in endings if known[each] and len(each) >= _LEAST_HAN), None)
    if last is None or any(base.endswith(name) for name in own):
        return None
    near = sorted(each for each in known[last] if _alike(spoken, each))
    return Misread(last, tuple(near[:3]), own=False) if near else None


def _readings(base: str) -> frozenset[str]:
    """Return the readings of a word, or of a compound of words of two letters and more; none when one is not known.

    None of a name that only people have: parents choose its reading.
    """
    if dictionary.names_only_people(base):
        return frozenset()
    if whole := dictionary.readings(base):
        return whole
    words = dictionary.tokens(base)
    if any(not each.is_noun or len(each.written) < _LEAST_HAN for each in words):
        return frozenset()
    parts = [sorted(dictionary.readings(each.written)) for each in words]
    return frozenset("".join(each) for each in _some(parts)) if all(parts) else frozenset()


def _some(parts: list[list[str]]) -> Iterator[tuple[str, ...]]:
    count = 1
    for part in parts:
        count *= len(part)
    return iter(product(*parts)) if count <= _MOST else iter(())


def _completes(spoken: str, known: str, rest: str) -> bool:
    """Whether the reading is the known one, or all of it but the kana that follow the characters."""
    if heard(spoken) == heard(known):
        return True
    missing = len(known) - len(spoken)
    return missing > 0 and heard(known[:-missing]) == heard(spoken) and rest[:1] == known[-missing:][:1]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, heard(one), heard(other)).ratio() > _ALIKE
