"""The parts of the command line: language, layout, progress, lists of pages, forms of results, last guard."""

import asyncio
import csv
import io
import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from a11y_audit.api import Checked
from a11y_audit.assess.waivers import Waiver
from a11y_audit.audit.events import Progress
from a11y_audit.cli.checking import read_list
from a11y_audit.cli.formats import as_csv, as_jsonl, as_text
from a11y_audit.cli.language import language_of
from a11y_audit.cli.progress import Display, Meter, duration
from a11y_audit.cli.refusal import ERROR_FILE, guarded
from a11y_audit.cli.running import run_apart
from a11y_audit.cli.wrapping import definitions, table, wrap
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Target
from a11y_audit.core.text import Lang
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError

URL = "https://www.city.example.jp/"


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, Lang.JA),
        ([], {"LANG": "C.UTF-8"}, Lang.JA),
        ([], {"LANG": "POSIX"}, Lang.JA),
        ([], {"LANG": "ja_JP.UTF-8"}, Lang.JA),
        ([], {"LANG": "en_US.UTF-8"}, Lang.EN),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, Lang.JA),
        ([], {"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "de_DE"}, Lang.EN),
        ([], {"LANG": "ja_JP.UTF-8", "A11Y_AUDIT_LANG": "en"}, Lang.EN),
        (["runs", "--lang", "ja"], {"A11Y_AUDIT_LANG": "en"}, Lang.JA),
        (["--lang=en", "runs"], {}, Lang.EN),
        (["--lang"], {}, Lang.JA),
        (["--lang", "fr"], {}, Lang.JA),
        (["check", "--", "--lang", "en"], {}, Lang.JA),
    ],
)
def test_the_language_is_asked_for_or_found(arguments: list[str], environ: dict[str, str], lang: Lang) -> None:
    assert lang is language_of(arguments, environ)


@given(
    st.text(st.sampled_from("あいう、。（）「」abc 1漢字ー\n"), max_size=200), st.integers(min_value=20, max_value=60)
)
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(text.split()) == "".join("".join(lines).split())


def test_a_line_neither_begins_with_a_full_stop_nor_ends_with_a_bracket() -> None:
    assert ["あいうえ", "お。かき", "（く"] == wrap("あいうえお。かき（く", 9)


def test_columns_stand_under_each_other_with_wide_characters() -> None:
    lines = table(["回", "状態"], [["1", "完了"], ["10", "一部"]], right=(0,)).splitlines()
    assert ["回  状態", " 1  完了", "10  一部"] == lines
    terms = definitions([("audit", "検査"), ("a-very-long-option --with a value", "説明")], columns=60)
    assert 3 == len(terms)
    assert cell_len(terms[0].removesuffix("検査")) == cell_len(terms[2].removesuffix("説明"))


def numbers(audited: int, found: int) -> Progress:
    return Progress(audited=audited, waiting=found - audited, not_audited=0, found=found, left_out=0, url=URL)


def test_a_table_keeps_to_its_columns_and_breaks_no_word() -> None:
    heads, word = ("項目", "値", "から"), "https://www.city.example.lg.jp/kurashi/"
    rows = [("report.formats", f"{'あ' * 40} {word}", "既定値"), ("site.name", "市", "設定ファイル")]
    lines = table(heads, rows, columns=72).splitlines()
    assert max(map(cell_len, lines)) == 72
    assert any(word in line for line in lines)
    assert "".join(line[16:].replace("既定値", "").strip() for line in lines[1:-1]) == f"{'あ' * 40}{word}"
    assert max(map(cell_len, table(heads, rows, columns=30).splitlines())) > len(word)
    assert len(table(heads, rows).splitlines()) == 3


def test_the_time_left_is_told_only_once_discovery_is_steady() -> None:
    meter = Meter()
    assert "検査済み 0 / 発見 1,000 · 検査できず 0" == meter.line(numbers(0, 1000), 0, Lang.JA)
    assert meter.line(numbers(49, 1000), 49, Lang.JA).endswith(" · 60.0 ページ/分")
    assert meter.line(numbers(50, 1000), 50, Lang.JA).endswith(" · 残り 約16分")
    assert meter.line(numbers(51, 1100), 51, Lang.EN).endswith(" pages/min")
    assert meter.line(numbers(52, 1100), 112, Lang.EN).endswith(" left")


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "1分未満"), (300, "約5分"), (3600, "約1時間00分"), (10920, "約3時間02分")]
)
def test_durations_are_told_to_the_minute(seconds: float, words: str) -> None:
    assert words == duration(seconds).ja


def test_without_a_terminal_a_line_a_minute_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 59.0, 61.0, 62.0, 122.0])
    with Display(Lang.JA, quiet=False, clock=lambda: next(times)) as display:
        for audited in range(1, 6):
            display.show(numbers(audited, 10))
    assert 2 == len(capsys.readouterr().err.splitlines())


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(Lang.JA, quiet=True, clock=lambda: 1e9) as display:
        display.show(numbers(1, 10))
    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_of_pages_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "pages.txt"
    path.write_bytes(f"# 公開前のページ\r\n{URL}\r\n\r\n  {URL}kurashi/  \r\n".encode(encoding))
    assert [URL, f"{URL}kurashi/"] == read_list(path)


def test_wrong_lines_of_a_list_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text(f"{URL}\nhttp://[\nmailto://\n", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_list(path)
    assert "2行あります" in error.value.message.ja
    assert "・2行目: http://[" in error.value.message.ja
    assert "- line 3: mailto://" in error.value.message.en


def finding(kind: Kind = Kind.FAILED, **data: str) -> Finding:
    target = Target(selector="#photo\x1b", snippet="=<img\u202e>", fragment="<img>")
    return Finding(
        page=URL,
        rule="image-alt-not-file-name",
        rule_version=1,
        reason="alt_is_file_name",
        kind=kind,
        criteria=("1.1.1",),
        barrier="image-alt",
        target=target,
        data=data or {"alt": "DSC_1.JPG"},
    )


RESULTS = [
    Checked(url=URL, findings=(finding(alt='[red]\x1b[31m"\u009b\ud800'),)),
    Checked(url=f"{URL}a", not_audited=NotAudited(Why.NOT_FOUND, "404")),
    Checked(url=f"{URL}b"),
]


def test_json_lines_keep_the_data_and_harm_no_terminal() -> None:
    text = as_jsonl(RESULTS, Lang.EN)
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    first, second = (json.loads(line) for line in text.splitlines())
    assert [
        "url",
        "rule",
        "reason",
        "outcome",
        "criterion",
        "techniques",
        "selector",
        "snippet",
        "message",
        "data",
        "waiver",
    ] == [*first]
    assert {"alt": '[red]\x1b[31m"\u009b\ud800'} == first["data"]
    assert ("failed", ["1.1.1"], "#photo\x1b") == (first["outcome"], first["criterion"], first["selector"])
    assert "F30" in first["techniques"]
    assert ("not_audited", "not_found") == (second["outcome"], second["why"])


def test_text_names_the_surest_first_and_claims_nothing() -> None:
    text = as_text([Checked(url=URL, findings=(finding(Kind.REVIEW), finding())), *RESULTS[1:]], Lang.JA)
    assert text.index("[問題あり] 1.1.1 代替テキスト「DSC_1.JPG」") < text.index("[要判断]")
    assert "検査できませんでした: ページがありません（リンク切れ）。 (404)" in text
    assert "自動で見つかる問題はありませんでした。" in text
    assert "\x1b" not in as_text(RESULTS, Lang.JA)
    assert "[red]" in as_text(RESULTS, Lang.JA)


def test_csv_opens_in_spreadsheets_without_running_anything() -> None:
    text = as_csv(RESULTS, Lang.JA)
    assert text.startswith("\ufeffアドレス,判定,")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [10, 10, 10] == [len(row) for row in rows]
    assert "'=<img\N{REPLACEMENT CHARACTER}>" == rows[1][7]
    assert text.count("\r\n") == text.count("\n") == 3
    assert ["問題あり", "alt_is_file_name"] == [rows[1][1], rows[1][4]]
    assert ["検査できず", "not_found"] == [rows[2][1], rows[2][4]]
    assert ",Not audited," in as_csv(RESULTS, Lang.EN)


def test_every_form_of_results_tells_what_is_waived_and_by_whom() -> None:
    day = date(2026, 4, 1)
    waiver = Waiver(rule="image-alt-not-file-name", reason="改修中", person="山田", since=day, until=day)
    told = waiver.words.ja
    assert "改修中（山田、" in told
    assert [told] == [line.strip() for line in as_text(RESULTS, Lang.JA, (waiver,)).splitlines() if "猶予" in line]
    assert told == json.loads(as_jsonl(RESULTS, Lang.JA, (waiver,)).splitlines()[0])["waiver"]
    assert 2 == as_csv(RESULTS, Lang.JA, (waiver,)).count("猶予")
    assert "猶予" not in as_text(RESULTS, Lang.JA, (replace(waiver, rule="page-title"),))


def test_a_child_process_gets_no_ctrl_c_of_ours() -> None:
    async def group_of_child() -> int:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import os; print(os.getpgrp())", stdout=asyncio.subprocess.PIPE
        )
        said, _ = await child.communicate()
        return int(said)

    assert os.getpgrp() != run_apart(group_of_child())


def test_an_unforeseen_error_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def broken() -> int:
        raise RuntimeError("page says \x1b")

    assert 4 == guarded(broken, Lang.JA)
    assert "開発元に知らせてください" in capsys.readouterr().err
    assert "RuntimeError: page says" in (tmp_path / ERROR_FILE).read_text(encoding="utf-8")


def test_an_unforeseen_error_is_shown_where_it_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ERROR_FILE).mkdir()

    def broken() -> int:
        raise RuntimeError("page says \x1b")

    assert 4 == guarded(broken, Lang.EN)
    shown = capsys.readouterr().err
    assert "RuntimeError: page says" in shown
    assert "\x1b" not in shown


def test_an_interruption_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert 130 == guarded(interrupted, Lang.JA)
    assert "中断しました。\n" == capsys.readouterr().err
