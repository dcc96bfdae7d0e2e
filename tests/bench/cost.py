"""What a program costs: time on the clock and time on the processors, its browsers and all other descendants included.

On a machine that does other work too, the time on the processors says more: waiting for a turn is not in it.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter, sleep

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux: orphans of the program become children of this process, so that their time is counted."""
_GRACE_S = 5.0
_LOOK_S = 0.05


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
        _end_orphans()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = used.ru_utime + used.ru_stime
    told.write_text(json.dumps({"seconds": seconds, "cpu_s": cpu_s}), encoding="utf-8")


def _end_orphans() -> None:
    # @axe-core/cli 4.13.0 leaves a chromium-headless-shell running. What ends by itself gets a moment to do so.
    deadline = monotonic() + _GRACE_S
    while children := Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split():
        if monotonic() > deadline:
            for child in children:
                os.kill(int(child), signal.SIGKILL)
        if os.waitpid(-1, os.WNOHANG) == (0, 0):
            sleep(_LOOK_S)


if __name__ == "__main__":
    _watch(Path(sys.argv[1]), sys.argv[2:])
