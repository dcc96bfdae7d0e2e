"""What a page may not do to whoever looks at it: ask questions, open windows, leave files behind."""

from playwright.async_api import Dialog, Download, Page
from playwright.async_api import Error as PlaywrightError

from a11y_audit.log import get_logger

log = get_logger(__name__)


def keep_quiet(page: Page) -> None:
    """Answer all dialogs of `page` at once, close its windows, cancel its downloads."""
    page.on("dialog", _dismiss)
    page.on("popup", _close)
    page.on("download", _cancel)


async def _dismiss(dialog: Dialog) -> None:
    try:
        # To dismiss the question whether to leave would mean to stay.
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())
    except PlaywrightError:
        log.debug("dialog_gone")


async def _close(page: Page) -> None:
    try:
        await page.close()
    except PlaywrightError:
        log.debug("popup_gone")


async def _cancel(download: Download) -> None:
    try:
        await download.cancel()
    except PlaywrightError:
        log.debug("download_gone")
