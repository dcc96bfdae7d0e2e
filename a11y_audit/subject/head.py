"""What a page says of itself to crawlers: its canonical address, where it leads on, what robots should leave."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from a11y_audit.subject.element import Element
from a11y_audit.subject.page import Page

_REFRESH: Final = re.compile(
    r"\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?(['\"]?)(?P<url>.+?)\1\s*", re.IGNORECASE | re.DOTALL
)
"""HTML Standard, "shared declarative refresh steps": seconds, then an address with or without `url=` and quotes."""


def canonical(page: Page) -> str | None:
    """Return the address that `<link rel="canonical">` names, resolved, or None; the first one counts."""
    for each in _own(page, "link"):
        if "canonical" in (each.get("rel") or "").lower().split():
            return _resolved(page, each.get("href"))
    return None


def refresh(page: Page) -> str | None:
    """Return the address to which a `<meta http-equiv="refresh">` of the page leads after its time, or None."""
    for each in _own(page, "meta"):
        found = _REFRESH.fullmatch(each.get("content") or "")
        if (each.get("http-equiv") or "").strip().lower() == "refresh" and found:
            return _resolved(page, found["url"])
    return None


def directives(page: Page) -> tuple[str, ...]:
    """Return what its `<meta name="robots">` elements and the answer's header `X-Robots-Tag` say, as written."""
    said = [
        each.get("content") or "" for each in _own(page, "meta") if (each.get("name") or "").strip().lower() == "robots"
    ]
    header = page.snapshot.headers.get("x-robots-tag", "")
    return (*said, header) if header else tuple(said)


def _own(page: Page, name: str) -> Iterator[Element]:
    return (each for each in page.tagged(name) if each.document == 0)


def _resolved(page: Page, address: str | None) -> str | None:
    if not address or not address.strip():
        return None
    base = next((each.get("href") for each in _own(page, "base") if each.get("href")), None) or ""
    try:
        return urljoin(urljoin(page.snapshot.final_url, base.strip()), address.strip())
    except ValueError:  # such as "http://[" in an editor's typing error
        return None
