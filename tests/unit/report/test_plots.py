"""Plots are SVG that everybody can read: text is text, nothing is run or loaded."""

import re
from datetime import date, timedelta

from lxml import etree

from a11y_audit.report.plots import Band, Flag, Frame, Line, lines, rows, stacks

DAY = date(2026, 4, 1)
FRAME = Frame(
    key="plot-pages", title="推移 & <図>", description="減っています。", unit="ページ", day=lambda day: f"{day.month}月"
)
DAYS = [DAY + timedelta(days=7 * number) for number in range(20)]


def line(name: str, step: int = 1) -> Line:
    return Line(name, [(day, number * step) for number, day in enumerate(DAYS)])


def plotted() -> list[str]:
    band = Band("見込み", [(DAYS[-1], 3, 3), (DAYS[-1] + timedelta(days=90), 0, 9)])
    return [
        lines(FRAME, [line("すべて"), line("固定", 2)], flags=[Flag(DAYS[3], "A"), Flag(DAYS[4], "B")], band=band),
        stacks(FRAME, DAYS, [line("新規"), line("再発")], line("修正"), flags=[Flag(DAYS[3], "A")]),
        rows(FRAME, [("7日以内", 3), ("1年を超える", 1204)]),
    ]


def test_text_is_text_with_title_and_description() -> None:
    for svg in plotted():
        root = etree.fromstring(svg.replace("xlink:href", "href"))
        texts = {"".join(each.itertext()) for each in root.iter("text")}
        assert "ページ" in texts
        assert "推移 & <図>" == root.findtext("title")
        assert "減っています。" == root.findtext("desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby", "").split() == [root[0].get("id"), root[1].get("id")]


def test_nothing_is_run_loaded_or_styled_outside() -> None:
    for svg in plotted():
        assert not re.search(r"<(script|style|image|foreignObject|a)\b|https?:|\bon\w+=|url\((?!#plot-)", svg)


def test_ids_are_of_this_plot() -> None:
    for svg in plotted():
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids))
        assert all(each.startswith("plot-pages-") for each in ids)


def test_same_numbers_give_the_same_bytes() -> None:
    assert plotted() == plotted()


def test_names_of_lines_differ_in_more_than_colour() -> None:
    dashes = set(re.findall(r"stroke-dasharray: ([^;\"]+)", plotted()[0]))
    assert len(dashes) >= 2
    assert {"すべて", "固定", "見込み"} <= set(re.findall(r">([^<>]+)</text>", plotted()[0]))
