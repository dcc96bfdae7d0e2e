"""The draw: the same for everybody, without replacement, out of what was not chosen; processes come whole."""

import hashlib
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.chance import fewer, missed, told
from a11y_audit.assess.drawing import Wish, draw, frame_hash, next_drawn, only_seen, ranked
from a11y_audit.assess.sample import Method, Pick, Replacement, Sample, SampledPage, replaced
from a11y_audit.errors import UsageError

DAY = date(2026, 11, 30)
SITE = "https://www.city.example.jp/"
urls = st.lists(st.from_regex(r"https://a\.jp/[a-z0-9]{1,4}", fullmatch=True), unique=True, min_size=1, max_size=40)


def wish(
    *chosen: str, number: int | None = None, seed: str = "", processes: dict[str, Sequence[str]] | None = None
) -> Wish:
    pages = [SampledPage(url=url, pick=Pick.REPRESENTATIVE) for url in chosen]
    return Wish(
        site=SITE,
        run_id=1,
        day=DAY,
        person="山田",
        chosen=pages,
        random=number,
        seed=seed,
        processes=processes or {},
    )


def drawn(wanted: Wish, known: Sequence[str]) -> Sample:
    return draw(wanted, dict.fromkeys(known, "題"))[0]


@given(urls, st.integers(0, 50), st.randoms())
def test_the_same_list_and_seed_draw_the_same_pages_in_whatever_order_the_list_is(
    known: list[str], number: int, random: object
) -> None:
    mixed = sorted(known, key=lambda _: random.random())  # type: ignore[attr-defined]
    one, other = (drawn(wish(known[0], number=number, seed="種"), order) for order in (known, mixed))
    assert one == other
    assert len(set(one.urls)) == len(one.urls) == min(number + 1, len(known))
    assert known[0] == one.urls[0]
    assert one.frame_size == len(known) - 1


def test_anyone_can_draw_again_with_a_list_a_seed_and_sha256() -> None:
    known = [f"{SITE}{number}" for number in range(100)]
    sample, frame = draw(wish(known[0], number=10), dict.fromkeys(known, ""))
    by_hand = sorted(known[1:], key=lambda url: hashlib.sha256(f"{sample.seed}\n{url}".encode()).hexdigest())
    assert by_hand[:10] == [page.url for page in sample.picked(Pick.RANDOM)]
    assert hashlib.sha256("".join(f"{url}\n" for url in sorted(known[1:])).encode()).hexdigest() == sample.frame_hash
    assert sorted(known[1:]) == frame
    # Fixed for ever: a sample of today must be drawn again in ten years.
    assert "2026-11-30-" + sample.frame_hash[:16] == sample.seed
    assert [f"{SITE}{number}" for number in (6, 4, 2)] == ranked([f"{SITE}{number}" for number in range(9)], "x")[:3]


@pytest.mark.parametrize(
    ("chosen", "pages", "random", "whole"),
    [(5, 200, 35, 40), (15, 200, 25, 40), (20, 200, 25, 45), (0, 30, 30, 30), (1, 1, 0, 1)],
)
def test_so_many_pages_are_drawn_as_the_guideline_advises(chosen: int, pages: int, random: int, whole: int) -> None:
    known = [f"{SITE}{number}" for number in range(pages)]
    sample = drawn(wish(*known[:chosen]), known)
    assert (random, whole) == (len(sample.picked(Pick.RANDOM)), len(sample.pages))


def test_an_empty_inventory_is_told() -> None:
    with pytest.raises(UsageError, match="no page"):
        drawn(wish(), [])


def test_a_step_that_is_drawn_or_chosen_brings_all_steps_of_its_process() -> None:
    known = [f"{SITE}{number}" for number in range(6)]
    steps = [known[4], known[5], f"{SITE}kanryo"]
    by_choice = drawn(wish(known[0], known[4], number=0, processes={"予約": steps}), known)
    assert (known[0], known[4], known[5], f"{SITE}kanryo") == by_choice.urls
    assert ["予約", "予約"] == [page.process for page in by_choice.picked(Pick.PROCESS)]
    by_chance = drawn(wish(known[0], number=5, processes={"予約": steps}), known)
    assert {*known, f"{SITE}kanryo"} == set(by_chance.urls)
    assert len(set(by_chance.urls)) == len(by_chance.urls)
    untouched = drawn(wish(known[0], number=0, processes={"予約": steps}), known)
    assert (known[0],) == untouched.urls


@pytest.mark.parametrize(
    ("chosen", "number", "method"),
    [(2, 3, Method.COMBINED), (0, 3, Method.RANDOM), (3, 0, Method.REPRESENTATIVE), (4, 99, Method.ALL)],
)
def test_the_method_is_named_as_the_standard_names_it(chosen: int, number: int, method: Method) -> None:
    known = [f"{SITE}{each}" for each in range(10)]
    assert method is drawn(wish(*known[:chosen], number=number), known).method


def test_a_drawn_page_is_replaced_by_the_next_of_the_same_draw() -> None:
    known = [f"{SITE}{number}" for number in range(20)]
    sample, frame = draw(wish(known[0], number=3), dict.fromkeys(known, ""))
    order = ranked(frame, sample.seed)
    assert order[3] == next_drawn(sample, frame, known)
    assert order[4] == next_drawn(sample, frame, set(known) - {order[3]})
    change = Replacement(url=order[1], by=order[3], pick=Pick.RANDOM, reason="404", person="山田", day=DAY)
    after = replaced(sample, [change])
    assert (known[0], order[0], order[2], order[3]) == after.urls
    assert order[4] == next_drawn(after, frame, known)
    assert None is next_drawn(after, frame, [order[1]])


def test_a_chosen_page_that_is_replaced_keeps_its_place_and_kind() -> None:
    sample = drawn(wish(f"{SITE}a", f"{SITE}b", number=0), [f"{SITE}a", f"{SITE}b", f"{SITE}c"])
    change = Replacement(url=f"{SITE}a", by=f"{SITE}c", pick=Pick.REPRESENTATIVE, reason="", person="", day=DAY)
    assert (f"{SITE}c", f"{SITE}b") == replaced(sample, [change]).urls


@pytest.mark.parametrize(
    ("candidates", "tested", "repaired", "refused"),
    [
        ({"a", "b"}, {"a", "b", "c"}, set(), True),
        ({"a", "d"}, {"a"}, {"d"}, True),
        ({"a", "e"}, {"a"}, {"d"}, False),
        ({"a", "b"}, set(), {"a", "b"}, False),
        ({"a", "b", "c", "d", "e"}, {"a", "b", "c", "d", "e"}, set(), False),
    ],
    ids=["tested-before", "repaired-since", "one-is-new", "first-test", "whole-site"],
)
def test_only_pages_that_were_tested_or_repaired_are_no_sample(
    *, candidates: set[str], tested: set[str], repaired: set[str], refused: bool
) -> None:
    assert refused == only_seen(candidates, tested=tested, repaired=repaired, whole=5)


def test_chances_are_those_of_the_guideline() -> None:
    # 10,000 pages of which 5 % are bad: 40 random pages miss them all in about one of eight cases.
    assert 0.13 == pytest.approx(missed(500, 40, 10_000), abs=0.005)
    assert (0.0, 1.0) == (missed(5, 10, 12), missed(0, 10, 12))
    assert 1.0 == pytest.approx(fewer(5, 10, 5, 100))
    assert missed(5, 10, 100) == pytest.approx(fewer(0, 10, 5, 100))


def test_chances_are_told_in_plain_words_and_not_where_nothing_can_be_missed() -> None:
    lines = told(40, 10_000)
    assert "10,000 ページのうち 500 ページ（5%）" in lines[2].ja
    assert "13% です。" in lines[2].ja
    assert ([], []) == (told(0, 10), told(10, 10))
    assert "0.1% より小さい値です。" in told(95, 100)[3].ja


def test_the_hash_of_a_frame_is_that_of_its_sorted_lines() -> None:
    assert frame_hash(["b", "a"]) == hashlib.sha256(b"a\nb\n").hexdigest()
