"""The report's texts in both languages, and how numbers, dates and addresses are written."""

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest

from a11y_audit.core.text import Lang
from a11y_audit.report import notation
from a11y_audit.report.tables import COLUMNS
from a11y_audit.report.words import Words, _read
from a11y_audit.resources import PACKAGE, REPORTS


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(_read(Lang.JA)) == list(_read(Lang.EN))


def test_both_languages_have_the_same_placeholders() -> None:
    japanese, english = _read(Lang.JA), _read(Lang.EN)
    assert {} == {key: words for key, words in japanese.items() if _names(words) != _names(english[key])}


def test_every_text_is_used() -> None:
    sources = [*(REPORTS / "templates").glob("*.j2"), *(PACKAGE / "report").rglob("*.py")]
    used = set(re.findall(r'"([a-z_]+\.[a-z0-9_]+)"', "".join(path.read_text(encoding="utf-8") for path in sources)))
    # Keys of these sections, and those with these ends, are put together from codes.
    by_code = {"nav", "note", "file", "state", "kind", "defect_state", "defect_state_meaning", "region", "machine"}
    by_code |= {"meaning", "found_by", "trap", "software", "glossary", "column", "column_meaning", "sheet"}
    by_code |= {"sheet_head", "sheet_meaning", "sheet_hint", "sheet_state", "michecker"}
    by_code |= {"trend_change", "trend_sheet", "trend_column", "trend_meaning"}
    ends = (
        "defects.sheets",
        "defects.sheets_end",
        "defects.lead",
        "defects.title",
        "_title",
        "_lead",
        "csv.readme_",
        *("jis.sheet_", "jis.method_", "jis.meaning_", "jis.pages_", "jis.replaced_", "jis.total_", "jis.index_"),
        *("jis.met", "jis.not_met", "jis.absent", "jis.open", "jis.applies_not", "jis.ground_"),
        *("jis.adequate", "jis.one_fails", "jis.for_people"),
        "method.limit_",
        *("overview.note_", "overview.numbers_"),
    )
    left = {key for key in _read(Lang.JA) if key not in used and key.split(".")[0] not in by_code}
    assert set() == {key for key in left if not key.endswith(ends) and not key.startswith(ends)}


def test_every_column_has_a_head_and_a_meaning() -> None:
    words = Words(Lang.JA)
    assert [] == [
        column
        for columns in COLUMNS.values()
        for column in columns
        if f"column.{column}" not in words or f"column_meaning.{column}" not in words
    ]


def test_no_template_holds_a_sentence() -> None:
    japanese = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]+")
    found = {
        (path.name, run)
        for path in (REPORTS / "templates").glob("*.j2")
        for run in japanese.findall(path.read_text(encoding="utf-8"))
    }
    assert {("base.html.j2", "日本語")} == found


def test_whole_numbers_in_texts_have_separators() -> None:
    assert "ほか 12,034 件" == Words(Lang.JA)("not_audited.more", n=12034)


def test_a_key_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        Words(Lang.JA)("cover.nonsense")


@pytest.mark.parametrize(
    ("when", "japanese"),
    [
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "令和8年（2026年）11月23日"),
        (datetime(2019, 4, 30, 15, 0, tzinfo=UTC), "令和元年（2019年）5月1日"),
        (datetime(2019, 4, 30, 14, 59, tzinfo=UTC), "平成31年（2019年）4月30日"),
        (datetime(1980, 1, 1, tzinfo=UTC), "1980年1月1日"),
    ],
    ids=["reiwa", "first year of reiwa", "last day of heisei", "before the known eras"],
)
def test_days_are_written_with_the_era_in_japan_time(when: datetime, japanese: str) -> None:
    assert japanese == notation.day(when, Lang.JA)


def test_moments_are_written_in_japan_time() -> None:
    when = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
    assert "令和8年（2026年）11月23日 3時02分" == notation.moment(when, Lang.JA)
    assert "23 November 2026, 03:02 (Japan time)" == notation.moment(when, Lang.EN)
    assert "2026年11月23日 03:02" == notation.brief(when, Lang.JA)
    assert "23 Nov 2026 03:02" == notation.brief(when, Lang.EN)
    assert "2026-11-23 03:02" == notation.stamp(when)


@pytest.mark.parametrize(
    ("ratio", "written"),
    [(None, "–"), (0.0, "0.0%"), (0.0001, "<0.1%"), (0.3249, "32.5%"), (0.99996, "99.9%"), (1.0, "100.0%")],
)
def test_shares_never_round_to_nothing_or_all(ratio: float | None, written: str) -> None:
    assert written == notation.share(ratio)


@pytest.mark.parametrize(("size_bytes", "written"), [(0, "1 KB"), (12_345, "12 KB"), (3_500_000, "3.3 MB")])
def test_sizes_are_written_for_people(size_bytes: int, written: str) -> None:
    assert written == notation.size(size_bytes)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//city.example.jp/",
        "https://",
        "https://city.example.jp@evil.example/",
        "https://city.example.jp/\u202e",
        "https://city.example.jp/a b",
        "https://[broken",
        "https://city.example.jp/" + "a" * 3_000,
        "",
    ],
)
def test_addresses_that_are_not_plainly_of_the_web_are_no_links(address: str) -> None:
    assert notation.web_address(address) is None


def test_web_addresses_are_links() -> None:
    address = "https://www.city.hikari.example.jp/くらし/?q=1&r=2#top"
    assert address == notation.web_address(address)


def test_texts_lie_where_the_words_look() -> None:
    assert {"ja.toml", "en.toml", "jis-ja.toml", "jis-en.toml"} == {
        path.name for path in Path(REPORTS / "texts").iterdir()
    }
