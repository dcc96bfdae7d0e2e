"""Audit just the pages that were named: no crawl, no store, no history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from a11y_audit.audit import plan
from a11y_audit.audit.entry import RobotsBook, address
from a11y_audit.audit.events import Progress, Report, together
from a11y_audit.audit.judge import judge_site
from a11y_audit.audit.neighbours import Neighbours
from a11y_audit.audit.plan import Plan
from a11y_audit.audit.probing import Every
from a11y_audit.audit.visit import Visitor
from a11y_audit.core.finding import Finding
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited
from a11y_audit.crawl.network import Border
from a11y_audit.errors import UsageError
from a11y_audit.render.tabs import Tabs
from a11y_audit.render.webdriver import WebDrivers
from a11y_audit.settings import Settings
from a11y_audit.subject import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one page gave: why it was not audited, or its findings; `facts` are None where it was not."""

    url: str
    not_audited: NotAudited | None = None
    findings: tuple[Finding, ...] = ()
    facts: Facts | None = None


async def check(
    settings: Settings, chosen: Plan, urls: Sequence[str], *, as_site: bool, progress: Report
) -> list[Checked]:
    """Audit these pages; one result for each address, in order.

    Args:
        settings: browser and pace.
        chosen: rules.
        urls: addresses of pages.
        as_site: whether the rules that compare pages run over them as well.
        progress: told after each page.

    Raises:
        UsageError: an address is none of a web page, or the wished renderer can't show protected ones.
        BrowserError: no browser can be used.
    """
    addresses = [address(url) for url in urls]
    pace = plan.pace(settings, addresses)
    results: dict[int, Checked] = {}
    waiting = iter(enumerate(addresses))

    async def work(visitor: Visitor) -> None:
        for place, url in waiting:
            await pace.wait(urlsplit(url).netloc)
            results[place] = await _one(visitor, url)
            progress(_progress(results.values(), len(addresses), url))

    border = Border(addresses)
    async with plan.client(settings, border) as client, _browser(settings, border) as browser:
        robots = RobotsBook(client, plan.AGENT, pace=pace, asked=settings.crawl.robots)
        neighbours = Neighbours(scope=plan.scope(settings, addresses), robots=robots, pace=pace)
        trying = plan.probing(settings, chosen, Every(), neighbours)
        visitor = plan.visitor(settings, chosen, browser, pictured=None, trying=trying)
        await together(work(visitor) for _ in range(settings.crawl.parallel))
    over_pages = _over_pages(results, chosen) if as_site else {}
    return [_with(results[place], over_pages.get(url, ())) for place, url in enumerate(addresses)]


def _browser(settings: Settings, border: Border) -> Tabs | WebDrivers:
    if settings.render.renderer == "playwright":
        return plan.tabs(settings, border)
    if settings.access or settings.render.storage_state:
        raise UsageError(
            Text(
                "renderer が selenium のときは、認証の要るページを検査できません。",
                "Protected pages can't be audited with renderer selenium.",
            ),
            Text(
                "設定 [[access]] と [render] storage_state を除くか、renderer を playwright にしてください。",
                "Leave out [[access]] and [render] storage_state of the settings, or use playwright.",
            ),
        )
    return plan.webdrivers(settings)


async def _one(visitor: Visitor, url: str) -> Checked:
    outcome = await visitor.visit(url)
    if isinstance(outcome, NotAudited):
        return Checked(url=url, not_audited=outcome)
    return Checked(url=url, findings=outcome.judgement.findings, facts=outcome.facts)


def _over_pages(results: Mapping[int, Checked], chosen: Plan) -> dict[str, list[Finding]]:
    known = {each.url: each.facts for each in results.values() if each.facts}
    ordered = [known[url] for url in sorted(known)]
    found: dict[str, list[Finding]] = {}
    for finding in judge_site(lambda: ordered, chosen.site_rules):
        found.setdefault(finding.page, []).append(finding)
    return found


def _with(checked: Checked, more: Iterable[Finding]) -> Checked:
    return Checked(
        url=checked.url,
        not_audited=checked.not_audited,
        findings=(*checked.findings, *more),
        facts=checked.facts,
    )


def _progress(done: Iterable[Checked], number: int, url: str) -> Progress:
    ended = list(done)
    refused = sum(each.not_audited is not None for each in ended)
    return Progress(
        audited=len(ended) - refused,
        waiting=number - len(ended),
        not_audited=refused,
        found=number,
        left_out=0,
        url=url,
    )
