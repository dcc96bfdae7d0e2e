"""Read robots.txt and say which line forbids an address, so that a site's owner can find and judge it.

Protego decides; this module decodes, bounds and explains.
Source: RFC 9309 (Robots Exclusion Protocol) §2.3.1 for what a missing or failing file means, §2.5 for the size limit.
"""

import codecs
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal

from protego import Protego

from a11y_audit.crawl.urls import canonical

SIZE_LIMIT_BYTES: Final = 500 * 1024

Availability = Literal["present", "absent", "unreachable"]

_LINE: Final = re.compile(r"\s*(user-?\s?agent|d(?:is|ai|ias)[as]*l+[ao]w|allow)\s*:\s*(.*?)\s*(?:#.*)?", re.IGNORECASE)
_DISALLOW_ALL: Final = "User-agent: *\nDisallow: /\n"


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
    sitemaps: tuple[str, ...]
    _text: str = field(repr=False)
    _rules: Protego = field(repr=False, compare=False)

    def allows(self, url: str, agent: str) -> RobotsDecision:
        """Decide for an absolute address and the product token (`a11y-audit`) or the whole User-Agent header."""
        if self.availability == "unreachable":
            return RobotsDecision(False)
        allowed = self._rules.can_fetch(url, agent)
        return RobotsDecision(allowed, _deciding_line(self._text, url, agent, allowed=allowed))

    def crawl_delay_s(self, agent: str) -> float | None:
        """Return the pause between two requests that the site asks for, in seconds, or None if it asks for none."""
        return self._rules.crawl_delay(agent)


def parse(body: bytes, status: int | None, url: str = "") -> Robots:
    """Read the answer to a request for robots.txt.

    Args:
        body: As received; all beyond 500 KiB is ignored, together with the line that is cut.
        status: Of the last answer after redirects; None if the host could not be reached.
        url: Address of the file, against which sitemaps with relative addresses are resolved.
    """
    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _robots("unreachable", _DISALLOW_ALL, url)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _robots("absent", "", url)
    if len(body) > SIZE_LIMIT_BYTES:
        body = body[:SIZE_LIMIT_BYTES].rpartition(b"\n")[0]
    return _robots("present", _decoded(body), url)


def _robots(availability: Availability, text: str, url: str) -> Robots:
    rules = Protego.parse(text)
    sitemaps = filter(None, (canonical(address, url, drop_parameters=frozenset()) for address in rules.sitemaps))
    return Robots(availability=availability, sitemaps=tuple(dict.fromkeys(sitemaps)), _text=text, _rules=rules)


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


def _deciding_line(text: str, url: str, agent: str, *, allowed: bool) -> str | None:
    """Return the longest matching line of the agent's group that says what was decided."""
    best: str | None = None
    longest = -1
    for field_name, value, line in _group(text, agent):
        is_allow = field_name == "allow"
        if is_allow == allowed and len(value) > longest and _matches(value, url):
            best, longest = line, len(value)
    return best


def _matches(value: str, url: str) -> bool:
    return not Protego.parse(f"User-agent: *\nDisallow: {value}\n").can_fetch(url, "*")


def _group(text: str, agent: str) -> list[tuple[str, str, str]]:
    """Return field, value and whole line of all rules for the agent: those of its longest name, else those for `*`."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    names: list[str] = []
    after_rule = False
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        name, value = match[1].lower(), match[2]
        if name.startswith("user"):
            names = [*([] if after_rule else names), value.lower()]
            groups.setdefault(value.lower(), [])
            after_rule = False
            continue
        after_rule = True
        if value:
            for owner in names:
                groups[owner].append((name, value, line.strip()))
    mine = max((name for name in groups if _is_for(name, agent)), key=_specificity, default=None)
    return groups[mine] if mine is not None else []


def _is_for(name: str, agent: str) -> bool:
    if name == "*":
        return True
    return bool(name) and re.search(rf"(?<![\w-]){re.escape(name.replace('*', ''))}", agent.lower()) is not None


def _specificity(name: str) -> int:
    return 0 if name == "*" else len(name)
