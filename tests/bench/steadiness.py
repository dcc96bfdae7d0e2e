"""Run the cases of all rules that judge what probes gathered, round after round, on an idle machine or a busy one.

    python tests/bench/steadiness.py [--rounds 10] [--busy 2] [--workers 2] [--of cases|city|both]

A probe that tells something else of the same page another time is worth nothing. Each round runs every such case, failing and
sound ones, in another order, or tries out pages of the demo city, on a night on which each behaviour hinders someone and
on one on which none does; with `--busy`, so many processes calculate all the while. Told are the cases that went wrong in
each round. Exit code 1 when any did.
"""

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from a11y_audit import registry

ROOT = Path(__file__).resolve().parents[2]
CITY = "tests/browser/test_demo_city_tried_out.py"


def _burn() -> None:
    number = 1
    while True:
        number = number * 48_271 % 2_147_483_647


@contextmanager
def _busy(processes: int) -> Iterator[None]:
    started = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(processes)]
    for each in started:
        each.start()
    try:
        yield
    finally:
        for each in started:
            each.terminate()
            each.join()


def _cases() -> list[str]:
    """Return the case files of the rules that need a probe."""
    files = sorted(ROOT.glob("checks/*/*.md"))
    return [str(each.relative_to(ROOT)) for each in files if registry.rule(each.stem.replace("_", "-")).needs]


def main() -> int:
    """Run the rounds and tell of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--busy", type=int, default=0, help="processes that calculate meanwhile")
    parser.add_argument("--workers", type=int, default=2, help="browsers at a time")
    parser.add_argument("--of", choices=("cases", "city", "both"), default="cases", help="what is run in each round")
    arguments = parser.parse_args()
    chosen = [] if arguments.of == "city" else _cases()
    chosen += [] if arguments.of == "cases" else [CITY]
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(arguments.workers), *chosen]
    wrong = 0
    with _busy(arguments.busy):
        for number in range(1, arguments.rounds + 1):
            begun = time.monotonic()
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            failed = re.findall(r"^(?:FAILED|ERROR) (.*)", done.stdout, re.MULTILINE)
            wrong += done.returncode != 0
            summary = done.stdout.strip().splitlines()[-1:] or [done.stderr.strip()[-500:]]
            load = os.getloadavg()[0]
            print(f"round {number}: {summary[0]} ({time.monotonic() - begun:.0f} s, load {load:.1f})", flush=True)
            for each in failed:
                print(f"  {each}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
