"""Which gaps cut a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.text.spacing import broken_words, has_gap, is_whole_name, is_whole_word, spaced_words
from a11y_audit.text.words import KNOWN


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("日　時", ["日時"]),
        ("東　京", ["東京"]),
        ("問合　せ", ["問合せ"]),
        ("お　名　前", ["お名前"]),
        ("お名　前", ["お名前"]),
        ("問 合 せ 先", ["問合せ先"]),
        ("生 年 月 日", ["生年月日"]),
        ("会\u00a0\u00a0場：市民会館", ["会場"]),
        ("会　場の地図", ["会場"]),
        ("日　時　　場　所", ["日時", "場所"]),
        ("住　所　氏　名", ["住所", "氏名"]),
        ("氏　名　印", ["氏名"]),
        ("年　月　日　現　在", ["現在"]),
        ("W e l c o m e", ["Welcome"]),
        ("Ｎ　Ｅ　Ｗ　Ｓ", ["NEWS"]),
        ("湯　沢　市", ["湯沢市"]),
        ("ひ　ろ　ば", ["ひろば"]),
        ("賃　貸　住　宅", ["賃貸住宅"]),
        ("見積　り", ["見積り"]),
    ],
)
def test_known_words_are_found_with_gaps_in_them(line: str, expected: list[str]) -> None:
    assert expected == [each.word for each in spaced_words(line) if each.known]


@pytest.mark.parametrize("line", ["佐　藤　一　夫", "案　内　図", "Y U Z A W A", "家　賃", "見積 り"])
def test_the_shape_alone_is_found_as_unknown(line: str) -> None:
    assert [(line, False)] == [(each.text, each.known) for each in spaced_words(line)]


@pytest.mark.parametrize(
    "line",
    [
        "電話　番号",
        "問合せ　先",
        "湯沢　太郎",
        "林　一",
        "月　火　水",
        "男　女",
        "上　中　下",
        "大 中 小",
        "あ　い　う",
        "ア カ サ タ ナ",
        "年　月　日",
        "令和　年　月　日",
        "　年　月　日　時　分",
        "丁目　番　号",
        "10日　程",
        "月/日 時:分",
        "第　一　条",
        "小　中　学校",
        "東京　大阪",
        "○　×",
        "A B C D E",
        "N P O",
        "Y M C A",
        "日　　　　　　　　　時",
        "これは日本 語の文です",
        "アクセ シビリティ",
        "設定 を 変更 し て ください",
        "取り 扱い",
        "行 と 列",
        "家　賃の額",
        "犬　猫",
    ],
)
def test_gaps_that_cut_no_word_are_passed_over(line: str) -> None:
    assert not spaced_words(line)


def test_two_unknown_letters_count_only_where_they_are_all_of_a_label() -> None:
    assert not spaced_words("品 番")
    assert [("品番", True)] == [(each.word, each.known) for each in spaced_words("品 番", label=True)]
    assert not spaced_words("林　一", label=True)
    assert not spaced_words("品　番の一覧", label=True)


def test_latin_letters_that_are_all_of_a_label_are_a_word() -> None:
    assert [True] == [each.known for each in spaced_words("Y U Z A W A", label=True)]
    assert [False] == [each.known for each in spaced_words("Y U Z A W A (湯沢)", label=True)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["備", "考"], [("備考", True)]),
        (["東", "京", "都"], [("東京都", True)]),
        (["問合", "せ先"], [("問合せ先", True)]),
        (["湯", "沢", "市"], [("湯沢市", True)]),
        (["日", "時", "（土）"], [("日時", True)]),
        (["東京", "大阪"], []),
        (["月", "火", "水"], []),
        (["申込", "先"], []),
        (["湯沢市", "市民課"], []),
        ([], []),
    ],
)
def test_line_breaks_that_cut_words_are_found(lines: list[str], expected: list[tuple[str, bool]]) -> None:
    assert expected == [(each.word, each.known) for each in broken_words(lines)]


@given(st.sampled_from(sorted(word for word, seams in KNOWN.items() if not seams)), st.sampled_from(" 　\u00a0"))
def test_every_word_of_the_list_is_found_spaced_out(word: str, blank: str) -> None:
    assert [(word, True)] == [(each.word, each.known) for each in spaced_words(blank.join(word))]


@given(st.text(alphabet="日時東京年月の一ア印第A a　\u00a01/", max_size=40))
def test_what_is_found_stands_in_the_line_and_has_a_gap(line: str) -> None:
    found = [each for label in (False, True) for each in spaced_words(line, label=label)]
    assert all(each.text in line and len(each.parts) > 1 for each in found)
    assert has_gap(line) or not found


@pytest.mark.parametrize(
    ("line", "label", "expected"),
    [
        ("日　時", False, ["日時"]),
        ("　場\u00a0\u00a0所　：市民会館", False, ["場所"]),
        ("日 時", True, []),
        ("日  時", False, ["日時"]),
        ("日　時　　場　所", True, []),
        ("会　場の地図", True, []),
        ("賃　貸　住　宅", True, []),
        ("陸　海　空", True, []),
        ("H E L L O", True, ["HELLO"]),
        ("Ｔ　Ｏ　Ｐ　Ｉ　Ｃ　Ｓ", True, ["TOPICS"]),
        ("H E L L O", False, []),
        ("N E W S", True, []),
        ("U N E S C O", True, []),
        ("Y U Z A W A", True, []),
    ],
)
def test_a_listed_word_that_is_all_of_its_line_is_sure(line: str, label: bool, expected: list[str]) -> None:  # noqa: FBT001 -- a table of cases
    found = spaced_words(line, label=label)
    assert expected == [each.word for each in found if is_whole_word(each, line, label=label)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [(["東", "京", "都"], True), (["備", "考"], True), (["備", "考", "ほか"], False), (["佐", "藤", "一"], False)],
)
def test_a_listed_word_that_breaks_cut_is_sure_where_it_is_all(lines: list[str], expected: bool) -> None:  # noqa: FBT001 -- a table of cases
    assert expected == any(is_whole_name(each, lines) for each in broken_words(lines))
