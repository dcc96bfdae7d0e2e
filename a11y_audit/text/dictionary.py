"""What a dictionary of Japanese (Sudachi's, with its date) knows: whether letters make a word, and how words are read.

It is opened at the first question and stays open: 40 ms once a process, and two millionths of a second for a word,
since its file is mapped into memory and not read.
Source: SudachiDict, https://github.com/WorksApplications/SudachiDict (Apache-2.0)
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version

from sudachipy import Dictionary, SplitMode  # type: ignore[import-untyped]  # its stubs lack the marker file

from a11y_audit.text.normal import hiragana

_NOUN, _COMMON, _PROPER, _PLACE, _PERSON = "名詞", "普通名詞", "固有名詞", "地名", "人名"
_OTHER_WORDS = frozenset({"動詞", "形容詞", "形状詞", "副詞"})
_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text as the dictionary cuts it: as written, its kinds from wide to narrow, whether it is known."""

    written: str
    kinds: tuple[str, ...]
    known: bool

    @property
    def is_noun(self) -> bool:
        """Whether it is a common noun that the dictionary has."""
        return self.known and self.kinds[:2] == (_NOUN, _COMMON)

    @property
    def is_person(self) -> bool:
        """Whether it is a family name or a given name."""
        return self.kinds[2] == _PERSON


def edition() -> str:
    """Return the day of the dictionary, such as "20261015"."""
    return version("sudachidict_core")


@lru_cache(_KEPT)
def is_common_noun(word: str) -> bool:
    """Return whether the letters make a common noun, or the name of a place."""
    return any(
        part[0] == _NOUN and (part[1] == _COMMON or (part[1] == _PROPER and part[2] == _PLACE)) for part in _parts(word)
    )


@lru_cache(_KEPT)
def is_word(word: str) -> bool:
    """Return whether the letters make a noun that names no person, or a verb or the like as it stands."""
    return is_common_noun(word) or any(part[0] in _OTHER_WORDS for part in _parts(word))


@lru_cache(_KEPT)
def readings(word: str) -> frozenset[str]:
    """Return the readings that the dictionary has for the letters as one word, in hiragana; none when it has none."""
    return frozenset(hiragana(each.reading_form()) for each in _dictionary().lookup(word))


@lru_cache(_KEPT)
def names_only_people(word: str) -> bool:
    """Return whether the letters are a family name or a given name and nothing else that the dictionary has."""
    kinds = [part[:3] for part in _parts(word)]
    is_place_or_word = any(kind[1] != _PROPER or kind[2] == _PLACE for kind in kinds)
    return not is_place_or_word and any(kind[2] == _PERSON for kind in kinds)


def tokens(text: str) -> list[Token]:
    """Return the words of a line of text, the longest that the dictionary has."""
    found = _dictionary().tokenizer(mode=SplitMode.C).tokenize(text)
    return [Token(each.surface(), tuple(each.part_of_speech()), not each.is_oov()) for each in found]


def _parts(word: str) -> list[tuple[str, ...]]:
    return [tuple(each.part_of_speech()) for each in _dictionary().lookup(word)]


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")
