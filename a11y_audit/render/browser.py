"""Find a browser and start it: the configured one, else Playwright's own, else the system's."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from a11y_audit.core.text import Text
from a11y_audit.errors import BrowserError
from a11y_audit.log import get_logger

log = get_logger(__name__)

SYSTEM_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_OF_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
"""Below the folders of programs, which no search path names."""
_OF_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--block-new-web-contents",
    "--autoplay-policy=no-user-gesture-required",
    "--js-flags=--max-old-space-size=1024",
)
"""What keeps the browser silent towards the outside, its pictures alike on every machine, windows from opening, and a
script from taking more than this many megabytes (by default, four times as much) before its tab dies. Media may start
by themselves, as they do for people who often play some on a site; nothing is heard.
"""


def candidates(configured: str | None, own: str) -> list[str | None]:
    """Return the browsers to try, in order; None stands for Playwright's own, where there is one.

    `own` is where Playwright has its whole browser; the headless one, which it starts, is in a folder beside that.
    """
    if configured:
        return [configured]
    found: list[str | None] = [path for name in SYSTEM_BROWSERS if (path := shutil.which(name))]
    found += [str(place) for place in _places() if place.is_file()]
    installed = any(
        any(folder.parent.glob("chromium*")) for folder in Path(own).parents if folder.name.startswith("chromium")
    )
    # Not tried in vain: each start that fails leaves two folders behind.
    return [None, *found] if installed else found


def _places() -> Iterator[Path]:
    """Yield where Windows and macOS have browsers."""
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (Path(folder, each) for each in _OF_WINDOWS)
    yield from (Path("/Applications", f"{each}.app", "Contents", "MacOS", each) for each in _OF_MACOS)


@asynccontextmanager
async def browser(configured: str | None = None) -> AsyncIterator[Browser]:
    """Start a headless Chromium and close it at the end.

    Args:
        configured: path of the browser named in the settings, or None.

    Raises:
        BrowserError: none was found, or none starts.
    """
    async with async_playwright() as playwright:
        started = await launch(playwright, configured)
        try:
            yield started
        finally:
            await started.close()


async def launch(playwright: Playwright, configured: str | None) -> Browser:
    """Start the first browser that starts.

    Raises:
        BrowserError: none was found, or none starts.
    """
    if configured and shutil.which(configured) is None:
        raise BrowserError(
            Text(
                f"設定されたブラウザーがありません: {configured}",
                f"The configured browser does not exist: {configured}",
            ),
            Text(
                "設定 [render] browser を直すか、空にしてください。",
                "Correct [render] browser in the settings, or empty it.",
            ),
        )
    failures: list[str] = []
    for path in candidates(configured, playwright.chromium.executable_path):
        try:
            with broken():
                return await playwright.chromium.launch(executable_path=path, args=_arguments())
        except PlaywrightError as error:
            failures.append(f"{path or 'Playwright'}: {str(error).splitlines()[0]}")
    raise _none(failures)


@contextmanager
def broken() -> Iterator[None]:
    """Raise the death of Playwright's driver, which stands between us and the browser, as that of the browser."""
    try:
        yield
    except Exception as error:
        # Playwright tells it by a bare Exception, which is nobody else's.
        if type(error) is Exception:
            raise PlaywrightError(str(error)) from error
        raise


def driver_gone() -> BrowserError:
    """Return the error that tells of it."""
    return BrowserError(
        Text(
            "ブラウザーを動かす部品（Playwright）が途中で終わりました。",
            "Playwright, which runs the browser, has ended.",
        ),
        Text(
            "同じコマンドをもう一度実行すると、続きから検査します。"
            "続く場合は a11y-audit doctor で環境を確かめてください。",
            "Run the same command again: it goes on from there. If it stays, see a11y-audit doctor.",
        ),
    )


def _arguments() -> Sequence[str]:
    # Chromium refuses its sandbox to root; an ordinary user keeps it where the system allows it.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, "--no-sandbox"] if is_root else list(ARGUMENTS)


def _none(failures: list[str]) -> BrowserError:
    tried = " / ".join(failures) or "-"
    return BrowserError(
        Text(f"使えるブラウザーがありません（試したもの: {tried}）。", f"No browser can be used (tried: {tried})."),
        Text(
            "「playwright install chromium」を実行するか、chromium を導入してください。"
            "別の場所にある場合は、設定 [render] browser に書いてください。",
            "Run “playwright install chromium”, or install chromium and name its path in [render] browser if needed.",
        ),
    )


async def _probe() -> None:
    async with browser() as started:
        log.info("browser_found", version=started.version)


if __name__ == "__main__":
    # `python -m a11y_audit.render.browser` tells by its exit code whether a browser can be used.
    try:
        asyncio.run(_probe())
    except BrowserError as problem:
        sys.exit(str(problem))
