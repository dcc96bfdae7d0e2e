"""A prefecture's archive: generated rows of many pages and findings, assessed and reported, with the memory that takes.

    python tests/bench/archive.py [--pages 100000] [--findings 20]

The rows are put into a real store: a night that judged every page, and a night after it on which every page stands. Printed
are the seconds of assessment and of the report (HTML and CSV, Japanese), and the peak of Python's memory.
"""

import argparse
import json
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from a11y_audit import api
from a11y_audit.audit import plan
from a11y_audit.audit.assessing import assess
from a11y_audit.core.text import Lang
from a11y_audit.log import logging_to
from a11y_audit.settings import Settings
from a11y_audit.store import results, runs
from a11y_audit.store.engine import open_store
from a11y_audit.subject import Facts

SITE = "https://www.pref.example.jp/"
START = datetime(2026, 4, 1, 18, tzinfo=UTC)
SHARED = 500
"""Defects of templates, which most findings belong to."""
OWN_OF = 20
"""One page in so many has a defect of its own for each finding that is not a template's."""
RULES = (
    ("axe/image-alt", "1.1.1", "failed"),
    ("axe/link-name", "2.4.4", "failed"),
    ("list-not-faked", "1.3.1", "likely"),
)


def defect(name: str) -> str:
    """Return the id of a defect."""
    return sha256(name.encode()).hexdigest()[:32]


def finding_rows(pages: int, each: int) -> Iterator[tuple[object, ...]]:
    """Yield the findings of the first night, page by page."""
    for page in range(1, pages + 1):
        for number in range(each):
            rule, criterion, kind = RULES[number % len(RULES)]
            own = number >= each * 3 // 4
            name = f"{page // OWN_OF if own else page % SHARED} {number}"
            place = f"main > p:nth-of-type({number + 1})"
            snippet = f'<p class="c{number}">第{page}号のお知らせ</p>'
            yield (
                1, page, 0, rule, 1, "failed" if kind == "failed" else "marks_in_lines", kind, criterion, rule,
                defect(name), "{}", place, snippet, f"main|{name}", "main", "[0, 0, 10, 10]", None,
            )  # fmt: skip


def fill(path: Path, pages: int, each: int) -> None:
    """Write pages, visits and findings of two nights."""
    counts = [sum(RULES[number % len(RULES)][2] == kind for number in range(each)) for kind in ("failed", "likely")]
    tested = runs.stamp(START)
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO pages (id, site, url) VALUES (?, ?, ?)",
            ((page, SITE, f"{SITE}{page % 97}/{page}.html") for page in range(1, pages + 1)),
        )
        for run in (1, 2):
            connection.executemany(
                "INSERT INTO visits (run_id, page_id, status, depth, found_by, final_url, title, tested_at, judged_in, facts,"
                " failed, likely) VALUES (?, ?, 'audited', 3, 'link', ?, ?, ?, 1, ?, ?, ?)",
                (
                    (
                        run,
                        page,
                        f"{SITE}{page % 97}/{page}.html",
                        f"第{page}号",
                        tested,
                        facts(page) if run == 1 else None,
                        *counts,
                    )
                    for page in range(1, pages + 1)
                ),
            )
        connection.executemany(
            "INSERT INTO findings (run_id, page_id, over_site, rule, rule_version, reason, kind, criteria, barrier, defect,"
            " data, selector, snippet, fragment, region, box, line) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            finding_rows(pages, each),
        )
    connection.close()


def facts(page: int) -> bytes:
    """Return what site rules know of a page."""
    known = Facts(
        page=f"{SITE}{page % 97}/{page}.html",
        title=f"第{page}号",
        heading=f"第{page}号",
        language="ja",
        title_target=None,
        links=(),
        fingerprint=f"{page:016x}",
    )
    return results.pack(asdict(known))


def main() -> None:
    """Fill a store, assess and report its second night, and print what that cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--findings", type=int, default=20)
    arguments = parser.parse_args()
    settings = Settings.model_validate({"site": {"seeds": (SITE,)}, "report": {"languages": (Lang.JA,)}})
    with tempfile.TemporaryDirectory() as name, logging_to(None):
        folder = Path(name)
        store = open_store(folder / api.DATA)
        chosen = plan.plan(settings, START.date())
        versions = plan.versions(settings, chosen, "")
        nights = [
            runs.start(
                store,
                site=SITE,
                settings=settings.model_dump(mode="json"),
                versions=versions,
                now=START + timedelta(days=day),
            )
            for day in (0, 1)
        ]
        start = perf_counter()
        fill(folder / api.DATA / "audit.sqlite3", arguments.pages, arguments.findings)
        print(f"rows written in {perf_counter() - start:.0f} s", flush=True)
        for run in nights:
            start = perf_counter()
            totals = assess(store, run, chosen)
            runs.finish(store, run.id, state="complete", now=run.started_at + timedelta(hours=3))
            print(
                f"night {run.id} assessed in {perf_counter() - start:.0f} s: {json.dumps(asdict(totals))}", flush=True
            )
            told()
        store.close()
        start = perf_counter()
        report = api.report(settings, folder)
        size = sum(path.stat().st_size for path in report.parent.rglob("*") if path.is_file())
        print(f"report written in {perf_counter() - start:.0f} s: {size / 1e6:.0f} MB")
        told()


def told() -> None:
    """Print the peak of memory so far."""
    print(f"peak of Python so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024:.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
