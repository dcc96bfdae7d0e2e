"""The report's own words: files of texts per language, asked for by key."""

import tomllib
from functools import cache

from a11y_audit.core.text import Lang, Text
from a11y_audit.report.notation import number
from a11y_audit.resources import REPORTS

_PARTS = ("jis-",)
"""Beginnings of the names of files that hold the texts of a part."""


class Words:
    """The texts of one language. Whole numbers that fill a text are written with separators."""

    def __init__(self, lang: Lang) -> None:
        """Read the texts of `lang`."""
        self.lang = lang
        self._texts = _read(lang)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key`, such as "cover.pages", with its placeholders filled.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        words = self._texts[key]
        return words.format(**{name: _shown(value) for name, value in values.items()}) if values else words

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a text of this key."""
        return key in self._texts

    def pick(self, text: Text) -> str:
        """Return `text` in this language."""
        return text.in_(self.lang)

    def keys(self, section: str) -> tuple[str, ...]:
        """Return the last parts of the keys in `section`, in the order of the file."""
        start = f"{section}."
        return tuple(key.removeprefix(start) for key in self._texts if key.startswith(start))


def _shown(value: object) -> str:
    return number(value) if isinstance(value, int) else str(value)


@cache
def _read(lang: Lang) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("", *_PARTS):
        tables = tomllib.loads((REPORTS / "texts" / f"{name}{lang}.toml").read_text(encoding="utf-8"))
        found |= {f"{section}.{key}": words for section, table in tables.items() for key, words in table.items()}
    return found
