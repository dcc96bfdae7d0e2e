"""The gate: which limits a run breaks."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from a11y_audit import registry
from a11y_audit.assess.departments import Charges
from a11y_audit.assess.totals import Totals
from a11y_audit.audit import baseline
from a11y_audit.audit.assessing import assess
from a11y_audit.audit.checking import Checked
from a11y_audit.audit.gate import Measured, examine, measure, objections, objections_to_pages
from a11y_audit.audit.owners import charges
from a11y_audit.audit.plan import Plan
from a11y_audit.core.criterion import Level
from a11y_audit.errors import UsageError
from a11y_audit.settings import Department, Gate, Settings, Waiver
from a11y_audit.settings.model import Ownership, Site
from a11y_audit.standards import standard
from a11y_audit.store import gating
from a11y_audit.subject import Facts
from tests.unit.stores import FINDING, SITE, begun, finding, fresh_store, visit_all

CRITERIA = standard("jis2016").at(Level.AA)
DAY = date(2026, 4, 2)
TOTALS = Totals(found=10, audited=8, failed_pages=3, defect_states={"new": 2, "returned": 1, "persisting": 9})
NOTHING = Totals(found=0, audited=0, failed_pages=0)
FACTS = Facts(page=SITE, title="", heading="", language="ja", title_target=None, links=())


@pytest.mark.parametrize(
    ("gate", "totals", "expected"),
    [
        (Gate(), TOTALS, []),
        (Gate(new_defects=3), TOTALS, []),
        (Gate(new_defects=2), TOTALS, ["3 defects are new or returned (limit 2)."]),
        (Gate(new_defects=0), NOTHING, []),
        (Gate(failed_pages=3), TOTALS, []),
        (Gate(failed_pages=0), TOTALS, ["3 pages have a failure (limit 0)."]),
        (Gate(min_coverage=0.8), TOTALS, []),
        (Gate(min_coverage=0.81), TOTALS, ["80.0% of the pages were audited (at least 81.0% wanted)."]),
        (Gate(min_coverage=0.0), NOTHING, ["0.0% of the pages were audited (at least 0.0% wanted)."]),
        (
            Gate(new_defects=0, failed_pages=0, min_coverage=1),
            TOTALS,
            [
                "3 defects are new or returned (limit 0).",
                "3 pages have a failure (limit 0).",
                "80.0% of the pages were audited (at least 100.0% wanted).",
            ],
        ),
    ],
    ids=[
        "no-limits", "new-at-limit", "new-over", "nothing-new", "failed-at-limit", "failed-over", "coverage-at-limit",
        "coverage-under", "nothing-audited", "all",
    ],
)  # fmt: skip
def test_limits_that_are_broken_are_told(gate: Gate, totals: Totals, expected: list[str]) -> None:
    found = objections(Settings(gate=gate), totals)
    assert expected == [each.en for each in found]
    assert all("件" in each.ja or "ページ" in each.ja for each in found)


DEPARTMENTS = (
    Department(name="市民課", prefixes=("/kurashi/",)),
    Department(name="こども課", prefixes=("/kurashi/kodomo/", "https://kodomo.example.jp/")),
)


def named(**values: object) -> Settings:
    return Settings(gate=Gate.model_validate(values), department=DEPARTMENTS)


def whose(settings: Settings) -> Charges:
    return charges(settings, Path())


def test_named_criteria_and_departments_may_have_no_failure() -> None:
    seen = Measured(criteria={"1.1.1": 4, "2.4.2": 1}, departments={"市民課": 2})
    settings = named(criteria=("1.1.1", "3.1.1"), departments=("市民課", "こども課"))
    assert ["4 pages fail criterion 1.1.1.", "2 pages of “市民課” have failures of their own."] == [
        each.en for each in objections(settings, TOTALS, seen)
    ]


@pytest.mark.parametrize("unlisted", [0, 1])
def test_with_a_baseline_what_it_does_not_list_is_new(unlisted: int) -> None:
    found = objections(named(new_defects=0), TOTALS, Measured(unlisted=unlisted))
    assert unlisted == len(found)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"criteria": ("1.1.9",)}, "1.1.9 is no criterion"),
        ({"departments": ("総務課",)}, "there is no [[department]] “総務課”"),
        ({"baseline": "nowhere.json"}, "can't be read"),
    ],
    ids=["criterion", "department", "baseline"],
)
def test_limits_that_can_not_be_looked_at_are_refused_before_the_work(values: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        examine(named(**values), CRITERIA, whose(named()))


def test_a_waiver_of_a_rule_that_nobody_knows_is_refused_before_the_work() -> None:
    day = date(2026, 4, 1)
    for rule, fits in ((FINDING.rule, True), ("image-alt-not-filename", False)):
        settings = Settings(waiver=(Waiver(rule=rule, reason="a", person="b", since=day, until=day),))
        if fits:
            examine(settings, CRITERIA, Charges())
        else:
            with pytest.raises(UsageError, match=r"\[\[waiver\]\] rule in the settings"):
                examine(settings, CRITERIA, Charges())


def test_pages_named_one_by_one_are_measured_by_the_same_limits() -> None:
    page = f"{SITE}kurashi/kodomo/a.html"
    results = [Checked(url=page, findings=(replace(FINDING, page=page),)), Checked(url=SITE)]
    settings = named(failed_pages=0, criteria=("1.1.1",), departments=("市民課", "こども課"))
    assert [
        "1 pages have a failure (limit 0).", "1 pages fail criterion 1.1.1.",
        "1 pages of “こども課” have failures of their own.",
    ] == [each.en for each in objections_to_pages(settings, results, None, whose(settings), day=DAY)]  # fmt: skip
    known = frozenset({baseline.entry_of(FINDING).key})
    assert () == objections_to_pages(settings, results, known, whose(settings), day=DAY)
    unlisted = ["1 defects are not in the baseline (limit 0)."]
    assert unlisted == [each.en for each in objections_to_pages(Settings(), results, frozenset(), Charges(), day=DAY)]
    without = objections_to_pages(named(new_defects=0), results, None, Charges(), day=DAY)
    assert unlisted == [each.en for each in without]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (DAY, DAY, []),
        (date(2026, 4, 1), date(2026, 4, 1), ["A waiver ended on 2026-04-01", "1 pages have a failure"]),
        (date(2026, 4, 3), date(2026, 4, 9), ["1 pages have a failure"]),
    ],
    ids=["holds", "is-over", "has-not-begun"],
)
@pytest.mark.parametrize("named_by", ["defect", "rule"])
def test_what_is_waived_on_pages_named_one_by_one_breaks_no_limit_while_the_waiver_holds(
    named_by: str, since: date, until: date, expected: list[str]
) -> None:
    what = {"defect": FINDING.defect} if named_by == "defect" else {"rule": FINDING.rule, "pages": ("/kurashi/",)}
    page = f"{SITE}kurashi/a.html"
    waiver = Waiver.model_validate({**what, "reason": "改修中", "person": "山田", "since": since, "until": until})
    settings = Settings(gate=Gate(failed_pages=0), waiver=(waiver,))
    results = [Checked(url=page, findings=(replace(FINDING, page=page),))]
    told = [each.en for each in objections_to_pages(settings, results, None, whose(settings), day=DAY)]
    assert len(told) == len(expected)
    assert all(each.startswith(words) for each, words in zip(told, expected, strict=True))
    no_list = objections_to_pages(settings, results, frozenset(), Charges(), day=DAY)
    assert (until == DAY) == (no_list == ())


def test_a_waiver_of_a_rule_lets_nothing_through_elsewhere() -> None:
    waiver = Waiver(rule=FINDING.rule, pages=("/kurashi/",), reason="改修中", person="山田", since=DAY, until=DAY)
    settings = Settings(gate=Gate(failed_pages=0), waiver=(waiver,))
    results = [Checked(url=f"{SITE}bousai/a.html", findings=(replace(FINDING, page=f"{SITE}bousai/a.html"),))]
    assert 1 == len(objections_to_pages(settings, results, None, whose(settings), day=DAY))


def test_a_department_is_known_by_its_list_its_prefix_or_the_contact_block_of_its_page(tmp_path: Path) -> None:
    (tmp_path / "owners.csv").write_text(f"URL,担当課\n{SITE}a,総務課\n", encoding="utf-8")
    departments = (Department(name="福祉課", contacts=("福祉部",)), Department(name="税務課", prefixes=("/zei/",)))
    limits = Gate(departments=("福祉課", "税務課", "総務課"))
    settings = Settings(
        site=Site(seeds=(SITE,)), gate=limits, department=departments, ownership=Ownership(list="owners.csv")
    )
    known = charges(settings, tmp_path)
    examine(settings, CRITERIA, known)
    contacts = {f"{SITE}a": "福祉部", f"{SITE}zei/b": "福祉部", f"{SITE}c": "福祉部地域係", f"{SITE}d": "土木課"}
    with fresh_store() as store:
        run = begun(store, *contacts)
        plan = Plan(standard=standard("jis2016"), criteria=CRITERIA, page_rules=registry.rules(), site_rules=())
        visit_all(store, run, {url: (finding(url, part=url),) for url in contacts}, contacts=contacts)
        assess(store, run, plan)
        seen = measure(store, run.id, settings, known, day=DAY)
        waiver = Waiver(defect="0" * 32, reason="a", person="b", since=date(2026, 4, 1), until=date(2026, 5, 1))
        waived = settings.model_copy(update={"waiver": (waiver,)})
        counted = measure(store, run.id, waived, known, day=DAY)
    expected = {"総務課": 1, "税務課": 1, "福祉課": 1, "土木課": 1}
    assert (expected, expected) == (seen.departments, counted.departments)
    pages = [
        Checked(url=url, findings=(finding(url, part=url),), facts=replace(FACTS, page=url, contact=contact))
        for url, contact in contacts.items()
    ]
    assert [f"1 pages of “{name}” have failures of their own." for name in limits.departments] == [
        each.en for each in objections_to_pages(settings, pages, None, known, day=DAY)
    ]
    unread = settings.model_copy(update={"ownership": Ownership(contact_blocks=False)})
    told = objections_to_pages(unread, pages, None, charges(unread, tmp_path), day=DAY)
    assert ["1 pages of “税務課” have failures of their own."] == [each.en for each in told]


def test_a_baseline_is_the_same_for_the_same_page_on_another_host_and_for_the_run(tmp_path: Path) -> None:
    other = "http://127.0.0.1:8000/"
    whole = replace(FINDING, target=None, page=SITE)
    assert baseline.entry_of(whole) == baseline.entry_of(replace(whole, page=other))
    with fresh_store() as store:
        run = begun(store, SITE)
        visit_all(store, run, {SITE: (FINDING, whole)})
        listed = {baseline.entry_of_defect(each) for each in gating.faulty(store, run.id)}
    assert {baseline.entry_of(FINDING), baseline.entry_of(whole)} == listed
    path = tmp_path / "baseline.json"
    assert 2 == baseline.write(path, listed)
    assert {each.key for each in listed} == baseline.read(path)
    before = path.read_bytes()
    baseline.write(path, sorted(listed, reverse=True))
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "known": []}', '{"format": "a11y-audit baseline 1"}'])
def test_a_file_that_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="not a baseline"):
        baseline.read(tmp_path / "b.json")


def test_a_run_is_measured_by_what_the_store_holds() -> None:
    pages = [f"{SITE}kurashi/{number}" for number in range(3)]
    with fresh_store() as store:
        run = begun(store, *pages)
        plan = Plan(standard=standard("jis2016"), criteria=CRITERIA, page_rules=registry.rules(), site_rules=())
        shared = {url: (replace(FINDING, page=url),) for url in pages}
        shared[pages[0]] += (finding(pages[0], part="own"),)
        visit_all(store, run, shared)
        settings = named(criteria=("1.1.1",), departments=("市民課",))
        assess(store, run, plan)
        seen = measure(store, run.id, settings, whose(settings), day=date(2026, 4, 2))
    assert ({"市民課": 1}, None, 3) == (seen.departments, seen.unlisted, seen.criteria["1.1.1"])


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 4, 30), (0, {"1.1.1": 1}, {"市民課": 1}, 1, 1, ())),
        (date(2026, 4, 1), (1, {"1.1.1": 3}, {"市民課": 1}, None, None, ("改修中",))),
    ],
    ids=["holds", "is-over"],
)
def test_what_is_waived_breaks_no_limit_until_its_last_day_and_then_fails_the_gate(
    until: date, expected: tuple[object, ...]
) -> None:
    pages = [f"{SITE}kurashi/{number}" for number in range(3)]
    with fresh_store() as store:
        run = begun(store, *pages)
        plan = Plan(standard=standard("jis2016"), criteria=CRITERIA, page_rules=registry.rules(), site_rules=())
        shared = {url: (replace(FINDING, page=url),) for url in pages}
        shared[pages[0]] += (finding(pages[0], part="own"),)
        visit_all(store, run, shared)
        totals = assess(store, run, plan)
        waiver = Waiver(defect=FINDING.defect, reason="改修中", person="山田", since=date(2026, 4, 1), until=until)
        limits = Gate(new_defects=1, failed_pages=1, criteria=("1.1.1",), departments=("市民課",))
        settings = Settings(gate=limits, department=DEPARTMENTS, waiver=(waiver,))
        seen = measure(store, run.id, settings, whose(settings), day=date(2026, 4, 2))
        broken = objections(settings, totals, seen)
    over = tuple(each.reason for each in seen.expired)
    counted = {number: seen.criteria[number] for number in ("1.1.1",)}
    assert expected[1:] == (counted, seen.departments, seen.fresh, seen.failed_pages, over)
    assert bool(expected[0]) == any("A waiver ended on 2026-04-01" in each.en for each in broken)
    assert totals.failed_pages == 3
