"""What README and the documents promise exists: commands, files, settings, and both languages of the rules' pages."""

import re
from pathlib import Path

import pytest

from a11y_audit import registry
from a11y_audit.cli.tree import build
from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang
from a11y_audit.resources import CHECKS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "decisions").glob("*.md"),
    ]
)


def test_every_command_is_in_the_readme_and_none_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"## コマンド\n(.*?)\n## ", readme, re.DOTALL)
    assert table is not None
    told = set(re.findall(r"`(?:a11y-audit )?([a-z]+)(?: [^`]*)?`", table[1])) - {"text", "toml"}
    commands = set(build(Lang.JA).commands)

    assert commands <= told


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_scripts_that_are_named_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    assert [
        name for name in re.findall(r"scripts/([a-z-]+(?:\.[a-z]+)?)", text) if not (ROOT / "scripts" / name).exists()
    ] == []


KIND_OF = {"F": Kind.FAILED, "L": Kind.LIKELY, "R": Kind.REVIEW, "A": Kind.ADVICE}


def test_the_table_of_japanese_rules_names_reasons_and_their_kinds() -> None:
    text = (ROOT / "docs" / "japanese.md").read_text(encoding="utf-8")
    told = re.findall(r"\b([FLRA]) `([a-z-]+):([a-z_]+)`", text)

    assert len(told) > 80
    assert [] == [each for each in told if registry.rule(each[1]).says[each[2]].kind is not KIND_OF[each[0]]]


def test_the_table_of_japanese_rules_leaves_none_out() -> None:
    text = (ROOT / "docs" / "japanese.md").read_text(encoding="utf-8")
    families = ("ruby", "language")
    names = {path.stem.replace("_", "-") for family in families for path in (CHECKS / family).glob("[a-z]*.py")}

    assert {name for name in names if f"`{name}:" not in text} == set()
