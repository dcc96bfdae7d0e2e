"""The script that begins a rule: what it writes works at once, and what it refuses."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from a11y_audit import resources
from a11y_audit.core.rule import Rule
from a11y_audit.testing.browsing import Recorder
from a11y_audit.testing.cases import read_cases
from a11y_audit.testing.plugin import compare, says

SCRIPT = resources.ROOT / "scripts" / "new-rule"
STEM = "image_alt_not_empty"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with two families and nothing else."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts" / "new-rule")
    for family in ("images", "links"):
        (tmp_path / "checks" / family).mkdir(parents=True)
        (tmp_path / "checks" / family / "__init__.py").touch()
    return tmp_path


def begin(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(tree / "scripts" / "new-rule"), *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"}
    )


def load(path: Path) -> Rule[Any]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = getattr(module, path.stem)
    assert isinstance(found, Rule)
    return found


def test_it_writes_a_rule_and_its_cases(tree: Path) -> None:
    done = begin(tree, "images", "image-alt-not-empty")
    folder = tree / "checks" / "images"
    assert (0, "") == (done.returncode, done.stderr)
    assert {"__init__.py", f"{STEM}.py", f"{STEM}.md"} == {path.name for path in folder.iterdir()}
    rule = load(folder / f"{STEM}.py")
    assert ("image-alt-not-empty", "Page") == (rule.id, rule.subject)
    assert set(rule.says) == {case.reason for case in read_cases(folder / f"{STEM}.md")} - {""}


@pytest.mark.browser
def test_what_it_writes_passes_its_own_cases(tree: Path) -> None:
    begin(tree, "images", "image-alt-not-empty")
    rule = load(tree / "checks" / "images" / f"{STEM}.py")
    with Recorder() as recorder:
        for case in read_cases(tree / "checks" / "images" / f"{STEM}.md"):
            snapshots = recorder.record(case.pages)
            assert compare(case, rule, says(rule, snapshots), snapshots) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ("pictures", "image-alt-not-empty"),
            "There is no family “pictures”. Choose one of: images, links",
            id="family",
        ),
        pytest.param(("images", "image_alt"), "“image_alt” is no rule id", id="underscores"),
        pytest.param(("images", "ImageAlt"), "“ImageAlt” is no rule id", id="capitals"),
        pytest.param(("images", "images"), "“images” is no rule id", id="one word"),
        pytest.param(("images", "../image-alt"), "“../image-alt” is no rule id", id="path"),
        pytest.param(("../images", "image-alt"), "There is no family “../images”", id="family outside"),
        pytest.param(("images",), "scripts/new-rule FAMILY ID", id="too few"),
        pytest.param((), "scripts/new-rule FAMILY ID", id="none"),
    ],
)
def test_it_refuses_what_cannot_be_a_rule(tree: Path, arguments: tuple[str, ...], told: str) -> None:
    before = sorted(tree.rglob("*"))
    done = begin(tree, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert before == sorted(tree.rglob("*"))


def test_it_never_overwrites_a_rule_even_of_another_family(tree: Path) -> None:
    begin(tree, "images", "image-alt-not-empty")
    written = (tree / "checks" / "images" / f"{STEM}.py").read_bytes()
    done = begin(tree, "links", "image-alt-not-empty")
    assert done.returncode == 2
    assert "The rule exists already: checks/images/image_alt_not_empty.py" in done.stderr
    assert written == (tree / "checks" / "images" / f"{STEM}.py").read_bytes()
