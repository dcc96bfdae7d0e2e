"""The pages that a city publishes: the nine items in order, no false claim, totals that equal the details."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from a11y_audit.assess.claims import Degree
from a11y_audit.assess.combining import Standing
from a11y_audit.assess.judgement import CellState
from a11y_audit.assess.lint import lint
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Lang
from a11y_audit.report.jis.document import Document, Grid, Para, Signed, Warned, plain
from a11y_audit.report.jis.pages import documents, write_pages
from a11y_audit.report.words import Words
from a11y_audit.settings import Policy, Result
from a11y_audit.standards import standard
from tests.unit.report import jis_example

NOW = datetime(2026, 11, 29, tzinfo=UTC)
NUMBERS = [each.number for each in standard("jis2016").at(Level.AA)]
CELLS = st.tuples(st.sampled_from(NUMBERS), st.integers(0, len(jis_example.TOPICS) - 1))
ODD = st.dictionaries(CELLS, st.sampled_from(CellState), max_size=12)
ITEMS = [
    "1. 表明日", "2. 規格の規格番号及び改正年", "3. 満たしている適合レベル", "4. 対象となるウェブページに関する簡潔な説明",
    "5. 依存したウェブコンテンツ技術のリスト", "6. 試験対象のウェブページを選択した方法", "7. 試験を行ったウェブページのURI",
    "8. 達成基準チェックリスト", "9. 試験実施期間",
]  # fmt: skip


def made(view: object, lang: Lang = Lang.JA) -> dict[str, Document]:
    return {each.key: each for each in documents(view, Words(lang))}  # type: ignore[arg-type]


def grid(document: Document, key: str) -> Grid:
    return next(each for each in document.grids if each.key == key)


def test_the_result_has_the_nine_items_in_their_order(tmp_path: Path) -> None:
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=NOW)
    soup = BeautifulSoup((tmp_path / "result.html").read_text(encoding="utf-8"), "html.parser")

    assert ITEMS == [each.get_text() for each in soup.find_all("h2")][: len(ITEMS)]


def test_our_own_result_has_no_contradiction(tmp_path: Path) -> None:
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=NOW)

    assert [] == lint((tmp_path / "result.html").read_text(encoding="utf-8"))
    assert [] == lint((tmp_path / "fragments" / "result.html").read_text(encoding="utf-8"))


@given(ODD)
def test_totals_equal_the_rows_and_no_claim_stands_beside_a_failure(odd: dict[tuple[str, int], CellState]) -> None:
    view = jis_example.view(odd)
    result = made(view)["result"]
    results = [row[4] for row in grid(result, "checklist").rows]
    words = [each.words for each in results if isinstance(each, Signed)]
    text = " ".join(str(plain(block.text)) for block in result.blocks if isinstance(block, Para))

    assert len(NUMBERS) == len(words)
    for word in ("不適合", "適合", "該当なし", "未判定"):
        said = re.search(rf"(?:、|、|: |うち、){word} (\d+) 項目", text)
        assert words.count(word) == (int(said[1]) if said else 0)
    if {"不適合", "未判定"} & set(words):
        assert "の適合レベルAAに準拠" not in text
    if "未判定" in words:
        assert any(isinstance(block, Warned) for block in result.blocks)


@given(ODD)
def test_every_failed_criterion_has_a_note(odd: dict[tuple[str, int], CellState]) -> None:
    for row in grid(made(jis_example.view(odd))["checklist"], "checklist").rows:
        if isinstance(row[4], Signed) and row[4].words == "不適合":
            assert "ページで不適合。" in str(row[5])


def test_a_refused_claim_makes_a_draft_that_says_what_is_missing() -> None:
    wished = jis_example.RESULT.model_copy(update={"claim": "conforms"})
    result = made(jis_example.view(result=wished))["result"]
    warned = [item for block in result.blocks if isinstance(block, Warned) for item in block.items]

    assert result.is_draft
    assert "不適合の達成基準が 1 あります（1.4.3）。「準拠」とは書けません。" in warned
    assert "（適合レベルは、まだ表明できません）" in str([plain(b.text) for b in result.blocks if isinstance(b, Para)])


def test_without_settings_everything_that_is_missing_is_told() -> None:
    pages = made(jis_example.view(policy=Policy(), result=Result()))

    assert pages["policy"].is_draft
    assert "（未記入：設定の policy.scope に書いてください）" in str(pages["policy"].blocks)
    assert "（未記入：設定の result.tested_from, result.tested_until に書いてください）" in str(pages["result"].blocks)


def test_the_policy_has_the_exclusions_of_the_scope_with_their_reasons() -> None:
    rows = grid(made(jis_example.view())["policy"], "exceptions").rows

    assert ("地図", "場所を言葉で伝えるページを別に用意しています。", "住所と道順を加えます。") == rows[0]
    assert "/gikai/kaigiroku/" == rows[1][0]


def test_before_a_sample_was_drawn_there_is_no_result() -> None:
    view = replace(jis_example.view(), sample=None, table=None, conformance=None, claim=None)

    assert ["policy", "evaluation", "kpi"] == list(made(view))


def test_signs_are_those_of_the_settings_and_never_alone() -> None:
    view = replace(jis_example.view(), glyphs=("◎", "▲", "／"))
    cells = {
        each for row in grid(made(view)["checklist"], "checklist").rows for each in row if isinstance(each, Signed)
    }

    assert {"◎", "▲", "／"} == {each.sign for each in cells}
    assert all(each.words for each in cells)


def test_the_checklist_of_techniques_leaves_to_people_what_only_they_know() -> None:
    odd = {**jis_example.ODD, ("2.4.2", 1): CellState.MANUAL}
    rows = grid(made(jis_example.view(odd))["implementation"], "implementation").rows
    results = {(row[0], str(row[1]).split(" ", 1)[0]): str(plain(row[4])) for row in rows}

    assert ["該当なし（－）", "適合（○）", "", "未判定"] == [
        results[key] for key in (("1.2.4", "G9"), ("3.1.1", "H57"), ("1.2.2", "G93"), ("2.4.2", "G88"))
    ]
    assert "AC、AF、HC" in [row[2] for row in rows if "H37" in str(row[1])]
    assert "HC" in [row[2] for row in rows if str(row[1]).startswith("G202")]


@pytest.mark.parametrize("lang", Lang)
def test_each_criterion_tells_which_combinations_meet_it(lang: Lang) -> None:
    view = jis_example.view()
    rows = grid(made(view, lang)["implementation"], "grounds").rows
    told = {str(row[0]).split()[0]: row for row in rows}
    words = Words(lang)

    assert NUMBERS == [*told]
    assert words("jis.adequate") == told["3.1.1"][2]
    assert "H57" == told["3.1.1"][3]
    assert words("jis.for_people") == told["1.2.2"][2]
    assert words("jis.for_people") == told["1.4.3"][2]
    assert words("jis.applies_not") == told["1.2.4"][2]
    for number, row in told.items():
        combinations = [each for one in view.grounds if one.situation.criterion == number for each in one.combinations]
        assert row[6] == sum(each.standing in (Standing.UNKNOWN, Standing.UNJUDGED) for each in combinations)


def test_the_self_assessment_has_fifty_points_and_only_evidence_that_there_is() -> None:
    rows = grid(made(jis_example.view())["evaluation"], "evaluation").rows
    empty = made(replace(jis_example.view(policy=Policy()), months=(), departments=0, sample=None))["evaluation"]

    assert 50 == sum(int(str(row[2])) for row in rows)
    assert {"検査の記録では分かりません。"} == {str(row[4]) for row in grid(empty, "evaluation").rows}


def test_the_monthly_figure_is_failed_to_audited_pages() -> None:
    newest = grid(made(jis_example.view())["kpi"], "kpi").rows[0]

    assert ("2026年2月", 5_213, 530, "10.2%") == (newest[0], newest[2], newest[3], newest[4])


@pytest.mark.parametrize("lang", Lang)
def test_every_page_is_there_as_a_whole_and_as_a_fragment(tmp_path: Path, lang: Lang) -> None:
    write_pages(jis_example.view(), tmp_path, (lang,), now=NOW)
    for key in made(jis_example.view()):
        whole = BeautifulSoup((tmp_path / f"{key}.html").read_text(encoding="utf-8"), "html.parser")
        part = BeautifulSoup((tmp_path / "fragments" / f"{key}.html").read_text(encoding="utf-8"), "html.parser")
        assert whole.html is not None
        assert lang == whole.html["lang"]
        assert part.find(["html", "head", "body", "h1", "script", "style"]) is None
        for table in (*whole.find_all("table"), *part.find_all("table")):
            assert table.caption
            assert all(head.get("scope") for head in table.find_all("th"))
        assert len(whole.find_all("table")) == len(part.find_all("table"))


def test_what_a_page_says_of_itself_stays_text(tmp_path: Path) -> None:
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=NOW)

    assert "<script>alert(1)</script>" not in (tmp_path / "result.html").read_text(encoding="utf-8")


def test_csv_and_workbook_hold_what_the_pages_show(tmp_path: Path) -> None:
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=NOW)
    book = CalamineWorkbook.from_path(str(tmp_path / "jis.xlsx"))
    with (tmp_path / "checklist.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = book.get_sheet_by_name("達成基準チェックリスト").to_python()

    assert [] == [name for name in book.sheet_names if "(2)" in name]

    assert ["番号", "達成基準", "適合レベル", "適用", "結果", "注記"] == rows[0]
    assert [
        "1.4.3",
        "コントラスト（最低限レベル）",
        "AA",
        "適用（○）",
        "不適合（×）",
        "6 ページ中 2 ページで不適合。",
    ] == next(row for row in rows if row[0] == "1.4.3")
    assert rows == [[str(cell) for cell in row] for row in sheet]
    assert "README" == book.sheet_names[0]


def test_a_result_that_is_whole_is_claimed_with_the_note() -> None:
    view = jis_example.view({})
    texts = [str(plain(block.text)) for block in made(view)["result"].blocks if isinstance(block, Para)]

    assert ((Degree.CONFORMS, Level.AA),) == (view.claim.parts if view.claim else ())
    assert "JIS X 8341-3:2016 の適合レベルAAに準拠" in texts
    assert date(2026, 11, 28) == view.result.stated
    assert not made(view)["result"].is_draft


def test_checklists_with_an_open_cell_are_drafts_too() -> None:
    whole = made(jis_example.view({}))
    started = made(jis_example.view({("1.1.1", 0): CellState.MANUAL}))

    assert [] == [key for key, each in whole.items() if each.is_draft]
    assert ["result", "checklist", "implementation"] == [key for key, each in started.items() if each.is_draft]


def test_the_list_of_files_has_every_table_and_no_print_of_an_earlier_run(tmp_path: Path) -> None:
    (tmp_path / "result.pdf").write_bytes(b"%PDF")
    (tmp_path / "of-others.pdf").write_bytes(b"%PDF")
    write_pages(jis_example.view(), tmp_path, (Lang.JA,), now=NOW)
    soup = BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    linked = {str(each["href"]) for each in soup.select("main a")}

    assert {path.name for path in tmp_path.glob("*.csv")} | {"jis.xlsx"} <= linked
    assert not (tmp_path / "result.pdf").exists()
    assert (tmp_path / "of-others.pdf").exists()
    assert not [each for each in linked if each.endswith(".pdf")]


def test_one_month_alone_shows_no_change() -> None:
    view = jis_example.view()
    told = [str(row[4]) for row in grid(made(replace(view, months=view.months[-1:]))["evaluation"], "evaluation").rows]

    assert [each for each in told if "1か月分の記録だけ" in each]
    assert not [each for each in told if "10.2% から" in each]


def test_a_table_without_rows_is_told_in_words(tmp_path: Path) -> None:
    write_pages(replace(jis_example.view(), months=()), tmp_path, (Lang.JA,), now=NOW)
    soup = BeautifulSoup((tmp_path / "kpi.html").read_text(encoding="utf-8"), "html.parser")

    assert soup.table is None
    assert "載せるものは、まだありません。" in soup.get_text()
