"""Reasons of the site to leave it alone: hours in which it is not to be audited, and emergencies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from a11y_audit.core.text import Text
from a11y_audit.crawl.client import Client, Fetched
from a11y_audit.crawl.emergency import shown
from a11y_audit.crawl.hours import JAPAN, QuietHours
from a11y_audit.dom.encoding import decode
from a11y_audit.errors import RestError

LOOK_AGAIN: Final = timedelta(minutes=10)
"""How often the seeds are looked at for words of an emergency."""
QUIET: Final = "quiet_hours"
EMERGENCY: Final = "emergency"
STORM: Final = "storm"
BUDGET: Final = "budget"


@dataclass(slots=True, kw_only=True)
class Watch:
    """Looks, before an audit and while it runs, whether the site is to be left alone.

    Attributes:
        client: asks for the seeds.
        seeds: pages that would show an emergency.
        words: what they would show; nothing is asked when there are none.
        hours: hours without audit.
        now: returns the time, aware UTC.
        until: when the time of this night is over, or None.
    """

    client: Client
    seeds: Sequence[str]
    words: Sequence[str]
    hours: QuietHours
    now: Callable[[], datetime]
    until: datetime | None = None
    _looked: datetime | None = field(default=None)

    async def begin(self) -> None:
        """Look once, before anything is stored.

        Raises:
            RestError: the site is to be left alone now.
        """
        if moment := self.hours.until(self.now()):
            until = moment.astimezone(JAPAN)
            raise RestError(
                Text(
                    f"設定した「検査をしない時間帯」です（{until:%H:%M} まで）。",
                    f"These are hours without audit, by the settings (until {until:%H:%M}).",
                ),
                Text(
                    "この時間のあとに実行するか、設定 [crawl] quiet_hours を変えてください。",
                    "Run it afterwards, or change [crawl] quiet_hours in the settings.",
                ),
            )
        if word := await self._word():
            raise RestError(
                Text(
                    f"始めのページに「{word}」とあるため、緊急時と見なして検査しません。",
                    f"A seed page shows “{word}”: taken as an emergency, so nothing is audited.",
                ),
                Text(
                    "表示がなくなってから実行してください。言葉は設定 [crawl] emergency_words にあります。",
                    "Run it when that is gone. The words are in [crawl] emergency_words of the settings.",
                ),
            )

    async def look(self) -> str | None:
        """Return why the audit must stop now, as a code for the report, or None."""
        moment = self.now()
        if self.hours.contains(moment):
            return QUIET
        if self.until is not None and moment >= self.until:
            return BUDGET
        # A clock that was set back must not put this off.
        if self._looked is not None and abs(moment - self._looked) >= LOOK_AGAIN and await self._word():
            return EMERGENCY
        return None

    async def _word(self) -> str | None:
        self._looked = self.now()
        for seed in self.seeds if self.words else ():
            answer = await self.client.fetch(seed)
            if isinstance(answer, Fetched):
                text, _ = decode(answer.body, answer.headers.get("content-type", ""))
                if word := shown(text, self.words):
                    return word
        return None
