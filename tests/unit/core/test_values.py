"""Small values: defects' identity, boxes, criteria's order, reasons of the audit itself, texts for pages not audited."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.criterion import sort_key
from a11y_audit.core.finding import Finding, Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import UNTESTED, Mend, Reason, Rule, Status, reason_of
from a11y_audit.core.target import Box, Target
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.subject import Page

NO_TEXT = Text("", "")
TARGET = Target(selector="#logo", snippet="<img>", fragment="header|img|alt=logo.gif||")
FINDING = Finding(
    page="https://city.example/a",
    rule="image-alt-not-file-name",
    rule_version=1,
    reason="alt_is_file_name",
    kind=Kind.FAILED,
    criteria=("1.1.1",),
    barrier="meaningless-alt",
    target=TARGET,
    data={"alt": "logo.gif"},
)


@pytest.mark.parametrize(
    "same",
    [
        replace(FINDING, page="https://city.example/b"),
        replace(FINDING, rule="axe/image-alt", rule_version=9, reason="other", kind=Kind.REVIEW, criteria=(), data={}),
        replace(FINDING, target=replace(TARGET, selector="body > img", snippet="<img >", box=Box(1, 2, 3, 4), line=7)),
    ],
    ids=["other-page", "other-rule", "other-place-on-page"],
)
def test_defect_is_one_wherever_the_same_part_has_the_same_barrier(same: Finding) -> None:
    assert FINDING.defect == same.defect


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, barrier="image-without-alt"),
        replace(FINDING, target=replace(TARGET, fragment="footer|img|alt=logo.gif||")),
        replace(FINDING, target=None),
    ],
    ids=["barrier", "fragment", "whole-page"],
)
def test_another_barrier_or_another_part_is_another_defect(other: Finding) -> None:
    assert FINDING.defect != other.defect


def test_defect_of_a_whole_page_belongs_to_that_page_alone() -> None:
    here = replace(FINDING, target=None)
    assert here.defect != replace(here, page="https://city.example/b").defect
    assert here.defect == replace(here, rule="other").defect


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_defect_is_32_hex_digits_of_anything(barrier: str, fragment: str) -> None:
    defect = replace(FINDING, barrier=barrier, target=replace(TARGET, fragment=fragment)).defect
    assert re.fullmatch("[0-9a-f]{32}", defect)


@pytest.mark.parametrize(
    ("box", "expected"),
    [(Box(5, 5, 1, 1), False), (Box(5, 5, 0, 9), True), (Box(5, 5, 9, 0), True), (Box(0, 0, -1, 5), True)],
    ids=["seen", "no-width", "no-height", "negative"],
)
def test_box_without_area_is_empty(box: Box, expected: bool) -> None:  # noqa: FBT001
    assert expected == box.empty


def test_criteria_are_sorted_by_number() -> None:
    assert ["1.4.2", "1.4.9", "1.4.10", "2.1.1"] == sorted(["2.1.1", "1.4.10", "1.4.9", "1.4.2"], key=sort_key)


def nothing(_: Page) -> list[Say]:
    return []


def test_reason_is_the_rules_own_then_the_audits() -> None:
    own = Reason(Kind.FAILED, Text("誤り", "wrong"))
    rule: Rule[Page] = Rule(
        id="x-y",
        version=1,
        title=NO_TEXT,
        criteria=(),
        techniques=(),
        barrier="x",
        says={"wrong": own},
        why=NO_TEXT,
        mend=Mend(NO_TEXT, NO_TEXT),
        source="",
        subject="Page",
        status=Status.STABLE,
        evaluate=lambda page: iter(nothing(page)),
    )
    assert (own, UNTESTED["rule_failed"], None) == tuple(
        reason_of(rule, code) for code in ("wrong", "rule_failed", "no_such")
    )


def test_what_the_audit_says_itself_is_always_untested() -> None:
    assert {Kind.UNTESTED} == {reason.kind for reason in UNTESTED.values()}


@pytest.mark.parametrize("why", Why)
def test_every_page_not_audited_has_a_cause_and_a_step_in_both_languages(why: Why) -> None:
    for text in (why.cause, why.step):
        assert re.search(r"[\u3041-\u30ff\u4e00-\u9fff].*。$", text.ja)
        assert re.fullmatch(r"[ -~]+\.", text.en)
    assert NotAudited(why).detail == ""


def test_only_what_is_left_out_on_purpose_does_not_lessen_coverage() -> None:
    choices = "robots out_of_scope trap redirected duplicate private left_site document not_html gone"
    expected = set(choices.split())
    assert expected == {why.value for why in Why if why.by_choice}
