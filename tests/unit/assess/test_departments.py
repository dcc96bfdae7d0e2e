"""Who is in charge of a page, in what order departments stand, and what to repair first."""

import pytest

from a11y_audit.assess.departments import Charges, Department, Found, Owner, Progress, by_improvement
from a11y_audit.assess.priority import priority, weight
from a11y_audit.core.outcome import Kind

CHARGES = Charges(
    departments=[
        Department("市民課", ("/kurashi/",), ("住民窓口",)),
        Department("税務課", ("/kurashi/zei/", "https://zei.example.jp/")),
    ],
    listed={"https://www.example.jp/kurashi/listed.html": "広報課"},
)


@pytest.mark.parametrize(
    ("url", "contact", "expected"),
    [
        ("https://www.example.jp/kurashi/listed.html", "税務課", Owner("広報課", Found.LIST)),
        ("https://www.example.jp/kurashi/a.html", "税務課", Owner("市民課", Found.PREFIX)),
        ("https://www.example.jp/kurashi/zei/a.html", "", Owner("税務課", Found.PREFIX)),
        ("https://zei.example.jp/a", "", Owner("税務課", Found.PREFIX)),
        ("https://www.example.jp/other/", "第一住民窓口係", Owner("市民課", Found.CONTACT)),
        ("https://www.example.jp/other/", "環境課", Owner("環境課", Found.CONTACT)),
        ("https://www.example.jp/other/", "", None),
    ],
)
def test_surest_source_tells_who_is_in_charge(url: str, contact: str, expected: Owner | None) -> None:
    assert expected == CHARGES.owner(url, contact)


def test_contact_blocks_can_be_left_aside() -> None:
    assert Charges(contacts=False).owner("https://www.example.jp/", "環境課") is None


def of(name: str, then: int, now: int, *, new: int = 0, fixed: int = 0) -> Progress:
    return Progress(
        name=name, pages=10, failed_pages=now, earlier_pages=10, earlier_failed_pages=then, new=new, fixed=fixed
    )


def test_those_that_improved_come_first_however_much_they_have_left() -> None:
    rows = [of("い", 1, 1), of("ろ", 9, 7), of("は", 1, 2), of("に", 5, 5, fixed=3)]
    assert ["ろ", "に", "い", "は"] == [each.name for each in by_improvement(rows)]


def test_without_an_earlier_run_names_give_the_order() -> None:
    rows = [Progress(name=name, pages=1, failed_pages=number) for number, name in enumerate("cab")]
    assert ["a", "b", "c"] == [each.name for each in by_improvement(rows)]
    assert rows[0].better is None
    assert Progress(name="", pages=0, failed_pages=0).share is None


def score(
    criteria: str, *, kind: Kind = Kind.FAILED, shared: bool = False, pages: int = 1, reach: float = 1.0
) -> float:
    level_a = frozenset({"1.1.1", "2.1.2"})
    return priority(kind, criteria, shared=shared, pages=pages, reach=reach, level_a=level_a).score


def test_one_place_that_mends_many_pages_goes_before_many_places() -> None:
    shared = score("1.4.3", shared=True, pages=4812, reach=4812)
    assert shared > score("1.1.1", pages=3, reach=3) == score("1.1.1")


def test_what_blocks_a_page_goes_before_levels_and_what_is_sure_before_what_is_likely() -> None:
    scores = [score("2.1.2 1.1.1"), score("1.1.1"), score("1.4.3"), score("1.4.3", kind=Kind.LIKELY), score("")]
    assert [8.0, 4.0, 3.0, 1.5, 1.0] == scores


@pytest.mark.parametrize(("views", "expected"), [(None, 1.0), (0, 0.5), (100, 1.0), (300, 2.0), (1_000_000, 10.0)])
def test_pages_weigh_by_their_use(views: int | None, expected: float) -> None:
    assert expected == weight(views, 100.0)
