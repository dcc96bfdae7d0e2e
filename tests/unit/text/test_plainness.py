"""Which characters and dates may be written more plainly."""

import pytest

from a11y_audit.text.plainness import Plainer, composed, half_kana, short_dates, wide_letters


def test_plain_characters_are_told_with_what_is_written() -> None:
    assert [Plainer("㈱", "(株)"), Plainer("Ⅲ", "III"), Plainer("㋿", "令和")] == composed(
        "㈱湯沢、第Ⅲ期、㋿元年、①、㎡"
    )
    assert [Plainer("ﾊﾟﾌﾞﾘｯｸ", "パブリック")] == half_kana("ﾊﾟﾌﾞﾘｯｸｺ、ｱ".replace("ｺ", ""))
    assert [Plainer("ＰＤＦ", "PDF"), Plainer("１２０", "120")] == wide_letters("ＰＤＦ１２０、５人、１０時、Ａ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026/4/1更新", "2026年4月1日"),
        ("（2026.04.01）", "2026年4月1日"),
        ("R6.4.1", "令和6年4月1日"),
        ("H30/12/31まで", "平成30年12月31日"),
        ("R1.5.1", "令和元年5月1日"),
    ],
)
def test_short_dates_are_told_in_words(text: str, expected: str) -> None:
    assert [expected] == [each.plain for each in short_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "v2026.4.1",
        "2026.13.1",
        "192.168.2026.1.1",
        "2026/4/1/a.html",
        "2026.4.1.2",
        "2024/25",
        "R6.4",
        "SR6.4.1",
        "1/2",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [] == short_dates(text)
