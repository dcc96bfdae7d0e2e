"""What starts a night, as text: a systemd timer, lines for cron, a task for Windows. Pure."""

import hashlib
import shlex
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from a11y_audit.schedule.timetable import DAYS, next_due
from a11y_audit.settings import Schedule

_WINDOWS_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where nights run.

    Attributes:
        folder: holds the settings.
        python: the interpreter that has the program.
        user: under whose name a timer of the whole system runs it, or "" where that is clear.
    """

    folder: Path
    python: Path
    user: str = ""

    @property
    def name(self) -> str:
        """Name of units and tasks: the same for a folder, another for each."""
        return f"a11y-audit-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:8]}"

    @property
    def command(self) -> tuple[str, ...]:
        """The program with its arguments."""
        return (str(self.python), "-m", "a11y_audit", "night", "--quiet")


def systemd(place: Place, schedule: Schedule) -> dict[str, str]:
    """Return a service and a timer, by the names of their files. Source: systemd.service(5), systemd.time(7)."""
    days = ",".join(day.capitalize() for day in DAYS if day in schedule.days)
    command = " ".join(_quoted(each) for each in place.command)
    user = f"User={place.user}\n" if place.user else ""
    service = f"""[Unit]
Description=a11y-audit: nightly accessibility audit ({_plain(place.folder.name)})
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_plain(str(place.folder))}
ExecStart={command}
{user}Nice=10
IOSchedulingClass=idle
TimeoutStartSec=infinity
TimeoutStopSec=15min
SuccessExitStatus=1 3
"""
    timer = f"""[Unit]
Description=a11y-audit: begin of the night ({_plain(place.folder.name)})

[Timer]
OnCalendar={days + " " if days else ""}*-*-* {schedule.at}:00 Asia/Tokyo
Persistent={"true" if schedule.catch_up else "false"}

[Install]
WantedBy=timers.target
"""
    return {f"{place.name}.service": service, f"{place.name}.timer": timer}


def cron(place: Place, schedule: Schedule, now: datetime) -> list[str]:
    """Return lines for crontab(5), in the time zone of this machine, between marks by which they are found again.

    Args:
        place: where nights run.
        schedule: when they begin.
        now: an aware time in this machine's zone.
    """
    begin = next_due(schedule, now).astimezone(now.tzinfo)
    shift = (begin.date() - next_due(schedule, now).date()) // timedelta(days=1)
    days = [(DAYS.index(day) + 1 + shift) % 7 for day in DAYS if day in schedule.days]
    week = ",".join(str(day) for day in sorted(days)) or "*"
    run = f"cd {_cron_quoted(str(place.folder))} && "
    command = " ".join(_cron_quoted(each) for each in place.command)
    lines = [begin_mark(place), f"{begin.minute} {begin.hour} * * {week} {run}{command}"]
    if schedule.catch_up:
        lines.append(f"{(begin.minute + 30) % 60} * * * * {run}{command} --catch-up")
    return [*lines, end_mark(place)]


def begin_mark(place: Place) -> str:
    """Return the comment before our lines of a crontab."""
    return f"# {place.name} begin"


def end_mark(place: Place) -> str:
    """Return the comment behind our lines of a crontab."""
    return f"# {place.name} end"


def without_cron(place: Place, table: str) -> str:
    """Return a crontab without our lines; all others stay as they are."""
    kept: list[str] = []
    inside = False
    for line in table.splitlines():
        if line == begin_mark(place):
            inside = True
        elif line == end_mark(place):
            inside = False
        elif not inside:
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def windows(place: Place, schedule: Schedule, now: datetime) -> str:
    """Return a task for the scheduler of Windows, as XML. Source: Task Scheduler Schema 1.2, Microsoft."""
    begin = next_due(schedule, now).astimezone(now.tzinfo)
    program, *arguments = place.command
    days = [_WINDOWS_DAYS[DAYS.index(day)] for day in DAYS if day in schedule.days]
    how = (
        f"<ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek>{''.join(f'<{day} />' for day in days)}"
        "</DaysOfWeek></ScheduleByWeek>"
        if days
        else "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    )
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>a11y-audit: {escape(str(place.folder))}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{begin:%Y-%m-%dT%H:%M:%S}</StartBoundary>
      {how}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>{"true" if schedule.catch_up else "false"}</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>8</Priority>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(" ".join(arguments))}</Arguments>
      <WorkingDirectory>{escape(str(place.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def _quoted(word: str) -> str:
    """Quote a word of a systemd command line: "%" and "$" mean something there."""
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_plain(inner)}"' if any(sign in word for sign in ' \\"$') else _plain(word)


def _plain(word: str) -> str:
    return word.replace("%", "%%")


def _cron_quoted(word: str) -> str:
    return shlex.quote(word).replace("%", "\\%")
