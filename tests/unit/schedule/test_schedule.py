"""Nights: when they begin, what starts them, what is kept of them, what is told and how it is delivered."""

import json
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from a11y_audit.core.text import Lang, Text
from a11y_audit.crawl.hours import JAPAN
from a11y_audit.schedule import install, timers
from a11y_audit.schedule.delivery import deliver, message
from a11y_audit.schedule.journal import FILE, Journal, Night
from a11y_audit.schedule.notice import Notice, changed
from a11y_audit.schedule.timers import Place
from a11y_audit.schedule.timetable import DAYS, end_of, last_due, next_due
from a11y_audit.settings import Notify, Schedule

NOW = datetime(2026, 11, 29, 13, 30, tzinfo=UTC)
"""A Sunday, 22:30 in Japan."""
NUMBERS = {"found": 5_200, "audited": 4_980, "failed_pages": 312, "new": 3, "returned": 0, "fixed": 5, "open": 120}
NIGHT = Night(begun=NOW, ended=NOW + timedelta(hours=6), code=0, run=12, state="complete", numbers=NUMBERS)
CALM = replace(NIGHT, run=13, numbers={**NUMBERS, "new": 0, "fixed": 0})
PLACE = Place(folder=Path("/srv/みどり 野市 100%"), python=Path("/opt/a b/bin/python"))


@given(
    st.integers(0, 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sets(st.sampled_from(DAYS)),
    st.times(),
)
def test_each_moment_lies_between_two_nights(moment: datetime, days: set[str], clock: object) -> None:
    schedule = Schedule.model_validate({"days": tuple(days), "at": f"{clock:%H:%M}"})
    before, after = last_due(schedule, moment), next_due(schedule, moment)
    assert before <= moment < after
    assert after - before <= timedelta(days=7)
    for each in (before, after):
        assert f"{clock:%H:%M}" == f"{each.astimezone(JAPAN):%H:%M}"
        assert not days or DAYS[each.astimezone(JAPAN).weekday()] in days


def test_a_night_ends_when_its_hours_are_over() -> None:
    assert NOW + timedelta(minutes=30) == end_of(Schedule(hours=0.5), NOW)
    assert end_of(Schedule(), NOW) is None


def test_systemd_begins_in_japanese_time_and_makes_up_for_missed_nights() -> None:
    service, timer = timers.systemd(PLACE, Schedule(at="23:15", days=("thu", "mon"))).values()
    assert "OnCalendar=Mon,Thu *-*-* 23:15:00 Asia/Tokyo\nPersistent=true\n" in timer
    assert 'ExecStart="/opt/a b/bin/python" -m a11y_audit night --quiet\n' in service
    assert "WorkingDirectory=/srv/みどり 野市 100%%\n" in service
    assert "User=" not in service
    assert "User=kensa\n" in timers.systemd(replace(PLACE, user="kensa"), Schedule())[f"{PLACE.name}.service"]


NAMES = ("kensa", "みどり野市 公式 50% $HOME 'a' \"b\" \\c; d")
"""Of folders: a plain one, and one with all that means something to a shell, to systemd or to cron."""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
@pytest.mark.parametrize("name", NAMES, ids=["plain", "odd"])
@pytest.mark.parametrize("days", [(), ("mon", "sat")], ids=["daily", "days"])
def test_systemd_takes_the_units(tmp_path: Path, name: str, days: tuple[str, ...]) -> None:
    folder = tmp_path / name
    folder.mkdir()
    place = Place(folder=folder, python=Path(sys.executable), user="root")
    paths = []
    for file, text in timers.systemd(place, Schedule.model_validate({"days": days})).items():
        paths.append(tmp_path / file)
        paths[-1].write_text(text, encoding="utf-8")
    verify = ("systemd-analyze", "verify", "--man=no")
    said = subprocess.run([*verify, *map(str, paths)], capture_output=True, text=True, check=False, timeout=60)
    assert (0, "") == (said.returncode, said.stdout + said.stderr)
    paths[0].write_text(paths[0].read_text(encoding="utf-8").replace("Nice=10", "Nice=nice"), encoding="utf-8")
    assert subprocess.run([*verify, *map(str, paths)], capture_output=True, text=True, check=False, timeout=60).stderr


@pytest.mark.parametrize("name", NAMES, ids=["plain", "odd"])
def test_the_lines_of_cron_are_five_fields_and_a_command_that_begins_in_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    python = tmp_path / "py thon"
    python.write_text('#!/bin/sh\npwd; echo "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    place = Place(folder=folder, python=python)
    _, *lines, _ = timers.cron(place, Schedule.model_validate({"days": ("mon", "sun")}), NOW.astimezone(JAPAN))
    for line, more in zip(lines, ("", " --catch-up"), strict=True):
        *fields, command = line.split(" ", 5)
        for field, most in zip(fields, (59, 23, 31, 12, 7), strict=True):
            assert field == "*" or all(0 <= int(each) <= most for each in field.split(","))
        # Cron takes a "%" without a backslash for the end of the line (crontab(5)).
        assert not re.search(r"(?<!\\)%", command)
        shell = subprocess.run(
            ["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=True, timeout=60
        )
        assert [str(folder), f"-m a11y_audit night --quiet{more}"] == shell.stdout.splitlines()


@pytest.mark.parametrize(
    ("hours", "days", "expected"),
    [
        (9, (), "0 22 * * *"),
        (0, (), "0 13 * * *"),
        (9, ("mon", "sun"), "0 22 * * 0,1"),
        (-8, ("sun",), "0 5 * * 0"),
        (12, ("sun",), "0 1 * * 1"),
    ],
    ids=["japan", "utc", "days", "day-before", "day-after"],
)
def test_cron_begins_at_the_same_moment_in_the_machines_own_time(
    hours: int, days: tuple[str, ...], expected: str
) -> None:
    schedule = Schedule.model_validate({"days": days})
    begin, night, catch_up, end = timers.cron(PLACE, schedule, NOW.astimezone(timezone(timedelta(hours=hours))))
    assert night.startswith(f"{expected} cd '/srv/みどり 野市 100\\%' && ")
    assert night.endswith(" '/opt/a b/bin/python' -m a11y_audit night --quiet")
    assert catch_up.endswith("night --quiet --catch-up")
    table = f"MAILTO=a\n{begin}\n{night}\n{end}\n5 4 * * * other\n"
    assert "MAILTO=a\n5 4 * * * other\n" == timers.without_cron(PLACE, table)


def test_the_task_of_windows_is_well_formed() -> None:
    schedule = Schedule(days=("tue",), catch_up=False)
    place = replace(PLACE, folder=Path("C:\\検査 & 報告"))
    text = timers.windows(place, schedule, NOW.astimezone(JAPAN))
    root = etree.fromstring(text.encode("utf-16"))
    space = {"t": root.nsmap[None]}
    assert ["2026-12-01T22:00:00"] == root.xpath("//t:StartBoundary/text()", namespaces=space)
    assert ["C:\\検査 & 報告"] == root.xpath("//t:WorkingDirectory/text()", namespaces=space)
    assert ["false"] == root.xpath("//t:StartWhenAvailable/text()", namespaces=space)
    assert 1 == len(root.xpath("//t:DaysOfWeek/t:Tuesday", namespaces=space))


# Of the Task Scheduler Schema (Microsoft): elements in the order in which they must stand, and sets of which each may be once.
ORDERS = {"CalendarTrigger": ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay",
                              "ScheduleByDay", "ScheduleByWeek", "ScheduleByMonth", "ScheduleByMonthDayOfWeek"]}  # fmt: skip
SETS = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description",
                         "Documentation"},
    "ScheduleByDay": {"DaysInterval"},
    "ScheduleByWeek": {"WeeksInterval", "DaysOfWeek"},
    "DaysOfWeek": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    "Settings": {"AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries",
                 "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName",
                 "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter",
                 "IdleSettings", "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}  # fmt: skip
NEEDED = {"Task": {"Actions"}, "CalendarTrigger": {"StartBoundary"}, "Exec": {"Command"}}


@pytest.mark.parametrize("days", [(), ("tue", "sun")], ids=["daily", "days"])
def test_the_task_of_windows_has_the_elements_of_its_schema_in_their_order(days: tuple[str, ...]) -> None:
    text = timers.windows(PLACE, Schedule.model_validate({"days": days}), NOW.astimezone(JAPAN))
    for element in etree.fromstring(text.encode("utf-16")).iter():
        name = etree.QName(element).localname
        inner = [etree.QName(each).localname for each in element]
        assert len(inner) == len(set(inner))
        assert NEEDED.get(name, set()) <= set(inner)
        if name in ORDERS:
            assert inner == sorted(inner, key=ORDERS[name].index)
        elif name not in ("Triggers", "Actions"):
            assert set(inner) <= SETS.get(name, set()), name


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program `crontab` into the path that keeps its table in a file, as cron's own does."""
    table, program = tmp_path / "table", tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then if [ -f {table} ]; then cat {table}; else echo "no crontab" >&2; exit 1; fi\n'
        f"else cat > {table}; fi\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return table


def test_cron_lines_come_once_and_go_and_others_stay(crontab: Path, tmp_path: Path) -> None:
    place = replace(PLACE, folder=tmp_path)
    crontab.write_text("5 4 * * * other\n", encoding="utf-8")
    for _ in range(2):
        install.install("cron", place, Schedule(), NOW)
    assert 1 == crontab.read_text().count(timers.begin_mark(place))
    assert ["cron"] == [each.way for each in install.installed(place)]
    assert ["cron"] == [each.way for each in install.remove(place)]
    assert "5 4 * * * other\n" == crontab.read_text()
    assert [] == install.remove(place)


def test_the_task_of_windows_is_written_with_what_to_do(crontab: Path, tmp_path: Path) -> None:
    place = replace(PLACE, folder=tmp_path)
    done = install.install("windows", place, Schedule(), NOW)
    assert done.next_step is not None
    assert f'schtasks /Create /TN "{place.name}"' in done.next_step.en
    etree.fromstring((tmp_path / f"{place.name}.xml").read_bytes())
    assert ["windows"] == [each.way for each in install.remove(place)]
    assert not crontab.exists()


def test_the_journal_keeps_each_night_and_passes_over_what_was_cut_off(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert [] == journal.nights()
    journal.begin(Night(begun=NOW))
    journal.end(NIGHT)
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"begun": "2026-11-30T13')
    later = Night(begun=NOW + timedelta(days=2))
    journal.begin(later)
    assert [NIGHT, later] == journal.nights()
    assert 4_980 / 5_200 == journal.nights()[0].coverage


def test_the_journal_does_not_grow_for_ever(tmp_path: Path) -> None:
    lines = "".join(f'{{"begun": "{(NOW + timedelta(hours=each)).isoformat()}"}}\n' for each in range(4_001))
    (tmp_path / FILE).write_text(lines, encoding="utf-8")
    journal = Journal(tmp_path)
    last = replace(NIGHT, begun=NOW + timedelta(days=900))
    journal.end(last)
    assert (1_000, last) == (len(journal.nights()), journal.nights()[-1])


@pytest.mark.parametrize(
    ("night", "before", "told"),
    [
        (CALM, None, True),
        (CALM, NIGHT, False),
        (NIGHT, CALM, True),
        (CALM, replace(CALM, untold="mail: TimeoutError"), True),
        (replace(CALM, error=("だめ", "no")), CALM, True),
        (replace(CALM, error=("だめ", "no")), replace(CALM, error=("だめ", "no")), False),
        (CALM, replace(CALM, error=("だめ", "no")), True),
        (replace(CALM, code=1, run=14), CALM, True),
        (replace(CALM, code=1, run=14), replace(NIGHT, code=1), False),
        (NIGHT, NIGHT, False),
        (replace(NIGHT, numbers={**NUMBERS, "new": 4}), NIGHT, True),
        (replace(CALM, reason="budget"), NIGHT, False),
        (replace(CALM, reason="emergency"), NIGHT, True),
    ],
    ids=[
        "first", "calm", "changes", "not-told-last-time", "fails", "fails-again", "works-again", "gate", "gate-again",
        "same-run", "same-run-more", "budget", "emergency",
    ],
)  # fmt: skip
def test_people_are_told_when_something_changed(night: Night, before: Night | None, told: bool) -> None:  # noqa: FBT001
    assert told == changed(night, before)


def test_a_manager_reads_three_lines() -> None:
    first = (Text("代替テキスト「a.jpg」がファイル名です。", "The alternative “a.jpg” is a file name."), 4_812)
    told = Notice(site="みどり野市\r\nBcc: x", night=NIGHT, first=first, report="/out/1")
    assert "［検査］みどり野市  Bcc: x: 新しい問題 3・直った問題 5" == told.subject(Lang.JA)
    assert [
        "新しく見つかった問題 3 件、直った問題 5 件、残っている問題 120 件です。",
        "5,200 ページのうち 4,980 ページ（95.8%）を検査し、312 ページ（6.3%）に問題があります。",
        "まず直すところ: 代替テキスト「a.jpg」がファイル名です。（直すと 4,812 ページがよくなります）",
        "報告書: /out/1",
    ] == told.lines(Lang.JA)
    assert told.lines(Lang.EN)[2].endswith("(4,812 pages get better)")
    failed = replace(told, night=replace(NIGHT, error=("だめ\n二", "no")), cut_off=True)
    assert ["昨夜の検査はできませんでした。", "だめ", "二"] == failed.lines(Lang.JA)[:3]


class _Mailbox(StreamRequestHandler):
    """As much of a mail server as a client needs: it takes one mail and keeps its lines."""

    def handle(self) -> None:
        say = lambda text: self.wfile.write(f"{text}\r\n".encode())  # noqa: E731
        say("220 loopback")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            match line[:4].upper():
                case "DATA":
                    say("354 go on")
                    while (row := self.rfile.readline().rstrip(b"\r\n")) != b".":
                        self.server.lines.append(row.decode())  # type: ignore[attr-defined]
                    say("250 taken")
                case "QUIT":
                    say("221 bye")
                    return
                case "EHLO":
                    say("250 loopback")
                case _:
                    say("250 well")


class _Hook(BaseHTTPRequestHandler):
    """Takes what is posted; the path is the status that it answers with."""

    def do_POST(self) -> None:
        self.server.posted.append(self.rfile.read(int(self.headers["Content-Length"])))  # type: ignore[attr-defined]
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mailbox() -> Iterator[TCPServer]:
    with TCPServer(("127.0.0.1", 0), _Mailbox) as server:
        server.lines = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.posted = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def notify(mailbox: TCPServer, hook: HTTPServer, status: int) -> Notify:
    return Notify.model_validate(
        {
            "mail_to": ("web@city.example.jp", "koho@city.example.jp"),
            "smtp_host": "127.0.0.1",
            "smtp_port": mailbox.server_address[1],
            "smtp_security": "none",
            "webhook": f"http://127.0.0.1:{hook.server_address[1]}/{status}",
        }
    )


def test_a_notice_reaches_mail_and_webhook(mailbox: TCPServer, hook: HTTPServer) -> None:
    told = Notice(site="みどり野市", night=NIGHT)
    assert "" == deliver(told, notify(mailbox, hook, 200), Lang.JA)
    lines = mailbox.lines  # type: ignore[attr-defined]
    assert "To: web@city.example.jp, koho@city.example.jp" in lines
    (posted,) = hook.posted  # type: ignore[attr-defined]
    body = json.loads(posted)
    assert ("みどり野市", 12, 5_200) == (body["site"], body["run"], body["numbers"]["found"])
    assert told.lines(Lang.JA)[0] in body["text"]
    sent = message(told, notify(mailbox, hook, 200), Lang.JA)
    assert "\n".join(told.lines(Lang.JA)) == sent.get_content().strip()


def test_what_can_not_be_delivered_is_told_without_its_address(mailbox: TCPServer, hook: HTTPServer) -> None:
    broken = notify(mailbox, hook, 500).model_copy(update={"smtp_security": "starttls"})
    assert "mail: SMTPNotSupportedError; webhook: HTTPError" == deliver(Notice(site="a", night=NIGHT), broken, Lang.EN)
