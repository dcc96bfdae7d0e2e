"""EARL of a run: well-formed JSON-LD whose terms are the vocabulary's."""

import json
from pathlib import Path

from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang
from a11y_audit.report.earl import write_earl
from tests.unit.report import example

OUTCOMES = {"earl:passed", "earl:failed", "earl:cantTell", "earl:inapplicable", "earl:untested"}


def test_each_finding_and_each_criterion_is_an_assertion(tmp_path: Path) -> None:
    view = example.view()
    raw = json.loads(write_earl(view, tmp_path, Lang.JA).read_text(encoding="utf-8"))
    graph = raw["@graph"]
    assertions = [each for each in graph if each["@type"] == "earl:Assertion"]
    rules = {rule.id for rule in view.rules}
    found = [row for row in view.findings() if row.kind is not Kind.ADVICE and row.rule in rules]
    assert len(assertions) == len(view.criteria) + len(found)
    assert {each["result"]["outcome"] for each in assertions} <= OUTCOMES
    named = {each["@id"] for each in graph if "@id" in each}
    assert {each["test"] for each in assertions} <= named
    assert {each["subject"] for each in assertions} <= named
    # No person has judged: what a machine can't decide is "cantTell", never passed.
    assert {"earl:automatic"} == {each["mode"] for each in assertions}
