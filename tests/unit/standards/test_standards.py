"""The data of the standards holds together, and says what the standards say."""

import re
from collections import Counter

import pytest

from a11y_audit.core.criterion import CriterionNumber, Level, sort_key
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import UsageError
from a11y_audit.standards import STANDARD_IDS, Automation, Criterion, Machine, Method, standard

EVERY_CRITERION = [
    pytest.param(criterion, id=f"{id_}-{criterion.number}") for id_ in STANDARD_IDS for criterion in standard(id_)
]


@pytest.mark.parametrize(
    ("id_", "a", "aa", "aaa"),
    [("jis2016", 25, 13, 23), ("wcag21", 30, 20, 28), ("wcag22", 31, 24, 31)],
)
def test_counts_of_levels(id_: str, a: int, aa: int, aaa: int) -> None:
    levels = Counter(criterion.level for criterion in standard(id_))
    assert {Level.A: a, Level.AA: aa, Level.AAA: aaa} == levels
    assert a + aa + aaa == len(standard(id_).criteria)


@pytest.mark.parametrize(("level", "count"), [(Level.A, 25), (Level.AA, 38), (Level.AAA, 61)], ids=["A", "AA", "AAA"])
def test_a_level_asks_for_the_levels_below_it_too(level: Level, count: int) -> None:
    assert count == len(standard("jis2016").at(level))


def test_level_aa_of_wcag22_has_55_criteria() -> None:
    assert len(standard("wcag22").at(Level.AA)) == 55


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_numbers_are_unique_and_sorted_numerically(id_: str) -> None:
    numbers = [criterion.number for criterion in standard(id_)]
    assert sorted(set(numbers), key=sort_key) == numbers


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_every_principle_and_guideline_exists_and_is_used(id_: str) -> None:
    chosen = standard(id_)
    assert [section.number for section in chosen.principles] == sorted({own.principle for own in chosen})
    assert [section.number for section in chosen.guidelines] == sorted({own.guideline for own in chosen})
    for section in (*chosen.principles, *chosen.guidelines):
        _assert_both_languages(section.name)


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_number_lies_in_its_guideline_and_principle(criterion: Criterion) -> None:
    assert criterion.number.startswith(criterion.guideline + ".")
    assert criterion.guideline.startswith(criterion.principle + ".")


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_every_text_is_there_in_both_languages(criterion: Criterion) -> None:
    for text in (criterion.name, criterion.short, criterion.look, criterion.who):
        _assert_both_languages(text)
    for text in (criterion.short, criterion.look, criterion.who):
        assert text.ja.endswith("。")
        assert text.en.endswith((".", "?"))
        assert (frozenset(), frozenset()) == text.placeholders


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_short_and_who_are_one_sentence_and_look_at_most_three(criterion: Criterion) -> None:
    assert criterion.short.ja.count("。") == 1
    assert criterion.who.ja.count("。") == 1
    assert criterion.look.ja.count("。") <= 3


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_japanese_sentences_are_polite(criterion: Criterion) -> None:
    for words in (criterion.short.ja, criterion.look.ja, criterion.who.ja):
        for sentence in words.split("。")[:-1]:
            assert re.search(r"(ます|ません|です)$", sentence), sentence


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_addresses_are_of_the_right_publisher(criterion: Criterion) -> None:
    assert criterion.understanding_url.ja.startswith("https://waic.jp/")
    assert criterion.understanding_url.en.startswith("https://www.w3.org/")


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_no_address_stands_twice(id_: str) -> None:
    for lang in Lang:
        addresses = {criterion.understanding_url.in_(lang) for criterion in standard(id_)}
        assert len(standard(id_).criteria) == len(addresses)


@pytest.mark.parametrize("criterion", EVERY_CRITERION)
def test_methods_follow_from_what_a_machine_can_do(criterion: Criterion) -> None:
    can_fail = Automation.FAILURE in criterion.automation
    can_hint = can_fail or Automation.HINTS in criterion.automation or Automation.SUCCESS in criterion.automation
    assert can_fail == (Method.AC in criterion.methods)
    assert (criterion.machine is not Machine.FULL) == (Method.HC in criterion.methods)
    assert can_hint == (criterion.machine is not Machine.NONE)
    assert sorted(set(criterion.methods)) == list(criterion.methods)


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_only_two_criteria_are_left_to_the_machine(id_: str) -> None:
    full = {criterion.number for criterion in standard(id_) if criterion.machine is Machine.FULL}
    assert full <= {"3.1.1", "4.1.1"}


def test_machine_proves_failure_of_the_same_thirteen_as_the_ministrys_tool() -> None:
    proven = {own.number for own in standard("jis2016").at(Level.AA) if Method.AC in own.methods}
    expected = "1.1.1 1.3.1 1.4.2 1.4.3 2.2.1 2.2.2 2.4.1 2.4.2 2.4.4 3.1.1 3.3.2 4.1.1 4.1.2"
    assert set(expected.split()) == proven


@pytest.mark.parametrize(
    ("id_", "number", "level", "name"),
    [
        ("jis2016", "1.1.1", Level.A, "非テキストコンテンツ"),
        ("jis2016", "1.2.1", Level.A, "音声だけ及び映像だけ（収録済み）"),
        ("jis2016", "1.2.3", Level.A, "音声解説又はメディアに対する代替コンテンツ（収録済み）"),
        ("jis2016", "1.4.3", Level.AA, "コントラスト（最低限レベル）"),
        ("jis2016", "2.2.2", Level.A, "一時停止，停止及び非表示"),
        ("jis2016", "2.3.1", Level.A, "3回のせん（閃）光，又はしきい（閾）値以下"),
        ("jis2016", "2.4.5", Level.AA, "複数の手段"),
        ("jis2016", "2.4.6", Level.AA, "見出し及びラベル"),
        ("jis2016", "2.4.10", Level.AAA, "セクション見出し"),
        ("jis2016", "3.3.4", Level.AA, "エラー回避（法的，金融及びデータ）"),
        ("jis2016", "4.1.2", Level.A, "名前（name），役割（role）及び値（value）"),
        ("wcag21", "2.5.5", Level.AAA, "ターゲットのサイズ"),
        ("wcag22", "1.3.2", Level.A, "意味をなすシーケンス"),
        ("wcag22", "2.4.5", Level.AA, "複数の経路"),
        ("wcag22", "2.4.11", Level.AA, "隠されないフォーカス（最低限）"),
        ("wcag22", "3.3.8", Level.AA, "アクセシブルな認証（最低限）"),
    ],
)
def test_names_and_levels(id_: str, number: str, level: Level, name: str) -> None:
    criterion = standard(id_).get(number)
    assert (level, name) == (criterion.level, criterion.name.ja)


def test_parsing_is_gone_from_wcag22() -> None:
    assert "4.1.1" in standard("jis2016")
    assert "4.1.1" in standard("wcag21")
    assert "4.1.1" not in standard("wcag22")


def test_wcag22_adds_26_criteria_and_drops_one() -> None:
    old, new = ({own.number for own in standard(id_)} for id_ in ("jis2016", "wcag22"))
    assert {"4.1.1"} == old - new
    assert len(new - old) == 26


def test_later_standards_keep_the_level_of_a_criterion() -> None:
    for criterion in standard("jis2016"):
        for later in (standard("wcag21"), standard("wcag22")):
            if criterion.number in later:
                assert criterion.level == later.get(criterion.number).level


def test_later_standards_take_over_texts_but_not_names() -> None:
    old, new = (standard(id_).get("2.4.5") for id_ in ("jis2016", "wcag22"))
    assert (old.short, old.look, old.who, old.methods) == (new.short, new.look, new.who, new.methods)
    assert old.name != new.name
    assert old.understanding_url != new.understanding_url


@pytest.mark.parametrize("id_", STANDARD_IDS)
def test_id_of_a_standard_is_the_id_it_is_chosen_by(id_: str) -> None:
    assert id_ == standard(id_).id
    assert standard(id_) is standard(id_)


def test_unknown_standard_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as raised:
        standard("jis2004")
    assert raised.value.hint is not None
    assert "jis2016, wcag21, wcag22" in raised.value.hint.ja
    assert "jis2004" in raised.value.message.ja


def test_unknown_criterion_is_an_error_that_names_it() -> None:
    with pytest.raises(UsageError) as raised:
        standard("wcag22").get(CriterionNumber("4.1.1"))
    assert "4.1.1" in raised.value.message.ja
    assert "WCAG 2.2" in raised.value.message.en


def _assert_both_languages(text: Text) -> None:
    for lang in Lang:
        assert text.in_(lang).strip()
        assert text.in_(lang) == text.in_(lang).strip()
