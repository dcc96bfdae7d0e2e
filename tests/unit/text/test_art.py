"""What signs draw."""

import pytest

from a11y_audit.text.art import faces, ornaments, picture


@pytest.mark.parametrize(
    "face",
    [
        "(^_^)",
        "（＾▽＾）",
        "(T_T)",
        "(>_<)",
        "（；＿；）",
        "(*^_^*)",
        "(・∀・)",
        "(-_-)",
        "(^^)",
        "(´・ω・`)",
        "m(_ _)m",
    ],
)
def test_faces_are_found(face: str) -> None:
    assert [face] == faces(f"ありがとう{face}ございます")


@pytest.mark.parametrize(
    "text",
    [
        "（案）",
        "(3)",
        "（・・・）",
        "（月・祝）",
        "for(;;)",
        "(O-O)",
        "(ToT)",
        "（ーーー）",
        "(-5)",
        "f(x): (a_a)",
        "12:30",
    ],
)
def test_words_and_numbers_in_brackets_are_no_faces(text: str) -> None:
    assert [] == faces(text)


def test_rows_of_signs_are_ornaments_and_leaders_are_not() -> None:
    assert ["★☆★☆★☆"] == ornaments("★☆★☆★☆ 祭り")
    assert ["━━━━━━━━━━"] == ornaments("━" * 30)
    assert [] == ornaments("目次……………3 ＿＿＿＿＿＿ ・・・・・・ ------ ★★★ ○×○×")


def test_three_lines_of_several_signs_are_a_picture() -> None:
    cat = ["　∧＿∧", "（　・ω・）", "（　＿＿つ）", "｜￣￣￣｜"]
    assert 4 == picture(["ねこです。", *cat, "おわり。"])
    assert 0 == picture(cat[:2])
    assert 0 == picture(["(1)", "(2)", "(3)"])
    assert 0 == picture(["----", "====", "----"])
