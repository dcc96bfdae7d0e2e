"""What every rule of our own must be like, whoever writes it."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from a11y_audit import registry, resources
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Text
from a11y_audit.standards.load import standard, techniques
from a11y_audit.testing.cases import Case, read_cases

OWN = [rule for rule in registry.rules() if "/" not in rule.id]
MODULES = [path for path in sorted(resources.CHECKS.glob("*/*.py")) if not path.name.startswith("_")]
SECTIONS = {
    Kind.FAILED: "Failed",
    Kind.LIKELY: "Likely",
    Kind.REVIEW: "Review",
    Kind.ADVICE: "Advice",
    Kind.PASSED: "Passed",
}
JAPANESE = re.compile(r"[\u3041-\u30ff]")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TEMPLATE_MARKS = "⟦⟧"

each_rule = pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)


def file_of(rule: Rule[Any]) -> Path:
    file = inspect.getsourcefile(rule.evaluate)
    assert file is not None
    return Path(file)


def cases_of(rule: Rule[Any]) -> tuple[Case, ...]:
    return read_cases(file_of(rule).with_suffix(".md"))


def texts_of(rule: Rule[Any]) -> Iterator[tuple[str, Text]]:
    yield "title", rule.title
    yield "why", rule.why
    yield "mend.cms", rule.mend.cms
    yield "mend.html", rule.mend.html
    yield from ((f"says.{code}", reason.text) for code, reason in rule.says.items())


def test_every_module_of_the_folder_is_a_rule() -> None:
    assert sorted(path.stem.replace("_", "-") for path in MODULES) == sorted(rule.id for rule in OWN)


def test_ids_are_unique_among_all_rules() -> None:
    ids = [rule.id for rule in registry.rules()]
    assert len(ids) == len(set(ids))


@each_rule
def test_id_file_and_function_are_one_name(rule: Rule[Any]) -> None:
    assert KEBAB.fullmatch(rule.id)
    stem = rule.id.replace("-", "_")
    assert (stem, stem) == (file_of(rule).stem, rule.evaluate.__name__)


@each_rule
def test_rule_has_a_case_file(rule: Rule[Any]) -> None:
    assert file_of(rule).with_suffix(".md").is_file()


@each_rule
def test_cases_hold_a_sound_page_and_one_that_the_rule_does_not_concern(rule: Rule[Any]) -> None:
    assert {"Passed", "Inapplicable"} <= {case.section for case in cases_of(rule)}


@each_rule
def test_every_reason_is_reached_by_a_case_of_its_kind(rule: Rule[Any]) -> None:
    reached = {(case.section, case.reason) for case in cases_of(rule)}
    declared = {(SECTIONS[reason.kind], code) for code, reason in rule.says.items()}
    assert set() == declared - reached
    assert set() == {each for each in reached if each[1]} - declared


@each_rule
def test_rule_can_find_fault_and_can_be_content(rule: Rule[Any]) -> None:
    kinds = {reason.kind for reason in rule.says.values()}
    assert Kind.PASSED in kinds
    assert kinds - {Kind.PASSED}


@each_rule
def test_rule_without_criteria_only_advises_and_others_do_not_only_advise(rule: Rule[Any]) -> None:
    kinds = {reason.kind for reason in rule.says.values()} - {Kind.PASSED}
    assert (not rule.criteria) == (kinds == {Kind.ADVICE})


@each_rule
def test_criteria_are_of_the_standard(rule: Rule[Any]) -> None:
    known = (standard("jis2016"), standard("wcag22"))
    assert [] == [number for number in rule.criteria if not any(number in each for each in known)]


@each_rule
def test_techniques_are_known(rule: Rule[Any]) -> None:
    assert rule.techniques
    assert [] == [technique for technique in rule.techniques if technique not in techniques()]


@each_rule
def test_reason_codes_are_snake_case(rule: Rule[Any]) -> None:
    assert [] == [code for code in rule.says if not SNAKE.fullmatch(code)]


@each_rule
def test_source_is_an_address(rule: Rule[Any]) -> None:
    assert re.fullmatch(r"https://\S+", rule.source)


@each_rule
def test_docstring_says_what_is_judged_and_where_that_is_written(rule: Rule[Any]) -> None:
    text = inspect.getdoc(rule.evaluate) or ""
    assert "Source:" in text
    assert "Left out:" in text


@each_rule
def test_texts_hold_the_same_values_in_both_languages(rule: Rule[Any]) -> None:
    differing = {place: text.placeholders for place, text in texts_of(rule) if len(set(text.placeholders)) > 1}
    assert {} == differing


@each_rule
def test_texts_are_written_in_their_language(rule: Rule[Any]) -> None:
    assert [] == [place for place, text in texts_of(rule) if not JAPANESE.search(text.ja)]
    assert [] == [place for place, text in texts_of(rule) if not re.search(r"[a-z]{2}", text.en)]


@each_rule
def test_nothing_of_the_template_is_left(rule: Rule[Any]) -> None:
    written = file_of(rule).read_text("utf-8") + file_of(rule).with_suffix(".md").read_text("utf-8")
    assert [] == [line for line in written.splitlines() if any(mark in line for mark in TEMPLATE_MARKS)]


@each_rule
def test_rules_that_ask_what_pictures_say_tell_so(rule: Rule[Any]) -> None:
    assert rule.reads_pictures == (".lettered" in file_of(rule).read_text("utf-8"))
