"""What an audit is made of, from the settings: rules that are on, criteria of the level, versions, browser, scope."""

import base64
import hashlib
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from a11y_audit import __version__, registry
from a11y_audit.audit.neighbours import Neighbours
from a11y_audit.audit.probing import Choice, Probing
from a11y_audit.audit.visit import Visitor
from a11y_audit.core.criterion import Level
from a11y_audit.core.rule import Rule, Status
from a11y_audit.core.text import Text
from a11y_audit.crawl.client import Client, ClientSettings
from a11y_audit.crawl.network import Border
from a11y_audit.crawl.pace import Pace
from a11y_audit.crawl.scope import Exclusion, Pattern, Scope
from a11y_audit.crawl.sitemap import SIZE_LIMIT_BYTES
from a11y_audit.crawl.urls import origin
from a11y_audit.engines import axe
from a11y_audit.errors import SettingsError, UsageError
from a11y_audit.probes import page as page_probe
from a11y_audit.probes.catalogue import PROBES
from a11y_audit.probes.letterings import Letterings, Limits, Shelf
from a11y_audit.probes.page import Remembered
from a11y_audit.probes.probe import Probe
from a11y_audit.probes.recognition import Reader, reader
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.drivers import WebDriverOptions
from a11y_audit.render.seam import Lender
from a11y_audit.render.tab import TabOptions
from a11y_audit.render.tabs import Tabs
from a11y_audit.render.webdriver import WebDrivers
from a11y_audit.settings import Settings
from a11y_audit.standards import STANDARD_IDS, Criterion, Standard, standard
from a11y_audit.text import dictionary

AGENT = "a11y-audit"
"""Name under which robots.txt is asked."""
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SHOWN_BY = ("axe-core", "gatherer", "browser", "letters")
"""Versions that can change a page's record; another one of them means that pages must be shown anew."""
_UNBOUND = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Rules and criteria of an audit.

    Attributes:
        standard: against which it is audited.
        criteria: those of the target level.
        page_rules, site_rules: rules that are on, by id.
        readings: how the site's own names are read, in kana.
        weakened: criteria of which a rule was switched off: a machine can't pass them.
        recorded: axe's rules whose results are recorded, also those that only another standard asks for.
    """

    standard: Standard
    criteria: tuple[Criterion, ...]
    page_rules: tuple[Rule[Any], ...]
    site_rules: tuple[Rule[Any], ...]
    readings: Mapping[str, str] = field(default_factory=dict)
    weakened: frozenset[str] = frozenset()
    recorded: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """All rules that are on."""
        return (*self.page_rules, *self.site_rules)

    @property
    def axe_options(self) -> dict[str, object] | None:
        """Axe's run options for the rules whose results are recorded, or None when there is none."""
        return axe.run_options(self.recorded) if self.recorded else None

    @property
    def probes(self) -> tuple[Probe, ...]:
        """The probes whose evidence a rule that is on needs, in the order in which they are run."""
        needed = {rule.needs for rule in self.page_rules}
        return tuple(probe for probe in PROBES if probe.id in needed)

    @property
    def digest(self) -> str:
        """Ten hex digits that change when a rule or its version does, or what rules are told of the site's names."""
        told = [f"{rule.id} {rule.version} {' '.join(rule.criteria)}" for rule in self.rules]
        text = "\n".join((*told, *(f"{name}={reading}" for name, reading in sorted(self.readings.items()))))
        return hashlib.sha256(text.encode()).hexdigest()[:10]


def plan(settings: Settings, today: date) -> Plan:
    """Return what the settings ask for; rules that are off with an end date are on again after it.

    Raises:
        UsageError: a folder of rules, or a rule that is off, does not exist.
    """
    registry.include(settings.rules.extra)
    for each in settings.rules.off:
        _require(each.id)
    chosen = standard(settings.rules.profile)
    criteria = chosen.at(Level.AA)
    target = {each.number for each in criteria}
    off = {each.id for each in settings.rules.off if each.until is None or each.until >= today}
    possible = [
        rule
        for rule in registry.rules()
        if rule.id not in off
        and (settings.rules.preview or rule.status is Status.STABLE)
        and (settings.probes.on or not rule.needs)
    ]
    on = [
        replace(rule, criteria=tuple(number for number in rule.criteria if number in target))
        for rule in possible
        if not rule.criteria or not target.isdisjoint(rule.criteria)
    ]
    asked = {each.number for name in STANDARD_IDS for each in standard(name).at(Level.AA)}
    return Plan(
        standard=chosen,
        criteria=tuple(criteria),
        page_rules=tuple(rule for rule in on if rule.subject == "Page"),
        site_rules=tuple(rule for rule in on if rule.subject == "Site"),
        readings=settings.japanese.readings,
        weakened=frozenset(number for rule in registry.rules() if rule.id in off for number in rule.criteria),
        recorded=tuple(
            rule.id
            for rule in possible
            if rule.id.startswith(axe.PREFIX) and (not rule.criteria or not asked.isdisjoint(rule.criteria))
        ),
    )


def _require(rule_id: str) -> None:
    # An id that nobody knows is a slip, and the rule that was meant would go on.
    try:
        registry.rule(rule_id)
    except UsageError as error:
        what = Text(f"設定 [rules] off: {error.message.ja}", f"[rules] off in the settings: {error.message.en}")
        raise SettingsError(what, error.hint) from error


def without_lost_rules(settings: Settings) -> Settings:
    """Return the settings of a past run without what they say of rules, and of folders of them, that are gone since."""
    rules = settings.rules
    extra = tuple(each for each in rules.extra if Path(each).is_dir())
    registry.include(extra)
    known = {each.id for each in registry.rules()}
    off = tuple(each for each in rules.off if each.id in known)
    return settings.model_copy(update={"rules": rules.model_copy(update={"extra": extra, "off": off})})


def scope(settings: Settings, seeds: Sequence[str]) -> Scope:
    """Return the scope that the settings describe."""
    return Scope(
        seeds=tuple(seeds),
        include=tuple(Pattern(each) for each in settings.scope.include),
        exclude=tuple(
            Exclusion(Pattern(each.pattern), Text(each.reason, each.reason)) for each in settings.scope.exclude
        ),
        hosts=settings.scope.hosts,
    )


def script(settings: Settings) -> str:
    """Return what runs beside every page: axe and the gatherer."""
    return f"{axe.script(axe_source(settings.render.axe))}\n{page_probe.script()}"


def secrets(settings: Settings) -> dict[str, dict[str, str]]:
    """Return the headers that protected origins are sent, by origin as `urls.origin` writes it."""
    found: dict[str, dict[str, str]] = {}
    for each in settings.access:
        headers = {name: value.get_secret_value() for name, value in each.headers.items()}
        if each.user:
            pair = f"{each.user}:{each.password.get_secret_value()}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        found.setdefault(origin(each.origin) or each.origin, {}).update(headers)
    return found


def client(settings: Settings, border: Border) -> Client:
    """Return how single addresses are asked for: as the browser asks, so that servers answer alike."""
    return Client(
        ClientSettings(
            user_agent=user_agent(settings),
            timeout_s=settings.crawl.navigation_timeout_s,
            max_bytes=max(settings.render.max_bytes, SIZE_LIMIT_BYTES),
            headers={"Accept": ACCEPT, "Accept-Language": "ja-JP"},
            secrets=secrets(settings),
        ),
        closed=border.closed_to,
    )


def tab_options(settings: Settings) -> TabOptions:
    """Return the limits of a tab."""
    return TabOptions(
        navigation_timeout_s=settings.crawl.navigation_timeout_s,
        quiet_ms=settings.render.quiet_ms,
        settle_ms=settings.render.settle_ms,
        max_bytes=settings.render.max_bytes,
    )


def tabs(settings: Settings, border: Border) -> Tabs:
    """Return the browser that the settings describe, not started."""
    render = settings.render
    return Tabs(
        script(settings),
        tab_options(settings),
        viewport=render.viewport,
        user_agent=user_agent(settings),
        configured=render.browser,
        secrets=secrets(settings),
        storage_state=Path(render.storage_state) if render.storage_state else None,
        closed=border.closed_to,
    )


def webdrivers(settings: Settings) -> WebDrivers:
    """Return the browser that the settings have driven by WebDriver, not started."""
    render = settings.render
    return WebDrivers(
        script(settings),
        tab_options(settings),
        WebDriverOptions(
            kind=render.webdriver_browser,
            remote=render.webdriver,
            browser=render.browser,
            viewport=render.viewport,
            user_agent=user_agent(settings),
        ),
    )


def user_agent(settings: Settings) -> str:
    """Return the name under which the site sees us: honest, with the contact of the settings."""
    contact = settings.site.contact or "accessibility audit"
    return settings.crawl.user_agent or f"Mozilla/5.0 (compatible; {AGENT}/{__version__}; +{contact})"


def versions(settings: Settings, chosen: Plan, browser: str) -> dict[str, str]:
    """Return the versions of everything that can change a result; "letters" where words in pictures are read."""
    reader = letters(settings)
    return {
        "a11y-audit": __version__,
        "rules": f"{len(chosen.rules)} ({chosen.digest})",
        "axe-core": axe.version(axe_source(settings.render.axe)),
        "probes": " ".join(f"{each.id}:{each.version}" for each in chosen.probes),
        "gatherer": hashlib.sha256(script(settings).encode()).hexdigest()[:10],
        "browser": browser,
        "playwright": version("playwright"),
        "dictionary": dictionary.edition(),
        "python": platform.python_version(),
    } | ({"letters": reader.version} if reader else {})


def probing(settings: Settings, chosen: Plan, choice: Choice, neighbours: Neighbours) -> Probing | None:
    """Return how pages are tried out; `choice` tells which, `neighbours` which others are looked at; None for none."""
    if not chosen.probes:
        return None
    return Probing(
        probes=chosen.probes,
        choice=choice,
        page_s=settings.probes.page_s,
        element_limit=settings.render.element_limit,
        leave=neighbours.may_be_shown,
    )


def letters(settings: Settings) -> Reader | None:
    """Return what reads words in pictures; None where the settings say no, or nothing for it is installed."""
    is_on = settings.letters.on and settings.render.renderer == "playwright"
    return reader() if is_on else None


def visitor(
    settings: Settings,
    chosen: Plan,
    browser: Lender,
    *,
    pictured: set[str] | None,
    trying: Probing | None,
    shelf: Callable[[str], Shelf] | None = None,
) -> Visitor:
    """Return how pages are visited, in `browser`.

    `pictured` is as for `Visitor`, `trying` how they are tried out, `shelf` keeps what a reader of that name reads.
    """
    return Visitor(
        tabs=browser,
        rules=chosen.page_rules,
        axe=chosen.axe_options,
        timeout_s=settings.crawl.page_timeout_s,
        element_limit=settings.render.element_limit,
        readings=chosen.readings,
        pictured=pictured,
        probing=trying,
        remembered=_remembered(settings, shelf) if settings.render.renderer == "playwright" else None,
    )


def _remembered(settings: Settings, shelf: Callable[[str], Shelf] | None) -> Remembered:
    reads = letters(settings)
    if reads is None:
        return Remembered()
    limits = Limits(settings.letters.per_page, settings.letters.page_s)
    return Remembered(letterings=Letterings(reads, shelf and shelf(reads.version), limits))


def pace(settings: Settings, urls: Iterable[str]) -> Pace:
    """Return how fast hosts are asked: as the settings say; this machine itself needs no sparing."""
    own = all(is_loopback(urlsplit(seed).hostname or "") for seed in urls)
    return Pace(_UNBOUND if own or not settings.crawl.rate_per_s else settings.crawl.rate_per_s)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
