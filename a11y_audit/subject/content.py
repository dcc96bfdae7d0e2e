"""What a page has: kinds of content that are there, and digests of what people judge.

It is kept with the page's facts, so that a test by people needs no record of the page: what is absent is proven by the
counts, and an answer holds as long as the digest of what was looked at is the same.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from a11y_audit.subject.inventory import Inventory
from a11y_audit.subject.page import Page

SHOWN = 8
"""Entries kept of a part in words, to show people what they judge."""
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page has, as far as people's judgement of it goes.

    Attributes:
        whole: whether the record holds the whole page, so that what is not counted is absent.
        counts: kind of content → how many; kinds that are absent are left out.
        parts: part of the page → digest of what is judged there, 16 hex digits.
        shown: part of the page → what is judged there in words, at most `SHOWN` entries; empty ones are left out.
    """

    whole: bool
    counts: Mapping[str, int]
    parts: Mapping[str, str]
    shown: Mapping[str, tuple[str, ...]]

    def count(self, kind: str) -> int:
        """Return how many there are of a kind."""
        return self.counts.get(kind, 0)


def content(page: Page) -> Content:
    """Return what `page` has."""
    inventory = Inventory(page)
    judged = inventory.judged()
    return Content(
        whole=not page.snapshot.truncated and bool(page.trees),
        counts={kind: number for kind, number in sorted(inventory.counts().items()) if number},
        parts={part: digest(rows) for part, rows in (judged | inventory.built()).items()},
        shown={part: tuple(map(_short, rows[:SHOWN])) for part, rows in judged.items() if rows},
    )


def digest(rows: Iterable[str]) -> str:
    """Return a hash of lines of text, 16 hex digits."""
    return hashlib.sha256("\x1f".join(rows).encode("utf-8", "replace")).hexdigest()[:16]


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN_CHARACTERS else folded[: _SHOWN_CHARACTERS - 1] + "…"
