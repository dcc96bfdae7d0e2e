"""How the cells of a test are judged, as data: scope of questions, what answers depend on, what proves absence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.resources import CONFIG


class Scope(StrEnum):
    """For which pages one question is put."""

    TEMPLATE = "template"
    SAMPLE = "sample"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How one criterion is judged.

    Attributes:
        scope: for which pages one question is put.
        evidence: the parts of a page on which an answer depends.
        absent: kinds of content: the criterion does not apply to a page without any. Empty: it always applies.
    """

    scope: Scope = Scope.TEMPLATE
    evidence: tuple[str, ...] = ("text", "frame")
    absent: tuple[str, ...] = ()


def judging(criterion: str) -> Judging:
    """Return how the criterion of this number is judged."""
    return _judgings().get(criterion, Judging())


@cache
def kind_names() -> Mapping[str, Text]:
    """Return what the kinds of content are called."""
    return MappingProxyType({kind: Text(own["ja"], own["en"]) for kind, own in _tables()["kind"].items()})


@cache
def _judgings() -> Mapping[str, Judging]:
    return {
        number: Judging(scope=Scope(own["scope"]), evidence=tuple(own["evidence"]), absent=tuple(own.get("absent", ())))
        for number, own in _tables()["criterion"].items()
    }


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((CONFIG / "standards" / "judging.toml").read_text(encoding="utf-8"))
