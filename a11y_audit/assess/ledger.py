"""What people's answers come to: for each piece of evidence the outcome that holds, or that there is none yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from a11y_audit.assess.answers import Answer
from a11y_audit.assess.questions import Place, Question
from a11y_audit.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What people say of one piece of evidence.

    Attributes:
        answers: the newest answer of each person, in the order of time.
        outcome: passed, failed or inapplicable, if all who could tell agree; None while nobody could, or they differ.
        conflict: whether people differ.
    """

    answers: tuple[Answer, ...] = ()
    outcome: Outcome | None = None
    conflict: bool = False

    @property
    def lifts(self) -> bool:
        """Whether it sets aside what a machine proved: all say that it is no problem, each with a reason."""
        said = [each for each in self.answers if each.outcome is not Outcome.CANT_TELL]
        return self.outcome in (Outcome.PASSED, Outcome.INAPPLICABLE) and all(each.note.strip() for each in said)


class Ledger:
    """All answers, by the evidence that they are for."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        """Take all answers that were ever given, in any order."""
        self._by_evidence: dict[str, list[Answer]] = defaultdict(list)
        self._by_question: dict[str, list[Answer]] = defaultdict(list)
        for each in sorted(answers, key=lambda answer: (answer.id, answer.moment)):
            self._by_question[each.question].append(each)
            for evidence in each.evidence:
                self._by_evidence[evidence].append(each)

    def decision(self, evidence: str) -> Decision:
        """Return what holds for one piece of evidence."""
        newest = {each.person: each for each in self._by_evidence.get(evidence, ())}
        said = {each.outcome for each in newest.values()} - {Outcome.CANT_TELL}
        return Decision(
            answers=tuple(newest.values()),
            outcome=next(iter(said)) if len(said) == 1 else None,
            conflict=len(said) > 1,
        )

    def open_places(self, question: Question) -> tuple[Place, ...]:
        """Return the places of a question on which nothing is decided."""
        return tuple(place for place in question.places if self.decision(place.evidence).outcome is None)

    def conflicts(self, question: Question) -> bool:
        """Tell whether people differ on one of its places."""
        return any(self.decision(each).conflict for each in question.evidence)

    def given(self, question: Question) -> tuple[Answer, ...]:
        """Return the newest answers of each person to any of its places, each once, in the order of time."""
        found = {each.id: each for evidence in question.evidence for each in self.decision(evidence).answers}
        return tuple(found[key] for key in sorted(found))

    def outdated(self, question: Question) -> tuple[Answer, ...]:
        """Return earlier answers to this question that hold for none of its places any more: what is there changed."""
        now = set(question.evidence)
        return tuple(each for each in self._by_question.get(question.id, ()) if now.isdisjoint(each.evidence))
