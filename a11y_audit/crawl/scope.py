"""Decide which addresses belong to the audited site, and say by which line of the settings.

By default a site is every page on the hosts of its seeds, `www.` and the bare name being one. `include` narrows this,
`exclude` takes parts out with a reason that is shown in the reports as an exception (例外事項).
"""

import re
from dataclasses import dataclass, field
from typing import Final

from a11y_audit.core.text import Text
from a11y_audit.crawl.urls import authority, canonical, escaped_path, escaped_query
from a11y_audit.errors import UsageError

_WILDCARD: Final = re.compile(r"/\*\*/|\*\*+|\*")
_ABSOLUTE: Final = re.compile(r"(?:https?:)?//([^/]+)(/.*)?")

_NO_PAGE: Final = Text(ja="ウェブページのアドレスではありません。", en="This is not the address of a web page.")
_OTHER_HOST: Final = Text(ja="対象のサイトの外にあります。", en="This is outside the site.")
_NOT_INCLUDED: Final = Text(
    ja="設定で選んだ対象範囲の外にあります。", en="This is outside the part of the site chosen in the settings."
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A part of a site as people write it in the settings.

    * `/site/`, `/site`: that page and all below it (never `/sitemap`).
    * `/news/*/index.html`: `*` is any text within one folder name, `**` is any number of folders.
    * `*.pdf`: without a slash in front, in any folder.
    * `/search?**`, `/list.php?mode=*`: with a question mark, that page with queries that begin so.
    * `https://sub.example.jp/a/`: only on that host.

    Raises:
        UsageError: The text is empty.
    """

    text: str
    host: str | None = field(init=False)
    _expression: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the text once, so that matching is quick."""
        text = self.text.strip()
        if not text:
            raise UsageError(
                Text(ja="対象範囲の指定が空です。", en="A pattern of the scope is empty."),
                Text(ja="「/site/」のように書いてください。", en="Write it like “/site/”."),
            )
        absolute = _ABSOLUTE.fullmatch(text)
        object.__setattr__(self, "host", _site_name(absolute[1]) if absolute else None)
        object.__setattr__(self, "_expression", _expression((absolute[2] or "/") if absolute else text))

    def matches(self, url: str) -> bool:
        """Tell whether a canonical address lies in this part of the site."""
        scheme_and_host, _, rest = url.partition("//")[2].partition("/")
        if self.host is not None and _bare(scheme_and_host) != self.host:
            return False
        return self._expression.fullmatch("/" + rest) is not None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A part of the site that is not audited, with the reason that readers of the report are given."""

    pattern: Pattern
    reason: Text


@dataclass(frozen=True, slots=True)
class ScopeDecision:
    """Whether an address belongs to the site, the line that decided, and words for people if it does not.

    `rule` is one of `seed`, `host`, `include /pattern`, and outside `exclude /pattern`, `not-included`, `other-host`,
    `no-page`.
    """

    in_scope: bool
    rule: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The site: where it begins, what narrows it, what is taken out of it.

    Attributes:
        seeds: Addresses at which the audit begins; in scope unless excluded.
        include: If not empty, only pages that one of these matches, and the seeds.
        exclude: Taken out, before everything else.
        hosts: Further hosts of the same site, `host`, `host:port` or `*.host` for all below it.
    """

    seeds: tuple[str, ...]
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    hosts: tuple[str, ...] = ()
    _seeds: frozenset[str] = field(init=False, repr=False, compare=False)
    _hosts: frozenset[str] = field(init=False, repr=False, compare=False)
    _parents: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Bring seeds and hosts into the form of canonical addresses."""
        seeds = frozenset(filter(None, map(canonical, self.seeds)))
        named = frozenset(_site_name(name) for name in self.hosts if not name.startswith("*."))
        object.__setattr__(self, "_seeds", seeds)
        object.__setattr__(self, "_hosts", named | {_bare(authority(seed) or "") for seed in seeds})
        object.__setattr__(self, "_parents", tuple(f".{_site_name(n[2:])}" for n in self.hosts if n.startswith("*.")))

    def decide(self, url: str) -> ScopeDecision:
        """Tell whether an address belongs to the site; any text is accepted, canonical or not."""
        address = canonical(url)
        if address is None:
            return ScopeDecision(False, "no-page", _NO_PAGE)
        if not self._has_host_of(address):
            return ScopeDecision(False, "other-host", _OTHER_HOST)
        for exclusion in self.exclude:
            if exclusion.pattern.matches(address):
                return ScopeDecision(False, f"exclude {exclusion.pattern.text}", exclusion.reason)
        return self._narrowed(address)

    def _narrowed(self, address: str) -> ScopeDecision:
        if address in self._seeds:
            return ScopeDecision(True, "seed")
        if not self.include:
            return ScopeDecision(True, "host")
        for pattern in self.include:
            if pattern.matches(address):
                return ScopeDecision(True, f"include {pattern.text}")
        return ScopeDecision(False, "not-included", _NOT_INCLUDED)

    def _has_host_of(self, address: str) -> bool:
        name = _bare(authority(address) or "")
        return name in self._hosts or f".{name}".endswith(self._parents)


def _site_name(text: str) -> str:
    """Return host and port of a name in the settings in the form of canonical addresses, without `www.`."""
    return _bare(authority(f"http://{text}") or text)


def _bare(name: str) -> str:
    return name.removeprefix("www.").removesuffix(":80").removesuffix(":443")


def _expression(text: str) -> re.Pattern[str]:
    path, mark, query = text.partition("?")
    path = escaped_path(path)
    if mark:
        return re.compile(f"{_glob(path)}\\?{_glob(escaped_query(query), within='[^&]*')}.*")
    if "*" not in path and path.startswith("/"):
        return re.compile(re.escape(path.rstrip("/")) + r"(?:[/?].*)?")
    below = ".*" if path.endswith("/") else ""
    return re.compile(_glob(path) + below + r"(?:\?.*)?")


def _glob(text: str, within: str = "[^/?]*") -> str:
    front = "" if within != "[^/?]*" or text.startswith(("/", "**")) else "(?:.*/)?"
    wildcards = _WILDCARD.findall(text)
    literals = [re.escape(part) for part in _WILDCARD.split(text)]
    meant = [within if card == "*" else "/(?:.*/)?" if card == "/**/" else ".*" for card in wildcards]
    return front + "".join(part for pair in zip(literals, [*meant, ""], strict=True) for part in pair)
