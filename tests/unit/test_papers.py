"""Papers: two audits compared and accepted, as people get them; tables of addresses as people write them."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from a11y_audit import papers
from a11y_audit.audit.assessing import assess
from a11y_audit.core.finding import Finding
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError
from a11y_audit.settings import Acceptance, Settings, Tender
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


SECRET_MAIL, SECRET_PHONE = "taro@city.example.jp", "03-1234-5678"


@pytest.fixture
def personal(tmp_path: Path) -> Path:
    """A folder with an audit of a page that names a person, in what is quoted and in the values of its texts."""
    place = tmp_path / "city"
    told = finding(OLD)
    assert told.target is not None
    target = replace(
        told.target, snippet=f'<a href="mailto:{SECRET_MAIL}">{SECRET_PHONE}</a>', selector=f'a[href="{SECRET_MAIL}"]'
    )
    said = replace(told, target=target, data={"alt": f"電話 {SECRET_PHONE}"})
    pages = {f"{OLD}{number}": (replace(said, page=f"{OLD}{number}"),) for number in range(6)}
    audited(place, OLD, {**pages, f"{OLD}a.pdf": NotAudited(Why.DOCUMENT, "pdf")})
    return place


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def readable(data: bytes) -> str:
    """Return what can be read in a file, a workbook opened."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(map(archive.read, archive.namelist()))
    return data.decode("utf-8", "replace")


def test_a_pack_is_whole_says_nothing_of_persons_and_is_the_same_each_time(personal: Path, tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {
            "site": {"name": "みどり野市", "contact": SECRET_MAIL},
            "notify": {"mail_to": (SECRET_MAIL,), "smtp_password": "canary-secret"},
            "access": ({"origin": OLD, "user": "u", "password": "canary-secret"},),
        }
    )
    packs = [papers.tender(settings, personal, out=tmp_path / name / "pack", pdf=False) for name in ("a", "b")]
    one, two = (content(each.page.parent) for each in packs)
    assert one == two
    assert packs[0].archive.read_bytes() == packs[1].archive.read_bytes()
    for name, data in one.items():
        text = readable(data)
        assert not [word for word in (SECRET_MAIL, SECRET_PHONE, "canary-secret") if word in text], name
    sums = dict(line.split("  ")[::-1] for line in one["SHA256SUMS.txt"].decode().splitlines())
    assert one.keys() - {"SHA256SUMS.txt"} == sums.keys()
    assert all(hashlib.sha256(one[name]).hexdigest() == value for name, value in sums.items())
    with zipfile.ZipFile(packs[0].archive) as archive:
        assert {f"pack/{name}" for name in one} == set(archive.namelist())
    assert 6 == len(rows(packs[0].page.parent / "page-findings.csv"))
    assert {"pdf", "html"} == {each[1] for each in rows(packs[0].page.parent / "inventory.csv")}
    assert "準拠すること" in one["requirements.txt"].decode("utf-8-sig")


def test_links_of_a_pack_lead_to_what_is_in_it(personal: Path, tmp_path: Path) -> None:
    page = papers.tender(Settings(), personal, out=tmp_path / "pack", pdf=False).page
    for each in (page, page.parent / "en" / "index.html", page.parent / "en" / "requirements.html"):
        tree = etree.HTML(each.read_text(encoding="utf-8"))
        local = [href for href in tree.xpath("//@href") if not href.startswith(("http", "#"))]
        assert local
        assert [href for href in local if not (each.parent / href).exists()] == []


def test_without_masking_what_pages_say_stays(personal: Path, tmp_path: Path) -> None:
    settings = Settings(tender=Tender(mask=False))
    page = papers.tender(settings, personal, out=tmp_path / "pack", pdf=False).page
    assert SECRET_PHONE in (page.parent / "page-findings.csv").read_text(encoding="utf-8")


def test_a_run_that_goes_on_is_no_base_for_a_tender(personal: Path) -> None:
    store = open_store(personal / "data")
    run = begun(store, OLD, site=OLD)
    store.close()
    with pytest.raises(UsageError, match="has not ended"):
        papers.tender(Settings(), personal, run.id)


def test_figures_are_by_month_and_fiscal_year(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    store = open_store(folder / "data")
    # 31 March and 1 April in Japan, and two nights in May.
    for night, shown in ((0, 2), (-1, 1), (35, 3), (36, 0)):
        pages = {f"{OLD}{number}": (finding(f"{OLD}{number}", part=str(number)),) for number in range(shown)}
        run = begun(store, *(pages or {OLD: ()}), site=OLD, night=night)
        visit_all(store, run, pages or {OLD: ()})
        runs.finish(store, run.id, state="complete", now=START)
        assess(store, run, PLAN)
    store.close()
    path = papers.opendata(Settings(), folder, licence="CC-BY-4.0")
    assert ["2026-04", "2026-05"] == [each[0] for each in rows(path.parent / "monthly.csv")]
    (year,) = rows(path.parent / "yearly.csv")
    assert ["2026", "4"] == year[:2]
    package = json.loads(path.read_text(encoding="utf-8"))
    assert [{"name": "CC-BY-4.0"}] == package["licenses"]
    with (path.parent / "monthly.csv").open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    assert head == [each["name"] for each in package["resources"][0]["schema"]["fields"]]
    assert head == [each[0] for each in rows(path.parent / "columns.csv")]
