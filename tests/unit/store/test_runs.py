"""Runs: which is unfinished, which came before."""

from datetime import datetime, timedelta, timezone

import pytest

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError
from a11y_audit.store import runs
from a11y_audit.store.counting import save_totals
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from tests.unit.stores import SITE, START, begun, visit_all

OTHER = "https://other.example/"


def done(
    store: Store, *, site: str = SITE, audited: bool = True, assessed: bool = True, basis: Run | None = None
) -> Run:
    run = begun(store, SITE, site=site, basis=basis)
    visit_all(store, run, {SITE: () if audited else NotAudited(Why.TIMEOUT)})
    runs.finish(store, run.id, state="complete", now=START + timedelta(hours=1), notes=("limit",))
    if assessed:
        save_totals(store, run.id, '{"found": 1}')
    return runs.get(store, run.id)


def test_run_is_kept_as_it_was_begun_and_ended(store: Store) -> None:
    begin = begun(store)
    assert ("running", None, None, ()) == (begin.state, begin.finished_at, begin.totals, begin.notes)
    ended = done(store)
    assert (SITE, "complete", None) == (ended.site, ended.state, ended.basis_id)
    assert (START, START + timedelta(hours=1)) == (ended.started_at, ended.finished_at)
    assert ({"a": "設定"}, {"axe": "4"}, {"found": 1}) == (ended.settings, ended.versions, ended.totals)
    assert ("limit",) == ended.notes
    assert [begin.id, ended.id] == [each.id for each in runs.every(store)]


def test_interrupted_run_is_gone_on_with_only_while_it_is_the_newest(store: Store) -> None:
    assert runs.unfinished(store, SITE) is None
    run = begun(store)
    assert run == runs.unfinished(store, SITE)
    assert runs.unfinished(store, OTHER) is None
    done(store)
    assert runs.unfinished(store, SITE) is None


def test_judging_again_is_no_audit_to_go_on_with(store: Store) -> None:
    basis = done(store)
    begun(store, basis=basis)
    assert runs.unfinished(store, SITE) is None


def test_abandoned_run_ends_as_it_stands(store: Store) -> None:
    run = begun(store)
    runs.abandon(store, run.id, now=START)
    ended = runs.get(store, run.id)
    assert ("partial", START, ("abandoned",)) == (ended.state, ended.finished_at, ended.notes)
    assert runs.unfinished(store, SITE) is None


def test_run_before_is_the_newest_assessed_one_of_the_site(store: Store) -> None:
    first = done(store)
    expected = done(store, basis=first)
    done(store, site=OTHER)
    done(store, audited=False)
    done(store, assessed=False)
    begun(store)
    run = begun(store)
    done(store)
    assert expected == runs.previous(store, run)
    assert first == runs.previous(store, expected)
    assert runs.previous(store, first) is None


def test_run_that_ended_last_is_taken_when_none_is_named(store: Store) -> None:
    ended = done(store)
    begun(store)
    assert ended == runs.get(store)


def test_run_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(UsageError, match="No audit has ended yet"):
        runs.get(store)
    with pytest.raises(UsageError, match="There is no run 7"):
        runs.get(store, 7)


def test_times_are_stored_in_utc_to_the_second() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert "2026-04-01T18:00:00+00:00" == runs.stamp(datetime(2026, 4, 2, 3, 0, 0, 999, tzinfo=tokyo))
