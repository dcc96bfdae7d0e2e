"""How often our judgement of contrast is that of axe's `color-contrast`, and what both cost, on the same open pages.

    python tests/bench/contrast.py [--folder FOLDER]… [--sample 40] [--demo 1 2 3] [--city 10] [--show 5]

Folders of HTML files are served on loopback, a sample of each evenly spread. Compared is each element of which axe says
passed or failed, by axe's own sizes of large text. Every difference is counted by kind, with a few examples.
"""

import argparse
import asyncio
import json
import statistics
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from city import serve as serve_city

from a11y_audit.core.visit import NotAudited
from a11y_audit.engines import axe
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.looks import look
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.tab import Tab, TabOptions
from a11y_audit.subject.contrast import verdict
from a11y_audit.testing.demo_city.server import serve as serve_demo
from a11y_audit.testing.demo_city.site import resources

COMPARE = """
globalThis.a11yAuditCompare = async () => {
  const elements = [], flags = [];
  const open = (node) => {
    for (const element of node.children) {
      const shown = element.checkVisibility() || getComputedStyle(element).display === "contents";
      elements.push(element);
      flags.push((shown ? 1 : 0) | (element.closest("[aria-hidden=true],[inert]") ? 2 : 0));
      if (element.shadowRoot) open(element.shadowRoot);
      open(element);
    }
  };
  open(document);
  const numbers = new Map(elements.map((element, number) => [element, number]));
  document.body?.getBoundingClientRect();
  const ours = () => {
    const start = performance.now();
    const told = a11yAuditTexts([{ walk: { elements, view: window }, flags, host: null }]);
    return [told, performance.now() - start];
  };
  const [told, cost] = ours();
  const start = performance.now();
  const results = await axe.run(document, { runOnly: ["color-contrast"], elementRef: true, preload: false });
  const axeCost = performance.now() - start;
  const places = [];
  for (const kind of ["passes", "violations", "incomplete"]) {
    for (const { nodes } of results[kind]) for (const node of nodes) {
      const check = [...node.any, ...node.all, ...node.none][0] || {};
      const { contrastRatio, fgColor, bgColor, messageKey } = check.data || {};
      places.push([kind, numbers.get(node.element) ?? null, node.target.join(" "), contrastRatio || 0, fgColor || "", bgColor || "", messageKey || "",
        [...(node.element?.childNodes || [])].filter((each) => each.nodeType === 3).map((each) => each.data.trim()).join("|").slice(0, 40)]);
    }
  }
  const html = Object.fromEntries(told.texts[0].map(([number]) => [number, elements[number].outerHTML.slice(0, 120)]));
  return JSON.stringify({ ...told, cost, axeCost, places, html, count: elements.length });
};
"""
DECIDED = {"passes": "passed", "violations": "failed"}


@dataclass
class Tally:
    """What was counted."""

    pages: int = 0
    runs: int = 0
    ours_ms: list[float] = field(default_factory=list)
    axe_ms: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@contextmanager
def serve_files() -> Iterator[str]:
    """Serve the machine's files to this machine, so that pages find what they name outside their folder."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory="/"))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def sample(folder: Path, most: int) -> list[str]:
    """Return the paths of at most that many HTML files, evenly spread over the folder."""
    files = sorted(each for each in folder.rglob("*.htm*") if each.is_file() and each.stat().st_size < 3_000_000)
    step = max(1, len(files) // most)
    return [quote(str(each.resolve())) for each in files[::step][:most]]


def addresses(arguments: argparse.Namespace, stack: ExitStack) -> Iterator[tuple[str, list[str]]]:
    """Yield each source: its name and the addresses of its pages."""
    for folder in arguments.folder:
        origin = stack.enter_context(serve_files())
        yield str(folder), [origin + path for path in sample(folder, arguments.sample)]
    for night in arguments.demo:
        origin = stack.enter_context(serve_demo(night)).rstrip("/")
        pages = [
            path
            for path, each in resources(night).items()
            if each.content_type.startswith("text/html") and each.status == 200
        ]
        yield f"demo city, night {night}", [origin + quote(path) for path in pages]
    if arguments.city:
        origin = stack.enter_context(serve_city(arguments.city))
        yield "generated city", [f"{origin}/p{number}.html" for number in range(arguments.city)]


def ours(told: dict[str, Any]) -> dict[int, set[str]]:
    """Return what we say of each element with text of its own: passed, failed, or why not."""
    looks = [look(each) for each in told["looks"]]
    said: dict[int, set[str]] = defaultdict(set)
    for number, part, index, *_ in told["texts"][0]:
        if part in ("", "value", "typed", "placeholder"):
            known = verdict(looks[index], cjk=False)
            doubt = "same colour" if known.is_same else f"review ({known.doubt})"
            said[number].add(doubt if known.is_same or known.passes is None else "passed" if known.passes else "failed")
            said[number].discard("")
    return said


def count(told: dict[str, Any], url: str, tally: Tally, show: int) -> None:
    """Compare one page."""
    said = ours(told)
    tally.pages += 1
    tally.runs += len(told["texts"][0])
    tally.ours_ms.append(told["cost"])
    tally.axe_ms.append(told["axeCost"])
    judged = set()
    for kind, number, target, ratio, front, back, key, text in told["places"]:
        judged.add(number)
        own = " + ".join(sorted(said.get(number, {"nothing"})))
        axes = DECIDED.get(kind, f"incomplete ({key})")
        if number is None:
            axes = "not placed"
        name = f"axe {axes}, ours {own}"
        tally.kinds[name] += 1
        if own != axes and len(tally.examples[name]) < show:
            looks = [told["looks"][each[2]] for each in told["texts"][0] if each[0] == number]
            tally.examples[name].append(f"{url} {target} “{text}” axe {ratio} {front} {back} ours {looks}"[:900])
    for number, own in said.items():
        if number not in judged:
            name = f"axe nothing, ours {' + '.join(sorted(own))}"
            tally.kinds[name] += 1
            if len(tally.examples[name]) < show:
                tally.examples[name].append(f"{url} {told['html'].get(str(number))}"[:600])


async def compare(urls: list[str], show: int) -> Tally:
    """Open every page and compare."""
    tally = Tally()
    script = f"{axe.script(axe_source())}\n{page_probe.script()}\n{COMPARE}"
    async with browser() as started:
        context = await started.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        tab = await Tab.open(context, script, TabOptions())
        for url in urls:
            shown = await tab.show(url)
            if isinstance(shown, NotAudited):
                print("not audited", url, shown.why, shown.detail[:200])
                continue
            try:
                count(json.loads(await tab.call("a11yAuditCompare", {})), url, tally, show)
            except Exception as error:  # noqa: BLE001 -- a page that breaks the comparison is told, and the others go on
                print("broke", url, str(error)[:400])
    return tally


def tell(name: str, tally: Tally, show: int) -> None:
    """Print one source's figures."""
    decided = sum(number for kind, number in tally.kinds.items() if kind.startswith(("axe passed", "axe failed")))
    same = tally.kinds["axe passed, ours passed"] + tally.kinds["axe failed, ours failed"]
    print(
        f"== {name}: {tally.pages} pages, {tally.runs} texts; axe decided {decided}, same {same} ({same / max(decided, 1):.2%})"
    )
    if tally.pages:
        print(
            f"   ms a page, median: ours {statistics.median(tally.ours_ms):.1f}, axe {statistics.median(tally.axe_ms):.1f}"
        )
    for kind, number in tally.kinds.most_common():
        print(f"   {number:7} {kind}")
        for example in tally.examples[kind][:show]:
            print(f"             {example}")


def main() -> None:
    """Compare on every source that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--demo", type=int, nargs="*", default=[])
    parser.add_argument("--city", type=int, default=0)
    parser.add_argument("--show", type=int, default=3)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        for name, urls in addresses(arguments, stack):
            tell(name, asyncio.run(compare(urls, arguments.show)), arguments.show)


if __name__ == "__main__":
    main()
