"""Waivers: a known defect that is let through for a time, with a reason and a name. Every report still shows it."""

from dataclasses import dataclass
from datetime import date


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
