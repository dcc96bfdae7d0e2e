"""Tell, before a page is shown, whether it is as it was: then its findings stand, and no browser is needed.

A page stands when the server says so (304) or sends the same bytes, when the site's style and script files that it uses
are the same, and when rules, engine, browser and window are those of the run that judged it. Other rules on the same
evidence: it is judged again from its record. Everything else, and a rotating share of all pages, is shown anew.
"""

import asyncio
import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from a11y_audit.audit.assets import NOT_MODIFIED, Assets, conditions, validators
from a11y_audit.audit.discover import Discovery
from a11y_audit.audit.plan import SHOWN_BY
from a11y_audit.audit.variants import Variants
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, Fetched, FetchFailed
from a11y_audit.crawl.pace import Pace
from a11y_audit.dom.encoding import decode
from a11y_audit.render.refusals import refusal
from a11y_audit.store.blobs import Blobs
from a11y_audit.store.runs import Run
from a11y_audit.store.standing import Basis, Known

_HARMLESS = frozenset({"browser", "axe", "second_viewport", "settle_ms", "renderer", "webdriver", "webdriver_browser"})
"""Settings of [render] that can't change what a page shows; versions tell of another browser or axe."""
_JUDGED_BY = ("a11y-audit", "rules", "dictionary")
_REFUSED = frozenset(
    {
        Why.NOT_FOUND,
        Why.REDIRECTED,
        Why.LEFT_SITE,
        Why.LOGIN,
        Why.FORBIDDEN,
        Why.CLIENT_ERROR,
        Why.NOT_HTML,
        Why.DUPLICATE,
    }
)
"""Ends that a plain request can tell as well as a browser. A server that fails or is busy is asked by the browser."""


class Evidence(Enum):
    """What an earlier run's record of a page is worth to this run."""

    STANDS = auto()
    JUDGE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Judge:
    """A page that is as it was, and is to be judged again from its record."""

    basis: Basis


Verdict = Basis | NotAudited | Judge | None
"""The page stands; it is refused as before; it is judged again; it is shown."""


@dataclass(slots=True, kw_only=True)
class Unchanged:
    """Looks at pages with plain requests.

    Attributes:
        run: this run.
        earlier: earlier runs, by id.
        ordinal: how many audits of the site there were before.
        rotate: an unchanged page is shown once in so many runs; 0: never.
        client, pace, assets, discovery, variants: how it is asked, how fast, shared files, what leads where.
        lastmod: when pages changed last, as sitemaps say.
        blobs: sources of pages as they were.
        stopped: whether no more pages are to be looked at.
    """

    run: Run
    earlier: Mapping[int, Run]
    ordinal: int
    rotate: int
    client: Client
    pace: Pace
    assets: Assets
    discovery: Discovery
    variants: Variants
    lastmod: Mapping[str, datetime]
    blobs: Blobs
    stopped: Callable[[], bool]
    _worth: dict[int, Evidence] = field(default_factory=dict)

    async def verdict(self, url: str, known: Known | None) -> Verdict:
        """Return what holds of a page, or None when it must be shown."""
        if known is None or self.stopped() or not self._may_hold(url, known):
            return None
        host = urlsplit(url).netloc
        await self.pace.wait(host)
        answer = await self.client.fetch(url, conditions=self._conditions(url, known.basis))
        if isinstance(answer, FetchFailed):
            return None
        self.pace.observe(host, answer.latency_s)
        if answer.status == NOT_MODIFIED:
            return await self._held(known.basis)
        if (end := self._end(url, answer)) is not None:
            return end if known.refused == end and end.why in _REFUSED else None
        return await self._answered(url, answer, known)

    async def _answered(self, url: str, answer: Fetched, known: Known) -> Verdict:
        if known.refused is not None and known.refused.why is Why.DUPLICATE:
            return known.refused if await self._is_still_variant(url, answer, known.refused.detail) else None
        if known.basis is None or not await asyncio.to_thread(self._is_same, answer, known.basis):
            return None
        return await self._held(known.basis)

    def _may_hold(self, url: str, known: Known) -> bool:
        if known.refused is not None and known.refused.why in _REFUSED:
            return True
        basis = known.basis
        return basis is not None and basis.assets is not None and not self._is_due(url) and self._evidence(basis)

    def _evidence(self, basis: Basis) -> bool:
        return self.worth(basis.judged_in) is not Evidence.NONE

    def worth(self, run_id: int) -> Evidence:
        """Return what the records of a run are worth to this one."""
        if run_id not in self._worth:
            self._worth[run_id] = _compared(self.earlier[run_id], self.run)
        return self._worth[run_id]

    def _is_due(self, url: str) -> bool:
        return self.rotate > 0 and (zlib.crc32(url.encode()) + self.ordinal) % self.rotate == 0

    def _conditions(self, url: str, basis: Basis | None) -> dict[str, str]:
        # A page that a sitemap calls newer than its test is asked for whole: its server's validators may be wrong.
        changed = self.lastmod.get(url)
        if basis is None or (changed is not None and changed > basis.tested_at):
            return {}
        return conditions(basis.headers)

    def _end(self, url: str, answer: Fetched) -> NotAudited | None:
        refused = refusal(answer.status, answer.headers)
        return refused or self.discovery.landed(url, answer.final_url)

    async def _held(self, basis: Basis | None) -> Verdict:
        if basis is None or basis.assets is None or not self._evidence(basis):
            return None
        if not await self.assets.same(basis.assets):
            return None
        return basis if self.worth(basis.judged_in) is Evidence.STANDS else Judge(basis)

    def _is_same(self, answer: Fetched, basis: Basis) -> bool:
        kind = validators(answer.headers).get("content-type", "")
        if kind != basis.headers.get("content-type", ""):
            return False
        if hashlib.sha256(answer.body).hexdigest() == basis.source:
            return True
        # A browser hands over what it read in Shift_JIS and the like as UTF-8: the text is the same, the bytes are not.
        return decode(answer.body, kind)[0] == decode(self.blobs.get(basis.source), kind)[0]

    async def _is_still_variant(self, url: str, answer: Fetched, of: str) -> bool:
        soup = BeautifulSoup(answer.body, "lxml", parse_only=SoupStrainer("link"))
        named = soup.find("link", rel="canonical", href=True)
        if named is None or self.discovery.form(str(named["href"]), answer.final_url) != of:
            return False
        return await self.variants.duplicate(url, of) is not None


def _compared(before: Run, now: Run) -> Evidence:
    if _window(before.settings) != _window(now.settings) or not _alike(before, now, SHOWN_BY):
        return Evidence.NONE
    return Evidence.STANDS if _alike(before, now, _JUDGED_BY) else Evidence.JUDGE


def _window(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in settings.get("render", {}).items() if key not in _HARMLESS}


def _alike(before: Run, now: Run, names: Sequence[str]) -> bool:
    return all(before.versions.get(name) == now.versions.get(name) for name in names)
