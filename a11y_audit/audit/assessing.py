"""End a run: judge over pages, say what all findings mean, count, and prove that the counts agree."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from a11y_audit.assess import defects
from a11y_audit.assess.criteria import site_outcomes
from a11y_audit.assess.defects import DefectState, Signs
from a11y_audit.assess.matching import matched
from a11y_audit.assess.moves import successors
from a11y_audit.assess.totals import Totals, agree
from a11y_audit.audit.judge import judge_site
from a11y_audit.audit.plan import SHOWN_BY, Plan
from a11y_audit.audit.records import site_facts
from a11y_audit.core.lettering import READING
from a11y_audit.standards import Machine
from a11y_audit.store import counting, identity, reading, results, runs, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run


def assess(store: Store, run: Run, chosen: Plan) -> Totals:
    """Judge the run's pages together, assess all its findings, and store and return its totals.

    May be repeated: it replaces what it stored before.

    Raises:
        DisagreementError: totals and details differ.
    """
    results.save_site_findings(store, run.id, judge_site(lambda: site_facts(store, run.id), chosen.site_rules))
    reading.save_rules(store, run.id, needs(chosen, run.versions))
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


def needs(chosen: Plan, versions: Mapping[str, str]) -> dict[str, str]:
    """Return what must stand among a visit's probes for each rule to have looked there; "" for nothing.

    Where pictures are read, that is so of what may be drawn in them: not all of a page's are read in every night.
    """
    also = READING if READING in versions else ""
    return {rule.id: rule.needs or (also if rule.reads_pictures else "") for rule in chosen.rules}


def _defect_states(store: Store, run: Run) -> list[DefectState]:
    earlier = runs.previous(store, run)
    before = reading.defect_states_of(store, earlier.id) if earlier else {}
    if earlier:
        _find_again(store, run, earlier)
    known = tracking.known_defects(store, run.id)
    seen = list(reading.seen(store, run.id))
    present = {each.defect: each for each in seen}
    was_open = {each.defect: each for each in before.values() if each.state.open}
    absent = was_open.keys() - present.keys()
    unsettled = tracking.unsettled(store, run.id, absent)
    signs = Signs()
    if earlier:
        elsewhere = {each for each, was in was_open.items() if each in present and present[each].example != was.example}
        signs = Signs(
            moved=identity.moved(store, run.id, earlier.id, elsewhere),
            tiers=identity.tiers(store, run.id),
            removed=identity.removed(store, run.id, earlier.id, absent - unsettled),
            upgraded=_upgraded(store, run, earlier, (absent - unsettled) | (present.keys() - was_open.keys())),
        )

    def retested(state: DefectState) -> bool:
        return state.defect not in unsettled

    return defects.states(run.id, seen, before, known=known.__contains__, retested=retested, signs=signs)


def _find_again(store: Store, run: Run, earlier: Run) -> None:
    """Give defects whose page changed around them the names that they had."""
    fresh = identity.appeared(store, run.id)
    if fresh:
        moves = identity.moves(store, run.id, earlier.id)
        became = successors(moves.went, moves.came, moves.redirects)
        same_record = run.basis_id == earlier.id
        # A new version of a rule may name its barrier anew.
        barriers = None if same_record else {each.barrier for each in fresh}
        lost = identity.vanished(store, run.id, earlier.id, barriers, became)
        identity.save_matches(store, run.id, matched(lost, fresh, same_record=same_record))


def _upgraded(store: Store, run: Run, earlier: Run, changed: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether rules or engine made a defect appear or vanish, and not the site."""
    if run.basis_id is not None:
        return lambda _: True
    if all(run.versions.get(name) == earlier.versions.get(name) for name in ("rules", *SHOWN_BY)):
        return lambda _: False
    return identity.on_unchanged_pages(store, run.id, earlier.id, changed).__contains__
