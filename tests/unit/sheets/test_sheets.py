"""Tables are written so that every spreadsheet shows them as they are, and read back as people save them."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from a11y_audit.errors import UsageError
from a11y_audit.report.csv import write_table
from a11y_audit.sheets.book import Column, Link, Picture, Sheet, write_book
from a11y_audit.sheets.cells import bare, cell
from a11y_audit.sheets.reading import read_table
from tests.unit.report.example import HOSTILE, JPEG

HEADS = ("番号", "回答", "注記")
COLUMNS = (
    Column(head="番号", width=10),
    Column(head="回答", width=12, choices=("適合", "不適合"), open=True, hint="一覧から選びます。"),
    Column(head="注記", width=40, open=True),
)
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
WHOLE = JPEG[:-2] + b"\xff\xda\x00\x08" + bytes(40) + b"\xff\xd9"
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=40)


def book(folder: Path, *rows: tuple[object, ...], **changes: object) -> Path:
    sheet = Sheet(name="問い", columns=COLUMNS, rows=rows, **changes)  # type: ignore[arg-type]
    return write_book(folder / "book.xlsx", [sheet], title="表")


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as packed:
        return etree.fromstring(packed.read(name))


def read(path: Path) -> list[tuple[str, ...]]:
    return [tuple(row.cells[head] for head in HEADS) for row in read_table(path, HEADS).rows]


def test_a_book_keeps_its_head_in_sight_and_its_widths(tmp_path: Path) -> None:
    sheet = part(book(tmp_path, ("a1", "適合", "")), "xl/worksheets/sheet1.xml")

    assert "frozen" == sheet.find(".//m:pane", NAMESPACE).get("state")
    assert 3 == len(sheet.findall(".//m:cols/m:col", NAMESPACE))
    assert "A1:C2" == sheet.find(".//m:autoFilter", NAMESPACE).get("ref")


def test_a_protected_book_lets_only_open_columns_be_changed_and_offers_the_choices(tmp_path: Path) -> None:
    path = book(tmp_path, ("a1", "適合", ""), protected=True)
    sheet = part(path, "xl/worksheets/sheet1.xml")
    looks = part(path, "xl/styles.xml").findall(".//m:cellXfs/m:xf", NAMESPACE)
    cells = {each.get("r"): looks[int(each.get("s"))] for each in sheet.findall(".//m:c", NAMESPACE)}

    assert "1" == sheet.find("m:sheetProtection", NAMESPACE).get("sheet")
    assert cells["A2"].find("m:protection", NAMESPACE) is None
    assert "0" == cells["B2"].find("m:protection", NAMESPACE).get("locked")
    assert '"適合,不適合"' == sheet.find(".//m:dataValidation/m:formula1", NAMESPACE).text


@pytest.mark.parametrize("text", [*HOSTILE[:-1], "=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =1", "'=1", "_x0041_"])
def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    sheet = part(book(tmp_path, ("a1", "", text)), "xl/worksheets/sheet1.xml")

    assert [] == sheet.findall(".//m:f", NAMESPACE)
    assert [] == sheet.findall(".//m:hyperlink", NAMESPACE)


def test_what_was_written_into_a_book_is_read_again(tmp_path: Path) -> None:
    rows = [("a1", "適合", "=1+1"), ("a2", "", "'=1"), ("0012", "不適合", "一行目"), ("_x0041_", "", "長" * 500)]

    assert rows == read(book(tmp_path, *rows))


@given(rows=st.lists(st.tuples(st.integers(0, 99).map("a{}".format), TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_was_written_as_csv_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = write_table(tmp_path_factory.mktemp("csv") / "table.csv", HEADS, rows)

    assert [tuple(value.strip() for value in row) for row in rows] == read(path)


@given(TEXTS)
def test_a_quoted_cell_is_bare_again(text: str) -> None:
    assert text == bare(cell(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_form_in_which_spreadsheets_save_it(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "table.csv"
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator)
    writer.writerows([["注記", "余り", "番号", "回答"], ["二行\nの注記", "x", "a1", "不適合"], ["", "", "", ""]])
    path.write_bytes(file.getvalue().encode(encoding))

    assert [("a1", "不適合", "二行\nの注記")] == read(path)


def test_the_heads_may_stand_lower_and_on_another_sheet(tmp_path: Path) -> None:
    first = Sheet(name="README", columns=(Column(head="読み方"),), rows=[("番号",), ("回答",)])
    second = Sheet(name="問い", columns=COLUMNS, rows=[("a1", "適合", "")])
    path = write_book(tmp_path / "book.xlsx", [first, second], title="表")

    assert [("a1", "適合", "")] == read(path)
    assert [2] == [row.number for row in read_table(path, HEADS).rows]


def test_pictures_are_framed_and_told_of(tmp_path: Path) -> None:
    picture = Picture(source=WHOLE, size=(640, 360), frame=(60, 80, 160, 32), description="該当箇所の画像")
    path = book(tmp_path, (picture, "", Link("https://www.city.hikari.lg.jp/")), picture_px=120)
    with zipfile.ZipFile(path) as packed:
        drawing = packed.read("xl/drawings/drawing1.xml").decode()

        assert "xl/media/image1.jpg" in packed.namelist() or "xl/media/image1.jpeg" in packed.namelist()
    assert 'descr="該当箇所の画像"' in drawing
    assert "D30000" in drawing


def test_a_frame_that_reaches_beyond_its_picture_is_cut(tmp_path: Path) -> None:
    def width(frame: tuple[float, float, float, float]) -> int:
        picture = Picture(source=WHOLE, size=(640, 360), frame=frame, description="該当箇所の画像")
        path = book(tmp_path, (picture, "", ""), picture_px=120)
        with zipfile.ZipFile(path) as packed:
            drawing = etree.fromstring(packed.read("xl/drawings/drawing1.xml"))
        sizes = [int(each.get("cx", "0")) for each in drawing.iter("{*}ext") if each.get("cx")]
        return sizes[-1]

    assert width((500, 80, 140, 32)) == width((500, 80, 4_000, 32)) < width((0, 80, 640, 32))


@pytest.mark.parametrize("source", [b"", b"no picture", JPEG, JPEG + bytes(20), b"GIF89a" + bytes(80)])
def test_a_broken_picture_leaves_its_description(tmp_path: Path, source: bytes) -> None:
    picture = Picture(source=source, size=(640, 360), description="該当箇所の画像")

    assert [("該当箇所の画像", "", "")] == read(book(tmp_path, (picture, "", "")))


def test_a_sheet_that_is_too_long_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11y_audit.sheets.book.ROWS_PER_SHEET", 2)
    path = book(tmp_path, *[(f"a{number}", "", "") for number in range(5)])
    names = [each.get("name") for each in part(path, "xl/workbook.xml").findall(".//m:sheet", NAMESPACE)]

    assert ["問い", "問い (2)", "問い (3)"] == names


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "必要な列がありません"),
        (b"PK\x03\x04broken", "表計算のファイルとして開けません"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "表計算のファイルとして開けません"),
        (b"\x00\x01\x02\xff", "文字コードが分かりません"),
        ("番号,回答\n1,適合\n".encode(), "必要な列がありません: 「注記」"),
        ("番号,回答,注記,回答\n1,適合,,\n".encode(), "同じ見出しの列が2つ以上あります: 「回答」"),
        (b"<html><table></table></html>", "必要な列がありません"),
    ],
)
def test_what_is_no_such_table_is_refused_with_its_reason(tmp_path: Path, source: bytes, words: str) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(source)
    with pytest.raises(UsageError) as error:
        read_table(path, HEADS)

    assert words in error.value.message.ja


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_table(tmp_path / "none.csv", HEADS)


def test_a_zip_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 210_000_000)
    with pytest.raises(UsageError, match="too large"):
        read_table(path, HEADS)
