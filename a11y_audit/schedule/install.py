"""Put a timer in its place on this machine, look whether it is there, and take it away again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from a11y_audit.core.text import Text
from a11y_audit.errors import AuditError
from a11y_audit.schedule import timers
from a11y_audit.schedule.timers import Place
from a11y_audit.settings import Schedule

Way = Literal["systemd", "cron", "windows"]
WAYS: Final[tuple[Way, ...]] = ("systemd", "cron", "windows")
_TIMEOUT_S: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A timer: by which way, and the files or the table that hold it; `next_step` is what a person must still do."""

    way: Way
    where: tuple[str, ...]
    next_step: Text | None = None


def likely_way() -> Way:
    """Return the way that this machine has: systemd where it runs, else cron, and on Windows a task."""
    if sys.platform == "win32":
        return "windows"
    return "systemd" if Path("/run/systemd/system").is_dir() and shutil.which("systemctl") else "cron"


def text_of(way: Way, place: Place, schedule: Schedule, now: datetime) -> dict[str, str]:
    """Return what would be installed, by the name of its file."""
    match way:
        case "systemd":
            return timers.systemd(place, schedule)
        case "cron":
            return {"crontab": "".join(f"{line}\n" for line in timers.cron(place, schedule, now))}
        case "windows":
            return {f"{place.name}.xml": timers.windows(place, schedule, now)}


def install(way: Way, place: Place, schedule: Schedule, now: datetime) -> Installed:
    """Install the timer in place of one that is there.

    Raises:
        AuditError: this machine lacks what it needs, or refuses.
    """
    texts = text_of(way, place, schedule, now)
    match way:
        case "systemd":
            return _systemd(place, texts)
        case "cron":
            table = timers.without_cron(place, _crontab())
            _write_crontab(table + texts["crontab"])
            return Installed(way=way, where=("crontab",))
        case "windows":
            (name, text), *_ = texts.items()
            path = place.folder / name
            _write(path, text, encoding="utf-16")
            command = f'schtasks /Create /TN "{place.name}" /XML "{path}"'
            step = Text(
                f"管理者のコマンドプロンプトで、次を実行してください: {command}", f"Run as administrator: {command}"
            )
            return Installed(way=way, where=(str(path),), next_step=step)


def installed(place: Place) -> list[Installed]:
    """Return the timers of this folder that are there."""
    found: list[Installed] = []
    units = tuple(str(each) for each in _unit_files(place) if each.is_file())
    if units:
        found.append(Installed(way="systemd", where=units))
    if shutil.which("crontab") and timers.begin_mark(place) in _crontab().splitlines():
        found.append(Installed(way="cron", where=("crontab",)))
    task = place.folder / f"{place.name}.xml"
    if task.is_file():
        found.append(Installed(way="windows", where=(str(task),)))
    return found


def remove(place: Place) -> list[Installed]:
    """Remove every timer of this folder, and return what was removed."""
    found = installed(place)
    for each in found:
        match each.way:
            case "systemd":
                if shutil.which("systemctl"):
                    _called([*_systemctl(), "disable", "--now", f"{place.name}.timer"], required=False)
                for path in each.where:
                    Path(path).unlink(missing_ok=True)
                if shutil.which("systemctl"):
                    _called([*_systemctl(), "daemon-reload"], required=False)
            case "cron":
                _write_crontab(timers.without_cron(place, _crontab()))
            case "windows":
                if shutil.which("schtasks"):
                    _called(["schtasks", "/Delete", "/F", "/TN", place.name], required=False)
                for path in each.where:
                    Path(path).unlink(missing_ok=True)
    return found


def _systemd(place: Place, texts: dict[str, str]) -> Installed:
    folder = _unit_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(str(folder), error.strerror or "") from error
    paths = [folder / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        _write(path, text, encoding="utf-8")
    step = None
    if shutil.which("systemctl"):
        _called([*_systemctl(), "daemon-reload"])
        _called([*_systemctl(), "enable", "--now", f"{place.name}.timer"])
    if not _is_root():
        step = Text(
            "ログアウト中も動かすには、管理者が一度だけ実行してください: loginctl enable-linger",
            "So that it runs while nobody is logged in, an administrator runs once: loginctl enable-linger",
        )
    return Installed(way="systemd", where=tuple(map(str, paths)), next_step=step)


def _unit_folder() -> Path:
    if _is_root():
        return Path("/etc/systemd/system")
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "systemd" / "user"


def _unit_files(place: Place) -> tuple[Path, ...]:
    return tuple(_unit_folder() / f"{place.name}.{kind}" for kind in ("service", "timer"))


def _systemctl() -> tuple[str, ...]:
    return ("systemctl",) if _is_root() else ("systemctl", "--user")


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _crontab() -> str:
    # "No crontab for …" is an answer, too: it comes with exit code 1 and an empty output.
    return _called(["crontab", "-l"], required=False)


def _write_crontab(table: str) -> None:
    _called(["crontab", "-"], given=table)


def _write(path: Path, text: str, *, encoding: str) -> None:
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, encoding=encoding)
        new.replace(path)
    except OSError as error:
        raise _refused(str(path), error.strerror or "") from error


def _called(command: Sequence[str], *, given: str = "", required: bool = True) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- the system's own programs, without a shell
            command, input=given, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(command[0], str(error)) from error
    if required and done.returncode:
        raise _refused(" ".join(command), done.stderr.strip()[:300])
    return done.stdout


def _refused(what: str, why: str) -> AuditError:
    return AuditError(
        Text(f"自動検査を登録できません: {what}（{why}）", f"The timer could not be set: {what} ({why})"),
        Text(
            "a11y-audit schedule show --way cron（systemd、windows）で表示し、手で登録してください。",
            "Show it with: a11y-audit schedule show --way cron (or systemd, windows), and set it by hand.",
        ),
    )
