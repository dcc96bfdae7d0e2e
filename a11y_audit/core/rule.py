"""A rule is a value: what must hold, what it may say, and the function that judges."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

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
        needs: id of the probe whose evidence it judges, or ""; it is not run on pages without.
        reads_pictures: whether it judges what pictures say in letters, as far as that was read.
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
    needs: str = ""
    reads_pictures: bool = False


UNTESTED: Mapping[str, Reason] = {
    "rule_failed": Reason(
        Kind.UNTESTED,
        Text(
            "本ツールの誤りにより、この規則では検査できませんでした。",
            "This rule could not judge the page, for a fault of this tool.",
        ),
    ),
    "engine_did_not_run": Reason(
        Kind.UNTESTED,
        Text(
            "検査エンジン（axe-core）がこのページで動かなかったため、検査できませんでした。",
            "The engine (axe-core) did not run on the page, so that this rule could not judge it.",
        ),
    ),
    "not_gathered": Reason(
        Kind.UNTESTED,
        Text(
            "この規則に要る記録（画像のファイル、送られてきたHTMLなど）が得られず、検査できませんでした。",
            "What this rule judges by (image files, the HTML as it was sent …) could not be had from the browser.",
        ),
    ),
    "page_cut_short": Reason(
        Kind.UNTESTED,
        Text(
            "ページが大きすぎるか、要素の入れ子が深すぎるため、途中までしか検査していません。",
            "The page is too large or nested too deeply, so that only a part of it was judged.",
        ),
    ),
    "probe_not_finished": Reason(
        Kind.UNTESTED,
        Text(
            "このページを操作して確かめる検査が、最後まで進みませんでした（時間の上限、抜けられない埋め込みなど）。",
            "Trying the page out did not come to its end: the time was over, or it got stuck in something embedded.",
        ),
    ),
}
"""What the audit itself says in place of a rule that did not judge."""


def reason_of(rule: Rule[Any], code: str) -> Reason | None:
    """Return what a code of that rule means: a reason of its own, or one of the audit's; None for an unknown code."""
    return rule.says.get(code) or UNTESTED.get(code)
