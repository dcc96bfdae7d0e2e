"""The program and its browser are killed at random moments, fifty times: what is there in the end is always the same."""

import random
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from a11y_audit import api
from tests.browser import village
from tests.browser.processes import kill, survivors, working_in
from tests.browser.undisturbed import Result, begin, faults, result, said

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes by /proc"),
]

CHUNKS = 10
ROUNDS_PER_CHUNK = 5
AT_ONCE = 2
STARTS = 8
"""Starts of the program after which an audit that does not end is given up."""
_LONGEST_S = 90.0
_VICTIMS = ("program", "everything", "child")


@dataclass(frozen=True, slots=True)
class Calm:
    """The audit that nothing disturbs: where the village is, what came out, how long it took in seconds."""

    url: str
    result: Result
    length_s: float


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calm]:
    folder = tmp_path_factory.mktemp("calm")
    with village.serve() as served:
        start = time.monotonic()
        program = audit(served.url, folder)
        assert program.wait(_LONGEST_S) == 0, said(folder)
        length_s = time.monotonic() - start
        assert faults(folder) == []
        yield Calm(served.url, result(folder), length_s)


def audit(url: str, folder: Path) -> subprocess.Popen[bytes]:
    return begin(folder, "audit", url, "--quiet", "--log-json", "log.jsonl")


def is_over(folder: Path) -> bool:
    """Whether the run has come to its end, as a user sees by the list of runs; the next start would begin another."""
    runs = api.runs(folder) if (folder / api.DATA / "audit.sqlite3").is_file() else []
    return bool(runs) and runs[-1].state != "running"


def strike(program: subprocess.Popen[bytes], folder: Path, chance: random.Random) -> str:
    """Kill the program alone, all its processes, or one of those that it started; return what was killed."""
    children = {process: command for process, command in working_in(folder).items() if process != program.pid}
    match chance.choice(_VICTIMS):
        case "child" if children:
            process = chance.choice(sorted(children))
            kill(process)
            return _name(children[process])
        case "everything":
            program.kill()
            for process in children:
                kill(process)
            return "everything"
        case _:
            program.kill()
            return "program"


def _name(command: str) -> str:
    program, _, rest = command.partition(" ")
    kind = rest.partition("--type=")[2].partition(" ")[0]
    return f"{Path(program).name} {kind}".strip()


def ended(program: subprocess.Popen[bytes], within_s: float) -> bool:
    try:
        program.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def disturb(calm: Calm, folder: Path, chance: random.Random) -> list[str]:
    """Audit with one to three kills, and start again until it is done; return the story."""
    story: list[str] = []
    kills = chance.choices((1, 2, 3), (6, 3, 1))[0]
    for _ in range(STARTS):
        program = audit(calm.url, folder)
        while kills and not ended(program, moment := chance.uniform(0, calm.length_s)):
            kills -= 1
            story.append(f"{moment:.2f} s: {strike(program, folder, chance)}")
        code = program.wait(_LONGEST_S)
        story.append(f"exit {code}")
        if is_over(folder):
            return story
    pytest.fail(f"it never ended: {story}")


def play(calm: Calm, folder: Path, seed: str) -> None:
    """Disturb one audit and compare what came of it."""
    folder.mkdir()
    story = f"seed {seed}: {disturb(calm, folder, random.Random(seed))}"
    assert survivors(folder, within_s=10.0) == {}, story
    assert faults(folder) == [], story
    assert result(folder) == calm.result, f"{story}\n{said(folder)}"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_whatever_is_killed_the_audit_ends_like_an_undisturbed_one(chunk: int, calm: Calm, tmp_path: Path) -> None:
    # The plugin that orders the tests at random seeds this, and tells its seed.
    session = random.getrandbits(32)
    seeds = [f"{session}-{chunk}-{number}" for number in range(ROUNDS_PER_CHUNK)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        rounds = [pool.submit(play, calm, tmp_path / seed, seed) for seed in seeds]

    for each in rounds:
        each.result()
