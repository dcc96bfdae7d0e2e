"""What our own rules cost beside a full axe run, on the same open pages: gathering of contrast, judgement, rule by rule.

    python tests/bench/rules.py [--demo 1] [--city 10] [--folder FOLDER]… [--sample 40] [--rounds 3] [--top 12]

Full axe is `axe.run` with the rules of WCAG 2.0 A and AA that axe has on by itself, color-contrast included. Ours is what every page
rule of our own takes in Python, the reading of the record into a tree, the walk in the page that records how texts look, and the pixels
behind those over pictures. Printed are milliseconds of the processor, summed over all pages: those of the page's and of Python's own
thread, so that what else the machine does counts little. Pixels, for which other processes work too, count by the clock.
"""

import argparse
import asyncio
import json
import statistics
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from contrast import addresses

from a11y_audit import registry
from a11y_audit.core.rule import Rule, Status
from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.backdrop import Backdrops
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.subject import NotGatheredError, Page

TIMED = """
{
  let seen = null;
  globalThis.a11yAuditTimedWalk = async () => {
    const elements = [...document.querySelectorAll("*")];
    seen = { walk: { elements, view: window }, flags: elements.map((each) => each.checkVisibility() ? 1 : 0), host: null };
    document.body?.getBoundingClientRect();
    return JSON.stringify(elements.length);
  };
  globalThis.a11yAuditTimedTexts = async () => { a11yAuditTexts([seen]); return "null"; };
  globalThis.a11yAuditTimedAxe = async () => { await axe.run(document, { runOnly: ["wcag2a", "wcag2aa"], preload: false }); return "null"; };
}
"""


async def busy_ms(tab: Tab) -> float:
    """Return how long the thread of the tab's page has been at work."""
    metrics = (await tab.session.send("Performance.getMetrics"))["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "ThreadTime") * 1_000


async def in_page(tab: Tab, entry: str) -> float:
    """Call an entry of `TIMED` and return what that took of the page's thread."""
    before = await busy_ms(tab)
    await tab.call(entry, {})
    return await busy_ms(tab) - before


def judge(page: Page, rules: Sequence[Rule[Any]], spent: Counter[str]) -> None:
    """Note what the reading of a page takes, and each of its rules."""
    start = thread_time()
    _ = page.trees, page.text
    spent["tree"] += (thread_time() - start) * 1_000
    for each in rules:
        start = thread_time()
        # What only other probes gather is not judged here.
        with suppress(NotGatheredError):
            for _ in each.evaluate(page):
                pass
        spent[each.id] += (thread_time() - start) * 1_000


async def measure(urls: Sequence[str], rules: Sequence[Rule[Any]]) -> Counter[str]:
    """Open every page and return what took how long, in milliseconds, and how many "pages" and "elements" there are."""
    spent: Counter[str] = Counter()
    remembered = Backdrops()
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        tab = await Tab.open(context, f"{axe.script(axe_source())}\n{page_probe.script()}\n{TIMED}", TabOptions())
        await tab.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for url in urls:
            shown = await tab.show(url)
            if isinstance(shown, NotAudited):
                continue
            spent["pages"] += 1
            spent["elements"] += json.loads(await tab.call("a11yAuditTimedWalk", {}))
            spent["texts"] += await in_page(tab, "a11yAuditTimedTexts")
            spent["axe"] += await in_page(tab, "a11yAuditTimedAxe")
            recording = await page_probe.record(tab, shown, axe=None, element_limit=100_000)
            start = perf_counter()
            backdrops = await remembered.seen(tab, recording.gathered)
            spent["pixels"] += (perf_counter() - start) * 1_000
            judge(Page(replace(recording, backdrops=backdrops).snapshot()), rules, spent)
    return spent


def tell(spent: Counter[str], rules: Sequence[Rule[Any]], top: int) -> float:
    """Print one round, and return our share of axe's time."""
    judged = Counter({each.id: spent[each.id] for each in rules})
    ours = spent["texts"] + spent["pixels"] + spent["tree"] + judged.total()
    print(
        f"{spent['pages']} pages, {spent['elements']} elements; full axe {spent['axe']:.0f} ms, ours {ours:.0f} ms: {ours / spent['axe']:.1%}"
        f" ({spent['texts']:.0f} in the page, {spent['pixels']:.0f} for pixels, {spent['tree']:.0f} for reading the record,"
        f" {judged.total():.0f} for {len(rules)} rules)"
    )
    for name, ms in judged.most_common(top):
        print(f"  {name} {ms:.0f} ms")
    return ours / spent["axe"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--demo", type=int, nargs="*", default=[1])
    parser.add_argument("--city", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--top", type=int, default=12)
    arguments = parser.parse_args()
    on = [rule for rule in registry.rules() if rule.subject == "Page" and rule.status is Status.STABLE]
    own = [rule for rule in on if not rule.id.startswith(axe.PREFIX)]
    with ExitStack() as stack:
        for name, urls in addresses(arguments, stack):
            print(f"== {name}")
            shares = [tell(asyncio.run(measure(urls, own)), own, arguments.top) for _ in range(arguments.rounds)]
            print(f"median of {len(shares)} rounds: {statistics.median(shares):.1%}")


if __name__ == "__main__":
    main()
