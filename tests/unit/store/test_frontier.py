"""The queue: each page once, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store import frontier
from a11y_audit.store.engine import Store, open_store
from a11y_audit.store.frontier import Claim, Found, Tally
from a11y_audit.store.results import save_visit
from tests.unit.stores import SITE, begun, finding, result, visit_all

A, B, C, D = (f"{SITE}{name}" for name in "abcd")


def test_pages_are_claimed_nearest_to_a_seed_first(store: Store) -> None:
    run = begun(store)
    found = [
        Found(url=C, found_by="link", depth=2),
        Found(url=B, found_by="link", depth=1),
        Found(url=A, found_by="seed"),
    ]
    assert 3 == frontier.add(store, run.id, found)
    assert [(A, 0), (B, 1)] == [(each.url, each.depth) for each in frontier.claim(store, run.id, 2)]
    assert [(C, 2)] == [(each.url, each.depth) for each in frontier.claim(store, run.id, 2)]
    assert [] == frontier.claim(store, run.id, 2)


def test_no_page_is_claimed_when_none_is_asked_for(store: Store) -> None:
    run = begun(store, A)
    assert [] == frontier.claim(store, run.id, 0)


def test_address_is_added_once_and_the_first_word_on_it_holds(store: Store) -> None:
    run = begun(store)
    twice = [Found(url=A, found_by="sitemap", depth=1), Found(url=A, found_by="link", depth=5)]
    assert 1 == frontier.add(store, run.id, twice)
    assert 0 == frontier.add(store, run.id, [Found(url=A, found_by="link", depth=0)])
    assert 0 == frontier.add(store, run.id, [])
    assert [1] == [each.depth for each in frontier.claim(store, run.id, 9)]


def test_each_run_has_a_queue_of_its_own_over_the_same_pages(store: Store) -> None:
    one, two = begun(store, A, B), begun(store, B)
    first = {each.url: each.page_id for each in frontier.claim(store, one.id, 9)}
    second = {each.url: each.page_id for each in frontier.claim(store, two.id, 9)}
    assert {B: first[B]} == second


def test_same_address_on_another_site_is_another_page(store: Store) -> None:
    one, two = begun(store, A), begun(store, A, site="https://other.example/")
    ((a,), (b,)) = (frontier.claim(store, run.id, 9) for run in (one, two))
    assert a.url == b.url
    assert a.page_id != b.page_id


def test_addresses_are_told_in_the_order_in_which_they_were_found(store: Store) -> None:
    run = begun(store, C, A)
    frontier.add(store, run.id, [Found(url=url, found_by="link", depth=1) for url in (D, A, B)])
    assert [C, A, D, B] == list(frontier.known(store, run.id).values())


def test_many_addresses_are_added_at_once(store: Store) -> None:
    run = begun(store, *(f"{SITE}{number}" for number in range(1_203)))
    assert 1_203 == frontier.tally(store, run.id).waiting


def test_two_workers_with_two_stores_never_get_the_same_page(tmp_path: Path) -> None:
    stores = [open_store(tmp_path), open_store(tmp_path)]
    run = begun(stores[0], *(f"{SITE}{number}" for number in range(60)))

    def work(store: Store) -> list[Claim]:
        taken: list[Claim] = []
        while some := frontier.claim(store, run.id, 2):
            taken += some
        return taken

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(work, stores)
    assert 60 == len(one) + len(two) == len({each.page_id for each in (*one, *two)})
    for store in stores:
        store.close()


def test_pages_of_a_program_that_died_are_given_back(store: Store) -> None:
    run, other = begun(store, A, B, C), begun(store, A)
    frontier.claim(store, other.id, 1)
    done, *_ = frontier.claim(store, run.id, 2)
    save_visit(store, run.id, result(done.page_id, ()))
    assert 1 == frontier.release(store, run.id)
    assert {B, C} == {each.url for each in frontier.claim(store, run.id, 9)}
    assert [] == frontier.claim(store, other.id, 9)


def test_waiting_pages_are_closed_with_the_reason_and_others_stay(store: Store) -> None:
    run = begun(store, A, B, C)
    done, _ = frontier.claim(store, run.id, 2)
    save_visit(store, run.id, result(done.page_id, ()))
    assert 2 == frontier.close_waiting(store, run.id, NotAudited(Why.LIMIT, "max_pages = 1"))
    assert Tally(audited=1, not_audited=2) == frontier.tally(store, run.id)
    assert [] == frontier.claim(store, run.id, 9)


@pytest.mark.parametrize(
    ("why", "expected"),
    [(Why.ROBOTS, Tally(left_out=1, waiting=1)), (Why.NOT_FOUND, Tally(not_audited=1, waiting=1))],
)
def test_page_refused_when_it_was_found_is_never_claimed(store: Store, why: Why, expected: Tally) -> None:
    run = begun(store, A)
    frontier.add(store, run.id, [Found(url=B, found_by="link", not_audited=NotAudited(why, "detail"))])
    assert expected == frontier.tally(store, run.id)
    assert [A] == [each.url for each in frontier.claim(store, run.id, 9)]
    assert expected == frontier.tally(store, run.id)


def test_tally_counts_pages_in_every_state(store: Store) -> None:
    run = begun(store, A, B, C)
    visit_all(store, run, {A: (finding(A),), B: NotAudited(Why.TIMEOUT), C: NotAudited(Why.REDIRECTED)})
    frontier.add(store, run.id, [Found(url=D, found_by="link")])
    assert Tally(audited=1, waiting=1, not_audited=1, left_out=1) == frontier.tally(store, run.id)
