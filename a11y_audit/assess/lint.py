"""What contradicts itself in a test result that a city has published, or is about to.

A page is read as people read it: nothing is known of it but its words. So each remark quotes what it stands on, and
only what can't be true together is a contradiction; the rest is a question.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.assess import checklist, lint_texts
from a11y_audit.assess.checklist import Mark, Row
from a11y_audit.assess.claims import EDITION, Degree
from a11y_audit.assess.lint_counts import of_counts, of_dates
from a11y_audit.assess.published import Line, Published, published
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Text
from a11y_audit.standards import standard
from a11y_audit.text.normal import squeezed

_QUOTED = 120
_NAMED = 12
_AROUND = 24
_OF_RESULTS_ALONE = frozenset({"pages", "checklist", "period"})
"""Items that stand in no policy: a page without all of them is hardly meant as a test result."""


class Weight(StrEnum):
    """How much a remark weighs."""

    CONTRADICTION = "contradiction"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its code, what the text says (quoted), and values for its words."""

    code: str
    quote: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> Weight:
        """Whether it is a contradiction or a question."""
        return Weight.QUESTION if self.code in lint_texts.QUESTIONS else Weight.CONTRADICTION

    @property
    def text(self) -> Text:
        """What is wrong, and what to do."""
        return lint_texts.REMARKS[self.code].fill(dict(self.values))


@dataclass(frozen=True, slots=True)
class Said:
    """A claim found in a text."""

    degree: Degree
    level: str
    quote: str


def lint(source: str, *, edition: str = EDITION) -> list[Remark]:
    """Return what contradicts itself in a text or HTML page, contradictions first, each thing once."""
    page = published(source)
    rows = checklist.rows(page)
    claims = tuple(_claims(page.lines))
    remarks = [
        *_of_claims(claims, rows),
        *_of_repairs(page.lines, claims),
        *_of_rows(rows, claims),
        *_of_edition(page, claims, edition),
        *_of_items(page, rows),
        *(Remark(*each) for each in (*of_counts(page, rows), *of_dates(page))),
    ]
    if any(each.code == "not_a_result" for each in remarks):
        remarks = [each for each in remarks if each.code != "claim_missing"]
    return sorted(dict.fromkeys(remarks), key=lambda each: each.weight is Weight.QUESTION)


_CLAIM = re.compile(r"(?<![a-z])(a{1,3})(?:レベル)?(?:に|の|を)?(?:対して)?(一部|部分)?(準拠|配慮)(.{0,12})")
_AIM = re.compile(r"目標|目指|めざ|予定|努め|期限|とは|できてい?ま?せん|していない|していません|ことを?目")
_PROMISED = re.compile(r"目標|方針|期限|目指")
_CONFORM = re.compile(
    r"(?:jisx8341-3(?::20\d\d)?|適合レベル|レベル)(?:の適合レベル)?(?:a{1,3})?に(?:完全に|全て|すべて)?適合(?:して|し、|する(?!こと))"
)


def _claims(lines: Iterable[Line]) -> Iterator[Said]:
    """Yield what is claimed; aims, and what stands under the heading of an aim, are no claims."""
    for line in lines:
        if _PROMISED.search(line.heading):
            continue
        text = squeezed(line.text)
        for match in _CLAIM.finditer(text):
            before = re.split("[。、]", text[: match.start()])[-1]
            if _AIM.search(match[4]) or _PROMISED.search(before):
                continue
            part = Degree.PARTLY if match[2] else Degree.CONFORMS
            yield Said(Degree.CONSIDERS if match[3] == "配慮" else part, match[1].upper(), line.text[:_QUOTED])


def _of_claims(claims: tuple[Said, ...], rows: tuple[Row, ...]) -> Iterator[Remark]:
    if not claims:
        yield Remark("claim_missing")
    whole = {each.level: each for each in claims if each.degree is Degree.CONFORMS}
    for each in claims:
        if each.degree is Degree.PARTLY and each.level in whole:
            yield Remark("whole_and_partly", whole[each.level].quote, (("level", each.level), ("other", each.quote)))
    for level, each in whole.items():
        yield from _of_whole(each, [row for row in rows if _asked(row, level)])
        known = {row.number for row in rows}
        wanted = [one.number for one in standard("jis2016").at(Level(level))]
        lacking = [number for number in wanted if number not in known]
        if rows and lacking:
            values = (("level", level), ("count", str(len(lacking))), ("criteria", _named(lacking)))
            yield Remark("criteria_missing", each.quote, values)


def _of_whole(claim: Said, rows: list[Row]) -> Iterator[Remark]:
    for code, mark in (("conforms_with_fail", Mark.NOT_MET), ("conforms_with_open", Mark.OPEN)):
        wrong = [row.number for row in rows if row.result is mark]
        if wrong:
            yield Remark(code, claim.quote, (("level", claim.level), ("criteria", _named(wrong))))


_REPAIRED = re.compile(
    r"(?:試験|検査|検証|診断)[^。]{0,40}(?:修正|改修|改善|対応|直し|直した)[^。]{0,25}"
    r"(?:再試験|再検査|再検証|再度(?:試験|検査|検証)|(?:試験|検査)し直し)(?:を|も)?(?:実施|行い|行った|した|しました)"
    r"(?!する|します|予定|ます)|(?:不適合|問題(?:あり」?)?)がなくなったページ"
)


def _of_repairs(lines: Iterable[Line], claims: Iterable[Said]) -> Iterator[Remark]:
    """Yield where pages were repaired and tested again before conformance was claimed."""
    whole = next((each for each in claims if each.degree is Degree.CONFORMS), None)
    told = next((line for line in lines if _REPAIRED.search(squeezed(line.text))), None)
    if whole and told:
        yield Remark("repaired_pages", told.text[:_QUOTED], (("level", whole.level),))


def _asked(row: Row, level: str) -> bool:
    known = standard("jis2016")
    own = known.get(row.number).level.value if row.number in known else row.level
    return bool(own) and len(own) <= len(level)


def _of_rows(rows: tuple[Row, ...], claims: tuple[Said, ...]) -> Iterator[Remark]:
    known = standard("jis2016")
    groups = {
        "excluded": [row for row in rows if Mark.EXCLUDED in (row.applies, row.result)],
        "absent_but_failed": [row for row in rows if row.applies is Mark.ABSENT and row.result is Mark.NOT_MET],
        "remark_missing": [row for row in rows if row.result is Mark.NOT_MET and not row.remark.strip("-－ー―")],
        "still_open": [row for row in rows if row.result is Mark.OPEN],
        "result_missing": [row for row in rows if row.result is None],
        "guidelines": [row for row in rows if row.number.count(".") == 1],
        "old_numbers": [row for row in rows if row.old],
        "level_wrong": [
            row for row in rows if row.level and row.number in known and known.get(row.number).level.value != row.level
        ],
    }
    for code, found in groups.items():
        if found:
            criteria = ("criteria", _named([row.number for row in found]))
            yield Remark(code, found[0].words[:_QUOTED], (("count", str(len(found))), criteria))
    claimed = {each.level for each in claims}
    highest = {row.number for row in rows if row.number in known and known.get(row.number).level is Level.AAA}
    if "AAA" in claimed and rows and not highest:
        quote = next(each.quote for each in claims if each.level == "AAA")
        yield Remark("level_mix", quote, (("level", "AAA"),))
    seen: dict[str, Row] = {}
    for row in rows:
        other = seen.setdefault(row.number, row)
        if other.result is not row.result and row.number.count(".") > 1:
            yield Remark("row_twice", row.words[:_QUOTED], (("criteria", row.number),))


_EDITION = re.compile(r"対応度表記ガイドライン[^。]{0,12}?(20\d\d年\d{1,2}月)")
_STANDARD = re.compile(r"jisx8341-3(?:[:：]?(20\d\d))?")
_LATEST = "2016"


def _of_edition(page: Published, claims: tuple[Said, ...], edition: str) -> Iterator[Remark]:
    text = squeezed(page.text)
    quoted = {found[1] for found in _EDITION.finditer(text)}
    for other in sorted(quoted - {edition.removesuffix("版")}):
        yield Remark("edition_wrong", f"対応度表記ガイドライン {other}版", (("edition", edition),))
    if claims and "対応度表記ガイドライン" not in text:
        yield Remark("note_missing", claims[0].quote, (("edition", edition),))
    years = {found[1] or "" for found in _STANDARD.finditer(text)}
    if old := sorted(years - {"", _LATEST}):
        yield Remark("standard_old" if _LATEST not in years else "standards_mixed", f"JIS X 8341-3:{old[0]}")
    elif years == {""}:
        yield Remark("standard_undated", "JIS X 8341-3")
    if wrong := _CONFORM.search(text):
        yield Remark("declares_conformity", text[wrong.start() : wrong.end() + _AROUND])


_ITEMS = {
    "date": r"表明日|公表日|公開日|表明年月日",
    "standard": r"規格番号|jisx8341-3:?20\d\d",
    "level": r"満たしている適合レベル|適合レベル|達成等級|a{1,3}(?:に|の)?(?:一部)?準拠",
    "scope": r"対象となる(?:ウェブ)?ページ|対象範囲|対象となる範囲|対象ページ|対象サイト|"
    r"試験(?:の)?対象(?!(?:の)?(?:ウェブ)?ページを?[選抽])",
    "technologies": r"依存した|(?:ウェブ)?コンテンツ技術",
    "selection": r"選択(?:した|する)?方法|抽出方法|選定方法|選び方|(?:ランダム|無作為)(?:に|で)?(?:選択|抽出)",
    "pages": r"uri|url|試験を(?:行った|実施した)(?:ウェブ)?ページ",
    "checklist": r"チェックリスト|達成基準(?:の)?一覧",
    "period": r"試験(?:の)?(?:実施)?(?:期間|日|時期)|検証(?:の)?(?:実施)?期間",
}


def _of_items(page: Published, rows: tuple[Row, ...]) -> Iterator[Remark]:
    text = squeezed(page.text)
    lacking = {
        item: number
        for number, (item, pattern) in enumerate(_ITEMS.items(), 1)
        if not (item == "checklist" and rows) and not re.search(pattern, text)
    }
    names = [lint_texts.ITEMS[item] for item in lacking]
    if lacking.keys() >= _OF_RESULTS_ALONE:
        values = (("ja", "、".join(each.ja for each in names)), ("en", ", ".join(each.en for each in names)))
        yield Remark("not_a_result", "", values)
        return
    for number, name in zip(lacking.values(), names, strict=True):
        yield Remark("item_missing", "", (("number", str(number)), ("ja", name.ja), ("en", name.en)))


def _named(numbers: Sequence[str]) -> str:
    more = f" … (+{len(numbers) - _NAMED})" if len(numbers) > _NAMED else ""
    return " ".join(numbers[:_NAMED]) + more
