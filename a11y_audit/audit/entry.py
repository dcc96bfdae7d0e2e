"""Enter a site: try the seeds, read robots.txt and sitemaps, before any browser is started."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl import robots as robots_file
from a11y_audit.crawl import sitemap as sitemap_file
from a11y_audit.crawl.client import Client, Fetched, FetchFailed
from a11y_audit.crawl.robots import Robots
from a11y_audit.crawl.urls import canonical, origin
from a11y_audit.errors import SiteError, UsageError
from a11y_audit.log import get_logger
from a11y_audit.render.tab import refusal

log = get_logger(__name__)

SITEMAPS_READ = 200
PROBLEMS_TOLD = 10
"""Problems of sitemaps that the log names; one broken file can have thousands."""
REASONS = {
    "dns": Why.NO_HOST,
    "refused": Why.REFUSED,
    "tls": Why.TLS,
    "timeout": Why.TIMEOUT,
    "redirect_loop": Why.REDIRECT_LOOP,
    "too_large": Why.TOO_LARGE,
    "protocol": Why.NETWORK,
}


class RobotsBook:
    """The robots.txt of every host of a run, each read once, when its first page is to be visited."""

    def __init__(self, client: Client, agent: str, *, asked: bool) -> None:
        """Read with `client`, decide for `agent`; without `asked` everything is allowed and nothing is read."""
        self.known: dict[str, Robots] = {}
        self._client = client
        self._agent = agent
        self._asked = asked
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def refusal(self, url: str) -> NotAudited | None:
        """Return the line that forbids a page, or None when it may be visited."""
        if not self._asked:
            return None
        host = urlsplit(url).netloc
        # One lock for each host: one that does not answer must not hold up the others.
        async with self._reading[host]:
            if host not in self.known:
                self.known[host] = await self._read(f"{origin(url)}/robots.txt")
        return self.decide(url)

    def decide(self, url: str) -> NotAudited | None:
        """Do what `refusal` does, as far as the host's file has been read already."""
        file = self.known.get(urlsplit(url).netloc)
        if file is None:
            return None
        if file.availability == "unreachable":
            # RFC 9309, 2.3.1.4: everything is forbidden, but by a fault of the server and not by anyone's choice.
            return NotAudited(Why.SERVER_ERROR, "robots.txt")
        decision = file.allows(url, self._agent)
        return None if decision.allowed else NotAudited(Why.ROBOTS, decision.line or "robots.txt")

    def delay_s(self, host: str) -> float | None:
        """Return the pause between two requests that a host asks for, in seconds, where it asks for one."""
        file = self.known.get(host)
        return file.crawl_delay_s(self._agent) if file else None

    async def _read(self, place: str) -> Robots:
        answer = await self._client.fetch(place)
        if isinstance(answer, Fetched):
            return robots_file.parse(answer.body, answer.status, answer.final_url)
        return robots_file.parse(b"", None, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The ways into a site.

    Attributes:
        seeds: canonical addresses at which the audit begins, after redirects.
        sitemap: addresses that sitemaps name.
        problems: what was wrong with sitemaps, for the report.
    """

    seeds: tuple[str, ...]
    sitemap: tuple[str, ...]
    problems: tuple[str, ...] = ()


async def enter(client: Client, robots: RobotsBook, seeds: Iterable[str], *, read_sitemaps: bool) -> Entry:
    """Try every seed, and read what the site says about itself.

    Raises:
        UsageError: a seed is no address of a web page.
        SiteError: no seed can be audited; the message says why and what to do.
    """
    entered: list[str] = []
    failures: list[tuple[str, NotAudited]] = []
    for seed in seeds:
        outcome = await _try(client, address(seed))
        if isinstance(outcome, NotAudited):
            failures.append((seed, outcome))
            continue
        if forbidden := await robots.refusal(outcome):
            failures.append((seed, forbidden))
            continue
        entered.append(outcome)
    if not entered:
        raise unreachable(failures)
    urls, problems = await _sitemaps(client, entered, robots.known) if read_sitemaps else ((), ())
    if problems:
        log.warning("sitemap_problems", number=len(problems), first=problems[:PROBLEMS_TOLD])
    return Entry(seeds=tuple(dict.fromkeys(entered)), sitemap=urls, problems=problems)


def address(text: str) -> str:
    """Return the canonical address that a person meant, "https://" added where no scheme is given.

    Raises:
        UsageError: it is none.
    """
    given = text.strip()
    url = canonical(given if "://" in given else f"https://{given}")
    host = urlsplit(url).hostname if url else None
    if url is None or not host:
        raise UsageError(
            Text(f"ウェブページのアドレスではありません: {text}", f"This is not the address of a web page: {text}"),
            Text("https://www.example.jp/ のように書いてください。", "Write it like https://www.example.jp/"),
        )
    return url


def unreachable(failures: list[tuple[str, NotAudited]]) -> SiteError:
    """Return the error that tells why no seed could be audited, and what to do."""
    ja = " / ".join(f"{seed}: {each.why.cause.ja}（{each.detail}）" for seed, each in failures)
    en = " / ".join(f"{seed}: {each.why.cause.en} ({each.detail})" for seed, each in failures)
    step = failures[0][1].why.step
    return SiteError(Text(f"サイトを検査できません。{ja}", f"The site can't be audited. {en}"), step)


async def _try(client: Client, url: str) -> str | NotAudited:
    answer = await client.fetch(url)
    if isinstance(answer, FetchFailed):
        return NotAudited(REASONS.get(answer.reason, Why.NETWORK), answer.detail)
    refused = refusal(answer.status, answer.headers)
    return refused or canonical(answer.final_url) or url


async def _sitemaps(
    client: Client, seeds: Iterable[str], robots: Mapping[str, Robots]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named = [each for file in robots.values() for each in file.sitemaps]
    waiting = list(dict.fromkeys([*named, *(f"{origin(seed)}/sitemap.xml" for seed in seeds)]))
    seen = set(waiting)
    found: dict[str, None] = {}
    problems: list[str] = []
    read = 0
    while waiting and read < SITEMAPS_READ:
        place = waiting.pop(0)
        read += 1
        answer = await client.fetch(place)
        if isinstance(answer, FetchFailed) or answer.status != 200:  # noqa: PLR2004 -- OK
            if place in named:
                problems.append(f"{place}: {answer.reason if isinstance(answer, FetchFailed) else answer.status}")
            continue
        sitemap = sitemap_file.parse(answer.body)
        found |= dict.fromkeys(each.url for each in sitemap.urls)
        waiting += [each for each in dict.fromkeys(sitemap.sitemaps) if each not in seen]
        seen.update(sitemap.sitemaps)
        problems += (f"{place}: {each}" for each in sitemap.problems)
    if waiting:
        problems.append(f"{waiting[0]}: not read, {SITEMAPS_READ} sitemaps at most ({len(waiting)} left)")
    return tuple(found), tuple(problems)
