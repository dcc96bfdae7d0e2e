"""The list of proposed pages: written for a spreadsheet, marked there, read back in whatever order and encoding."""

from pathlib import Path

import pytest

from a11y_audit.assess.kinds import Candidate, Proposal
from a11y_audit.assess.sample import PageKind
from a11y_audit.errors import UsageError
from a11y_audit.report.choices import read_choices, write_choices

SITE = "https://www.city.example.jp/"
TOP, TABLE, OTHER = (
    Candidate(url=f"{SITE}{path}", title=title) for path, title in (("", "市"), ("a", "=表"), ("b", "別"))
)
PROPOSALS = [
    Proposal(PageKind.TOP, TOP),
    Proposal(PageKind.TABLE, TABLE, (OTHER,)),
    Proposal(PageKind.DISASTER, TABLE),
]


@pytest.mark.parametrize("name", ["pages.csv", "pages.xlsx"])
def test_what_is_written_is_read_back_as_proposed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert 3 == write_choices(path, PROPOSALS)
    chosen = read_choices(path)
    assert {TOP.url: (PageKind.TOP,), TABLE.url: (PageKind.TABLE, PageKind.DISASTER)} == chosen.pages
    assert {} == chosen.processes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_list_that_an_officer_marked_is_read_by_its_heads(tmp_path: Path, encoding: str) -> None:
    text = (
        "題名,アドレス,プロセス,選ぶ\n"
        f"予約,{SITE}yoyaku/1,施設の予約,〇\n"
        f"確認,{SITE}yoyaku/2,施設の予約,\n"
        f"別,{SITE}b,,\n"
        ",,,○\n"
    )
    path = tmp_path / "pages.csv"
    path.write_text(text, encoding=encoding)
    chosen = read_choices(path)
    assert {f"{SITE}yoyaku/1": ()} == chosen.pages
    assert {"施設の予約": [f"{SITE}yoyaku/1", f"{SITE}yoyaku/2"]} == chosen.processes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"選ぶ,アドレス\n,{SITE}\n".encode(), "No page is marked"),
        ("種類,題名\n表,題\n".encode(), "Columns are missing"),
        (b"", "Columns are missing"),
        (b"\x89PNG\x00\x00", "encoding is not known"),
    ],
    ids=["nothing-marked", "foreign", "empty", "no-table"],
)
def test_a_list_that_can_not_be_used_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "pages.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_choices(path)


def test_a_file_that_can_not_be_written_or_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written"):
        write_choices(tmp_path / "nowhere" / "pages.csv", PROPOSALS)
    with pytest.raises(UsageError, match="can't be read"):
        read_choices(tmp_path / "nowhere.csv")
