"""The facade: everything that people can ask of the product, one function each."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from a11y_audit import registry
from a11y_audit.assess.totals import Totals
from a11y_audit.audit import again, baseline, checking, gate, plan
from a11y_audit.audit.assessing import assess
from a11y_audit.audit.auditing import Auditing
from a11y_audit.audit.checking import Checked
from a11y_audit.audit.doctor import Examined, examine
from a11y_audit.audit.entry import address, unreachable
from a11y_audit.audit.events import Clock, Progress, Report, Stop
from a11y_audit.audit.owners import charges, views
from a11y_audit.audit.tracing import WhyAnswer, trace
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import A11yAuditError, UsageError
from a11y_audit.log import get_logger
from a11y_audit.report.duties import build_duties
from a11y_audit.report.lessons import lessons
from a11y_audit.report.notation import JAPAN
from a11y_audit.report.trend_view import build_trend
from a11y_audit.report.write import write_report
from a11y_audit.settings import Settings
from a11y_audit.store import counting, gating
from a11y_audit.store import runs as stored_runs
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from a11y_audit.workplace import DATA, OUT, objections_of, opened, settings_of, turn, view_of, writing

__all__ = [
    "AuditEnd",
    "Checked",
    "Progress",
    "Stop",
    "WhyAnswer",
    "audit",
    "check",
    "doctor",
    "recheck",
    "report",
    "runs",
    "trend",
    "why",
    "write_baseline",
]

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEnd:
    """How an audit ended.

    Attributes:
        run: the run, as stored.
        totals: its totals.
        report: the report's first page, or None when none was written.
        gate: what the gate objects to; empty when it passed.
        interrupted: whether it was stopped before its end.
        second: how the audit in a second window size ended, where the settings ask for one.
    """

    run: Run
    totals: Totals
    report: Path | None
    gate: tuple[Text, ...] = ()
    interrupted: bool = False
    second: "AuditEnd | None" = None

    @property
    def complete(self) -> bool:
        """Whether every page that should be audited was."""
        return not self.interrupted and not self.totals.not_audited


async def audit(  # noqa: PLR0913 -- each is one plain choice of the caller
    settings: Settings,
    folder: Path,
    *,
    fresh: bool = False,
    full: bool = False,
    out: Path | None = None,
    until: datetime | None = None,
    progress: Report,
    stop: Stop,
    now: Clock,
) -> AuditEnd:
    """Audit the site of the settings, from where an interrupted run stopped, and write the reports.

    Where the settings name a second window size, the site is audited in it afterwards, as an audit of its own.

    Args:
        settings: what to audit and how; needs at least one seed.
        folder: holds `data/` and `out/`.
        fresh: whether to end an interrupted run as it stands and begin anew.
        full: whether pages that did not change are shown, too.
        out: folder for the report; a new one below `out/` unless given.
        until: when the audit must stop, to go on another night; important pages come first then.
        progress: told after each page.
        stop: a wish to stop, looked at while the audit runs.
        now: returns the time, aware UTC.

    Raises:
        A11yAuditError: as its subclasses say.
    """
    if not settings.site.seeds:
        raise UsageError(
            Text("検査するサイトが指定されていません。", "No site to audit was given."),
            Text(
                "a11y-audit audit https://www.example.jp/ のように指定するか、設定の [site] seeds に書いてください。",
                "Give it as in: a11y-audit audit https://www.example.jp/ or write it in [site] seeds of the settings.",
            ),
        )
    if settings.render.renderer != "playwright":
        raise UsageError(
            Text("renderer selenium は check だけで使えます。", "The renderer selenium is for check alone."),
            Text("設定 [render] renderer を playwright にしてください。", "Set [render] renderer to playwright."),
        )
    chosen = plan.plan(settings, now().date())
    gate.examine(settings, chosen.criteria, charges(settings, folder))
    auditing = partial(Auditing, chosen=chosen, progress=progress, stop=stop, now=now, full=full, until=until)
    second = settings.render.second_viewport
    with writing(folder) as store:
        end = await _audited(auditing(settings=settings, store=store), folder, fresh=fresh, out=out)
        if second is None or end.interrupted:
            return end
        view = f"{second[0]}x{second[1]}"
        narrow = settings.model_copy(
            update={"render": settings.render.model_copy(update={"viewport": second, "second_viewport": None})}
        )
        place = out / view if out else None
        other = await _audited(auditing(settings=narrow, store=store, view=view), folder, fresh=fresh, out=place)
        return replace(end, second=other, interrupted=other.interrupted)


async def _audited(auditing: Auditing, folder: Path, *, fresh: bool, out: Path | None) -> AuditEnd:
    store, stop = auditing.store, auditing.stop
    await asyncio.to_thread(_replay, auditing)
    run = await auditing.run(fresh=fresh)
    totals = counting.totals_of_visits(store, run.id)
    if stop.hard or (stop.soft and not totals.audited):
        return AuditEnd(run=run, totals=totals, report=None, interrupted=True)
    ending = _Ending(store, folder, auditing.settings, auditing.now)
    return ending.end(run, out=out, interrupted=stop.soft, reason=stop.reason or "stopped")


def _replay(auditing: Auditing) -> None:
    """Judge the last run again if it had other rules, so that the site is not blamed for what they changed."""
    store, settings, chosen = auditing.store, auditing.settings, auditing.chosen
    stop, now = auditing.stop, auditing.now
    for each in stored_runs.every(store):
        if each.site == auditing.site and each.basis_id is not None and each.state == "running":
            stored_runs.abandon(store, each.id, now=now())
    basis = again.outdated(store, auditing.site, settings, chosen)
    if basis is None:
        return
    log.info("rules_changed", run=basis.id)
    try:
        run = again.recheck(store, basis, settings, chosen, now=now, stopped=lambda: stop.soft or stop.hard)
    except again.StoppedError:
        return
    except A11yAuditError as error:  # a record that is lost or damaged must not keep the night from its work
        log.warning("not_judged_again", run=basis.id, why=error.message.en)
        return
    assess(store, run, chosen)
    stored_runs.finish(store, run.id, state="complete", now=now(), notes=("replayed",))


async def check(
    settings: Settings, urls: Sequence[str], *, folder: Path = Path(), as_site: bool = False, progress: Report
) -> list[Checked]:
    """Audit just these pages, without crawl and history; one result for each address, in order.

    Lists that the settings name lie below `folder`.

    Raises:
        A11yAuditError: an address is none of a web page, or no browser can be used.
    """
    chosen = plan.plan(settings, datetime.now(UTC).date())
    gate.examine(settings, chosen.criteria, charges(settings, folder))
    return await checking.check(settings, chosen, urls, as_site=as_site, progress=progress)


def recheck(settings: Settings, folder: Path, run_id: int | None = None, *, now: Clock) -> AuditEnd:
    """Judge the recorded pages of a run (the newest by default) again with today's rules, as a run of its own.

    Raises:
        A11yAuditError: there is no such run, or the store can't be used.
    """
    chosen = plan.plan(settings, now().date())
    gate.examine(settings, chosen.criteria, charges(settings, folder))
    with writing(folder, create=False) as store:
        basis = stored_runs.get(store, run_id)
        newest = [each for each in stored_runs.every(store) if each.site == basis.site][-1]
        if basis.id != newest.id:
            raise _not_newest(newest)
        run = again.recheck(store, basis, settings, chosen, now=now)
        return _Ending(store, folder, settings, now).end(run)


def _not_newest(newest: Run) -> UsageError:
    # A run judged from older evidence than its neighbours would call repaired what only came later.
    if newest.state == "running":
        return UsageError(
            Text(
                "途中で止まった検査があるため、判定し直せません。",
                "An interrupted audit must end before runs are judged again.",
            ),
            Text("先に a11y-audit audit で続きを行ってください。", "Go on with it first: a11y-audit audit"),
        )
    return UsageError(
        Text("判定し直せるのは、最新の検査だけです。", "Only the newest run can be judged again."),
        Text(f"番号を省くか、{newest.id} を指定してください。", f"Leave the number out, or give {newest.id}."),
    )


def report(settings: Settings, folder: Path, run_id: int | None = None, *, out: Path | None = None) -> Path:
    """Write the reports of a run (the newest by default) again; return the first page.

    Raises:
        A11yAuditError: there is no such run, or totals and details of it differ.
    """
    with opened(folder, create=False) as store:
        return _Ending(store, folder, settings, lambda: datetime.now(UTC)).report(stored_runs.get(store, run_id), out)


def trend(settings: Settings, folder: Path, *, out: Path | None = None, now: Clock) -> Path:
    """Write how the site did over all its runs; return the first page.

    Raises:
        A11yAuditError: no run has ended yet, or a list that the settings name can't be read.
    """
    from a11y_audit.report.trend import write_trend  # noqa: PLC0415 -- it loads the plots, which take a second

    with opened(folder, create=False) as store:
        run = stored_runs.get(store)
        criteria = frozenset(each.number for each in plan.plan(settings, now().date()).criteria)
        owners = charges(settings, folder)
        view = build_trend(store, run, settings, charges=owners, criteria=criteria, now=now())
        if view is None:
            raise UsageError(
                Text("推移にできる検査がまだありません。", "There is no audit yet whose trend could be told."),
                Text("a11y-audit audit を最後まで実行してください。", "Run a11y-audit audit to its end."),
            )
        rules = {rule.id: rule for rule in registry.rules()}
        report = settings.report
        with turn(folder / DATA):
            shown = view_of(store, run, settings, folder, now=now())
            duties = partial(
                build_duties,
                store,
                run,
                shown,
                list(view.nights),
                charges=owners,
                views=views(settings, folder),
            )
            return write_trend(
                view,
                lambda place: duties(out=place),
                lessons(store, view, rules),
                out or folder / OUT / "trend",
                formats=report.formats,
                languages=report.languages,
            )


def write_baseline(folder: Path, path: Path, run_id: int | None = None) -> int:
    """Write a file that lists the defects of a run (the newest by default) as known; return how many.

    Raises:
        A11yAuditError: there is no such run, or the file can't be written.
    """
    with opened(folder, create=False) as store:
        run = stored_runs.get(store, run_id)
        return baseline.write(path, map(baseline.entry_of_defect, gating.faulty(store, run.id)))


def runs(folder: Path) -> list[Run]:
    """Return all runs in the store of `folder`, the oldest first.

    Raises:
        StoreError: there is no store, or it can't be read.
    """
    with opened(folder, create=False) as store:
        return stored_runs.every(store)


async def doctor(settings: Settings, folder: Path) -> list[Examined]:
    """Look whether everything that an audit needs is there; never raises for what is missing."""
    return await examine(settings, folder / DATA)


def why(settings: Settings, folder: Path, url: str) -> WhyAnswer:
    """Tell how a page came into the newest audit that knows it, or why it did not.

    Raises:
        A11yAuditError: the address is none of a web page, or there is no store.
    """
    wanted = address(url)
    with opened(folder, create=False) as store:
        return trace(store, wanted, settings=settings, seeds=lambda: _seeds(settings, store))


def _seeds(settings: Settings, store: Store) -> Sequence[str]:
    # An audit of addresses given on the command line leaves none in the settings.
    recorded = stored_runs.every(store)
    if settings.site.seeds or not recorded:
        return settings.site.seeds
    newest = recorded[-1]
    return settings_of(newest, settings).site.seeds or (newest.site,)


@dataclass(frozen=True, slots=True)
class _Ending:
    store: Store
    folder: Path
    settings: Settings
    now: Clock

    def end(self, run: Run, *, out: Path | None = None, interrupted: bool = False, reason: str = "stopped") -> AuditEnd:
        chosen = plan.plan(self.settings, self.now().date())
        totals = assess(self.store, run, chosen)
        if not totals.audited:
            stored_runs.finish(self.store, run.id, state="partial", now=self.now(), notes=("nothing_audited",))
            why_not = next(iter(totals.not_audited), Why.NETWORK.value)
            raise unreachable([(run.site, NotAudited(Why(why_not)))])
        run = stored_runs.get(self.store, run.id)
        if interrupted:
            run = replace(run, notes=(*run.notes, reason))
            return self._ended(run, totals, self.report(run, out), interrupted=True)
        # Written before the run ends: whoever is killed in between finds the run unfinished, and writes it again.
        state, notes = _state(totals)
        moment = self.now()
        report = self.report(replace(run, state=state, notes=notes, finished_at=moment), out)
        stored_runs.finish(self.store, run.id, state=state, now=moment, notes=notes)
        return self._ended(stored_runs.get(self.store, run.id), totals, report)

    def _ended(self, run: Run, totals: Totals, report: Path, *, interrupted: bool = False) -> AuditEnd:
        objections = objections_of(self.store, run, self.settings, self.folder)
        return AuditEnd(run=run, totals=totals, report=report, gate=objections, interrupted=interrupted)

    def report(self, run: Run, out: Path | None) -> Path:
        view = view_of(self.store, run, self.settings, self.folder, now=self.now())
        suffix = f"-{run.view}" if run.view else ""
        place = out or self.folder / OUT / f"{run.started_at.astimezone(JAPAN):%Y-%m-%d}-{run.id:04d}{suffix}"
        report = self.settings.report
        with turn(self.folder / DATA):
            return write_report(
                view,
                place,
                formats=report.formats,
                languages=report.languages,
                browser=self.settings.render.browser,
            )


def _state(totals: Totals) -> tuple[str, tuple[str, ...]]:
    if Why.LIMIT.value in totals.not_audited:
        return "partial", ("limit",)
    return ("partial", ("stopped",)) if Why.WAITING.value in totals.not_audited else ("complete", ())
