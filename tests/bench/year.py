"""A year of a city's nights: every number of the trend derived once more, and what it costs.

    python tests/bench/year.py [--nights 365] [--pages 2000] [--keep FOLDER]

The city lives in a process of its own (edits, two templates, outages, missed nights, an upgrade of the engine and one
of the rules, a renewal); what it knows of itself goes through a file. Printed are the seconds and the peak of memory
of writing trend, report and figures, the size of the database, and that all numbers agree.
"""

import argparse
import multiprocessing
import pickle
import resource
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from a11y_audit import api, papers, registry
from a11y_audit.settings import Settings
from a11y_audit.store.engine import open_store
from tests import yearly
from tests.simulation import SITE, City, live

_KIB = 1_024
TRUTH = "truth.pickle"


def grow(folder: Path, nights: int, pages: int) -> None:
    """Let the city live, and keep what it knows."""
    store = open_store(folder / api.DATA)
    city = City(store, pages)
    live(city, nights)
    store.close()
    (folder / TRUTH).write_bytes(pickle.dumps((city.told, city.events, city.broken)))


def main() -> None:
    """Generate, write, compare and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--keep", type=Path, help="folder that holds the store; made when it holds none")
    given = parser.parse_args()
    registry.rules()
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if not (folder / TRUTH).exists():
            begun = perf_counter()
            # Apart, so that its memory is not taken for the report's.
            maker = multiprocessing.get_context("spawn").Process(target=grow, args=(folder, given.nights, given.pages))
            maker.start()
            maker.join()
            print(f"{given.nights} nights of {given.pages} pages lived in {perf_counter() - begun:.0f} s")
        settings = Settings.model_validate(
            {"site": {"seeds": (SITE,)}, "plan": {"goal": datetime(2029, 3, 31, tzinfo=UTC).date()}}
        )
        program = _peak_mib()
        trend = _timed("trend", lambda: api.trend(settings, folder, now=lambda: datetime(2027, 4, 1, tzinfo=UTC)))
        report = _timed("report of the last night", lambda: api.report(settings, folder))
        figures = _timed("figures to publish", lambda: papers.opendata(settings, folder))
        city = _city(folder)
        yearly.check(trend.parent, city)
        yearly.check_duties(trend.parent, city)
        yearly.check_cover(report.parent, city)
        yearly.check_figures(figures.parent, city)
        size = sum(path.stat().st_size for path in (folder / api.DATA).glob("audit.sqlite3*")) / _KIB**2
        print(f"peak {_peak_mib():.0f} MiB after all of them, of which the program itself {program:.0f} MiB")
        print(f"database {size:.0f} MiB, trend {trend.stat().st_size / _KIB:.0f} KiB; all numbers agree")


def _timed(name: str, write: Callable[[], Path]) -> Path:
    clock, cpu = perf_counter(), process_time()
    path = write()
    print(f"{name}: {perf_counter() - clock:.1f} s, {process_time() - cpu:.1f} s of them at work")
    return path


def _city(folder: Path) -> City:
    told, events, broken = pickle.loads((folder / TRUTH).read_bytes())
    city = City(open_store(folder / api.DATA), 30)  # only to hold what was kept
    city.store.close()
    return replace(city, told=told, events=events, broken=broken)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


if __name__ == "__main__":
    main()
