"""What a visit makes of a browser that fails."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from a11y_audit.audit.visit import Visited, Visitor
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import BrowserError
from a11y_audit.render.tab import BrokenTab


class Tabs:
    """Lends nothing: it raises what it is told, or hangs."""

    def __init__(self, *faults: BaseException | None, networks: Iterable[int] = ()) -> None:
        self.faults = list(faults)
        self.network = 1
        self.networks = list(networks)

    async def network_changed(self, since: int | None) -> bool:
        if self.networks:
            self.network = self.networks.pop(0)
        return self.network != since

    @asynccontextmanager
    async def lend(self, *, fresh: bool) -> AsyncIterator[Any]:
        assert not fresh
        if fault := self.faults.pop(0):
            raise fault
        await asyncio.Event().wait()
        yield None


def visited(tabs: Any) -> Visited | NotAudited:
    visitor = Visitor(tabs=tabs, rules=(), axe=None, timeout_s=0.05, element_limit=1)
    return asyncio.run(visitor.visit("https://www.city.example.jp/"))


def test_a_browser_that_can_not_be_started_again_ends_the_audit() -> None:
    with pytest.raises(BrowserError):
        visited(Tabs(BrowserError(Text("無い", "none"), Text("導入", "install"))))


def test_a_crash_is_tried_once_more() -> None:
    tabs = Tabs(BrokenTab("Target crashed"), BrokenTab("Target crashed"))
    assert NotAudited(Why.CRASH, "Target crashed") == visited(tabs)
    assert tabs.faults == []


def test_a_browser_that_hangs_before_it_lends_a_tab_is_a_timeout() -> None:
    assert NotAudited(Why.TIMEOUT, "0.05 s") == visited(Tabs(None))


def test_our_own_fault_on_one_page_does_not_end_the_audit() -> None:
    assert NotAudited(Why.INTERNAL, "ValueError") == visited(Tabs(ValueError("x")))


def test_what_the_browsers_network_process_cut_off_is_tried_once_more() -> None:
    tabs = Tabs(None, None, networks=(2, 2))
    assert NotAudited(Why.TIMEOUT, "0.05 s") == visited(tabs)
    assert tabs.faults == []


def test_a_page_whose_network_breaks_again_and_again_is_told_so() -> None:
    outcome = visited(Tabs(None, None, networks=(2, 3)))
    assert isinstance(outcome, NotAudited)
    assert outcome.why is Why.NETWORK
