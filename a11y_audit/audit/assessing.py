"""End a run: judge over pages, say what all findings mean, count, and prove that the counts agree."""

import json
from dataclasses import asdict

from a11y_audit.assess import defects
from a11y_audit.assess.criteria import site_outcomes
from a11y_audit.assess.defects import DefectState
from a11y_audit.assess.totals import Totals, agree
from a11y_audit.audit.judge import judge_site
from a11y_audit.audit.plan import Plan
from a11y_audit.audit.records import site_facts
from a11y_audit.standards import Machine
from a11y_audit.store import counting, reading, results, runs, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run


def assess(store: Store, run: Run, chosen: Plan) -> Totals:
    """Judge the run's pages together, assess all its findings, and store and return its totals.

    May be repeated: it replaces what it stored before.

    Raises:
        DisagreementError: totals and details differ.
    """
    results.save_site_findings(store, run.id, judge_site(lambda: site_facts(store, run.id), chosen.site_rules))
    reading.save_rules(store, run.id, {rule.id: rule.needs for rule in chosen.rules})
    states = _defect_states(store, run)
    first = counting.totals_of_visits(store, run.id)
    decidable: dict[str, bool] = {
        each.number: each.machine is Machine.FULL and each.number not in chosen.weakened for each in chosen.criteria
    }
    outcomes = site_outcomes(
        reading.said(store, run.id), decidable, audited=first.audited, complete=not first.not_audited
    )
    reading.save_assessment(store, run.id, states=states, outcomes=outcomes)
    totals = counting.totals_of_visits(store, run.id)
    agree(totals, counting.totals_of_findings(store, run.id))
    counting.save_totals(store, run.id, json.dumps(asdict(totals)))
    return totals


def _defect_states(store: Store, run: Run) -> list[DefectState]:
    earlier = runs.previous(store, run)
    before = reading.defect_states_of(store, earlier.id) if earlier else {}
    known = tracking.known_defects(store, run.id)
    seen = list(reading.seen(store, run.id))
    absent = {each.defect for each in before.values() if each.state.open} - {each.defect for each in seen}
    unsettled = tracking.unsettled(store, run.id, absent)

    def retested(state: DefectState) -> bool:
        return state.defect not in unsettled

    return defects.states(run.id, seen, before, known=known.__contains__, retested=retested)
