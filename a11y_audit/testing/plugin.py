"""Pytest plug-in: every block of a rule's case file is a test, through the real gatherer in a real browser.

Loaded by name (`-p a11y_audit.testing.plugin`), never by an entry point: it would collect other people's Markdown.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from a11y_audit import registry
from a11y_audit.core.finding import Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Rule
from a11y_audit.core.snapshot import Snapshot
from a11y_audit.probes.catalogue import BY_ID
from a11y_audit.subject import Page, Site, facts
from a11y_audit.testing.browsing import Recorder
from a11y_audit.testing.cases import Case, read_cases

_KINDS = {"Failed": Kind.FAILED, "Likely": Kind.LIKELY, "Review": Kind.REVIEW, "Advice": Kind.ADVICE}
_recorder = pytest.StashKey[Recorder]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the Markdown file beside a rule's module."""
    if file_path.suffix == ".md" and file_path.with_suffix(".py").is_file():
        file: pytest.Collector = CaseFile.from_parent(parent, path=file_path)
        return file
    return None


class CaseFile(pytest.File):
    """A rule's case file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each block."""
        for case in read_cases(self.path):
            item: pytest.Item = CaseItem.from_parent(self, name=f"{case.section}: {case.scenario}", case=case)
            item.add_marker(pytest.mark.browser)
            yield item


class CaseItem(pytest.Item):
    """One block: the rule must say of it what the block's section and heading announce."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:  # noqa: ANN401 -- pytest's own signature
        """Keep the case."""
        super().__init__(**kwargs)
        self.case = case

    def runtest(self) -> None:
        """Record the pages, judge them, compare."""
        recorder = self.session.stash.get(_recorder, None)
        if recorder is None:
            recorder = self.session.stash[_recorder] = Recorder().__enter__()
        rule = registry.rule(self.case.rule)
        snapshots = recorder.record(self.case.pages, probes=[BY_ID[rule.needs]] if rule.needs else [])
        problem = compare(self.case, rule, says(rule, snapshots), snapshots)
        if problem:
            slow = [name for shot in snapshots for name, each in shot.evidence.items() if not each.finished]
            raise AssertionError(f"{problem}; not finished: {slow}" if slow else problem)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ANN401 -- pytest's own signature
        """Show the disagreement alone; anything else with its traceback."""
        if isinstance(excinfo.value, AssertionError):
            return f"{self.path}:{self.case.line}: {excinfo.value}"
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the block stands."""
        return self.path, self.case.line - 1, f"{self.case.rule}: {self.name}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Close the browser of the session."""
    recorder = session.stash.get(_recorder, None)
    if recorder is not None:
        recorder.__exit__(None, None, None)


READINGS = {"翠野": "みどりの"}
"""What the settings of the cases' site say of names; no dictionary has this one."""


def says(rule: Rule[Any], snapshots: list[Snapshot]) -> list[Say]:
    """Return what the rule says of the recorded pages."""
    pages = [Page(each, READINGS) for each in snapshots]
    if rule.subject == "Site":
        return list(rule.evaluate(Site(lambda: [facts(page) for page in pages])))
    return [say for page in pages for say in rule.evaluate(page)]


def compare(  # noqa: PLR0911 -- one return for each way to differ
    case: Case, rule: Rule[Any], said: list[Say], snapshots: list[Snapshot]
) -> str | None:
    """Return how what was said differs from what the case announces, or None."""
    unknown = [say.reason for say in said if say.reason not in rule.says]
    if unknown:
        return f"reasons that the rule does not declare: {unknown}"
    heard = [(say.reason, rule.says[say.reason].kind) for say in said]
    if case.section == "Inapplicable":
        return f"expected nothing, heard {heard}" if heard else None
    if case.section == "Passed":
        wrong = [each for each in heard if each[1] is not Kind.PASSED]
        if wrong:
            return f"expected only passed, heard {wrong}"
        missing = case.reason and case.reason not in (reason for reason, _ in heard)
        return f"expected “{case.reason}”, heard {heard}" if missing else None
    kind = _KINDS[case.section]
    if not case.reason or rule.says.get(case.reason) is None or rule.says[case.reason].kind is not kind:
        return f"the block must name a reason of kind {kind}"
    stronger = [each for each in heard if each[1] not in (kind, Kind.PASSED)]
    if stronger:
        return f"expected only {kind}, heard also {stronger}"
    fitting = [say for say in said if say.reason == case.reason]
    if not fitting:
        return f"expected “{case.reason}”, heard {heard}"
    return _wrong_target(case, fitting, snapshots)


def _wrong_target(case: Case, fitting: list[Say], snapshots: list[Snapshot]) -> str | None:
    if not case.selector:
        return None
    expected = {each.selector for shot in snapshots for each in Page(shot).select(case.selector)}
    actual = {say.target.selector if say.target else "" for say in fitting}
    return None if expected == actual else f"expected targets {sorted(expected)}, heard {sorted(actual)}"
