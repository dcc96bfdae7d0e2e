"""Read the case file of a rule: Markdown whose HTML blocks are the rule's tests and its documentation.

Sections `## Failed`, `## Likely`, `## Review`, `## Advice`, `## Passed`, `## Inapplicable`; in each, scenarios
`### …` with one sentence and one fenced block. Behind `html` stands the expected reason and, if wanted, a selector of
the expected target: ```` ```html alt_is_file_name #photo ````. A block of a site rule holds several pages, each after a
line `<!-- page: /path.html -->`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

SECTIONS = ("Failed", "Likely", "Review", "Advice", "Passed", "Inapplicable")
_HEADING = re.compile(r"^(#{2,3}) +(.+?) *$")
_FENCE = re.compile(r"^```html *(.*)$")
_PAGE = re.compile(r"^<!-- page: (\S+) -->$", re.MULTILINE)
_SHELL = (
    '<!DOCTYPE html>\n<html lang="ja">\n<head><meta charset="utf-8"><title>例</title></head>\n'
    "<body>\n{body}\n</body>\n</html>\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One scenario of a case file.

    Attributes:
        rule: id of the rule.
        section: one of `SECTIONS`.
        scenario: its heading.
        line: line of the block in the file, from 1.
        reason: reason code that must be said; "" where none is named.
        selector: selector of the expected target; "" where none is named.
        pages: path → HTML; one page, "/", unless the block names several.
    """

    rule: str
    section: str
    scenario: str
    line: int
    reason: str
    selector: str
    pages: dict[str, str]


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file named after its rule, in order.

    Raises:
        ValueError: a block stands outside a known section or scenario, or a fence is never closed.
    """
    rule = path.stem.replace("_", "-")
    section = scenario = ""
    cases: list[Case] = []
    lines = iter(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    for number, line in lines:
        if heading := _HEADING.match(line):
            section, scenario = (heading[2], "") if heading[1] == "##" else (section, heading[2])
        elif fence := _FENCE.match(line):
            if section not in SECTIONS or not scenario:
                message = f"{path}:{number}: a block needs a section ({', '.join(SECTIONS)}) and a scenario heading"
                raise ValueError(message)
            body: list[str] = []
            for _, inner in lines:
                if inner == "```":
                    break
                body.append(inner)
            else:
                message = f"{path}:{number}: the block is never closed"
                raise ValueError(message)
            reason, _, selector = fence[1].partition(" ")
            cases.append(
                Case(
                    rule=rule,
                    section=section,
                    scenario=scenario,
                    line=number,
                    reason=reason,
                    selector=selector.strip(),
                    pages=_pages("\n".join(body)),
                )
            )
    return tuple(cases)


def _pages(block: str) -> dict[str, str]:
    parts = _PAGE.split(block)
    if len(parts) == 1:
        return {"/": _whole(block)}
    return {path: _whole(body.strip("\n")) for path, body in zip(parts[1::2], parts[2::2], strict=True)}


def _whole(html: str) -> str:
    return html if re.search(r"<html|<frameset|<!doctype", html, re.IGNORECASE) else _SHELL.replace("{body}", html)
