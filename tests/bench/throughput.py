"""Pages per second of `audit` against a bare loop (Playwright goto + axe.run) and other tools: same pages, same browser, same run.

    python tests/bench/throughput.py [--pages 150] [--tabs 2] [--rounds 3] [--kinds bare audit pa11y-ci axe-cli]

Each measurement is a program of its own, measured from its start to its end. The kinds take turns; printed are the
medians, and the medians of the rounds' ratios. `audit` is measured in a night on which every page is new and in a second
one that shows every page again. A kind that did not test every page gets no ratio. Believe the ratios: absolute figures
change with the machine and the hour.
"""

import argparse
import asyncio
import json
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from city import serve
from cost import run
from peers import CACHE, Measure, Peers, installed, lacking
from playwright.async_api import async_playwright

from a11y_audit import api
from a11y_audit.audit import plan
from a11y_audit.audit.events import Stop
from a11y_audit.log import logging_to
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import SYSTEM_BROWSERS, launch
from a11y_audit.settings import Settings

KINDS = ("bare", "audit", "pa11y-ci", "axe-cli")
AGAIN = "audit, second night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is measured: pages of a site, and with what.

    Attributes:
        site: address of the server.
        pages: number of pages.
        tabs: pages at a time.
        browser: path of the browser, or None for the one that is found.
        folder: where `audit` keeps its data.
    """

    site: str
    pages: int
    tabs: int
    browser: str | None
    folder: Path

    @property
    def urls(self) -> list[str]:
        """The same list for every kind."""
        return [f"{self.site}/p{number}.html" for number in range(self.pages)]


def _full(options: dict[str, object]) -> dict[str, object]:
    """Return axe's run options with the rule of axe's that a rule of ours stands for: every criterion is judged."""
    only = cast("dict[str, list[str]]", options.get("runOnly", {"values": []}))
    return {**options, "runOnly": {**only, "values": [*only["values"], "color-contrast"]}}


async def bare(task: Task) -> int:
    """Go to every page and run axe on it; return the number of pages."""
    options = json.dumps(
        {
            **_full(plan.plan(Settings(), datetime.now(UTC).date()).axe_options or {}),
            "resultTypes": ["violations", "incomplete"],
        }
    )
    source = axe_source()
    waiting = iter(task.urls)
    async with async_playwright() as playwright:
        browser = await launch(playwright, task.browser)

        async def work() -> None:
            tab = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
            for url in waiting:
                await tab.goto(url)
                await tab.evaluate(source)
                await tab.evaluate(f"axe.run(document, {options})")

        await asyncio.gather(*(work() for _ in range(task.tabs)))
        await browser.close()
    return task.pages


async def whole(task: Task) -> int:
    """Audit the site, showing every page, and write the reports; return the number of audited pages."""
    crawl = {"parallel": task.tabs, "rate_per_s": 0, "max_pages": task.pages, "rotate": 1}
    settings = Settings.model_validate(
        {"site": {"seeds": tuple(task.urls[:1])}, "crawl": crawl, "render": {"browser": task.browser}}
    )
    end = await api.audit(settings, task.folder, progress=lambda _: None, stop=Stop(), now=lambda: datetime.now(UTC))
    return end.totals.audited


def one(kind: str, task: Task) -> None:
    """Do one kind in this process and print the number of pages and the peak of memory as JSON."""
    with logging_to(None):
        done = asyncio.run((bare if kind == "bare" else whole)(task))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(json.dumps({"pages": done, "peak_mb": peak_mb}))


def measured(task: Task, kinds: Sequence[str], peers: Peers | None) -> Iterator[tuple[str, Measure]]:
    """Yield one measure of each kind, in turns; `audit` has two, one for each night."""
    for kind in kinds:
        match kind:
            case "bare":
                yield kind, _own(kind, task)
            case "audit":
                yield kind, _own(kind, task)
                yield AGAIN, _own(kind, task)
            case "pa11y-ci" if peers:
                yield kind, peers.pa11y_ci(task.urls, task.tabs)
            case "axe-cli" if peers:
                yield kind, peers.axe_cli(task.urls, task.tabs)


def _own(kind: str, task: Task) -> Measure:
    given = {"--site": task.site, "--pages": task.pages, "--tabs": task.tabs, "--folder": task.folder}
    chosen = {**given, "--browser": task.browser} if task.browser else given
    options = [str(each) for pair in chosen.items() for each in pair]
    cost = run([sys.executable, __file__, "--one", kind, *options])
    said = json.loads(cost.said)
    return Measure(said["pages"], cost.seconds, cost.cpu_s, said["peak_mb"])


def main() -> None:
    """Take turns and print the ratios."""
    arguments = _arguments()
    if arguments.one:
        one(arguments.one, _task(arguments, arguments.site, arguments.folder))
        return
    kinds, peers = _ready(arguments.kinds, arguments.peers, arguments.browser)
    taken: dict[str, list[Measure]] = {}
    with serve(arguments.pages) as site:
        for number in range(arguments.rounds):
            with tempfile.TemporaryDirectory() as folder:
                for kind, measure in measured(_task(arguments, site, Path(folder)), kinds, peers):
                    taken.setdefault(kind, []).append(measure)
                    print(f"round {number + 1}: {_line(kind, [measure], arguments.pages)}", flush=True)
    print()
    for kind, measures in taken.items():
        print(_line(kind, measures, arguments.pages))
    # Whoever leaves pages out is fast for nothing.
    complete = {kind: each for kind, each in taken.items() if all(part.pages == arguments.pages for part in each)}
    for ours in ("audit", AGAIN):
        for other in ("bare", "pa11y-ci", "axe-cli"):
            if ours in complete and other in complete:
                print(_compared(ours, complete[ours], other, complete[other]))


def _line(kind: str, measures: Sequence[Measure], pages: int) -> str:
    parts = [
        f"{kind}: {_speed(measures):.2f} pages/s",
        f"{min(each.pages for each in measures)} of {pages} pages tested",
    ]
    if cpu_s := _cpu_s(measures):
        parts.append(f"{cpu_s:.2f} s of CPU a page")
    if peaks := [each.peak_mb for each in measures if each.peak_mb is not None]:
        parts.append(f"peak of Python {max(peaks):.0f} MB")
    return ", ".join(parts)


def _compared(ours: str, own: Sequence[Measure], other: str, others: Sequence[Measure]) -> str:
    # Pairs of one round: what else the machine does weighs on both alike.
    rounds = [([mine], [theirs]) for mine, theirs in zip(own, others, strict=True)]
    speed = statistics.median(_speed(mine) / _speed(theirs) for mine, theirs in rounds)
    text = f"{ours} / {other}: {speed:.2f} times the pages/s"
    used = [(_cpu_s(mine), _cpu_s(theirs)) for mine, theirs in rounds]
    ratios = [mine / theirs for mine, theirs in used if mine and theirs]
    return f"{text}, {statistics.median(ratios):.2f} times the CPU a page" if ratios else text


def _speed(measures: Sequence[Measure]) -> float:
    return statistics.median(each.pages / each.seconds for each in measures)


def _cpu_s(measures: Sequence[Measure]) -> float | None:
    known = [each.cpu_s / each.pages for each in measures if each.cpu_s is not None and each.pages]
    return statistics.median(known) if known else None


def _ready(kinds: Sequence[str], folder: Path, browser: str | None) -> tuple[list[str], Peers | None]:
    ready: list[str] = []
    peers = None
    for kind in kinds:
        if kind in ("pa11y-ci", "axe-cli"):
            if lack := lacking(kind, browser):
                print(f"{kind} skipped: {lack}", flush=True)
                continue
            assert browser
            peers = peers or installed(folder, browser)
        ready.append(kind)
    return ready, peers


def _task(arguments: argparse.Namespace, site: str, folder: Path) -> Task:
    return Task(site=site, pages=arguments.pages, tabs=arguments.tabs, browser=arguments.browser, folder=folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    system = next((path for name in SYSTEM_BROWSERS if (path := shutil.which(name))), None)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--tabs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=["bare", "audit"])
    parser.add_argument("--browser", default=system, help="Chromium for every kind")
    parser.add_argument("--peers", type=Path, default=CACHE, metavar="DIR", help="where other tools are installed")
    parser.add_argument("--one", choices=["bare", "audit"], help=argparse.SUPPRESS)
    parser.add_argument("--site", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
