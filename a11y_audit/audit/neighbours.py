"""Other pages that a probe looks at for a moment: only those that crawling would show, and each in its turn."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from a11y_audit.audit.entry import RobotsBook
from a11y_audit.crawl.links import classify
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.scope import Scope
from a11y_audit.crawl.traps import never_followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What may be looked at: `scope` of the site, what `robots.txt` allows, at the `pace` of all other requests."""

    scope: Scope
    robots: RobotsBook
    pace: Pace

    async def may_be_shown(self, url: str) -> bool:
        """Wait for the turn of a page; False for one that acts, is no page, or is not to be audited."""
        if classify(url) != "page" or never_followed(url) or not self.scope.decide(url).in_scope:
            return False
        if await self.robots.refusal(url):
            return False
        await self.pace.wait(urlsplit(url).netloc)
        return True
