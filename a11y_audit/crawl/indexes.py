"""Find out by which names a server shows the page of a folder, so that `/x/` and `/x/index.html` are one page.

Nothing is assumed: a name counts where the server's home page has shown, byte by byte, that it is the folder's own.
Addresses are canonical, origins as `urls.origin` writes them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from a11y_audit.crawl.client import Client, Fetched
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.urls import canonical

USUAL: Final = (
    "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "index.cgi", "index.shtml",
    "default.htm", "default.html", "default.aspx",
)  # fmt: skip
"""Names that servers are set to, the commonest first."""

_NOBODYS: Final = "index.not-a-page"
"""A server that shows its home page even under this name says nothing by showing it under others."""
_LINK: Final = re.compile(rb"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


async def observe(
    client: Client,
    pace: Pace,
    origins: Iterable[str],
    *,
    mentioned: Iterable[str] = (),
    allowed: Callable[[str], bool] = lambda _: True,
) -> dict[str, frozenset[str]]:
    """Return the index names of each origin, as far as its home page shows them; an empty set where it shows none.

    Args:
        client: Asks.
        pace: Gives each request its time.
        origins: Whose home pages are asked for.
        mentioned: Addresses known already; besides `index.html`, only names in them or on the home page are asked for.
        allowed: Tells whether robots.txt lets an address be asked for.
    """
    known: dict[str, set[str]] = {}
    for url in mentioned:
        known.setdefault(_origin(url), set()).update(_usual(url))
    host = _Host(client, pace, allowed)
    return {origin: await host.names(origin, known.get(origin, set())) for origin in dict.fromkeys(origins)}


def one_form(url: str, names: Mapping[str, frozenset[str]]) -> str:
    """Return the address of the folder for that of its index page, with the query; any other address as it is."""
    head, mark, query = url.partition("?")
    folder, _, name = head.rpartition("/")
    return f"{folder}/{mark}{query}" if name in names.get(_origin(url), ()) else url


def spelled_out(url: str, names: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the addresses of a folder's index page, the likeliest first, to try where the folder's own fails."""
    head, mark, query = url.partition("?")
    if not head.endswith("/"):
        return []
    return [f"{head}{name}{mark}{query}" for name in sorted(names.get(_origin(url), ()), key=_rank)]


class _Host:
    def __init__(self, client: Client, pace: Pace, allowed: Callable[[str], bool]) -> None:
        self._client = client
        self._pace = pace
        self._allowed = allowed

    async def names(self, origin: str, known: Iterable[str]) -> frozenset[str]:
        home = await self._page(f"{origin}/")
        # A home page that redirects, to /index.html perhaps, has another address than its folder.
        if home is None or home.redirects or not home.body:
            return frozenset()
        linked = {name for url in _links(home) if _origin(url) == origin for name in _usual(url)}
        asked = sorted({USUAL[0], *known, *linked}, key=_rank)
        names = [name for name in asked if await self._is_home(home, name)]
        return frozenset() if names and await self._is_home(home, _NOBODYS) else frozenset(names)

    async def _is_home(self, home: Fetched, name: str) -> bool:
        url = home.final_url + name
        page = await self._page(url)
        return page is not None and page.final_url in {url, home.final_url} and page.body == home.body

    async def _page(self, url: str) -> Fetched | None:
        if not self._allowed(url):
            return None
        await self._pace.wait(urlsplit(url).netloc)
        answer = await self._client.fetch(url)
        return answer if isinstance(answer, Fetched) and answer.status == HTTPStatus.OK else None


def _links(home: Fetched) -> Iterable[str]:
    for match in _LINK.finditer(home.body):
        if url := canonical(match[1].decode("ascii", "replace"), home.final_url):
            yield url


def _usual(url: str) -> Iterable[str]:
    name = url.partition("?")[0].rpartition("/")[2]
    # Asked for as it is spelled: servers on Windows don't care, all others do.
    return [name] if name.lower() in USUAL else []


def _rank(name: str) -> tuple[int, str]:
    return USUAL.index(name.lower()), name


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])
