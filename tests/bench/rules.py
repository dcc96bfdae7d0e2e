"""What our own rules cost beside a full axe run, on the same open pages: gathering of contrast, judgement, rule by rule.

    python tests/bench/rules.py [--demo 1] [--city 10] [--folder FOLDER]… [--sample 40] [--top 12]

Full axe is `axe.run` with the rules of WCAG 2.0 A and AA that axe has on by itself, color-contrast included. Ours is what every page
rule of our own takes in Python, and the walk in the page that records how texts look. Printed are the sums over all pages.
"""

import argparse
import asyncio
import json
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from time import perf_counter

from contrast import addresses

from a11y_audit import registry
from a11y_audit.core.rule import Status
from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe
from a11y_audit.probes import page as page_probe
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.subject import NotGatheredError, Page

TIMED = """
globalThis.a11yAuditTimed = async () => {
  const elements = [...document.querySelectorAll("*")], flags = elements.map((each) => each.checkVisibility() ? 1 : 0);
  document.body?.getBoundingClientRect();
  let start = performance.now();
  a11yAuditTexts([{ walk: { elements, view: window }, flags, host: null }]);
  const texts = performance.now() - start;
  start = performance.now();
  await axe.run(document, { runOnly: ["wcag2a", "wcag2aa"], preload: false });
  return JSON.stringify({ texts, axe: performance.now() - start, count: elements.length });
};
"""


async def measure(urls: list[str], top: int) -> None:
    """Open every page and print what took how long, in milliseconds."""
    on = [rule for rule in registry.rules() if rule.subject == "Page" and rule.status is Status.STABLE]
    own = [rule for rule in on if not rule.id.startswith(axe.PREFIX)]
    spent: Counter[str] = Counter()
    pages = elements = 0
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        tab = await Tab.open(context, f"{axe.script(axe_source())}\n{page_probe.script()}\n{TIMED}", TabOptions())
        for url in urls:
            shown = await tab.show(url)
            if isinstance(shown, NotAudited):
                continue
            timed = json.loads(await tab.call("a11yAuditTimed", {}))
            snapshot = await page_probe.gather(tab, shown, axe=None, element_limit=100_000)
            subject = Page(snapshot)
            pages, elements = pages + 1, elements + timed["count"]
            spent["axe"] += timed["axe"]
            spent["texts"] += timed["texts"]
            start = perf_counter()
            _ = subject.trees, subject.text
            spent["tree"] += (perf_counter() - start) * 1_000
            start = perf_counter()
            for each in own:
                before = perf_counter()
                # What only other probes gather is not judged here.
                with suppress(NotGatheredError):
                    for _ in each.evaluate(subject):
                        pass
                spent[each.id] += (perf_counter() - before) * 1_000
            spent["rules"] += (perf_counter() - start) * 1_000
    ours = spent["texts"] + spent["rules"]
    print(f"{pages} pages, {elements} elements; {len(own)} rules")
    print(
        f"full axe {spent['axe']:.0f} ms; ours {ours:.0f} ms ({spent['texts']:.0f} in the page): {ours / spent['axe']:.1%}"
    )
    print(f"reading the record, which titles and links need without any rule: {spent['tree']:.0f} ms")
    for name, ms in spent.most_common(top + 4):
        if name not in ("axe", "texts", "rules", "tree"):
            print(f"  {name} {ms:.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--demo", type=int, nargs="*", default=[1])
    parser.add_argument("--city", type=int, default=10)
    parser.add_argument("--top", type=int, default=12)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        for name, urls in addresses(arguments, stack):
            print(f"== {name}")
            asyncio.run(measure(urls, arguments.top))


if __name__ == "__main__":
    main()
