"""Space the requests to each host, so that an audit is no burden to the city's server.

One `Pace` is shared by all tabs of a run: more tabs never mean more requests a second to one host. A host that asks for
less gets less (`slow`), and so does one that only shows it, by answering ever later (`observe`).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import median_low
from typing import Final

LONGEST_PAUSE_S: Final = 600.0
"""Longest wait that a server's `Retry-After` can impose; a longer one would look like a hanging audit."""

_SLOWEST_SHARE: Final = 1 / 64
_EASE: Final = 0.1

_FIRST: Final = 20
"""Answers from which a host's usual latency is learnt: enough for heavy and light pages to be among them."""
_RECENT: Final = 10
"""Answers that are judged together, by their median: half of them may be slow for reasons of their own (a search, a
large page). Each judgement takes new ones, so that what a lower rate brought is seen before the next."""
_STRAIN: Final = 3.0
"""How many times its usual latency a host needs when it is under strain: in the simplest queue (M/M/1) the time to an
answer triples when the load goes from a half to five sixths, after which it grows without bounds."""
_NOTICED_S: Final = 1.0
"""Latency under which no host is slowed: twenty milliseconds that become a hundred are jitter, and hurt no visitor."""
_FOLLOW: Final = 1.02
"""Growth of the usual latency with each judgement, at most. A host that stays three times slower is taken as it is
after some hundreds of answers, since at the lowest rate its slowness can't be our doing."""


class Pace:
    """Give each request to a host its time slot.

    Args:
        rate_per_s: Requests a second with which each host begins.
        max_rate_per_s: Rate up to which `recover` may ease; by default the rate of the beginning.
        clock: Seconds that never run backwards.
        sleep: Waits for some seconds.
    """

    def __init__(
        self,
        rate_per_s: float,
        max_rate_per_s: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rate_per_s = rate_per_s
        self._max_rate_per_s = rate_per_s if max_rate_per_s is None else max_rate_per_s
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    async def wait(self, host: str) -> None:
        """Wait for the next free slot of a host; callers are served in the order in which they called."""
        lane = self._lane(host)
        while True:
            now = self._clock()
            slot = max(now, lane.next_slot, lane.paused_until)
            lane.next_slot = slot + lane.interval_s
            while (remaining := slot - self._clock()) > 0:
                await self._sleep(remaining)
            # The host may have asked for a pause while this caller slept.
            if lane.paused_until <= slot:
                return

    def slow(self, host: str, retry_after_s: float | None = None) -> None:
        """Halve the rate after an answer 429 or 503, and pause the host as long as it asked, at most ten minutes."""
        lane = self._lane(host)
        self._halve(lane)
        pause_s = lane.interval_s if retry_after_s is None else min(max(retry_after_s, 0.0), LONGEST_PAUSE_S)
        lane.paused_until = max(lane.paused_until, self._clock() + pause_s)

    def recover(self, host: str) -> None:
        """Ease the rate a little after a good answer, by a tenth of the highest rate; not while it is strained."""
        lane = self._lane(host)
        if not lane.is_strained:
            lane.rate_per_s = min(lane.rate_per_s + self._max_rate_per_s * _EASE, self._max_rate_per_s)

    def observe(self, host: str, latency_s: float) -> None:
        """Take note of how long a host took to answer; halve its rate while the answers come far later than usual."""
        lane = self._lane(host)
        lane.latencies_s.append(latency_s)
        if len(lane.latencies_s) < (_FIRST if lane.usual_s is None else _RECENT):
            return
        recent_s = median_low(lane.latencies_s)
        lane.latencies_s.clear()
        if lane.usual_s is None:
            lane.usual_s = recent_s
            return
        lane.is_strained = recent_s > max(lane.usual_s * _STRAIN, _NOTICED_S)
        lane.usual_s = min(recent_s, lane.usual_s * _FOLLOW)
        if lane.is_strained:
            self._halve(lane)

    def set_crawl_delay(self, host: str, delay_s: float) -> None:
        """Keep at least `delay_s` seconds between two requests, as the host's robots.txt asks."""
        self._lane(host).delay_s = delay_s

    def rate_per_s(self, host: str) -> float:
        """Return the requests a second that the host gets now."""
        return 1 / self._lane(host).interval_s

    def _halve(self, lane: "_Lane") -> None:
        lane.rate_per_s = max(lane.rate_per_s / 2, self._rate_per_s * _SLOWEST_SHARE)

    def _lane(self, host: str) -> "_Lane":
        return self._lanes.setdefault(host, _Lane(rate_per_s=self._rate_per_s))


@dataclass(slots=True, kw_only=True)
class _Lane:
    """What is known of one host; times are those of the pace's clock; `latencies_s` are those not yet judged."""

    rate_per_s: float
    delay_s: float = 0.0
    next_slot: float = float("-inf")
    paused_until: float = float("-inf")
    latencies_s: list[float] = field(default_factory=list)
    usual_s: float | None = None
    is_strained: bool = False

    @property
    def interval_s(self) -> float:
        return max(1 / self.rate_per_s, self.delay_s)
