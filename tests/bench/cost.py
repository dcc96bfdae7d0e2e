"""What a program costs: time on the clock and time on the processors, its browsers and all other descendants included.

On a machine that does other work too, the time on the processors says more: waiting for a turn is not in it.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux: orphans of the program become children of this process, so that their time is counted."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds on the processors (None where only Linux can tell), and what was written to standard output."""

    seconds: float
    cpu_s: float | None
    said: str


def run(command: Sequence[str], folder: Path | None = None) -> Cost:
    """Run a program in `folder` to its end, whatever its exit code, and return what it cost."""
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "cost.json"
        watched = [sys.executable, __file__, str(told), *command]
        said = subprocess.run(watched, check=True, stdout=subprocess.PIPE, text=True, cwd=folder).stdout
        return Cost(**json.loads(told.read_text("utf-8")), said=said)


def _watch(told: Path, command: Sequence[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    start = perf_counter()
    subprocess.run(command, check=False)
    seconds = perf_counter() - start
    cpu_s = None
    if sys.platform == "linux":
        _wait_for_orphans()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = used.ru_utime + used.ru_stime
    told.write_text(json.dumps({"seconds": seconds, "cpu_s": cpu_s}), encoding="utf-8")


def _wait_for_orphans() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


if __name__ == "__main__":
    _watch(Path(sys.argv[1]), sys.argv[2:])
