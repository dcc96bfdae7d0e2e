"""Judging: every rule behind its guard, every place told once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.audit.judge import LONGEST_DATUM, folded, judge_page, judge_site
from a11y_audit.authoring import Facts, Mend, Page, Say, Site, Text, advice, failed, likely, passed, review, rule
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import PRECEDENCE, Kind
from a11y_audit.core.rule import Rule
from a11y_audit.core.snapshot import EngineResult
from a11y_audit.engines import axe
from a11y_audit.subject import NotGatheredError, facts
from tests.unit.records import URL, body, page
from tests.unit.stores import FINDING, finding

SUBJECT = page(body('<p id="a">一</p><p id="b">二</p>'))
SAYS = {
    "bad": failed(ja="{x}", en="{x}"),
    "maybe": likely(ja="", en=""),
    "look": review(ja="", en=""),
    "good": passed(ja="", en=""),
    "hint": advice(ja="", en=""),
}


def page_rule(
    rule_id: str, evaluate: Callable[[Page], Iterator[Say]], *criteria: str, barrier: str = "x"
) -> Rule[Page]:
    made = rule(
        id=rule_id,
        version=3,
        title=Text("", ""),
        criteria=criteria or ("1.1.1",),
        techniques=(),
        says=SAYS,
        why=Text("", ""),
        mend=Mend(Text("", ""), Text("", "")),
        source="",
        barrier=barrier,
    )

    def judging(subject: Page) -> Iterator[Say]:
        yield from evaluate(subject)

    return made(judging)


def saying(*reasons: str) -> Callable[[Page], Iterator[Say]]:
    """Return what says each reason of an element of its own."""

    def evaluate(subject: Page) -> Iterator[Say]:
        for element, reason in zip(subject.tagged("p"), reasons, strict=False):
            yield element.says(reason, x="y")

    return evaluate


def broken(subject: Page) -> Iterator[Say]:
    yield subject.tagged("p")[0].says("bad", x="y")
    raise ZeroDivisionError


def test_rule_that_raises_is_untested_and_the_others_go_on() -> None:
    rules = [page_rule("a", saying("bad")), page_rule("b", broken, "1.4.3"), page_rule("c", saying("good"))]
    judgement = judge_page(SUBJECT, rules)
    assert [("a", Kind.FAILED, "bad"), ("b", Kind.UNTESTED, "rule_failed")] == [
        (each.rule, each.kind, each.reason) for each in judgement.findings
    ]
    untested = judgement.findings[1]
    assert (("1.4.3",), None, URL, 3) == (untested.criteria, untested.target, untested.page, untested.rule_version)
    assert {"c": "passed"} == judgement.outcomes


def test_rule_that_gives_a_reason_it_never_declared_is_untested() -> None:
    (told,) = judge_page(SUBJECT, [page_rule("a", saying("no_such_reason"))]).findings
    assert "rule_failed" == told.reason


def test_rule_whose_facts_were_not_gathered_is_untested() -> None:
    def evaluate(_: Page) -> Iterator[Say]:
        raise NotGatheredError
        yield

    (told,) = judge_page(SUBJECT, [page_rule("a", evaluate)]).findings
    assert ("not_gathered", Kind.UNTESTED) == (told.reason, told.kind)


def test_rule_that_stays_silent_on_a_page_cut_short_is_untested() -> None:
    cut = Page(replace(SUBJECT.snapshot, truncated=True))
    judgement = judge_page(
        cut, [page_rule("a", saying("bad")), page_rule("b", saying("good")), page_rule("c", saying())]
    )
    assert [("a", "bad"), ("b", "page_cut_short"), ("c", "page_cut_short")] == [
        (each.rule, each.reason) for each in judgement.findings
    ]
    assert {} == judgement.outcomes


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (None, Kind.UNTESTED),
        (EngineResult(version="4", violations={}, incomplete={}, passes=(), inapplicable=()), Kind.UNTESTED),
        (EngineResult(version="4", violations={}, incomplete={}, passes=("image-alt",), inapplicable=()), None),
    ],
    ids=["no-engine", "rule-did-not-run", "ran"],
)
def test_rule_of_an_engine_that_did_not_run_is_untested(engine: EngineResult | None, expected: Kind | None) -> None:
    (own,) = (each for each in axe.rules() if each.id == "axe/image-alt")
    judgement = judge_page(page(body(""), engine=engine), [own])
    assert ([expected] if expected else []) == [each.kind for each in judgement.findings]
    assert ({} if expected else {own.id: "passed"}) == judgement.outcomes


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ((), "inapplicable"),
        (("good", "good"), "passed"),
        (("good", "hint"), None),
        (("look",), None),
    ],
    ids=["silent", "good", "advice", "review"],
)
def test_rule_that_found_nothing_tells_how_it_ended(reasons: tuple[str, ...], expected: str | None) -> None:
    judgement = judge_page(SUBJECT, [page_rule("a", saying(*reasons))])
    assert expected == judgement.outcomes.get("a")
    assert all(each.kind is not Kind.PASSED for each in judgement.findings)


def test_advice_bears_on_no_criterion() -> None:
    (told,) = judge_page(SUBJECT, [page_rule("a", saying("hint"), "1.1.1")]).findings
    assert ((), Kind.ADVICE) == (told.criteria, told.kind)


def test_values_from_the_page_are_cut() -> None:
    def evaluate(subject: Page) -> Iterator[Say]:
        yield subject.tagged("p")[0].says("bad", x="長" * 9_999, all=["長" * 9_999] * 9_999, number=10**9, none=None)

    (told,) = judge_page(SUBJECT, [page_rule("a", evaluate)]).findings
    longest = "長" * LONGEST_DATUM
    assert {"x": longest, "all": [longest] * LONGEST_DATUM, "number": 10**9, "none": None} == told.data


def site_rule(evaluate: Callable[[Site], Iterator[Say]]) -> Rule[Site]:
    return replace(page_rule("s", lambda _: iter(())), subject="Site", evaluate=evaluate)  # type: ignore[arg-type, return-value]


def pages_facts() -> tuple[Facts, ...]:
    return tuple(facts(page(body(""), url=url)) for url in ("https://a.example/1", "https://a.example/2"))


def test_site_is_judged_over_the_facts_of_its_pages() -> None:
    def doubled(site: Site) -> Iterator[Say]:
        for each in site.pages:
            yield site.says("bad", each.page, each.title_target, x=each.title)
        yield site.says("good", "https://a.example/1", None)
        yield Say("bad", None)

    found = judge_site(pages_facts, [site_rule(doubled)])
    assert [("https://a.example/1", "bad"), ("https://a.example/2", "bad")] == [
        (each.page, each.reason) for each in found
    ]
    assert {"題"} == {each.data["x"] for each in found}


def test_site_rule_that_raises_is_untested_on_every_page() -> None:
    def raising(site: Site) -> Iterator[Say]:
        yield site.says("bad", next(site.pages).page, None, x=1)
        raise ZeroDivisionError

    def sound(site: Site) -> Iterator[Say]:
        yield site.says("look", next(site.pages).page, None)

    found = judge_site(pages_facts, [site_rule(raising), site_rule(sound)])
    assert [
        ("https://a.example/1", "rule_failed", Kind.UNTESTED),
        ("https://a.example/2", "rule_failed", Kind.UNTESTED),
        ("https://a.example/1", "look", Kind.REVIEW),
    ] == [(each.page, each.reason, each.kind) for each in found]


def test_fault_of_the_store_is_no_fault_of_a_rule() -> None:
    def no_store() -> tuple[Facts, ...]:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        judge_site(no_store, [site_rule(lambda site: (site.says("bad", each.page, None) for each in site.pages))])


def one(rule_id: str, kind: Kind, *criteria: str, part: str = "a") -> Finding:
    return replace(finding(URL, kind, part), rule=rule_id, criteria=criteria, data={"alt": rule_id})


def test_findings_of_one_place_and_barrier_become_one_with_the_criteria_of_both() -> None:
    (told,) = folded([one("a", Kind.FAILED, "1.4.10", "1.1.1"), one("b", Kind.FAILED, "1.4.3")])
    assert ("a", ("1.1.1", "1.4.3", "1.4.10")) == (told.rule, told.criteria)
    assert {"alt": "a", "also": ["b"]} == told.data


def test_strongest_finding_leads_wherever_it_comes() -> None:
    (told,) = folded([one("c", Kind.ADVICE), one("a", Kind.REVIEW, "1.1.1"), one("b", Kind.FAILED, "1.1.1")])
    assert ("b", Kind.FAILED, ["a", "c"]) == (told.rule, told.kind, told.data["also"])


def test_what_only_the_weaker_finding_says_of_a_criterion_is_not_lost_and_not_proven() -> None:
    strong, weak = folded([one("a", Kind.LIKELY, "1.1.1", "2.4.4"), one("b", Kind.FAILED, "1.1.1")])
    assert (Kind.FAILED, ("1.1.1",), ["a"]) == (strong.kind, strong.criteria, strong.data["also"])
    assert (Kind.LIKELY, ("2.4.4",), ["b"]) == (weak.kind, weak.criteria, weak.data["also"])


@pytest.mark.parametrize(
    "other",
    [
        one("b", Kind.FAILED, "1.1.1", part="b"),
        replace(one("b", Kind.FAILED, "1.1.1"), barrier="other"),
        replace(one("b", Kind.FAILED, "1.1.1"), target=replace(FINDING.target, selector="#elsewhere")),  # type: ignore[type-var]
        replace(one("b", Kind.FAILED, "1.1.1"), target=None),
    ],
    ids=["other-part", "other-barrier", "same-part-elsewhere", "whole-page"],
)
def test_other_places_and_barriers_stay_apart(other: Finding) -> None:
    first = one("a", Kind.FAILED, "1.1.1")
    assert [first, other] == folded([first, other])


def test_findings_without_a_place_are_never_made_one() -> None:
    untested = [replace(one(name, Kind.UNTESTED, "1.1.1"), target=None) for name in "ab"]
    assert untested == folded(untested)


many = st.lists(
    st.builds(
        lambda name, kind, criteria, part: one(name, kind, *criteria, part=part),
        st.sampled_from("abcd"),
        st.sampled_from([kind for kind in Kind if kind is not Kind.PASSED]),
        st.lists(st.sampled_from(["1.1.1", "1.4.3", "1.4.10"]), unique=True),
        st.sampled_from("pq"),
    )
)


@given(many)
def test_folding_loses_no_rule_and_no_word_on_a_criterion(findings: list[Finding]) -> None:
    told = folded(findings)
    assert {each.defect for each in findings} == {each.defect for each in told}

    def rules(among: list[Finding]) -> set[tuple[str, str]]:
        named = [(each, (each.rule, *each.data.get("also", ()))) for each in among]  # type: ignore[misc]
        return {(each.defect, name) for each, names in named for name in names}

    def strongest(among: list[Finding]) -> dict[tuple[str, str], str]:
        said: dict[tuple[str, str], str] = {}
        for each in among:
            for number in each.criteria:
                known = said.get((each.defect, number), each.kind)
                said[each.defect, number] = min(known, each.kind, key=(*PRECEDENCE, "advice").index)
        return said

    assert rules(findings) == rules(told)
    assert strongest(findings) == strongest(told)
    assert len(told) == len({(each.defect, each.kind) for each in told})
