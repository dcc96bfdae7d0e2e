"""The kind of a picture, by words and by file names."""

import pytest

from a11y_audit.text.picture import Kind, kind_of_file, kind_told


@pytest.mark.parametrize(
    ("alternative", "expected"),
    [
        ("市役所周辺の地図", Kind.MAP),
        ("案内図。駅の南に市役所", Kind.MAP),
        ("ハザードマップ（北部）", Kind.MAP),
        ("地図を見る人", None),
        ("サイトマップ", None),
        ("防災マップの表紙", None),
        ("図1：人口の推移", Kind.CHART),
        ("歳入の内訳（円グラフ）", Kind.CHART),
        ("写真を撮るフォトグラファー", None),
        ("パラグラフ", None),
        ("バスの時刻表", Kind.TABLE),
        ("年齢別人口の表", Kind.TABLE),
        ("市の代表", None),
        ("申請から交付までの流れ", Kind.DIAGRAM),
        ("申請のフローチャート", Kind.DIAGRAM),
        ("組織図のイメージ", Kind.DIAGRAM),
        ("川の流れ", None),
        ("オーバーフロー", None),
        ("", None),
    ],
)
def test_kind_is_told_by_a_word_that_ends_the_text_or_a_part_of_it(alternative: str, expected: Kind | None) -> None:
    assert expected is kind_told(alternative)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("images/annaizu.png", Kind.MAP),
        ("/a/map01.gif?v=2", Kind.MAP),
        ("jinko_graph2.png", Kind.CHART),
        ("h30hyo.png", Kind.TABLE),
        ("FLOW-3.gif", Kind.DIAGRAM),
        ("%E5%9C%B0%E5%9B%B3.png", Kind.MAP),
        ("map/kouen.jpg", None),
        ("bitmap.png", None),
        ("data:image/png;base64,map", None),
        ("http://[/map.png", None),
        ("", None),
    ],
)
def test_kind_is_told_by_the_name_of_the_file_alone(source: str, expected: Kind | None) -> None:
    assert expected is kind_of_file(source)
