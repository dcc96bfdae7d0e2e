"""Cases of a judgement for tests: pages with any content and findings, and any answers to what is asked."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from a11y_audit.assess.answers import ANSWERS, Answer
from a11y_audit.assess.asking import questions
from a11y_audit.assess.judgement import JudgementTable
from a11y_audit.assess.ledger import Ledger
from a11y_audit.assess.questions import Question
from a11y_audit.assess.records import Case, PageRecord
from a11y_audit.assess.tabling import table
from a11y_audit.core.criterion import Level
from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.target import Target
from a11y_audit.core.text import Text
from a11y_audit.standards import standard
from a11y_audit.subject import Content

NUMBERS = ("1.1.1", "1.2.2", "1.3.1", "2.1.1", "2.4.2", "3.1.1", "3.2.3", "3.3.1", "4.1.1")
CRITERIA = tuple(each for each in standard("jis2016") if each.number in NUMBERS)
MOMENT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WHY = Text("ログインが必要です。", "It asks for a login.")

letters = st.sampled_from("abc")
contents = st.builds(
    Content,
    whole=st.booleans(),
    counts=st.dictionaries(st.sampled_from(["image", "video", "field", "embed"]), st.integers(1, 3)),
    parts=st.fixed_dictionaries(dict.fromkeys(("title", "text", "frame", "widgets", "images", "media"), letters)),
    shown=st.just({"title": ("題",)}),
)


def finding(page: str, kind: Kind, criterion: str, part: str) -> Finding:
    """Return a finding on that part of a page."""
    region = "header" if part == "a" else "main"
    target = Target(selector=f"#{part}", snippet=f"<p>{part}", fragment=f"{region}|{part}", region=region)
    return Finding(
        page=page,
        rule=f"rule-{criterion}",
        rule_version=1,
        reason="page_cut_short" if kind is Kind.UNTESTED else "seen",
        kind=kind,
        criteria=(criterion,),
        barrier=criterion,
        target=None if kind is Kind.UNTESTED else target,
        data={"part": part},
    )


@st.composite
def pages(draw: st.DrawFn, number: int) -> PageRecord:
    """Draw a page: not audited, of unknown content, or with content and findings."""
    url = f"https://www.city.example.jp/{number}"
    if draw(st.integers(0, 5)) == 0:
        return PageRecord(url=url, refused=WHY)
    kinds = st.sampled_from([Kind.FAILED, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED])
    told = draw(st.lists(st.tuples(kinds, st.sampled_from(NUMBERS), letters), max_size=4))
    return PageRecord(
        url=url,
        title=f"題{number}",
        content=draw(st.none() | contents),
        findings=tuple(finding(url, kind, criterion, part) for kind, criterion, part in told),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw one to four pages of one or two templates."""
    found = tuple(draw(pages(number)) for number in range(draw(st.integers(1, 4))))
    return Case(
        criteria=CRITERIA,
        pages=found,
        rules={},
        on=(),
        decidable=frozenset({"3.1.1", "4.1.1"}),
        templates={page.url: draw(letters) for page in found},
    )


@st.composite
def answered(draw: st.DrawFn, case: Case) -> list[Answer]:
    """Draw answers, one after the other, to what was asked when nothing or something was answered."""
    given: list[Answer] = []
    for number in range(draw(st.integers(0, 12))):
        asked = questions(case, Ledger(given))
        if not asked:
            break
        question = draw(st.sampled_from(asked))
        given.append(draw(answers(question, number + 1)))
    return given


@st.composite
def answers(draw: st.DrawFn, question: Question, number: int) -> Answer:
    """Draw an answer to a question, to all of its places or some."""
    places = draw(st.lists(st.sampled_from(question.evidence), min_size=1, unique=True))
    return Answer(
        id=number,
        question=question.id,
        outcome=draw(st.sampled_from(ANSWERS)),
        person=draw(st.sampled_from(["山田", "佐藤"])),
        moment=MOMENT + timedelta(minutes=number),
        note=draw(st.sampled_from(["", "理由"])),
        evidence=tuple(sorted(places)),
    )


def judged(case: Case, given: list[Answer]) -> tuple[list[Question], Ledger, JudgementTable]:
    """Return what is asked, what was answered, and the table."""
    ledger = Ledger(given)
    asked = questions(case, ledger)
    return asked, ledger, table(case, asked, ledger, standard="jis2016", level=Level.AA, run_id=1)
