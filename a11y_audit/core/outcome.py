"""Outcomes in EARL's words, the five kinds of reason that lead to them, and the one table of precedence.

Source: EARL 1.0 Schema, section 2.7 (https://www.w3.org/TR/EARL10-Schema/#OutcomeValue); the headings are the four
classes of the Japanese ministry's checker, which every web officer of a public body knows.
"""

from collections.abc import Iterable
from enum import StrEnum

from a11y_audit.core.text import Text


class Outcome(StrEnum):
    """What is known of a target, or of a criterion on a page."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    UNTESTED = "untested"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"


class Kind(StrEnum):
    """How sure a reason is, and under which heading it is shown."""

    FAILED = "failed"
    LIKELY = "likely"
    REVIEW = "review"
    UNTESTED = "untested"
    ADVICE = "advice"
    PASSED = "passed"

    @property
    def outcome(self) -> Outcome | None:
        """The EARL outcome; advice has none, since no criterion depends on it."""
        return _OUTCOMES[self]

    @property
    def heading(self) -> Text:
        """The name under which findings of this kind are shown."""
        return _HEADINGS[self]


_OUTCOMES: dict[Kind, Outcome | None] = {
    Kind.FAILED: Outcome.FAILED,
    Kind.LIKELY: Outcome.CANT_TELL,
    Kind.REVIEW: Outcome.CANT_TELL,
    Kind.UNTESTED: Outcome.UNTESTED,
    Kind.ADVICE: None,
    Kind.PASSED: Outcome.PASSED,
}

_HEADINGS: dict[Kind, Text] = {
    Kind.FAILED: Text("問題あり", "Failed"),
    Kind.LIKELY: Text("問題の可能性大", "Likely a problem"),
    Kind.REVIEW: Text("要判断", "Needs a person"),
    Kind.UNTESTED: Text("未検査", "Not tested"),
    Kind.ADVICE: Text("助言", "Advice"),
    Kind.PASSED: Text("合格", "Passed"),
}

PRECEDENCE: tuple[str, ...] = ("failed", "likely", "review", "untested", "passed", "inapplicable")
"""On one criterion of one page the first of these that was said holds; advice is not on the list."""


def prevailing(states: Iterable[str]) -> str:
    """Return the state that holds when all of `states` were said of one criterion of one page.

    States outside the table (advice) are passed over; when nothing is left, nothing was tested: "untested".
    """
    said = set(states)
    return next((state for state in PRECEDENCE if state in said), "untested")
