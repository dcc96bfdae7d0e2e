"""The manual's commands are run in its order, from the audit to the published page, on a part of the demo city."""

import os
import re
from datetime import datetime
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from a11y_audit.assess.lint import Weight, lint
from a11y_audit.cli import build
from a11y_audit.core.text import Lang
from a11y_audit.report.notation import JAPAN
from a11y_audit.settings import FILE_NAME
from a11y_audit.sheets.book import Column, Sheet, write_book
from a11y_audit.testing.demo_city.server import serve
from tests.browser.conftest import free_port

pytestmark = pytest.mark.browser

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual-ja"
SITE = "https://www.city.midorino.example.jp/"
SECTION = "bousai/"
PAGES = sorted(MANUAL.glob("[1-9]-*.md"))
SHEET = Path("out/review/review.xlsx")


def blocks(language: str) -> list[str]:
    """Return the blocks of the manual in a language, in their order."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def run(line: str) -> Result:
    result = CliRunner().invoke(build(Lang.JA), line.removeprefix("a11y-audit ").split())
    structlog.reset_defaults()
    return result


def fill_in(path: Path) -> None:
    """Do what the manual leaves to people: answer every question in the workbook."""
    heads, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("質問").to_python()
    filled = [{**dict(zip(heads, row, strict=True)), "回答": "適合", "判定者": "山田"} for row in rows]
    columns = tuple(Column(head=str(head)) for head in heads)
    write_book(path, [Sheet(name="質問", columns=columns, rows=[list(row.values()) for row in filled])], title="質問")


def test_each_command_of_the_manual_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((100, 40)))
    with serve(1, port=free_port()) as url:
        (settings,) = blocks("toml")
        today = datetime.now(JAPAN).date().isoformat()
        settings = re.sub(r"(?m)^tested_until = .*", f"tested_until = {today}", settings)
        (tmp_path / FILE_NAME).write_text(settings.replace(SITE, f"{url}{SECTION}"), encoding="utf-8")
        monkeypatch.setenv("A11Y_AUDIT_SCOPE__INCLUDE", f'["/{SECTION}"]')
        ran: list[str] = []
        for line in "".join(blocks("sh")).splitlines():
            if line.startswith("a11y-audit review import"):
                fill_in(SHEET)
            result = run(line)
            ran.append(line)
            assert (line, 0) == (line, result.exit_code), result.output
        assert "すべての質問に答えがあります。" in run("a11y-audit review status").output
    page = (tmp_path / "out" / "jis" / "result.html").read_text(encoding="utf-8")

    assert {"audit", "sample", "review", "jis"} <= {line.split()[1] for line in ran}
    assert [] == [each for each in lint(page) if each.weight is Weight.CONTRADICTION]
    assert "適合レベルAAに準拠" not in page
    assert (tmp_path / "out" / "jis" / "result.pdf").stat().st_size > 10_000


def test_pictures_of_the_manual_are_there_small_and_told_of() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)

    assert {path.name for path in (MANUAL / "pictures").iterdir()} >= {Path(name).name for _, name in pictures}
    assert all(len(described) > 20 for described, _ in pictures)
    assert all((MANUAL / name).stat().st_size < 80_000 for _, name in pictures)


@pytest.mark.parametrize("path", [*PAGES, MANUAL / "README.md"], ids=lambda path: path.name)
def test_links_of_the_manual_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (path.parent / link).exists()]
