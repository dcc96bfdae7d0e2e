"""The pages to which links of one name lead, as they were seen: alike, unlike, or neither for certain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from a11y_audit.authoring import Element, Page
from a11y_audit.text.normal import squeezed
from a11y_audit.text.topic import topics

Verdict = Literal["alike", "unlike", "open"]
ALIKE: Verdict = "alike"
UNLIKE: Verdict = "unlike"
OPEN: Verdict = "open"
_LEAST = 6
"""Topics that a text must have to be held against another."""
_SHARED = 0.2
_SHARED_BY_PLACE = 0.5
"""The same where the site's own navigation says that they are two pages."""
_NAME = "targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two links of one name side by side, what the pages are called to which they lead, and how these compare."""

    first: Element
    second: Element
    names: tuple[str, str]
    verdict: Verdict


def pairs(page: Page) -> Iterator[Pair]:
    """Yield the pairs whose pages were looked at; none where the probe was not run."""
    seen = page.evidence(_NAME) if _NAME in page.snapshot.evidence else {}
    for each in seen.get("pairs", ()):
        first, second = page.placed(each["first"]), page.placed(each["second"])
        one, other = each["targets"]
        if first is None or second is None or one is None or other is None:
            continue
        by, verdict = _verdict(one, other)
        yield Pair(first=first, second=second, names=(one[by], other[by]), verdict=verdict)


def _verdict(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, Verdict]:
    """Return by what names two pages are told apart, "heading" or "here", and how they compare."""
    if one["url"] == other["url"] or (one["text"] and squeezed(one["text"]) == squeezed(other["text"])):
        return "heading", ALIKE
    heading, same = one["heading"], squeezed(one["heading"]) == squeezed(other["heading"]) != ""
    by = "here" if same else "heading"
    if _language(one) != _language(other) or not _are_apart(one.get(by, ""), other.get(by, "")):
        return by, OPEN
    # A heading that both share tells nothing.
    shared, most = (topics(heading), _SHARED_BY_PLACE) if same else (frozenset[str](), _SHARED)
    words, others = topics(one["text"]) - shared, topics(other["text"]) - shared
    fewer = min(len(words), len(others))
    return by, UNLIKE if fewer >= _LEAST and len(words & others) < most * fewer else OPEN


def _are_apart(name: str, other: str) -> bool:
    one, two = squeezed(name), squeezed(other)
    return bool(one and two) and one not in two and two not in one


def _language(target: Mapping[str, Any]) -> str:
    return str(target["language"]).partition("-")[0].lower()
