import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.report.csv import write_csv
from a11y_audit.report.tables import COLUMNS
from a11y_audit.sheets.cells import CELL_LIMIT, cell
from tests.unit.report import example


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_every_file_has_a_bom_ends_lines_with_crlf_and_is_rectangular(tmp_path: Path) -> None:
    paths = write_csv(example.view(), tmp_path)
    assert [*(f"{name}.csv" for name in COLUMNS), "README.csv"] == [path.name for path in paths]
    for path in paths:
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n") == len(_rows(path))
        assert 1 == len({len(row) for row in _rows(path)})


def test_what_is_written_is_what_the_view_says(tmp_path: Path) -> None:
    view = example.view()
    write_csv(view, tmp_path)
    pages = _rows(tmp_path / "pages.csv")
    assert ["URL", "ページの題名", "状態"] == pages[0][:3]
    assert [row.url for row in view.pages()] == [row[0] for row in pages[1:]]
    assert {"検査済み": 40, "検査できず": 3, "対象外": 3} == {
        state: sum(row[2] == state for row in pages[1:]) for state in {row[2] for row in pages[1:]}
    }
    numbers = [row[0] for row in _rows(tmp_path / "criteria.csv")[1:]]
    assert [row.criterion.number for row in view.criteria] == numbers
    assert ["10", "11", "12"] == [row[0] for row in _rows(tmp_path / "trend.csv")[1:]]
    assert 7 == len(_rows(tmp_path / "defects.csv")[1:])
    assert len(example.HOSTILE) == len(_rows(tmp_path / "findings.csv")[1:])
    assert 6 == len(_rows(tmp_path / "not-audited.csv")[1:])


def test_no_criterion_without_a_finding_is_called_met(tmp_path: Path) -> None:
    write_csv(example.view(), tmp_path)
    states = {row[3] for row in _rows(tmp_path / "criteria.csv")[1:]}
    assert {"問題あり", "問題の可能性大", "未検査", "手動確認", "機械検査で問題なし"} == states


def test_the_readme_explains_every_column_of_every_file(tmp_path: Path) -> None:
    write_csv(example.view(), tmp_path)
    explained = [(row[0], row[1]) for row in _rows(tmp_path / "README.csv")[1:] if row[2] and row[3]]
    assert explained == [(f"{name}.csv", head) for name in COLUMNS for head in _rows(tmp_path / f"{name}.csv")[0]]


def test_what_came_out_differently_has_a_file_of_its_own_if_there_is_any(tmp_path: Path) -> None:
    view = example.view()
    write_csv(view, tmp_path / "some")
    rows = _rows(tmp_path / "some" / "unstable.csv")
    assert [row.url for row in view.unstable()] == [row[0] for row in rows[1:]]
    write_csv(replace(view, unstable=lambda: ()), tmp_path / "none")
    assert not (tmp_path / "none" / "unstable.csv").exists()
    assert "unstable.csv" not in {row[0] for row in _rows(tmp_path / "none" / "README.csv")}


def test_each_page_and_finding_has_the_date_of_its_own_test(tmp_path: Path) -> None:
    view = example.view()
    earlier = replace(next(iter(view.findings())), tested_at=example.END - timedelta(days=3))
    old = replace(next(iter(view.pages())), tested_at=example.END - timedelta(days=3))
    write_csv(replace(view, findings=lambda: (earlier,), pages=lambda: (old,)), tmp_path)
    for name in ("findings", "pages"):
        head, row = _rows(tmp_path / f"{name}.csv")
        assert "2026-11-20 03:42" == row[head.index("検査日時")]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000=1",
        "\ufeff=1",
        "\u2060=1",
    ],
)
def test_a_cell_never_begins_like_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@given(st.text(alphabet=st.characters(), max_size=50))
def test_a_cell_is_one_printable_line(text: str) -> None:
    shown = cell(text)
    assert not any(char in shown for char in "\r\n\t\x00\x1b\u202e")
    assert shown.lstrip()[:1] not in set("=+-@＝＋－＠")


def test_giant_texts_are_cut() -> None:
    assert CELL_LIMIT == len(cell("長" * 1_000_000))
