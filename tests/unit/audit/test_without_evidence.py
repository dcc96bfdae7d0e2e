"""Rules whose probe did not get anywhere are told as not tested, and not as fallen."""

from dataclasses import replace

import pytest

from a11y_audit import registry
from a11y_audit.audit.judge import judge_page
from a11y_audit.core.rule import Rule
from a11y_audit.core.snapshot import Evidence, Snapshot
from a11y_audit.subject import Page

TRYING = [rule for rule in registry.rules() if rule.needs]
EMPTY = Snapshot(
    url="https://city.example/",
    final_url="https://city.example/",
    status=200,
    content_type="text/html",
    source=b"",
    documents=(),
    styles=(),
    engine=None,
)


@pytest.mark.parametrize("rule", TRYING, ids=lambda rule: rule.id)
def test_a_probe_that_got_nowhere_is_told_as_not_finished(rule: Rule[Page]) -> None:
    snapshot = replace(EMPTY, evidence={rule.needs: Evidence(version=1, finished=False, data={})})

    told = [each.reason for each in judge_page(Page(snapshot), [rule]).findings]

    assert ["probe_not_finished"] == told
