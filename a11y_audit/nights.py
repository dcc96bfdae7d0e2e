"""Nights that run themselves: one night, how nights stand, and what is kept, saved and put back."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from a11y_audit import api, registry
from a11y_audit.api import AuditEnd
from a11y_audit.assess.defects import DefectState
from a11y_audit.audit import plan
from a11y_audit.audit.events import Clock, Report, Stop
from a11y_audit.audit.owners import views
from a11y_audit.core.criterion import Level
from a11y_audit.core.rule import reason_of
from a11y_audit.core.text import Lang, Text
from a11y_audit.crawl.hours import QuietHours
from a11y_audit.errors import A11yAuditError, UsageError
from a11y_audit.log import get_logger, logging_to
from a11y_audit.report.digest import Group, group_of, priority_of
from a11y_audit.report.environment import open_of
from a11y_audit.schedule import delivery, notice, timetable
from a11y_audit.schedule.journal import Journal, Night
from a11y_audit.schedule.notice import Notice
from a11y_audit.schedule.timers import Place
from a11y_audit.settings import FILE_NAME, Settings
from a11y_audit.store import backup as stored_backup
from a11y_audit.store import frontier, history, pruning, reading, rows
from a11y_audit.store import runs as stored_runs
from a11y_audit.store.backup import Backup
from a11y_audit.store.engine import Store
from a11y_audit.store.pruning import Removable
from a11y_audit.store.runs import Run
from a11y_audit.workplace import DATA, OUT, locked, opened, writing

log = get_logger(__name__)

LOGS: Final = "logs"


@dataclass(frozen=True, slots=True, kw_only=True)
class NightEnd:
    """A night that ended: how the audit did, what is kept of it, what was told, and what was removed."""

    end: AuditEnd
    night: Night
    notice: Notice
    removed_bytes: int = 0


async def night(  # noqa: PLR0913 -- each is one plain choice of the caller
    settings: Settings,
    folder: Path,
    *,
    catch_up: bool = False,
    lang: Lang,
    code_of: Callable[[AuditEnd], int],
    progress: Report,
    stop: Stop,
    now: Clock,
) -> NightEnd | None:
    """Run one night: audit within its time, keep what became of it, tell people, tidy up.

    Args:
        settings: what to audit, when, whom to tell, what to keep.
        folder: holds `data/` and `out/`.
        catch_up: whether to run only where a night was missed or cut off.
        lang: language of the notice.
        code_of: gives the exit code of an audit.
        progress: told after each page.
        stop: a wish to stop, looked at while the audit runs.
        now: returns the time, aware UTC.

    Returns:
        None where there is nothing to catch up with.

    Raises:
        A11yAuditError: the audit could not be done; it was kept and told all the same.
    """
    data = folder / DATA
    stored_backup.repair(folder)
    data.mkdir(parents=True, exist_ok=True)
    if catch_up and _is_locked(data):
        # A night that goes on is none that was missed; this is asked every hour.
        return None
    with locked(data):
        pass
    journal = Journal(data)
    before = journal.nights()
    begun = now().replace(microsecond=0)
    if catch_up and not _is_missed(settings, before, begun):
        return None
    tonight = Night(begun=begun)
    journal.begin(tonight)
    work = _Night(settings, folder, journal, before, lang, now)
    (data / LOGS).mkdir(exist_ok=True)
    with logging_to(data / LOGS / f"night-{begun:%Y%m%d-%H%M%S}.jsonl"):
        try:
            until = timetable.end_of(settings.schedule, begun)
            end = await api.audit(settings, folder, until=until, progress=progress, stop=stop, now=now)
        except A11yAuditError as error:
            log.exception("night_failed")
            failed = replace(tonight, ended=now(), code=error.exit_code, error=(error.message.ja, error.message.en))
            work.conclude(failed, None)
            raise
        return work.ended(tonight, end, code_of(end))


def _is_missed(settings: Settings, before: list[Night], moment: datetime) -> bool:
    """Whether the newest night that was due did not begin, or was cut off; before the first night nothing is missed."""
    if not before or QuietHours(settings.crawl.quiet_hours).contains(moment):
        return False
    newest = before[-1]
    return newest.begun < timetable.last_due(settings.schedule, moment) or newest.ended is None


@dataclass(frozen=True, slots=True)
class _Night:
    settings: Settings
    folder: Path
    journal: Journal
    before: list[Night]
    lang: Lang
    now: Clock

    def ended(self, tonight: Night, end: AuditEnd, code: int) -> NightEnd:
        notes = [note for note in end.run.notes if note]
        night = replace(
            tonight,
            ended=self.now(),
            code=code,
            run=end.run.id,
            state="partial" if end.interrupted else end.run.state,
            reason=notes[-1] if end.interrupted and notes else "",
            numbers=_numbers(end),
        )
        told, night = self.conclude(night, end)
        removed = 0
        if self.settings.keep.automatic:
            with suppress(A11yAuditError):
                removed = prune(self.settings, self.folder, remove=True).size_bytes
        return NightEnd(end=end, night=night, notice=told, removed_bytes=removed)

    def conclude(self, night: Night, end: AuditEnd | None) -> tuple[Notice, Night]:
        """Tell people where there is something to tell, keep what became of the night, and let old logs go."""
        told = self._notice(night, end)
        ended = [each for each in self.before if each.ended]
        notify = self.settings.notify
        if delivery.is_wanted(notify) and (notify.always or notice.changed(night, ended[-1] if ended else None)):
            untold = delivery.deliver(told, notify, self.lang)
            night = replace(night, told=not untold, untold=untold)
        self.journal.end(night)
        for path in sorted((self.folder / DATA / LOGS).glob("night-*.jsonl"))[: -self.settings.keep.logs]:
            path.unlink(missing_ok=True)
        return told, night

    def _notice(self, night: Night, end: AuditEnd | None) -> Notice:
        site = self.settings.site
        return Notice(
            site=site.name or site.city or next(iter(site.seeds), ""),
            night=night,
            first=_first(self.settings, self.folder, end.run) if end else None,
            objections=end.gate if end else (),
            report=str(end.report) if end and end.report else "",
            cut_off=bool(self.before) and self.before[-1].ended is None,
        )


def _numbers(end: AuditEnd) -> dict[str, int]:
    totals = end.totals
    states = {name: totals.defect_states.get(name, 0) for name in ("new", "returned", "fixed")}
    pages = {"found": totals.found, "audited": totals.audited, "failed_pages": totals.failed_pages}
    return {**pages, **states, "open": open_of(totals)}


def _first(settings: Settings, folder: Path, run: Run) -> tuple[Text, int] | None:
    """Return what to repair first, in words, and on how many pages it is: what stands first on the report's cover."""
    chosen = plan.plan(settings, run.started_at.date())
    level_a = frozenset(each.number for each in chosen.criteria if each.level is Level.A)
    best: tuple[float, Text, int] | None = None
    with opened(folder, create=False) as store:
        use = history.use(store, run, views(settings, folder))
        for row in rows.defect_rows(store, run.id):
            state = reading.state_of(row)
            if group_of(state) is Group.DEFECTS:
                score = priority_of(state, level_a, use).score
                if best is None or score > best[0]:
                    with suppress(UsageError):
                        best = score, _said(state, row["data"]), state.pages
    return best and best[1:]


def _said(state: DefectState, data: str | None) -> Text:
    rule = registry.rule(state.rule)
    reason = reason_of(rule, state.reason)
    return rule.title if reason is None else reason.text.fill(json.loads(data) if data else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How nights stand.

    Attributes:
        last: the newest night, or None before the first.
        next: when the next one begins.
        waiting: pages of an unfinished audit that still wait, or None where none is unfinished.
        sizes: bytes of the database, the recorded pages, the reports and the logs, by name.
        free_bytes: room left on the disk.
        problems: what a person should look at; empty when all is well.
    """

    last: Night | None
    next: datetime
    waiting: int | None
    sizes: dict[str, int]
    free_bytes: int
    problems: tuple[Text, ...]


def status(settings: Settings, folder: Path, *, now: Clock) -> Standing:
    """Return how nights stand; never raises for what is missing."""
    data = folder / DATA
    moment = now()
    nights = Journal(data).nights()
    waiting = None
    with suppress(A11yAuditError), opened(folder, create=False) as store:
        waiting = _waiting(store)
    sizes = {
        "database": sum(_size(path) for path in data.glob("audit.sqlite3*")),
        "records": _size_of(data / "blobs"),
        "reports": _size_of(folder / OUT),
        "logs": _size_of(data / LOGS),
    }
    free = shutil.disk_usage(folder).free
    return Standing(
        last=nights[-1] if nights else None,
        next=timetable.next_due(settings.schedule, moment),
        waiting=waiting,
        sizes=sizes,
        free_bytes=free,
        problems=tuple(_problems(settings, data, nights, moment, free)),
    )


_LEAST_FREE: Final = 2_000_000_000


def _problems(settings: Settings, data: Path, nights: list[Night], moment: datetime, free: int) -> Iterable[Text]:
    if not nights:
        yield Text("夜の検査は、まだ一度も動いていません。", "No night has run yet.")
        return
    last = nights[-1]
    if last.ended is None and not _is_locked(data):
        yield Text(
            "前回の夜は途中で切れました。次の夜が続きから検査します。",
            "The last night was cut off; the next one goes on from there.",
        )
    if last.begun < timetable.last_due(settings.schedule, moment):
        yield Text("予定の夜に検査が動きませんでした。", "The night that was due did not run.")
    if last.error[0]:
        yield Text(f"前回の夜は検査できませんでした: {last.error[0]}", f"The last night failed: {last.error[1]}")
    if last.untold:
        yield Text(f"お知らせを送れませんでした（{last.untold}）。", f"The notice was not delivered ({last.untold}).")
    if free < _LEAST_FREE:
        yield Text("ディスクの空きが残り少なくなっています。", "Little room is left on the disk.")


def _is_locked(data: Path) -> bool:
    try:
        with locked(data):
            return False
    except A11yAuditError:
        return True


def _waiting(store: Store) -> int | None:
    every = stored_runs.every(store)
    if not every or every[-1].state != "running":
        return None
    return frontier.tally(store, every[-1].id).waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What may be removed, or was: recorded pages and report folders of old runs, and how many bytes they take."""

    records: int
    records_bytes: int
    reports: tuple[Path, ...]
    reports_bytes: int

    @property
    def size_bytes(self) -> int:
        """Bytes of all of it."""
        return self.records_bytes + self.reports_bytes


def prune(settings: Settings, folder: Path, *, remove: bool) -> Pruned:
    """Return what is older than the settings keep; with `remove`, it is removed.

    Raises:
        A11yAuditError: there is no store, another program is at work, or something can't be removed.
    """
    keep = settings.keep
    with writing(folder, create=False) as store:
        nothing = Removable(visits=(), keys=(), size_bytes=0)
        old = pruning.removable(store, keep.records) if keep.records else nothing
        reports = _old_reports(folder / OUT, keep.reports) if keep.reports else []
        sizes = sum(map(_size_of, reports))
        if remove:
            pruning.remove(store, folder / DATA, old)
            for path in reports:
                _remove_folder(path)
    return Pruned(records=len(old.visits), records_bytes=old.size_bytes, reports=tuple(reports), reports_bytes=sizes)


def _old_reports(out: Path, keep: int) -> list[Path]:
    """Return the report folders of all but the newest runs, the oldest first; folders that are none of ours stay."""
    latest = (out / "latest").resolve().name
    of_run: dict[int, list[Path]] = {}
    for path in sorted(out.glob("????-??-??-????*")):
        number = path.name[11:].partition("-")[0]
        if path.is_dir() and number.isdigit():
            of_run.setdefault(int(number), []).append(path)
    old = sorted(of_run)[:-keep]
    return [path for number in old for path in of_run[number] if path.name != latest]


def _remove_folder(path: Path) -> None:
    # Renamed first: a kill leaves a hidden rest, which the next removal takes, and never half a report.
    for rest in path.parent.glob(".*.removed"):
        shutil.rmtree(rest, ignore_errors=True)
    gone = path.with_name(f".{path.name}.removed")
    path.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def backup(folder: Path, place: Path) -> Backup:
    """Write the whole state to one file, and verify it.

    Raises:
        A11yAuditError: there is no store, another program is at work, or the file can't be written.
    """
    if place.resolve().is_relative_to((folder / DATA).resolve()):
        raise UsageError(
            Text(
                "バックアップは data フォルダーの外に作ってください。", "A backup can't lie in the data folder itself."
            ),
            Text("別のディスクなど、ほかの場所を指定してください。", "Give another place, best on another disk."),
        )
    with writing(folder, create=False):
        return stored_backup.write(folder / DATA, folder / FILE_NAME, place)


def verify(place: Path) -> Backup:
    """See that a backup is whole.

    Raises:
        A11yAuditError: it is damaged, or none.
    """
    return stored_backup.verify(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Where the data of before is now, and the settings of the backup where others are in use; None where none are."""

    before: Path | None
    settings: Path | None


def restore(folder: Path, place: Path) -> Restored:
    """Put a backup in place of the data; what was there is kept beside, and settings that are there stay.

    Raises:
        A11yAuditError: the backup is damaged or none, or another program is at work.
    """
    data = folder / DATA
    if data.is_dir():
        with locked(data):
            settings = stored_backup.unpack(place, folder)
    else:
        settings = stored_backup.unpack(place, folder)
    return Restored(before=stored_backup.exchange(folder), settings=settings)


def place_of(folder: Path) -> Place:
    """Return where nights run, for a timer of this user, or of the folder's owner when root sets it."""
    user = ""
    if sys.platform != "win32" and os.geteuid() == 0:
        with suppress(KeyError):
            user = folder.owner()
    return Place(folder=folder, python=Path(sys.executable), user=user)


def _size_of(folder: Path) -> int:
    return sum(_size(path) for path in folder.rglob("*") if not path.is_symlink()) if folder.is_dir() else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
