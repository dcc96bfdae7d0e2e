"""What pages say of persons is hidden, and nothing else."""

import pytest

from a11y_audit.report.masking import masked_view
from a11y_audit.text.personal import MARK, masked
from tests.unit.report import example


@pytest.mark.parametrize(
    "text",
    [
        "taro.yamada+x@city.example.jp",
        "taro＠city．example．jp",
        "taro (at) city.example.jp",
        "taro%40city.example.jp",
        "taro&#64;city.example.jp",
        "03-1234-5678",
        "（03）1234-5678",
        "0123（45）6789",
        "０３－１２３４－５６７８",
        "03ー1234ー5678",
        "090 1234 5678",
        "0312345678",
        "+81-3-1234-5678",
        "tel:0312345678",
        "tel:+81312345678",
        "0120-123-456",
    ],
)
def test_addresses_and_numbers_are_hidden(text: str) -> None:
    found = masked(f'<a href="{text}">前 {text} 後</a>')
    assert text not in found
    assert MARK in found
    assert found.startswith("<a href=")
    assert found.endswith(" 後</a>")
    assert not any(digit in found for digit in "123456789１２３４５６７８")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-29",
        "令和8年11月29日 10:00-12:00",
        "img_0123456.jpg",
        "https://www.city.example.jp/0123/4567/8901.html",
        "1,234-5,678 円",
        "〒123-4567",
        "@media (max-width: 640px)",
        "width: 0.1234567890px",
        "at 10.5 km",
        "JIS X 8341-3:2016",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert text == masked(text)


def test_nothing_of_a_view_escapes() -> None:
    secret = "a@b.example.jp"
    view = masked_view(example.view(), pictures=False)
    assert all(row.picture is None for row in view.defects())
    assert secret not in str([*view.findings(), *view.pages(), *view.defects(), view.settings])
    assert example.view().totals == view.totals
