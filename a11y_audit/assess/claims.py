"""What a city may say of its test result (準拠, 一部準拠, 配慮), and what is missing before it may say so.

Source: the notation guideline (対応度表記ガイドライン) of WAIC, April 2021. A claim is a value that
only `decide` makes, so that none can stand where a condition fails.
"""

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from a11y_audit.assess.judgement import CellState, JudgementTable, Row
from a11y_audit.core.criterion import Level
from a11y_audit.core.text import Text
from a11y_audit.standards import Standard

EDITION = "2021年4月版"
"""Edition of the guideline whose words are used."""
CLAIMED_STANDARD = "jis2016"
"""The only standard for which the guideline defines the words."""
_ITEMS_NAMED = 10


class Degree(StrEnum):
    """How far a claim goes; the strongest first."""

    CONFORMS = "conforms"
    PARTLY = "partly"
    CONSIDERS = "considers"

    @property
    def word(self) -> Text:
        """The guideline's word."""
        return _WORDS[self]


class Lack(StrEnum):
    """Why a claim is refused, or what should be said beside it."""

    STANDARD = "standard"
    POLICY_SCOPE = "policy_scope"
    POLICY_LEVEL = "policy_level"
    POLICY_URL = "policy_url"
    PAGES = "pages"
    PERIOD = "period"
    PERIOD_OVER = "period_over"
    OPEN = "open"
    NOT_MET = "not_met"
    REPAIRED = "repaired"
    NONE_MET = "none_met"
    RESULT_URL = "result_url"
    UNPUBLISHED = "unpublished"
    NEXT_STEPS = "next_steps"


@dataclass(frozen=True, slots=True)
class Missing:
    """One condition that is not met, with what it is about (criteria or addresses; at most ten are named)."""

    lack: Lack
    items: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """What is missing, and what to do."""
        words, count = _LACKS[self.lack], len(self.items)
        if not self.items:
            return words
        ja, en = (words.fill({"items": self._named(seam), "count": count}) for seam in ("、", ", "))
        return Text(ja.ja, en.en)

    def _named(self, seam: str) -> str:
        more = len(self.items) - _ITEMS_NAMED
        return seam.join(self.items[:_ITEMS_NAMED]) + (f" … (+{more})" if more > 0 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Everything on which a claim stands.

    Attributes:
        standard: what was tested against.
        table: what is known of every criterion on every chosen page.
        policy_scope, policy_level, policy_url: scope, level and address of the published policy; empty where not given.
        tested_from, tested_until: first and last day of the test, or None.
        worked_until: last day on which pages were chosen or a question was answered; None where that is not known.
        result_url: where the result is published.
        next_steps: what will be repaired, and until when.
        repaired: tested pages → criteria that failed there when they were chosen, and fail no longer.
    """

    standard: Standard
    table: JudgementTable
    policy_scope: str
    policy_level: Level | None
    policy_url: str
    tested_from: date | None
    tested_until: date | None
    result_url: str
    next_steps: str
    repaired: Mapping[str, Sequence[str]]
    worked_until: date | None = None

    def met(self, level: Level) -> tuple[str, ...]:
        """Return the criteria that `level` asks for and that are met, in number order."""
        return self._numbers(level, lambda row: row.state is CellState.PASSED)

    def not_met(self, level: Level) -> tuple[str, ...]:
        """Return those that fail on at least one page."""
        return self._numbers(level, lambda row: row.counts[CellState.FAILED] > 0)

    def undecided(self, level: Level) -> tuple[str, ...]:
        """Return those that are open on at least one page, and those that nobody looked at."""
        known = {row.criterion.number for row in self.table.rows if row.cells}
        asked = (each.number for each in self.standard.at(level))
        still_open = self._numbers(level, lambda row: any(cell.state.open for cell in row.cells))
        return tuple(number for number in asked if number in still_open or number not in known)

    def mended(self, level: Level) -> tuple[str, ...]:
        """Return the tested pages on which a criterion that `level` asks for was repaired after they were chosen."""
        asked = {each.number for each in self.standard.at(level)}
        return tuple(url for url, numbers in self.repaired.items() if asked.intersection(numbers))

    def _numbers(self, level: Level, wanted: Callable[[Row], bool]) -> tuple[str, ...]:
        asked = {each.number for each in self.standard.at(level)}
        return tuple(row.criterion.number for row in self.table.rows if row.criterion.number in asked and wanted(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim that may be published.

    Attributes:
        text: the sentence, such as 「JIS X 8341-3:2016 の適合レベルAAに準拠」.
        note: the note that has to stand beside it.
        parts: what the sentence says, the strongest first; more than one where a lower level is met as a whole.
        advised: what should be added, although the guideline does not insist.
    """

    text: Text
    note: Text
    parts: tuple[tuple[Degree, Level], ...]
    advised: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to a wish to claim: the claim, or what is missing for it (never both, never neither)."""

    wish: tuple[Degree, Level]
    claim: Claim | None
    missing: tuple[Missing, ...]


def decide(grounds: Grounds, degree: Degree, level: Level, *, edition: str = EDITION) -> Decision:
    """Return whether `degree` at `level` may be claimed; `edition` is named in the note."""
    missing = tuple(_missing(grounds, degree, level))
    claim = None if missing else _claim(grounds, degree, level, edition)
    return Decision(wish=(degree, level), claim=claim, missing=missing)


def strongest(grounds: Grounds, level: Level, *, edition: str = EDITION) -> Claim | None:
    """Return the strongest claim that may be made where `level` is aimed at, or None when even 配慮 may not."""
    for degree in Degree:
        if claim := decide(grounds, degree, level, edition=edition).claim:
            return claim
    return None


def is_public(url: str) -> bool:
    """Whether anyone can open an address: on the web, with no user name, and on no private or local host."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or any(map(str.isspace, url)):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan", ".test"))


def _missing(grounds: Grounds, degree: Degree, level: Level) -> Iterator[Missing]:
    if grounds.standard.id != CLAIMED_STANDARD:
        yield Missing(Lack.STANDARD)
    yield from _missing_of_policy(grounds)
    if degree is not Degree.CONSIDERS:
        yield from _missing_of_test(grounds, level)
    if degree is Degree.PARTLY and not grounds.met(level):
        yield Missing(Lack.NONE_MET)
    if degree is Degree.CONFORMS:
        if failed := grounds.not_met(level):
            yield Missing(Lack.NOT_MET, failed)
        if mended := grounds.mended(level):
            yield Missing(Lack.REPAIRED, mended)
        yield from _missing_of_publication(grounds)


def _missing_of_policy(grounds: Grounds) -> Iterator[Missing]:
    if not grounds.policy_scope.strip():
        yield Missing(Lack.POLICY_SCOPE)
    if grounds.policy_level is None:
        yield Missing(Lack.POLICY_LEVEL)
    if not is_public(grounds.policy_url):
        yield Missing(Lack.POLICY_URL)


def _missing_of_test(grounds: Grounds, level: Level) -> Iterator[Missing]:
    if not grounds.table.pages:
        yield Missing(Lack.PAGES)
    begin, end = grounds.tested_from, grounds.tested_until
    if begin is None or end is None or end < begin:
        yield Missing(Lack.PERIOD)
    elif grounds.worked_until is not None and grounds.worked_until > end:
        yield Missing(Lack.PERIOD_OVER, (grounds.worked_until.isoformat(),))
    if undecided := grounds.undecided(level):
        yield Missing(Lack.OPEN, undecided)


def _missing_of_publication(grounds: Grounds) -> Iterator[Missing]:
    if not is_public(grounds.result_url):
        yield Missing(Lack.RESULT_URL)
    if closed := tuple(url for url in grounds.table.pages if not is_public(url)):
        yield Missing(Lack.UNPUBLISHED, closed)


def _claim(grounds: Grounds, degree: Degree, level: Level, edition: str) -> Claim:
    parts: tuple[tuple[Degree, Level], ...] = ((degree, level),)
    advised: tuple[Missing, ...] = ()
    if degree is Degree.PARTLY:
        advised = () if grounds.next_steps.strip() else (Missing(Lack.NEXT_STEPS),)
        if whole := _whole_below(grounds, level, edition):
            parts = ((Degree.CONFORMS, whole), *parts)
    words = [_part(*part) for part in parts]
    name = grounds.standard.name
    return Claim(
        text=Text(
            f"{name.ja} の{'、'.join(each.ja for each in words)}", f"{name.en}: {', '.join(each.en for each in words)}"
        ),
        note=note([part[0] for part in parts], edition),
        parts=parts,
        advised=advised,
    )


def _part(degree: Degree, level: Level) -> Text:
    if degree is Degree.CONSIDERS:
        return Text(
            f"適合レベル{level}に配慮し、適合レベル{level}を目標とする", f"considers level {level}, at which it aims"
        )
    return Text(f"適合レベル{level}に{degree.word.ja}", f"{degree.word.en} level {level}")


def note(degrees: Iterable[Degree], edition: str = EDITION) -> Text:
    """Return the note that the guideline asks for beside these words."""
    used = [each.word for each in degrees]
    japanese = "及び".join(f"「{word.ja}」" for word in used)
    english = " and ".join(f"“{word.en}”" for word in used)
    return Text(
        _NOTE.fill({"words": japanese, "edition": edition}).ja, _NOTE.fill({"words": english, "edition": edition}).en
    )


def _whole_below(grounds: Grounds, level: Level, edition: str) -> Level | None:
    """Return the highest level below `level` at which conformance may be claimed."""
    below = [each for each in Level if len(each) < len(level)]
    return next(
        (each for each in reversed(below) if decide(grounds, Degree.CONFORMS, each, edition=edition).claim), None
    )


_WORDS = {
    Degree.CONFORMS: Text("準拠", "conforms to"),
    Degree.PARTLY: Text("一部準拠", "partly conforms to"),
    Degree.CONSIDERS: Text("配慮", "considers"),
}
_NOTE = Text(
    "本ページにおける{words}という表記は、情報通信アクセス協議会ウェブアクセシビリティ基盤委員会"
    "「ウェブコンテンツのJIS X 8341-3:2016 対応度表記ガイドライン - {edition}」で定められた表記による。",
    "The wording {words} on this page follows the Web Accessibility Infrastructure Committee's guideline on how to "
    "state the degree of correspondence of web content to JIS X 8341-3:2016 ({edition}).",
)
_LACKS = {
    Lack.STANDARD: Text(
        "「準拠」「一部準拠」「配慮」は、JIS X 8341-3:2016 に対する表記です。設定の rules.profile を jis2016 "
        "にして検査してください。",
        "These words are defined for JIS X 8341-3:2016 alone. Audit with rules.profile = jis2016.",
    ),
    Lack.POLICY_SCOPE: Text(
        "ウェブアクセシビリティ方針の対象範囲がありません。設定の policy.scope に書いてください。",
        "The policy names no scope. Write it in policy.scope of the settings.",
    ),
    Lack.POLICY_LEVEL: Text(
        "ウェブアクセシビリティ方針の目標とする適合レベルがありません。設定の policy.level に書いてください。",
        "The policy names no level to aim at. Write it in policy.level of the settings.",
    ),
    Lack.POLICY_URL: Text(
        "ウェブアクセシビリティ方針が公開されていません。公開して、そのアドレスを設定の policy.url に書いてください。",
        "The policy is not published. Publish it, and write its address in policy.url of the settings.",
    ),
    Lack.PAGES: Text(
        "試験のページが選ばれていません。a11y-audit sample draw で選んでください。",
        "No pages were chosen for the test. Choose them with: a11y-audit sample draw",
    ),
    Lack.PERIOD: Text(
        "試験実施期間がありません。設定の result.tested_from と result.tested_until に書いてください。",
        "The period of the test is missing. Write it in result.tested_from and result.tested_until of the settings.",
    ),
    Lack.PERIOD_OVER: Text(
        "ページの選択か判定（{items}）が、試験実施期間より後です。設定の result.tested_until を直してください。",
        "Pages were chosen or judged ({items}) after the test's period. Correct result.tested_until of the settings.",
    ),
    Lack.OPEN: Text(
        "判定していない達成基準が {count} あります（{items}）。a11y-audit review export で質問を書き出し、"
        "回答を読み込んでください。",
        "{count} criteria are not decided ({items}). Write out the questions with a11y-audit review export, and take "
        "in "
        "the answers.",
    ),
    Lack.NOT_MET: Text(
        "不適合の達成基準が {count} あります（{items}）。「準拠」とは書けません。",
        "{count} criteria are not met ({items}), so conformance can't be claimed.",
    ),
    Lack.REPAIRED: Text(
        "選んだあとで直した（不適合がなくなった）ページが {count} ページあります（{items}）。"
        "試験したページだけを直して「準拠」とすることはできません（総務省 2024年10月の通知）。"
        "原因をサイト全体で直し、もう一度検査してから、a11y-audit sample draw で新しく選んで試験してください。",
        "On {count} tested pages failures went after the pages were chosen ({items}). Repairing the tested pages alone "
        "supports no claim (the ministry's circular of October 2024): mend the cause on the whole site, audit again, "
        "and draw anew with a11y-audit sample draw.",
    ),
    Lack.NONE_MET: Text(
        "満たしている達成基準がありません。「一部準拠」とは書けません。",
        "No criterion is met, so not even partial conformance can be claimed.",
    ),
    Lack.RESULT_URL: Text(
        "試験結果を公開するアドレスがありません。設定の result.url に書いてください。",
        "The address where the result is published is missing. Write it in result.url of the settings.",
    ),
    Lack.UNPUBLISHED: Text(
        "だれもが開けるアドレスではないページを試験しています（{count} ページ：{items}）。「準拠」には、"
        "公開しているページの試験が要ります。",
        "{count} tested pages are not open to everyone ({items}). Conformance needs a test of published pages.",
    ),
    Lack.NEXT_STEPS: Text(
        "「一部準拠」では、今後の対応方針（何を、いつまでに）も示すことが勧められています。設定の result.next_steps "
        "に書いてください。",
        "With partial conformance, it is recommended to say what will be repaired, and until when: result.next_steps.",
    ),
}
