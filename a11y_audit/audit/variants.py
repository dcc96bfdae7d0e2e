"""Pages under several addresses: what a page's canonical address and a folder's index pages are worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from a11y_audit.audit.discover import Discovery
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, Fetched
from a11y_audit.crawl.indexes import spelled_out
from a11y_audit.crawl.pace import Pace
from a11y_audit.render.refusals import refusal


@dataclass(slots=True, kw_only=True)
class Variants:
    """Asks, by plain requests, whether another address of a page answers; each address once a run.

    Attributes:
        client, pace: how it is asked, and how fast.
        discovery: what belongs to the site, and in which form.
    """

    client: Client
    pace: Pace
    discovery: Discovery
    _answering: dict[str, bool] = field(default_factory=dict)

    async def duplicate(self, url: str, canonical: str | None) -> NotAudited | None:
        """Return that a page is another one's variant, if its canonical address says so and answers; else None.

        Believed is only an address that names the same page but for its query or index name: many sites name one
        canonical address, such as the home page, on all pages by mistake.
        """
        of = self.discovery.form(canonical) if canonical else None
        if of is None or not _is_variant(url, of) or not self.discovery.of_site([of]):
            return None
        return NotAudited(Why.DUPLICATE, of) if await self._answers(of) else None

    async def index_pages(self, folder: str) -> list[str]:
        """Return the index pages that answer for a folder whose own address does not."""
        return [url for url in spelled_out(folder, self.discovery.index_names) if await self._answers(url)]

    async def _answers(self, url: str) -> bool:
        if url not in self._answering:
            await self.pace.wait(urlsplit(url).netloc)
            answer = await self.client.fetch(url)
            self._answering[url] = isinstance(answer, Fetched) and self._is_page(url, answer)
        return self._answering[url]

    def _is_page(self, url: str, answer: Fetched) -> bool:
        headers: Mapping[str, str] = answer.headers
        return refusal(answer.status, headers) is None and self.discovery.landed(url, answer.final_url) is None


def _is_variant(url: str, canonical: str) -> bool:
    one, other = urlsplit(url), urlsplit(canonical)
    return url != canonical and _page(one.netloc, one.path) == _page(other.netloc, other.path)


def _page(host: str, path: str) -> tuple[str, str]:
    return host.removeprefix("www."), path.rstrip("/")
