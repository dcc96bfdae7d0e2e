"""The facade of the JIS test: choose its pages, ask people, and say what is known of every criterion on every page."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from a11y_audit.assess.answers import ANSWERS, Answer
from a11y_audit.assess.drawing import frame_hash, ranked
from a11y_audit.assess.kinds import Proposal
from a11y_audit.assess.questions import Question
from a11y_audit.assess.sample import Replacement, Sample
from a11y_audit.assess.taking import is_bare_failure
from a11y_audit.audit import judging, plan, sampling
from a11y_audit.audit.judging import Judged
from a11y_audit.audit.sampling import Choice, Shown
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Outcome
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.settings import Settings
from a11y_audit.standards import standard as known_standard
from a11y_audit.store import answers, runs, samples
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from a11y_audit.workplace import opened, settings_of

__all__ = ["Choice", "Judged", "Shown", "answer", "draw", "frame", "judge", "propose", "replace", "show"]


def propose(folder: Path, run_id: int | None = None) -> list[Proposal]:
    """Return the representative pages that the inventory of a run (the newest by default) offers.

    Raises:
        A11yAuditError: there is no such run, or it has no page.
    """
    with opened(folder, create=False) as store:
        return sampling.propose(store, runs.get(store, run_id))


def draw(folder: Path, choice: Choice, *, day: date) -> Shown:
    """Choose and draw the pages of a test from the newest run; where that was done already, return that sample.

    Raises:
        A11yAuditError: the choice is refused, with the reason; nothing was stored.
    """
    with opened(folder, create=False) as store:
        return sampling.draw_sample(store, runs.get(store), choice, day=day)


def show(folder: Path, sample_id: int | None = None) -> Shown:
    """Return a sample (the newest by default) with what a reader should know of it.

    Raises:
        A11yAuditError: there is none.
    """
    with opened(folder, create=False) as store:
        sample = samples.get_sample(store, sample_id)
        return sampling.show(store, sample, sampling.newest_of(store, sample.site))


def frame(folder: Path, sample_id: int | None = None) -> list[str]:
    """Return the addresses out of which the random pages of a sample were drawn, in the order of the draw.

    Raises:
        A11yAuditError: there is no sample, or its frame is not the one whose hash was recorded.
    """
    with opened(folder, create=False) as store:
        sample = samples.get_sample(store, sample_id)
        found = samples.frame_of(store, sample.id)
        if frame_hash(found) != sample.frame_hash:
            raise UsageError(
                Text(
                    "記録した一覧が、抽出したときのものと一致しません。",
                    "The list kept is not the one out of which was drawn.",
                ),
                Text("記録の控え（バックアップ）から戻してください。", "Restore the record from a backup."),
            )
        return ranked(found, sample.seed)


def replace(
    folder: Path, url: str, *, by: str | None, reason: str, person: str, day: date, sample_id: int | None = None
) -> tuple[Sample, Replacement]:
    """Replace a page of a sample (the newest by default) that can't be tested; the reason is kept.

    Raises:
        A11yAuditError: the page is not in the sample, can be tested, or nothing can take its place.
    """
    with opened(folder, create=False) as store:
        sample = samples.get_sample(store, sample_id)
        run = sampling.newest_of(store, sample.site)
        return sampling.replace_page(store, sample, run, url, by=by, reason=reason, person=person, day=day)


def judge(
    settings: Settings,
    folder: Path,
    *,
    today: date,
    standard: str | None = None,
    level: Level = Level.AA,
    sample_id: int | None = None,
) -> Judged:
    """Return a sample (the newest by default) judged by the newest run of its site and by people's answers.

    Args:
        settings: waivers, and rules that are off.
        folder: holds `data/`.
        today: waivers that ended before this day are left out.
        standard: "jis2016", "wcag21" or "wcag22"; that of the run unless given. The site is not visited again.
        level: the level aimed at.
        sample_id: the sample.

    Raises:
        A11yAuditError: there is no sample, or no such standard.
    """
    with opened(folder, create=False) as store:
        sample = samples.get_sample(store, sample_id)
        return _judged(store, settings, sample, today=today, standard=standard, level=level)


def answer(  # noqa: PLR0913 -- who says what of what, and when
    settings: Settings,
    folder: Path,
    question_id: str,
    outcome: Outcome,
    *,
    person: str,
    note: str = "",
    pages: Sequence[str] = (),
    now: datetime,
    standard: str | None = None,
) -> Answer:
    """Store the answer of a person to a question about the newest sample, for all of its places or some pages.

    Raises:
        A11yAuditError: there is no such question or page in it, or a reason is missing.
    """
    with opened(folder, create=False) as store:
        sample = samples.get_sample(store)
        judged = _judged(store, settings, sample, today=now.date(), standard=standard, level=Level.AA)
        question = question_of(judged, question_id)
        given = Answer(
            question=question.id,
            outcome=outcome,
            person=person.strip(),
            moment=now,
            note=note.strip(),
            evidence=_evidence(question, pages),
        )
        refuse(question, given)
        answers.save_answers(store, sample.site, [given])
        return given


def refuse(question: Question, given: Answer) -> None:
    """Refuse an answer that says too little.

    Raises:
        UsageError: nobody's name, an outcome that is none of a person, or a contest or a failure without a reason.
    """
    if not given.person:
        raise UsageError(
            Text("判定した人の名前がありません。", "The name of the person is missing."),
            Text("--person で指定してください。", "Give it with --person."),
        )
    if given.outcome not in ANSWERS:
        listed = ", ".join(ANSWERS)
        raise UsageError(
            Text(f"「{given.outcome}」は判定に使えません。", f"“{given.outcome}” is no answer."),
            Text(f"選べる値: {listed}", f"It can be: {listed}"),
        )
    if question.certain and not given.note:
        raise UsageError(
            Text(
                "規則が「問題あり」とした箇所です。そうではないと判定するには、理由が要ります。",
                "A rule proved that this fails. To say otherwise needs a reason.",
            ),
            Text(
                "--note に理由を書いてください（試験結果の注記に載ります）。",
                "Write it in --note; the result shows it.",
            ),
        )

    if is_bare_failure(question, given.outcome) and not given.note:
        raise UsageError(
            Text(
                "どこがどう不適合かが書かれていません。",
                "It does not say where and how this fails.",
            ),
            Text(
                "--note に書いてください（試験結果の注記に載ります）。",
                "Write it in --note; the result shows it.",
            ),
        )


def _judged(
    store: Store, settings: Settings, sample: Sample, *, today: date, standard: str | None, level: Level
) -> Judged:
    run = sampling.newest_of(store, sample.site)
    chosen = plan.plan(_asked(settings_of(run, settings), standard), run.started_at.date())
    waivers = [each for each in judging.waivers_of(settings) if each.holds(today)]
    given = answers.every_answer(store, sample.site)
    return judging.judge(store, sample, run, chosen, level=level, answers=given, waivers=waivers)


def _asked(settings: Settings, standard: str | None) -> Settings:
    if standard is None:
        return settings
    known_standard(standard)
    rules = settings.rules.model_copy(update={"profile": standard})
    return settings.model_copy(update={"rules": rules})


def question_of(judged: Judged, question_id: str) -> Question:
    """Return a question of a judgement by its id.

    Raises:
        UsageError: there is none.
    """
    for each in judged.questions:
        if each.id == question_id:
            return each
    raise UsageError(
        Text(f"質問 {question_id} はありません。", f"There is no question {question_id}."),
        Text(
            "ページが変わって、なくなったのかもしれません。a11y-audit review status で確かめてください。",
            "The pages may have changed since. See what is asked with: a11y-audit review status",
        ),
    )


def _evidence(question: Question, pages: Sequence[str]) -> tuple[str, ...]:
    unknown = [page for page in pages if page not in question.pages]
    if unknown:
        raise UsageError(
            Text(
                f"質問 {question.id} の箇所はこのページにありません: {unknown[0]}",
                f"Question {question.id} has no place on this page: {unknown[0]}",
            ),
            Text(
                f"a11y-audit review show {question.id} で、箇所の一覧を見られます。",
                f"See its places with: a11y-audit review show {question.id}",
            ),
        )
    if not pages:
        return question.evidence
    return tuple(sorted({place.evidence for place in question.places if place.page in pages}))


def newest_run(folder: Path) -> Run:
    """Return the newest ended run.

    Raises:
        A11yAuditError: there is none.
    """
    with opened(folder, create=False) as store:
        return runs.get(store)
