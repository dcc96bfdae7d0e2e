"""What build servers read of an audit: SARIF, JUnit and Markdown, of a run and of pages named one by one."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from a11y_audit.api import Checked
from a11y_audit.assess.waivers import Waiver
from a11y_audit.audit import baseline
from a11y_audit.cli.formats import summary
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.report.junit import as_junit
from a11y_audit.report.markdown import as_markdown
from a11y_audit.report.sarif import as_sarif
from a11y_audit.report.told import Summary, summary_of
from a11y_audit.report.write import write_report
from tests.unit.report import example
from tests.unit.stores import FINDING, SITE, finding

STANDARD = Text("規格", "Standard")
BROKEN = Text("3 ページ", "3 pages")
HOSTILE = "</testcase>\x00\x1b[31m|`![x](javascript:1) @all\ud800"


def checked(
    *, known: frozenset[str] | None = None, gate: tuple[Text, ...] | None = None, waivers: tuple[Waiver, ...] = ()
) -> Summary:
    pages = [
        Checked(url=SITE, findings=(FINDING, finding(SITE, Kind.LIKELY, "b"), finding(SITE, Kind.REVIEW, "c"))),
        Checked(url=f"{SITE}ok"),
        Checked(url=f"{SITE}lost", not_audited=NotAudited(Why.NOT_FOUND, "404")),
        Checked(url=f"{SITE}odd", findings=(replace(FINDING, page=f"{SITE}odd", data={"alt": HOSTILE}),)),
    ]
    return summary(pages, STANDARD, gate, known, waivers)


@pytest.mark.parametrize("lang", list(Lang))
def test_sarif_tells_each_finding_and_what_was_not_audited(lang: Lang) -> None:
    (run,) = json.loads(as_sarif(checked(), lang))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == sorted({each["ruleId"] for each in run["results"]})
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert [("fail", "error"), ("fail", "warning"), ("review", "none"), ("fail", "error")] == [
        (each["kind"], each["level"]) for each in run["results"]
    ]
    assert {"startLine": 7, "snippet": {"text": "<img>"}} == run["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (False, "not_found") == (run["invocations"][0]["executionSuccessful"], told["descriptor"]["id"])
    assert "\x1b" not in run["results"][-1]["message"]["text"]


def test_sarif_of_a_run_tells_defects_with_what_became_of_them() -> None:
    view = example.view()
    (run,) = json.loads(as_sarif(summary_of(view), Lang.JA))["runs"]
    rows = list(view.defects())
    assert [row.state.defect for row in rows] == [each["partialFingerprints"]["defect/v1"] for each in run["results"]]
    assert {"new", "unchanged", "absent"} == {each["baselineState"] for each in run["results"]}
    assert view.totals.audited == run["properties"]["pagesAudited"]


def test_what_the_baseline_lists_is_told_as_unchanged_and_counted_nowhere() -> None:
    known = frozenset({baseline.entry_of(FINDING).key})
    short = checked(known=known)
    (run,) = json.loads(as_sarif(short, Lang.JA))["runs"]
    assert ["unchanged", "new", "new", "unchanged"] == [each["baselineState"] for each in run["results"]]
    assert (2, 0) == (short.known, short.failed_pages)
    assert "failure" not in as_junit(short, Lang.JA).replace("failures", "")
    assert "既知の 2 件" in as_markdown(short, Lang.JA)


@pytest.mark.parametrize("lang", list(Lang))
def test_junit_fails_what_failed_and_passes_over_what_a_person_must_judge(lang: Lang) -> None:
    root = etree.fromstring(as_junit(checked(gate=(BROKEN,)), lang).encode())
    assert [
        (SITE, 3, 1, 0, 2), (f"{SITE}lost", 1, 0, 1, 0), (f"{SITE}odd", 1, 1, 0, 0), (f"{SITE}ok", 1, 0, 0, 0),
    ] == [
        (each.get("name"), *(int(each.get(key)) for key in ("tests", "failures", "errors", "skipped")))
        for each in root[:-1]
    ]  # fmt: skip
    assert [BROKEN.in_(lang)] == root[-1].xpath("testcase/failure/@message")
    assert ("3", "1", "7") == (root.get("failures"), root.get("errors"), root.get("tests"))


def test_junit_of_a_run_has_a_test_for_each_criterion_and_passes_only_what_a_machine_can_decide() -> None:
    view = example.view()
    root = etree.fromstring(as_junit(summary_of(view), Lang.JA).encode())
    cases = root[0].xpath("testcase")
    states = [row.outcome.state for row in view.criteria]
    assert len(cases) == len(states) + bool(summary_of(view).missed)
    passed = [not len(case) for case in cases[: len(states)]]
    assert [state == "passed" for state in states] == passed


@pytest.mark.parametrize(("gate", "words"), [((), "Gate passed"), ((BROKEN,), "Gate failed"), (None, "Result")])
def test_markdown_tells_gate_and_numbers_and_no_markup_of_a_page(gate: tuple[Text, ...] | None, words: str) -> None:
    told = as_markdown(checked(gate=gate), Lang.EN)
    assert words in told
    assert "| Pages audited | 3 / 4 |" in told
    assert "![x](" not in told
    assert " @all" not in told
    assert "proves" not in told


def test_a_run_can_be_written_for_build_servers(tmp_path: Path) -> None:
    out = tmp_path / "2026-11-23-0003"
    write_report(example.view(), out, formats=("sarif", "junit", "markdown"), languages=(Lang.EN,))
    assert ["audit.sarif", "junit.xml", "summary.md"] == sorted(each.name for each in out.iterdir())


def waiver_of(rule: str, *, pages: tuple[str, ...] = ()) -> Waiver:
    day = date(2026, 4, 1)
    return Waiver(rule=rule, pages=pages, reason="|改修中", person="山田", since=day, until=date(2026, 12, 31))


def test_what_is_waived_is_told_as_waived_and_fails_no_build() -> None:
    short = checked(waivers=(waiver_of(FINDING.rule, pages=("/odd",)),))
    (run,) = json.loads(as_sarif(short, Lang.JA))["runs"]
    assert [False, False, False, True] == ["suppressions" in each for each in run["results"]]
    (told,) = run["results"][-1]["suppressions"]
    assert waiver_of(FINDING.rule).words.ja == told["justification"]
    root = etree.fromstring(as_junit(short, Lang.JA).encode())
    assert 1 == len(root.xpath("//failure"))
    assert "猶予：|改修中" in root.xpath("testsuite[@name=$url]//skipped/@message", url=f"{SITE}odd")[0]
    assert "### 猶予しているところ (1)" in as_markdown(short, Lang.JA)
    assert short.failed_pages == 2


@pytest.mark.parametrize(("paths", "waived"), [((), True), (("/nowhere",), False)])
def test_defects_of_a_run_are_told_as_waived_where_all_their_pages_are(paths: tuple[str, ...], *, waived: bool) -> None:
    view = example.view()
    rows = [row for row in view.defects() if row.pages]
    short = summary_of(replace(view, waivers=(waiver_of(rows[0].rule.id, pages=paths),)))
    told = {each.key: each.waiver for each in short.told}
    assert waived == (told[rows[0].state.defect] is not None)
