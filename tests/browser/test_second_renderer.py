"""A second opinion by WebDriver: what axe finds agrees with what it finds in the usual browser."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from a11y_audit import api
from a11y_audit.audit.checking import Checked
from a11y_audit.core.visit import Why
from a11y_audit.errors import BrowserError, UsageError
from a11y_audit.render.browser import browser
from a11y_audit.render.webdriver import in_window
from a11y_audit.settings import Settings
from a11y_audit.testing.browsing import Pages
from a11y_audit.testing.demo_city.catalogue import catalogue
from a11y_audit.testing.demo_city.server import serve
from tests.browser.processes import SYSTEM, survivors
from tests.browser.undisturbed import begin, said

pytestmark = pytest.mark.browser

needs_driver = pytest.mark.skipif(shutil.which("chromedriver") is None, reason="chromedriver is an extra part")
BROWSERS = [
    pytest.param("chrome", marks=needs_driver),
    pytest.param(
        "firefox",
        marks=pytest.mark.skipif(
            shutil.which("geckodriver") is None or not any(map(shutil.which, ("firefox", "firefox-esr"))),
            reason="no package of Debian has geckodriver; put one on the PATH",
        ),
    ),
]


def checked(urls: list[str], **render: object) -> list[Checked]:
    settings = Settings.model_validate({"render": render, "probes": {"on": False}})
    return asyncio.run(api.check(settings, urls, progress=lambda _: None))


@pytest.fixture(scope="module")
def pages_of_the_city() -> Iterator[list[str]]:
    with serve(1) as url:
        yield [urljoin(url, page.path) for page in catalogue().pages if 1 in page.nights][:40]


def by_axe(results: list[Checked]) -> dict[str, set[tuple[str, str, str]]]:
    return {
        each.url: {
            (finding.rule, finding.reason, finding.target.selector if finding.target else "")
            for finding in each.findings
            if finding.rule.startswith("axe/")
        }
        for each in results
    }


@pytest.fixture(scope="module")
def usual(pages_of_the_city: list[str]) -> list[Checked]:
    return checked(pages_of_the_city)


@pytest.mark.parametrize("browser", BROWSERS)
def test_axe_finds_the_same_by_webdriver_on_the_demo_city(
    browser: str, pages_of_the_city: list[str], usual: list[Checked]
) -> None:
    driven = checked(pages_of_the_city, renderer="selenium", webdriver_browser=browser)

    assert any(by_axe(usual).values())
    assert by_axe(usual) == by_axe(driven)


@pytest.fixture
def grid() -> Iterator[str]:
    """Serve WebDriver to others, as a node of a grid does."""
    command = [shutil.which("chromedriver") or "", "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
        try:
            assert server.stdout is not None
            ports = (re.search(r"on port (\d+)", line) for line in server.stdout)
            port = next(each[1] for each in ports if each and each[1] != "0")
            yield f"http://127.0.0.1:{port}"
        finally:
            # A browser of its has its output, too: reading on to the end might not end.
            os.killpg(server.pid, signal.SIGKILL)


@needs_driver
def test_a_browser_elsewhere_finds_the_same(grid: str, pages_of_the_city: list[str], usual: list[Checked]) -> None:
    driven = checked(pages_of_the_city[:12], renderer="selenium", webdriver=grid)

    assert any(by_axe(usual[:12]).values())
    assert by_axe(usual[:12]) == by_axe(driven)


def test_what_a_driver_puts_in_stands_at_the_window() -> None:
    """Firefox runs it with a global object of its own, as this function does."""
    run = """(script) => {
      const window = {};
      Function("window", "globalThis", script)(window, {});
      return Object.keys(window);
    }"""

    async def names() -> object:
        async with browser() as started:
            tab = await started.new_page()
            return await tab.evaluate(run, in_window('"use strict"; globalThis.a11yAuditOne = 1;'))

    assert ["a11yAuditOne"] == asyncio.run(names())


@needs_driver
@pytest.mark.skipif(not SYSTEM.is_dir(), reason="finds processes by /proc")
def test_no_browser_is_left(tmp_path: Path) -> None:
    pages = Pages()
    pages.bodies["/"] = '<!doctype html><html lang="ja"><title>市</title><h1>市の情報</h1>'.encode()
    try:
        program = begin(tmp_path, "check", f"{pages.origin}/", "--renderer", "selenium")
        assert program.wait(60) == 0, said(tmp_path)
    finally:
        pages.close()

    assert survivors(tmp_path, within_s=5.0) == {}


@needs_driver
def test_what_can_not_be_shown_has_its_reason() -> None:
    pages = Pages()
    try:
        missing, silent = checked([f"{pages.origin}/none", "http://127.0.0.1:2/"], renderer="selenium")
    finally:
        pages.close()

    assert missing.not_audited is not None
    assert missing.not_audited.why is Why.NOT_FOUND
    assert silent.not_audited is not None
    assert silent.not_audited.why is not Why.INTERNAL


def test_a_grid_that_is_not_there_is_told() -> None:
    with pytest.raises(BrowserError, match="WebDriver"):
        checked(["http://127.0.0.1:2/"], renderer="selenium", webdriver="http://127.0.0.1:2")


def test_an_audit_refuses_what_only_a_check_can_do() -> None:
    settings = Settings.model_validate({"site": {"seeds": ("http://127.0.0.1/",)}, "render": {"renderer": "selenium"}})

    with pytest.raises(UsageError):
        asyncio.run(api.audit(settings, None, progress=lambda _: None, stop=None, now=None))  # type: ignore[arg-type] -- refused before
