"""Judge recorded pages again, with today's rules: a run of its own, so that its basis stays as it was.

Before an audit with other rules than the last one had, the last one is judged again: what differs there, the rules
changed, and what differs in the audit after it, the site changed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from a11y_audit.audit import plan
from a11y_audit.audit.plan import Plan
from a11y_audit.audit.showing import from_record
from a11y_audit.core.visit import NotAudited, Status, Why
from a11y_audit.settings import Settings
from a11y_audit.store import frontier, results, rows, runs, standing
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import VisitResult
from a11y_audit.store.runs import Run


class StoppedError(Exception):
    """Judging again was stopped midway."""


def outdated(store: Store, site: str, settings: Settings, chosen: Plan) -> Run | None:
    """Return the last run of a site if it had other rules and all its pages are on record, else None."""
    ended = [each for each in runs.every(store) if each.site == site and each.state != "running" and each.totals]
    if not ended or ended[-1].versions.get("rules") == plan.versions(settings, chosen, "")["rules"]:
        return None
    kept = all(
        each["snapshot"] and all(store.blobs.has(key) for key in each["snapshot"].split())
        for each in rows.recorded_visits(store, ended[-1].id)
        if each["status"] == Status.AUDITED
    )
    return ended[-1] if kept else None


def recheck(
    store: Store,
    basis: Run,
    settings: Settings,
    chosen: Plan,
    *,
    now: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> Run:
    """Judge every recorded page of `basis` with the rules of `chosen`, and return the new run, not yet assessed.

    Raises:
        StoppedError: it was stopped midway; the new run is abandoned.
    """
    own = plan.versions(settings, chosen, "")
    recorded = {name: basis.versions[name] for name in plan.SHOWN_BY if name in basis.versions}
    versions = {name: each for name, each in own.items() if name not in plan.SHOWN_BY} | recorded
    run = runs.start(
        store,
        site=basis.site,
        view=basis.view,
        settings=settings.model_dump(mode="json"),
        versions=versions,
        now=now(),
        basis_id=basis.id,
    )
    try:
        _fill(store, run, basis, chosen, stopped)
    except BaseException:
        runs.abandon(store, run.id, now=now())
        raise
    return run


def _fill(store: Store, run: Run, basis: Run, chosen: Plan, stopped: Callable[[], bool]) -> None:
    visits = list(rows.recorded_visits(store, basis.id))
    frontier.add(store, run.id, (_found(each) for each in visits))
    for each in visits:
        if stopped():
            raise StoppedError
        if each["snapshot"]:
            results.save_visit(store, run.id, _judged(store, each, chosen))


def _found(visit: Mapping[str, Any]) -> Found:
    refused = visit["status"] == Status.NOT_AUDITED or not visit["snapshot"]
    return Found(
        url=visit["url"],
        found_by=visit["found_by"],
        depth=visit["depth"],
        found_on=visit["found_on"],
        not_audited=NotAudited(Why(visit["why"] or Why.WAITING), visit["detail"] or "") if refused else None,
    )


def _judged(store: Store, visit: Mapping[str, Any], chosen: Plan) -> VisitResult:
    page_id, basis = visit["page_id"], standing.basis(visit)
    ids = standing.links(store, [(page_id, basis.judged_in)]).get(page_id, [])
    links = tuple(standing.addresses(store, ids).values())
    return from_record(store, chosen.page_rules, chosen.readings, page_id=page_id, basis=basis, links=links)
