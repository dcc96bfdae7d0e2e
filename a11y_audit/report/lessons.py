"""What to train staff in: the mistakes made most often in the last month, with how it is and how it should be.

Counted are defects that came in pages themselves; what sits in shared parts of the template is its maker's to learn.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Text
from a11y_audit.report.trend_view import TrendView
from a11y_audit.resources import CHECKS
from a11y_audit.store import lessons as stored
from a11y_audit.store.engine import Store

MOST = 10
DAYS = 30
_LEVEL = re.compile(r"^## (?P<section>\w+)\s*$(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```html[^\n]*\n(?P<html>.*?)^```", re.MULTILINE | re.DOTALL)
_SHORT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A mistake: its rule, how often it came, one that came, and a pair of HTML that shows the difference."""

    title: Text
    why: Text
    cms: Text
    html: Text
    rule: str
    criteria: tuple[str, ...]
    count: int
    snippet: str
    url: str
    bad: str
    good: str


def lessons(store: Store, view: TrendView, rules: Mapping[str, Rule[Any]]) -> list[Lesson]:
    """Return the mistakes of the last month, the most frequent first, at most ten."""
    since = view.nights[-1].day - timedelta(days=DAYS)
    runs = [night.run_id for night in view.nights if night.day > since and not night.replay]
    if view.nights[0].run_id in runs:
        # The first night calls everything new, however old it is.
        runs.remove(view.nights[0].run_id)
    found = []
    for each in stored.mistakes(store, runs, MOST):
        rule = rules.get(each.rule)
        if rule is not None:
            bad, good = _pair(rule.id)
            found.append(
                Lesson(
                    title=rule.title,
                    why=rule.why,
                    cms=rule.mend.cms,
                    html=rule.mend.html,
                    rule=rule.id,
                    criteria=rule.criteria,
                    count=each.count,
                    snippet=each.snippet,
                    url=each.url,
                    bad=bad,
                    good=good,
                )
            )
    return found


def _pair(rule_id: str) -> tuple[str, str]:
    """Return HTML that a rule objects to and HTML that it passes, from its case file; "" where it has none."""
    name = rule_id.replace("-", "_").replace("/", "_")
    path = next(CHECKS.glob(f"*/{name}.md"), None)
    if path is None:
        return "", ""
    sections = {found["section"]: found["rest"] for found in _LEVEL.finditer(path.read_text(encoding="utf-8"))}
    bad = _first(sections.get("Failed", "")) or _first(sections.get("Likely", ""))
    good = _first(sections.get("Passed", ""))
    return (bad, good) if bad and good else ("", "")


def _first(section: str) -> str:
    blocks = (found["html"].strip() for found in _BLOCK.finditer(section))
    return next((block for block in blocks if len(block) <= _SHORT), "")
