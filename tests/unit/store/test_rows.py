"""Rows as reports show them, in their order."""

from dataclasses import replace

from a11y_audit.assess.defects import states
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import frontier, reading, rows
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import save_visit
from tests.unit.stores import SITE, START, begun, finding, result, visit_all

A, B, C = (f"{SITE}{name}" for name in "abc")


def test_open_defects_come_first_then_the_strongest_then_the_widest(store: Store) -> None:
    first, second = begun(store, A, B), begun(store, A, B, night=1)
    gone = finding(A, part="gone")
    visit_all(store, first, {A: (gone,), B: ()})
    before = states(first.id, reading.seen(store, first.id), {}, known=lambda _: False, retested=bool)
    reading.save_assessment(store, first.id, states=before, outcomes=())
    wide, narrow = finding(A, part="wide"), finding(A, part="narrow")
    weak = [finding(A, Kind.ADVICE, "advice"), finding(A, Kind.REVIEW, "review"), finding(A, Kind.LIKELY, "likely")]
    visit_all(store, second, {A: (*weak, narrow, wide), B: (replace(wide, page=B),)})
    now = states(
        second.id,
        reading.seen(store, second.id),
        {each.defect: each for each in before},
        known=lambda _: False,
        retested=lambda _: True,
    )
    reading.save_assessment(store, second.id, states=now, outcomes=())
    listed = list(rows.defect_rows(store, second.id))
    expected = ["#wide", "#narrow", "#likely", "#review", "#advice", "#gone"]
    assert expected == [row["selector"] for row in listed]
    assert {START.isoformat()} == {row["first_seen"] for row in listed if row["state"] == "fixed"}


def test_addresses_of_a_defect_are_the_first_by_address(store: Store) -> None:
    run = begun(store, C, B, A)
    visit_all(store, run, {url: (finding(url), finding(url)) for url in (A, B, C)})
    assert [(A, "題", ""), (B, "題", "")] == rows.defect_addresses(store, run.id, finding(A).defect, 2)


def test_pages_come_by_address_with_the_page_that_led_to_them(store: Store) -> None:
    run = begun(store, B)
    (claim,) = frontier.claim(store, run.id, 1)
    found = (Found(url=A, found_by="link", depth=1, found_on=claim.page_id),)
    save_visit(store, run.id, replace(result(claim.page_id, ()), found=found))
    assert [(A, B, "waiting"), (B, None, "audited")] == [
        (row["url"], row["origin"], row["status"]) for row in rows.page_rows(store, run.id)
    ]
    assert [B, A] == [row["url"] for row in rows.recorded_visits(store, run.id)]


def test_findings_come_by_address_and_in_their_order(store: Store) -> None:
    run = begun(store, B, A)
    visit_all(store, run, {A: (finding(A, part="z"), finding(A, part="a")), B: (finding(B),)})
    assert [(A, "#z"), (A, "#a"), (B, "#a")] == [
        (row["url"], row["selector"]) for row in rows.finding_rows(store, run.id)
    ]


def test_newest_visit_of_a_page_is_found(store: Store) -> None:
    for shown in ((), NotAudited(Why.TIMEOUT)):
        visit_all(store, begun(store, A), {A: shown})
    visit = rows.find_visit(store, A)
    assert visit is not None
    assert (2, "timeout") == (visit["run_id"], visit["why"])
    assert rows.find_visit(store, B) is None
