"""Makes the judgement table: what rules proved, what people decided, what is proven absent, and what is still open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from a11y_audit.assess.answers import Answer, heading
from a11y_audit.assess.asking import needs_person
from a11y_audit.assess.judgement import Cell, CellState, JudgementTable, Origin, Row
from a11y_audit.assess.ledger import Decision, Ledger
from a11y_audit.assess.questions import Place, Question, QuestionKind
from a11y_audit.assess.records import Case, PageRecord, certain, evidence_of_finding
from a11y_audit.assess.waivers import Waiver, covers
from a11y_audit.core.criterion import Level
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind, Outcome
from a11y_audit.core.text import Text
from a11y_audit.standards import Criterion, Method
from a11y_audit.standards.judging import judging, kind_names

_NOT_LOOKED_AT = Text("人がまだ確かめていません。", "Nobody has looked at it yet.")
_DIFFER = Text("人の判定が分かれています。", "People's answers differ.")
_BY_TYPE = Text(
    "機械で判定できる達成基準で、問題は見つかりませんでした。",
    "A machine can judge this criterion whole, and found no problem.",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as far as it concerns one cell: its places on the page, and what is decided of them."""

    question: Question
    places: tuple[Place, ...]
    decisions: tuple[Decision, ...]

    @property
    def open(self) -> bool:
        return any(each.outcome is None for each in self.decisions)

    def says(self, outcome: Outcome) -> bool:
        return any(each.outcome is outcome for each in self.decisions)


def table(
    case: Case,
    questions: Sequence[Question],
    ledger: Ledger,
    *,
    standard: str,
    level: Level,
    run_id: int,
    waivers: Iterable[Waiver] = (),
) -> JudgementTable:
    """Return the judgement table of a case.

    Args:
        case: what is known of the pages.
        questions: those of the case.
        ledger: people's answers.
        standard: id of the standard, as the table tells it.
        level: the level aimed at.
        run_id: the run whose findings it stands on.
        waivers: those in force.
    """
    asked = _by_cell(questions, ledger)
    known = tuple(waivers)
    rows = []
    for criterion in case.criteria:
        cells = [
            _cell(case, criterion.number, page, asked[criterion.number, page.url], ledger, known) for page in case.pages
        ]
        rows.append(Row(criterion=criterion, methods=_methods(case, criterion, cells, questions), cells=tuple(cells)))
    pages = tuple(page.url for page in case.pages)
    return JudgementTable(standard=standard, level=level, run_id=run_id, pages=pages, rows=tuple(rows))


def _by_cell(questions: Sequence[Question], ledger: Ledger) -> Mapping[tuple[str, str], list[_Asked]]:
    found: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    for question in questions:
        places: dict[str, list[Place]] = defaultdict(list)
        for place in question.places:
            places[place.page].append(place)
        for page, here in places.items():
            decisions = tuple(ledger.decision(place.evidence) for place in here)
            for criterion in question.criteria:
                found[criterion, page].append(_Asked(question, tuple(here), decisions))
    return found


def _cell(
    case: Case, criterion: str, page: PageRecord, asked: Sequence[_Asked], ledger: Ledger, waivers: Sequence[Waiver]
) -> Cell:
    found = page.on(criterion)
    state, origin, reason, places = _known(case, criterion, page, asked, ledger)
    unanswered = tuple(each.question.id for each in asked if each.open and not each.question.certain)
    return Cell(
        criterion=criterion,
        page=page.url,
        state=state,
        origin=origin,
        reason=reason,
        places=places,
        questions=unanswered,
        notes=(*_said(asked), *_waived(found, page.url, waivers)),
    )


_Known = tuple[CellState, Origin, Text, tuple[Place, ...]]


def _known(case: Case, criterion: str, page: PageRecord, asked: Sequence[_Asked], ledger: Ledger) -> _Known:
    """Return state, origin, reason and places of one cell: what is proven first, what is open next, ○ last."""
    proven = [each for each in certain(page.on(criterion)) if not ledger.decision(evidence_of_finding(each)).lifts]
    if proven:
        return CellState.FAILED, Origin.MACHINE, case.words(proven[0]), tuple(map(_place, proven))
    failed = [each for each in asked if each.says(Outcome.FAILED)]
    if failed:
        return CellState.FAILED, Origin.PERSON, failed[0].question.reason, _failed_places(failed)
    waiting = [each for each in asked if each.open and not each.question.certain]
    if waiting:
        return _waiting(page, waiting)
    if not needs_person(case, criterion, page):
        return _without_person(case, criterion, page, asked)
    return _decided(asked)


def _waiting(page: PageRecord, waiting: Sequence[_Asked]) -> _Known:
    first = next((each for each in waiting if _is_of_places(each.question)), waiting[0])
    reason = _DIFFER if any(each.conflict for item in waiting for each in item.decisions) else first.question.reason
    if _is_of_places(first.question):
        places = tuple(place for each in waiting if _is_of_places(each.question) for place in each.places)
        return CellState.REVIEW, Origin.NOBODY, reason, places
    if page.refused or any(each.kind is Kind.UNTESTED for each in page.findings if _bears(each, first.question)):
        return CellState.UNTESTED, Origin.NOBODY, reason, ()
    return CellState.MANUAL, Origin.NOBODY, reason if reason is _DIFFER else _NOT_LOOKED_AT, first.places


def _without_person(case: Case, criterion: str, page: PageRecord, asked: Sequence[_Asked]) -> _Known:
    """Return what holds where no person need look at the page: nothing of the kind is there, or a machine can tell."""
    if not page.on(criterion) and page.lacks(judging(criterion).absent):
        return CellState.INAPPLICABLE, Origin.MACHINE, _absent(criterion), ()
    if asked:  # every place that a rule was unsure of, or wrong about, was decided by a person
        return CellState.PASSED, Origin.PERSON, _answered(asked), ()
    if criterion in case.decidable and not page.refused:
        return CellState.PASSED, Origin.TYPE, _BY_TYPE, ()
    return CellState.UNTESTED, Origin.NOBODY, _NOT_LOOKED_AT, ()


def _decided(asked: Sequence[_Asked]) -> _Known:
    """Return what people decided where nothing is open: ○ needs someone who looked at the criterion itself."""
    whole = [each for each in asked if not _is_of_places(each.question)]
    if not whole:
        return CellState.UNTESTED, Origin.NOBODY, _NOT_LOOKED_AT, ()
    nothing_there = all(one.outcome is Outcome.INAPPLICABLE for each in asked for one in each.decisions)
    state = CellState.INAPPLICABLE if nothing_there else CellState.PASSED
    return state, Origin.PERSON, _answered(whole), ()


def _is_of_places(question: Question) -> bool:
    return question.kind in (QuestionKind.DEFECT, QuestionKind.COMPONENT)


def _bears(finding: Finding, question: Question) -> bool:
    return not set(finding.criteria).isdisjoint(question.criteria)


def _failed_places(failed: Sequence[_Asked]) -> tuple[Place, ...]:
    return tuple(
        place
        for each in failed
        for place, decision in zip(each.places, each.decisions, strict=True)
        if decision.outcome is Outcome.FAILED
    )


def _place(finding: Finding) -> Place:
    target = finding.target
    return Place(
        page=finding.page,
        evidence=evidence_of_finding(finding),
        selector=target.selector if target else "",
        snippet=target.snippet if target else "",
    )


def _absent(criterion: str) -> Text:
    names = [kind_names()[kind] for kind in judging(criterion).absent]
    ja, en = "、".join(each.ja for each in names), ", ".join(each.en for each in names)
    return Text(f"このページの記録に、次のものはありません: {ja}", f"The record of this page has none of these: {en}")


def _answered(asked: Sequence[_Asked]) -> Text:
    people = list(dict.fromkeys(answer.person for each in asked for answer in _answers(each)))
    return Text(f"人が確かめました（{'、'.join(people)}）。", f"A person looked at it ({', '.join(people)}).")


def _said(asked: Sequence[_Asked]) -> Iterator[Text]:
    """Yield what people wrote, and where they differ, who said what: notes are published, and names need not be."""
    told = {
        answer.id: (answer, decision) for each in asked for decision in each.decisions for answer in decision.answers
    }
    for answer, decision in told.values():
        if answer.note.strip() or decision.conflict:
            outcome = heading(answer.outcome)
            day = answer.moment.date().isoformat()
            note = answer.note.strip()
            ja, en = (f"{answer.person}、", f"{answer.person}, ") if decision.conflict else ("", "")
            yield Text(
                f"{outcome.ja}{'：' + note if note else ''}（{ja}{day}）",
                f"{outcome.en}{': ' + note if note else ''} ({en}{day})",
            )


def _answers(asked: _Asked) -> Iterator[Answer]:
    for decision in asked.decisions:
        yield from decision.answers


def _waived(found: Sequence[Finding], page: str, waivers: Sequence[Waiver]) -> Iterator[Text]:
    for waiver in waivers:
        if any(covers(waiver, each.defect, each.rule, page) for each in found if each.kind is not Kind.UNTESTED):
            yield waiver.words


def _methods(
    case: Case, criterion: Criterion, cells: Sequence[Cell], questions: Sequence[Question]
) -> tuple[Method, ...]:
    """Return how the criterion was tested here: by machine, by a person on what it found, by a person alone."""
    number = criterion.number
    judges = [rule for key, rule in case.rules.items() if key in case.on and number in rule.criteria]
    kinds = {reason.kind for rule in judges for reason in rule.says.values()}
    about = [each for each in questions if number in each.criteria]
    used = {
        Method.AC: Kind.FAILED in kinds or any(cell.origin in (Origin.MACHINE, Origin.TYPE) for cell in cells),
        Method.AF: bool(kinds & {Kind.LIKELY, Kind.REVIEW}) or any(_is_of_places(each) for each in about),
        Method.HC: any(not _is_of_places(each) for each in about),
    }
    return tuple(method for method in Method if used[method])
