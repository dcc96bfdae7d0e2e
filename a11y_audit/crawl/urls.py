"""Bring every address into one form, so that a page has one name in scope, robots, queue and reports.

The form is the one a browser sends, less what does not select the page: fragment, default port, tracking and sessions.
Bytes are never re-encoded: an old link in cp932 stays in cp932, because the server compares bytes.
Sources: WHATWG URL Standard §4.4 (parsing) https://url.spec.whatwg.org/#url-parsing; RFC 3986 §6.2.2 (escapes, dots).
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DEFAULT_TRACKING: Final = _words(
    "utm_* gclid gclsrc dclid gbraid wbraid fbclid yclid msclkid twclid ttclid li_fat_id igshid mc_cid mc_eid "
    "_ga _gl _hsenc _hsmi mkt_tok"
)
"""Parameters that tell where a visitor came from; a final `*` stands for any ending."""

SESSION_PARAMETERS: Final = _words(
    "phpsessid jsessionid aspsessionid* asp.net_sessionid cfid cftoken oscsid sessionid? session_id?"
)
"""Parameters that name a visitor's session: every visit would find all pages anew under other addresses.

A final `?` stands for a name that also means the session of an assembly: it is dropped only with a value that nobody
would number by hand.
"""

DEFAULT_DROPPED: Final = DEFAULT_TRACKING | SESSION_PARAMETERS
"""What does not select the page."""

_TOKEN: Final = re.compile(r"[A-Za-z0-9._~-]{16,}")
_COOKIELESS: Final = re.compile(r"/\((?:[AFSX]\([^()/]*\))+\)(?=/)", re.IGNORECASE)
"""Where ASP.NET writes sessions of visitors without cookies: `/(S(lit3py55t21z5v55vlm25s55))/page.aspx`."""

_PORTS: Final = {"http": 80, "https": 443}
_CONTROLS_AND_SPACE: Final = "".join(map(chr, range(0x21)))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::([0-9]*))?")
_FORBIDDEN_IN_HOST: Final = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
_NUMERIC_LABEL: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH: Final = re.compile(rb"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/-]")
_IN_QUERY: Final = re.compile(rb"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&()*+,;=:@/?-]")
"""Without the apostrophe, which browsers escape in queries of web addresses, though not in paths."""
_LONGEST_HOST: Final = 253
_HIGHEST_PORT: Final = 65_535


def canonical(url: str, base: str | None = None, *, drop_parameters: frozenset[str] = DEFAULT_DROPPED) -> str | None:
    """Return the one form of an address, or None where it names no page of the web.

    Args:
        url: As written in a link, a sitemap or the settings; relative only if `base` is given.
        base: Address of the page (or of its `<base>`) against which `url` is resolved.
        drop_parameters: Lower-case names of query and path parameters to leave out, as `dropped` returns them; `name*`
            means all that begin so.

    Returns:
        An ASCII address `http(s)://host[:port]/path[?query]`; None for other schemes, for addresses with credentials,
        and for what a browser could not open either. Applying it twice changes nothing.
    """
    address = _resolve(url, base)
    if address is None:
        return None
    path = _without_dots(_without_parameters(address.path, drop_parameters))
    pairs = [pair for pair in (address.query or "").split("&") if pair and not _is_dropped(pair, drop_parameters)]
    query = "?" + "&".join(pairs) if pairs else ""
    return f"{address.scheme}://{address.authority}{path}{query}"


def dropped(extra: Iterable[str]) -> frozenset[str]:
    """Return the parameters to leave out: ours, and those of the settings, which may be written as `?Name=` too."""
    names = (name.strip().lstrip("?&").partition("=")[0].rstrip("?") for name in extra)
    return DEFAULT_DROPPED | {escaped_query(name).lower() for name in names if name}


def origin(url: str) -> str | None:
    """Return `scheme://host[:port]`, the port only where it is not the scheme's own; None where `canonical` is None."""
    address = _resolve(url, None)
    return f"{address.scheme}://{address.authority}" if address else None


def authority(url: str) -> str | None:
    """Return `host[:port]`, the port only where it is not the scheme's own; None where `canonical` is None."""
    address = _resolve(url, None)
    return address.authority if address else None


def host(url: str) -> str | None:
    """Return the host in lower-case ASCII, IPv6 without brackets; None where `canonical` is None."""
    address = _resolve(url, None)
    return urlsplit(f"//{address.authority}").hostname if address else None


def escaped_path(text: str) -> str:
    """Return a path as it stands in a canonical address: bytes kept, escapes in one spelling."""
    return _escaped(text, _IN_PATH)


def escaped_query(text: str) -> str:
    """Return a query (without `?`) as it stands in a canonical address."""
    return _escaped(text, _IN_QUERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    scheme: str
    authority: str
    path: str
    query: str | None


def _resolve(url: str, base: str | None) -> _Address | None:
    scheme, reference, query = _cut(url)
    if scheme and scheme not in _PORTS:
        return None
    parent = _resolve(base, None) if base is not None else None
    # "https:page.html" on an https page is a relative link: URL Standard, "special relative or authority state".
    if scheme and (parent is None or scheme != parent.scheme or reference.startswith("//")):
        return _absolute(scheme, reference, query)
    if parent is None:
        return None
    if reference.startswith("//"):
        return _absolute(parent.scheme, reference, query)
    if not reference:
        return parent if query is None else replace(parent, query=query)
    folder = "" if reference.startswith("/") else parent.path[: parent.path.rfind("/") + 1]
    return replace(parent, path=_without_dots(folder + escaped_path(reference)), query=query)


def _cut(url: str) -> tuple[str, str, str | None]:
    """Return scheme in lower case or "", what follows it, and the escaped query or None; the fragment falls off."""
    text = url.strip(_CONTROLS_AND_SPACE).translate({0x09: None, 0x0A: None, 0x0D: None})
    scheme = ""
    if match := _SCHEME.fullmatch(text):
        scheme, text = match[1].lower(), match[2]
    text = text.partition("#")[0]
    reference, mark, query = text.partition("?")
    return scheme, reference.replace("\\", "/"), escaped_query(query) if mark else None


def _absolute(scheme: str, reference: str, query: str | None) -> _Address | None:
    place, _, path = reference.lstrip("/").partition("/")
    authority = _authority(place, _PORTS[scheme])
    if authority is None:
        return None
    return _Address(scheme=scheme, authority=authority, path=_without_dots("/" + escaped_path(path)), query=query)


def _authority(text: str, default_port: int) -> str | None:
    # "user:password@host" does not match: an address with credentials must never be stored or shown.
    match = None if "@" in text else _AUTHORITY.fullmatch(text)
    if match is None:
        return None
    name = _ip6(match[1][1:-1]) if match[1].startswith("[") else _domain(match[1])
    digits = (match[2] or "").lstrip("0")
    if name is None or len(digits) > len(str(_HIGHEST_PORT)) or int(digits or "0") > _HIGHEST_PORT:
        return None
    port = int(digits) if digits else (0 if match[2] else default_port)
    return name if port == default_port else f"{name}:{port}"


def _ip6(text: str) -> str | None:
    try:
        return f"[{ipaddress.IPv6Address(text).compressed}]"
    except ValueError:
        return None


def _domain(text: str) -> str | None:
    """Return a host name in ASCII, without the dot of the root, or None if no browser would accept it."""
    try:
        decoded = unquote_to_bytes(_well_formed(text)).decode("utf-8")
        if len(decoded) > _LONGEST_HOST:
            return None
        name = decoded.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    labels = name.split(".")
    if len(name) > _LONGEST_HOST or not all(labels) or _FORBIDDEN_IN_HOST.search(name):
        return None
    return name if not _NUMERIC_LABEL.fullmatch(labels[-1]) or _is_ip4(name) else None


def _is_ip4(name: str) -> bool:
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


def _well_formed(text: str) -> str:
    """Replace half surrogates, which have no bytes, as a browser does."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(text: str, to_look_at: re.Pattern[bytes]) -> str:
    data = text.encode() if text.isascii() else _well_formed(text).encode()
    return to_look_at.sub(_escape, data).decode("ascii")


def _escape(match: re.Match[bytes]) -> bytes:
    # A "%" that begins no escape is a byte like any other, and becomes "%25".
    found = match[0]
    byte = int(found[1:], 16) if len(found) > 1 else found[0]
    return bytes([byte]) if byte in _UNRESERVED else b"%%%02X" % byte


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _without_parameters(path: str, dropped: frozenset[str]) -> str:
    """Leave out `;name=value` in a path, as servlet containers write their sessions, and those of ASP.NET."""
    if "asp.net_sessionid" in dropped:
        path = _COOKIELESS.sub("", path)
    if ";" not in path:
        return path
    segments = []
    for segment in path.split("/"):
        name, *parameters = segment.split(";")
        segments.append(";".join([name, *(pair for pair in parameters if not _is_dropped(pair, dropped))]))
    return "/".join(segments)


def _is_dropped(pair: str, dropped: frozenset[str]) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in dropped or (f"{name}?" in dropped and _TOKEN.fullmatch(value)):
        return True
    return any(name.startswith(known[:-1]) for known in dropped if known.endswith("*"))
