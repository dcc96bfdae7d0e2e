"""Take answers from a sheet: each row that can't be taken is told with its reason, and then nothing is taken at all."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from a11y_audit.assess.answers import ANSWERS, Answer, heading
from a11y_audit.assess.questions import Question
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Text
from a11y_audit.text.normal import plain, squeezed

ID_PREFIX = "Q-"
"""Stands before an id in a sheet: without it a spreadsheet would take some ids for numbers."""

_JAPAN = timezone(timedelta(hours=9), "JST")
_NOON = 12
_LONGEST = 32_000
_SHOWN = 60
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_DAY = re.compile(
    r"(?:(?P<era>令和|平成|r|h)(?P<count>元|\d{1,2})|(?P<year>\d{4}))(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
    r"(?:t?\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SIGNS = {
    Outcome.PASSED: ("○", "◯", "〇", "o", "適合", "問題なし"),
    Outcome.FAILED: ("×", "✕", "x", "不適合", "問題あり"),
    Outcome.INAPPLICABLE: ("-", "－", "―", "ー", "該当なし", "適用なし"),
    Outcome.CANT_TELL: ("?", "？", "分からない", "わからない", "不明"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A row as it was filled in: its number in the sheet, and its cells as text."""

    number: int
    question: str
    check: str
    answer: str
    person: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that can't be taken, and why."""

    number: int
    question: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a sheet comes to.

    Attributes:
        answers: the new ones, in the order of the rows; none is to be stored while a row is refused.
        same: rows whose answer is known already.
        empty: rows without an answer.
        refused: rows that can't be taken.
    """

    answers: tuple[Answer, ...]
    same: int
    empty: int
    refused: tuple[Refused, ...]


def is_bare_failure(question: Question, outcome: Outcome | None) -> bool:
    """Tell whether without a note nobody would know how something fails: no rule has said anything of it."""
    return outcome is Outcome.FAILED and not question.rule


def check_of(question: Question) -> str:
    """Return a short mark that changes when what is to be judged does."""
    return hashlib.sha256(" ".join(question.evidence).encode()).hexdigest()[:8]


def prefilled(question: Question, given: Iterable[Answer]) -> Answer | None:
    """Return the answer that a sheet shows as given: the newest of those whose last word is for the whole question."""
    last = {plain(each.person): each for each in sorted(given, key=_in_time)}
    whole = [each for each in last.values() if each.evidence == question.evidence]
    return max(whole, key=_in_time, default=None)


def day_of(moment: datetime) -> str:
    """Return the day in Japan as a sheet shows it."""
    return moment.astimezone(_JAPAN).date().isoformat()


def take(
    rows: Sequence[Filled],
    questions: Mapping[str, Question],
    given: Callable[[Question], Iterable[Answer]],
    *,
    person: str = "",
    now: datetime,
) -> Taken:
    """Return what the rows of a sheet come to.

    Args:
        rows: in the order of the sheet.
        questions: those of today, by id.
        given: returns the answers of people to a question, the newest of each person.
        person: who decided, where a row does not say.
        now: the moment of answers without a day; aware UTC.
    """
    reader = _Reader(questions, given, person, now)
    return reader.read(rows)


class _Reader:
    def __init__(
        self,
        questions: Mapping[str, Question],
        given: Callable[[Question], Iterable[Answer]],
        person: str,
        now: datetime,
    ) -> None:
        self._questions = questions
        self._given = given
        self._person = person
        self._now = now

    def read(self, rows: Sequence[Filled]) -> Taken:
        refused = list(_doubled(rows))
        answers: list[Answer] = []
        same = empty = 0
        known = {each.number for each in refused}
        seen: set[tuple[str, ...]] = set()
        for row in rows:
            if row.number in known or _contents(row) in seen:
                continue
            seen.add(_contents(row))
            if not row.answer.strip() and not row.note.strip():
                empty += 1
                continue
            answer = self._answer(row)
            if not isinstance(answer, Text) and self._is_known(answer, row):
                same += 1
                continue
            if not isinstance(answer, Text) and self._is_bare(answer):
                answer = _NO_NOTE
            if isinstance(answer, Text):
                refused.append(Refused(row.number, printable(row.question, limit=_SHOWN) or "–", answer))
            else:
                answers.append(answer)
        refused.sort(key=lambda each: each.number)
        return Taken(answers=tuple(answers), same=same, empty=empty, refused=tuple(refused))

    def _answer(self, row: Filled) -> Answer | Text:
        """Return the answer of a row, or why it can't be taken."""
        question = self._questions.get(_id(row.question))
        if question is None:
            return _UNKNOWN
        outcome = _outcome(row.answer)
        person = plain(row.person) or plain(self._person)
        moment = self._moment(row.day)
        wrong = _objection(row, question, person)
        if wrong is not None:
            return wrong
        if isinstance(moment, Text):
            return moment
        if outcome is None:
            return _NO_OUTCOME.fill({"answer": printable(row.answer, limit=_SHOWN)})
        return Answer(
            question=question.id,
            outcome=outcome,
            person=person,
            moment=moment,
            note=row.note.strip()[:_LONGEST],
            evidence=question.evidence,
        )

    def _moment(self, text: str) -> datetime | Text:
        if not text.strip():
            return self._now
        day = _day(text)
        today = self._now.astimezone(_JAPAN).date()
        if day is None:
            return _NO_DAY.fill({"day": printable(text, limit=_SHOWN)})
        if day > today:
            return _FUTURE.fill({"day": day.isoformat()})
        if day == today:
            return self._now
        return datetime(day.year, day.month, day.day, _NOON, tzinfo=_JAPAN)

    def _is_bare(self, answer: Answer) -> bool:
        return not answer.note and is_bare_failure(self._questions[answer.question], answer.outcome)

    def _is_known(self, answer: Answer, row: Filled) -> bool:
        question = self._questions[answer.question]
        before = [each for each in self._given(question) if plain(each.person) == answer.person]
        newest = max(before, key=_in_time, default=None)
        if newest is None or newest.evidence != answer.evidence or newest.outcome is not answer.outcome:
            return False
        same_day = not row.day.strip() or day_of(newest.moment) == day_of(answer.moment)
        return same_day and _worded(newest.note) == _worded(answer.note)


def _objection(row: Filled, question: Question, person: str) -> Text | None:
    if row.check.strip() != check_of(question):
        return _CHANGED
    if not row.answer.strip():
        return _NO_ANSWER
    if not person:
        return _NO_PERSON
    return _NO_REASON if question.certain and not row.note.strip() else None


def _doubled(rows: Iterable[Filled]) -> Iterator[Refused]:
    """Yield rows of one question that say different things."""
    by_id: dict[str, list[Filled]] = defaultdict(list)
    for row in rows:
        by_id[_id(row.question)].append(row)
    for same in by_id.values():
        if len({_contents(row) for row in same}) > 1:
            numbers = "、".join(str(row.number) for row in same)
            for row in same:
                yield Refused(row.number, printable(row.question, limit=_SHOWN) or "–", _TWICE.fill({"rows": numbers}))


def _contents(row: Filled) -> tuple[str, ...]:
    bare = replace(row, number=0)
    return (
        _id(bare.question),
        bare.check,
        bare.answer.strip(),
        plain(bare.person),
        bare.day.strip(),
        _worded(bare.note),
    )


def _id(text: str) -> str:
    return text.strip().removeprefix(ID_PREFIX).removeprefix(ID_PREFIX.lower()).strip().lower()


def _worded(note: str) -> str:
    # A sheet keeps neither line breaks nor what can't be printed.
    return " ".join(printable(note.strip(), limit=_LONGEST).split())


def _in_time(answer: Answer) -> tuple[int, datetime]:
    return answer.id, answer.moment


def _outcome(text: str) -> Outcome | None:
    word = squeezed(text)
    for outcome in ANSWERS:
        names = {squeezed(each) for each in (*_SIGNS[outcome], heading(outcome).ja, heading(outcome).en, outcome.value)}
        if word in names:
            return outcome
    return None


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(squeezed(text))
    if match is None:
        return None
    if match["era"]:
        year = _ERAS[match["era"]] + (1 if match["count"] == "元" else int(match["count"]))
    else:
        year = int(match["year"])
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


_UNKNOWN = Text(
    "この番号の質問は、いまの試験にありません。ページが直ったか、別の試験の表です。",
    "The test has no such question: the page was repaired, or this sheet belongs to another test.",
)
_CHANGED = Text(
    "書き出したあとに、判定するものが変わりました。新しく書き出した表で、もう一度見てください。",
    "What is to be judged has changed since the sheet was written. Look again, in a new sheet.",
)
_NO_ANSWER = Text(
    "注記がありますが、回答がありません。回答を選ぶか、注記を消してください。",
    "There is a note, but no answer. Choose an answer, or empty the note.",
)
_NO_OUTCOME = Text(
    "回答「{answer}」は使えません。適合、不適合、該当なし、分からない のどれかにしてください。",
    "“{answer}” is no answer. It can be: 適合 (met), 不適合 (not met), 該当なし (not applicable), 分からない (can't "
    "tell).",
)
_NO_PERSON = Text(
    "判定者がありません。判定者の列に書くか、--person で指定してください。",
    "Nobody's name is given. Write it in its column, or give it with --person.",
)
_NO_REASON = Text(
    "規則が「問題あり」とした箇所です。回答には、注記に理由が要ります。",
    "A rule proved that this fails. An answer needs a reason in the note.",
)
_NO_NOTE = Text(
    "不適合のときは、どこがどう不適合かを注記に書いてください（試験結果の注記に載ります）。",
    "Say in the note where and how it fails; the result shows it.",
)
_NO_DAY = Text(
    "判定日「{day}」を読めません。2026-11-20 のように書いてください。",
    "The day “{day}” can't be read. Write it as 2026-11-20.",
)
_FUTURE = Text("判定日 {day} は、まだ来ていません。", "The day {day} is still to come.")
_TWICE = Text(
    "同じ質問の行が2つ以上あり（{rows}行目）、内容が違います。1つにしてください。",
    "Rows {rows} are about the same question and differ. Keep one.",
)
