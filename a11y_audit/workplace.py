"""The folder that everything belongs to: its store, and the locks that keep programs out of each other's way."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from a11y_audit import registry
from a11y_audit.audit import gate, plan
from a11y_audit.audit.owners import charges, views
from a11y_audit.core.text import Text
from a11y_audit.errors import StoreError
from a11y_audit.report.build import Known, ViewBuilder
from a11y_audit.report.notation import JAPAN
from a11y_audit.report.view import ReportView
from a11y_audit.settings import Settings
from a11y_audit.store import backup, counting, pruning
from a11y_audit.store.engine import Store, open_store, ready
from a11y_audit.store.faults import explained
from a11y_audit.store.runs import Run

DATA = "data"
OUT = "out"
_TURN_S = 600.0
"""How long a report waits for another one that is being written, in seconds."""


def settings_of(run: Run, today: Settings) -> Settings:
    """Return the settings of a run; those of today where another version wrote it, with other keys."""
    try:
        past = Settings.model_validate_json(json.dumps(dict(run.settings)))
    except ValueError:  # written by another version, with other keys
        return today
    return plan.without_lost_rules(past)


def view_of(store: Store, run: Run, settings: Settings, folder: Path, *, now: datetime) -> ReportView:
    """Return what reports show of a run: against what it was audited against, whatever the settings say today."""
    chosen = plan.plan(settings_of(run, settings), run.started_at.date())
    builder = ViewBuilder(
        store,
        run,
        rules=registry.rules(),
        on={rule.id for rule in chosen.rules},
        standard=chosen.standard,
        criteria=chosen.criteria,
        known=Known(charges=charges(settings, folder), plan=settings.plan, views=lambda: views(settings, folder)),
    )
    objections = (
        objections_of(store, run, settings, folder) if gate.has_limits(settings.gate) or settings.waiver else None
    )
    return builder.build(now=now, gate=objections)


def objections_of(store: Store, run: Run, settings: Settings, folder: Path) -> tuple[Text, ...]:
    """Return what the limits of the settings object to in an assessed run, in words."""
    totals = counting.totals_of_visits(store, run.id)
    day = run.started_at.astimezone(JAPAN).date()
    return gate.objections(settings, totals, gate.measure(store, run.id, settings, charges(settings, folder), day=day))


@contextmanager
def writing(folder: Path, *, create: bool = True) -> Iterator[Store]:
    """Open the store for writing: one program at a time."""
    backup.repair(folder)
    # Locked before it is opened: opening an older record changes it.
    ready(folder / DATA, create=create)
    with locked(folder / DATA), opened(folder, create=create) as store:
        store.blobs.sweep()
        pruning.finish(store, folder / DATA)
        yield store


def turn(data: Path) -> AbstractContextManager[object]:
    """Wait until no other program writes reports here."""
    try:
        return FileLock(data / "report.lock").acquire(timeout=_TURN_S)
    except Timeout as error:
        raise StoreError(
            Text("このフォルダーでは別の報告書を作っています。", "Another report is being written in this folder."),
            Text("それが終わるのを待ってください。", "Wait until it is done."),
        ) from error
    except OSError as error:
        raise explained(str(error)) from error


def locked(data: Path) -> AbstractContextManager[object]:
    """Keep every other program from writing here.

    Raises:
        StoreError: another one does.
    """
    try:
        return FileLock(data / "lock").acquire(timeout=0)
    except Timeout as error:
        raise StoreError(
            Text("このフォルダーでは別の検査が動いています。", "Another audit is running in this folder."),
            Text(
                "それが終わるのを待つか、別のフォルダーで実行してください。",
                "Wait until it has ended, or use another folder.",
            ),
        ) from error
    except OSError as error:
        raise explained(str(error)) from error


@contextmanager
def opened(folder: Path, *, create: bool) -> Iterator[Store]:
    """Open the store, whoever else reads or writes it."""
    store = open_store(folder / DATA, create=create)
    try:
        yield store
    finally:
        store.close()
