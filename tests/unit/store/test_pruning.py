"""Old records are removed, and nothing that a kept run needs; whatever interrupts it, the rest follows."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from a11y_audit.errors import StoreError
from a11y_audit.store import frontier, pruning, reading, runs
from a11y_audit.store.engine import Store
from a11y_audit.store.results import save_visit
from a11y_audit.store.schema import findings, visits
from tests.unit.stores import FINDING, SITE, START, begun, finding, result

A, B = f"{SITE}a", f"{SITE}b"


def night(store: Store, number: int, *urls: str, site: str = SITE) -> int:
    """Store a run in which each page has a record of its own, and one that all runs share."""
    run = begun(store, *urls, night=number, site=site)
    reading.save_rules(store, run.id, {FINDING.rule: ""})
    for claim in frontier.claim(store, run.id, 1_000):
        record, source = store.blobs.put(f"{claim.url} {number}".encode()), store.blobs.put(b"shared")
        assets = store.blobs.put(f"assets {number}".encode())
        visit = replace(result(claim.page_id, (finding(claim.url),)), snapshot=f"{record} {source}", assets=assets)
        save_visit(store, run.id, visit)
    runs.finish(store, run.id, state="complete", now=START)
    return run.id


def stand_on(store: Store, run_id: int, judged_in: int) -> None:
    """Let a run's visits stand on an earlier judgement."""
    with store.writing() as connection:
        connection.execute(
            update(visits).where(visits.c.run_id == run_id).values(judged_in=judged_in, snapshot=None, assets=None)
        )


def snapshots(store: Store, run_id: int) -> list[str | None]:
    with store.reading() as connection:
        return list(connection.execute(select(visits.c.snapshot).where(visits.c.run_id == run_id)).scalars())


def test_what_no_kept_run_needs_is_removed_with_its_files(store: Store, tmp_path: Path) -> None:
    first, _, third = (night(store, number, A, B) for number in range(3))
    what = pruning.removable(store, 1)
    assert (4, 6) == (len(what.visits), len(what.keys))
    assert what.size_bytes == sum(map(store.blobs.size_of, what.keys)) > 0
    with store.reading() as connection:
        before = connection.execute(select(findings.c.id)).all()
    pruning.remove(store, tmp_path, what)
    assert [None, None] == snapshots(store, first)
    for key in " ".join(each or "" for each in snapshots(store, third)).split():
        assert store.blobs.get(key)
    assert [0] * 6 == [store.blobs.size_of(key) for key in what.keys]
    with store.reading() as connection:
        assert before == connection.execute(select(findings.c.id)).all()
    assert () == pruning.removable(store, 1).visits


def test_a_record_that_a_kept_run_stands_on_is_kept(store: Store) -> None:
    first, second = (night(store, number, A, B) for number in range(2))
    stand_on(store, second, first)
    assert () == pruning.removable(store, 1).visits


def test_each_site_keeps_its_own_runs_and_a_running_one_counts_nowhere(store: Store) -> None:
    night(store, 0, A)
    night(store, 1, "https://other.example.jp/", site="https://other.example.jp/")
    begun(store, A, night=2)
    assert () == pruning.removable(store, 1).visits


def test_what_a_kill_left_is_removed_later_and_what_is_named_again_stays(store: Store, tmp_path: Path) -> None:
    night(store, 0, A)
    night(store, 1, A)
    what = pruning.removable(store, 1)
    kept = (snapshots(store, 2)[0] or "").split()
    pruning._write(tmp_path / pruning.LIST, [*what.keys, *kept])
    with store.writing() as connection:
        connection.execute(update(visits).where(visits.c.run_id == 1).values(snapshot=None, assets=None))
    assert len(what.keys) == pruning.finish(store, tmp_path)
    assert all(store.blobs.get(key) for key in kept)
    with pytest.raises(StoreError):
        store.blobs.get(what.keys[0])
    assert 0 == pruning.finish(store, tmp_path)


@pytest.mark.parametrize("text", ["", '["ab'], ids=["empty", "cut-off"])
def test_a_list_that_was_cut_off_removes_nothing(store: Store, tmp_path: Path, text: str) -> None:
    run = night(store, 0, A)
    (tmp_path / pruning.LIST).write_text(text, encoding="utf-8")
    assert 0 == pruning.finish(store, tmp_path)
    assert [each for each in snapshots(store, run) if each]
