"""All that a rule's author imports: the decorator, the five words for reasons, and the subjects."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_type_hints

from a11y_audit.core.finding import Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Mend, Reason, Rule, Status
from a11y_audit.core.text import Text
from a11y_audit.subject import Block, Element, Facts, ImageFact, LinkFact, Page, Site

__all__ = [
    "Block",
    "Element",
    "Facts",
    "ImageFact",
    "LinkFact",
    "Mend",
    "Page",
    "Say",
    "Site",
    "Status",
    "Text",
    "advice",
    "failed",
    "likely",
    "passed",
    "review",
    "rule",
]

Subject = TypeVar("Subject")
Evaluate = Callable[[Subject], Iterator[Say]]


def failed(*, ja: str, en: str) -> Reason:
    """Return a reason that proves non-conformance (問題あり)."""
    return Reason(Kind.FAILED, Text(ja, en))


def likely(*, ja: str, en: str) -> Reason:
    """Return a reason that is probably a problem, for a person to confirm (問題の可能性大)."""
    return Reason(Kind.LIKELY, Text(ja, en))


def review(*, ja: str, en: str) -> Reason:
    """Return a reason that only a person can decide (要判断)."""
    return Reason(Kind.REVIEW, Text(ja, en))


def passed(*, ja: str, en: str) -> Reason:
    """Return a reason for a target that is sound; it never proves a criterion by itself."""
    return Reason(Kind.PASSED, Text(ja, en))


def advice(*, ja: str, en: str) -> Reason:
    """Return a reason that helps readers but never counts for or against a criterion (助言)."""
    return Reason(Kind.ADVICE, Text(ja, en))


def rule(  # noqa: PLR0913 -- a rule's fields, each by name; a value in between would only repeat them
    *,
    id: str,  # noqa: A002 -- the word for it
    version: int,
    title: Text,
    criteria: Sequence[str],
    techniques: Sequence[str],
    says: Mapping[str, Reason],
    why: Text,
    mend: Mend,
    source: str,
    barrier: str | None = None,
    status: Status = Status.STABLE,
    needs: str = "",
    reads_pictures: bool = False,
) -> Callable[[Evaluate[Subject]], Rule[Subject]]:
    """Make a rule of a generator; its subject is the annotation of its one parameter, its name the rule's id.

    `barrier` names the family of rules that report the same repair; it is the rule's id unless given. `needs` names the
    probe whose evidence it judges; `reads_pictures` tells that it judges words in pictures, as far as they were read.
    """

    def make(evaluate: Evaluate[Subject]) -> Rule[Subject]:
        hints: dict[str, Any] = get_type_hints(evaluate)
        subject = next(kind for name, kind in hints.items() if name != "return")
        return Rule(
            id=id,
            version=version,
            title=title,
            criteria=tuple(criteria),
            techniques=tuple(techniques),
            barrier=barrier or id,
            says=dict(says),
            why=why,
            mend=mend,
            source=source,
            subject=subject.__name__,
            status=status,
            evaluate=evaluate,
            needs=needs,
            reads_pictures=reads_pictures,
        )

    return make
