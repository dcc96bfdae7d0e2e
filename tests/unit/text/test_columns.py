"""Which lines blanks part into columns."""

from a11y_audit.text.columns import columns


def test_lines_with_columns_at_the_same_place_are_aligned() -> None:
    (found,) = columns(["大人　　５００円　　４００円", "学生　　３００円　　２００円", "小人　　１００円　　無料です"])
    assert (3, 3, True) == (len(found.rows), found.width, found.aligned)
    assert ("学生", "３００円", "２００円") == found.rows[1]


def test_narrow_letters_count_half() -> None:
    (found,) = columns(["第1回    10月1日", "第10回   11月1日", "特別回   12月1日"])
    assert found.aligned
    (found,) = columns(["第1回   10月1日", "第100回   11月1日", "特別回   12月1日"])
    assert not found.aligned


def test_a_line_with_another_number_of_cells_ends_the_columns() -> None:
    lines = [
        "大人　　５円",
        "学生　　３円",
        "小人　　１円",
        "団体は割引",
        "夏　　１円",
        "冬の日　　１円",
        "春の日　　１円",
    ]
    assert [3, 3] == [len(each.rows) for each in columns(lines)]


def test_two_lines_one_blank_leading_blanks_marks_and_forms_make_no_columns() -> None:
    assert [] == list(columns(["大人　　５円", "学生　　３円"]))
    assert [] == list(columns(["１日　午前", "２日　午後", "３日　午前"]))
    assert [] == list(columns(["　　市長", "　　　湯沢太郎", "　　湯沢市"]))
    assert [] == list(columns(["１　　総則", "２　　定義", "３　　手続"]))
    assert [] == list(columns(["令和　　年　　月　　日"] * 3))
    assert [] == list(columns(["日　　時", "場　　所", "費　　用"]))
