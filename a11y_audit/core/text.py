"""A text in both languages of the product, so that no language can be forgotten."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """Languages in which the product speaks."""

    JA = "ja"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Japanese and English; `{name}` stands for a value given later."""

    ja: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the words in `lang`."""
        return self.ja if lang is Lang.JA else self.en

    def fill(self, values: Mapping[str, object]) -> "Text":
        """Return the text with its placeholders filled; a value that is missing stays visible as `{name}`."""
        return Text(_fill(self.ja, values), _fill(self.en, values))

    def pieces(self, lang: Lang, values: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
        """Yield the parts of the words in `lang`, filled: the text, and whether it is a value."""
        return _pieces(self.in_(lang), values)

    @property
    def placeholders(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names in braces, of the Japanese and of the English words."""
        return _names(self.ja), _names(self.en)


def _fill(words: str, values: Mapping[str, object]) -> str:
    return "".join(piece for piece, _ in _pieces(words, values))


def _pieces(words: str, values: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    # Not str.format: a name such as "x.__class__" must reach nothing, and no value can make it raise.
    for literal, name, _, _ in string.Formatter().parse(words):
        if literal:
            yield literal, False
        if name is not None:
            yield (str(values[name]), True) if name in values else ("{" + name + "}", False)


def _names(words: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name)
