"""What letters tell of a text's language."""

import pytest

from a11y_audit.text.language import expected_script, is_latin_prose, is_mostly_latin, is_tag, written_script
from a11y_audit.text.scripts import letters, sample

_TEXTS = {
    "kana": "市役所の窓口は、月曜日から金曜日まで開いています。",
    "han": "请您在搬家后的十四天之内，到市民课的窗口办理手续。如果没有时间，请给我们打电话。",
    "hangul": "시청 창구는 월요일부터 금요일까지 열려 있습니다. ",
    "cyrillic": "Пожалуйста, принесите карту резидента в отдел. ",
    "thai": "กรุณานำบัตรประจำตัวมาที่สำนักงานเทศบาล ",
    "devanagari": "कृपया आफ्नो आवासीय कार्ड कार्यालयमा ल्याउनुहोस्। ",
    "latin": "Please bring your residence card to the counter of the city office. ",
}


@pytest.mark.parametrize(("script", "text"), _TEXTS.items(), ids=_TEXTS)
def test_written_script_is_told_from_enough_text(script: str, text: str) -> None:
    assert script == written_script(text * 6)
    assert written_script(text) is None or len(text) > 60


@pytest.mark.parametrize(
    "text",
    [
        "佐藤一郎、鈴木二郎、高橋三郎、田中四郎、" * 10,
        "Garner Pittsburgh Lloyd Baltimore " * 10,
        "市役所 City Office " * 12,
        "",
    ],
    ids=["names in Chinese characters", "names in Latin letters", "mixed", "nothing"],
)
def test_written_script_is_not_told_where_it_is_not_sure(text: str) -> None:
    assert written_script(text) is None


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", "kana"),
        ("ja-JP", "kana"),
        ("ja-Latn", "latin"),
        ("zh-Hant-TW", "han"),
        ("EN-us", "latin"),
        ("ko", "hangul"),
        ("fj", None),
    ],
)
def test_expected_script_follows_the_language_and_its_script_subtag(language: str, expected: str | None) -> None:
    assert expected == expected_script(language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", True),
        ("en-US", True),
        ("zh-Hans", True),
        ("x-klingon", True),
        ("jp", False),
        ("ja_JP", False),
        ("japanese", False),
    ],
)
def test_is_tag_knows_form_and_usual_mistakes(language: str, expected: bool) -> None:  # noqa: FBT001
    assert expected is is_tag(language)


def test_mostly_latin_allows_some_words_in_other_letters() -> None:
    assert is_mostly_latin("日本語 " + _TEXTS["latin"] * 3)
    assert not is_mostly_latin("市役所の窓口 " + _TEXTS["latin"])
    assert not is_mostly_latin("Short")


def test_prose_has_small_words() -> None:
    assert is_latin_prose(_TEXTS["latin"])
    assert not is_latin_prose("Garner Pittsburgh Lloyd Baltimore")


def test_letters_counts_each_script_and_nothing_else() -> None:
    assert {"kana": 3, "han": 2, "latin": 3} == letters("漢字とカナ abc 123 ！？")
    assert "ＡＢＣ" == sample("1 ＡＢＣ", "latin")
    assert "" == sample("123", "kana")
