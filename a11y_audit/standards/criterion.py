"""Values of a standard: its success criteria, and the techniques that meet or fail them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.core.criterion import CriterionNumber, Level
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError

_LEVELS = tuple(Level)


class Automation(StrEnum):
    """What a machine can do for a criterion."""

    FAILURE = "F"
    """Prove that it is not met."""
    SUCCESS = "P"
    """Practically prove that it is met."""
    ABSENCE = "N"
    """Prove that it does not apply, because the kind of content is absent."""
    HINTS = "W"
    """Give strong hints."""
    PLACES = "U"
    """Only find the places."""


class Method(StrEnum):
    """How a criterion is tested, with the codes of the implementation checklist (実装チェックリスト)."""

    AC = "AC"
    """Found and judged by machine."""
    AF = "AF"
    """Found by machine, judged by a person."""
    HC = "HC"
    """Found and judged by a person."""


class Machine(StrEnum):
    """How far a machine can judge a criterion."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Section:
    """A principle ("1") or guideline ("1.1") of a standard."""

    number: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion as one standard names and ranks it.

    Attributes:
        number: such as "1.4.3"; the same number may have another name, or be missing, in another standard.
        name: the standard's own Japanese name, and W3C's handle.
        level: the level at which the criterion is first asked for.
        principle: number of its principle.
        guideline: number of its guideline.
        understanding_url: where the criterion is explained: WAIC's translation, and W3C's text.
        automation: what a machine can do for it.
        methods: the ways of testing that the product can offer for it, in the order AC, AF, HC.
        machine: how far a machine can judge it.
        short: what it asks, in one sentence.
        look: what a person must look at, and how.
        who: who is hindered when it is not met.
    """

    number: CriterionNumber
    name: Text
    level: Level
    principle: str
    guideline: str
    understanding_url: Text
    automation: tuple[Automation, ...]
    methods: tuple[Method, ...]
    machine: Machine
    short: Text
    look: Text
    who: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """An edition of a standard.

    Attributes:
        id: "jis2016", "wcag21" or "wcag22".
        name: how reports call it.
        edition: year or date of issue.
        basis: the WCAG version whose criteria it holds.
        principles: sorted by number.
        guidelines: sorted by number.
        criteria: sorted by number, 1.4.10 behind 1.4.9.
    """

    id: str
    name: Text
    edition: str
    basis: str
    principles: tuple[Section, ...]
    guidelines: tuple[Section, ...]
    criteria: tuple[Criterion, ...]

    def __contains__(self, number: object) -> bool:
        """Tell whether the standard has a criterion of this number."""
        return any(criterion.number == number for criterion in self.criteria)

    def __iter__(self) -> Iterator[Criterion]:
        """Yield the criteria, sorted by number."""
        return iter(self.criteria)

    def at(self, level: Level) -> tuple[Criterion, ...]:
        """Return what a claim of `level` must meet: the criteria of that level and of those below it."""
        asked = _LEVELS[: _LEVELS.index(level) + 1]
        return tuple(criterion for criterion in self.criteria if criterion.level in asked)

    def get(self, number: str) -> Criterion:
        """Return the criterion of this number.

        Raises:
            UsageError: the standard has no such criterion.
        """
        for criterion in self.criteria:
            if criterion.number == number:
                return criterion
        raise UsageError(
            Text(
                f"{self.name.ja}に、達成基準{number}はありません。",
                f"{self.name.en} has no success criterion {number}.",
            ),
            Text("番号と、選んだ規格を確かめてください。", "See that the number and the chosen standard are right."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """A documented way to meet criteria, or a documented failure (F).

    Attributes:
        id: W3C's identifier, such as "H37" or "F65".
        title: this project's short words for it.
        technology: "general", "html", "css", "aria", "pdf" …; "failure" for every F.
        criteria: numbers of the criteria that a failure fails; empty for all other techniques.
        sign: CSS selector of markup that shows that a page uses it; None where markup can't tell.
    """

    id: str
    title: Text
    technology: str
    criteria: tuple[CriterionNumber, ...]
    sign: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A case of a criterion, and the combinations of techniques that meet it.

    Attributes:
        key: such as "1.1.1-B-1"; it begins with the number of the criterion.
        criterion: number of the criterion.
        alternatives: groups of technique ids; a group needs all its techniques, and each group is an alternative.
            Which one counts is asked for each piece of content, not for the page.
        needed: how many of the groups must be met.
        sign: CSS selector of the content that it is about; None where markup can't tell.
    """

    key: str
    criterion: CriterionNumber
    alternatives: tuple[tuple[str, ...], ...]
    needed: int
    sign: str | None = None
