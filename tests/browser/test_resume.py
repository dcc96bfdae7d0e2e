"""An audit that was killed, stopped or starved goes on where it stopped, and ends as an undisturbed one."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.api import AuditEnd, Stop
from a11y_audit.assess.totals import Totals
from a11y_audit.testing.demo_city.server import serve
from tests.browser import village
from tests.browser.conftest import FIRST_NIGHT, audit, free_port, settings_for
from tests.browser.processes import kill, survivors, working_in
from tests.browser.undisturbed import Result, begin, faults, result, said
from tests.browser.village import Village

pytestmark = pytest.mark.browser

ORDERED: dict[str, dict[str, object]] = {
    "crawl": {"parallel": 1},
    "scope": {"exclude": ({"pattern": "/calendar/?ym=*", "reason": "毎月同じ形のページです。"},)},
}
"""Of two pages in flight either may be done first; the months of the calendar, which are alike, only take time."""

_PROGRAM = """
import sys
from pathlib import Path
from tests.browser.conftest import audit
from tests.browser.test_resume import ORDERED
audit(sys.argv[1], Path(sys.argv[2]), **ORDERED)
"""


def audited(folder: Path) -> int:
    try:
        with sqlite3.connect(folder / "data" / "audit.sqlite3") as connection:
            number: int = connection.execute("SELECT count(*) FROM visits WHERE status = 'audited'").fetchone()[0]
            return number
    except sqlite3.OperationalError:
        return 0


@dataclass(frozen=True, slots=True)
class Calm:
    """The demo city's first night, audited without disturbance: its address, the folder, and what came out."""

    url: str
    folder: Path
    totals: Totals


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calm]:
    folder = tmp_path_factory.mktemp("calm")
    with serve(1, port=free_port()) as url:
        yield Calm(url, folder, audit(url, folder, **ORDERED).totals)


def test_a_killed_audit_goes_on_and_ends_like_an_undisturbed_one(tmp_path: Path, calm: Calm) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, calm.url, str(tmp_path)], start_new_session=True, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while audited(tmp_path) < 10 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    stopped_at = audited(tmp_path)
    end = audit(calm.url, tmp_path, **ORDERED)

    assert 10 <= stopped_at < calm.totals.audited
    assert end.run.id == 1
    assert end.totals == calm.totals
    assert faults(tmp_path) == []
    assert result(tmp_path) == result(calm.folder)


def browsers_of(pid: int) -> list[int]:
    """Return the browsers among a process's descendants, by /proc."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(folder.name)] = (
                    (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                )
            except OSError:
                continue

    def descends(child: int) -> bool:
        while child > 1:
            child = parents.get(child, 0)
            if child == pid:
                return True
        return False

    return [
        child
        for child, command in commands.items()
        if "chrom" in command
        and "--type=" not in command
        and descends(child)
        and "node" not in command.partition(" ")[0]
    ]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the browser by /proc")
def test_a_browser_that_dies_is_started_again_and_no_page_is_lost(tmp_path: Path, calm: Calm) -> None:
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM, calm.url, str(tmp_path)], stderr=subprocess.DEVNULL)
    killed = 0
    deadline = time.monotonic() + 120
    for goal in (8, 30):
        while audited(tmp_path) < goal and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        for browser in browsers_of(process.pid):
            os.kill(browser, signal.SIGKILL)
            killed += 1
    ended = process.wait(timeout=180)

    assert ended == 0
    assert killed >= 2
    assert audited(tmp_path) == calm.totals.audited
    assert faults(tmp_path) == []
    assert result(tmp_path) == result(calm.folder)


_SHRINKING = """
import asyncio, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.errors import StoreError
from tests.browser.conftest import settings_for
from tests.browser.test_resume import ORDERED

def fill(progress):
    # From now on this program may write no file beyond this size: what a full disk looks like from inside.
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))

try:
    asyncio.run(api.audit(settings_for(sys.argv[1], **ORDERED), Path(sys.argv[2]), progress=fill, stop=Stop(),
                          now=lambda: datetime.now(UTC)))
except StoreError as error:
    sys.stdout.write(error.message.en)
    sys.exit(error.exit_code)
"""


def test_a_disk_that_fills_up_stops_the_audit_with_a_clear_error_and_it_goes_on_later(
    tmp_path: Path, calm: Calm
) -> None:
    stopped = subprocess.run(
        [sys.executable, "-c", _SHRINKING, calm.url, str(tmp_path)], capture_output=True, text=True, check=False
    )
    before = audited(tmp_path)
    end = audit(calm.url, tmp_path, **ORDERED)

    assert stopped.returncode == 3, stopped.stderr
    assert "full" in stopped.stdout
    assert 0 < before < calm.totals.audited
    assert end.totals == calm.totals
    assert faults(tmp_path) == []
    assert result(tmp_path) == result(calm.folder)


_WAIT_S = 90.0


@pytest.fixture(scope="module")
def home() -> Iterator[Village]:
    with village.serve() as served:
        yield served


@pytest.fixture
def served(home: Village) -> Iterator[Village]:
    yield home
    home.release()


@pytest.fixture(scope="module")
def undisturbed(home: Village, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Return what an audit of the village comes to that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert run(folder, "audit", home.url, "--quiet") == 0
    return result(folder)


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def run(folder: Path, *arguments: str) -> int:
    return begin(folder, *arguments).wait(_WAIT_S)


def held_at_the_slow_page(served: Village, folder: Path) -> subprocess.Popen[bytes]:
    """Start an audit that has pages behind it, one in flight, and others before it."""
    served.hold()
    program = begin(folder, "audit", served.url, "--quiet", "--lang", "ja", "--log-json", "log.jsonl")
    assert served.asked.wait(_WAIT_S), said(folder)
    return program


def interrupt(program: subprocess.Popen[bytes], folder: Path) -> None:
    """Press Ctrl-C, and see that it was understood."""
    program.send_signal(signal.SIGINT)
    deadline = time.monotonic() + _WAIT_S
    while "開いているページを終えてから止まります" not in said(folder) and time.monotonic() < deadline:
        time.sleep(0.05)


def status_of(folder: Path, path: str) -> str:
    with sqlite3.connect(folder / "data" / "audit.sqlite3") as connection:
        query = "SELECT v.status FROM visits v JOIN pages p ON p.id = v.page_id WHERE p.url LIKE ?"
        status: str = connection.execute(query, (f"%{path}",)).fetchone()[0]
    connection.close()
    return status


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes by /proc")
@pytest.mark.parametrize(
    "mark",
    ["/driver/node ", "--type=zygote", "--type=gpu-process", "--type=renderer", "NetworkService"],
    ids=["driver", "zygote", "gpu", "renderer", "network"],
)
def test_a_helper_of_the_browser_that_dies_costs_no_page(
    tmp_path: Path, served: Village, mark: str, undisturbed: Result
) -> None:
    struck = made(tmp_path / "struck")
    program = held_at_the_slow_page(served, struck)
    victims = [process for process, command in working_in(struck).items() if mark in command]
    for process in victims:
        kill(process)
    served.release()

    assert victims
    assert program.wait(_WAIT_S) == 0, said(struck)
    assert survivors(struck, within_s=10.0) == {}
    assert faults(struck) == []
    assert result(struck) == undisturbed


def test_one_ctrl_c_lets_pages_in_flight_finish_and_the_next_start_goes_on(
    tmp_path: Path, served: Village, undisturbed: Result
) -> None:
    stopped = made(tmp_path / "stopped")
    program = held_at_the_slow_page(served, stopped)
    interrupt(program, stopped)
    served.release()

    assert program.wait(_WAIT_S) == 130, said(stopped)
    assert status_of(stopped, "/slow") == "audited"
    assert status_of(stopped, "/last") == "waiting"
    assert "途中の報告書です" in (stopped / "out" / "latest" / "index.html").read_text(encoding="utf-8")
    assert [each.state for each in api.runs(stopped)] == ["running"]
    assert run(stopped, "audit", served.url, "--quiet") == 0
    assert faults(stopped) == []
    assert result(stopped) == undisturbed


def test_a_second_ctrl_c_stops_at_once_and_the_next_start_goes_on(
    tmp_path: Path, served: Village, undisturbed: Result
) -> None:
    stopped = made(tmp_path / "stopped")
    program = held_at_the_slow_page(served, stopped)
    interrupt(program, stopped)
    program.send_signal(signal.SIGINT)

    # The page in flight is still held: the program does not wait for it.
    assert program.wait(village.LONGEST_S / 4) == 130, said(stopped)
    assert status_of(stopped, "/slow") == "claimed"
    assert not (stopped / "out").exists()
    served.release()
    assert run(stopped, "audit", served.url, "--quiet") == 0
    assert faults(stopped) == []
    assert result(stopped) == undisturbed


def test_two_programs_on_one_record_do_each_other_no_harm(tmp_path: Path, served: Village) -> None:
    calm, shared = made(tmp_path / "calm"), made(tmp_path / "shared")
    for folder in (calm, shared):
        # The page is held as long as the others need, whatever else this machine does.
        (folder / "a11y-audit.toml").write_text("[crawl]\nnavigation_timeout_s = 240\npage_timeout_s = 240\n")
        assert run(folder, "audit", served.url, "--quiet") == 0
    assert run(calm, "audit", served.url, "--quiet") == 0
    program = held_at_the_slow_page(served, shared)
    refused = run(shared, "audit", served.url, "--quiet", "--lang", "ja")
    told = said(shared)
    readers = {
        command[0]: run(shared, *command) for command in (("runs",), ("why", f"{served.url}last"), ("report", "1"))
    }
    served.release()

    assert program.wait(_WAIT_S) == 0, said(shared)
    assert refused == 3
    assert "このフォルダーでは別の検査が動いています" in told
    assert readers == {"runs": 0, "why": 0, "report": 0}, said(shared)
    assert faults(shared) == []
    assert result(shared) == result(calm)


def test_a_kill_while_the_report_is_written_neither_loses_it_nor_begins_another_run(
    tmp_path: Path, served: Village, undisturbed: Result
) -> None:
    killed = made(tmp_path / "killed")
    program = begin(killed, "audit", served.url, "--quiet")
    deadline = time.monotonic() + _WAIT_S
    while not list(killed.glob("out/.*.new")) and program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    os.killpg(program.pid, signal.SIGKILL)

    assert program.wait() == -signal.SIGKILL
    assert not (killed / "out" / "latest").exists()
    assert run(killed, "audit", served.url, "--quiet") == 0
    assert faults(killed) == []
    assert result(killed) == undisturbed


def jumping(chance: random.Random) -> Callable[[], datetime]:
    """Return a clock that jumps by up to a year, forward and back, each time that it is asked."""
    return lambda: FIRST_NIGHT + timedelta(seconds=chance.randint(-31_000_000, 31_000_000))


def audited_by(clock: Callable[[], datetime], url: str, folder: Path, *, stopped_after: int | None = None) -> AuditEnd:
    """Audit by a clock, and stop when so many pages are done."""
    stop = Stop()

    def look(progress: api.Progress) -> None:
        stop.soft = stopped_after is not None and progress.audited >= stopped_after

    return asyncio.run(api.audit(settings_for(url), folder, progress=look, stop=stop, now=clock))


def test_a_clock_that_jumps_changes_nothing_but_the_times(tmp_path: Path, served: Village) -> None:
    steady, jumpy = made(tmp_path / "steady"), made(tmp_path / "jumpy")
    clock = jumping(random.Random(random.getrandbits(32)))
    audited_by(lambda: FIRST_NIGHT, served.url, steady)
    interrupted = audited_by(clock, served.url, jumpy, stopped_after=3)
    audited_by(lambda: FIRST_NIGHT - timedelta(days=900), served.url, jumpy)

    assert interrupted.interrupted
    assert faults(jumpy) == []
    assert result(jumpy) == result(steady)


def test_an_audit_before_the_last_one_by_the_clock_is_after_it_all_the_same(tmp_path: Path, served: Village) -> None:
    steady, turned = made(tmp_path / "steady"), made(tmp_path / "turned")
    for days in (0, 1):
        audited_by(lambda days=days: FIRST_NIGHT + timedelta(days=days), served.url, steady)  # type: ignore[misc]
        audited_by(lambda days=days: FIRST_NIGHT - timedelta(days=400 * days), served.url, turned)  # type: ignore[misc]

    assert faults(turned) == []
    assert result(turned) == result(steady)
