"""The commands `review`: how far a JIS test has come, what is asked, and answers one by one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import click

from a11y_audit import review
from a11y_audit.assess.answers import ANSWERS, Answer, heading
from a11y_audit.assess.judgement import CellState, Row
from a11y_audit.assess.questions import Question
from a11y_audit.cli import exchanging, options
from a11y_audit.cli.audits import settings_here
from a11y_audit.cli.command import Command, Group, Request
from a11y_audit.cli.sampling import today
from a11y_audit.cli.wrapping import table, width, wrap
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.notation import number
from a11y_audit.review import Judged
from a11y_audit.standards import STANDARD_IDS

_REVIEW: Final = Text("人が確かめることを見て、答えます。", "See what people have to decide, and answer.")
_STATUS: Final = Text(
    "試験の進み具合を示します。達成基準ごとの状態と、答えを待つ質問です。",
    "Show how far the test has come: the state of each criterion, and what waits for an answer.",
)
_SHOW: Final = Text("質問を1つ、詳しく示します。", "Show one question in full.")
_ANSWER: Final = Text(
    "質問に答えます。同じものが見える所すべての答えになり、そこが変わるまで有効です。前の答えは消えません。",
    "Answer a question: for all places where the same is seen, until it changes. Earlier answers stay.",
)
_STANDARD: Final = Text(
    "この規格で示します（検査し直しません）。省くと検査のときの規格です。",
    "By this standard, without auditing again; that of the audit unless given.",
)
_QUESTION: Final = Text("質問の番号です。", "Id of the question.")
_OUTCOME: Final = Text(
    "判定です。passed 適合（問題なし）、failed 不適合、inapplicable 該当なし、cantTell 分からない。",
    "The answer: passed, failed, inapplicable, cantTell.",
)
_PERSON: Final = Text("判定した人の名前です。", "Who decided.")
_NOTE: Final = Text("注記です。試験結果に載ります。", "A note; results show it.")
_PAGE: Final = Text("このページだけの答えにします（繰り返せます）。", "For this page only (may be repeated).")
_NOTE_WORD: Final = Text("注記", "NOTE")
_QUESTION_WORD: Final = Text("質問", "QUESTION")

_HEADS: Final = (
    Text("達成基準", "Criterion"),
    Text("等級", "Level"),
    Text("状態", "State"),
    *(state.heading for state in CellState),
    Text("試験方法", "Tested by"),
)
_QUESTION_HEADS: Final = (
    Text("質問", "Question"),
    Text("種類", "Kind"),
    Text("達成基準", "Criteria"),
    Text("ページ", "Pages"),
    Text("内容", "What"),
)
_LEAD: Final = Text(
    "抽出 {sample}（{pages} ページ）を、検査 {run} の記録と人の答えで判定しました。規格: {standard}",
    "Sample {sample} ({pages} pages), judged by run {run} and people's answers; by {standard}",
)
_COUNT: Final = Text(
    "質問 {asked} 件のうち、答えを待つもの {open} 件。判定の分かれているもの {conflicts} 件",
    "{asked} questions, of which {open} wait for an answer; people differ on {conflicts}",
)
_DONE: Final = Text("すべての質問に答えがあります。", "All questions are answered.")
_CHANGED: Final = Text(
    "注意: 抽出のあとに問題がなくなったページがあります（{count} ページ）。"
    "試験したページだけを直して準拠とすることはできません。原因をサイト全体で直し、もう一度検査してから、新しく抽出してください。",
    "Note: {count} pages lost their problems after they were drawn. Repairing only the tested pages supports no claim: "
    "mend the cause on the whole site, audit again and draw anew.",
)
_MISSING: Final = Text("注意: 検査できていないページ: {url}（{why}）", "Note: not audited: {url} ({why})")
_SAVED: Final = Text(
    "答えを記録しました: {outcome}（{places} か所、{person}）", "Recorded: {outcome} ({places} places, {person})"
)
_DIFFER: Final = Text(
    "注意: 判定が分かれています。話し合って、どちらかの人が答え直してください。",
    "Note: people differ. Talk it over, then one of them answers again.",
)
_PARTS: Final = {
    "reason": Text("理由", "Why it is asked"),
    "demand": Text("達成基準が求めること", "What the criterion asks for"),
    "look": Text("見方", "How to look"),
    "places": Text("箇所", "Places"),
    "answers": Text("答え", "Answers"),
    "outdated": Text("前の答え（そのあと変わりました）", "Earlier answers (it changed since)"),
}
_SAID: Final = Text("{outcome}（{person}、{day}）{note}", "{outcome} ({person}, {day}) {note}")
_LIMIT: Final = 400
_SHORT: Final = 60


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the group in one language."""
    name = options.NAME_WORD.in_(lang)
    standard = options.option(
        "--standard", options.one_of(*STANDARD_IDS), shown="|".join(STANDARD_IDS), meaning=_STANDARD.in_(lang)
    )
    question = options.Argument(
        "question", options.TEXT, shown=_QUESTION_WORD.in_(lang), meaning=_QUESTION.in_(lang), required=True
    )
    answer = (
        question,
        options.required("--outcome", options.one_of(*ANSWERS), shown="|".join(ANSWERS), meaning=_OUTCOME.in_(lang)),
        options.required("--person", options.TEXT, shown=name, meaning=_PERSON.in_(lang)),
        options.option("--note", options.TEXT, shown=_NOTE_WORD.in_(lang), meaning=_NOTE.in_(lang)),
        options.many("--page", options.URL, shown="URL", meaning=_PAGE.in_(lang)),
        standard,
    )
    group = Group("review", lang=lang, help_text=_REVIEW)
    group.add_command(Command("status", lang=lang, help_text=_STATUS, run=_status, params=(standard,)))
    group.add_command(Command("show", lang=lang, help_text=_SHOW, run=_show, params=(question, standard)))
    group.add_command(Command("answer", lang=lang, help_text=_ANSWER, run=_answer, params=answer))
    for each in exchanging.commands(lang):
        group.add_command(each)
    return (group,)


def _status(request: Request) -> int:
    judged = _judged(request)
    sample = judged.sample
    request.say(
        _LEAD,
        sample=sample.id,
        pages=len(sample.pages),
        run=judged.run.id,
        standard=judged.standard.name.in_(request.lang),
    )
    rows = [_row(request, row) for row in judged.table.rows]
    click.echo("\n" + table([request.in_(head) for head in _HEADS], rows, right=range(3, 9)) + "\n")
    waiting = judged.open
    request.say(_COUNT, asked=len(judged.asked), open=len(waiting), conflicts=len(judged.conflicts))
    if waiting:
        listed = [_question_row(request, each) for each in waiting]
        click.echo("\n" + table([request.in_(head) for head in _QUESTION_HEADS], listed, right=(3,)) + "\n")
    else:
        request.say(_DONE)
    for url, why in judged.missing.items():
        _lines(request.in_(_MISSING, url=_clean(url), why=request.in_(why)))
    if judged.repaired:
        _lines(request.in_(_CHANGED, count=len(judged.repaired)))
    return 0


def _row(request: Request, row: Row) -> tuple[str, ...]:
    counts = (str(count) if count else "" for count in row.counts.values())
    name = f"{row.criterion.number} {row.criterion.name.in_(request.lang)}"
    methods = " ".join(row.methods)
    return (name, row.criterion.level, request.in_(row.state.heading), *counts, methods)


def _question_row(request: Request, question: Question) -> tuple[str, ...]:
    return (
        question.id,
        request.in_(question.kind.heading),
        " ".join(question.criteria),
        number(len(question.pages)),
        printable(request.in_(question.reason if question.rule else question.demand), limit=_SHORT),
    )


def _show(request: Request) -> int:
    judged = _judged(request)
    question = review.question_of(judged, request.values["question"])
    _lines(_clean(request.in_(question.ask)))
    for name, body in (
        ("reason", [request.in_(question.reason)]),
        ("demand", [request.in_(question.demand)]),
        ("look", [request.in_(question.look)]),
        ("places", list(_places(question))),
        ("answers", [_said(request, each) for each in judged.ledger.given(question)]),
        ("outdated", [_said(request, each) for each in judged.ledger.outdated(question)]),
    ):
        if any(body):
            click.echo(f"\n{request.in_(_PARTS[name])}:")
            for words in body:
                for line in wrap(words, width() - 2):
                    click.echo(f"  {line}")
    if judged.ledger.conflicts(question):
        click.echo()
        _lines(request.in_(_DIFFER))
    return 0


def _places(question: Question) -> Iterator[str]:
    for place in question.places:
        yield _clean(f"{place.page} {place.selector}".strip())
        for row in place.snippet.splitlines():
            yield f"→ {_clean(row)}"


def _said(request: Request, answer: Answer) -> str:
    return request.in_(
        _SAID,
        outcome=request.in_(heading(answer.outcome)),
        person=_clean(answer.person),
        day=answer.moment.date().isoformat(),
        note=_clean(answer.note),
    )


def _answer(request: Request) -> int:
    given = request.values
    folder, loaded = settings_here({})
    answer = review.answer(
        loaded.settings,
        folder,
        given["question"],
        Outcome(given["outcome"]),
        person=given["person"],
        note=given["note"] or "",
        pages=given["page"] or (),
        now=datetime.now(UTC),
        standard=given["standard"],
    )
    outcome = request.in_(heading(answer.outcome))
    request.say(_SAVED, outcome=outcome, places=len(answer.evidence), person=_clean(answer.person))
    judged = _judged(request)
    if any(each.id == answer.question for each in judged.conflicts):
        _lines(request.in_(_DIFFER))
    request.say(_COUNT, asked=len(judged.asked), open=len(judged.open), conflicts=len(judged.conflicts))
    return 0


def _judged(request: Request) -> Judged:
    folder, loaded = settings_here({})
    return review.judge(loaded.settings, folder, today=today(), standard=request.values["standard"])


def _lines(words: str) -> None:
    for line in wrap(words, width()):
        click.echo(line)


def _clean(text: str) -> str:
    return printable(text, limit=_LIMIT)
