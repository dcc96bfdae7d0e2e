"""Which pages come first where the time of a night is limited: important ones, then what was never tested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

FIRST, FRESH, REST = range(3)
"""Turns: important pages, pages that were never tested, the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Tells the turn of a page.

    Attributes:
        words: a page whose address or title holds one of these is important.
        titles: the newest title of each page that was ever audited.
        seeds: pages at which the audit begins; they come first, since all others are found from them.
    """

    words: Sequence[str]
    titles: Mapping[str, str]
    seeds: frozenset[str] = frozenset()

    def __call__(self, url: str) -> int:
        """Return the turn of an address."""
        parts = urlsplit(url)
        text = f"{unquote(parts.path)}?{unquote(parts.query)} {self.titles.get(url, '')}".casefold()
        if url in self.seeds or any(word.casefold() in text for word in self.words):
            return FIRST
        return REST if url in self.titles else FRESH
