"""Time and memory of the report of a large site: a generated store of two runs, reported as HTML and CSV.

    python tests/bench/report.py [--pages 100000] [--findings 20] [--defects 30000] [--keep FOLDER]

The rows are inserted directly, in a process of its own. In the second run, one page in ten was judged anew and the
others stand on the first. Of a page's findings, a quarter lie in parts that all pages share, a half in those of its
section. Printed are the seconds by the clock and by the processor, the peak of memory, its growth over that of the
program at its start, and the size of what was written.
"""

import argparse
import json
import multiprocessing
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from a11y_audit import api, registry
from a11y_audit.audit import plan
from a11y_audit.core.outcome import Kind
from a11y_audit.settings import Settings
from a11y_audit.store import counting
from a11y_audit.store.engine import open_store

SITE = "https://www.city.example.jp/"
START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SECTIONS = 50
ANEW = 10
"""One page in so many was judged anew in the second run."""
_KIB = 1_024
_RANKED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.ADVICE)
_FINDING = (
    "INSERT INTO findings (run_id, page_id, over_site, rule, rule_version, reason, kind, criteria, barrier, defect, data,"
    " selector, snippet, fragment, region, line) VALUES (?, ?, 0, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_VISIT = (
    "INSERT INTO visits (run_id, page_id, status, depth, found_by, found_on, final_url, title, tested_at, judged_in,"
    " failed, likely, review, advice) VALUES (?, ?, 'audited', 2, 'link', 1, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_STATES = (
    "INSERT INTO defect_states SELECT 2, defect, 'persisting', kind, rule, reason, criteria, count(DISTINCT page_id),"
    " count(*), count(DISTINCT page_id) > 5, 2, min(id) FROM (SELECT f.* FROM visits v JOIN findings f"
    " ON f.page_id = v.page_id AND f.run_id = v.judged_in WHERE v.run_id = 2) GROUP BY defect"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the site is: pages, findings on each, and different defects among them."""

    pages: int
    findings: int
    defects: int


def generate(folder: Path, size: Size) -> None:
    """Make a store of two runs."""
    data = folder / api.DATA
    store = open_store(data)
    try:
        with closing(sqlite3.connect(data / "audit.sqlite3")) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                _insert(connection, size)
        totals = asdict(counting.totals_of_visits(store, 2))
        counting.save_totals(store, 2, json.dumps(totals))
        counting.save_totals(store, 1, json.dumps(totals))
    finally:
        store.close()


def _insert(connection: sqlite3.Connection, size: Size) -> None:
    settings = Settings.model_validate({"site": {"name": "ひかり市", "seeds": (SITE,)}}).model_dump_json()
    for run in (1, 2):
        begun = START + timedelta(days=run)
        moments = (begun.isoformat(), (begun + timedelta(hours=9)).isoformat())
        connection.execute(
            "INSERT INTO runs (id, site, state, started_at, finished_at, settings, versions)"
            " VALUES (?, ?, 'complete', ?, ?, ?, '{}')",
            (run, SITE, *moments, settings),
        )
    connection.executemany("INSERT INTO pages VALUES (?, ?, ?)", ((page, SITE, url(page)) for page in _pages(size)))
    kinds = list(_kinds(size))
    connection.executemany(
        _FINDING, (row for run in (1, 2) for page in _judged(size, run) for row in _of(page, run, kinds, size))
    )
    connection.executemany(_VISIT, (_visit(page, run, kinds, size) for run in (1, 2) for page in _pages(size)))
    connection.execute(_STATES)
    connection.execute("INSERT INTO defects SELECT ?, defect, 1 FROM defect_states", (SITE,))


def url(page: int) -> str:
    """Return the address of a page; their order is not that of their numbers."""
    return f"{SITE}section{page % SECTIONS:02}/{page * 7919 % 1_000_003:07}/index.html"


def _pages(size: Size) -> range:
    return range(1, size.pages + 1)


def _judged(size: Size, run: int) -> range:
    return _pages(size) if run == 1 else range(ANEW, size.pages + 1, ANEW)


def _kinds(size: Size) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield rule, reason, kind, criteria and data of each defect."""
    chosen = plan.plan(Settings(), date(2026, 11, 24)).rules
    known = [(rule, code, reason) for rule in chosen for code, reason in rule.says.items() if reason.kind in _RANKED]
    for number in range(size.defects):
        rule, code, reason = known[number % len(known)]
        names = sorted(reason.text.placeholders[0])
        data = dict.fromkeys(names, f"ひかり市の値 {number}")
        yield rule.id, code, reason.kind.value, " ".join(rule.criteria), json.dumps(data, ensure_ascii=False)


def _defects_of(page: int, size: Size) -> Iterator[int]:
    """Yield the numbers of the defects on a page: of all pages, of its section, and of some pages."""
    everywhere, of_section = size.findings // 4, size.findings // 2
    shared = everywhere + of_section * SECTIONS
    for place in range(size.findings):
        if place < everywhere:
            yield place
        elif place < everywhere + of_section:
            yield everywhere + page % SECTIONS * of_section + place - everywhere
        else:
            yield shared + (page * size.findings + place) * 104_729 % (size.defects - shared)


def _of(page: int, run: int, kinds: list[tuple[str, str, str, str, str]], size: Size) -> Iterator[tuple[object, ...]]:
    for place, number in enumerate(_defects_of(page, size)):
        rule, reason, kind, criteria, data = kinds[number]
        snippet = f'<a class="box link-{number}" href="/section{page % SECTIONS:02}/{number}.html">くわしくはこちら</a>'
        selector = f"#main > div:nth-child({place + 1}) > ul > li:nth-child({number % 40}) > a"
        fragment = f"main|div>ul>li|a.box[href]|{number}"
        where = "header" if number < size.findings // 4 else "main"
        yield (
            run, page, rule, reason, kind, criteria, rule, sha256(str(number).encode()).hexdigest()[:32], data, selector,
            snippet, fragment, where, 40 + place,
        )  # fmt: skip


def _visit(page: int, run: int, kinds: list[tuple[str, str, str, str, str]], size: Size) -> tuple[object, ...]:
    counts = dict.fromkeys(_RANKED, 0)
    for number in _defects_of(page, size):
        counts[Kind(kinds[number][2])] += 1
    judged_in = 2 if run == 2 and page % ANEW == 0 else 1
    tested = START + timedelta(days=judged_in, seconds=page % 30_000)
    return (run, page, url(page), f"第{page}号のお知らせ｜ひかり市", tested.isoformat(), judged_in, *counts.values())


def main() -> None:
    """Generate, report and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--findings", type=int, default=20)
    parser.add_argument("--defects", type=int, default=30_000)
    parser.add_argument("--keep", type=Path, help="folder that holds the store; made when it holds none")
    given = parser.parse_args()
    size = Size(pages=given.pages, findings=given.findings, defects=given.defects)
    registry.rules()
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if not (folder / api.DATA).exists():
            # Apart, so that its memory is not taken for the report's.
            maker = multiprocessing.get_context("spawn").Process(target=generate, args=(folder, size))
            maker.start()
            maker.join()
        before = _peak_mib()
        clock, processor = perf_counter(), process_time()
        index = api.report(Settings(), folder, 2)
        seconds, busy = perf_counter() - clock, process_time() - processor
        written = sum(path.stat().st_size for path in index.parent.rglob("*") if path.is_file()) / _KIB**2
        files = sum(1 for _ in index.parent.rglob("*.html"))
    print(f"{size}: {seconds:.1f} s by the clock, {busy:.1f} s of the processor")
    print(
        f"peak {_peak_mib():.0f} MiB, grown by {_peak_mib() - before:.0f} MiB; {files} HTML files, {written:.0f} MiB in all"
    )


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


if __name__ == "__main__":
    main()
