"""Which characters the source's bytes stand for, found as a browser finds it.

Source: Encoding Standard and HTML Standard, "encoding sniffing algorithm".
"""

import codecs
import re

import webencodings

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# EUC-JP before Shift_JIS: kana in EUC-JP can be read as half-width kana of Shift_JIS, but hardly the other way round.
_TRIED = ("utf-8", "euc-jp", "shift_jis", "iso-2022-jp")
# For browsers, Shift_JIS has the signs of Windows too, such as "①" and "㈱".
_CODECS = {"shift_jis": "cp932"}
_SCANNED = 4_096


def decode(source: bytes, content_type: str) -> tuple[str, str]:
    """Return the text and the name of the encoding: byte order mark, then header, then meta, then by trial.

    Bytes that don't fit become U+FFFD, as in a browser.
    """
    for mark, name in _BOMS:
        if source.startswith(mark):
            return source[len(mark) :].decode(name, "replace"), name
    for label in (declared_in_header(content_type), declared_in_meta(source)):
        encoding = webencodings.lookup(label) if label else None
        if encoding is not None:
            codec = codecs.lookup(_CODECS[encoding.name]) if encoding.name in _CODECS else encoding.codec_info
            return codec.decode(source, "replace")[0], encoding.name
    return _tried(source)


def declared_in_header(content_type: str) -> str | None:
    """Return the charset that the Content-Type header names."""
    match = _HEADER.search(content_type)
    return match[1] if match else None


def declared_in_meta(source: bytes) -> str | None:
    """Return the charset that a meta element near the start names; UTF-16 there can only mean UTF-8."""
    match = _META.search(_COMMENT.sub(b"", source[:_SCANNED]))
    label = match[1].decode("ascii") if match else None
    return "utf-8" if label and label.lower().startswith("utf-16") else label


def _tried(source: bytes) -> tuple[str, str]:
    order = ("iso-2022-jp", *_TRIED) if b"\x1b$" in source[:_SCANNED] else _TRIED
    for name in order:
        try:
            return source.decode(_CODECS.get(name, name)), name
        except UnicodeDecodeError:
            continue
    return source.decode("utf-8", "replace"), "utf-8"
