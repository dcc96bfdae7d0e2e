"""The claims guard: no sequence of results lets 準拠 through where one of its conditions fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.assess.claims import Degree, Lack, decide, is_public, note, strongest
from a11y_audit.assess.judgement import CellState
from a11y_audit.core.criterion import Level
from a11y_audit.standards import standard
from tests.unit.assess.tables import PAGES, grounds, table

NUMBERS = [each.number for each in standard("jis2016").at(Level.AA)]
ODD = st.dictionaries(st.tuples(st.sampled_from(NUMBERS), st.integers(0, 1)), st.sampled_from(CellState), max_size=8)


def mostly(good: object, *bad: object) -> st.SearchStrategy[object]:
    """Draw what stands in no way of a claim five times in six or so, that claims are drawn, too."""
    return st.sampled_from([*[good] * 5, *bad])


MAYBE = {
    "policy_scope": mostly("全ページ", "", "  "),
    "policy_level": mostly(Level.AA, None),
    "policy_url": mostly("https://www.city.hikari.lg.jp/a", "", "file:///tmp/a", "http://localhost/"),
    "tested_from": mostly(date(2026, 11, 1), None, date(2026, 12, 1)),
    "repaired": mostly({}, {PAGES[0]: ("1.1.1", "1.4.3")}, {PAGES[1]: ("1.4.3",)}),
    "result_url": mostly("https://www.city.hikari.lg.jp/r", "", "http://192.168.0.2/"),
}


def lacks(degree: Degree, level: Level, judged: object) -> list[Lack]:
    return [each.lack for each in decide(judged, degree, level).missing]  # type: ignore[arg-type]


def test_a_whole_test_with_a_published_policy_may_be_called_conformance() -> None:
    claim = decide(grounds(table()), Degree.CONFORMS, Level.AA).claim

    assert claim is not None
    assert "JIS X 8341-3:2016 の適合レベルAAに準拠" == claim.text.ja
    assert (
        "本ページにおける「準拠」という表記は、情報通信アクセス協議会ウェブアクセシビリティ基盤委員会"
        "「ウェブコンテンツのJIS X 8341-3:2016 対応度表記ガイドライン - 2021年4月版」で定められた表記による。"
    ) == claim.note.ja


def test_what_is_not_there_may_be_absent() -> None:
    judged = table({("1.2.1", 0): CellState.INAPPLICABLE, ("1.2.1", 1): CellState.INAPPLICABLE})

    assert [] == lacks(Degree.CONFORMS, Level.AA, grounds(judged))


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"policy_scope": " "}, Lack.POLICY_SCOPE),
        ({"policy_level": None}, Lack.POLICY_LEVEL),
        ({"policy_url": ""}, Lack.POLICY_URL),
        ({"tested_from": None}, Lack.PERIOD),
        ({"tested_until": date(2026, 10, 1)}, Lack.PERIOD),
        ({"worked_until": date(2026, 11, 21)}, Lack.PERIOD_OVER),
        ({"result_url": ""}, Lack.RESULT_URL),
        ({"table": table(pages=["http://127.0.0.1:8000/"])}, Lack.UNPUBLISHED),
        ({"table": table(pages=[])}, Lack.PAGES),
        ({"table": table({("1.4.3", 1): CellState.FAILED})}, Lack.NOT_MET),
        ({"table": table({("1.4.3", 1): CellState.REVIEW})}, Lack.OPEN),
        ({"table": table({("1.1.1", 0): CellState.FAILED, ("1.1.1", 1): CellState.MANUAL})}, Lack.OPEN),
        ({"table": table(level=Level.A)}, Lack.OPEN),
        ({"repaired": {PAGES[1]: ("1.4.3",)}}, Lack.REPAIRED),
        ({"standard": standard("wcag22")}, Lack.STANDARD),
    ],
)
def test_each_condition_refuses_conformance_by_itself(change: dict[str, object], lack: Lack) -> None:
    assert lack in lacks(Degree.CONFORMS, Level.AA, grounds(table(), **change))


def test_a_refusal_names_the_criteria_and_what_to_do() -> None:
    judged = grounds(table({("1.4.3", 1): CellState.FAILED}))

    assert ["不適合の達成基準が 1 あります（1.4.3）。「準拠」とは書けません。"] == [
        each.text.ja for each in decide(judged, Degree.CONFORMS, Level.AA).missing
    ]


def test_a_refusal_lists_as_each_language_does() -> None:
    judged = grounds(table({("1.4.3", 1): CellState.FAILED, ("1.1.1", 1): CellState.FAILED}))
    (missing,) = decide(judged, Degree.CONFORMS, Level.AA).missing

    assert "1.1.1、1.4.3" in missing.text.ja
    assert "1.1.1, 1.4.3" in missing.text.en


def test_with_all_of_a_met_the_sentence_says_both() -> None:
    judged = grounds(table({("1.4.3", 1): CellState.FAILED}))
    claim = strongest(judged, Level.AA)

    assert claim is not None
    assert "JIS X 8341-3:2016 の適合レベルAに準拠、適合レベルAAに一部準拠" == claim.text.ja
    assert "「準拠」及び「一部準拠」という表記" in claim.note.ja


def test_what_was_repaired_after_the_draw_stands_in_the_way_of_the_levels_that_ask_for_it() -> None:
    judged = grounds(table(), repaired={PAGES[1]: ("1.4.3",)})
    (missing,) = decide(judged, Degree.CONFORMS, Level.AA).missing

    assert "選んだあとで直した（不適合がなくなった）ページが 1 ページあります" in missing.text.ja
    assert ((Degree.CONFORMS, Level.A), (Degree.PARTLY, Level.AA)) == getattr(strongest(judged, Level.AA), "parts", ())


def test_partial_conformance_is_advised_to_tell_what_comes_next() -> None:
    judged = grounds(table({("1.1.1", 1): CellState.FAILED}), next_steps="")
    claim = strongest(judged, Level.AA)

    assert claim is not None
    assert "JIS X 8341-3:2016 の適合レベルAAに一部準拠" == claim.text.ja
    assert [Lack.NEXT_STEPS] == [each.lack for each in claim.advised]


def test_an_unfinished_test_is_at_most_consideration() -> None:
    claim = strongest(grounds(table(usual=CellState.MANUAL)), Level.AA)

    assert claim is not None
    assert ((Degree.CONSIDERS, Level.AA),) == claim.parts
    assert "JIS X 8341-3:2016 の適合レベルAAに配慮し、適合レベルAAを目標とする" == claim.text.ja


def test_without_a_policy_nothing_may_be_claimed() -> None:
    assert strongest(grounds(table(), policy_url=""), Level.AA) is None


@given(ODD, st.fixed_dictionaries(MAYBE), st.sampled_from(Level))
def test_the_guard_never_gives_conformance_where_a_condition_fails(
    odd: dict[tuple[str, int], CellState], changes: dict[str, object], level: Level
) -> None:
    judged = grounds(table(odd), **changes)
    claim = strongest(judged, level)
    conforms = [at for degree, at in claim.parts if degree is Degree.CONFORMS] if claim else []
    for at in conforms:
        asked = {each.number for each in standard("jis2016").at(at)}
        assert asked <= set(NUMBERS)
        assert not [key for key, state in odd.items() if key[0] in asked and (state.open or state is CellState.FAILED)]
        assert not [number for numbers in changes["repaired"].values() for number in numbers if number in asked]  # type: ignore[attr-defined]
        assert str(changes["policy_scope"]).strip()
        assert changes["policy_level"]
        assert str(changes["policy_url"]).startswith("https://www")
        assert changes["tested_from"] == date(2026, 11, 1)
        assert str(changes["result_url"]).startswith("https://www")


@given(ODD, st.sampled_from(Degree), st.sampled_from(Level))
def test_an_answer_is_a_claim_or_what_is_missing(
    odd: dict[tuple[str, int], CellState], degree: Degree, level: Level
) -> None:
    decision = decide(grounds(table(odd)), degree, level)

    assert (decision.claim is None) == bool(decision.missing)
    assert all("{" not in each.text.ja + each.text.en for each in decision.missing)


@pytest.mark.parametrize(
    ("url", "public"),
    [
        (PAGES[0], True),
        ("https://8.8.8.8/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://10.1.2.3/", False),
        ("http://[::1]/", False),
        ("http://intra/", False),
        ("https://test.local/", False),
        ("https://me@www.city.hikari.lg.jp/", False),
        ("ftp://www.city.hikari.lg.jp/", False),
        ("https://www.city.hikari.lg.jp/a b", False),
        ("http://[x/", False),
        ("", False),
    ],
)
def test_an_address_is_public_when_everyone_can_open_it(url: str, *, public: bool) -> None:
    assert public is is_public(url)


def test_the_edition_of_the_note_can_be_set() -> None:
    assert "2030年1月版" in note([Degree.PARTLY], "2030年1月版").ja
