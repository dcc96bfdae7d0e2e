"""An audit that was killed goes on where it stopped, and ends as an undisturbed one."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from a11y_audit.testing.demo_city.server import serve
from tests.browser.conftest import audit, free_port

pytestmark = pytest.mark.browser

_PROGRAM = """
import sys
from pathlib import Path
from tests.browser.conftest import audit
audit(sys.argv[1], Path(sys.argv[2]))
"""


def findings(folder: Path) -> list[tuple[object, ...]]:
    query = (
        "SELECT p.url, f.rule, f.reason, f.selector, f.data FROM findings f JOIN pages p ON p.id = f.page_id "
        "ORDER BY 1, 2, 3, 4, 5"
    )
    with sqlite3.connect(folder / "data" / "audit.sqlite3") as connection:
        return connection.execute(query).fetchall()


def audited(folder: Path) -> int:
    try:
        with sqlite3.connect(folder / "data" / "audit.sqlite3") as connection:
            number: int = connection.execute("SELECT count(*) FROM visits WHERE status = 'audited'").fetchone()[0]
            return number
    except sqlite3.OperationalError:
        return 0


def test_a_killed_audit_goes_on_and_ends_like_an_undisturbed_one(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    undisturbed.mkdir()
    killed.mkdir()
    with serve(1, port=free_port()) as url:
        whole = audit(url, undisturbed)
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, url, str(killed)], start_new_session=True, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while audited(killed) < 10 and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        stopped_at = audited(killed)
        end = audit(url, killed)

    assert 10 <= stopped_at < whole.totals.audited
    assert end.run.id == 1
    assert end.totals == whole.totals
    assert findings(killed) == findings(undisturbed)


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
def test_a_browser_that_dies_is_started_again_and_no_page_is_lost(tmp_path: Path) -> None:
    undisturbed, struck = tmp_path / "undisturbed", tmp_path / "struck"
    undisturbed.mkdir()
    struck.mkdir()
    with serve(1, port=free_port()) as url:
        whole = audit(url, undisturbed)
        process = subprocess.Popen([sys.executable, "-c", _PROGRAM, url, str(struck)], stderr=subprocess.DEVNULL)
        killed = 0
        deadline = time.monotonic() + 120
        for goal in (8, 30):
            while audited(struck) < goal and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.05)
            for browser in browsers_of(process.pid):
                os.kill(browser, signal.SIGKILL)
                killed += 1
        ended = process.wait(timeout=180)

    assert ended == 0
    assert killed >= 2
    assert audited(struck) == whole.totals.audited
    assert findings(struck) == findings(undisturbed)


_SHRINKING = """
import asyncio, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from a11y_audit import api
from a11y_audit.audit.events import Stop
from a11y_audit.errors import StoreError
from tests.browser.conftest import settings_for

def fill(progress):
    # From now on this program may write no file beyond this size: what a full disk looks like from inside.
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))

try:
    asyncio.run(api.audit(settings_for(sys.argv[1]), Path(sys.argv[2]), progress=fill, stop=Stop(),
                          now=lambda: datetime.now(UTC)))
except StoreError as error:
    sys.stdout.write(error.message.en)
    sys.exit(error.exit_code)
"""


def test_a_disk_that_fills_up_stops_the_audit_with_a_clear_error_and_it_goes_on_later(tmp_path: Path) -> None:
    whole, filled = tmp_path / "whole", tmp_path / "filled"
    whole.mkdir()
    filled.mkdir()
    with serve(1, port=free_port()) as url:
        undisturbed = audit(url, whole)
        stopped = subprocess.run(
            [sys.executable, "-c", _SHRINKING, url, str(filled)], capture_output=True, text=True, check=False
        )
        before = audited(filled)
        end = audit(url, filled)

    assert stopped.returncode == 3, stopped.stderr
    assert "full" in stopped.stdout
    assert 0 < before < undisturbed.totals.audited
    assert end.totals == undisturbed.totals
    assert findings(filled) == findings(whole)
