"""Words that were read in a picture are compared by shares of letters, with the slips of a reader."""

import pytest

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.text import drawn


@pytest.mark.parametrize(
    ("read", "text", "least", "most"),
    [
        ("ふるさと納税", "ふるさと納税", 1, 1),
        ("コミュ二ティセンタ一", "コミュニティセンターへようこそ", 1, 1),
        ("Accesslbllity Conformance", "accessibility conformance testing", 1, 1),
        ("ＡＢＣ　１２３", "abc 123", 1, 1),
        ("ごみの収集日が変わります。", "ゴミ収集の日が かわります", 0, 0.5),
        ("ふるさと納税", "住民票の写し", 0, 0),
        ("市", "市役所", 1, 1),
        ("!?", "", 1, 1),
    ],
)
def test_share(read: str, text: str, least: float, most: float) -> None:
    assert least <= drawn.share(read, [text]) <= most


def test_a_text_is_not_made_of_two() -> None:
    assert drawn.share("納税", ["納", "税"]) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ごみの収集日が変わります。", True),
        ("窓口で確かめてください 環境課", True),
        ("ふるさと納税", False),
        ("だれもが安心して歩けるまちへ", False),
        ("The conformance testing rules format defines a format for rules", True),
        ("Welcome to our website", False),
    ],
)
def test_passages(text: str, expected: bool) -> None:  # noqa: FBT001 -- a table
    assert expected is drawn.is_passage(text)


@pytest.mark.parametrize("text", ["保存(S)", "Ctrl+A 全選択", "OK キャンセル", "$ ls -l", "<p>x</p>", "int a; }"])
def test_words_of_windows_and_code(text: str) -> None:
    assert drawn.is_of_screen(text)


@pytest.mark.parametrize("text", ["新着情報", "令和8年(2026年)", "A4用紙", "受付は(月)から"])
def test_words_of_no_window(text: str) -> None:
    assert not drawn.is_of_screen(text)


def test_figures() -> None:
    text = "相談 10月1日(木)〜10月31日 電話 075-123-4567、２０２６年"
    assert ["075-123-4567", "10月1日", "10月31日"] == drawn.figures(text)


@pytest.mark.parametrize(
    ("figure", "text", "expected"),
    [
        ("075-123-4567", "TEL (075)123-4567", True),
        ("075-123-4567", "TEL 075-123-4568", False),
        ("10月1日", "10/1から", True),
        ("10月1日", "令和8年10月1日", True),
        ("10月1日", "10月11日", False),
    ],
)
def test_figures_that_are_told(figure: str, text: str, expected: bool) -> None:  # noqa: FBT001 -- a table
    assert expected is drawn.tells_figure(figure, [text])


def test_only_sure_and_legible_words_count() -> None:
    lines = (Line("大きな字", 0.99, (0, 0, 1, 0.5)), Line("小さな字", 0.99, (0, 0.5, 1, 0.05)), Line("疑わしい", 0.6))
    lettering = Lettering(width=100, height=100, lines=lines, in_lines=1.0, even=1.0)
    assert "大きな字" == drawn.words(lettering, 100)
    assert "大きな字 小さな字" == drawn.words(lettering, 400)
    assert not drawn.is_bare(lettering)
