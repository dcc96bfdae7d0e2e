"""The pages to publish, from a store: what is claimed stands on the test, what is missing is told."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from a11y_audit import publish, review
from a11y_audit.assess.answers import Answer
from a11y_audit.assess.claims import Degree, Lack
from a11y_audit.assess.judgement import CellState
from a11y_audit.assess.lint import lint
from a11y_audit.cli import build
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.text import Lang
from a11y_audit.errors import StoreError, UsageError
from a11y_audit.report.jis.view import JisView
from a11y_audit.review import Choice
from a11y_audit.settings import FILE_NAME, Settings
from a11y_audit.standards import Method
from a11y_audit.store.answers import save_answers
from a11y_audit.store.engine import Store, open_store
from a11y_audit.workplace import DATA
from tests.unit.stores import SITE, finding
from tests.unit.trials import night

NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
CLEAN = {"": [], "a": [], "b": []}
FAULTY = {"": [], "a": [finding(f"{SITE}a")], "b": []}
SAID = {
    "policy": {"scope": "全てのページ", "url": f"{SITE}policy", "department": "広報課"},
    "result": {
        "tested_from": "2026-11-01", "tested_until": "2026-11-30", "url": f"{SITE}result", "testers": "山田",
        "next_steps": "年度内に直します。",
    },
}  # fmt: skip
TOML = """
[policy]
scope = "全てのページ"
url = "https://www.city.hikari.lg.jp/policy"
[result]
claim = "conforms"
tested_from = 2026-11-01
tested_until = 2026-11-30
url = "https://www.city.hikari.lg.jp/result"
"""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path / DATA)
    yield store
    store.close()
    structlog.reset_defaults()


def settings(**changes: object) -> Settings:
    return Settings.model_validate_json(json.dumps({**SAID, **changes}))


def judge_all(store: Store, folder: Path, pages: dict[str, object], *, answered: bool = True) -> None:
    night(store, pages)  # type: ignore[arg-type]
    review.draw(folder, Choice(), day=NOW.date())
    if answered:
        answer_all(store, folder)


def answer_all(store: Store, folder: Path) -> None:
    judged = review.judge(Settings(), folder, today=NOW.date())
    given = [
        Answer(question=each.id, outcome=Outcome.PASSED, person="山田", moment=NOW, evidence=each.evidence)
        for each in judged.asked
    ]
    save_answers(store, SITE, given)


def pages(folder: Path, **changes: object) -> JisView:
    return publish.pages(settings(**changes), folder, out=None, pdf=False, now=NOW).view


def text(folder: Path, name: str) -> str:
    return (folder / "out" / "jis" / name).read_text(encoding="utf-8")


def run(*arguments: str, lang: Lang = Lang.JA) -> Result:
    return CliRunner().invoke(build(lang), arguments)


def test_a_whole_test_of_published_pages_may_be_called_conformance(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, CLEAN)
    view = pages(tmp_path)

    assert view.claim is not None
    assert ((Degree.CONFORMS, Level.AA),) == view.claim.parts
    assert [] == lint(text(tmp_path, "result.html"))


def test_a_failure_leaves_partial_conformance_and_its_note(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, FAULTY)
    view = pages(tmp_path)

    assert view.claim is not None
    assert (Degree.PARTLY, Level.AA) == view.claim.parts[-1]
    assert "ページで不適合。" in text(tmp_path, "result.html")
    assert [] == lint(text(tmp_path, "result.html"))


def test_pages_repaired_after_the_draw_are_told_and_support_no_conformance(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, FAULTY)
    night(city, CLEAN, number=1)  # type: ignore[arg-type]
    answer_all(city, tmp_path)
    view = pages(tmp_path, result={**SAID["result"], "claim": "conforms"})

    assert view.table is not None
    assert CellState.PASSED is view.table.state_at(Level.AA)
    assert view.claim is None
    assert [Lack.REPAIRED] == [each.lack for each in view.decision.missing] if view.decision else []
    assert "選んだあとの検査で、不適合がなくなったページが 1 ページあります。" in text(tmp_path, "result.html")
    review.draw(tmp_path, Choice(), day=NOW.date())
    answer_all(city, tmp_path)
    assert ((Degree.CONFORMS, Level.AA),) == getattr(pages(tmp_path).claim, "parts", ())


def test_an_open_test_is_a_draft_and_claims_nothing_but_consideration(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, CLEAN, answered=False)
    view = pages(tmp_path)

    assert view.claim is not None
    assert ((Degree.CONSIDERS, Level.AA),) == view.claim.parts
    assert "これは下書きです。" in text(tmp_path, "result.html")


def test_before_a_sample_there_is_a_policy_but_no_result(city: Store, tmp_path: Path) -> None:
    night(city, CLEAN)  # type: ignore[arg-type]
    pages(tmp_path)

    assert "全てのページ" in text(tmp_path, "policy.html")
    assert not (tmp_path / "out" / "jis" / "result.html").exists()


def test_without_an_audit_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        publish.pages(settings(), tmp_path, out=None, pdf=False, now=NOW)


def test_a_folder_that_can_not_be_written_is_told(city: Store, tmp_path: Path) -> None:
    night(city, CLEAN)  # type: ignore[arg-type]
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="could not be written"):
        publish.pages(settings(), tmp_path, out=tmp_path / "file", pdf=False, now=NOW)


def test_months_have_their_last_whole_audit(city: Store, tmp_path: Path) -> None:
    night(city, FAULTY)  # type: ignore[arg-type]
    months = pages(tmp_path).months

    assert all(month.day.replace(day=1) == month.month for month in months)
    assert all(month.month < date(2100, 1, 1) for month in months)


def test_techniques_are_tested_as_their_rules_speak(city: Store, tmp_path: Path) -> None:
    night(city, CLEAN)  # type: ignore[arg-type]
    techniques = pages(tmp_path).techniques

    assert Method.AC in techniques["H37"]
    assert Method.HC not in {method for methods in techniques.values() for method in methods}


def test_the_command_refuses_a_claim_with_what_is_missing(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, FAULTY)
    (tmp_path / FILE_NAME).write_text(TOML, encoding="utf-8")
    result = run("jis", "pages")

    assert 1 == result.exit_code
    assert "設定した表記（result.claim）に足りないこと:" in result.stdout
    assert "「準拠」とは書けません。" in result.stdout


def test_the_command_says_what_may_be_claimed(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, CLEAN)
    (tmp_path / FILE_NAME).write_text(TOML.replace('claim = "conforms"\n', ""), encoding="utf-8")
    result = run("jis", "pages", "--lang", "en", lang=Lang.EN)

    assert 0 == result.exit_code
    assert "What may be claimed: JIS X 8341-3:2016: conforms to level AA" in result.stdout


def test_sheets_go_out_and_come_back_by_command(city: Store, tmp_path: Path) -> None:
    judge_all(city, tmp_path, CLEAN, answered=False)
    out = run("review", "export", "--format", "csv", "--out", "sheets")
    back = run("review", "import", "sheets/review.csv", "--person", "山田")

    assert (0, 0) == (out.exit_code, back.exit_code)
    assert "書き出しました: sheets/review.csv" in out.stdout
    assert "新しい回答 0 件を記録しました。" in back.stdout
    assert 2 == run("review", "import", "none.csv").exit_code
