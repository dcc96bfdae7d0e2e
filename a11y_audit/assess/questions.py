"""What a person must decide: one question for all places that a single look can settle."""

from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.core.text import Text


class QuestionKind(StrEnum):
    """What a question is about."""

    DEFECT = "defect"
    """One thing that someone would repair, wherever it is."""
    COMPONENT = "component"
    """What a rule says of a shared part of the site's template."""
    CRITERION = "criterion"
    """A criterion on the pages of one template, where no rule found anything."""
    SITE = "site"
    """A criterion that is judged over all pages together."""

    @property
    def heading(self) -> Text:
        """What the question is about, in words."""
        return _KINDS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place to look at.

    Attributes:
        page: canonical URL.
        evidence: digest of what is judged there; equal where the same thing is seen.
        selector: where it is on the page, or "" for the page as a whole.
        snippet: its HTML, or for a page what of it is to be judged (its title, its headings …).
    """

    page: str
    evidence: str
    selector: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to a person.

    Attributes:
        id: stable over runs: 10 letters and digits.
        kind: what it is about.
        criteria: numbers of the criteria that the answer decides, sorted.
        places: where to look, in the order of the pages; at least one.
        evidence: digests of the places, each once, sorted.
        certain: whether a machine proved it: it need not be answered, but it may be contested, with a note.
        ask: the question.
        reason: why it is asked: the rule's words, or "" where no rule found anything.
        look: what to look at, and how.
        demand: what the criterion asks for, in a sentence.
        rule: id of the rule that found it, or "".
        defect: id of the defect, whose picture shows it, or "".
        picture: key of the stored picture, or None.
        template: name of the template, or "".
    """

    id: str
    kind: QuestionKind
    criteria: tuple[str, ...]
    places: tuple[Place, ...]
    certain: bool = False
    ask: Text
    reason: Text
    look: Text
    demand: Text
    rule: str = ""
    defect: str = ""
    picture: str | None = None
    template: str = ""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Digests of the places, each once, sorted."""
        return tuple(sorted({place.evidence for place in self.places}))

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of its places, each once, in their order."""
        return tuple(dict.fromkeys(place.page for place in self.places))


_KINDS: dict[QuestionKind, Text] = {
    QuestionKind.DEFECT: Text("箇所", "Place"),
    QuestionKind.COMPONENT: Text("共通部品", "Shared part"),
    QuestionKind.CRITERION: Text("達成基準の確認", "Check of a criterion"),
    QuestionKind.SITE: Text("サイト全体の確認", "Check of the site"),
}
