"""Nights in a real store in which pages change around their defects: what keeps its name, and what is told of it."""

from dataclasses import replace

import pytest

from a11y_audit.assess.defects import REMOVED, State
from a11y_audit.assess.matching import Tier
from a11y_audit.audit.assessing import assess
from a11y_audit.core.finding import Finding
from a11y_audit.core.target import Target
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import frontier, identity, reading, results, runs
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.runs import Run
from tests.unit.audit.test_assessing import PLAN, Shown, night
from tests.unit.stores import FINDING, SITE, START, begun, finding, result, visit_all

A, B, C = (f"{SITE}{name}.html" for name in "abc")
GONE, TIMEOUT = NotAudited(Why.NOT_FOUND), NotAudited(Why.TIMEOUT)


def image(page: str, file: str, *, around: str = "p", nth: int = 1) -> Finding:
    target = Target(
        selector=f"main > {around}:nth-of-type({nth}) > img",
        snippet=f'<img src="{file}">',
        fragment=f"main|main/{around}/img|src={file}||",
        region="main",
    )
    return replace(FINDING, page=page, target=target)


def states(store: Store, run: Run) -> dict[str, State]:
    return {key: each.state for key, each in reading.defect_states_of(store, run.id).items()}


def test_defect_whose_page_was_redesigned_persists_under_its_name(store: Store) -> None:
    old, new = image(A, "/img/rose.jpg"), image(A, "/renewal/rose-300x200.webp", around="figure")
    night(store, {A: (old,)})
    second = night(store, {A: (new,)}, number=1)
    third = night(store, {A: (new,)}, number=2)
    assert {old.defect: State.PERSISTING} == states(store, second) == states(store, third)
    assert "anchor" == reading.defect_states_of(store, second.id)[old.defect].how
    assert "" == reading.defect_states_of(store, third.id)[old.defect].how


def test_assessed_again_the_states_are_the_same(store: Store) -> None:
    night(store, {A: (image(A, "rose.jpg"),)})
    second = night(store, {A: (image(A, "/new/rose.jpg"),)}, number=1)
    told = reading.defect_states_of(store, second.id)
    assess(store, second, PLAN)
    assert told == reading.defect_states_of(store, second.id)


def test_other_image_in_its_place_is_new_and_the_old_one_fixed(store: Store) -> None:
    old, new = image(A, "rose.jpg"), image(A, "lily.jpg")
    night(store, {A: (old,)})
    assert {old.defect: State.FIXED, new.defect: State.NEW} == states(store, night(store, {A: (new,)}, number=1))


def test_renamed_defect_that_goes_and_comes_has_returned(store: Store) -> None:
    old, new = image(A, "rose.jpg"), image(A, "/new/rose.jpg")
    shown: list[Shown] = [{A: (old,)}, {A: (new,)}, {A: ()}, {A: (new,)}]
    told = [states(store, night(store, each, number=number)) for number, each in enumerate(shown)]
    assert [State.NEW, State.PERSISTING, State.FIXED, State.RETURNED] == [each[old.defect] for each in told]
    assert all({old.defect} == set(each) for each in told)


def test_defect_that_is_not_looked_for_is_matched_with_nothing(store: Store) -> None:
    old, new = image(A, "rose.jpg"), image(B, "/new/rose.jpg")
    night(store, {A: (old,), B: ()})
    told = states(store, night(store, {A: TIMEOUT, B: (new,)}, number=1))
    assert {old.defect: State.NOT_RETESTED, new.defect: State.NEW} == told


def test_part_that_changes_on_page_after_page_stays_one_defect(store: Store) -> None:
    def at(page: str, file: str) -> tuple[Finding, ...]:
        return (image(page, file),)

    old = image(A, "rose.jpg")
    night(store, {A: at(A, "rose.jpg"), B: at(B, "rose.jpg")})
    half = night(store, {A: at(A, "/new/rose.jpg"), B: at(B, "rose.jpg")}, number=1)
    whole = night(store, {A: at(A, "/new/rose.jpg"), B: at(B, "/new/rose.jpg")}, number=2)
    assert {old.defect: State.PERSISTING} == states(store, half) == states(store, whole)
    assert 2 == reading.defect_states_of(store, whole.id)[old.defect].pages


def test_page_that_redirects_takes_its_defects_along(store: Store) -> None:
    whole_page, part = replace(FINDING, page=A, target=None), image(A, "rose.jpg")
    night(store, {A: (whole_page, part)})
    moved = night(
        store,
        {A: NotAudited(Why.REDIRECTED, B), B: (replace(FINDING, page=B, target=None), replace(part, page=B))},
        number=1,
    )
    assert {whole_page.defect: State.MOVED, part.defect: State.MOVED} == states(store, moved)
    assert {whole_page.defect: Tier.PAGE} == identity.tiers(store, moved.id)


def test_page_that_is_gone_is_found_by_its_title(store: Store) -> None:
    old = image(A, "rose.jpg")
    run = begun(store, A)
    ids = visit_all(store, run, {A: (old,)})
    results.save_visit(store, run.id, replace(result(ids[A], (old,)), title="ばらまつりのご案内"))
    runs.finish(store, run.id, state="complete", now=START)
    assess(store, run, PLAN)
    later = begun(store, A, B, night=1)
    new = image(B, "/event/rose.webp")
    ids = visit_all(store, later, {A: GONE, B: (new,)})
    results.save_visit(store, later.id, replace(result(ids[B], (new,)), title="ばらまつりのご案内"))
    runs.finish(store, later.id, state="complete", now=START)
    assess(store, later, PLAN)
    assert {old.defect: State.MOVED} == states(store, later)


def test_defect_that_went_with_its_page_is_told_from_a_repaired_one(store: Store) -> None:
    one, two = image(A, "rose.jpg"), image(B, "lily.jpg")
    night(store, {A: (one,), B: (two,)})
    told = reading.defect_states_of(store, night(store, {A: GONE, B: ()}, number=1).id)
    assert (State.FIXED, REMOVED) == (told[one.defect].state, told[one.defect].how)
    assert (State.FIXED, "") == (told[two.defect].state, told[two.defect].how)


def recorded(store: Store, shown: dict[str, tuple[tuple[Finding, ...], str]], *, number: int, axe: str) -> Run:
    """Audit a night whose pages sent these sources."""
    run = runs.start(store, site=SITE, settings={}, versions={"axe-core": axe, "rules": "1"}, now=START)
    frontier.add(store, run.id, [Found(url=url, found_by="seed") for url in shown])
    reading.save_rules(store, run.id, {FINDING.rule: ""})
    for claim in frontier.claim(store, run.id, 100):
        found, source = shown[claim.url]
        visit = replace(result(claim.page_id, found), snapshot=f"record{number} {source}")
        results.save_visit(store, run.id, visit)
    runs.finish(store, run.id, state="complete", now=START)
    assess(store, run, PLAN)
    return run


def test_upgrade_of_the_engine_is_no_repair_and_no_regression(store: Store) -> None:
    lost, found, bad, mended = (finding(A, part=part) for part in "abcd")
    recorded(store, {A: ((lost,), "s1"), B: ((mended,), "s1")}, number=1, axe="4.10")
    after = recorded(store, {A: ((found,), "s1"), B: ((bad,), "s2")}, number=2, axe="4.11")
    told = states(store, after)
    assert {
        lost.defect: State.WITHDRAWN,
        found.defect: State.SURFACED,
        bad.defect: State.NEW,
        mended.defect: State.FIXED,
    } == told


def test_without_an_upgrade_the_same_is_the_sites_doing(store: Store) -> None:
    lost, found = finding(A, part="a"), finding(A, part="b")
    recorded(store, {A: ((lost,), "s1")}, number=1, axe="4.11")
    after = recorded(store, {A: ((found,), "s1")}, number=2, axe="4.11")
    assert {lost.defect: State.FIXED, found.defect: State.NEW} == states(store, after)


@pytest.mark.parametrize("other_place", [False, True], ids=["same-place", "other-place"])
def test_judged_again_by_other_rules_a_place_keeps_its_defect(store: Store, *, other_place: bool) -> None:
    old = finding(A, part="a")
    new = finding(A, part="b", barrier="other")
    if not other_place:
        assert old.target is not None
        new = replace(new, target=replace(old.target, fragment="another form of it"))
    first = night(store, {A: (old,)})
    again = begun(store, A, basis=first, night=1)
    visit_all(store, again, {A: (new,)})
    runs.finish(store, again.id, state="complete", now=START)
    assess(store, again, PLAN)
    expected = (
        {old.defect: State.WITHDRAWN, new.defect: State.SURFACED} if other_place else {old.defect: State.PERSISTING}
    )
    assert expected == states(store, again)


def test_second_test_knows_a_renamed_defect(store: Store) -> None:
    old, new = image(A, "rose.jpg"), image(A, "/new/rose.jpg")
    night(store, {A: (old,)})
    night(store, {A: (new,)}, number=1)
    run = begun(store, A, night=2)
    ids = visit_all(store, run, {A: (new,)})
    assert 0 == results.save_second_test(store, run.id, ids[A], [new], new={old.defect})
    assert 1 == results.save_second_test(store, run.id, ids[A], [], new={old.defect})


def test_picture_follows_its_defect(store: Store) -> None:
    old, new = image(A, "rose.jpg"), image(A, "/new/rose.jpg")
    shot = results.Shot(defect=new.defect, key="k", place=FINDING.target.box)  # type: ignore[union-attr, arg-type]
    night(store, {A: (old,)})
    run = begun(store, A, night=1)
    ids = visit_all(store, run, {A: (new,)})
    results.save_visit(store, run.id, replace(result(ids[A], (new,)), shots=(shot,)))
    runs.finish(store, run.id, state="complete", now=START)
    assess(store, run, PLAN)
    assert {old.defect, new.defect} == results.pictured(store, SITE)


def test_what_a_template_has_is_sought_page_by_page(store: Store) -> None:
    # A part on n pages has n findings: who reads all of them for each page reads n² of them.
    parts = 200
    shown: Shown = {f"{SITE}{number}.html": (image(f"{SITE}{number}.html", "logo.jpg"),) for number in range(parts)}
    first = night(store, shown)
    second = night(store, shown, number=1)
    connection = store.engine.raw_connection()
    steps: list[None] = []
    assert connection.driver_connection
    connection.driver_connection.set_progress_handler(lambda: steps.append(None), 100)
    connection.close()
    assert frozenset() == identity.moved(store, second.id, first.id, [image(A, "logo.jpg").defect])
    assert 0 < len(steps) < parts * 2
