"""Rule: a calendar tells its days in words, not by colour or a bare number."""

import re
from collections import Counter
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule

_WEEK = frozenset("日月火水木金土")
_ENGLISH = frozenset({"sun", "mon", "tue", "wed", "thu", "fri", "sat"})
_DAY = re.compile(r"\d{1,2}(?:日)?")
_LEAST_DAYS, _LEAST_LINKS = 20, 3
_WEEKEND = (0, 6)
_COLUMNS = 7


@rule(
    id="calendar-tells-in-words",
    version=1,
    title=Text("カレンダーの日の意味が、色や数字だけでなく言葉で分かる", "A calendar tells in words what its days are"),
    criteria=["1.4.1", "2.4.4", "1.3.1"],
    techniques=["G14", "F81", "G91", "F73"],
    says={
        "days_differ_by_colour": review(
            ja="カレンダーの{count}日が、文字なしで背景の色を変えてあります（{days}日など）。色以外でも分かるか確かめてください。",
            en="{count} days of the calendar ({days} and others) have another background and no word. See whether"
            " anything but colour tells what they are.",
        ),
        "links_are_bare_numbers": review(
            ja="カレンダーのリンク{count}個の名前が日の数字だけです。何月のことか、開くと何があるか分かるか確かめてください。",
            en="{count} links of the calendar are a bare number. See whether the month and what opens can be told.",
        ),
        "calendar_tells": passed(
            ja="カレンダーの日は、色や数字だけに頼っていません。",
            en="The calendar's days rest on neither colour nor numbers alone.",
        ),
    },
    why=Text(
        "色だけの印は、見えない人や色を見分けにくい人に伝わりません。数字だけのリンクは、一覧で聞くと何か分かりません。",
        "A mark by colour is lost on those who do not see it; links that are numbers mean nothing in a list of links.",
    ),
    mend=Mend(
        Text(
            "「休館」などの文字か記号を日に添え、凡例を書きます。リンクは「11月3日 文化の日の催し」のように書きます。",
            "Add a word or sign to the day, with a legend; name links by month, day and event.",
        ),
        Text(
            '<td>3<span class="visually-hidden">日 休館</span></td> のように文字を入れます。',
            'Put words into the cell: <td>3<span class="visually-hidden"> closed</span></td>.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G14.html",
)
def calendar_tells_in_words(page: Page) -> Iterator[Say]:
    """Judge tables whose first row holds the seven days of the week and whose cells hold the days of a month.

    Judged: days with nothing but their number whose background is another than that of most days of the same kind
    (weekends apart), in a cell of its own colour; three and more links that are a bare number, without a label.
    Left out: the colours of Sundays and Saturdays, which their columns tell; today, one day alone.
    Assumption: a background of its own means something.
    Source: WCAG 2.0 G14 and F81, https://www.w3.org/TR/WCAG20-TECHS/G14.html
    """
    for table in page.tagged("table"):
        if not table.exposed or not _is_calendar(table):
            continue
        days = [
            (place, cell)
            for row in table.inside("tr")
            for place, cell in enumerate(row.children("td", "th"))
            if _DAY.fullmatch("".join(cell.base_text.split()))
        ]
        coloured = _coloured(days)
        links = [
            link
            for _, cell in days
            for link in cell.inside("a")
            if link.get("href") is not None and _DAY.fullmatch("".join(link.accessible_name.split()))
        ]
        if len(coloured) > 1:
            shown = "、".join("".join(cell.base_text.split()).removesuffix("日") for cell in coloured[:3])
            yield table.says("days_differ_by_colour", count=len(coloured), days=shown)
        if len(links) >= _LEAST_LINKS:
            yield table.says("links_are_bare_numbers", count=len(links))
        if len(coloured) <= 1 and len(links) < _LEAST_LINKS:
            yield Say("calendar_tells", None, {})


def _is_calendar(table: Element) -> bool:
    for row in table.inside("tr")[:3]:
        names = ["".join(cell.base_text.split()).lower() for cell in row.children("td", "th")]
        first = {name[:1] for name in names}
        if len(names) == _COLUMNS and (first == _WEEK or {name[:3] for name in names} == _ENGLISH):
            cells = table.inside("td")
            return sum(bool(re.match(r"\s*\d{1,2}(?!\d)", cell.base_text)) for cell in cells) >= _LEAST_DAYS
    return False


def _coloured(days: list[tuple[int, Element]]) -> list[Element]:
    backgrounds = [
        (place, cell, style.background_color) for place, cell in days if (style := cell.style) and len(days) > _COLUMNS
    ]
    usual = Counter(colour for place, _, colour in backgrounds if place not in _WEEKEND)
    plain = usual.most_common(1)[0][0] if usual else ""
    weekend = Counter((place, colour) for place, _, colour in backgrounds if place in _WEEKEND)
    own = {place: max((c for c in weekend if c[0] == place), key=weekend.__getitem__)[1] for place, _ in weekend}
    return [cell for place, cell, colour in backgrounds if colour not in (plain, own.get(place))]
