"""Which characters a page's bytes stand for, found as a browser finds it.

Source: HTML Standard, "encoding sniffing algorithm"; Encoding Standard for what each encoding holds.
"""

import codecs
import re
from collections.abc import Iterator

import webencodings

from a11y_audit.dom.japanese import euc_jp, iso_2022_jp, shift_jis

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"'>]+)")
_XHTML = "application/xhtml+xml"
# In these a "<meta" is text. What never ends is the rest of the page; no repetition is gone through twice.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|title)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<name>/?[a-z][^\s/>]*+)(?P<attributes>(?:=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+)?+|[^>=])*+)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s/>=]++)\s*+(?:=\s*+(?:\"([^\"]*+)\"?+|'([^']*+)'?+|([^\s>\"'][^\s>]*+)))?+")
_HEAD = frozenset(
    ["html", "head", "/head", "meta", "link", "base", "object", "noscript", "/noscript", "/script", "/style", "/title"]
)
_SURELY_SCANNED = 1_024
_SCANNED = 65_536
# What a meta element can't mean, since it was read as ASCII.
_NOT_BY_META = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
_JAPANESE = {"shift_jis": shift_jis, "euc-jp": euc_jp, "iso-2022-jp": iso_2022_jp}
# EUC-JP before Shift_JIS: kana in EUC-JP can be read as half-width kana of Shift_JIS, but hardly the other way round.
_TRIED = ("euc-jp", "shift_jis")


def decode(source: bytes, content_type: str) -> tuple[str, str]:
    """Return the text and the encoding: UTF-8 if it can be no other, else mark, header, meta, or by trial.

    Bytes that don't fit become U+FFFD, as in a browser. What is UTF-8 throughout is read so whatever it is said to be:
    a browser's tools hand a page that it could read over as UTF-8, and only others as they were sent
    (https://github.com/microsoft/playwright/issues/4077). No page in another Japanese encoding is UTF-8 by chance.
    """
    for mark, name in _BOMS:
        if source.startswith(mark):
            return source[len(mark) :].decode(name, "replace"), name
    if not source.isascii() and (text := _utf_8(source)) is not None:
        return text, "utf-8"
    declared = declared_in_header(content_type) or _declared_within(source, content_type)
    if declared is None:
        return _tried(source)
    # ASCII in UTF-16 has zeros; without them it is a page that was handed over.
    name = "utf-8" if declared.startswith("utf-16") and b"\0" not in source else declared
    return _read(source, name), name


def declared_in_header(content_type: str) -> str | None:
    """Return the encoding that the Content-Type header names, or None if there is no such encoding."""
    match = _CHARSET.search(content_type)
    return _named(match[1]) if match else None


def declared_in_meta(source: bytes) -> str | None:
    """Return the encoding that a meta element within 1,024 bytes, or in the head, names; the first that there is."""
    for attributes in _metas(source[:_SCANNED].decode("latin-1")):
        label = attributes.get("charset")
        if label is None and attributes.get("http-equiv", "").strip().lower() == "content-type":
            match = _CHARSET.search(attributes.get("content", ""))
            label = match[1] if match else None
        if name := _named(label or ""):
            return _NOT_BY_META.get(name, name)
    return None


def _declared_within(source: bytes, content_type: str) -> str | None:
    # XML knows no meta, and is UTF-8 without a declaration; browsers heed XML's declaration in HTML as well.
    match = _XML.match(source[:_SURELY_SCANNED].decode("latin-1"))
    in_xml = _named(match[1]) if match else None
    in_xml = _NOT_BY_META.get(in_xml, in_xml) if in_xml else None
    if content_type.strip().lower().startswith(_XHTML):
        return in_xml or "utf-8"
    return declared_in_meta(source) or in_xml


def _metas(start: str) -> Iterator[dict[str, str]]:
    for token in _TOKEN.finditer(start):
        name = (token["name"] or "").lower()
        if name == "meta":
            found = _ATTRIBUTE.findall(token["attributes"])
            # Of a doubled attribute a browser keeps the first.
            yield {key.lower(): "".join(values) for key, *values in reversed(found)}
        elif name and name not in _HEAD and token.start() > _SURELY_SCANNED:
            return


def _named(label: str) -> str | None:
    encoding = webencodings.lookup(label)
    return encoding.name if encoding else None


def _read(source: bytes, name: str) -> str:
    if name in _JAPANESE:
        return _JAPANESE[name](source)
    encoding = webencodings.lookup(name)
    assert encoding is not None, name
    return encoding.codec_info.decode(source, "replace")[0]


def _utf_8(source: bytes) -> str | None:
    try:
        return source.decode()
    except UnicodeDecodeError:
        return None


def _tried(source: bytes) -> tuple[str, str]:
    if source.isascii():
        return (iso_2022_jp(source), "iso-2022-jp") if b"\x1b$" in source else (source.decode(), "utf-8")
    # UTF-8 throughout was found before. Broken UTF-8 is mostly characters all the same, anything else mostly marks.
    text = source.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * 2 < beyond_ascii:
        return text, "utf-8"
    return min(((_read(source, name), name) for name in _TRIED), key=lambda read: read[0].count("\ufffd"))
