"""Findings in the layout in which miChecker saves them, so that a city's existing worksheet can count them.

Source: the ministry's worksheet for miChecker: it takes a page's CSV at its first cell, and counts by kind (column A)
and technique, which has to be followed by a comma (column H).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.csv import write_table
from a11y_audit.report.words import Words
from a11y_audit.standards import Criterion, techniques

HEADS: Final = (
    "種別", "知覚可能", "操作可能", "理解可能", "堅ろう", "JIS", "ガイドライン(ヘルプ)", "達成方法",
    "達成方法(ヘルプ)", "行番号", "内容",
)  # fmt: skip
"""As miChecker names its columns, A to K."""

_KINDS: Final = {Kind.FAILED: "問題あり", Kind.LIKELY: "問題の可能性大", Kind.REVIEW: "要判断箇所"}
_BY_HAND: Final = "手動確認"
_PRINCIPLES: Final = "1234"
_MARK: Final = "○"
_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding: kind, numbers of its criteria, techniques of its rule, line in the source, and its words."""

    kind: Kind
    criteria: tuple[str, ...]
    techniques: tuple[str, ...]
    line: int | None
    message: Text


@dataclass(frozen=True, slots=True)
class TestedPage:
    """A page with its findings."""

    url: str
    title: str
    findings: tuple[Told, ...]


def write_michecker(out: Path, pages: Sequence[TestedPage], criteria: Sequence[Criterion]) -> list[Path]:
    """Write a CSV file for each page, and list.csv that says which is which; return their paths, the list first.

    Raises:
        OSError: the folder can't be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    digits = max(2, len(str(len(pages))))
    names = [f"{number:0{digits}}.csv" for number in range(1, len(pages) + 1)]
    words = Words(Lang.JA)
    heads = ("file", "page", "title", *(_KINDS.values()), _BY_HAND)
    shown = [words(f"michecker.{head}") if head.isascii() else head for head in heads]
    rows: list[tuple[str | int, ...]] = [
        (name, page.url, page.title, *_counts(page, criteria)) for name, page in zip(names, pages, strict=True)
    ]
    written = [write_table(out / "list.csv", shown, rows)]
    for name, page in zip(names, pages, strict=True):
        written.append(write_table(out / name, HEADS, _rows(page, criteria), limit=_LIMIT))
    return written


def _counts(page: TestedPage, criteria: Sequence[Criterion]) -> tuple[int, ...]:
    kinds = [each.kind for each in page.findings]
    return (*(kinds.count(kind) for kind in _KINDS), len(list(_by_hand(page, criteria))))


def _rows(page: TestedPage, criteria: Sequence[Criterion]) -> Iterator[tuple[str | int | None, ...]]:
    for kind in _KINDS:
        for each in page.findings:
            if each.kind is kind:
                yield _row(_KINDS[kind], each.criteria, each.techniques, each.line, each.message.ja)
    for criterion in _by_hand(page, criteria):
        yield _row(_BY_HAND, (criterion.number,), (), None, f"{criterion.name.ja}：{criterion.look.ja}")


def _by_hand(page: TestedPage, criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    """Yield the criteria of which no rule points at a place of the page: a person looks at the whole of it."""
    pointed = {number for each in page.findings for number in each.criteria}
    return (each for each in criteria if each.number not in pointed)


def _row(
    kind: str, criteria: Iterable[str], used: Sequence[str], line: int | None, message: str
) -> tuple[str | int | None, ...]:
    numbers = tuple(criteria)
    marks = [_MARK if any(each.startswith(f"{principle}.") for each in numbers) else "" for principle in _PRINCIPLES]
    known = techniques()
    titles = [known[each].title.ja for each in used if each in known]
    return (
        kind,
        *marks,
        ", ".join(numbers),
        "",
        "".join(f"{each}," for each in used),
        "、".join(titles),
        line,
        message,
    )
