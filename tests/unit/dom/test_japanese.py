"""The Japanese encodings with vendors' signs, and what is broken in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.dom.japanese import euc_jp, iso_2022_jp, shift_jis


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("案内 ABC".encode("euc_jp"), "案内 ABC"),
        (b"\xad\xa1\xad\xea\xfc\xe2", "①㈱髙"),
        (b"\xa1\xc1\xa1\xc2\xa1\xdd\xa1\xb1\xa1\xef", "～∥－￣￥"),
        (b"\x8e\xb1\x8e\xb2\\", "ｱｲ\\"),
        (b"\x8f\xb0\xa1\x8f\xa2\xb7", "丂～"),
        (b"\xb0\xc6\xc6<", "案\ufffd<"),
        (b"\xa9\xa1a", "\ufffda"),
        (b"\x8f\xb0<\x8f<\x8e<", "\ufffd<\ufffd<\ufffd<"),
        (b"\x80\xffa", "\ufffd\ufffda"),
    ],
    ids=[
        "plain",
        "nec-and-ibm",
        "signs",
        "half-width",
        "jis-x-0212",
        "cut",
        "no-character",
        "cut-after-shift",
        "no-lead",
    ],
)
def test_euc_jp(source: bytes, expected: str) -> None:
    assert expected == euc_jp(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("案内\r\nABC".encode("iso2022_jp"), "案内\r\nABC"),
        (b"\x1b$B-!-j|b\x1b(Ba", "①㈱髙a"),
        (b"\x1b$@!A!B\x1b(B~", "～∥~"),
        (b"\x1b(J\\~A\x1b(B\\", "¥‾A\\"),
        (b"\x1b(I12\r\n3a\x1b(B", "ｱｲ\r\nｳ\ufffd"),
        (b"\x1b$B0F\nFb", "案\n内"),
        (b"\x1b$B0F F\x7f0F", "案\ufffd\ufffd案"),
        (b"\x1b$B\x1b(Ba", "\ufffda"),
        (b"\x1b$C\x0e\xa4", "\ufffd$C\ufffd\ufffd"),
    ],
    ids=["plain", "nec-and-ibm", "signs", "roman", "half-width", "line-end", "broken", "empty", "no-shift"],
)
def test_iso_2022_jp(source: bytes, expected: str) -> None:
    assert expected == iso_2022_jp(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("案内 ①㈱髙～∥－ｱｲ\\".encode("cp932"), "案内 ①㈱髙～∥－ｱｲ\\"),
        (b"\xf0\x40\x80", "\ue000\x80"),
        (b"\x88\xc4\x93<p>", "案\ufffd<p>"),
        (b"\x85A\x83\xff\x83", "\ufffdA\ufffd\ufffd"),
        (b"\xa0\xfd\xfe\xff", "\ufffd\ufffd\ufffd\ufffd"),
    ],
    ids=["windows", "own-characters", "cut", "no-character", "no-lead"],
)
def test_shift_jis(source: bytes, expected: str) -> None:
    assert expected == shift_jis(source)


# Python has a private character for each byte that is none of Shift_JIS; for browsers these are broken.
NO_CHARACTERS = bytes((0xA0, 0xFD, 0xFE, 0xFF)).decode("cp932")
characters = st.text(st.characters(codec="cp932", exclude_characters="¢£¬‖−〜" + NO_CHARACTERS), max_size=50)


@given(characters)
def test_shift_jis_as_windows_writes_it_is_read_back(text: str) -> None:
    source = text.encode("cp932")
    assert source.decode("cp932") == shift_jis(source)


@given(st.binary(max_size=50))
def test_any_bytes_are_read_line_by_line(source: bytes) -> None:
    for read in (shift_jis, euc_jp, iso_2022_jp):
        assert source.count(b"\n") == read(source).count("\n")
