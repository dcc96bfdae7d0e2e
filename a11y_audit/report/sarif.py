"""An audit as SARIF 2.1.0, which code hosts and build servers read.

Source: Static Analysis Results Interchange Format 2.1.0, OASIS
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): 3.27.9 kind, 3.27.10 level (only what fails has
one), 3.27.23 suppressions, 3.27.24 baselineState, 3.20.21 notifications.
"""

import json
from typing import Any
from urllib.parse import quote

from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang
from a11y_audit.core.visit import NotAudited
from a11y_audit.report.notation import web_address
from a11y_audit.report.told import Place, Summary, Told
from a11y_audit.report.view import RuleView

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LIMIT = 2_000
_PLACES = 20
_LEVELS = {
    Kind.FAILED: ("fail", "error"),
    Kind.LIKELY: ("fail", "warning"),
    Kind.REVIEW: ("review", "none"),
    Kind.UNTESTED: ("open", "none"),
    Kind.ADVICE: ("informational", "none"),
}
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"

Json = dict[str, Any]


def as_sarif(summary: Summary, lang: Lang) -> str:
    """Return the audit as one SARIF log with one run."""
    rules = sorted({each.rule.id: each.rule for each in summary.told}.values(), key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    driver = {
        "name": "a11y-audit",
        "version": summary.version,
        "rules": [_rule(each, lang) for each in rules],
    }
    run: Json = {
        "tool": {"driver": driver},
        "language": lang.value,
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"a11y-audit/{summary.run}" if summary.run else "a11y-audit/check"},
        "invocations": [_invocation(summary, lang)],
        "results": [_result(each, index[each.rule.id], lang) for each in summary.told if each.kind in _LEVELS],
        "properties": {
            "site": _clean(summary.title),
            "standard": summary.standard.in_(lang),
            "pagesFound": summary.found,
            "pagesAudited": summary.audited,
            "pagesFailed": summary.failed_pages,
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: RuleView, lang: Lang) -> Json:
    told: Json = {
        "id": rule.id,
        "shortDescription": {"text": rule.title.in_(lang)},
        "fullDescription": {"text": rule.why.in_(lang)},
        "help": {"text": f"{rule.mend.cms.in_(lang)}\n\n{rule.mend.html.in_(lang)}"},
        "properties": {
            "version": rule.version,
            "criteria": list(rule.criteria),
            "techniques": list(rule.techniques),
            "tags": ["accessibility", *rule.criteria],
        },
    }
    if web_address(rule.source):
        told["helpUri"] = rule.source
    return told


def _result(told: Told, index: int, lang: Lang) -> Json:
    kind, level = _LEVELS[told.kind]
    first, *more = told.places
    result: Json = {
        "ruleId": told.rule.id,
        "ruleIndex": index,
        "kind": kind,
        "level": level,
        "message": {"text": _clean(told.message.in_(lang)) or told.rule.id},
        "locations": [_location(first)],
        "partialFingerprints": {"defect/v1": told.key},
        "occurrenceCount": max(1, told.findings),
        "properties": {"outcome": told.kind.value, "criteria": list(told.criteria), "pages": told.pages},
    }
    if more:
        result["relatedLocations"] = [_location(each) for each in more[:_PLACES]]
    if told.waiver:
        words = _clean(told.waiver.words.in_(lang))
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": words}]
    if told.state:
        result["baselineState"] = told.state
    return result


def _location(place: Place) -> Json:
    physical: Json = {"artifactLocation": {"uri": _uri(place.url)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if place.snippet:
            physical["region"]["snippet"] = {"text": _clean(place.snippet)}
    location: Json = {"physicalLocation": physical}
    if place.selector:
        location["logicalLocations"] = [{"fullyQualifiedName": _clean(place.selector), "kind": "element"}]
    if place.snippet and not place.line:
        location["properties"] = {"snippet": _clean(place.snippet)}
    return location


def _invocation(summary: Summary, lang: Lang) -> Json:
    told: Json = {"executionSuccessful": not summary.missed}
    if summary.missed:
        told["toolExecutionNotifications"] = [_notification(url, reason, lang) for url, reason in summary.missed]
    return told


def _notification(url: str, reason: NotAudited, lang: Lang) -> Json:
    return {
        "level": "error",
        "descriptor": {"id": reason.why.value},
        "message": {"text": _clean(f"{reason.why.cause.in_(lang)} {reason.detail}".strip())},
        "locations": [_location(Place(url=url))],
    }


def _uri(url: str) -> str:
    return quote(_clean(url), safe=_SAFE)


def _clean(text: str) -> str:
    return printable(text, limit=_LIMIT)
