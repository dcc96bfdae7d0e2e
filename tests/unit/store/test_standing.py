"""Visits that stand on an earlier judgement mean what the same judgement made again would mean."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit.assess.defects import State, states
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import counting, frontier, reading, rows, standing, tracking
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import VisitResult, save_second_test, save_site_findings, save_visit
from a11y_audit.store.runs import Run
from a11y_audit.store.standing import Basis
from tests.unit.stores import FINDING, SITE, START, begun, finding, fresh_store

A, B, C = (f"{SITE}{name}" for name in "abc")
PAGES = (A, B, C)
KINDS = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED)

Shown = tuple[Finding, ...] | NotAudited
Night = Mapping[str, Shown]


def shown(url: str) -> st.SearchStrategy[Shown]:
    one = st.builds(finding, st.just(url), st.sampled_from(KINDS), st.sampled_from("ab"), st.sampled_from("xy"))
    refused = st.builds(NotAudited, st.sampled_from((Why.NOT_FOUND, Why.TIMEOUT, Why.LOGIN)), st.just("d"))
    return st.lists(one, max_size=3).map(tuple) | refused


nights = st.lists(
    st.tuples(
        st.fixed_dictionaries({url: shown(url) for url in PAGES}),
        st.sets(st.sampled_from(PAGES)),
        st.lists(st.builds(finding, st.just(A), st.just(Kind.LIKELY), st.just("t"), st.just("title")), max_size=1),
    ),
    min_size=1,
    max_size=4,
)


def result(page_id: int, page: Shown, night: int) -> VisitResult:
    if isinstance(page, NotAudited):
        return VisitResult(page_id=page_id, tested_at=START, not_audited=page)
    return VisitResult(
        page_id=page_id,
        tested_at=START + timedelta(days=night),
        title="題",
        findings=page,
        facts=b"facts",
        snapshot="record source",
        assets="list",
        links=PAGES,
    )


def audited(
    store: Store, night: int, site: Night, over: list[Finding], judged: dict[tuple[int, str], Shown] | None
) -> Run:
    """Store one night; with what each run judged, pages that are as they were stand, else all are stored whole."""
    run = begun(store, *PAGES, night=night)
    reading.save_rules(store, run.id, {FINDING.rule: ""})
    claims = {claim.url: claim.page_id for claim in frontier.claim(store, run.id, 10)}
    known = standing.known(store, run.id, list(claims.values()))
    stands: dict[int, Basis | NotAudited] = {}
    for url, page_id in claims.items():
        before = known.get(page_id)
        page = site[url]
        if judged is not None and before and isinstance(page, NotAudited) and before.refused == page:
            stands[page_id] = page
        elif judged is not None and before and before.basis and page == judged[before.basis.judged_in, url]:
            stands[page_id] = before.basis
        else:
            save_visit(store, run.id, result(page_id, page, night))
            if judged is not None:
                judged[run.id, url] = page
    standing.stand(store, run.id, stands, (), now=START)
    save_site_findings(store, run.id, over if isinstance(site[A], tuple) else [])
    return run


def assessed(store: Store, run: Run, before: Run | None) -> dict[str, tuple[State, Kind, int, int, bool]]:
    earlier = reading.defect_states_of(store, before.id) if before else {}
    seen = list(reading.seen(store, run.id))
    absent = {each.defect for each in earlier.values() if each.state.open} - {each.defect for each in seen}
    unsettled = tracking.unsettled(store, run.id, absent)
    known = tracking.known_defects(store, run.id)
    now = states(run.id, seen, earlier, known=known.__contains__, retested=lambda state: state.defect not in unsettled)
    reading.save_assessment(store, run.id, states=now, outcomes=())
    assert counting.totals_of_visits(store, run.id) == counting.totals_of_findings(store, run.id)
    return {each.defect: (each.state, each.kind, each.pages, each.findings, each.shared) for each in now}


@settings(max_examples=15, deadline=None)
@given(nights)
def test_a_history_with_standing_pages_means_what_a_full_one_means(
    history: list[tuple[Night, set[str], list[Finding]]],
) -> None:
    with fresh_store() as full, fresh_store() as light:
        before: tuple[Run | None, Run | None] = (None, None)
        site: dict[str, Shown] = {}
        judged: dict[tuple[int, str], Shown] = {}
        for number, (new, unchanged, over) in enumerate(history):
            site = {url: site[url] if url in site and url in unchanged else new[url] for url in PAGES}
            runs = (audited(full, number, site, over, None), audited(light, number, site, over, judged))
            told = [assessed(store, run, last) for store, run, last in zip((full, light), runs, before, strict=True)]
            assert told[0] == told[1]
            assert counting.totals_of_visits(full, runs[0].id) == counting.totals_of_visits(light, runs[1].id)
            assert _said(full, runs[0]) == _said(light, runs[1])
            assert tracking.open_pages(full, runs[0].id) == tracking.open_pages(light, runs[1].id)
            assert _findings(full, runs[0]) == _findings(light, runs[1])
            before = runs


def _said(store: Store, run: Run) -> list[object]:
    return sorted(
        ((each.page_id, each.kind, each.criteria, each.defect, each.findings) for each in reading.said(store, run.id)),
        key=str,
    )


def _findings(store: Store, run: Run) -> list[object]:
    return [(row["url"], row["defect"], row["kind"], row["over_site"]) for row in rows.finding_rows(store, run.id)]


def test_what_an_unchanged_page_leads_to_is_known(store: Store) -> None:
    first = begun(store, A, B)
    for claim in frontier.claim(store, first.id, 2):
        save_visit(store, first.id, result(claim.page_id, (), 0))
    second = begun(store, A, night=1)
    (claim,) = frontier.claim(store, second.id, 1)
    basis = standing.known(store, second.id, [claim.page_id])[claim.page_id].basis
    assert basis is not None
    (ids,) = standing.links(store, [(claim.page_id, basis.judged_in)]).values()
    assert {A, B} == set(standing.addresses(store, ids).values())
    more = [Found(url=B, found_by="link", found_on=claim.page_id)]
    standing.stand(store, second.id, {claim.page_id: basis}, more, now=START)
    assert {A: "audited", B: "waiting"} == {row["url"]: row["status"] for row in rows.recorded_visits(store, second.id)}
    assert ("source", "record source") == (basis.source, basis.snapshot)


def test_what_a_second_test_does_not_find_is_kept_apart(store: Store) -> None:
    run = begun(store, A)
    (claim,) = frontier.claim(store, run.id, 1)
    steady, shy, asked = (finding(A, kind, part) for kind, part in zip(KINDS, "abc", strict=False))
    save_visit(store, run.id, result(claim.page_id, (steady, replace(shy, kind=Kind.FAILED), asked), 0))
    ((page_id, url), new) = next(iter(tracking.unconfirmed(store, run.id, None).items()))
    assert (claim.page_id, A, {steady.defect, shy.defect}) == (page_id, url, new)
    late = finding(A, Kind.FAILED, "late")
    assert 2 == save_second_test(store, run.id, page_id, [steady, asked, late], new=new)
    assert {steady.defect, asked.defect} == {each.defect for each in reading.seen(store, run.id)}
    assert {shy.defect, late.defect} == {row["defect"] for row in rows.unstable_rows(store, run.id)}
    assert {} == tracking.unconfirmed(store, run.id, None)
    assessed(store, run, None)
    assert {"failed": 1, "review": 1} == counting.totals_of_visits(store, run.id).findings
    assert {shy.defect, late.defect} == standing.unstable(store, run.id, page_id)


def test_what_several_pages_show_or_the_last_run_had_open_needs_no_second_test(store: Store) -> None:
    first = begun(store, A)
    audited_one = frontier.claim(store, first.id, 1)[0]
    save_visit(store, first.id, result(audited_one.page_id, (finding(A, part="old"),), 0))
    assessed(store, first, None)
    run = begun(store, A, B, night=1)
    shared = {url: replace(finding(url, part="shared"), page=url) for url in (A, B)}
    for claim in frontier.claim(store, run.id, 2):
        own = (finding(A, part="old"), finding(A, part="new")) if claim.url == A else ()
        save_visit(store, run.id, result(claim.page_id, (shared[claim.url], *own), 1))
    expected = {finding(A, part="new").defect}
    assert [expected] == list(tracking.unconfirmed(store, run.id, first.id).values())
