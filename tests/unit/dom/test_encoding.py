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
        (f"<p>{TEXT}".encode("utf-16-le"), "text/html; charset=utf-16", (f"<p>{TEXT}", "utf-16le")),
        (meta("shift_jis").encode("cp932"), "text/html", (meta("shift_jis"), "shift_jis")),
        (meta("utf-16").encode(), "text/html", (meta("utf-16"), "utf-8")),
        (meta("utf-8").encode("cp932"), "text/html; charset=shift_jis", (meta("utf-8"), "shift_jis")),
        (meta("no-such").encode("euc_jp"), "text/html; charset=unknown", (meta("no-such"), "euc-jp")),
        ("①㈱髙".encode("cp932"), "text/html; charset=shift_jis", ("①㈱髙", "shift_jis")),
        (b"caf\xe9", "text/html; charset=iso-8859-1", ("café", "windows-1252")),
        (b"<meta charset=x-user-defined>\x80", "text/html", ("<meta charset=x-user-defined>€", "windows-1252")),
        (b"\x83\x81abc\xff", "text/html; charset=utf-8", ("\ufffd\ufffdabc\ufffd", "utf-8")),
        (b"", "", ("", "utf-8")),
    ],
    ids=[
        "header", "quoted", "spaced-alias", "euc-jp", "iso-2022-jp", "bom-before-header", "utf-16le-bom", "utf-16be-bom",
        "utf-16-header", "meta", "utf-16-meta", "header-before-meta", "unknown-labels", "windows-signs", "western",
        "user-defined", "wrong-label", "nothing",
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


def test_bytes_that_fit_nothing_become_marks() -> None:
    assert ("\ufffd\ufffdあいう", "utf-8") == decode(b"\xfd\xff" + "あいう".encode(), "text/html")


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_are_read_as_something(source: bytes, content_type: str) -> None:
    text, name = decode(source, content_type)
    assert codecs.lookup(name)
    assert len(text) <= len(source)


@pytest.mark.parametrize("label", ["shift_jis", "euc-jp", "iso-2022-jp", "utf-16", "windows-1252"])
@pytest.mark.parametrize("text", ["a", TEXT, f"\0{TEXT}"])
def test_what_the_browser_could_read_is_handed_over_as_utf_8(label: str, text: str) -> None:
    source = meta("euc-jp", text)
    assert source == decode(source.encode(), f"text/html; charset={label}")[0]


@pytest.mark.parametrize(
    ("start", "content_type", "expected"),
    [
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "application/xhtml+xml", "shift_jis"),
        ("<?xml version='1.0' encoding='EUC-JP'?>", "application/xhtml+xml", "euc-jp"),
        ('<?xml version="1.0"?><meta charset="Shift_JIS"/>', "application/xhtml+xml", "utf-8"),
        ('<?xml version="1.0" encoding="no-such"?>', "application/xhtml+xml", "utf-8"),
        ('<?xml version="1.0" encoding="utf-16"?>', "application/xhtml+xml", "utf-8"),
        ('<?xml version="1.0" encoding="EUC-JP"?>', "application/xhtml+xml; charset=shift_jis", "shift_jis"),
        ('<?xml version="1.0" encoding="EUC-JP"?>', "text/html", "euc-jp"),
        ('<?xml version="1.0" encoding="EUC-JP"?><meta charset="Shift_JIS">', "text/html", "shift_jis"),
    ],
)
def test_xml_is_what_its_declaration_says(start: str, content_type: str, expected: str) -> None:
    # A cut character at the end, as a browser's tools hand over only what they could not read as it was sent.
    assert expected == decode(start.encode() + b"\x88\xc4\x93", content_type)[1]


@pytest.mark.parametrize(("encoding", "name"), [("cp932", "shift_jis"), ("euc_jp", "euc-jp"), ("utf-8", "utf-8")])
def test_one_broken_character_does_not_hide_the_encoding(encoding: str, name: str) -> None:
    source = f"<p>{TEXT}".encode(encoding)
    assert (f"<p>{TEXT[:-1]}\ufffd<", name) == decode(source[:-1] + b"<", "text/html")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"<meta charset=EUC-JP>", "euc-jp"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "shift_jis"),
        (b"<META CONTENT=text/html;charset=x-sjis HTTP-EQUIV=content-type>", "shift_jis"),
        (b"<!-- <meta charset=euc-jp> --><meta charset='utf-8'>", "utf-8"),
        (b"<meta name=viewport content='width=device-width'><meta charset = \"utf-8\" >", "utf-8"),
        (b"<meta charset=utf-16be>", "utf-8"),
        (b"<meta charset=nihongo><meta charset=ms_kanji>", "shift_jis"),
        (b"<meta charset=euc-jp charset=utf-8>", "euc-jp"),
        (b"<meta name=description content='charset=utf-8'>", None),
        (b"<meta content='text/html; charset=utf-8'>", None),
        (b"<meta http-equiv=content-type content=text/html>", None),
        (b"<script>var a = '<meta charset=euc-jp>'</script><meta charset=utf-8>", "utf-8"),
        (b"<title><meta charset=euc-jp></title><meta charset=utf-8>", "utf-8"),
        (b"<a title='<meta charset=euc-jp>'><meta charset=utf-8>", "utf-8"),
        (b"<a title=it's><meta charset=utf-8>", "utf-8"),
        (b"<p>charset=utf-8</p>", None),
        (b"<body><p>x<meta charset=utf-8>", "utf-8"),
        (b"<head><style>" + b" " * 5_000 + b"</style><meta charset=utf-8>", "utf-8"),
        (b"<body>" + b" " * 5_000 + b"<p><meta charset=utf-8>", None),
        (b"<!-- <meta charset=utf-8>", None),
    ],
    ids=[
        "short", "http-equiv", "upper-case", "in-comment", "behind-others", "utf-16", "unknown-first", "doubled", "other-meta",
        "no-http-equiv", "no-charset", "in-script", "in-title", "in-attribute", "apostrophe", "no-meta", "in-body", "long-head",
        "too-far", "never-ends",
    ],
)  # fmt: skip
def test_meta_names_the_encoding(source: bytes, expected: str | None) -> None:
    assert expected == declared_in_meta(source)


@pytest.mark.parametrize(
    "part", ["<a ", "<a", "<!--", "<!-- -", '<a x="', "<script>", "<meta a=", "<meta '", "= ", "a='b' "]
)
@pytest.mark.parametrize("start", ["<p>", "<meta "])
def test_what_never_ends_takes_no_longer_than_the_rest(start: str, part: str) -> None:
    # Were each searched for its end, this would take minutes.
    assert declared_in_meta((start + part * 100_000).encode()) is None


@pytest.mark.parametrize(
    ("content_type", "expected"), [("text/html", None), ("", None), ("text/html; CHARSET='utf-8'", "utf-8")]
)
def test_header_names_the_encoding(content_type: str, expected: str | None) -> None:
    assert expected == declared_in_header(content_type)
