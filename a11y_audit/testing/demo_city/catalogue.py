"""Lists the demo city's pages and departments as its CMS would, and what happens to them night by night.

`manifest`, `site` and `server` read it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
NIGHTS = tuple(range(1, 11))
FIRST_DAY = date(2026, 11, 4)
"""The day before whose end the first night's site was published."""

Layout = Literal["main", "top", "foreign", "bare", "old"]
Validators = Literal["both", "etag", "date", "none", "stuck", "always_now"]
"""What a page's answer says of its version: a right ETag and date, one of them, neither, or a wrong date."""
Kind = Literal["busy", "silent", "closed", "left"]
"""Answers 503; never answers; forbidden by robots.txt; sent on to another site."""


@dataclass(frozen=True, slots=True)
class Department:
    """The division of the city hall that answers for a page."""

    name: str
    location: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as the CMS knows it, without its text."""

    path: str
    title: str
    department: str
    updated: date
    lead: str = ""
    layout: Layout = "main"
    lang: str = "ja"
    nights: tuple[int, ...] = NIGHTS
    listed: bool = True
    """Whether sitemap.xml and the menus name it."""
    private: bool = False
    """Whether robots.txt keeps crawlers away."""
    outside: bool = False
    """Whether it stands for a page of another site, to which nothing on this one links."""
    text: str = ""
    """The page whose text it shows, where that is not its own: the address that it had before it moved."""
    edited: tuple[int, ...] = ()
    """Nights from which its text is another, without a change of what hinders anyone."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Titles by the night from which they hold."""
    validators: Validators = "both"

    @property
    def source(self) -> str:
        """The template of the page's text, relative to pages/."""
        return f"{(self.text or self.path).strip('/').removesuffix('.html') or 'top'}.html"

    @property
    def section(self) -> str:
        """The address of the top-level section, "/" for the front page."""
        first = self.path.strip("/").partition("/")[0]
        return f"/{first}/" if first else "/"

    def as_of(self, night: int) -> "Page":
        """Return the page with the title and the date that it has on a night."""
        titles = [title for since, title in self.renamed.items() if int(since) <= night]
        changes = [since for since in (*self.edited, *map(int, self.renamed)) if since <= night]
        updated = day_of(max(changes)) if changes else self.updated
        return replace(self, title=titles[-1] if titles else self.title, updated=updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An address that leads to another one for good; links to the old one were left behind."""

    path: str
    to: str
    nights: tuple[int, ...] = NIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that is no page, and the page that links it."""

    path: str
    page: str
    nights: tuple[int, ...] = NIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What keeps an audit from pages on some nights. A page that ends in a star means all below it."""

    kind: Kind
    pages: tuple[str, ...]
    nights: tuple[int, ...]

    def hits(self, path: str, night: int) -> bool:
        """Tell whether it happens to a page on a night."""
        return night in self.nights and any(
            path.startswith(page[:-1]) if page.endswith("*") else path == page for page in self.pages
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that pages.toml says."""

    pages: tuple[Page, ...]
    departments: Mapping[str, Department]
    redirects: tuple[Redirect, ...]
    documents: tuple[Document, ...]
    incidents: tuple[Incident, ...]
    broken_links: tuple[str, ...]

    def on(self, night: int) -> tuple[Page, ...]:
        """Return the pages that exist on a night as they are then, in the order of the site map."""
        return tuple(page.as_of(night) for page in self.pages if night in page.nights)

    def incident(self, path: str, night: int) -> Kind | None:
        """Return what keeps an audit from a page on a night, or None."""
        return next((each.kind for each in self.incidents if each.hits(path, night)), None)


@cache
def catalogue() -> Catalogue:
    """Read pages.toml once."""
    data = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))
    return Catalogue(
        pages=tuple(Page(**_counted(entry)) for entry in data["page"]),
        departments={key: Department(**entry) for key, entry in data["departments"].items()},
        redirects=tuple(Redirect(**_counted(entry)) for entry in data["redirect"]),
        documents=tuple(Document(**_counted(entry)) for entry in data["document"]),
        incidents=tuple(Incident(**_counted(entry)) for entry in data["incident"]),
        broken_links=tuple(data["broken_links"]),
    )


def day_of(night: int) -> date:
    """Return the day that a night ends."""
    return FIRST_DAY + timedelta(days=night - 1)


def numbers(text: str) -> tuple[int, ...]:
    """Return the nights that a text such as "1-3 5" means."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[int]:
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _counted(entry: Mapping[str, Any]) -> dict[str, Any]:
    counted = {key: numbers(entry[key]) for key in ("nights", "edited") if key in entry}
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return {**entry, **lists, **counted}
