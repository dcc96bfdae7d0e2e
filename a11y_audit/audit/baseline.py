"""The baseline: a file that lists what is known and accepted for now, so that a gate looks at what is new alone."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from a11y_audit.core.finding import Finding
from a11y_audit.core.outcome import Kind
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.store.gating import Faulty

COUNTED: Final = (Kind.FAILED, Kind.LIKELY)
"""Kinds of finding that a baseline lists."""
_FORMAT: Final = "a11y-audit baseline 1"
_LIMIT: Final = 500


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that is known: its rule, the path of a page that shows it, and its key."""

    rule: str
    path: str
    key: str


def entry_of(finding: Finding) -> Entry:
    """Return how a baseline lists a finding."""
    return _entry(finding.rule, finding.page, finding.defect if finding.target else "", finding.barrier)


def entry_of_defect(faulty: Faulty) -> Entry:
    """Return how a baseline lists a defect of a run."""
    return _entry(faulty.rule, faulty.url, faulty.defect if faulty.placed else "", faulty.barrier)


def _entry(rule: str, url: str, defect: str, barrier: str) -> Entry:
    # Without its host: a vendor's build serves the same pages from a machine of its own.
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    key = defect or hashlib.sha256(f"{barrier}\x1f{path}".encode("utf-8", "replace")).hexdigest()[:32]
    return Entry(rule, printable(path, limit=_LIMIT), key)


def write(path: Path, entries: Iterable[Entry]) -> int:
    """Write a baseline in one step, each key once; return how many it lists.

    Raises:
        UsageError: the file can't be written.
    """
    first = {each.key: each for each in sorted(entries, reverse=True)}
    rows = [{"rule": each.rule, "path": each.path, "key": each.key} for each in sorted(first.values())]
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    text = f'{{\n "format": "{_FORMAT}",\n "known": [\n{lines}\n ]\n}}\n'
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(
            Text(f"基準ファイルを書けません: {path}", f"The baseline can't be written: {path} ({error.strerror})"),
            Text(
                "フォルダーの有無と書き込み権限を確かめてください。",
                "See that the folder exists and may be written to.",
            ),
        ) from error
    return len(rows)


def read(path: Path) -> frozenset[str]:
    """Return the keys that a baseline lists.

    Raises:
        UsageError: it can't be read, or is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Text(f"基準ファイルを読めません: {path}", f"The baseline can't be read: {path}"),
            Text(
                "名前と場所を確かめるか、a11y-audit baseline で作ってください。",
                "See that name and folder are right, or make one with: a11y-audit baseline",
            ),
        ) from error
    try:
        return _keys(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            Text(f"基準ファイルの内容が正しくありません: {path}", f"This is not a baseline: {path}"),
            Text("a11y-audit baseline で作り直してください。", "Make it again with: a11y-audit baseline"),
        ) from error


def _keys(raw: Any) -> frozenset[str]:  # noqa: ANN401 -- JSON
    if raw["format"] != _FORMAT:
        raise ValueError(raw["format"])
    return frozenset(str(each["key"]) for each in raw["known"])
