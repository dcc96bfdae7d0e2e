"""Pairs that tell whether a defect is known again: "the same, but the page changed", and "another one, much alike".

Each case is one place of a municipal page as it was, what editors and vendors make of it while the defect stays, and what
they put there instead, which is another place to repair. Around it stands a page that changes, too: `SURROUNDINGS` are
what a renewal, a banner or another template do to all places at once.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from a11y_audit.assess.matching import Occurrence
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Target
from a11y_audit.dom import fragment
from tests.unit.records import tree

_CASES = Path(__file__).with_name("identity_cases.toml")


@dataclass(frozen=True, slots=True)
class Case:
    """A place as it was, the same place changed, and other places that are like it."""

    name: str
    was: str
    same: tuple[str, ...]
    other: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """Return the cases of a set: "first", "second" or "third"."""
    return [
        Case(each["name"], each["was"], tuple(each["same"]), tuple(each["other"]))
        for each in tomllib.loads(_CASES.read_text(encoding="utf-8"))["case"]
        if each["set"] == name
    ]


BEFORE = (
    '<html lang="ja"><head><title>{title}</title></head><body><header class="hd"><p>ひかり市</p></header>'
    '<main class="main"><h1>{title}</h1><p>市からのお知らせです。</p>{here}<p>お問い合わせは市民課まで。</p></main>'
    "<footer><p>ひかり市役所</p></footer></body></html>"
)

SURROUNDINGS: dict[str, str] = {
    "as it was": BEFORE,
    "a banner above": BEFORE.replace("<main", '<div class="kinkyu"><p>大雨に関する情報</p></div><main'),
    "text before it": BEFORE.replace("{here}", "<h2>はじめに</h2><p>更新しました。</p><ul><li>一</li></ul>{here}"),
    "a wrapper around": BEFORE.replace("{here}", '<div class="contents"><div class="inner">{here}</div></div>'),
    "new classes": BEFORE.replace('class="main"', 'class="l-main"').replace('class="hd"', 'class="l-header"'),
    "main became a division": BEFORE.replace("<main", '<div id="contents"').replace("</main>", "</div>"),
    "a renewed template": (
        '<html lang="ja"><head><title>{title}</title></head><body><div id="wrap"><header><nav><ul><li>くらし</li></ul></nav>'
        '</header><div class="two-col"><main id="main"><article><h1>{title}</h1><div class="article-body">{here}</div>'
        "</article></main><aside><p>関連</p></aside></div></div></body></html>"
    ),
}
"""What happens to the page around the place."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A place before and after."""

    name: str
    before: Occurrence
    after: Occurrence


def occurrence(html: str, *, page: int = 1, barrier: str = "b", nth: int = 0) -> Occurrence:
    """Return the place that is marked with "@" in a page, as an audit would store it."""
    built = tree(html.replace(" @", ' data-here="1"'))
    found = list(built.soup.find_all(attrs={"data-here": "1"}))
    for each in found:
        del each["data-here"]
    tag = found[nth]
    target = Target(
        selector=fragment.selector(built, tag),
        snippet=fragment.snippet(tag),
        fragment=fragment.fragment(tag),
        region=fragment.region(tag),
    )
    return of_target(target, page=page, barrier=barrier)


def of_target(target: Target | None, *, page: int, barrier: str) -> Occurrence:
    finding = Finding(
        page=f"https://www.city.example.jp/{page}",
        rule=barrier,
        rule_version=1,
        reason="r",
        kind=Kind.FAILED,
        criteria=(),
        barrier=barrier,
        target=target,
        data={},
    )
    return Occurrence(
        defect=finding.defect,
        page=page,
        barrier=barrier,
        rule=barrier,
        reason="r",
        selector=target.selector if target else "",
        region=target.region if target else "",
        fragment=target.fragment if target else "",
        snippet=target.snippet if target else "",
    )


def shown(here: str, around: str, title: str = "くらしの情報") -> str:
    return SURROUNDINGS[around].replace("{title}", title).replace("{here}", here)


def same_pairs(cases: Sequence[Case]) -> Iterator[Pair]:
    """Yield every changed place in the page as it was, and every place in pages that changed, where its name changed."""
    for case in cases:
        before = occurrence(shown(case.was, "as it was"))
        for number, changed in enumerate(case.same):
            for around in ("as it was", "text before it", "a renewed template"):
                yield Pair(f"{case.name} {number} {around}", before, occurrence(shown(changed, around)))
        for around in SURROUNDINGS:
            yield Pair(f"{case.name} {around}", before, occurrence(shown(case.was, around)))


def other_pairs(cases: Sequence[Case]) -> Iterator[Pair]:
    """Yield every place with another that took its place, in the page as it was and in pages that changed."""
    for case in cases:
        before = occurrence(shown(case.was, "as it was"))
        for number, changed in enumerate(case.other):
            for around in ("as it was", "text before it", "a renewed template"):
                yield Pair(f"{case.name} {number} {around}", before, occurrence(shown(changed, around)))
        elsewhere = occurrence(shown(case.same[0], "as it was"), barrier="another")
        yield Pair(f"{case.name} another barrier", before, elsewhere)
