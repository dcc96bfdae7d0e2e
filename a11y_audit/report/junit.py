"""An audit as a JUnit report, which build servers (Jenkins, GitLab, Azure DevOps) show as a list of tests.

Nothing here says that a page conforms: a test that passes says that the rules found no failure, and what a person must
judge is a test that was skipped. Source: the schema that Jenkins publishes (junit-10.xsd).
"""

from collections.abc import Iterable, Sequence

from lxml import etree

from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.told import Summary, Told, of_kinds

_LIMIT = 2_000
_TOLD = 50
_NAME = "a11y-audit"
_CLEAN = Text("規則で見つかる「問題あり」がない", "No failure that a rule can find")
_AUDITED = Text("検査できる", "It can be audited")
_GATE = Text("合否の条件", "The gate")
_GATE_MET = Text("設定した条件を満たす", "The limits of the settings are kept")
_PERSON = Text("人の確認が必要です。", "A person must look.")

Element = etree._Element  # noqa: SLF001 -- lxml's public type has no public name


def as_junit(summary: Summary, lang: Lang) -> str:
    """Return the audit as XML: a suite for each page, or for each criterion of a run, and one for the gate."""
    root = etree.Element("testsuites", name=_NAME)
    if summary.criteria:
        _by_criterion(root, summary, lang)
    else:
        _by_page(root, summary, lang)
    if summary.gate is not None:
        _gate(root, summary.gate, lang)
    for suite in root:
        _count(suite)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True).decode()


def _by_page(root: Element, summary: Summary, lang: Lang) -> None:
    pages: dict[str, list[Told]] = {}
    for each in summary.told:
        pages.setdefault(each.places[0].url, []).append(each)
    missed = dict(summary.missed)
    for url in sorted({*pages, *missed, *summary.clean}):
        suite = etree.SubElement(root, "testsuite", name=_clean(url))
        if url in missed:
            reason = missed[url]
            case = _case(suite, url, _AUDITED.in_(lang))
            words = f"{reason.why.cause.in_(lang)} {reason.detail}".strip()
            _told(case, "error", words, reason.why.step.in_(lang), kind=reason.why.value)
        else:
            _page(suite, url, pages.get(url, []), summary, lang)


def _page(suite: Element, url: str, told: Sequence[Told], summary: Summary, lang: Lang) -> None:
    failed = of_kinds(summary, Kind.FAILED, among=told)
    if not failed:
        _case(suite, url, _CLEAN.in_(lang))
    for each in failed:
        case, words = _case(suite, url, _test_name(each, lang)), each.message.in_(lang)
        if each.waiver:
            _told(case, "skipped", f"{words} {each.waiver.words.in_(lang)}", "")
        else:
            _told(case, "failure", words, _where([each], lang))
    for each in of_kinds(summary, Kind.LIKELY, Kind.REVIEW, Kind.UNTESTED, among=told):
        words = f"{each.kind.heading.in_(lang)}: {each.message.in_(lang)}"
        _told(_case(suite, url, _test_name(each, lang)), "skipped", words, "")


def _by_criterion(root: Element, summary: Summary, lang: Lang) -> None:
    suite = etree.SubElement(root, "testsuite", name=_clean(f"{summary.title} #{summary.run}"))
    for row in summary.criteria:
        number = str(row.criterion.number)
        case = _case(suite, summary.standard.in_(lang), f"{number} {row.criterion.name.in_(lang)}")
        own = [each for each in summary.told if number in each.criteria]
        match row.outcome.state:
            case "failed":
                failed = of_kinds(summary, Kind.FAILED, among=own)
                words = Text(
                    f"{row.outcome.failed_pages} ページに問題があります（要修正箇所 {row.outcome.defects}）。",
                    f"{row.outcome.failed_pages} pages have a failure ({row.outcome.defects} defects).",
                )
                _told(case, "failure", words.in_(lang), _where(failed, lang))
            case "passed":
                pass
            case _:
                rest = _where(of_kinds(summary, Kind.LIKELY, Kind.REVIEW, among=own), lang)
                _told(case, "skipped", _PERSON.in_(lang), rest)
    if summary.missed:
        case = _case(suite, summary.standard.in_(lang), _AUDITED.in_(lang))
        words = Text(f"{len(summary.missed)} ページを検査できません。", f"{len(summary.missed)} pages not audited.")
        _told(case, "error", words.in_(lang), "\n".join(url for url, _ in summary.missed[:_TOLD]), kind="not_audited")


def _gate(root: Element, objections: Iterable[Text], lang: Lang) -> None:
    suite = etree.SubElement(root, "testsuite", name=_GATE.in_(lang))
    broken = list(objections)
    if not broken:
        _case(suite, _GATE.in_(lang), _GATE_MET.in_(lang))
    for number, each in enumerate(broken, 1):
        _told(_case(suite, _GATE.in_(lang), f"{_GATE_MET.in_(lang)} ({number})"), "failure", each.in_(lang), "")


def _case(suite: Element, place: str, name: str) -> Element:
    return etree.SubElement(suite, "testcase", classname=_clean(place), name=_clean(name))


def _told(case: Element, how: str, message: str, more: str, kind: str = _NAME) -> None:
    attributes = {"message": _clean(message)} | ({} if how == "skipped" else {"type": kind})
    etree.SubElement(case, how, attributes).text = printable(more, limit=_LIMIT * 5, newlines=True) or None


def _test_name(told: Told, lang: Lang) -> str:
    place = told.places[0].selector
    return f"{told.rule.title.in_(lang)} [{told.rule.id}] {place}".strip()


def _where(told: Sequence[Told], lang: Lang) -> str:
    lines = []
    for each in told[:_TOLD]:
        place = each.places[0]
        lines.append(f"{' '.join(each.criteria)} {each.message.in_(lang)} ({each.rule.id})".strip())
        lines += [f"  {part}" for part in (place.url, place.selector, place.snippet) if part]
    if len(told) > _TOLD:
        lines.append(f"… +{len(told) - _TOLD}")
    return "\n".join(lines)


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))


def _clean(text: str) -> str:
    return printable(text, limit=_LIMIT)
