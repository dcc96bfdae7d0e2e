"""Read sitemaps as they are found in the wild: XML, gzip, plain text, RSS and Atom, and all of these a little broken.

What can be read is returned, with the problems named beside it; nothing here raises. Addresses are given as written:
relative ones, and ones of other hosts, are for the caller to resolve and to judge.
Source: https://www.sitemaps.org/protocol.html (50 MiB a file).
"""

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from lxml import etree

URL_LIMIT: Final = 500_000
"""Ten times what the protocol allows: makers of sitemaps who don't split them must not cost a site its pages."""
SIZE_LIMIT_BYTES: Final = 50 * 1024 * 1024

SitemapProblem = Literal[
    "gzip_broken",  # the archive ends early or is damaged
    "too_large",  # more than 50 MiB unpacked; the rest was left out
    "xml_broken",  # not well-formed; read as far as possible
    "limit_reached",  # more addresses than the limit; the rest was left out
    "not_a_sitemap",  # a web page, for instance, or nothing at all
]

_GZIP_MAGIC: Final = b"\x1f\x8b"
_CHUNK_BYTES: Final = 64 * 1024
_BLANKS_AND_MARK: Final = b"\xef\xbb\xbf \t\r\n"
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION: Final = re.compile(r"\s*<\?xml\b[^>]*>")
_BARE_AMPERSAND: Final = re.compile(rb"&(?!(?:[A-Za-z]\w*|#\d+|#x[0-9A-Fa-f]+);)")
_ROOTS: Final = frozenset({"urlset", "sitemapindex", "rss", "RDF", "feed"})
_ADDRESS_IN: Final = {"url": "loc", "sitemap": "loc", "item": "link", "entry": "link"}
_TIMES: Final = frozenset({"lastmod", "pubDate", "date", "updated"})


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One address as written, and when its page changed last, in UTC (times without a zone are taken as UTC)."""

    url: str
    lastmod: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, further sitemaps, each in the order of the file, and what was wrong with the file."""

    urls: tuple[SitemapUrl, ...]
    sitemaps: tuple[str, ...]
    problems: tuple[SitemapProblem, ...]


def parse(body: bytes, limit: int = URL_LIMIT) -> Sitemap:
    """Read a sitemap, a sitemap index, a feed or a list of addresses.

    Args:
        body: As received, packed or not; the file's name and content type are not needed.
        limit: Most addresses to return, pages and sitemaps together.
    """
    problems: list[SitemapProblem] = []
    data = _in_ascii_bytes(_unpacked(body, problems)).lstrip(_BLANKS_AND_MARK)
    found = _from_xml(data, problems) if data.startswith(b"<") else _from_lines(data, problems)
    urls: list[SitemapUrl] = []
    sitemaps: list[str] = []
    for is_sitemap, entry in found:
        if len(urls) + len(sitemaps) >= limit:
            problems.append("limit_reached")
            break
        if is_sitemap:
            sitemaps.append(entry.url)
        else:
            urls.append(entry)
    return Sitemap(tuple(urls), tuple(sitemaps), tuple(problems))


def _unpacked(body: bytes, problems: list[SitemapProblem]) -> bytes:
    data = _gunzipped(body, problems) if body.startswith(_GZIP_MAGIC) else body
    if len(data) > SIZE_LIMIT_BYTES:
        problems.append("too_large")
    return data[:SIZE_LIMIT_BYTES]


def _gunzipped(body: bytes, problems: list[SitemapProblem]) -> bytes:
    """Return what can be unpacked, at most a little over the limit, so that an archive bomb does no harm."""
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    data = bytearray()
    waiting = io.BytesIO(body)
    try:
        while not unpacker.eof and len(data) <= SIZE_LIMIT_BYTES:
            chunk = unpacker.unconsumed_tail or waiting.read(_CHUNK_BYTES)
            if not chunk:
                problems.append("gzip_broken")
                break
            data += unpacker.decompress(chunk, _CHUNK_BYTES * 16)
    except zlib.error:
        problems.append("gzip_broken")
    return bytes(data)


def _in_ascii_bytes(data: bytes) -> bytes:
    """Return UTF-16 as UTF-8 without its declaration, so that markup is found by its bytes; all else as it is."""
    if not data.startswith(_UTF16_MARKS):
        return data
    return _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")


def _from_lines(data: bytes, problems: list[SitemapProblem]) -> Iterator[tuple[bool, SitemapUrl]]:
    found = 0
    for line in data.decode("utf-8", "replace").splitlines():
        if line.strip().startswith(("http://", "https://")):
            found += 1
            yield False, SitemapUrl(line.strip())
    if not found:
        problems.append("not_a_sitemap")


def _from_xml(data: bytes, problems: list[SitemapProblem]) -> Iterator[tuple[bool, SitemapUrl]]:
    """Yield whether an entry names a sitemap, and the entry; the tree is thrown away as it is read."""
    # A bare "&" between parameters is the commonest fault, and libxml2 would drop the parameter's name.
    mended = data if b"<![CDATA[" in data else _BARE_AMPERSAND.sub(b"&amp;", data)
    events = etree.iterparse(
        io.BytesIO(mended), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    last: tuple[bool, SitemapUrl] | None = None
    tag, root = "", ""
    try:
        for _, element in events:
            root = _local(element)
            if root not in _ADDRESS_IN:
                continue
            if last:
                yield last
            tag = f"{element.prefix}:{root}" if element.prefix else root
            entry = _entry(element)
            last = (root == "sitemap", entry) if entry else None
            element.clear()
    except etree.XMLSyntaxError:  # what `recover` can mend differs between versions of libxml2
        problems.append("xml_broken")
    else:
        if len(mended) != len(data) or len(events.error_log):
            problems.append("xml_broken")
    if last and not _is_cut(mended, tag.encode()):
        yield last
    if not tag and root not in _ROOTS:
        problems.append("not_a_sitemap")


def _is_cut(data: bytes, tag: bytes) -> bool:
    """Tell whether the file ends inside its last entry, whose address can't be trusted then."""
    return data.rfind(b"<" + tag) > data.rfind(b"</" + tag)


def _entry(element: etree._Element) -> SitemapUrl | None:
    url, lastmod = "", None
    for child in element:
        name, text = _local(child), (child.text or "").strip()
        if name in _TIMES:
            lastmod = lastmod or _time(text)
        elif name == _ADDRESS_IN[_local(element)] and not url:
            is_page = name == "loc" or child.get("rel", "alternate") == "alternate"
            url = (text or (child.get("href") or "").strip()) if is_page else ""
    return SitemapUrl(url, lastmod) if url else None


def _local(element: etree._Element) -> str:
    # Comments and entities have a function for a tag. Namespaces are ignored, because many files have a wrong one.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _time(text: str) -> datetime | None:
    """Return a time as sitemaps (ISO 8601, also year and month alone) or feeds (RFC 822) write it, or None."""
    padded = text + "-01" * max(0, 2 - text.count("-")) if re.fullmatch(r"\d{4}(-\d\d)?", text) else text
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = read(padded)
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
