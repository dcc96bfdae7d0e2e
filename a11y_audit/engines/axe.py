"""axe-core's rules as rules of ours: our words from the data file, over what axe said when the page was recorded."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from a11y_audit import resources
from a11y_audit.core.finding import Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Mend, Reason, Rule, Status
from a11y_audit.core.snapshot import EnginePlace, Snapshot
from a11y_audit.core.target import SNIPPET_LIMIT, Target
from a11y_audit.core.text import Text
from a11y_audit.engines import axe_data
from a11y_audit.subject import Element, Page

PREFIX = "axe/"
DATA = resources.CONFIG / "axe" / "rules.toml"
SETUP = Path(__file__).with_name("axe.js")
SpokenOf = Callable[[Element], Element]
"""Returns the element that a finding names, from the one that axe names."""
_PASSED = Text("axe-core は、ここに問題を見つけませんでした。", "axe-core found nothing wrong.")
_ADDRESS = "https://dequeuniversity.com/rules/axe/4.12/"
_MEDIA_WAIT_MS = 2_000
_VERSION = re.compile(r"axe v(\S+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|-")


@cache
def rules() -> tuple[Rule[Page], ...]:
    """Return axe's rules, sorted by id."""
    return tuple(_rule(rule_id, table) for rule_id, table in sorted(_tables().items()))


def ran(snapshot: Snapshot, rule_id: str) -> bool:
    """Whether a rule could judge the page: axe ran that rule there, or the rule is none of axe's."""
    if not rule_id.startswith(PREFIX):
        return True
    engine, name = snapshot.engine, rule_id.removeprefix(PREFIX)
    if engine is None:
        return False
    return any(name in told for told in (engine.violations, engine.incomplete, engine.passes, engine.inapplicable))


def run_options(rule_ids: Iterable[str]) -> dict[str, object]:
    """Return axe's run options for just these of its rules, named with or without "axe/", off in axe or not."""
    return {
        "runOnly": {"type": "rule", "values": sorted({rule_id.removeprefix(PREFIX) for rule_id in rule_ids})},
        # Style sheets are preloaded, over the network, only for rules that are none of ours.
        "preload": {"assets": ["media"], "timeout": _MEDIA_WAIT_MS},
        # Frames that can answer do so at once (see axe.js); the others are not worth axe's half a second.
        "pingWaitTime": 1,
    }


def script(axe_source: str) -> str:
    """Return what must be run in every document before the gatherer: axe-core, set up as the rules' texts expect it."""
    setup = SETUP.read_text(encoding="utf-8")
    return f"{axe_source}\n{setup}\naxe.configure({json.dumps(configuration())});"


def configuration() -> dict[str, object]:
    """Return what axe.configure is given: rules that fail where axe of itself would only ask."""
    return {
        "rules": [
            {"id": rule_id, "reviewOnFail": table["review_on_fail"]}
            for rule_id, table in _tables().items()
            if "review_on_fail" in table
        ]
    }


def version(axe_source: str) -> str:
    """Return the version that axe-core's script names at its start, or "" if it names none."""
    found = _VERSION.search(axe_source[:200])
    return found[1] if found else ""


@cache
def _tables() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _rule(rule_id: str, table: Mapping[str, Any]) -> Rule[Page]:
    codes = {key: "unsure_" + _HUMP.sub("_", key).lower() for key in table.get("unsure_reasons", ())}
    says = _says(table, codes)
    excused = _EXCUSED.get(rule_id, _never)
    spoken_of = _second if table["barrier"] == "duplicate-id" else _itself

    def evaluate(page: Page) -> Iterator[Say]:
        for place, code in _told(page.snapshot, rule_id, codes, lambda place: excused(page, place)):
            if place is None:
                yield Say(code, None)
            else:
                names = says[code].text.placeholders[0]
                yield Say(code, _target(page, place, spoken_of), dict.fromkeys(names, axe_data.values(place)))

    return Rule(
        id=PREFIX + rule_id,
        version=1,
        title=_text(table, "title"),
        criteria=tuple(table["criteria"]),
        techniques=tuple(table["techniques"]),
        barrier=table["barrier"],
        says=says,
        why=_text(table, "why"),
        mend=Mend(_text(table, "mend_cms"), _text(table, "mend_html")),
        source=_ADDRESS + rule_id,
        subject="Page",
        status=Status(table["status"]),
        evaluate=evaluate,
    )


def _says(table: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Reason]:
    unsure = Kind(table["unsure"])
    whys = table.get("unsure_reasons", {})
    return {
        "failed": Reason(Kind.FAILED, _text(table, "failed")),
        "unsure": Reason(unsure, _text(table, "unsure")),
        **{code: Reason(unsure, Text(whys[key]["ja"], whys[key]["en"])) for key, code in codes.items()},
        "passed": Reason(Kind.PASSED, _PASSED),
    }


def _text(table: Mapping[str, Any], key: str) -> Text:
    return Text(table[f"{key}_ja"], table[f"{key}_en"])


def _told(
    snapshot: Snapshot, rule_id: str, codes: Mapping[str, str], excused: Callable[[EnginePlace], bool]
) -> Iterator[tuple[EnginePlace | None, str]]:
    """Yield what axe said by one rule: the places and reason codes; "passed", of no place, only if it said no more."""
    engine = snapshot.engine
    if engine is None:
        return
    failed, unsure = engine.violations.get(rule_id, ()), engine.incomplete.get(rule_id, ())
    for place in failed:
        if not excused(place):
            yield place, "failed"
    for place in unsure:
        yield place, axe_data.doubt(place, codes)
    if rule_id in engine.passes and not failed and not unsure:
        yield None, "passed"


def _target(page: Page, reported: EnginePlace, spoken_of: SpokenOf) -> Target:
    if reported.at is not None:
        return spoken_of(page.element(*reported.at)).target
    return Target(
        selector=" >>> ".join(reported.selector),
        snippet=reported.html[:SNIPPET_LIMIT],
        fragment=f"engine|{reported.html}",
    )


def _never(_: Page, __: EnginePlace) -> bool:
    return False


def _has_fallback(page: Page, place: EnginePlace) -> bool:
    """Whether an object has text inside: H53 takes that for its alternative, though axe does not."""
    return place.at is not None and bool(page.element(*place.at).tag.get_text(strip=True))


def _is_copy(page: Page, place: EnginePlace) -> bool:
    """Whether the id stands once in the HTML, and the browser made the copies when it closed elements left open.

    What is wrong there is the end tag, which our own rule tells (4.1.1).
    """
    if place.at is None or place.at[0] or not page.snapshot.source:
        return False
    tag = page.element(*place.at).tag
    own = [mark for mark in page.source.marks if mark.name == tag.name]
    is_open = sum(not mark.is_end for mark in own) > sum(mark.is_end for mark in own)
    return tag.name in _COPIED and is_open and sum(("id", tag.get("id")) in mark.attributes for mark in own) == 1


def _is_behind_dialog(page: Page, place: EnginePlace) -> bool:
    """Whether the frame stands outside a modal dialog that is open, where nobody comes, by keyboard or otherwise.

    Browsers fix modal dialogs to the window, others not: https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3
    """
    if place.at is None:
        return False
    frame = page.element(*place.at)
    while (host := page.trees[frame.document].record.host) is not None:
        frame = page.element(*host)
    dialogs = (each for each in page.tagged("dialog") if each.document == 0 and each.get("open") is not None)
    modal = [each for each in dialogs if each.rendered and each.style and each.style.position == "fixed"]
    return bool(modal) and not any(each in modal for each in frame.ancestors)


_COPIED = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
"""Elements that browsers open again after an end tag that closed them out of turn, with all their attributes.

Source: HTML, 13.2.4.3, https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements
"""
_EXCUSED: dict[str, Callable[[Page, EnginePlace], bool]] = {
    "duplicate-id": _is_copy,
    "duplicate-id-active": _is_copy,
    "frame-focusable-content": _is_behind_dialog,
    "object-alt": _has_fallback,
}
"""Places of axe's failures that WCAG 2.0 allows, by rule."""


def _itself(element: Element) -> Element:
    return element


def _second(element: Element) -> Element:
    """Return the second element with the id of `element`: the one to rename, as our own rule about ids says."""
    value = element.get("id")
    fellows = [tag for tag in element.tree.tags if tag.get("id") == value][:2]
    return Element(element.page, element.document, fellows[-1])
