"""Start a browser that is driven by WebDriver: on this machine with an installed driver, or on a Selenium Grid.

Drivers are never looked for in the internet: Selenium's own manager, which would do so and report on it, is not used.
"""

import os
import shutil
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from a11y_audit.core.text import Text
from a11y_audit.errors import BrowserError
from a11y_audit.render.browser import ARGUMENTS, SYSTEM_BROWSERS

if TYPE_CHECKING:
    from selenium.webdriver import ChromeOptions, FirefoxOptions
    from selenium.webdriver.remote.webdriver import WebDriver

_DRIVERS = {"chrome": "chromedriver", "firefox": "geckodriver"}
_FIREFOXES = ("firefox", "firefox-esr")
_ASK_NO_ONE: Mapping[str, str | bool] = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "ja-JP, ja",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
}
"""Firefox's preferences that keep it silent towards the outside."""
_SHOWN = 200
_HAS_GROUPS = hasattr(os, "killpg")
"""Whether a driver and all that it starts can be a group of processes, to be ended together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDriverOptions:
    """Which browser is driven.

    Attributes:
        kind: "chrome" (Chromium too) or "firefox".
        remote: address of a Selenium Grid, or None for a browser of this machine.
        browser: path of the browser, or None.
        viewport: width and height of the window in CSS pixels.
        user_agent: the name under which sites see us.
    """

    kind: str
    remote: str | None
    browser: str | None
    viewport: tuple[int, int]
    user_agent: str


def start(driven: WebDriverOptions) -> "WebDriver":
    """Start a browser with a window of the wished size; ended by the caller with `end`.

    Raises:
        BrowserError: Selenium is not installed, or no browser can be driven.
    """
    try:
        from selenium.common.exceptions import WebDriverException  # noqa: PLC0415 -- an extra part
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 -- by which Selenium speaks with drivers
    except ImportError as error:
        raise BrowserError(
            Text("Selenium が導入されていません。", "Selenium is not installed."),
            Text(
                'pip install "a11y-audit[selenium]" で導入してください。',
                'Install it with: pip install "a11y-audit[selenium]"',
            ),
        ) from error
    try:
        started = _remote(driven, driven.remote) if driven.remote else _local(driven)
    except (WebDriverException, HTTPError, OSError) as error:
        raise _not_driven(driven, str(error)) from error
    try:
        _fit(started, driven.viewport)
    except WebDriverException as error:
        end(started)
        raise _not_driven(driven, str(error)) from error
    return started


def end(driver: "WebDriver") -> None:
    """End a browser and its driver, and what outlives the driver.

    Debian starts its headless Chromium by a shell script, which is all that a driver knows to end.
    """
    process = getattr(getattr(driver, "service", None), "process", None)  # there is none on a grid
    try:
        driver.quit()
    finally:
        if process is not None and _HAS_GROUPS:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _remote(driven: WebDriverOptions, address: str) -> "WebDriver":
    from selenium import webdriver  # noqa: PLC0415 -- an extra part

    return webdriver.Remote(address, options=_firefox(driven) if driven.kind == "firefox" else _chrome(driven))


def _local(driven: WebDriverOptions) -> "WebDriver":
    from selenium import webdriver  # noqa: PLC0415 -- an extra part

    name = _DRIVERS[driven.kind]
    path = shutil.which(name)
    if path is None:
        raise BrowserError(
            Text(f"{name} がありません。", f"There is no {name}."),
            Text(
                f"{name} を導入して PATH に置くか、"
                "設定 [render] webdriver に Selenium Grid のアドレスを書いてください。",
                f"Install {name} on the PATH, or name a Selenium Grid in [render] webdriver of the settings.",
            ),
        )
    group = {"start_new_session": _HAS_GROUPS}
    if driven.kind == "firefox":
        service = webdriver.FirefoxService(executable_path=path, popen_kw=group)
        return webdriver.Firefox(options=_firefox(driven), service=service)
    return webdriver.Chrome(
        options=_chrome(driven), service=webdriver.ChromeService(executable_path=path, popen_kw=group)
    )


def _firefox(driven: WebDriverOptions) -> "FirefoxOptions":
    from selenium.webdriver import FirefoxOptions  # noqa: PLC0415 -- an extra part

    options = FirefoxOptions()
    options.add_argument("-headless")
    for name, value in {**_ASK_NO_ONE, "general.useragent.override": driven.user_agent}.items():
        options.set_preference(name, value)
    if path := _program(driven, _FIREFOXES):
        options.binary_location = path
    return options


def _chrome(driven: WebDriverOptions) -> "ChromeOptions":
    from selenium.webdriver import ChromeOptions  # noqa: PLC0415 -- an extra part

    options = ChromeOptions()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    own = ("--headless=new", "--lang=ja-JP", f"--user-agent={driven.user_agent}", *(("--no-sandbox",) * is_root))
    for argument in (*ARGUMENTS, *own):
        options.add_argument(argument)
    if path := _program(driven, SYSTEM_BROWSERS):
        options.binary_location = path
    return options


def _program(driven: WebDriverOptions, names: tuple[str, ...]) -> str | None:
    """Return the browser's path: the configured one, or the system's; on a grid, it is the grid's business."""
    if driven.remote:
        return None
    return driven.browser or next((path for name in names if (path := shutil.which(name))), None)


def _fit(driver: "WebDriver", viewport: tuple[int, int]) -> None:
    """Make what is inside the window's frame as large as the viewport that was asked for."""
    width, height = viewport
    driver.set_window_size(width, height)
    inner = driver.execute_script("return [innerWidth, innerHeight]")
    driver.set_window_size(2 * width - int(inner[0]), 2 * height - int(inner[1]))


def _not_driven(driven: WebDriverOptions, message: str) -> BrowserError:
    shown = message.strip().partition("\n")[0][:_SHOWN]
    name = _DRIVERS[driven.kind]
    return BrowserError(
        Text(f"WebDriver でブラウザーを動かせません: {shown}", f"The browser can't be driven by WebDriver: {shown}"),
        Text(
            f"{name} とブラウザーの版が合っているか、Selenium Grid が動いているかを確かめてください。",
            f"See whether {name} fits the browser's version, or whether the Selenium Grid is running.",
        ),
    )
