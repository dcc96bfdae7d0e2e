"""Defects known again: measured on pairs of places, and held on pages where many alike change at once."""

from collections.abc import Iterable

import pytest

from a11y_audit.assess.marks import plain, stem
from a11y_audit.assess.matching import Match, Occurrence, Tier, matched
from tests.unit.assess.identity_corpus import (
    SURROUNDINGS,
    Case,
    Pair,
    cases,
    occurrence,
    of_target,
    other_pairs,
    same_pairs,
    shown,
)

LEAST = 0.97
SETS = ("first", "second", "third")


def known(pair: Pair) -> bool:
    """Whether the second place is taken for the first one: by its name, or by the matcher."""
    if pair.before.defect == pair.after.defect:
        return True
    return [pair.before.defect] == [each.vanished for each in matched([pair.before], [pair.after])]


def right(pairs: Iterable[Pair], *, expected: bool) -> tuple[float, int, list[str]]:
    judged = [(pair.name, known(pair)) for pair in pairs]
    wrong = [name for name, answer in judged if answer is not expected]
    return 1 - len(wrong) / len(judged), len(judged), wrong


def every() -> list[Case]:
    return [each for name in SETS for each in cases(name)]


def test_defect_is_known_again_when_its_page_changed() -> None:
    changed = [pair for pair in same_pairs(every()) if pair.before.defect != pair.after.defect]
    share, count, wrong = right(changed, expected=True)
    assert count >= 600
    assert share >= LEAST, wrong


def test_other_defect_is_not_taken_for_it() -> None:
    share, count, wrong = right(other_pairs(every()), expected=False)
    assert count >= 480
    assert share >= LEAST, wrong


def test_cases_that_shaped_nothing_are_judged_as_well() -> None:
    changed = [pair for pair in same_pairs(cases("third")) if pair.before.defect != pair.after.defect]
    same, many, wrong = right(changed, expected=True)
    other, more, confused = right(other_pairs(cases("third")), expected=False)
    assert many >= 150
    assert more >= 100
    assert same >= LEAST, wrong
    assert other >= LEAST, confused


@pytest.mark.parametrize("around", SURROUNDINGS)
def test_many_alike_that_change_at_once_are_told_apart(around: str) -> None:
    pairs, stayed, right_ones = [], 0, 0
    for number, case in enumerate(every()):
        page = number // 6
        after = case.same[0] if number % 3 else case.other[0]
        pairs.append((page, case, after, bool(number % 3)))
    before = [(occurrence(shown(case.was, "as it was"), page=page), case) for page, case, _, _ in pairs]
    now = {case.name: occurrence(shown(after, around), page=page) for page, case, after, _ in pairs}
    names = {each.defect for each in now.values()}
    found = {
        each.appeared: each.vanished
        for each in matched([each for each, _ in before if each.defect not in names], list(now.values()))
    }
    for (old, case), (_, _, _, same) in zip(before, pairs, strict=True):
        new = now[case.name].defect
        is_known = new == old.defect or found.get(new) == old.defect
        stayed += 1
        right_ones += is_known is same
    assert right_ones / stayed >= 0.9, found


def place(html: str, page: int = 1) -> Occurrence:
    return occurrence(shown(html, "as it was"), page=page)


def test_of_two_that_could_be_it_neither_is() -> None:
    before = [place('<p class="a"><a @ href="/x.html">申請書の書き方</a></p>')]
    after = [
        place('<p class="b"><a @ href="/x.html">申請書の書き方</a></p>'),
        place('<p class="c"><a @ href="/x.html">申請書の書き方</a></p><p>後</p>', page=1),
    ]
    after[1] = Occurrence(**{**{name: getattr(after[1], name) for name in Occurrence.__slots__}, "selector": "other"})
    before[0] = Occurrence(**{**{name: getattr(before[0], name) for name in Occurrence.__slots__}, "selector": "third"})
    assert [] == matched(before, after)


def test_page_as_a_whole_is_known_on_the_page_that_it_became() -> None:
    before, after = of_target(None, page=7, barrier="title"), of_target(None, page=8, barrier="title")
    moved = Occurrence(**{**{name: getattr(before, name) for name in Occurrence.__slots__}, "page": 8})
    assert [] == matched([before], [after])
    assert [Match(after.defect, before.defect, Tier.PAGE)] == matched([moved], [after])


def test_shared_part_is_known_in_a_renewed_template() -> None:
    def everywhere(html: str, around: str) -> list[Occurrence]:
        return [occurrence(shown(html, around), page=page) for page in range(1, 9)]

    old = everywhere('<div class="to-top"><a @ class="totop" href="#top"><img src="/i/up.gif"></a></div>', "as it was")
    new = everywhere(
        '<p class="pagetop"><a @ class="totop" href="#"><img src="/img/arrow-up.svg"></a></p>', "a renewed template"
    )
    assert [Match(new[0].defect, old[0].defect, Tier.COMPONENT)] == matched(old, new)
    assert [] == matched(old[:2], new[:2])


def test_same_record_is_matched_by_rule_and_place_alone() -> None:
    old, new = place("<p @>一</p>"), place("<p @>まったく違う文です</p>")
    assert [] == matched([old], [new])
    assert [Match(new.defect, old.defect, Tier.RULES)] == matched([old], [new], same_record=True)


def test_nothing_to_match_is_nothing() -> None:
    assert [] == matched([], [place("<p @>一</p>")])
    assert [] == matched([place("<p @>一</p>")], [])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a/photo-300x200.jpg", "photo"),
        ("photo@2x.png?v=1", "photo"),
        ("photo01.jpg", "photo01"),
        ("/build/logo.5f3e9a1c.svg", "logo"),
        ("data:image/png;base64,AAAA", ""),
        ("/%E5%B8%82%E9%95%B7.jpg", "市長"),
        ("", ""),
    ],
)
def test_stem_of_a_file(address: str, expected: str) -> None:
    assert expected == stem(address)


def test_words_are_compared_without_width_and_signs() -> None:
    assert plain("４月 １日（水）") == plain("4月1日・水")
    assert "＞" != plain("＞")
    assert ">" == plain("＞")
