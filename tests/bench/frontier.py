"""Pages per second of the store alone: claim pages from a long queue and put back what their visits gave.

    python tests/bench/frontier.py [--waiting 100000] [--pages 5000] [--claimed 4] [--folder DIR]

The store is a real one in a temporary folder (or in DIR, to measure another disk). Pages are claimed as many at a time as
an audit with two tabs does; each comes back with three findings, what rules over pages need, and sixty links to known pages.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Box, Target
from a11y_audit.store import frontier, results, runs
from a11y_audit.store.engine import Store, open_store
from a11y_audit.store.frontier import Claim, Found
from a11y_audit.store.results import VisitResult

SITE = "https://www.city.example.lg.jp/"
LINKS = 60
FINDINGS = 3
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def address(number: int) -> str:
    """Return the address of a page, as long as those of cities are."""
    return f"{SITE}kurashi/tetsuzuki/{number % 97:03d}/{number:07d}.html"


def queued(store: Store, waiting: int) -> int:
    """Begin a run with so many waiting pages and return its number."""
    run = runs.start(store, site=SITE, settings={}, versions={}, now=NOW)
    for first in range(0, waiting, 10_000):
        numbers = range(first, min(first + 10_000, waiting))
        frontier.add(store, run.id, [Found(url=address(each), found_by="link", depth=1) for each in numbers])
    return run.id


def result(claim: Claim, waiting: int) -> VisitResult:
    """Return what a visit of the page gives: findings of its own and in parts of every page."""
    return VisitResult(
        page_id=claim.page_id,
        tested_at=NOW,
        final_url=claim.url,
        title=f"手続きのご案内 {claim.page_id} - 試験市",
        elapsed_ms=900.0,
        snapshot=f"{claim.page_id:064x} {claim.page_id:064x}",
        headers={"etag": f'"{claim.page_id}"', "content-type": "text/html; charset=utf-8"},
        links=tuple(address((claim.page_id * 13 + each * 7) % waiting) for each in range(LINKS)),
        outcomes={f"rule-{each}": "passed" if each % 3 else "inapplicable" for each in range(150)},
        facts=results.pack({"page": claim.url, "links": [address(each) for each in range(LINKS)]}),
        findings=tuple(_finding(claim, each) for each in range(FINDINGS)),
    )


def _finding(claim: Claim, number: int) -> Finding:
    part = f"main > article > p {claim.page_id} {number}" if number % 2 else f"footer > div > a {number}"
    return Finding(
        page=claim.url,
        rule="image-alt-not-file-name",
        rule_version=1,
        reason="alt_is_file_name",
        kind=Kind.FAILED,
        criteria=("1.1.1",),
        barrier="image-alt",
        target=Target(
            selector=f"#main > div:nth-child({number}) > p:nth-child(4) > img",
            snippet=f'<img src="/images/{claim.page_id}.jpg" alt="{claim.page_id}.jpg" width="320" height="240">',
            fragment=part,
            region="main",
            box=Box(16.0, 200.0, 320.0, 240.0),
            line=120,
        ),
        data={"alt": f"{claim.page_id}.jpg"},
    )


@dataclass(slots=True)
class Watch:
    """Adds up time on the clock and on the processor."""

    seconds: float = 0.0
    cpu_s: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add the time of the block."""
        start, start_cpu = perf_counter(), process_time()
        yield
        self.seconds += perf_counter() - start
        self.cpu_s += process_time() - start_cpu

    def tell(self, step: str, pages: int) -> None:
        """Print how fast a step was."""
        print(f"{step}: {pages / self.seconds:.0f} pages/s, {1_000 * self.cpu_s / pages:.2f} ms of CPU a page")


def measure(store: Store, waiting: int, pages: int, claimed: int) -> None:
    """Fill the queue, work off `pages` of it and print how fast each step was."""
    queueing, claiming, saving = Watch(), Watch(), Watch()
    with queueing.running():
        run_id = queued(store, waiting)
    queueing.tell(f"queue {waiting} pages", waiting)
    done = 0
    while done < pages:
        with claiming.running():
            claims = frontier.claim(store, run_id, min(claimed, pages - done))
        visited = [result(each, waiting) for each in claims]
        with saving.running():
            for each in visited:
                results.save_visit(store, run_id, each)
        done += len(claims)
    claiming.tell(f"claim by {claimed}", done)
    saving.tell(f"save_visit with {FINDINGS} findings", done)
    Watch(claiming.seconds + saving.seconds, claiming.cpu_s + saving.cpu_s).tell("both", done)


def main() -> None:
    """Measure in a folder that is thrown away afterwards."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--claimed", type=int, default=4)
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    arguments = parser.parse_args()
    if not 0 < arguments.pages <= arguments.waiting:
        parser.error("--pages must be between 1 and --waiting")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder, closing(open_store(Path(folder))) as store:
        measure(store, arguments.waiting, arguments.pages, arguments.claimed)


if __name__ == "__main__":
    main()
