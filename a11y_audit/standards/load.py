"""Reads the standards, techniques and situations from the data files; each is read once."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from a11y_audit.core.criterion import CriterionNumber, Level, sort_key
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.resources import CONFIG
from a11y_audit.standards.criterion import (
    Automation,
    Criterion,
    Machine,
    Method,
    Section,
    Situation,
    Standard,
    Technique,
)

_FILES = {"jis2016": "jis-x-8341-3-2016.toml", "wcag21": "wcag-2.1.toml", "wcag22": "wcag-2.2.toml"}
_TECHNIQUES = "techniques.toml"

STANDARD_IDS = tuple(_FILES)
"""Ids of the standards that can be chosen; the first is the default."""

# What a standard may take over from an older or newer one: all but names, level, place and address.
_SHARED = ("automation", "methods", "machine", "short_ja", "short_en", "look_ja", "look_en", "who_ja", "who_en")


@cache
def standard(id: str) -> Standard:  # noqa: A002 - "id" is what the settings and reports call it
    """Return the standard of this id.

    Raises:
        UsageError: no such standard is known.
    """
    if id not in _FILES:
        known = ", ".join(STANDARD_IDS)
        raise UsageError(
            Text(f"規格「{id}」はありません。", f"There is no standard “{id}”."),
            Text(f"次のどれかを選んでください：{known}", f"Choose one of: {known}"),
        )
    tables = _read(_FILES[id])
    head = tables["standard"]
    texts = _texts(head.get("texts_from", ()))
    criteria = [_criterion({**texts.get(own["number"], {}), **own}) for own in tables["criterion"]]
    return Standard(
        id=head["id"],
        name=_text(head, "name"),
        edition=head["edition"],
        basis=head["basis"],
        principles=_sections(tables["principle"]),
        guidelines=_sections(tables["guideline"]),
        criteria=tuple(sorted(criteria, key=lambda criterion: sort_key(criterion.number))),
    )


@cache
def techniques() -> Mapping[str, Technique]:
    """Return all known techniques and failures by id."""
    signs = _read(_TECHNIQUES)["sign"]
    return MappingProxyType(
        {
            id: Technique(
                id=id,
                title=Text(own["ja"], own["en"]),
                technology=technology,
                criteria=tuple(map(CriterionNumber, own.get("criteria", ()))),
                sign=signs.get(id),
            )
            for technology, table in _read(_TECHNIQUES)["technique"].items()
            for id, own in table.items()  # noqa: A001 - as above
        }
    )


@cache
def situations() -> tuple[Situation, ...]:
    """Return the situations of the criteria of levels A and AA, sorted by criterion, in the order of the checklist."""
    found = [
        Situation(
            key=own["key"],
            criterion=CriterionNumber(own["criterion"]),
            alternatives=tuple(tuple(group) for group in own["alternatives"]),
            needed=own.get("needed", 1),
            sign=own.get("sign"),
        )
        for own in _read(_TECHNIQUES)["situation"]
    ]
    return tuple(sorted(found, key=lambda situation: sort_key(situation.criterion)))


def _criterion(own: Mapping[str, Any]) -> Criterion:
    return Criterion(
        number=CriterionNumber(own["number"]),
        name=_text(own, "name"),
        level=Level(own["level"]),
        principle=own["principle"],
        guideline=own["guideline"],
        understanding_url=_text(own, "understanding"),
        automation=tuple(map(Automation, own["automation"])),
        methods=tuple(map(Method, own["methods"])),
        machine=Machine(own["machine"]),
        short=_text(own, "short"),
        look=_text(own, "look"),
        who=_text(own, "who"),
    )


def _texts(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what may be shared of the criteria of these standards, by number; the first standard that has it wins."""
    shared: dict[str, dict[str, Any]] = {}
    for id_ in ids:
        for own in _read(_FILES[id_])["criterion"]:
            if "short_ja" in own:
                shared.setdefault(own["number"], {key: own[key] for key in _SHARED})
    return shared


def _sections(tables: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(sorted((Section(own["number"], _text(own, "name")) for own in tables), key=lambda own: own.number))


def _text(own: Mapping[str, Any], key: str) -> Text:
    return Text(own[f"{key}_ja"], own[f"{key}_en"])


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((CONFIG / "standards" / file).read_text(encoding="utf-8"))
