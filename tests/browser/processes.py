"""The processes of one audit, found by the folder in which they work: also those whose parent was killed."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

SYSTEM = Path("/proc")


def working_in(folder: Path) -> dict[int, str]:
    """Return the command of each living process that works in `folder`, and of their children, by its number."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    ours: set[int] = set()
    for process in _every():
        place = SYSTEM / str(process)
        try:
            state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
            if state == "Z":  # it has ended, and whoever started it was not told yet
                continue
            parents[process] = int(parent)
            commands[process] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            if (place / "cwd").readlink() == folder:
                ours.add(process)
        except OSError:  # it ended meanwhile, or is not ours
            continue
    return {process: commands[process] for process in commands if _is_below(process, ours, parents)}


def kill(process: int) -> None:
    """End a process at once; one that ended by itself meanwhile has ended."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def survivors(folder: Path, *, within_s: float) -> dict[int, str]:
    """Wait until no process works in `folder`; return, and end, those that still do after `within_s`."""
    deadline = time.monotonic() + within_s
    while (left := working_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in left:
        kill(process)
    return left


def _every() -> Iterator[int]:
    for place in SYSTEM.iterdir():
        if place.name.isdecimal():
            yield int(place.name)


def _is_below(process: int, ours: set[int], parents: dict[int, int]) -> bool:
    while process not in ours:
        if process not in parents:
            return False
        process = parents[process]
    return True
