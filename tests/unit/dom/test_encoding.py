"""Bytes to text, as a browser reads them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.dom.encoding import declared_in_header, declared_in_meta, decode

TEXT = "ごみの出し方とカレンダー"


def meta(label: str, text: str = TEXT) -> str:
    return f'<!doctype html><meta charset="{label}"><p>{text}'


@pytest.mark.parametrize(
    ("source", "content_type", "expected"),
    [
        (TEXT.encode(), "text/html; charset=UTF-8", (TEXT, "utf-8")),
        (TEXT.encode("cp932"), 'text/html; charset="Shift_JIS"', (TEXT, "shift_jis")),
        (TEXT.encode("cp932"), "text/html;charset = x-sjis ;a=b", (TEXT, "shift_jis")),
        (TEXT.encode("euc_jp"), "text/html; charset=EUC-JP", (TEXT, "euc-jp")),
        (TEXT.encode("iso2022_jp"), "text/html; charset=iso-2022-jp", (TEXT, "iso-2022-jp")),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=shift_jis", (TEXT, "utf-8")),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "", (TEXT, "utf-16le")),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "", (TEXT, "utf-16be")),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16", (TEXT, "utf-16le")),
        (meta("shift_jis").encode("cp932"), "text/html", (meta("shift_jis"), "shift_jis")),
        (meta("utf-16").encode(), "text/html", (meta("utf-16"), "utf-8")),
        (meta("utf-8").encode("cp932"), "text/html; charset=shift_jis", (meta("utf-8"), "shift_jis")),
        (meta("no-such").encode("euc_jp"), "text/html; charset=unknown", (meta("no-such"), "euc-jp")),
        ("①㈱髙".encode("cp932"), "text/html; charset=shift_jis", ("①㈱髙", "shift_jis")),
        (b"\x83\x81abc\xff", "text/html; charset=utf-8", ("\ufffd\ufffdabc\ufffd", "utf-8")),
        (b"", "", ("", "utf-8")),
    ],
    ids=[
        "header", "quoted", "spaced-alias", "euc-jp", "iso-2022-jp", "bom-before-header", "utf-16le-bom", "utf-16be-bom",
        "utf-16-header", "meta", "utf-16-meta", "header-before-meta", "unknown-labels", "windows-signs", "wrong-label",
        "nothing",
    ],
)  # fmt: skip
def test_declared_encoding_is_followed(source: bytes, content_type: str, expected: tuple[str, str]) -> None:
    assert expected == decode(source, content_type)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("cp932", "shift_jis"), ("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp")],
)
@pytest.mark.parametrize("text", [TEXT, "あらを", "みんなのまちづくり", "市役所の案内"])
def test_undeclared_japanese_is_found_by_trial(codec: str, name: str, text: str) -> None:
    assert (f"<p>{text}</p>", name) == decode(f"<p>{text}</p>".encode(codec), "text/html")


def test_bytes_of_no_encoding_become_marks() -> None:
    assert ("\ufffd\ufffdあ", "utf-8") == decode(b"\xfd\xff" + "あ".encode(), "text/html")


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_are_read_as_something(source: bytes, content_type: str) -> None:
    text, name = decode(source, content_type)
    assert codecs.lookup(name)
    assert len(text) <= len(source)


@given(st.text(st.characters(codec="cp932", exclude_characters="¢£¬‖−〜"), max_size=50))
def test_shift_jis_as_windows_writes_it_is_read_back(text: str) -> None:
    source = text.encode("cp932")
    assert (source.decode("cp932"), "shift_jis") == decode(source, "text/html; charset=Shift_JIS")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"<meta charset=EUC-JP>", "EUC-JP"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "Shift_JIS"),
        (b"<!-- <meta charset=euc-jp> --><meta charset='utf-8'>", "utf-8"),
        (b"<meta name=viewport content='width=device-width'><meta charset = \"utf-8\" >", "utf-8"),
        (b"<meta charset=utf-16be>", "utf-8"),
        (b"<p>charset=utf-8</p>", None),
        (b" " * 5_000 + b"<meta charset=utf-8>", None),
    ],
    ids=["short", "http-equiv", "in-comment", "behind-others", "utf-16", "no-meta", "too-far"],
)
def test_meta_names_the_encoding(source: bytes, expected: str | None) -> None:
    assert expected == declared_in_meta(source)


@pytest.mark.parametrize(
    ("content_type", "expected"), [("text/html", None), ("", None), ("text/html; CHARSET='utf-8'", "utf-8")]
)
def test_header_names_the_encoding(content_type: str, expected: str | None) -> None:
    assert expected == declared_in_header(content_type)
