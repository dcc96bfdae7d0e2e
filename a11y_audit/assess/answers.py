"""What people decided. Answers are only added: a later one of the same person stands in for an earlier one."""

from dataclasses import dataclass
from datetime import datetime

from a11y_audit.core.outcome import Outcome
from a11y_audit.core.text import Text

ANSWERS: tuple[Outcome, ...] = (Outcome.PASSED, Outcome.FAILED, Outcome.INAPPLICABLE, Outcome.CANT_TELL)
"""What a person may answer; "cantTell" leaves the question open and keeps the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one person to one question.

    Attributes:
        id: number in the store, rising with time; 0 before it is stored.
        question: id of the question.
        outcome: one of `ANSWERS`.
        person: who decided.
        moment: when, aware UTC.
        note: why, in the person's words; may be "".
        evidence: digests of the places that it is for: those of the question, or some of them; sorted.
    """

    id: int = 0
    question: str
    outcome: Outcome
    person: str
    moment: datetime
    note: str = ""
    evidence: tuple[str, ...]


def heading(outcome: Outcome) -> Text:
    """Return how sheets and reports call an answer."""
    return _HEADINGS[outcome]


_HEADINGS: dict[Outcome, Text] = {
    Outcome.PASSED: Text("適合", "passed"),
    Outcome.FAILED: Text("不適合", "failed"),
    Outcome.INAPPLICABLE: Text("該当なし", "inapplicable"),
    Outcome.CANT_TELL: Text("分からない", "can't tell"),
    Outcome.UNTESTED: Text("未検査", "not tested"),
}
