"""Which readings are contradicted."""

import pytest

from a11y_audit.text.reading import bracketed, misread

OWN = {"湯沢": "ゆざわ", "翠野": "ミドリノ"}


@pytest.mark.parametrize(
    ("base", "reading", "after"),
    [
        ("資源回収", "しげんかいしゅう", ""),
        ("取扱", "とりあつか", "いの"),
        ("取扱", "とりあつかい", ""),
        ("今日", "きょう", ""),
        ("学校", "ガッコウ", ""),
        ("避難所", "ひなんしょ", ""),
        ("行", "い", "った"),
        ("翠野市", "みどりのし", ""),
        ("湯沢市", "ゆざわし", ""),
        ("未知語彙山", "なんでも", ""),
    ],
)
def test_right_and_unknown_readings_are_not_contradicted(base: str, reading: str, after: str) -> None:
    assert misread(base, reading, after, OWN) is None


@pytest.mark.parametrize(
    ("base", "reading", "name", "own"),
    [
        ("資源回収", "しげんかいしょう", "資源回収", False),
        ("今日", "きのう", "今日", False),
        ("湯沢市", "ゆさわし", "湯沢", True),
        ("翠野", "すいや", "翠野", True),
    ],
)
def test_wrong_readings_are_contradicted(base: str, reading: str, name: str, own: bool) -> None:  # noqa: FBT001 -- a column of the table
    found = misread(base, reading, "", OWN)
    assert found is not None
    assert (name, own) == (found.name, found.own)


@pytest.mark.parametrize(
    ("base", "reading"),
    [
        ("秋田県湯沢", "ゆざわ"),
        ("担当", "さとう"),
        ("会場", "ほうる"),
        ("中央公民館", "こうみんかん"),
        ("湯沢市", "ゆざわし"),
        ("下森田町", "しももりだちょう"),
        ("方法", "しはらいほうほう"),
    ],
)
def test_brackets_with_a_right_reading_or_none_are_passed(base: str, reading: str) -> None:
    assert bracketed(base, reading, OWN) is None


def test_brackets_with_a_slip_are_told() -> None:
    assert ("稲庭", ("いなにわ",)) == ((found := bracketed("稲庭", "いなには", {})) and (found.name, found.right))
    assert ("湯沢", ("ゆざわ",)) == ((found := bracketed("湯沢", "ゆさわ", OWN)) and (found.name, found.right))
