"""Spacing of requests, on a clock of our own."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.pace import LONGEST_PAUSE_S, Pace


class Clock:
    """Time that passes only when all who wait are asleep."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._count = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, event))
        await event.wait()

    async def run(self, *tasks: Awaitable[None]) -> None:
        everything = asyncio.gather(*tasks)
        while not everything.done():
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if self._sleepers and not everything.done():
                self.now, _, event = heapq.heappop(self._sleepers)
                event.set()
        await everything


def slots(
    count: int, *, rate: float = 1.0, tabs: int = 1, before: Callable[[Pace], None] = lambda _: None
) -> list[float]:
    clock = Clock()
    pace = Pace(rate, clock=clock, sleep=clock.sleep)
    before(pace)
    times: list[float] = []

    async def tab() -> None:
        while len(times) < count:
            await pace.wait("h")
            times.append(clock.now)

    asyncio.run(clock.run(*(tab() for _ in range(tabs))))
    return times[:count]


def test_the_first_request_waits_for_nothing_and_the_others_keep_distance() -> None:
    assert slots(4, rate=2) == [0, 0.5, 1, 1.5]


def test_tabs_share_the_rate() -> None:
    assert slots(6, rate=2, tabs=3) == [0, 0.5, 1, 1.5, 2, 2.5]


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = Pace(1, clock=clock, sleep=clock.sleep)

    async def visit() -> None:
        await pace.wait("a")
        await pace.wait("b")

    asyncio.run(clock.run(visit()))
    assert clock.now == 0


def test_a_crawl_delay_is_a_floor() -> None:
    assert slots(3, rate=10, before=lambda pace: pace.set_crawl_delay("h", 5)) == [0, 5, 10]
    assert slots(3, rate=0.1, before=lambda pace: pace.set_crawl_delay("h", 5)) == [0, 10, 20]


def test_slowing_halves_the_rate_and_pauses() -> None:
    assert slots(3, rate=1, before=lambda pace: pace.slow("h")) == [2, 4, 6]
    assert slots(2, rate=1, before=lambda pace: pace.slow("h", retry_after_s=30)) == [30, 32]


@pytest.mark.parametrize(("asked", "first"), [(1e9, LONGEST_PAUSE_S), (-5.0, 0.0)])
def test_a_pause_is_bounded(asked: float, first: float) -> None:
    assert slots(1, before=lambda pace: pace.slow("h", retry_after_s=asked)) == [first]


def test_a_pause_also_holds_those_who_already_wait() -> None:
    clock = Clock()
    pace = Pace(1, clock=clock, sleep=clock.sleep)
    times: list[float] = []

    async def tab() -> None:
        await pace.wait("h")
        times.append(clock.now)
        if len(times) == 2:
            pace.slow("h", retry_after_s=10)

    asyncio.run(clock.run(*(tab() for _ in range(4))))
    assert times == [0, 1, 11, 13]


def test_recovery_is_slow_and_bounded() -> None:
    pace = Pace(1, 2)
    pace.slow("h")
    pace.slow("h")
    assert pace.rate_per_s("h") == 0.25
    pace.recover("h")
    assert pace.rate_per_s("h") == pytest.approx(0.45)
    for _ in range(50):
        pace.recover("h")
    assert pace.rate_per_s("h") == 2


def test_the_rate_never_falls_to_nothing() -> None:
    pace = Pace(1)
    for _ in range(5000):
        pace.slow("h")
    assert pace.rate_per_s("h") == 1 / 64


@given(st.floats(0.1, 20), st.integers(1, 4), st.floats(0, 10))
def test_no_two_requests_are_closer_than_allowed(rate: float, tabs: int, delay_s: float) -> None:
    times = slots(8, rate=rate, tabs=tabs, before=lambda pace: pace.set_crawl_delay("h", delay_s))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) >= max(1 / rate, delay_s) - 1e-6


def observed(pace: Pace, latencies_s: Iterable[float]) -> float:
    """Let a host answer in such times, each a good answer, and return its rate."""
    for latency_s in latencies_s:
        pace.observe("h", latency_s)
        pace.recover("h")
    return pace.rate_per_s("h")


def test_answers_that_come_far_later_than_usual_halve_the_rate_again_and_again() -> None:
    pace = Pace(1)
    assert observed(pace, [0.4] * 20) == 1
    assert observed(pace, [1.5] * 9) == 1
    assert observed(pace, [1.5]) == 0.5
    assert observed(pace, [1.5] * 10) == 0.25
    assert observed(pace, [1.5] * 60) == 1 / 64
    assert pace.rate_per_s("other") == 1


def test_the_rate_eases_when_answers_are_as_usual_again() -> None:
    pace = Pace(1)
    observed(pace, [0.4] * 20 + [1.5] * 20)
    assert observed(pace, [0.4] * 9) == 0.25
    assert observed(pace, [0.4]) == pytest.approx(0.35)
    assert observed(pace, [0.4] * 10) == 1


@pytest.mark.parametrize(
    "latencies_s",
    [
        pytest.param([0.01, 0.5, 0.02, 0.99] * 50, id="a quick server with jitter"),
        pytest.param([0.01] * 20 + [1.0] * 50, id="not yet felt"),
        pytest.param([0.5] * 20 + [1.4] * 50, id="not three times"),
        pytest.param([8.0] * 70, id="always slow"),
        pytest.param(([0.4] * 5 + [9.0] * 5) * 20, id="half of all pages are heavy"),
        pytest.param([9.0] * 9 + [0.4] * 100, id="slow before anything is known"),
    ],
)
def test_what_is_no_strain(latencies_s: list[float]) -> None:
    pace = Pace(1)
    rates = {observed(pace, [each]) for each in latencies_s}
    assert rates == {1}


def test_a_host_that_stays_slower_is_taken_as_it_is() -> None:
    pace = Pace(1)
    observed(pace, [0.4] * 20)
    assert observed(pace, [2.0] * 200) == 1 / 64
    assert observed(pace, [2.0] * 200) == 1


def test_a_host_that_got_quicker_is_measured_by_that() -> None:
    pace = Pace(1)
    observed(pace, [2.0] * 20 + [0.4] * 10)
    assert observed(pace, [2.0] * 10) == 0.5


def test_a_refusal_counts_also_under_strain() -> None:
    pace = Pace(1)
    observed(pace, [0.4] * 20 + [2.0] * 10)
    pace.slow("h")
    assert pace.rate_per_s("h") == 0.25


@given(st.lists(st.floats(0, 1), max_size=200))
def test_a_server_that_answers_within_a_second_is_never_slowed(latencies_s: list[float]) -> None:
    assert observed(Pace(5), latencies_s) == pytest.approx(5)


@given(st.lists(st.floats(0, 1000), max_size=200))
def test_latency_never_stops_the_audit(latencies_s: list[float]) -> None:
    assert 1 / 64 <= observed(Pace(1), latencies_s) <= 1
