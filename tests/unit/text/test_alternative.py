"""What the form of a text alternative gives away."""

import pytest

from a11y_audit.text.alternative import Form, form, names_destination, without_tail


@pytest.mark.parametrize(
    ("alternative", "source", "expected"),
    [
        ("photo.jpg", "a.jpg", Form.FILE),
        ("図書館外観(1).JPG", "a.jpg", Form.FILE),
        ("ｐｈｏｔｏ．ｐｎｇ", "a.png", Form.FILE),
        ("駅前 広場.png", "img/%E9%A7%85%E5%89%8D%20%E5%BA%83%E5%A0%B4.png", Form.FILE),
        ("C:\\Users\\a\\my photo.gif", "a.gif", Form.FILE),
        ("https://example.jp/a.svg?v=1", "a.svg", Form.FILE),
        ("申請書.pdf", "a.png", Form.DOCUMENT),
        ("https://example.jp/", "a.png", Form.ADDRESS),
        ("%E5%86%99%E7%9C%9F", "a.png", Form.ADDRESS),
        ("DSC_0123", "a.png", Form.CAMERA),
        ("IMG_20240401_1234", "a.png", Form.CAMERA),
        ("IMG-0001-scaled", "a.png", Form.CAMERA),
        ("P1010001", "a.png", Form.CAMERA),
        ("20240401_123456", "a.png", Form.CAMERA),
        ("スクリーンショット 2024-04-01 10.22.33", "a.png", Form.CAMERA),
        ("bunka_kaikan", "bunka_kaikan.jpg", Form.SOURCE),
        ("画像", "a.png", Form.PLACEHOLDER),
        ("写真１", "a.png", Form.PLACEHOLDER),
        ("図1-2", "a.png", Form.PLACEHOLDER),
        ("[image]", "a.png", Form.PLACEHOLDER),
        ("写真その3", "a.png", Form.PLACEHOLDER),
        ("アイコンの画像です", "a.png", Form.PLACEHOLDER),
        ("image001", "a.png", Form.PLACEHOLDER),
        ("　", "a.png", Form.BLANK),
        ("\u00a0 ", "a.png", Form.BLANK),
        (" ", "a.png", None),
        ("", "a.png", None),
        ("図書館", "図書館.jpg", None),
        ("図1 人口の推移", "a.png", None),
        ("表彰式", "a.png", None),
        ("Wi-Fi", "Wi-Fi.png", None),
        ("申請書.pdf の記入例", "a.png", None),
        ("対応は.jpg、.png", "a.png", None),
        ("P100", "a.png", None),
        ("2026", "2026.png", None),
    ],
)
def test_form_tells_names_and_placeholders_from_words(alternative: str, source: str, expected: Form | None) -> None:
    assert expected is form(alternative, source)


@pytest.mark.parametrize(
    "alternative", ["image" + "-" * 20_000 + "!", "dsc" + "0" * 20_000 + "!", "a" * 20_000 + "%E5"]
)
def test_form_gives_up_on_long_texts_at_once(alternative: str) -> None:
    assert form(alternative, "a.png") is None


@pytest.mark.parametrize("alternative", ["dsc" + "0" * 250 + "!", "image" + "- " * 120 + "!", "%E5" * 80 + "%E"])
def test_form_is_quick_where_a_pattern_nearly_fits(alternative: str) -> None:
    assert form(alternative, "a.png") in (None, Form.ADDRESS)


@pytest.mark.parametrize(("word", "expected"), [("地図", True), ("Map", True), ("画像", False), ("アイコン", False)])
def test_some_placeholders_may_name_a_destination(word: str, expected: bool) -> None:  # noqa: FBT001
    assert expected is names_destination(word)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("図書館の写真", "図書館"), ("市役所へのリンク", "市役所"), ("写真", "写真"), ("写真館", "写真館")],
)
def test_without_tail_keeps_what_the_words_are_about(words: str, expected: str) -> None:
    assert expected == without_tail(words)
