"""Waivers: a known defect that is let through for a time, with a reason and a name. Every report still shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from a11y_audit.core.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A defect, or a rule on some pages, that does not stop the gate until a day.

    Attributes:
        defect: id of the defect, or "".
        rule: id of the rule, or ""; one of the two is given.
        pages: beginnings of paths to which it is limited; empty for the whole site.
        reason: why.
        person: who decided it.
        since: when.
        until: the last day on which it holds.
    """

    defect: str = ""
    rule: str = ""
    pages: tuple[str, ...] = ()
    reason: str
    person: str
    since: date
    until: date

    def expired(self, day: date) -> bool:
        """Whether it no longer holds on that day."""
        return day > self.until

    def holds(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= day <= self.until

    @property
    def words(self) -> Text:
        """What reports say of it."""
        return Text(
            f"猶予：{self.reason}（{self.person}、{_ja(self.since)}から{_ja(self.until)}まで）",
            f"Waived: {self.reason} ({self.person}, {_en(self.since)} to {_en(self.until)})",
        )


def _ja(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _en(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def covers(waiver: Waiver, defect: str, rule: str, page: str) -> bool:
    """Tell whether a waiver is about what a rule said of a defect on a page, whatever the day."""
    if waiver.defect:
        return waiver.defect == defect
    return waiver.rule == rule and (not waiver.pages or urlsplit(page).path.startswith(waiver.pages))


def waived(waivers: Iterable[Waiver], defect: str, rule: str, page: str) -> Waiver | None:
    """Return the first waiver that is about what a rule said of a defect on a page, whatever the day."""
    return next((each for each in waivers if covers(each, defect, rule, page)), None)
