"""Text alternatives that leave the picture out."""

import pytest

from a11y_audit.text.hollow import Hollow, hollow, is_bullet, is_stroke


@pytest.mark.parametrize(
    ("alternative", "expected"),
    [
        ("テキスト, 手紙\n\n自動的に生成された説明", Hollow.GENERATED),
        ("中程度の精度で自動的に生成された説明", Hollow.GENERATED),
        ("グラフ AI によって生成されたコンテンツは間違っている可能性があります。", Hollow.GENERATED),
        ("A group of people Description automatically generated", Hollow.GENERATED),
        ("自動的に生成された説明を直す画面", None),
        ("代替テキストを入力してください", Hollow.PROMPT),
        ("代替テキスト：未入力", Hollow.PROMPT),
        ("写真の説明", Hollow.PROMPT),
        ("ここに画像の説明を入力", Hollow.PROMPT),
        ("alt属性", Hollow.PROMPT),
        ("Image description", Hollow.PROMPT),
        ("写真の説明会", None),
        ("代替テキストの書き方を説明する図", None),
        ("左の写真", Hollow.PLACE),
        ("写真（左）", Hollow.PLACE),
        ("１枚目の写真", Hollow.PLACE),
        ("画像2枚目", Hollow.PLACE),
        ("写真Ａ", Hollow.PLACE),
        ("写真です。", Hollow.PLACE),
        ("下図", Hollow.PLACE),
        ("This is a picture", Hollow.PLACE),
        ("左折の図", None),
        ("参考図書", None),
        ("会場の写真", None),
        ("画像をクリックすると拡大します", Hollow.OPERATION),
        ("クリックで別ウィンドウに表示されます。", Hollow.OPERATION),
        ("拡大画像", Hollow.OPERATION),
        ("Click to enlarge", Hollow.OPERATION),
        ("拡大鏡", None),
        ("庁舎案内図を拡大する", None),
        ("③", Hollow.NUMBER),
        ("No.12", Hollow.NUMBER),
        ("2026", None),
        ("119番", None),
        ("", None),
    ],
)
def test_hollow_tells_what_stands_in_place_of_content(alternative: str, expected: Hollow | None) -> None:
    assert expected is hollow(alternative)


@pytest.mark.parametrize(
    ("alternative", "stroke", "bullet"),
    [
        (".", True, False),
        ("＊", True, False),
        ("――――", True, False),
        ("・", True, False),
        ("■", False, True),
        ("●●", False, True),
        ("→", False, False),
        ("○", False, False),
        ("％", False, False),
        ("", False, False),
        ("■ お知らせ", False, False),
    ],
)
def test_signs_without_content_are_told_from_signs_that_may_tell(
    alternative: str, *, stroke: bool, bullet: bool
) -> None:
    assert (stroke, bullet) == (is_stroke(alternative), is_bullet(alternative))


@pytest.mark.parametrize("alternative", ["写真" * 20_000, "画像を" * 20 + "!", "拡大" + "表示" * 25, "自動" * 20_000])
def test_hollow_is_quick_where_a_pattern_nearly_fits(alternative: str) -> None:
    assert hollow(alternative) is None
