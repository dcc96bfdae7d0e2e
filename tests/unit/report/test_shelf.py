from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.report.shelf import Sheet, Shelf


@given(count=st.integers(0, 40), capacity=st.integers(1, 7))
def test_all_rows_are_written_once_in_order_in_files_that_follow_each_other(count: int, capacity: int) -> None:
    sheets: list[Sheet[int]] = []
    shelf = Shelf[int]("list", capacity, sheets.append)
    told = [shelf.put(row) for row in range(count)]
    shelf.close()

    assert list(range(count)) == [row for sheet in sheets for row in sheet.rows]
    assert told == [sheet.file for sheet in sheets for _ in sheet.rows]
    assert "list.html" == sheets[0].file
    assert [sheet.file for sheet in sheets[1:]] == [sheet.next for sheet in sheets[:-1]]
    assert [sheet.file for sheet in sheets[:-1]] == [sheet.previous for sheet in sheets[1:]]
    assert (None, None) == (sheets[0].previous, sheets[-1].next)
    assert all(sheet.rows and sheet.rows[0] == sheet.first - 1 for sheet in sheets) or count == 0
