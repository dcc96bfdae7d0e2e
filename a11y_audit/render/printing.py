"""Prints pages to PDF by the browser: tagged, with bookmarks from the headings, title and language from the page."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from a11y_audit.core.text import Text
from a11y_audit.errors import BrowserError
from a11y_audit.render.browser import browser

_PATIENCE_MS = 300_000
_FOOTER = (
    '<div style="width:100%;font-size:8px;text-align:center;color:#4d4d4d">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def print_pages(wanted: Mapping[Path, Path], *, configured: str | None = None) -> None:
    """Print HTML files to PDF files; may be called while an event loop runs.

    Args:
        wanted: HTML file → PDF file.
        configured: path of the browser named in the settings, or None.

    Raises:
        BrowserError: no browser can be used, or it can't print a page.
    """
    if not wanted:
        return
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _print(wanted, configured)).result()


async def _print(wanted: Mapping[Path, Path], configured: str | None) -> None:
    async with browser(configured) as started:
        for source, target in wanted.items():
            page = await started.new_page(java_script_enabled=False)
            try:
                await page.goto(source.resolve().as_uri(), wait_until="load", timeout=_PATIENCE_MS)
                await page.emulate_media(media="print")
                await page.pdf(
                    path=target,
                    tagged=True,
                    outline=True,
                    prefer_css_page_size=True,
                    print_background=True,
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=_FOOTER,
                )
            except PlaywrightError as error:
                first = str(error).splitlines()[0]
                raise BrowserError(
                    Text(f"PDF を作れませんでした: {source.name}", f"No PDF could be made of {source.name} ({first})"),
                    Text(
                        "a11y-audit doctor で、ブラウザーが使えることを確かめてください。",
                        "See with a11y-audit doctor that a browser can be used.",
                    ),
                ) from error
            finally:
                await page.close()
