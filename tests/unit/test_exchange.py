"""Questions go out as sheets and come back as answers; what was not changed changes nothing."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from a11y_audit import exchange, review
from a11y_audit.assess.answers import Answer
from a11y_audit.core.outcome import Kind, Outcome
from a11y_audit.errors import UsageError
from a11y_audit.report.michecker import HEADS
from a11y_audit.review import Choice
from a11y_audit.settings import Settings
from a11y_audit.sheets.book import Column, Sheet, write_book
from a11y_audit.store.answers import every_answer, save_answers
from a11y_audit.store.engine import Store, open_store
from a11y_audit.workplace import DATA
from tests.unit.stores import SITE, finding
from tests.unit.trials import night

DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
PAGES = {"": [], "a": [finding(f"{SITE}a")], "b": [finding(f"{SITE}b", Kind.REVIEW, "x")]}
NOTES = ("", "=1+1", "'=1", "二行\nの注記", "-", "０１２", "長い" * 2_000)
"""Notes that a spreadsheet would like to change."""

Edit = Callable[[dict[str, str]], dict[str, str]]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / DATA)
    night(store, PAGES)
    review.draw(tmp_path, Choice(), day=DAY)
    yield store
    store.close()


def export(folder: Path, kind: str = "csv") -> Path:
    done = exchange.export(Settings(), folder, formats=(kind,), every=False, out=None, today=DAY)
    return done.paths[0]


def take(folder: Path, path: Path, person: str = "") -> int:
    return len(exchange.import_answers(Settings(), folder, path, person=person, now=NOW).answers)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def edited(folder: Path, edit: Edit, encoding: str = "utf-8-sig") -> Path:
    return save(folder / "filled.csv", [edit(row) for row in rows_of(export(folder))], encoding)


def passed(row: dict[str, str]) -> dict[str, str]:
    return {**row, "回答": "適合", "判定者": "山田", "判定日": "2026-11-29"}


def known(store: Store) -> list[Answer]:
    return every_answer(store, SITE)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_and_imported_changes_nothing(city: Store, tmp_path: Path, kind: str) -> None:
    questions = review.judge(Settings(), tmp_path, today=DAY).asked
    given = [
        Answer(
            question=each.id,
            outcome=(Outcome.PASSED, Outcome.FAILED, Outcome.INAPPLICABLE)[number % 3],
            person=("山田", "佐藤 花子")[number % 2],
            moment=NOW,
            note=NOTES[number % len(NOTES)],
            evidence=each.evidence,
        )
        for number, each in enumerate(questions)
    ]
    save_answers(city, SITE, given)

    assert len(given) > len(NOTES)
    assert 0 == take(tmp_path, export(tmp_path, kind))
    assert len(given) == len(known(city))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_answers_come_back_in_any_encoding_and_order_of_columns_and_may_come_twice(
    city: Store, tmp_path: Path, encoding: str
) -> None:
    path = edited(tmp_path, lambda row: dict(reversed(list(passed(row).items()))), encoding)
    asked = len(rows_of(export(tmp_path)))

    assert asked == take(tmp_path, path)
    assert 0 == take(tmp_path, path)
    assert asked == len(known(city))
    assert () == review.judge(Settings(), tmp_path, today=DAY).open


def test_a_filled_workbook_comes_back(city: Store, tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(export(tmp_path, "xlsx")))
    heads, *rows = book.get_sheet_by_name("質問").to_python()
    columns = tuple(Column(head=str(head)) for head in heads)
    filled = [list(passed(dict(zip(map(str, heads), map(str, row), strict=True))).values()) for row in rows]
    path = write_book(tmp_path / "filled.xlsx", [Sheet(name="表", columns=columns, rows=filled)], title="表")

    assert len(rows) == take(tmp_path, path)
    assert len(rows) == len(known(city))


def test_one_row_that_can_not_be_taken_keeps_all_others_out(city: Store, tmp_path: Path) -> None:
    rows = [passed(row) for row in rows_of(export(tmp_path))]
    rows[1] = {**rows[1], "回答": "たぶん"}
    rows[3] = {**rows[3], "照合記号": "0"}
    with pytest.raises(UsageError) as error:
        take(tmp_path, save(tmp_path / "filled.csv", rows))

    assert "読み込めない行が 2 行あるので、何も記録しませんでした" in error.value.message.ja
    assert "・3行目（Q-" in error.value.message.ja
    assert "・5行目（Q-" in error.value.message.ja
    assert [] == known(city)


def test_a_half_filled_sheet_is_taken_as_far_as_it_goes(city: Store, tmp_path: Path) -> None:
    rows = rows_of(export(tmp_path))
    rows[0] = passed(rows[0])

    assert 1 == take(tmp_path, save(tmp_path / "filled.csv", rows))
    assert 1 == len(known(city))


def test_a_sheet_of_another_test_or_an_old_one_is_refused(city: Store, tmp_path: Path) -> None:
    path = edited(tmp_path, passed)
    night(city, {**PAGES, "b": [finding(f"{SITE}b", Kind.REVIEW, "y")]}, number=1)
    with pytest.raises(UsageError) as error:
        take(tmp_path, path)

    assert "いまの試験にありません" in error.value.message.ja or "変わりました" in error.value.message.ja
    assert [] == known(city)


@pytest.mark.parametrize("column", ["質問番号", "回答", "判定者", "注記", "照合記号"])
def test_a_column_that_is_needed_is_asked_for(city: Store, tmp_path: Path, column: str) -> None:
    path = edited(tmp_path, lambda row: {head: cell for head, cell in passed(row).items() if head != column})
    with pytest.raises(UsageError) as error:
        take(tmp_path, path)

    assert f"必要な列がありません: 「{column}」" in error.value.message.ja
    assert [] == known(city)


def test_the_name_may_be_given_once_for_the_whole_sheet(city: Store, tmp_path: Path) -> None:
    path = edited(tmp_path, lambda row: {**passed(row), "判定者": ""})

    assert take(tmp_path, path, "佐藤") > 0
    assert {"佐藤"} == {each.person for each in known(city)}


def test_what_a_machine_proved_is_written_only_when_it_is_asked_for(city: Store, tmp_path: Path) -> None:
    whole = exchange.export(Settings(), tmp_path, formats=("csv",), every=True, out=tmp_path / "all", today=DAY)
    usual = exchange.export(Settings(), tmp_path, formats=("csv",), every=False, out=tmp_path / "usual", today=DAY)

    assert whole.questions > usual.questions
    assert "機械が判定（回答不要）" in {row["状態"] for row in rows_of(whole.paths[0])}
    assert known(city) == []


def test_the_layout_of_michecker_has_a_file_for_each_page_and_counts_by_technique(city: Store, tmp_path: Path) -> None:
    path = export(tmp_path, "michecker")
    listed = rows_of(path)
    rows = rows_of(path.with_name(next(row["ファイル"] for row in listed if row["ページ"] == f"{SITE}a")))
    failed = [row for row in rows if row["種別"] == "問題あり"]

    assert list(HEADS) == list(rows[0])
    assert 3 == len(listed)
    assert "1" == next(row["問題あり"] for row in listed if row["ページ"] == f"{SITE}a")
    assert 1 == len(failed)
    assert "○" == failed[0]["知覚可能"]
    assert "" == failed[0]["堅ろう"]
    assert all(row["達成方法"].endswith(",") for row in failed)
    assert "手動確認" in {row["種別"] for row in rows}
    assert known(city) == []


def test_a_folder_that_can_not_be_written_is_told(city: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="could not be written"):
        exchange.export(Settings(), tmp_path, formats=("csv",), every=False, out=tmp_path / "file", today=DAY)
    assert [] == known(city)
