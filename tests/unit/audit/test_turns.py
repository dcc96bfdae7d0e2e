"""Which pages come first in a night whose time is limited."""

import pytest

from a11y_audit.audit.turns import FIRST, FRESH, REST, Turns
from a11y_audit.settings import Schedule
from a11y_audit.store import frontier
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from tests.unit.stores import SITE, begun, visit_all

TITLES = {f"{SITE}1": "避難所の一覧", f"{SITE}2": "観光"}


@pytest.mark.parametrize(
    ("url", "turn"),
    [
        (SITE, FIRST),
        (f"{SITE}1", FIRST),
        (f"{SITE}2", REST),
        (f"{SITE}3", FRESH),
        (f"{SITE}kurashi/BOUSAI/2.html", FIRST),
        (f"{SITE}%E9%98%B2%E7%81%BD", FIRST),
    ],
    ids=["seed", "title", "tested", "never-tested", "address", "japanese-address"],
)
def test_important_pages_come_first_then_those_never_tested(url: str, turn: int) -> None:
    assert turn == Turns(words=Schedule().first, titles=TITLES, seeds=frozenset({SITE}))(url)


def test_pages_are_claimed_by_their_turn(store: Store) -> None:
    run = begun(store)
    found = [
        Found(url=f"{SITE}{number}", found_by="link", depth=depth, turn=turn)
        for number, (depth, turn) in enumerate([(1, REST), (5, FIRST), (2, FRESH), (1, FIRST)])
    ]
    frontier.add(store, run.id, found)
    assert [f"{SITE}{number}" for number in (3, 1, 2, 0)] == [each.url for each in frontier.claim(store, run.id, 9)]


def test_the_newest_title_of_each_audited_page_is_known(store: Store) -> None:
    visit_all(store, begun(store, SITE), {SITE: ()})
    begun(store, SITE, f"{SITE}waiting", night=1)
    assert {SITE: "題"} == frontier.titles(store, SITE)
