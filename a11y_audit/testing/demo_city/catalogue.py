"""Lists the demo city's pages and departments as its CMS would; `manifest` and `site` read it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
NIGHTS = (1, 2, 3)

Layout = Literal["main", "top", "foreign", "bare", "old"]


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

    @property
    def source(self) -> str:
        """The template of the page's text, relative to pages/."""
        return f"{self.path.strip('/').removesuffix('.html') or 'top'}.html"

    @property
    def section(self) -> str:
        """The address of the top-level section, "/" for the front page."""
        first = self.path.strip("/").partition("/")[0]
        return f"/{first}/" if first else "/"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that pages.toml says."""

    pages: tuple[Page, ...]
    departments: Mapping[str, Department]
    redirects: Mapping[str, str]
    broken_links: tuple[str, ...]

    def on(self, night: int) -> tuple[Page, ...]:
        """Return the pages that exist on a night, in the order of the site map."""
        return tuple(page for page in self.pages if night in page.nights)


@cache
def catalogue() -> Catalogue:
    """Read pages.toml once."""
    data = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))
    return Catalogue(
        pages=tuple(_page(entry) for entry in data["page"]),
        departments={key: Department(**entry) for key, entry in data["departments"].items()},
        redirects=data["redirects"],
        broken_links=tuple(data["broken_links"]),
    )


def _page(entry: Mapping[str, Any]) -> Page:
    return Page(**{**entry, "nights": tuple(entry.get("nights", NIGHTS))})
