"""The files that pages of a site share: style sheets, scripts, frames and data, and whether they changed since.

Each file is asked for once a run, however many pages use it. Files of other hosts are left alone: they are in other
hands, and the share of pages that is shown anew each night tells of them.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from a11y_audit.crawl.client import Client, FetchFailed
from a11y_audit.crawl.pace import Pace
from a11y_audit.store.engine import Store

MOST = 300
"""Files of one page; a page with more is shown anew each time."""
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file at one time: address, SHA-256 of its bytes (or why there are none), and its validators."""

    url: str
    digest: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Assets:
    """What the files of a site are in this run.

    Attributes:
        store: keeps the lists of files.
        client, pace: how files are asked for, and how fast.
        of_site: whether an address belongs to the site.
    """

    store: Store
    client: Client
    pace: Pace
    of_site: Callable[[str], bool]
    _files: dict[str, asyncio.Task[Asset]] = field(default_factory=dict)
    _lists: dict[str, asyncio.Task[bool]] = field(default_factory=dict)

    async def keep(self, urls: Iterable[str]) -> str | None:
        """Store the list of a page's files as they are now and return its key; None when they are too many."""
        own = sorted({url for url in urls if self.of_site(url)})
        if len(own) > MOST:
            return None
        files = [await self._file(url, None) for url in own]
        return self.store.blobs.put(json.dumps([asdict(each) for each in files]).encode())

    async def same(self, key: str) -> bool:
        """Whether every file of a stored list is as it was."""
        if key not in self._lists:
            self._lists[key] = asyncio.create_task(self._compare(key))
        return await asyncio.shield(self._lists[key])

    async def _compare(self, key: str) -> bool:
        files = [Asset(**each) for each in json.loads(await asyncio.to_thread(self.store.blobs.get, key))]
        for each in files:
            if (await self._file(each.url, each)).digest != each.digest:
                return False
        return True

    async def _file(self, url: str, before: Asset | None) -> Asset:
        if url not in self._files:
            self._files[url] = asyncio.create_task(self._fetch(url, before))
        return await asyncio.shield(self._files[url])

    async def _fetch(self, url: str, before: Asset | None) -> Asset:
        await self.pace.wait(urlsplit(url).netloc)
        answer = await self.client.fetch(url, conditions=conditions(before.headers) if before else None)
        if isinstance(answer, FetchFailed):
            return Asset(url=url, digest=answer.reason)
        if answer.status == NOT_MODIFIED and before:
            return before
        digest = f"{answer.status} {hashlib.sha256(answer.body).hexdigest()}"
        return Asset(url=url, digest=digest, headers=validators(answer.headers))


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what a server gives to ask by whether something changed, and what changes how bytes are read."""
    return {name: headers[name] for name in ("etag", "last-modified", "content-type") if headers.get(name)}


def conditions(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the request headers that ask for something only if it changed. Source: RFC 9110, section 13.1."""
    asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {asked[name]: headers[name] for name in asked if name in headers}
