"""The department in the contact block at a page's foot."""

import pytest

from a11y_audit.text.contact import department


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "このページに関するお問い合わせ\n市民部 市民課 窓口係\n〒123-4567 ひかり市中央1-1\n電話：012-345-6789",
            "市民課",
        ),
        ("お問い合わせ先\nひかり市役所総務部総務課\n電話番号:0123-45-6789", "総務課"),
        ("問合せ　こども未来課（電話 012-345-6789）", "こども未来課"),
        ("担当課：環境政策室\nTEL 0123-45-6789", "環境政策室"),
        ("連絡先\n教育委員会事務局\nファクス：0123-45-6789", "教育委員会事務局"),
        ("お問い合わせ\n中央図書館\n電話 0123-45-6789", "中央図書館"),
        (
            "申請のお問い合わせ 税務課 電話 1\n本文\nこのページに関するお問い合わせ\n健康福祉部　健康推進課\n電話：0123-45-6789",
            "健康推進課",
        ),
    ],
)
def test_department_is_the_one_of_the_last_block(text: str, expected: str) -> None:
    assert expected == department(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "お問い合わせ サイトマップ 個人情報の取り扱い\nひかり市役所 電話 0123-45-6789",
        "市民課のご案内\n窓口は午前9時からです。",
        "お問い合わせは各課の窓口へお願いします。",
        "お問い合わせフォーム\n新しい課題に取り組みます。",
    ],
)
def test_without_a_block_there_is_none(text: str) -> None:
    assert "" == department(text)
