"""Pages per second of nights after the first: nothing changed, then 5 % of the pages changed, each against the full night.

    python tests/bench/nights.py [--pages 400] [--tabs 2]

The generated site is audited three times into one folder, with no page shown anew before it changes (`rotate = 0`). A night
is timed from its first request to its written reports.
"""

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from city import CHANGED_OF, serve

from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.log import logging_to
from a11y_audit.settings import Settings

NIGHTS = (("full night", 0), ("nothing changed", 0), (f"1 page in {CHANGED_OF} changed", 1))
"""What happened before each night, and the edition of the site that it meets."""


def night(settings: Settings, folder: Path) -> tuple[int, float]:
    """Audit once; return the number of audited pages and the seconds that it took."""
    start = perf_counter()
    with logging_to(None):
        audit = api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=lambda: datetime.now(UTC))
        end = asyncio.run(audit)
    return end.totals.audited, perf_counter() - start


def main() -> None:
    """Audit three nights and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--tabs", type=int, default=2)
    arguments = parser.parse_args()
    crawl = {"parallel": arguments.tabs, "rate_per_s": 0, "rotate": 0}
    port = 0
    full = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, edition in NIGHTS:
            with serve(arguments.pages, port=port, edition=edition) as site:
                # Another port would be another site.
                port = urlsplit(site).port or 0
                settings = Settings.model_validate({"site": {"seeds": (f"{site}/p0.html",)}, "crawl": crawl})
                pages, seconds = night(settings, Path(folder))
            full = full or pages / seconds
            ratio = pages / seconds / full
            print(f"{name}: {pages} pages, {pages / seconds:.2f} pages/s, {ratio:.1f} times the full night", flush=True)


if __name__ == "__main__":
    main()
