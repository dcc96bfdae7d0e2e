"""Two audits beside each other: which page became which, and what became of each defect."""

import pytest

from a11y_audit.assess.addressmap import How, Sheet, pairs
from a11y_audit.assess.comparing import Fate, compare
from a11y_audit.assess.matching import Occurrence

OLD, NEW = "https://www.old.example.jp", "https://new.example.jp"


def old(number: int, path: str, title: str = "", likeness: str = "") -> Sheet:
    return Sheet(id=number, url=f"{OLD}{path}", title=title, audited=True, likeness=likeness)


def new(number: int, path: str, title: str = "", likeness: str = "", *, audited: bool = True) -> Sheet:
    return Sheet(id=number, url=f"{NEW}{path}", title=title, audited=audited, likeness=likeness)


def seen(defect: str, page: int, *, selector: str = "#a", words: str = "") -> Occurrence:
    return Occurrence(
        defect=defect,
        page=page,
        barrier="b",
        rule="r",
        reason="x",
        selector=selector,
        region="main",
        fragment=f"main|{words}" if selector else "",
        snippet=f"<a>{words}</a>" if selector else "",
    )


def looked(_: str, page: int) -> bool:
    """Page 13 was not tried out."""
    return page != 13


@pytest.mark.parametrize(
    ("before", "after", "rules", "how"),
    [
        (old(1, "/a"), new(9, "/b"), [("/a", "/b")], How.TABLE),
        (old(1, "/a"), new(9, "/b"), [(f"{OLD}/a", f"{NEW}/b")], How.TABLE),
        (old(1, "/kurashi/1.html"), new(9, "/life/1.html"), [("/kurashi/*", "/life/*")], How.PATTERN),
        (old(1, "/kurashi/1.html"), new(9, "/life/"), [("/kurashi/*", "/life/")], How.PATTERN),
        (old(1, "/a?x=1"), new(9, "/a?x=1"), [], How.SAME),
        (old(1, "/a", likeness="same"), new(9, "/b", likeness="same"), [], How.TEXT),
        (old(1, "/a", "ごみの出し方"), new(9, "/b", "ごみの出し方"), [], How.TITLE),
        (old(1, "/a", "粗大ごみの出し方｜旧市"), new(9, "/b", "粗大ごみの出し方｜新市"), [], How.TITLE),
        (old(1, "/a", "ごみの出し方"), new(9, "/b", "観光案内"), [], None),
        (old(1, "/a"), new(9, "/z"), [("/a", "/b")], How.TABLE),
    ],
    ids=["path", "address", "pattern", "pattern-to-one", "same", "text", "title", "like", "unlike", "led-nowhere"],
)
def test_each_old_page_has_its_counterpart(
    before: Sheet, after: Sheet, rules: list[tuple[str, str]], how: How | None
) -> None:
    (pair,) = pairs([before], [after], rules)
    assert how == pair.how
    led = how is not None and after.url != f"{NEW}/z"
    assert (after if led else None) == pair.new


def test_the_longest_pattern_holds_and_what_is_given_is_not_proposed_again() -> None:
    sheets = [new(8, "/x/1", "同じ"), new(9, "/y/1", "同じ")]
    found = pairs([old(1, "/a/b/1"), old(2, "/c", "同じ")], sheets, [("/a/*", "/x/*"), ("/a/b/*", "/y/*")])
    assert [(1, 9, How.PATTERN), (2, 8, How.TITLE)] == [
        (each.old.id, each.new.id if each.new else 0, each.how) for each in found
    ]


def test_titles_that_several_pages_have_are_not_guessed() -> None:
    found = pairs([old(1, "/a", "お知らせ")], [new(8, "/b", "お知らせ"), new(9, "/c", "お知らせ")], [])
    assert [None] == [each.new for each in found]


def test_each_defect_has_its_fate() -> None:
    pages = pairs(
        [old(1, "/a"), old(2, "/b"), old(3, "/gone"), old(4, "/late"), old(5, "/untried")],
        [new(11, "/a"), new(12, "/b"), new(13, "/untried"), new(14, "/late", audited=False)],
        [],
    )
    before = [
        seen("shared", 1),
        seen("shared", 2),
        seen("repaired", 1, selector="#r", words="修繕した案内の文"),
        seen("lost", 3),
        seen("waiting", 4),
        seen("not-sought", 5, selector="#n", words="キーで開けない見出し"),
        seen("elsewhere", 1, selector="#e", words="ほかの夜に別のページで見た印"),
        seen("title", 2, selector=""),
    ]
    after = [
        seen("shared", 11),
        seen("fresh", 12, selector="#f", words="まったく別の言葉"),
        seen("other", 12, selector=""),
    ]
    fates = {each.old or each.new: each.fate for each in compare(before, after, pages, looked, {"elsewhere"})}
    assert {
        "shared": Fate.CARRIED, "title": Fate.CARRIED, "fresh": Fate.NEW, "repaired": Fate.GONE, "lost": Fate.UNKNOWN,
        "waiting": Fate.UNKNOWN, "not-sought": Fate.UNKNOWN, "elsewhere": Fate.UNKNOWN,
    } == fates  # fmt: skip


def test_nothing_is_told_twice_and_nothing_is_left_out() -> None:
    pages = pairs([old(1, "/a")], [new(11, "/a")], [])
    found = compare(
        [seen("a", 1), seen("b", 1, selector="#b")], [seen("a", 11), seen("c", 11, selector="#c")], pages, looked
    )
    assert ["a"] == [each.old for each in found if each.fate is Fate.CARRIED]
    assert sorted(["a", "b"]) == sorted(each.old for each in found if each.old)
    assert sorted(["a", "c"]) == sorted(each.new for each in found if each.new)
