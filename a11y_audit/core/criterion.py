"""Levels and numbers of success criteria."""

from enum import StrEnum
from typing import NewType

CriterionNumber = NewType("CriterionNumber", str)
"""Number of a success criterion, such as "1.4.3"."""


class Level(StrEnum):
    """Conformance level of a criterion (適合レベル)."""

    A = "A"
    AA = "AA"
    AAA = "AAA"


def sort_key(number: str) -> tuple[int, ...]:
    """Return the key that puts 1.4.10 behind 1.4.9."""
    return tuple(int(part) for part in number.split("."))
