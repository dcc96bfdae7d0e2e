"""Makes the questions of a judgement: as few as can settle every open cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from a11y_audit.assess.defects import is_shared
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Place, Question, QuestionKind
from a11y_audit.assess.records import (
    Case,
    PageRecord,
    certain,
    digest,
    evidence_of_finding,
    evidence_of_page,
    evidence_of_site,
)
from a11y_audit.core.criterion import sort_key
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import UNTESTED
from a11y_audit.core.text import Text
from a11y_audit.standards import Criterion
from a11y_audit.standards.judging import Scope, judging

_ASKED = (Kind.FAILED, Kind.LIKELY, Kind.REVIEW)
_RARE = 2
"""Templates with so few pages in the sample get no question of their own."""
NOTHING_FOUND = Text(
    "規則では問題を見つけていません。機械では分からないことを、人が確かめます。",
    "No rule found a problem. What a machine can't tell is checked by a person.",
)


def questions(case: Case, ledger: Ledger) -> list[Question]:
    """Return the questions: those about findings first, then criterion by criterion.

    A criterion is not asked of a page on which a machine proved that it fails, that it does not apply, or, where it
    can, that it is met. What a machine proved is a question, too, marked as certain: it may be contested.
    """
    settled = _failed_for_certain(case, ledger)
    about_findings = list(_about_findings(case, settled))
    return [*about_findings, *_about_criteria(case, settled)]


def _failed_for_certain(case: Case, ledger: Ledger) -> set[tuple[str, str]]:
    return {
        (criterion, page.url)
        for page in case.pages
        for each in certain(page.findings)
        if not ledger.decision(evidence_of_finding(each)).lifts
        for criterion in each.criteria
    }


def _about_findings(case: Case, settled: set[tuple[str, str]]) -> Iterator[Question]:
    known = {str(each.number): each for each in case.criteria}
    pages: dict[str, set[str]] = defaultdict(set)
    for page in case.pages:
        for each in page.findings:
            pages[each.defect].add(page.url)
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for page in case.pages:
        for each in page.findings:
            asked = [number for number in each.criteria if number in known]
            if each.kind not in _ASKED or not asked:
                continue
            if each.kind is not Kind.FAILED and all((number, page.url) in settled for number in asked):
                continue
            groups[_subject(each, len(pages[each.defect]))].append(each)
    for subject, found in groups.items():
        yield _about(case, subject, found, known)


def _subject(finding: Finding, pages: int) -> tuple[str, ...]:
    """Return what one question is about: a place, or what a rule says of a shared part."""
    region = finding.target.region if finding.target else "page"
    said = (finding.kind.value, finding.rule, finding.reason, " ".join(finding.criteria))
    if is_shared(region, pages):
        return (QuestionKind.COMPONENT.value, region, *said)
    return (QuestionKind.DEFECT.value, finding.defect, *said)


def _about(case: Case, subject: tuple[str, ...], found: Sequence[Finding], known: dict[str, Criterion]) -> Question:
    first = found[0]
    criteria = [known[number] for number in sorted(first.criteria, key=sort_key) if number in known]
    return Question(
        id=digest("question", *subject)[:10],
        kind=QuestionKind(subject[0]),
        criteria=tuple(each.number for each in criteria),
        places=tuple(
            Place(
                page=each.page,
                evidence=evidence_of_finding(each),
                selector=each.target.selector if each.target else "",
                snippet=each.target.snippet if each.target else "",
            )
            for each in found
        ),
        certain=first.kind is Kind.FAILED,
        ask=_ask_about(QuestionKind(subject[0]), first, criteria),
        reason=case.words(first),
        look=_joined(each.look for each in criteria),
        demand=_joined(each.short for each in criteria),
        rule=first.rule,
        defect=first.defect,
        picture=next((case.pictures[each.defect] for each in found if each.defect in case.pictures), None),
    )


def _ask_about(kind: QuestionKind, finding: Finding, criteria: Sequence[Criterion]) -> Text:
    ja, en = _listed(criteria)
    if finding.kind is Kind.FAILED:
        return Text(
            f"規則は、この箇所が達成基準 {ja} を満たさないと判定しました。誤りのときだけ、理由を添えて答えてください。",
            f"A rule proved that this place does not meet {en}. Answer only if that is wrong, and say why.",
        )
    if kind is QuestionKind.COMPONENT:
        return Text(
            f"共通部品にある次の箇所は、達成基準 {ja} を満たしていますか。",
            f"Do these places in a shared part meet {en}?",
        )
    return Text(f"次の箇所は、達成基準 {ja} を満たしていますか。", f"Does this place meet {en}?")


def _listed(criteria: Sequence[Criterion]) -> tuple[str, str]:
    ja = "、".join(f"{each.number}（{each.name.ja}）" for each in criteria)
    return ja, ", ".join(f"{each.number} ({each.name.en})" for each in criteria)


def _about_criteria(case: Case, settled: set[tuple[str, str]]) -> Iterator[Question]:
    for criterion in case.criteria:
        number = criterion.number
        asked = [page for page in case.pages if (number, page.url) not in settled and needs_person(case, number, page)]
        for lead, group in _grouped(case, number, asked):
            yield _about_criterion(case, criterion, lead, group)


def needs_person(case: Case, criterion: str, page: PageRecord) -> bool:
    """Tell whether a person must look at a page by a criterion, apart from what rules found on it."""
    found = page.on(criterion)
    if page.refused:
        return True
    if not found and page.lacks(judging(criterion).absent):
        return False
    return criterion not in case.decidable or any(each.kind is Kind.UNTESTED for each in found)


def _grouped(case: Case, criterion: str, pages: Sequence[PageRecord]) -> Iterator[tuple[str, list[PageRecord]]]:
    if judging(criterion).scope is not Scope.TEMPLATE:
        if pages:
            yield "", list(pages)
        return
    groups: dict[str, list[PageRecord]] = {}
    leads: dict[str, str] = {}
    for page in pages:
        # Pages of another template on which the same is seen need no question of their own.
        evidence = evidence_of_page(criterion, page)
        lead = leads.setdefault(evidence, case.templates.get(page.url, page.url))
        groups.setdefault(lead, []).append(page)
    rare = [lead for lead, found in groups.items() if len(found) <= _RARE]
    if len(rare) > 1:
        # Pages of rare templates are shown in one question, each with its own place.
        together = [page for lead in rare for page in groups[lead]]
        groups = {lead: found for lead, found in groups.items() if lead not in rare} | {"": together}
    yield from groups.items()


def _about_criterion(case: Case, criterion: Criterion, lead: str, pages: Sequence[PageRecord]) -> Question:
    number = criterion.number
    scope = judging(number).scope
    kind = QuestionKind.SITE if scope is Scope.SITE else QuestionKind.CRITERION
    together = evidence_of_site(number, case.pages)
    return Question(
        id=digest("question", kind, number, lead)[:10],
        kind=kind,
        criteria=(number,),
        places=tuple(
            Place(
                page=page.url,
                evidence=together if scope is Scope.SITE else evidence_of_page(number, page),
                snippet=_shown(number, page),
            )
            for page in pages
        ),
        ask=_ask_of(scope, criterion, len(pages), alike=bool(lead)),
        reason=_why(number, pages),
        look=criterion.look,
        demand=criterion.short,
        template=lead,
    )


def _ask_of(scope: Scope, criterion: Criterion, pages: int, *, alike: bool) -> Text:
    ja, en = _listed([criterion])
    if scope is Scope.SITE:
        return Text(
            f"サイト全体（次の {pages} ページを合わせて）は、達成基準 {ja} を満たしていますか。",
            f"Does the site (these {pages} pages together) meet {en}?",
        )
    if not alike:
        return Text(
            f"次の {pages} ページは、それぞれ達成基準 {ja} を満たしていますか。",
            f"Do these {pages} pages each meet {en}?",
        )
    return Text(
        f"同じひな形の次の {pages} ページは、それぞれ達成基準 {ja} を満たしていますか。",
        f"Do these {pages} pages of one template each meet {en}?",
    )


def _shown(criterion: str, page: PageRecord) -> str:
    if page.content is None:
        return page.title
    rows = [row for part in judging(criterion).evidence for row in page.content.shown.get(part, ())]
    return "\n".join(rows) if rows else page.title


def _why(criterion: str, pages: Sequence[PageRecord]) -> Text:
    for page in pages:
        if page.refused:
            return Text(
                f"機械で検査できていないページがあります（{page.refused.ja}）。",
                f"A page could not be audited by machine ({page.refused.en}).",
            )
        for each in page.on(criterion):
            if each.kind is Kind.UNTESTED and each.reason in UNTESTED:
                return UNTESTED[each.reason].text
    return NOTHING_FOUND


def _joined(texts: Iterable[Text]) -> Text:
    every = list(dict.fromkeys(texts))
    return Text("\n".join(each.ja for each in every), "\n".join(each.en for each in every))
