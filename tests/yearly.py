"""Every number of the trend report derived once more, from what the simulated city knows of itself."""

import csv
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from bs4 import BeautifulSoup

from tests.simulation import City, Told

_CLOSED = ("fixed", "withdrawn")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def opened(told: Told) -> int:
    return sum(number for state, number in told.states.items() if state not in _CLOSED)


def whole(told: Told) -> bool:
    return told.audited * 10 >= told.found * 9


def week(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def fiscal(day: date) -> date:
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def as_today(city: City) -> list[int | None]:
    """Return what today's rules would have said: steps of rules taken out, from the newest backwards."""
    found: list[int | None] = []
    more = 0
    for place in reversed(range(len(city.told))):
        told = city.told[place]
        if told.replay:
            more += told.failed_pages - city.told[place - 1].failed_pages
            found.append(None)
        else:
            found.append(max(0, told.failed_pages + more) if whole(told) else None)
    return found[::-1]


def panel(city: City) -> list[tuple[int, int] | None]:
    """Return the fixed pages and those of them that fail; anew after a renewal that left less than half of them."""
    audits = [told for told in city.told if not told.replay]
    renewed = [n for n, told in enumerate(audits) if n and told.fresh >= 0.3 * told.audited]
    if 2 * len(audits[0].failing.keys() & audits[-1].failing.keys()) >= audits[0].audited:
        renewed = []
    found: dict[int, tuple[int, int]] = {}
    for begin, end in pairwise([0, *renewed, len(audits)]):
        members = audits[begin].failing.keys() & audits[end - 1].failing.keys()
        last: dict[int, bool] = {}
        for told in audits[begin:end] if members else ():
            last |= {page: fails for page, fails in told.failing.items() if page in members}
            found[id(told)] = len(members), sum(last.values())
    return [found.get(id(told)) for told in city.told]


def lives(city: City) -> list[tuple[int, date, date | None, bool]]:
    """Return defect, begin, end and whether it was repaired, of each time that one was open."""
    begun: dict[int, date] = {}
    found: list[tuple[int, date, date | None, bool]] = []
    for day, thing, state, gone in city.events:
        if state in ("new", "returned", "surfaced"):
            begun.setdefault(thing, day)
        elif thing in begun:
            found.append((thing, begun.pop(thing), day, state == "fixed" and not gone))
    return found + [(thing, day, None, False) for thing, day in begun.items()]


def ages(city: City) -> list[int]:
    today = city.told[-1].day
    days = [(today - begin).days for _, begin, end, _ in lives(city) if end is None]
    ends = (7, 30, 90, 180, 365)
    return [sum(low < age <= high for age in days) for low, high in zip((-1, *ends), (*ends, 10**6), strict=True)]


def quartiles(city: City) -> list[int | None]:
    """Kaplan and Meier, day by day."""
    today = city.told[-1].day
    spans = [((end or today) - begin, repaired) for _, begin, end, repaired in lives(city)]
    share = 1.0
    reached: list[int | None] = [None, None, None]
    for day in range(max(span.days for span, _ in spans) + 1):
        at_risk = sum(span.days >= day for span, _ in spans)
        died = sum(span.days == day and repaired for span, repaired in spans)
        if at_risk and died:
            share *= 1 - died / at_risk
        for place, left in enumerate((0.75, 0.5, 0.25)):
            if reached[place] is None and share <= left + 1e-9:
                reached[place] = day
    return reached


def check_nights(out: Path, city: City) -> None:
    rows = read(out / "nights.csv")
    assert len(city.told) == len(rows)
    for told, today, fixed, row in zip(city.told, as_today(city), panel(city), rows, strict=True):
        expected = {
            "日": told.day.isoformat(), "種類": "判定し直し" if told.replay else "検査", "検査したページ数": told.audited,
            "問題ありのページ数": told.failed_pages, "問題ありの達成基準の数": told.failed_criteria,
            "直っていない要修正箇所": opened(told), "うちページごと消えた数": told.removed,
            "今の規則でそろえた問題ありのページ数": "" if today is None else today,
            "固定のページ数": fixed[0] if fixed else "", "固定のページのうち問題ありのページ数": fixed[1] if fixed else "",
        }  # fmt: skip
        names = {"new": "新規", "returned": "再発", "fixed": "修正済み", "surfaced": "更新で判明", "withdrawn": "更新で取消",
                 "moved": "移動", "persisting": "継続", "not_retested": "再検査できず"}  # fmt: skip
        expected |= {head: told.states.get(state, 0) for state, head in names.items()}
        assert {head: str(value) for head, value in expected.items()} == {head: row[head] for head in expected}
        assert (
            told.failed_pages / told.audited == float(row["問題ありのページの割合"])
            or abs(told.failed_pages / told.audited - float(row["問題ありのページの割合"])) < 1e-4
        )


def check_periods(out: Path, city: City, name: str, start: Callable[[date], date]) -> None:
    groups: dict[date, list[Told]] = defaultdict(list)
    for told in city.told:
        groups[start(told.day)].append(told)
    rows = read(out / f"{name}.csv")
    assert [day.isoformat() for day in sorted(groups)] == [row["始まりの日"] for row in rows]
    for day, row in zip(sorted(groups), rows, strict=True):
        group = groups[day]
        last = ([told for told in group if whole(told)] or group)[-1]
        flows = Counter(
            {
                state: sum(told.states.get(state, 0) for told in group)
                for state in ("new", "returned", "fixed", "surfaced", "withdrawn")
            }
        )
        expected = (
            sum(not told.replay for told in group), last.audited, last.failed_pages, opened(last), flows["new"],
            flows["returned"], flows["fixed"], sum(told.removed for told in group), flows["surfaced"], flows["withdrawn"],
        )  # fmt: skip
        heads = ("検査の回数", "検査したページ数", "問題ありのページ数", "直っていない要修正箇所", "新規", "再発", "修正済み",
                 "うちページごと消えた数", "更新で判明", "更新で取消")  # fmt: skip
        assert [str(value) for value in expected] == [row[head] for head in heads], (name, day)


def check_departments(out: Path, city: City) -> None:
    months: dict[date, list[Told]] = defaultdict(list)
    for told in city.told:
        months[told.day.replace(day=1)].append(told)
    rows = {(row["部署・テンプレート"], row["始まりの日"]): row for row in read(out / "departments.csv")}
    names = {name for told in city.told for name in told.departments}
    assert {(name, day.isoformat()) for name in (*names, "共通部品（テンプレート）") for day in months} == set(rows)
    for day, group in months.items():
        for name in (*names, "共通部品（テンプレート）"):
            row = rows[name, day.isoformat()]
            of = [told.own.get(name, Counter()) if name in names else told.shared for told in group]
            place = max((n for n, told in enumerate(group) if whole(told)), default=len(group) - 1)
            audited, bad = group[place].departments.get(name, (0, 0))
            expected = (
                audited, bad, sum(number for state, number in of[place].items() if state not in _CLOSED),
                sum(each["new"] + each["returned"] for each in of), sum(each["fixed"] for each in of),
            )  # fmt: skip
            heads = ("検査したページ数", "問題ありのページ数", "直っていない要修正箇所", "新規・再発", "修正済み")
            assert [str(value) for value in expected] == [row[head] for head in heads], (name, day)


def check_rest(out: Path, city: City) -> None:
    assert [str(number) for number in ages(city)] == [row["要修正箇所の数"] for row in read(out / "ages.csv")]
    page = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "lxml")
    told = [cells(row) for row in table(page, "修正までの日数")]
    assert [[each if each is None else f"{each:,}"] for each in quartiles(city)] == [
        [None if row[-1] == "まだ達していません" else row[-1]] for row in told
    ]
    check_pages(page, city)
    check_forecast(page, city)


def check_pages(page: BeautifulSoup, city: City) -> None:
    """See that the page's own tables hold what the files hold."""
    rows = [cells(row) for row in table(page, "検査ごとの結果")]
    assert len(city.told) == len(rows)
    for told, today, row in zip(reversed(city.told), reversed(as_today(city)), rows, strict=True):
        expected = [told.audited, told.failed_pages, told.failed_criteria, opened(told), told.states.get("new", 0),
                    told.states.get("returned", 0), told.states.get("fixed", 0)]  # fmt: skip
        given = [row[2], row[3], row[5], row[6], row[7], row[8], row[9]]
        assert [f"{number:,}" for number in expected] == given
        assert ("" if today is None else f"{today:,}") == row[10]


def check_forecast(page: BeautifulSoup, city: City) -> None:
    """Derive the likely change in a week once more: the median of all slopes between the last values of weeks."""
    audits = [(told.day, today) for told, today in zip(city.told, as_today(city), strict=True) if today is not None]
    since = max(city.broken, default=None)
    last: dict[date, tuple[date, int]] = {}
    for day, value in audits:
        if since is None or day >= since:
            last[week(day)] = (day, value)
    points = [last[key] for key in sorted(last)][-26:]
    heading = page.find(string="このまま進んだ場合の見込み")
    if len(points) < 6:
        assert heading is None
        return
    slopes = [(b - a) / (two - one).days for (one, a), (two, b) in combinations(points, 2)]
    likely = f"{statistics.median(slopes) * 7:+.1f}".replace("-", "−")
    assert likely == cells(table(page, "見込み（95％の幅）")[0])[2]


def table(page: BeautifulSoup, caption: str) -> list[BeautifulSoup]:
    found = next(each for each in page.find_all("table") if each.caption and each.caption.get_text() == caption)
    return list(found.tbody.find_all("tr"))


def cells(row: BeautifulSoup) -> list[str]:
    return [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]


def check(out: Path, city: City) -> None:
    """Compare every table of the trend with the truth."""
    check_nights(out, city)
    starts: Iterable[tuple[str, Callable[[date], date]]] = (
        ("weeks", week), ("months", lambda day: day.replace(day=1)), ("years", fiscal),
    )  # fmt: skip
    for name, start in starts:
        check_periods(out, city, name, start)
    check_departments(out, city)
    check_rest(out, city)


def check_duties(out: Path, city: City) -> None:
    """See that departments' pages and the order of repair hold what the city knows of its last night."""
    told = city.told[-1]
    page = BeautifulSoup((out / "departments.html").read_text(encoding="utf-8"), "lxml")
    rows = {row[0]: row for row in map(cells, table(page, "部署ごとの状況"))}
    assert set(told.departments) == set(rows)
    for name, (audited, failed) in told.departments.items():
        own = sum(number for state, number in told.own.get(name, Counter()).items() if state not in _CLOSED)
        assert [f"{audited:,}", f"{failed:,}", f"{own:,}"] == [rows[name][1], rows[name][2], rows[name][5]]
    assert f"{told.audited - sum(audited for audited, _ in told.departments.values())} ページです" in page.get_text()
    first = BeautifulSoup((out / "priority.html").read_text(encoding="utf-8"), "lxml")
    reasons = [row[3] for row in map(cells, table(first, "先に直すところと、その理由"))]
    assert min(50, opened(told)) == len(reasons)
    assert f"この一か所を直すと {told.audited:,} ページが良くなります。" in reasons[0]


def check_cover(out: Path, city: City) -> None:
    """See that the ordinary report's cover, its plot and its departments hold what the city knows."""
    told = city.told[-1]
    page = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "lxml")
    share = f"{told.failed_pages / told.audited:.1%}"
    numbers = [told.states.get(state, 0) for state in ("new", "returned", "fixed")]
    expected = [f"{told.audited:,}", share, f"{opened(told):,}", *(f"{number:,}" for number in numbers)]
    assert expected == [each.get_text(strip=True) for each in page.select(".figure-value")]
    first = cells(table(page, "先に直すところ（上位 10 件）")[0])
    assert f"この一か所を直すと {told.audited:,} ページが良くなります。" in first[1]
    check_course(page, city)
    departments = BeautifulSoup((out / "departments.html").read_text(encoding="utf-8"), "lxml")
    rows = {row[0]: row[1:] for row in map(cells, table(departments, "部署ごとの状況"))}
    assert set(told.departments) == set(rows)
    for name, (audited, failed) in told.departments.items():
        own = sum(number for state, number in told.own.get(name, Counter()).items() if state not in _CLOSED)
        assert [f"{audited:,}", f"{failed:,}", f"{failed / audited:.1%}", f"{own:,}"] == rows[name]


def check_course(page: BeautifulSoup, city: City) -> None:
    """See that the table of the cover's plot has the last whole audit of each night, or of each week of many nights."""
    points = [(told, today) for told, today in zip(city.told, as_today(city), strict=True) if today is not None]
    name = "検査ごと"
    if len(points) > 31:
        name, points = "週ごとの最後の検査", list({week(told.day): (told, today) for told, today in points}.values())
    rows = map(cells, table(page, f"図の数値（{name}、新しい順）"))
    assert [
        [f"{number:,}" for number in (told.audited, told.failed_pages, today)] + [f"{opened(told):,}"]
        for told, today in reversed(points)
    ] == [[*row[1:4], row[5]] for row in rows]


def check_figures(out: Path, city: City) -> None:
    """See that the figures to publish hold what the city knows: the last audit of a period, and sums over it."""
    audits = [told for told in city.told if not told.replay]
    for name, period in (("monthly", lambda day: f"{day:%Y-%m}"), ("yearly", lambda day: str(fiscal(day).year))):
        groups: dict[str, list[Told]] = defaultdict(list)
        for told in audits:
            groups[period(told.day)].append(told)
        expected = [
            [
                key, len(group), group[-1].day.isoformat(), group[-1].found, group[-1].audited, group[-1].failed_pages,
                opened(group[-1]), sum(told.states.get("new", 0) + told.states.get("returned", 0) for told in group),
                sum(told.states.get("fixed", 0) for told in group),
            ]
            for key, group in sorted(groups.items())
        ]  # fmt: skip
        heads = ("期間", "検査の回数", "最後の検査日", "対象のページ数", "検査したページ数", "問題ありのページ数",
                 "残っている要修正箇所", "新しい要修正箇所", "直った要修正箇所")  # fmt: skip
        assert [[str(each) for each in row] for row in expected] == [
            [row[head] for head in heads] for row in read(out / f"{name}.csv")
        ]
