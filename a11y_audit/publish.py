"""The facade of the JIS test's publication: reading what a city has published, and writing what it will."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from a11y_audit import registry, review
from a11y_audit.assess.claims import Degree, Grounds, decide, strongest
from a11y_audit.assess.defects import State
from a11y_audit.assess.lint import Remark
from a11y_audit.assess.lint import lint as remarks
from a11y_audit.assess.totals import Totals
from a11y_audit.audit import judging, plan
from a11y_audit.audit.entry import REASONS, address
from a11y_audit.audit.judging import Judged
from a11y_audit.core.criterion import Level
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Text
from a11y_audit.crawl.client import Fetched, FetchFailed
from a11y_audit.crawl.network import Border
from a11y_audit.dom.encoding import decode
from a11y_audit.errors import SiteError, UsageError
from a11y_audit.exchange import unwritable
from a11y_audit.report.jis.pages import write_pages
from a11y_audit.report.jis.view import JisView, Month
from a11y_audit.report.notation import JAPAN
from a11y_audit.settings import Settings
from a11y_audit.standards import Method, standard
from a11y_audit.store import runs, samples
from a11y_audit.store.runs import Run
from a11y_audit.workplace import DATA, OUT, opened, turn

_OTHER_FORMATS = {b"%PDF": "PDF", b"PK\x03\x04": "Office (docx, xlsx)", b"\xd0\xcf\x11\xe0": "Office (doc, xls)"}
_SHOWN = 120
_NAME = "jis"
_STRONGEST = "strongest"


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the page that lists the others, and what they show."""

    index: Path
    view: JisView


async def lint(settings: Settings, target: str) -> list[Remark]:
    """Return what contradicts itself in a published result, given as an address or as a file.

    Raises:
        A11yAuditError: the file or the page can't be read, or is neither text nor HTML.
    """
    text = await _fetched(settings, target) if "://" in target else _read(target)
    return remarks(text, edition=settings.result.notation_edition)


async def _fetched(settings: Settings, url: str) -> str:
    url = address(url)
    async with plan.client(settings, Border([url])) as client:
        answer = await client.fetch(url)
    if isinstance(answer, FetchFailed):
        cause = REASONS[answer.reason].cause
        raise _unreachable(url, cause)
    if answer.status != HTTPStatus.OK:
        raise _unreachable(url, Text(f"HTTP {answer.status}", f"HTTP {answer.status}"))
    return _text_of(answer.body, _type_of(answer), url)


def pages(settings: Settings, folder: Path, *, out: Path | None, pdf: bool, now: datetime) -> Published:
    """Write the pages that the city publishes, from the settings, the newest sample, and the record of the audits.

    Raises:
        A11yAuditError: there is no audit yet, or the pages can't be written.
    """
    judged = _judged(settings, folder, now.astimezone(JAPAN).date())
    view = _view(settings, folder, judged, now.astimezone(JAPAN).date())
    place = out or folder / OUT / _NAME
    report = settings.report
    try:
        with turn(folder / DATA):
            index = write_pages(view, place, report.languages, now=now, pdf=pdf, browser=settings.render.browser)
    except OSError as error:
        raise unwritable(place, error) from error
    return Published(index, view)


def _judged(settings: Settings, folder: Path, today: date) -> Judged | None:
    with opened(folder, create=False) as store:
        if not samples.every_sample(store, runs.get(store).site):
            return None
    level = Level(settings.policy.level)
    return review.judge(settings, folder, today=today, level=level)


def _view(settings: Settings, folder: Path, judged: Judged | None, today: date) -> JisView:
    with opened(folder, create=False) as store:
        known = runs.every(store)
        found = judging.grounds_of(store, judged) if judged else ()
    newest = judged.run if judged else known[-1]
    level, wished = Level(settings.policy.level), settings.result.claim
    grounds = _grounds(settings, judged) if judged else None
    edition = settings.result.notation_edition
    best = strongest(grounds, level, edition=edition) if grounds else None
    decision = None
    if grounds and (best is None or wished != _STRONGEST):
        asked = Degree.CONSIDERS if wished == _STRONGEST else Degree(wished)
        decision = decide(grounds, asked, level, edition=edition)
    return JisView(
        site_name=settings.site.name or settings.site.city or newest.site,
        city=settings.site.city,
        sites=settings.site.seeds or (newest.site,),
        policy=settings.policy,
        result=settings.result,
        exclusions=tuple((each.pattern, each.reason) for each in settings.scope.exclude),
        glyphs=settings.report.glyphs,
        standard=judged.standard if judged else standard(settings.rules.profile),
        sample=judged.sample if judged else None,
        table=judged.table if judged else None,
        decision=decision,
        conformance=decide(grounds, Degree.CONFORMS, level, edition=edition) if grounds else None,
        claim=decision.claim if decision else best,
        repaired=len(judged.repaired) if judged else 0,
        grounds=found,
        techniques=methods(registry.rules()),
        months=tuple(months(each for each in known if each.site == newest.site)),
        departments=len(settings.department),
        today=today,
        versions=newest.versions,
    )


def _grounds(settings: Settings, judged: Judged) -> Grounds:
    policy, said = settings.policy, settings.result
    given = (answer for each in judged.questions for answer in judged.ledger.given(each))
    days = (each.moment.astimezone(JAPAN).date() for each in given)
    return Grounds(
        standard=judged.standard,
        table=judged.table,
        policy_scope=policy.scope,
        policy_level=Level(policy.level),
        policy_url=policy.url,
        tested_from=said.tested_from,
        tested_until=said.tested_until,
        result_url=said.url,
        next_steps=said.next_steps,
        repaired=judged.repaired,
        worked_until=max((judged.sample.day, *days)),
    )


def months(known: Iterable[Run]) -> Iterator[Month]:
    """Yield the last whole audit of each month, the oldest first; what was only judged again is no audit."""
    by_month: dict[date, list[Run]] = defaultdict(list)
    for run in known:
        if run.state == "complete" and run.finished_at and run.totals and not run.view and run.basis_id is None:
            by_month[run.finished_at.astimezone(JAPAN).date().replace(day=1)].append(run)
    for month, found in sorted(by_month.items()):
        totals = [Totals(**(run.totals or {})) for run in found]
        last = found[-1].finished_at
        assert last is not None
        states = totals[-1].defect_states
        yield Month(
            month=month,
            day=last.astimezone(JAPAN).date(),
            audited=totals[-1].audited,
            failed_pages=totals[-1].failed_pages,
            not_audited=sum(totals[-1].not_audited.values()),
            open_defects=sum(count for state, count in states.items() if State(state).open),
            repaired=sum(each.defect_states.get(State.FIXED, 0) for each in totals),
        )


def methods(rules: Iterable[Rule[Any]]) -> dict[str, tuple[Method, ...]]:
    """Return how each technique can be tested here: by which kinds its rules speak."""
    found: dict[str, set[Method]] = defaultdict(set)
    for rule in rules:
        kinds = {reason.kind for reason in rule.says.values()}
        for technique in rule.techniques:
            if Kind.FAILED in kinds:
                found[technique].add(Method.AC)
            if kinds & {Kind.LIKELY, Kind.REVIEW}:
                found[technique].add(Method.AF)
    return {name: tuple(method for method in Method if method in known) for name, known in found.items()}


def _type_of(answer: Fetched) -> str:
    return answer.headers.get("content-type", "")


def _read(name: str) -> str:
    path = Path(name).expanduser()
    try:
        return _text_of(path.read_bytes(), "", str(path))
    except OSError as error:
        shown = printable(str(path), limit=_SHOWN)
        raise UsageError(
            Text(f"ファイルを読めません: {shown}", f"The file can't be read: {shown} ({error.strerror})"),
            Text(
                "名前と場所を確かめてください。ウェブページは https:// から指定します。",
                "See that the name and the folder are right. A web page is given with its https:// in front.",
            ),
        ) from error


def _text_of(source: bytes, content_type: str, name: str) -> str:
    for start, kind in _OTHER_FORMATS.items():
        if source.startswith(start):
            shown = printable(name, limit=_SHOWN)
            raise UsageError(
                Text(f"{kind} のファイルは読めません: {shown}", f"A file of this kind can't be read: {shown} ({kind})"),
                Text(
                    "HTML かテキストで保存し直したものを指定してください。",
                    "Save it as HTML or as text, and give that.",
                ),
            )
    return decode(source, content_type)[0]


def _unreachable(url: str, cause: Text) -> SiteError:
    shown = printable(url, limit=_SHOWN)
    return SiteError(
        Text(f"ページを開けません: {shown}（{cause.ja}）", f"The page can't be opened: {shown} ({cause.en})"),
        Text(
            "アドレスを確かめるか、ブラウザーで保存した HTML ファイルを指定してください。",
            "See that the address is right, or save the page in a browser and give the file.",
        ),
    )
