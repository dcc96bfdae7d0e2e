"""Read robots.txt and say which line forbids an address, so that a site's owner can find and judge it.

Source: RFC 9309 (Robots Exclusion Protocol) §2.2 for groups and matching, §2.3.1 for what a missing or failing file
means, §2.5 for the size limit. Beyond it: `Crawl-delay`, and the slips of the pen that search engines forgive as well.
"""

import codecs
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal

from a11y_audit.crawl.urls import canonical, escaped_query

SIZE_LIMIT_BYTES: Final = 500 * 1024

Availability = Literal["present", "absent", "unreachable"]

_FIELD: Final = re.compile(
    r"(?:(?P<agent>user-?\s?agent)|(?P<disallow>d(?:is|ai|ias)[as]*l+[ao]w)|(?P<allow>allow)"
    r"|(?P<delay>crawl[ -]delay)|(?P<sitemap>site-?maps?))(?:\s{0,9}:|\s)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"\*|[A-Za-z0-9_-]+")
_LINE_ENDS: Final = re.compile(r"[\r\n]+")
_TARGET: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^#]*)", re.DOTALL)

_NARROWED: Final = re.compile(r"\s*(\*|[A-Za-z0-9_-]+)\s*:(.*)", re.DOTALL)
_WITH_VALUE: Final = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_META: Final = {
    "noindex": frozenset({"noindex"}),
    "nofollow": frozenset({"nofollow"}),
    "none": frozenset({"noindex", "nofollow"}),
}


@dataclass(frozen=True, slots=True)
class RobotsDecision:
    """Whether an address may be fetched, and the line of robots.txt that decided, as written; None if none did."""

    allowed: bool
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one host's robots.txt says; made by `parse`.

    Attributes:
        availability: `absent` allows all; `unreachable` forbids all until the host can say what it wants.
        sitemaps: Addresses of sitemaps in the order of the file.
    """

    availability: Availability
    sitemaps: tuple[str, ...] = ()
    _groups: "dict[str, _Group]" = field(default_factory=dict, repr=False)

    def allows(self, url: str, agent: str) -> RobotsDecision:
        """Decide for an absolute address and a product token (`a11y-audit`), with or without a version behind it."""
        if self.availability == "unreachable":
            return RobotsDecision(False)
        target = _target(url)
        if target == "/robots.txt":
            return RobotsDecision(True)
        deciding = next((rule for rule in self._group(agent).rules if rule.matches(target)), None)
        return RobotsDecision(True) if deciding is None else RobotsDecision(deciding.allows, deciding.line)

    def crawl_delay_s(self, agent: str) -> float | None:
        """Return the pause between two requests that the site asks for, in seconds, or None if it asks for none."""
        return self._group(agent).delay_s

    def _group(self, agent: str) -> "_Group":
        return self._groups.get(_token(agent), self._groups.get("*", _Group()))


def parse(body: bytes, status: int | None, url: str = "") -> Robots:
    """Read the answer to a request for robots.txt.

    Args:
        body: As received; all beyond 500 KiB is ignored, together with the line that is cut.
        status: Of the last answer after redirects; None if the host could not be reached.
        url: Address of the file, against which sitemaps with relative addresses are resolved.
    """
    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Robots(availability="unreachable")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Robots(availability="absent")
    if len(body) > SIZE_LIMIT_BYTES:
        body = body[:SIZE_LIMIT_BYTES].rpartition(b"\n")[0]
    lines = list(_lines(_decoded(body)))
    sitemaps = (canonical(each.value, url, drop_parameters=frozenset()) for each in lines if each.kind == "sitemap")
    return Robots(
        availability="present", sitemaps=tuple(dict.fromkeys(filter(None, sitemaps))), _groups=_grouped(lines)
    )


def meta_directives(values: Iterable[str], agent: str) -> frozenset[str]:
    """Return which of `noindex` and `nofollow` hold for an agent; the strictest of all values counts.

    Args:
        values: Of `<meta name="robots" content>` and `X-Robots-Tag` headers, several headers in one value or in many.
        agent: Product token; what a value says after another one (`otherbot: noindex`) is left out.

    Source: Robots meta tag, data-nosnippet and X-Robots-Tag specifications
    https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
    """
    found = set[str]()
    for value in values:
        is_meant = True
        for part in value.split(","):
            words = part
            narrowed = _NARROWED.fullmatch(part)
            if narrowed and narrowed[1].lower() not in _WITH_VALUE:
                is_meant = narrowed[1] == "*" or narrowed[1].lower() == _token(agent)
                words = narrowed[2]
            if is_meant:
                found.update(*(_META.get(word, ()) for word in words.lower().split()))
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    kind: str
    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One `Allow` or `Disallow`; `parts` stand between its asterisks, `anchored` if the last one ends the address."""

    allows: bool
    parts: tuple[str, ...]
    anchored: bool
    octets: int
    line: str

    def matches(self, target: str) -> bool:
        # Part by part, each at its first place: a regular expression could be made to try all places of all parts.
        if not target.startswith(self.parts[0]):
            return False
        at = len(self.parts[0])
        if len(self.parts) == 1:
            return not self.anchored or at == len(target)
        for part in self.parts[1:-1]:
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        last = self.parts[-1]
        if self.anchored:
            return len(target) - len(last) >= at and target.endswith(last)
        return target.find(last, at) >= 0


@dataclass(slots=True)
class _Group:
    """What is said to one agent in all its groups; rules with the longest first, `Allow` before an equal `Disallow`."""

    rules: list[_Rule] = field(default_factory=list)
    delay_s: float | None = None


def _lines(text: str) -> Iterator[_Line]:
    for line in _LINE_ENDS.split(text):
        said = line.partition("#")[0].strip()
        if match := _FIELD.match(said):
            kind = next(name for name, found in match.groupdict().items() if found)
            yield _Line(kind=kind, value=said[match.end() :].strip(), text=line.strip())


def _grouped(lines: Iterable[_Line]) -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    named: list[str] = []
    after_rule = False
    for line in lines:
        match line.kind:
            case "agent":
                named = [*([] if after_rule else named), _token(line.value)]
                groups.setdefault(named[-1], _Group())
                after_rule = False
            case "allow" | "disallow":
                # Only these end the list of agents: other records must not interfere (RFC 9309 §2.2.4).
                after_rule = True
                for name in named if line.value else ():
                    groups[name].rules.append(_rule(line))
            case "delay":
                for name in named:
                    groups[name].delay_s = _seconds(line.value, groups[name].delay_s)
    for group in groups.values():
        group.rules.sort(key=lambda rule: (-rule.octets, not rule.allows))
    return groups


def _rule(line: _Line) -> _Rule:
    anchored = line.value.endswith("$")
    pattern = escaped_query(line.value.removesuffix("$")).replace("$", "%24")
    return _Rule(
        allows=line.kind == "allow",
        parts=tuple(pattern.split("*")),
        anchored=anchored,
        octets=len(pattern) + anchored,
        line=line.text,
    )


def _target(url: str) -> str:
    """Return path and query in the spelling of rules, in which bare asterisks and dollars are signs of the pattern."""
    match = _TARGET.fullmatch(url)
    path = escaped_query(match[1] if match else url.partition("#")[0])
    return (path if path.startswith("/") else f"/{path}").replace("*", "%2A").replace("$", "%24")


def _token(text: str) -> str:
    """Return the product token at the beginning of a name, in lower case, "" if it has none."""
    match = _TOKEN.match(text.strip())
    return match[0].lower() if match else ""


def _seconds(value: str, otherwise: float | None) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return otherwise
    return seconds if math.isfinite(seconds) and seconds >= 0 else otherwise


def _decoded(body: bytes) -> str:
    """Return the text of a file whose encoding nobody declares: old municipal files come with comments in cp932."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    for encoding in ("utf-8", "cp932", "euc-jp"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "replace")
