"""Tells which barriers are planted in the demo city, where and on which nights.

The templates ask `is_planted`, style sheets and scripts `is_in_force`, so the manifest decides what the site shows and
can't disagree with it. `expected` derives from it what an audit of each night has to say.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Literal

from a11y_audit.testing.demo_city.catalogue import HERE, Page, catalogue, numbers

Outcome = Literal["failed", "likely", "review", "advice", "untested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What only a page that is tried out in the browser shows: a rule, and the reason that it gives."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """One thing that hinders someone, planted on purpose."""

    id: str
    criteria: tuple[str, ...]
    """Success criteria; empty for an advice."""
    rules: tuple[str, ...]
    """Every rule that should see it; empty when only a person can."""
    outcome: Outcome
    """What the rules should say; `untested` when no rule sees it."""
    pages: tuple[str, ...]
    """Paths, in the order of the site map."""
    nights: tuple[int, ...]
    what_ja: str
    what_en: str
    selector: str
    """CSS selector of exactly one element on each page as it is shown."""
    tried: Tried | None = None
    """What a rule says of it once its page was tried out; None when that shows no more."""
    beside: Outcome | None = None
    """A weaker outcome that the rules say of the same place, too, for criteria of which only the weaker one speaks."""
    by: Literal["html", "style", "script"] = "html"
    """What brings it about; but for "html" the pages' own bytes are the same with it and without."""
    each: Literal["site", "layout", "page"] = "site"
    """Whether it is one defect over all its pages, or one in each template, or one on each page."""
    rebuilt: tuple[int, ...] = ()
    """Nights from which the part around it is built otherwise; it is the same defect all the same."""


def barriers(night: int | None = None) -> tuple[Barrier, ...]:
    """Return the barriers of a night with the pages that exist on it, or all barriers with all their pages."""
    if night is None:
        return tuple(_barriers().values())
    existing = {page.path for page in catalogue().on(night)}
    return tuple(
        replace(barrier, pages=tuple(path for path in barrier.pages if path in existing))
        for barrier in _barriers().values()
        if night in barrier.nights
    )


def clean_pages(night: int) -> tuple[str, ...]:
    """Return the paths of a night's pages on which nothing is planted and which robots.txt never forbids."""
    hindered = {path for barrier in barriers(night) for path in barrier.pages}
    return tuple(
        page.path
        for page in catalogue().on(night)
        if page.path not in hindered and not page.private and not page.outside
    )


def is_planted(barrier: str, path: str, night: int) -> bool:
    """Tell whether a page carries a barrier on a night.

    Raises:
        KeyError: The manifest knows no such barrier.
    """
    return is_in_force(barrier, night) and path in _barriers()[barrier].pages


def is_in_force(barrier: str, night: int) -> bool:
    """Tell whether a barrier is planted anywhere on a night.

    Raises:
        KeyError: The manifest knows no such barrier.
    """
    return night in _barriers()[barrier].nights


@cache
def _barriers() -> Mapping[str, Barrier]:
    data = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    return {entry["id"]: _barrier(entry) for entry in data["barrier"]}


def _barrier(entry: Mapping[str, Any]) -> Barrier:
    values = {key: value for key, value in entry.items() if key != "layouts"}
    return Barrier(
        **{
            **values,
            "criteria": tuple(entry["criteria"]),
            "rules": tuple(entry["rules"]),
            "nights": numbers(entry["nights"]),
            "tried": Tried(**entry["tried"]) if "tried" in entry else None,
            "rebuilt": numbers(entry.get("rebuilt", "")),
            "pages": tuple(page.path for page in catalogue().pages if _is_meant(page, entry)),
        }
    )


def _is_meant(page: Page, entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry names the page; a pattern with a star means the pages of the old template only."""
    if "layouts" in entry:
        return page.layout in entry["layouts"]
    if page.path in entry["pages"]:
        return True
    return page.layout == "old" and any(fnmatchcase(page.path, pattern) for pattern in entry["pages"])
