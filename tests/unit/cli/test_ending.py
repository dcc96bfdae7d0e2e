"""What is said at the end of an audit, and its exit code."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from a11y_audit.api import AuditEnd
from a11y_audit.assess.totals import Totals
from a11y_audit.cli.command import Request
from a11y_audit.cli.ending import conclude, exit_code
from a11y_audit.core.text import Lang, Text
from a11y_audit.settings import Settings
from a11y_audit.store.runs import Run

NIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
RUN = Run(
    id=1,
    site="https://www.city.example.jp/",
    view="",
    state="complete",
    basis_id=None,
    started_at=NIGHT,
    finished_at=NIGHT,
    settings={},
    versions={},
    totals=None,
    notes=(),
)
END = AuditEnd(run=RUN, totals=Totals(found=10, audited=10, failed_pages=1), report=Path("out/1/index.html"))
SECOND = replace(END, run=replace(RUN, id=2, view="390x844"), report=Path("out/2/index.html"))
GATE = (Text("新規が多すぎます", "Too many new ones"),)


def stopped(end: AuditEnd, note: str) -> AuditEnd:
    return replace(end, run=replace(end.run, state="running", notes=(note,)), interrupted=True)


def said(end: AuditEnd, capsys: pytest.CaptureFixture[str], lang: Lang = Lang.JA) -> str:
    conclude(Request(lang, {}), end, Settings())
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("end", "code"),
    [
        pytest.param(END, 0, id="done"),
        pytest.param(replace(END, gate=GATE), 1, id="gate"),
        pytest.param(replace(END, run=replace(RUN, state="partial", notes=("limit",))), 0, id="limit reached"),
        pytest.param(replace(END, run=replace(RUN, state="partial", notes=("stopped",))), 3, id="pages left waiting"),
        pytest.param(stopped(END, "stopped"), 130, id="stopped by a person"),
        pytest.param(stopped(END, "quiet_hours"), 3, id="quiet hours"),
        pytest.param(stopped(END, "emergency"), 3, id="emergency"),
        pytest.param(stopped(END, "storm"), 3, id="storm"),
        pytest.param(replace(END, second=SECOND), 0, id="two sizes done"),
        pytest.param(replace(END, second=replace(SECOND, gate=GATE)), 1, id="gate of the second size"),
        pytest.param(
            replace(END, gate=GATE, second=replace(SECOND, run=replace(SECOND.run, state="partial"))),
            3,
            id="second size incomplete",
        ),
        pytest.param(
            replace(END, second=stopped(SECOND, "stopped"), interrupted=True), 130, id="stopped in the second size"
        ),
        pytest.param(replace(END, second=stopped(SECOND, "storm"), interrupted=True), 3, id="storm in the second size"),
    ],
)
def test_exit_codes_tell_apart_who_stopped_it(end: AuditEnd, code: int) -> None:
    assert code == exit_code(end, Settings())


def test_coverage_under_the_limit_is_incomplete_in_either_size() -> None:
    settings = Settings.model_validate({"gate": {"min_coverage": 0.9}})
    few = Totals(found=10, audited=5, not_audited={"timeout": 5}, failed_pages=1)
    assert 3 == exit_code(replace(END, totals=few), settings)
    assert 3 == exit_code(replace(END, second=replace(SECOND, totals=few)), settings)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("quiet_hours", "「検査をしない時間帯」になったため止めました。"),
        ("emergency", "緊急時の表示が出たため止めました。"),
        ("storm", "サーバーが続けて応答を断ったため止めました。"),
    ],
)
def test_why_the_site_was_left_alone_is_told(note: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(stopped(END, note), capsys).splitlines()
    assert lines[0].startswith("── 検査を途中で止めました（第1回） ")
    assert [
        words,
        "同じコマンドをもう一度実行すると、続きから検査します。",
        "終了コード 3: 途中で止めたため、まだ全体の結果ではありません。",
    ] == lines[-3:]


def test_a_person_who_stops_it_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(stopped(END, "stopped"), capsys).splitlines()
    assert "報告書: out/1/index.html" == lines[-3]
    assert "終了コード 130: 途中で止めました。" == lines[-1]


def test_both_window_sizes_have_their_title_and_report(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(replace(END, second=stopped(SECOND, "storm"), interrupted=True), capsys)
    assert "── 検査が終わりました（第1回） ─" in text
    assert "── 検査を途中で止めました（第2回） 画面の大きさ 390×844 ─" in text
    assert "報告書: out/1/index.html" in text
    assert "報告書: out/2/index.html" in text
    assert 1 == text.count("サーバーが続けて応答を断った")
    assert 1 == text.count("続きから検査します")


def test_the_same_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(replace(END, second=SECOND), capsys, Lang.EN)
    assert "The audit is done (run 2) window size 390×844" in text
    assert "Exit code 0: done." in text
