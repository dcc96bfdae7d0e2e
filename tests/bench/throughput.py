"""Pages per second of `audit` against a bare loop (Playwright goto + axe.run): same pages, rules, tabs, same run.

    python tests/bench/throughput.py [--pages 150] [--tabs 2] [--rounds 3] [--kinds bare audit]

Each measurement is a process of its own; bare loop and audit take turns, and the ratio of their medians is printed with
the peak memory of Python. Believe the ratio: absolute figures change with the machine and the hour.
"""

import argparse
import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from city import serve
from playwright.async_api import async_playwright

from a11y_audit import api
from a11y_audit.audit import plan
from a11y_audit.audit.events import Stop
from a11y_audit.log import logging_to
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import launch
from a11y_audit.settings import Settings


async def bare(site: str, pages: int, tabs: int) -> int:
    """Go to every page and run axe on it; return the number of pages."""
    options = json.dumps(
        {
            **(plan.plan(Settings(), datetime.now(UTC).date()).axe_options or {}),
            "resultTypes": ["violations", "incomplete"],
        }
    )
    source = axe_source()
    waiting = iter(range(pages))
    async with async_playwright() as playwright:
        browser = await launch(playwright, None)

        async def work() -> None:
            tab = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
            for number in waiting:
                await tab.goto(f"{site}/p{number}.html")
                await tab.evaluate(source)
                await tab.evaluate(f"axe.run(document, {options})")

        await asyncio.gather(*(work() for _ in range(tabs)))
        await browser.close()
    return pages


async def whole(site: str, pages: int, tabs: int) -> int:
    """Audit the site into an empty folder; return the number of audited pages."""
    settings = Settings.model_validate(
        {"site": {"seeds": (f"{site}/p0.html",)}, "crawl": {"parallel": tabs, "rate_per_s": 0, "max_pages": pages}}
    )
    with tempfile.TemporaryDirectory() as folder:
        end = await api.audit(
            settings, Path(folder), progress=lambda _: None, stop=Stop(), now=lambda: datetime.now(UTC)
        )
    return end.totals.audited


def one(kind: str, site: str, pages: int, tabs: int) -> None:
    """Measure one kind in this process and print it as JSON."""
    start = perf_counter()
    with logging_to(None):
        done = asyncio.run((bare if kind == "bare" else whole)(site, pages, tabs))
    seconds = perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(json.dumps({"pages_per_s": done / seconds, "seconds": seconds, "pages": done, "peak_mb": peak_mb}))


def main() -> None:
    """Take turns and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--tabs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", nargs="+", choices=["bare", "audit"], default=["bare", "audit"])
    parser.add_argument("--one", choices=["bare", "audit"])
    parser.add_argument("--site")
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments.site, arguments.pages, arguments.tabs)
        return
    figures: dict[str, list[dict[str, float]]] = {kind: [] for kind in arguments.kinds}
    with serve(arguments.pages) as site:
        for _ in range(arguments.rounds):
            for kind, measured in figures.items():
                command = [
                    sys.executable,
                    __file__,
                    "--one",
                    kind,
                    "--site",
                    site,
                    "--pages",
                    str(arguments.pages),
                    "--tabs",
                    str(arguments.tabs),
                ]
                measured.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
                print(kind, {name: round(value, 2) for name, value in measured[-1].items()}, flush=True)
    medians = {kind: statistics.median(each["pages_per_s"] for each in measured) for kind, measured in figures.items()}
    peaks = {kind: max(each["peak_mb"] for each in measured) for kind, measured in figures.items()}
    for kind, speed in medians.items():
        print(f"{kind}: {speed:.2f} pages/s, peak of Python {peaks[kind]:.0f} MB")
    if len(medians) == len(("bare", "audit")):
        print(f"audit / bare loop: {medians['audit'] / medians['bare']:.2f}")


if __name__ == "__main__":
    main()
