"""Numbers and days in a published result that can't be true together."""

import re
from collections.abc import Iterator
from datetime import date

from a11y_audit.assess.checklist import Mark, Row, counted
from a11y_audit.assess.published import Published
from a11y_audit.text.normal import squeezed

Found = tuple[str, str, tuple[tuple[str, str], ...]]
"""Code, quote and values of a remark."""

_ERAS = {"令和": 2018, "平成": 1988}
_NUMBER = r"(\d{1,4})"
_CHOSEN = re.compile(r"選択|選定|抽出|選び|方法")
_BY_CHOICE = re.compile(rf"代表[^\d。]{{0,20}}?{_NUMBER}(?:ページ|件|頁|p)?")
_BY_CHANCE = re.compile(rf"(?:ランダム|無作為)[^\d。]{{0,20}}?{_NUMBER}(?:ページ|件|頁|p)?")
_BY_PROCESS = re.compile(rf"(?:手続き|プロセス)[^\d。]{{0,20}}?{_NUMBER}(?:ページ|件|頁|p)?")
_TOGETHER = re.compile(rf"(?:合計|計|合わせて|あわせて|全部で|全)[^\d。]{{0,6}}{_NUMBER}(?:ページ|件|頁)")
_PAGES = re.compile(rf"(?<![\d第全]){_NUMBER}(?:ウェブ)?(?:ページ|頁)(?!目)")
_LISTED = re.compile(r"uri|url|試験を(?:行った|実施した)(?:ウェブ)?ページ|試験対象ページ一覧")
_SUMMARY = re.compile(
    rf"(不適合|適合|該当なし|適用なし)[:：はが]?[^\d。、]{{0,4}}{_NUMBER}(?:項目|件|個|基準|の達成基準)"
)
_MARKS = {"適合": Mark.MET, "不適合": Mark.NOT_MET, "該当なし": Mark.ABSENT, "適用なし": Mark.ABSENT}
_DAY = re.compile(
    r"(?:(?P<era>令和|平成)(?P<count>元|\d{1,2})年(?:[(（]\d{4}年?[)）])?|(?P<year>\d{4})(?:年|[-/.])(?:[(（][^)）]{1,8}[)）])?)?"
    r"(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
)
_STATED = re.compile(r"表明日|公表日|表明年月日")
_PERIOD = re.compile(r"試験(?:の)?(?:実施)?(?:期間|日|時期)")


def of_counts(page: Published, rows: tuple[Row, ...]) -> Iterator[Found]:
    """Yield sums that don't add up: pages chosen and listed, and criteria counted and listed."""
    text = squeezed("\n".join(line.text for line in page.lines if _CHOSEN.search(f"{line.heading}{line.text}")))
    chosen, drawn, total = (_only(pattern, text) for pattern in (_BY_CHOICE, _BY_CHANCE, _TOGETHER))
    if chosen is not None and drawn is not None:
        together = chosen + drawn + (_only(_BY_PROCESS, text) or 0)
        if total is not None and total not in (together, chosen + drawn):
            yield "sum_wrong", "", _values(chosen=chosen, drawn=drawn, total=total)
        elif total is None:
            total = together
    if total is None:
        total = _only(_PAGES, text)
    listed = {link for line in page.lines if _LISTED.search(squeezed(line.heading)) for link in line.links}
    if total is not None and len(listed) > 1 and len(listed) != total:
        yield "pages_differ", "", _values(total=total, listed=len(listed))
    yield from _of_summary(squeezed(page.text), rows)


def of_dates(page: Published) -> Iterator[Found]:
    """Yield days in an order that can't be, such as a result stated before its test ended."""
    stated = _days(_under(page, _STATED))
    tested = _days(_under(page, _PERIOD))
    if tested and tested[-1] < tested[0]:
        yield "period_backwards", "", _values(begin=tested[0], end=tested[-1])
    elif stated and tested and stated[0] < tested[-1]:
        yield "stated_before_test", "", _values(stated=stated[0], end=tested[-1])


def _of_summary(text: str, rows: tuple[Row, ...]) -> Iterator[Found]:
    if not any(row.result for row in rows):
        return
    said = dict(_SUMMARY.findall(text))
    for word, number in said.items():
        seen = counted(rows, _MARKS[word])
        # Some count what does not apply as met, as the standard allows.
        allowed = {seen, seen + counted(rows, Mark.ABSENT)} if word == "適合" else {seen}
        if int(number) not in allowed:
            yield "summary_wrong", "", _values(word=word, number=number, seen=seen)


def _only(pattern: re.Pattern[str], text: str) -> int | None:
    """Return the one number that a pattern finds; None where it finds none, or several that differ."""
    found = {int(match[1]) for match in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _under(page: Published, heading: re.Pattern[str]) -> str:
    lines = [
        line for line in page.lines if heading.search(squeezed(line.heading)) or heading.match(squeezed(line.text))
    ]
    return "\n".join(squeezed(line.text) for line in lines)


def _days(text: str) -> list[date]:
    days: list[date] = []
    year = 0
    for match in _DAY.finditer(text):
        if match["year"]:
            year = int(match["year"])
        elif match["era"]:
            year = _ERAS[match["era"]] + (1 if match["count"] == "元" else int(match["count"]))
        try:
            days.append(date(year, int(match["month"]), int(match["day"])))
        except ValueError:
            continue
    return days


def _values(**values: object) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())
