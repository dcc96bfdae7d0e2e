"""Results: a visit in one transaction, and the same when it is written again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Box
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import frontier, results, rows
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found, Tally
from a11y_audit.store.results import Shot, VisitResult, save_site_findings, save_visit
from a11y_audit.store.schema import findings, pages, pictures, visits
from tests.unit.stores import FINDING, SITE, START, begun, finding, result, visit_all

A, B, C = (f"{SITE}{name}" for name in "abc")
HALF = "\ud83d片割れ"


def everything(store: Store) -> dict[str, list[Mapping[str, Any]]]:
    with store.reading() as connection:
        return {
            table.name: [
                {name: value for name, value in row.items() if (table.name, name) != ("findings", "id")}
                for row in connection.execute(select(table)).mappings()
            ]
            for table in (pages, visits, findings, pictures)
        }


def full(page_id: int) -> VisitResult:
    return VisitResult(
        page_id=page_id,
        tested_at=START,
        final_url=A,
        title="題",
        elapsed_ms=12.5,
        snapshot="k1 k2",
        outcomes={"heading-not-empty": "passed"},
        facts=b"facts",
        findings=(FINDING, replace(FINDING, kind=Kind.REVIEW, criteria=(), target=None)),
        shots=(Shot(defect=FINDING.defect, key="jpeg", place=Box(1, 2, 3, 4)),),
        found=(Found(url=B, found_by="link", depth=1, found_on=page_id),),
    )


def test_visit_written_twice_changes_nothing(store: Store) -> None:
    run = begun(store, A)
    (claim,) = frontier.claim(store, run.id, 1)
    assert 1 == save_visit(store, run.id, full(claim.page_id))
    once = everything(store)
    assert 0 == save_visit(store, run.id, full(claim.page_id))
    assert once == everything(store)
    assert (2, 2, 2, 1) == tuple(len(once[name]) for name in ("pages", "visits", "findings", "pictures"))


def test_visit_is_stored_whole(store: Store) -> None:
    run = begun(store, A)
    (claim,) = frontier.claim(store, run.id, 1)
    save_visit(store, run.id, full(claim.page_id))
    visit = rows.find_visit(store, A)
    assert visit is not None
    assert ("audited", None, A, "題", 12.5, "k1 k2") == tuple(
        visit[name] for name in ("status", "why", "final_url", "title", "elapsed_ms", "snapshot")
    )
    assert {"heading-not-empty": "passed"} == results.unpack(everything(store)["visits"][0]["outcomes"])
    (page,) = (row for row in rows.page_rows(store, run.id) if row["url"] == A)
    assert (1, 0, 1, 0, 0) == tuple(page[kind.value] for kind in results.COUNTED)
    one, other = rows.finding_rows(store, run.id)
    assert ("1.1.1 2.4.4", {"alt": "ロゴ.gif"}) == (one["criteria"], json.loads(one["data"]))
    assert ("#a", "<img>", "header|img|||", "header", 7) == tuple(
        one[name] for name in ("selector", "snippet", "fragment", "region", "line")
    )
    assert [1.0, 2.0, 3.5, 4.0] == json.loads(one["box"])
    assert ("", None, None) == (other["criteria"], other["selector"], other["box"])


def test_visit_that_fails_half_way_stores_nothing(store: Store) -> None:
    run = begun(store, A)
    (claim,) = frontier.claim(store, run.id, 1)
    before = everything(store)
    with pytest.raises(TypeError):
        save_visit(store, run.id, replace(full(claim.page_id), findings=(replace(FINDING, data={"x": object()}),)))  # type: ignore[dict-item]
    assert before == everything(store)


def test_page_that_was_not_audited_keeps_its_reason(store: Store) -> None:
    run = begun(store, A)
    visit_all(store, run, {A: NotAudited(Why.TIMEOUT, "30 s")})
    visit = rows.find_visit(store, A)
    assert visit is not None
    assert ("not_audited", "timeout", "30 s") == (visit["status"], visit["why"], visit["detail"])
    assert Tally(not_audited=1) == frontier.tally(store, run.id)


def test_half_a_surrogate_from_a_page_is_stored_as_a_mark(store: Store) -> None:
    run = begun(store, A)
    (claim,) = frontier.claim(store, run.id, 1)
    target = replace(finding(A).target, selector=HALF, snippet=HALF, fragment=HALF)  # type: ignore[type-var]
    hostile = replace(FINDING, data={"alt": HALF, "all": [HALF]}, target=target)
    save_visit(
        store,
        run.id,
        replace(full(claim.page_id), title=HALF, findings=(hostile,), facts=results.pack({"title": HALF})),
    )
    (row,) = rows.finding_rows(store, run.id)
    assert {"\ufffd片割れ"} == {row[name] for name in ("title", "selector", "snippet", "fragment")}
    assert {"alt": "\ufffd片割れ", "all": ["\ufffd片割れ"]} == json.loads(row["data"])
    save_visit(
        store, run.id, VisitResult(page_id=claim.page_id, tested_at=START, not_audited=NotAudited(Why.CRASH, HALF))
    )
    visit = rows.find_visit(store, A)
    assert visit is not None
    assert "\ufffd片割れ" == visit["detail"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_packed_values_come_back_as_they_were(value: object) -> None:
    assert value == results.unpack(results.pack(value))


def test_findings_over_the_site_are_replaced_and_counted_beside_the_pages_own(store: Store) -> None:
    run = begun(store, A, B)
    visit_all(store, run, {A: (finding(A),), B: ()})
    over = [finding(A, Kind.REVIEW, "title"), finding(B, Kind.FAILED, "title")]
    for found, expected in (
        (over, {A: (1, 1), B: (1, 0)}),
        (over[:1], {A: (1, 1), B: (0, 0)}),
        ([], {A: (1, 0), B: (0, 0)}),
    ):
        for _ in range(2):
            save_site_findings(store, run.id, found)
            counted = {row["url"]: (row["failed"], row["review"]) for row in rows.page_rows(store, run.id)}
            assert expected == counted
            assert 1 + len(found) == len(list(rows.finding_rows(store, run.id)))


def test_findings_over_the_site_leave_other_runs_alone(store: Store) -> None:
    one, two = begun(store, A), begun(store, A)
    for run in (one, two):
        visit_all(store, run, {A: ()})
        save_site_findings(store, run.id, [finding(A)])
    save_site_findings(store, two.id, [])
    assert [1, 0] == [len(list(rows.finding_rows(store, run.id))) for run in (one, two)]


def test_finding_on_a_page_that_was_not_audited_does_not_end_the_assessment(store: Store) -> None:
    run = begun(store, A, B)
    visit_all(store, run, {A: (), B: NotAudited(Why.TIMEOUT)})
    save_site_findings(store, run.id, [finding(A), finding(B), finding("https://elsewhere.example/")])
    assert [A] == [row["url"] for row in rows.finding_rows(store, run.id)]


def test_facts_of_audited_pages_come_ordered_by_address(store: Store) -> None:
    run = begun(store, C, A, B)
    for claim in frontier.claim(store, run.id, 9):
        visit = result(claim.page_id, NotAudited(Why.TIMEOUT) if claim.url == B else ())
        save_visit(store, run.id, replace(visit, facts=claim.url.encode()))
    assert [A.encode(), C.encode()] == list(results.facts(store, run.id))


def test_pictures_are_kept_by_site_and_defect(store: Store) -> None:
    run = begun(store, A)
    other = begun(store, A, site="https://other.example/")
    first, second = (Shot(defect=name, key=name, place=Box(0, 0, 1, 1)) for name in ("d1", "d2"))
    (claim,) = frontier.claim(store, run.id, 1)
    save_visit(store, run.id, replace(full(claim.page_id), shots=(first, second)))
    save_visit(store, run.id, replace(full(claim.page_id), shots=(replace(first, key="newer", place=Box(5, 5, 5, 5)),)))
    assert {"d1", "d2"} == results.pictured(store, run.site)
    assert set() == results.pictured(store, other.site)
    kept = {row["defect"]: (row["picture"], row["place"]) for row in everything(store)["pictures"]}
    assert {"d1": ("newer", "[5, 5, 5, 5]"), "d2": ("d2", "[0, 0, 1, 1]")} == kept
