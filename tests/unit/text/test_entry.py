import pytest

from a11y_audit.text.entry import (
    announces_change,
    has_words,
    mark_of,
    may_be_label,
    tells_all_required,
    tells_format,
    tells_optional,
    tells_required,
    tells_required_by_colour,
    without_badges,
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("お名前（必須）", "お名前"),
        ("【必須】お名前", "お名前"),
        ("電話番号(半角数字) ※", "電話番号(半角数字)"),
        ("〒", ""),
        ("－", ""),
        ("フリー", "フリー"),
        ("必須", ""),
        ("E-mail:", "E-mail"),
    ],
)
def test_badges_and_marks_are_taken_off_a_label(text: str, bare: str) -> None:
    assert bare == without_badges(text)
    assert bool(bare) == has_words(text)


@pytest.mark.parametrize("text", ["お名前", "Telephone", "性別 必須", "姓　[全角文字]"])
def test_short_words_may_be_a_label(text: str) -> None:
    assert may_be_label(text)


@pytest.mark.parametrize("text", ["下の欄に入力してください。", "-", "※", "必須", "あ" * 41, "名前を入力してください"])
def test_sentences_marks_and_long_texts_are_no_label(text: str) -> None:
    assert not may_be_label(text)


@pytest.mark.parametrize(
    "text", ["必須", "必ず入力してください", "省略不可", "Name (required)", "This field is mandatory"]
)
def test_words_for_required(text: str) -> None:
    assert tells_required(text)


@pytest.mark.parametrize("text", ["任意", "お名前", "not required", "requirement"])
def test_other_words_are_not_for_required(text: str) -> None:
    assert not tells_required(text)


@pytest.mark.parametrize("text", ["電話番号（任意）", "省略できます", "Fax (optional)"])
def test_words_for_optional(text: str) -> None:
    assert tells_optional(text)


@pytest.mark.parametrize(
    "text",
    [
        "すべての項目が必須です。",
        "全項目を必ず入力してください",
        "すべての欄にご記入ください",
        "All fields are required.",
    ],
)
def test_words_for_all_fields(text: str) -> None:
    assert tells_all_required(text)


@pytest.mark.parametrize("text", ["すべての項目を確認する", "必須の項目を入力してください", "All about the city"])
def test_words_that_are_not_for_all_fields(text: str) -> None:
    assert not tells_all_required(text)


@pytest.mark.parametrize(("text", "mark"), [("お名前＊", "*"), ("※お名前", "※"), ("★件名", "★"), ("お名前", "")])
def test_mark_of_a_label(text: str, mark: str) -> None:
    assert mark == mark_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "赤字の項目は必須です。",
        "赤い文字の欄は必ず入力してください。",
        "色の付いた欄は必須項目です",
        "必須項目は赤字で表示しています。",
        "Fields marked in red are required.",
        "Required fields are displayed in red.",
    ],
)
def test_notes_that_name_a_colour_only(text: str) -> None:
    assert tells_required_by_colour(text)


@pytest.mark.parametrize(
    "text",
    [
        "赤い※印の項目は必須です。",
        "「必須」と赤字で書かれた項目は必ず入力してください。",
        "赤字は変更された箇所です。",
        "緑の募金には申込みが必須です",
        "Required fields are marked with a red asterisk.",
    ],
)
def test_notes_that_name_another_sign_or_nothing_of_fields(text: str) -> None:
    assert not tells_required_by_colour(text)


@pytest.mark.parametrize(
    "text",
    [
        "全角カタカナ",
        "例：012-345-6789",
        "ハイフンなし",
        "8文字以上",
        "フリガナ",
        "taro@example.jp",
        "At least 8 characters",
        "yyyy/mm/dd",
    ],
)
def test_hints_on_the_form_of_an_entry(text: str) -> None:
    assert tells_format(text)


@pytest.mark.parametrize("text", ["電話番号", "利用者番号", "ご意見", "Telephone"])
def test_names_of_fields_are_no_hints(text: str) -> None:
    assert not tells_format(text)


@pytest.mark.parametrize(
    "text",
    [
        "選択するとページが移動します",
        "地区を選ぶと自動的に表示が変わります",
        "Choosing a ward takes you to its page",
        "Selecting a year will update the list",
    ],
)
def test_changes_that_are_announced(text: str) -> None:
    assert announces_change(text)


@pytest.mark.parametrize("text", ["地区を選択してください", "移動", "Select a year"])
def test_plain_prompts_announce_nothing(text: str) -> None:
    assert not announces_change(text)
