"""What a rule says, and what is kept of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Target

Datum = str | int | float | bool | None | list[str]
"""A value that fills a placeholder of a reason's text."""


@dataclass(frozen=True, slots=True)
class Say:
    """One word of a rule on one target: a reason code, values for its text, and the page if the subject is a site."""

    reason: str
    target: Target | None
    data: Mapping[str, Datum] = field(default_factory=dict)
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's word on a target of a page (EARL assertion), with codes and data only, never sentences.

    Attributes:
        page: canonical URL of the page.
        rule: id of the rule.
        rule_version: version of the rule that judged.
        reason: code that the rule declares.
        kind: how sure it is.
        criteria: numbers of the success criteria that it bears on; empty for advice.
        barrier: family of rules that report the same repair.
        target: the place, or None when it is the page as a whole.
        data: values for the reason's text.
    """

    page: str
    rule: str
    rule_version: int
    reason: str
    kind: Kind
    criteria: tuple[str, ...]
    barrier: str
    target: Target | None
    data: Mapping[str, Datum]

    @property
    def defect(self) -> str:
        """Id of the defect (要修正箇所): 32 hex digits, equal wherever the same part has the same barrier.

        A finding without a target belongs to its page alone.
        """
        place = self.target.fragment if self.target else f"page {self.page}"
        return hashlib.sha256(f"{self.barrier}\x1f{place}".encode("utf-8", "replace")).hexdigest()[:32]
