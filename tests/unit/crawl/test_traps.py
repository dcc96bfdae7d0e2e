"""What is never followed, and where addresses never end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.traps import Trap, TrapWatch, never_followed

SITE = "https://city.example.jp"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (f"{SITE}/logout", "logout"),
        (f"{SITE}/member/logout.php?next=/", "logout"),
        (f"{SITE}/index.php?action=logout", "logout"),
        (f"{SITE}/wp-login.php", "action"),
        (f"{SITE}/bbs.cgi?mode=delete&id=3", "action"),
        (f"{SITE}/item/delete/12", "action"),
        (f"{SITE}/item/12/delete", "action"),
        (f"{SITE}/a.html?print=1", "print"),
        (f"{SITE}/a.html?mode=print", "print"),
        (f"{SITE}/print/123.html", "print"),
        (f"{SITE}/print.php?id=3", "print"),
        (f"{SITE}/a.html?furigana=on", "furigana"),
        (f"{SITE}/furigana/kurashi/index.html", "furigana"),
        ("https://trans.hiragana.jp/ruby/https://city.example.jp/", "furigana"),
        (f"{SITE}/translate?u=a", "translation"),
        ("https://city-example-jp.translate.goog/?_x_tr_sl=ja", "translation"),
        ("https://translate.google.com/translate?u=x", "translation"),
        ("https://honyaku.j-server.com/LUCEXAMPLE/ns/tl.cgi/x", "translation"),
        (f"{SITE}/a.html?fontsize=large", "display"),
        (f"{SITE}/a.html?bgcolor=2", "display"),
        ("https://app-as.readspeaker.com/cgi-bin/rsent?url=x", "read_aloud"),
        ("mailto:mayor@city.example.jp", "no_page"),
        ("tel:0120-000-000", "no_page"),
        ("no address", "no_page"),
        (f"{SITE}/a/b/a/b/a/b/index.html", "repetition"),
        (f"{SITE}/a/a/a", "repetition"),
        (f"{SITE}/kurashi/1/kurashi/1/kurashi/1/", "repetition"),
        (f"{SITE}/" + "/".join(f"d{n}" for n in range(21)), "depth"),
        (f"{SITE}/?q=" + "a" * 2000, "length"),
    ],
)
def test_trapped(url: str, kind: str) -> None:
    trap = never_followed(url)
    assert trap is not None
    assert trap.kind == kind


@pytest.mark.parametrize(
    "path",
    [
        "/", "/print.html", "/furigana/", "/furigana/index.html", "/about/translate.html", "/print/annai.html",
        "/soshiki/1/1/1/1/23.html", "/a/b/a/b/", "/index.html?lang=en", "/detail.html?content=5", "/english/",
        "/login/", "/site/blueprint/3.html", "/delete.html", "/list?view=map",
        "/" + "/".join(f"d{n}" for n in range(20)),
    ],
)  # fmt: skip
def test_free(path: str) -> None:
    assert never_followed(SITE + path) is None


def test_a_trap_names_no_person() -> None:
    assert never_followed("mailto:someone@city.example.jp") == Trap("no_page", "mailto:")


@pytest.mark.parametrize(
    "month",
    [
        "/calendar.php?ym={year}{month:02}",
        "/calendar.php?year={year}&month={month}",
        "/event/calendar/{year}/{month:02}/",
        "/event/{year}{month:02}.html",
        "/list.html?date={year}-{month:02}-01",
        "/a.php?d={year}/{month}",
        "/a.php?cal_date={year}{month:02}01",
        "/event/?month={month}&offset={year}",
    ],
)
def test_a_calendar_ends_after_two_years(month: str) -> None:
    watch = TrapWatch()
    months = [SITE + month.format(year=2020 + n // 12, month=1 + n % 12) for n in range(40)]
    traps = [watch.see(url) for url in months]
    assert traps[:24] == [None] * 24
    assert all(trap is not None and trap.kind == "calendar" for trap in traps[24:])
    assert len({trap.shape for trap in traps if trap}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/detail.html?content={n}",
        "/event/2026/05/{n}000.html",
        "/2026/05/{n}.html",
        "/index.cfm/{n},0,html",
        "/event.php?id={n}&date=2026-05-01",
        "/soshiki/{n}/",
    ],
)
def test_pages_of_their_own_never_run_out(path: str) -> None:
    watch = TrapWatch(variant_limit=30)
    assert {watch.see(SITE + path.format(n=n)) for n in range(1, 400)} == {None}


def test_variants_of_one_path_run_out() -> None:
    watch = TrapWatch(variant_limit=3)
    seen = [watch.see(f"{SITE}/list.php?sort={n}") for n in range(5)]
    assert seen == [None, None, None, *[Trap("variants", "city.example.jp/list.php?…")] * 2]
    assert watch.see(f"{SITE}/other.php?sort=1") is None


def test_variants_are_counted_for_each_id() -> None:
    watch = TrapWatch(variant_limit=1)
    assert watch.see(f"{SITE}/d?content=1&sort=a") is None
    assert watch.see(f"{SITE}/d?content=2&sort=a") is None
    assert watch.see(f"{SITE}/d?content=2&sort=b") == Trap("variants", "city.example.jp/d?content=2&…")


def test_shapes_tell_people_what_was_counted() -> None:
    watch = TrapWatch(calendar_limit=0)
    seen = [
        watch.see(f"{SITE}/cal3.php?ym=2026-05&day=&cat=1&q=x"),
        watch.see(f"{SITE}/cal3.php?date=20260501"),
        watch.see(f"{SITE}/cal3.php?year=2026&m=5"),
    ]
    assert [trap.shape for trap in seen if trap] == [
        "city.example.jp/cal#.php?cat=#&day=&q=text&ym=year-month",
        "city.example.jp/cal#.php?date=date",
        "city.example.jp/cal#.php?m=#&year=year",
    ]


def test_what_is_no_address_is_not_counted() -> None:
    assert TrapWatch(variant_limit=0).see("mailto:x") is None


@given(st.lists(st.integers(0, 40), max_size=80), st.integers(0, 10))
def test_the_watch_depends_only_on_the_order_of_arrival(arrivals: list[int], limit: int) -> None:
    urls = [f"{SITE}/calendar?ym={2000 + n // 12}-{1 + n % 12:02}" for n in arrivals]
    first, second = TrapWatch(calendar_limit=limit), TrapWatch(calendar_limit=limit)
    answers = [first.see(url) for url in urls]
    assert answers == [second.see(url) for url in urls]
    free = list(dict.fromkeys(urls))[:limit]
    assert [answer is None for answer in answers] == [url in free for url in urls]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for url in (text, f"{SITE}/{text}", f"{SITE}/?{text}"):
        never_followed(url)
        TrapWatch().see(url)


def test_pages_that_differ_in_numbers_only_end_when_there_are_many() -> None:
    watch = TrapWatch(alike_limit=3)
    first, *others = [f"https://city.example.jp/yoyaku/{number}.html" for number in range(5)]
    watch.favour([others[-1]])
    for url in (first, *others[:2]):
        assert watch.see(url) is None
        watch.shown(url, "same")
    assert Trap("alike", "city.example.jp/yoyaku/#.html") == watch.see(others[2])
    assert watch.see(others[-1]) is None
    assert watch.see("https://city.example.jp/news/1.html") is None


def test_pages_of_one_shape_with_text_of_their_own_are_no_trap() -> None:
    watch = TrapWatch(alike_limit=3)
    for number in range(10):
        url = f"https://city.example.jp/news/{number}.html"
        assert watch.see(url) is None
        watch.shown(url, f"text {number}")


def test_favoured_addresses_have_their_places_whichever_come_first() -> None:
    watch = TrapWatch(calendar_limit=3)
    months = [f"https://city.example.jp/calendar/?ym=2026-{month:02}" for month in range(1, 7)]
    watch.favour(months[2:5])
    assert [True, True, False, False, False, True] == [watch.see(url) is not None for url in months]
