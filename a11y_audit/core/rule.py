"""A rule is a value: what must hold, what it may say, and the function that judges."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from a11y_audit.core.finding import Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Text

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule may say: how sure it is, and the words, with placeholders for data."""

    kind: Kind
    text: Text


@dataclass(frozen=True, slots=True)
class Mend:
    """How to repair: in the CMS, for everyone, and in HTML, for the vendor."""

    cms: Text
    html: Text


class Status(StrEnum):
    """Life cycle of a rule; preview rules are off unless a profile asks for them."""

    STABLE = "stable"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Subject]):
    """A rule over one kind of subject (Page, Site).

    Attributes:
        id: kebab-case, states what must hold; engines' rules are "engine/id".
        version: goes up when the rule judges differently.
        title: what must hold, in a sentence.
        criteria: success criteria it bears on; empty for pure advice.
        techniques: techniques and failures it stands on.
        barrier: family of rules that report the same repair.
        says: every reason that it may give, by code.
        why: who is hindered, in plain words.
        mend: how to repair it.
        source: where the requirement is written, an address.
        subject: name of the subject type: "Page" or "Site".
        evaluate: yields what it says of a subject.
    """

    id: str
    version: int
    title: Text
    criteria: tuple[str, ...]
    techniques: tuple[str, ...]
    barrier: str
    says: Mapping[str, Reason]
    why: Text
    mend: Mend
    source: str
    subject: str
    status: Status
    evaluate: Callable[[Subject], Iterator[Say]]
