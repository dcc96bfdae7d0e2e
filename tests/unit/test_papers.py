"""Papers: two audits compared and accepted, as people get them; tables of addresses as people write them."""

import csv
from pathlib import Path

import pytest

from a11y_audit import papers
from a11y_audit.audit.assessing import assess
from a11y_audit.core.finding import Finding
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError
from a11y_audit.settings import Acceptance, Settings
from a11y_audit.store import runs
from a11y_audit.store.engine import open_store
from tests.unit.stores import START, begun, finding, visit_all
from tests.unit.test_kills import PLAN

OLD, NEW = "https://www.old.example.jp/", "https://new.example.jp/"
Shown = dict[str, tuple[Finding, ...] | NotAudited]


def audited(folder: Path, site: str, shown: Shown) -> int:
    """Store an audit of a site that shows this."""
    store = open_store(folder / "data")
    run = begun(store, *shown, site=site)
    visit_all(store, run, shown)
    runs.finish(store, run.id, state="complete", now=START)
    assess(store, run, PLAN)
    store.close()
    return run.id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an audit of an old site and one of the new one that followed it."""
    place = tmp_path / "city"
    old: Shown = {
        OLD: (finding(OLD),),
        f"{OLD}b": (finding(f"{OLD}b", part="b"),),
        f"{OLD}lost": (finding(f"{OLD}lost", part="lost"),),
    }
    new: Shown = {
        NEW: (finding(NEW),),
        f"{NEW}life/b": (),
        f"{NEW}life/more": (finding(f"{NEW}life/more", part="<b>新</b>"),),
        f"{NEW}life/other": (),
        f"{NEW}late": NotAudited(Why.TIMEOUT),
    }
    audited(place, OLD, old)
    audited(place, NEW, new)
    return place


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_old_and_new_site_are_compared_by_a_table_of_addresses(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    table.write_bytes("旧,新\r\n# 覚え\r\n/b,/life/b\r\n".encode("cp932"))
    page, passed = papers.compare(Settings(), folder, 1, 2, address_map=table)
    assert not passed
    assert ["引き継がれた", "新しく生じた", "なくなった", "確かめられない"] == [
        each[0] for each in rows(page.parent / "defects.csv")
    ]
    assert ["同じアドレス", "対応表", "対応するページなし"] == [each[2] for each in rows(page.parent / "pages.csv")]
    verdicts = {each[0]: each[3] for each in rows(page.parent / "acceptance.csv")}
    assert ["不合格"] * 4 == [
        verdicts[each]
        for each in (
            "検査できたページの割合", "「問題あり」のあるページ", "引き継がれた要修正箇所", "対応するページがない旧ページ",
        )
    ]  # fmt: skip
    assert "不合格" == verdicts["1.1.1 非テキストコンテンツ"]
    assert {"合格", "不合格", "人の確認が必要"} >= set(verdicts.values())
    text = page.read_text(encoding="utf-8")
    assert "<b>新</b>" not in text
    assert "人の確認が必要" in text
    assert (page.parent / "en" / "index.html").exists()


def test_what_was_agreed_decides(folder: Path) -> None:
    agreed = Acceptance(failed_pages=2, carried_over=None, missing_pages=2, min_coverage=0.5, criteria=("3.1.1",))
    page, passed = papers.compare(Settings(acceptance=agreed), folder, 1, 2)
    assert passed
    assert 4 == len(rows(page.parent / "acceptance.csv"))


def test_the_same_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    places = [tmp_path / "a", tmp_path / "b"]
    for each in places:
        papers.compare(Settings(), folder, 1, 2, out=each)
    one, two = ({path.name: path.read_bytes() for path in each.rglob("*.*")} for each in places)
    assert one == two


@pytest.mark.parametrize(
    ("text", "words"),
    [("/a,/b\n/c\n", "Line 2"), ("/a,b\n", "Line 1"), ("a,b\n/a;/b\n", "Line 2"), ('"/a,/b\n', "Line 1")],
    ids=["one-cell", "no-path", "semicolon", "open-quote"],
)
def test_a_table_that_is_none_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "map.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        papers.read_map(tmp_path / "map.csv")


def test_what_can_not_be_compared_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="with itself"):
        papers.compare(Settings(), folder, 1, 1)
    with pytest.raises(UsageError, match="no run 7"):
        papers.compare(Settings(), folder, 1, 7)
    with pytest.raises(UsageError, match="can't be read"):
        papers.compare(Settings(), folder, 1, 2, address_map=tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"\x81\xff,\xff")
    with pytest.raises(UsageError, match="encoding"):
        papers.read_map(tmp_path / "bad.csv")
