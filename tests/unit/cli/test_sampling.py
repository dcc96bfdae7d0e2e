"""The commands of the JIS test, as an officer types them; no browser is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from a11y_audit.cli import build
from a11y_audit.core.text import Lang
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.store.engine import open_store
from a11y_audit.workplace import DATA
from tests.unit.stores import SITE, finding
from tests.unit.trials import night

PAGES = {"": [], "a": [finding(f"{SITE}a")], **{f"{number}.html": [] for number in range(45)}}


@pytest.fixture(autouse=True)
def _audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path / DATA)
    night(store, PAGES)
    store.close()
    yield
    structlog.reset_defaults()


def run(*arguments: str, lang: Lang = Lang.JA) -> Result:
    return CliRunner().invoke(build(lang), arguments)


def test_pages_are_proposed_marked_in_a_sheet_and_drawn(tmp_path: Path) -> None:
    assert "トップページ" in run("sample", "propose").stdout
    assert 0 == run("sample", "propose", "--output", "pages.csv").exit_code
    sheet = tmp_path / "pages.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8-sig") + f"○,表,,{SITE}7.html,題\r\n", encoding="cp932")
    drawn = run("sample", "draw", "--pages", "pages.csv", "--person", "広報課 山田")
    assert 0 == drawn.exit_code
    assert "40 ページ。代表 2、プロセス 0、ランダム 38" in drawn.stdout
    assert any(line.split()[:3] == ["代表:", "表", f"{SITE}7.html"] for line in drawn.stdout.splitlines())
    assert "見逃す確率は" in drawn.stdout
    assert drawn.stdout == run("sample", "show").stdout
    frame = run("sample", "show", "--frame").stdout.splitlines()
    assert 45 == len(frame)
    assert f"{SITE}7.html" not in frame
    again = run("sample", "draw", "--seed", "もっと良い種", lang=Lang.EN)
    assert 2 == again.exit_code
    assert "can't be drawn again until the result pleases" in again.stderr


def test_before_pages_are_drawn_the_next_step_is_told() -> None:
    for command in (("sample", "show"), ("review", "status"), ("review", "show", "x")):
        told = run(*command)
        assert 2 == told.exit_code
        assert "a11y-audit sample draw" in told.stderr


def test_a_question_is_seen_answered_and_gone() -> None:
    run("sample", "draw")
    before = run("review", "status").stdout
    assert "1.1.1 非テキストコンテンツ" in before
    (title,) = [
        line for line in before.splitlines() if " 2.4.2 " in line and line[0].isalnum() and "達成基準の確認" in line
    ]
    question = title.split()[0]
    shown = run("review", "show", question).stdout
    assert "2.4.2（ページタイトル）" in shown
    assert "見方:" in shown
    answered = run("review", "answer", question, "--outcome", "passed", "--person", "山田", "--note", "読んだ")
    assert 0 == answered.exit_code
    assert "答えを記録しました: 適合" in answered.stdout
    assert question not in run("review", "status").stdout
    assert "適合（山田、" in run("review", "show", question).stdout
    other = run("review", "answer", question, "--outcome", "failed", "--person", "佐藤", "--note", "題が同じ")
    assert "判定が分かれています" in other.stdout
    assert "判定の分かれているもの 1 件" in run("review", "status").stdout


@pytest.mark.parametrize(
    ("arguments", "japanese", "english"),
    [
        (["review", "answer", "x", "--person", "a"], "--outcome の指定がありません。", "--outcome is missing."),
        (
            ["review", "answer", "x", "--outcome", "ok", "--person", "a"],
            "選べる値: passed, failed",
            "It can be: passed",
        ),
        (["review", "answer", "x", "--outcome", "passed", "--person", "a"], "質問 x はありません。", "no question x"),
        (["review", "status", "--standard", "jis2010"], "選べる値: jis2016", "It can be: jis2016"),
        (["sample", "replace", f"{SITE}a", "--person", "a", "--reason", "×"], "入れ替えられません", "stays"),
        (["sample", "draw", "--pages", "none.csv"], "ファイルを読めません", "can't be read"),
    ],
    ids=["no-outcome", "wrong-outcome", "no-question", "wrong-standard", "testable-page", "no-file"],
)
def test_what_can_not_be_done_is_told_in_both_languages(arguments: list[str], japanese: str, english: str) -> None:
    run("sample", "draw")
    told = run(*arguments)
    assert 2 == told.exit_code
    assert japanese in told.stderr
    assert english in run(*arguments, lang=Lang.EN).stderr


def test_a_page_that_is_gone_is_replaced(tmp_path: Path) -> None:
    drawn = run("sample", "draw").stdout
    gone = next(path for path in PAGES if path.endswith(".html") and f"{SITE}{path} " in drawn)
    store = open_store(tmp_path / DATA)
    night(store, {**PAGES, gone: NotAudited(Why.NOT_FOUND, "404")}, number=1)
    store.close()
    assert "sample replace で入れ替えてください" in run("sample", "show").stdout.replace("\n", "")
    done = run("sample", "replace", f"{SITE}{gone}", "--reason", "ページの削除", "--person", "山田")
    assert 0 == done.exit_code
    assert f"入れ替え: {SITE}{gone} → {SITE}" in done.stdout
    assert "（ページの削除。山田、" in run("sample", "show").stdout


def test_the_standard_is_chosen_without_another_audit() -> None:
    run("sample", "draw")
    assert "2.5.8 ターゲットのサイズ" in run("review", "status", "--standard", "wcag22").stdout
    assert "2.5.8" not in run("review", "status").stdout
