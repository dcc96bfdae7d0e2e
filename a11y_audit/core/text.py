"""A text in both languages of the product, so that no language can be forgotten."""

import string
from collections.abc import Mapping
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

    @property
    def placeholders(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names in braces, of the Japanese and of the English words."""
        return _names(self.ja), _names(self.en)


def _fill(words: str, values: Mapping[str, object]) -> str:
    # Not str.format: a name such as "x.__class__" must reach nothing, and no value can make it raise.
    pieces: list[str] = []
    for literal, name, _, _ in string.Formatter().parse(words):
        pieces.append(literal)
        if name is not None:
            pieces.append(str(values[name]) if name in values else "{" + name + "}")
    return "".join(pieces)


def _names(words: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name)
