"""Enter a site: try the seeds, read robots.txt, sitemaps, feeds and lists, before any browser is started."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl import indexes
from a11y_audit.crawl import robots as robots_file
from a11y_audit.crawl import seeds as seeds_file
from a11y_audit.crawl import sitemap as sitemap_file
from a11y_audit.crawl.client import Client, Fetched, FetchFailed
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.robots import Robots
from a11y_audit.crawl.seeds import SeedList
from a11y_audit.crawl.urls import canonical, origin
from a11y_audit.errors import SiteError, UsageError
from a11y_audit.log import get_logger
from a11y_audit.render.refusals import refusal
from a11y_audit.settings.model import Site

log = get_logger(__name__)

FoundBy = Literal["sitemap", "feed", "list"]

SITEMAPS_READ = 200
PROBLEMS_TOLD = 10
"""Problems that the log names, and that are told of one file; a broken one can have thousands."""
REASONS = {
    "dns": Why.NO_HOST,
    "refused": Why.REFUSED,
    "tls": Why.TLS,
    "timeout": Why.TIMEOUT,
    "redirect_loop": Why.REDIRECT_LOOP,
    "too_large": Why.TOO_LARGE,
    "private": Why.PRIVATE,
    "protocol": Why.NETWORK,
}
_WHOLE: frozenset[str] = frozenset()
"""No parameter is dropped: which ones are is decided once, where addresses come into the queue."""


class RobotsBook:
    """The robots.txt of every host of a run, each read once, when its first page is to be visited."""

    def __init__(self, client: Client, agent: str, *, asked: bool, pace: Pace) -> None:
        """Read with `client` at `pace`, decide for `agent`; without `asked` all is allowed and nothing is read."""
        self.known: dict[str, Robots] = {}
        self._client = client
        self._agent = agent
        self._asked = asked
        self._pace = pace
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
                if delay := self.delay_s(host):
                    self._pace.set_crawl_delay(host, delay)
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
        answer = await _ask(self._client, self._pace, place)
        if isinstance(answer, Fetched):
            return robots_file.parse(answer.body, answer.status, answer.final_url)
        return robots_file.parse(b"", None, place)


@dataclass(frozen=True, slots=True)
class Way:
    """A page that the site names elsewhere than in links: where, and when it changed last, if that is told."""

    found_by: FoundBy
    url: str
    lastmod: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The ways into a site.

    Attributes:
        seeds: canonical addresses at which the audit begins, after redirects.
        ways: what sitemaps, feeds and lists name, in this order, each page once for each of the three; canonical with
            all parameters, of any host.
        problems: what was wrong with these files, for the report; at most ten for each.
        index_names: for the origin of each seed, the names of index pages that stand for their folder.
    """

    seeds: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    problems: tuple[str, ...] = ()
    index_names: Mapping[str, frozenset[str]] = field(default_factory=dict)


async def enter(client: Client, robots: RobotsBook, pace: Pace, site: Site, *, read_sitemaps: bool) -> Entry:
    """Try every seed, and read what the site and its makers say about its pages.

    Raises:
        UsageError: a seed is no address of a web page.
        SettingsError: a list can't be read, or holds no address.
        SiteError: no seed can be audited; the message says why and what to do.
    """
    lists = [(Path(each).name, await asyncio.to_thread(seeds_file.read, each)) for each in site.lists]
    arrived = await _arrived(client, robots, pace, site.seeds)
    entered = tuple(dict.fromkeys(arrived.values()))
    reading = _Reading(client, robots, pace)
    if read_sitemaps:
        await reading.sitemaps(entered)
    await reading.feeds(site.feeds)
    first = address(site.seeds[0])
    for name, found in lists:
        reading.listed(name, found, arrived.get(first, first))
    ways = tuple(reading.ways.values())
    if reading.problems:
        log.warning("entry_problems", number=len(reading.problems), first=reading.problems[:PROBLEMS_TOLD])
    names = await indexes.observe(
        client,
        pace,
        [each for seed in entered if (each := origin(seed))],
        mentioned=[*entered, *(way.url for way in ways)],
        allowed=lambda url: robots.decide(url) is None,
    )
    return Entry(seeds=entered, ways=ways, problems=tuple(reading.problems), index_names=names)


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


async def _arrived(client: Client, robots: RobotsBook, pace: Pace, seeds: Iterable[str]) -> dict[str, str]:
    """Return where each seed led that can be audited."""
    arrived: dict[str, str] = {}
    failures: list[tuple[str, NotAudited]] = []
    for seed in seeds:
        url = address(seed)
        outcome = await _try(client, pace, url)
        if isinstance(outcome, str):
            outcome = await robots.refusal(outcome) or outcome
        if isinstance(outcome, NotAudited):
            failures.append((seed, outcome))
        else:
            arrived[url] = outcome
    if not arrived:
        raise unreachable(failures)
    return arrived


async def _try(client: Client, pace: Pace, url: str) -> str | NotAudited:
    answer = await _ask(client, pace, url)
    if isinstance(answer, FetchFailed):
        return NotAudited(REASONS.get(answer.reason, Why.NETWORK), answer.detail)
    refused = refusal(answer.status, answer.headers)
    return refused or canonical(answer.final_url) or url


async def _ask(client: Client, pace: Pace, url: str) -> Fetched | FetchFailed:
    await pace.wait(urlsplit(url).netloc)
    return await client.fetch(url)


class _Reading:
    """Takes in the addresses that files name, one file after the other."""

    def __init__(self, client: Client, robots: RobotsBook, pace: Pace) -> None:
        self.ways: dict[tuple[FoundBy, str], Way] = {}
        self.problems: list[str] = []
        self._client = client
        self._robots = robots
        self._pace = pace

    async def sitemaps(self, seeds: Iterable[str]) -> None:
        """Read what each robots.txt names, the usual place, and the sitemaps that these lead to."""
        named = dict.fromkeys(each for file in self._robots.known.values() for each in file.sitemaps)
        guessed = dict.fromkeys(f"{origin(seed)}/sitemap.xml" for seed in seeds)
        waiting = deque(dict.fromkeys([*named, *guessed]))
        seen = set(waiting)
        for _ in range(SITEMAPS_READ):
            if not waiting:
                return
            place = waiting.popleft()
            # A robots.txt that names a sitemap wishes it to be read, whatever else it forbids.
            inner = await self._read(
                place, "sitemap", is_invited=place in named, is_guess=place not in named and place in guessed
            )
            waiting += [each for each in dict.fromkeys(inner) if each not in seen]
            seen.update(inner)
        if waiting:
            self.problems.append(f"{waiting[0]}: not read, {SITEMAPS_READ} sitemaps at most ({len(waiting)} left)")

    async def feeds(self, places: Iterable[str]) -> None:
        for place in places:
            await self._read(address(place), "feed")

    def listed(self, name: str, found: SeedList, base: str) -> None:
        """Take in a list whose paths are those of the site of `base`."""
        lost = self._take("list", ((url, None) for url in found.urls), base)
        self.problems += [f"{name}: {each}" for each in (*lost, *found.problems)][:PROBLEMS_TOLD]

    async def _read(
        self, place: str, found_by: FoundBy, *, is_invited: bool = False, is_guess: bool = False
    ) -> list[str]:
        """Take in one sitemap or feed, and return the sitemaps that it names; of a guess that fails nothing is told."""
        if not is_invited and (forbidden := await self._robots.refusal(place)):
            if not is_guess:
                self.problems.append(f"{place}: {forbidden.why}, {forbidden.detail}")
            return []
        answer = await _ask(self._client, self._pace, place)
        if isinstance(answer, FetchFailed) or answer.status != HTTPStatus.OK:
            if not is_guess:
                self.problems.append(f"{place}: {answer.reason if isinstance(answer, FetchFailed) else answer.status}")
            return []
        file = sitemap_file.parse(answer.body)
        if is_guess and "not_a_sitemap" in file.problems:
            # Many servers show their home page, or that there is no such page, with status 200.
            return []
        lost = self._take(found_by, ((each.url, each.lastmod) for each in file.urls), answer.final_url)
        self.problems += (f"{place}: {each}" for each in (*file.problems, *lost))
        inner = (canonical(each, answer.final_url, drop_parameters=_WHOLE) for each in file.sitemaps)
        return [each for each in inner if each]

    def _take(self, found_by: FoundBy, named: Iterable[tuple[str, datetime | None]], base: str) -> list[str]:
        """Keep addresses, those without a host as of `base`; return what is to be told of those that are none."""
        lost = 0
        for written, lastmod in named:
            url = canonical(written, base, drop_parameters=_WHOLE)
            if url is None:
                lost += 1
            else:
                self.ways.setdefault((found_by, url), Way(found_by, url, lastmod))
        return [f"{lost} entries are no addresses of the web"] if lost else []
