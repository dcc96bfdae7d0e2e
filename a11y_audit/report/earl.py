"""A run as EARL in JSON-LD: assertions that other tools of evaluation can read.

An assertion is made for each finding, and one for each criterion of the site. Advice has no outcome, and is none.
Source: EARL 1.0 Schema, W3C (https://www.w3.org/TR/EARL10-Schema/), and its vocabulary (https://www.w3.org/ns/earl#).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from a11y_audit.assess.criteria import MANUAL
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang
from a11y_audit.report.view import CriterionRow, FindingRow, ReportView

FILE: Final = "earl.jsonld"
_LIMIT: Final = 2_000
_CONTEXT: Final = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "test": {"@id": "earl:test", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "result": "earl:result",
    "pointer": "earl:pointer",
    "info": "earl:info",
    "date": {"@id": "dct:date", "@type": "xsd:dateTime"},
    "title": "dct:title",
    "description": "dct:description",
    "hasVersion": "dct:hasVersion",
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
}
_OF_SITE: Final = {
    "failed": "earl:failed",
    "passed": "earl:passed",
    "likely": "earl:cantTell",
    "review": "earl:cantTell",
    MANUAL: "earl:cantTell",
    "untested": "earl:untested",
}

Json = dict[str, Any]


def write_earl(view: ReportView, out: Path, lang: Lang) -> Path:
    """Write the run into the folder `out`, one assertion a line, never held whole; return the file."""
    path = out / FILE
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [\n')
        for place, node in enumerate(_nodes(view, lang)):
            file.write((",\n" if place else "") + json.dumps(node, ensure_ascii=False))
        file.write("\n]}\n")
    return path


def _nodes(view: ReportView, lang: Lang) -> Iterator[Json]:
    site, tool = "_:site", "_:tool"
    yield {
        "@id": tool,
        "@type": ["earl:Assertor", "earl:Software"],
        "title": "a11y-audit",
        "hasVersion": view.versions.get("a11y-audit", ""),
    }
    yield {
        "@id": site,
        "@type": "earl:TestSubject",
        "title": _clean(view.site_name),
        "foaf:homepage": [{"@id": each} for each in view.seeds],
    }
    for rule in view.rules:
        yield {
            "@id": f"_:rule-{_name(rule.id)}",
            "@type": "earl:TestCase",
            "title": rule.title.in_(lang),
            **({"isPartOf": [_criterion(each) for each in rule.criteria]} if rule.criteria else {}),
        }
    for row in view.criteria:
        number = str(row.criterion.number)
        yield {
            "@id": _criterion(number),
            "@type": "earl:TestRequirement",
            "title": f"{number} {row.criterion.name.in_(lang)}",
        }
        yield _of_site(row, site, tool, view)
    seen: set[str] = set()
    known = {rule.id for rule in view.rules}
    for finding in view.findings():
        if finding.kind is Kind.ADVICE:
            continue
        if finding.url not in seen:
            seen.add(finding.url)
            yield {
                "@id": finding.url,
                "@type": "earl:TestSubject",
                "title": _clean(finding.page_title),
                "isPartOf": site,
            }
        if finding.rule in known:
            yield _assertion(finding, tool, lang, view)


def _of_site(row: CriterionRow, site: str, tool: str, view: ReportView) -> Json:
    return {
        "@type": "earl:Assertion",
        "assertedBy": tool,
        "subject": site,
        "test": _criterion(str(row.criterion.number)),
        "mode": "earl:automatic",
        "result": {
            "@type": "earl:TestResult",
            "outcome": _OF_SITE.get(row.outcome.state, "earl:cantTell"),
            "date": view.finished_at.isoformat(timespec="seconds"),
        },
    }


def _assertion(row: FindingRow, tool: str, lang: Lang, view: ReportView) -> Json:
    outcome = row.kind.outcome
    assert outcome is not None
    result: Json = {
        "@type": "earl:TestResult",
        "outcome": f"earl:{outcome.value}",
        "description": {"@value": _clean(row.message.in_(lang)), "@language": lang.value},
        "date": (row.tested_at or view.finished_at).isoformat(timespec="seconds"),
    }
    if row.selector:
        result["pointer"] = {
            "@type": "ptr:CSSSelectorPointer",
            "ptr:expression": _clean(row.selector),
            "ptr:reference": {"@id": row.url},
        }
    if row.snippet:
        result["info"] = _clean(row.snippet)
    return {
        "@type": "earl:Assertion",
        "assertedBy": tool,
        "subject": row.url,
        "test": f"_:rule-{_name(row.rule)}",
        "mode": "earl:automatic",
        "result": result,
    }


def _criterion(number: str) -> str:
    return f"urn:a11y-audit:criterion:{number}"


def _name(rule: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in rule)


def _clean(text: str) -> str:
    return printable(text, limit=_LIMIT)
