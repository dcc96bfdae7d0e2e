"""Which words hold characters that only look like their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.text.lookalike import Disguised, disguised_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("サ－ビス", "サービス"),
        ("コンピュ一タ", "コンピュータ"),
        ("インスト─ル", "インストール"),
        ("物流センタ－、本町", "センター"),
        ("センタ－所長", "センター"),
        ("ホ－ムペ－ジ", "ホームページ"),
        ("口グイン", "ログイン"),
        ("コミュ二ティ", "コミュニティ"),
        ("力メラ", "カメラ"),
        ("アメリ力大使館", "アメリカ"),
        ("人ロ", "人口"),
        ("市のー般会計", "一般"),
        ("統ー選挙", "統一"),
        ("二○二四年", "二〇二四"),
        ("Νews", "News"),
        ("Аpple", "Apple"),
    ],
)
def test_look_alikes_are_told_with_the_word_that_was_meant(text: str, expected: str) -> None:
    assert [expected] == [each.word for each in disguised_words(text)]


@pytest.mark.parametrize("text", ["ホームへルパー", "ぺージ", "ヘ べッド"])
def test_hiragana_among_katakana_sounds_the_same(text: str) -> None:
    assert [False] == [each.heard for each in disguised_words(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ランキング一覧 マスク一ケース ペア一組 一ページ サーバ一台 スポーツセンタ一覧 ユーザー覧",
        "東京－大阪 モスクワ－パリ イベント－セミナー データ-センター ア－オ 買取センタ－キングラム ----",
        "河口ビーチ 施工エリア 能力カード 第八ローワーク コミュニケーション力アップ",
        "学校へルート 比べストレス",
        "系統ーシステム 令和○年 第一○回",
        "μmol kΩm ТОП Москва αβテスト",
    ],
)
def test_what_may_belong_to_the_text_beside_it_is_left_alone(text: str) -> None:
    assert [] == list(disguised_words(text))


@given(st.text(alphabet="サービスデタセン一－口二へり ー覧○二Аa", max_size=30))
def test_what_is_written_stands_in_the_text_and_differs(text: str) -> None:
    for each in disguised_words(text):
        assert isinstance(each, Disguised)
        assert each.written in text
        assert each.written != each.word
        assert len(each.written) == len(each.word)
