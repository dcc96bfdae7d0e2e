"""The report's pages joined to one, from which the browser prints the PDF; what they link to lies within it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from markupsafe import Markup

PARTS: Final = ("index", "criteria", "defects", "departments", "not-audited", "method", "glossary")
"""The pages that are joined; of lists in several files, the first one."""

# Only our own templates are read here: text from pages can hold no quote that is not escaped.
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_NAMED = re.compile(r'(?<=\s)(id|aria-labelledby|aria-describedby|headers)="([^"]+)"')
_USED = re.compile(r'xlink:href="#|="[^"]*url\(#')
"""Where a plot uses a part of its own."""
_LINK = re.compile(r'\s(?:href)="(?!https?:)([^"#]*)(#[^"]*)?"')


def joined(folder: Path) -> Mapping[str, Markup]:
    """Return the main part of each page of a report in `folder`, by name, with links between them turned inwards."""
    return {name: Markup(_inward(name, _main(folder / f"{name}.html"))) for name in PARTS}  # noqa: S704 -- our own


def _main(path: Path) -> str:
    found = _MAIN.search(path.read_text(encoding="utf-8"))
    return found[1] if found else ""


def _inward(name: str, html: str) -> str:
    def named(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(f"{name}-{each}" for each in match[2].split())}"'

    def link(match: re.Match[str]) -> str:
        file, place = match[1], (match[2] or "").removeprefix("#")
        part = file.removesuffix(".html") if file else name
        if part not in PARTS:
            return ""
        return f' href="#{part}-{place}"' if place else f' href="#{part}"'

    return _USED.sub(rf"\g<0>{name}-", _LINK.sub(link, _NAMED.sub(named, html)))
