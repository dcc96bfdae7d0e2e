"""Find every rule: by looking into the folders of `checks/`, and by asking the engines."""

import hashlib
import importlib
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from a11y_audit import checks
from a11y_audit.core.printable import printable
from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Text
from a11y_audit.engines import axe
from a11y_audit.errors import UsageError

_SHOWN = 80


def include(folders: Iterable[str]) -> None:
    """Take the rules of further folders in, those of a city's own; a folder that is in already stays.

    Raises:
        UsageError: there is no such folder.
    """
    for folder in folders:
        place = str(Path(folder).resolve())
        if not Path(place).is_dir():
            raise UsageError(
                Text(f"規則のフォルダーがありません: {folder}", f"There is no folder of rules: {folder}"),
                Text("設定 [rules] extra を直してください。", "Correct [rules] extra in the settings."),
            )
        if place not in checks.extra:
            checks.extra.append(place)
            rules.cache_clear()


@cache
def rules() -> tuple[Rule[Any], ...]:
    """Return all rules, sorted by id: our own, then axe's."""
    own = sorted(_own(), key=lambda each: each.id)
    for one, two in pairwise(own):
        if one.id == two.id:
            raise UsageError(
                Text(f"規則「{one.id}」が二つあります。", f"There are two rules “{one.id}”."),
                Text("設定 [rules] extra の規則の名前を変えてください。", "Rename the one in [rules] extra."),
            )
    return (*own, *axe.rules())


def rule(rule_id: str) -> Rule[Any]:
    """Return one rule.

    Raises:
        UsageError: there is no rule of that id.
    """
    for each in rules():
        if each.id == rule_id:
            return each
    near = next(iter(get_close_matches(rule_id, [each.id for each in rules()], n=1)), None)
    shown = printable(rule_id, limit=_SHOWN)
    guess = Text(f"「{near}」ではありませんか。", f" Did you mean “{near}”?") if near else Text("", "")
    raise UsageError(
        Text(f"規則「{shown}」はありません。{guess.ja}", f"There is no rule “{shown}”.{guess.en}"),
        Text("一覧は a11y-audit rules list で見られます。", "See the list with: a11y-audit rules list"),
    )


def _own() -> Iterator[Rule[Any]]:
    places = {checks.__name__: checks.__path__[0]} | {_package(each): each for each in checks.extra}
    for package, place in places.items():
        folder = Path(place)
        for file in sorted(folder.rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            if not any(part.startswith(("_", ".")) for part in parts):
                yield _of_module(".".join((package, *parts)), file)


def _package(folder: str) -> str:
    """Return the import name of a folder of a city's own: not that of `checks/`, whose families it may name again."""
    name = f"{checks.__name__}_{hashlib.sha256(folder.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"
    if name not in sys.modules:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [folder]
        sys.modules[name] = module_from_spec(spec)
    return name


def _of_module(name: str, file: Path) -> Rule[Any]:
    found = getattr(importlib.import_module(name), file.stem, None)
    if not isinstance(found, Rule):
        raise UsageError(
            Text(f"規則がありません: {file}", f"This module holds no rule: {file}"),
            Text(
                "ファイルと同じ名前の規則を書くか、ファイル名を「_」で始めてください。",
                "Write a rule of the file's name in it, or let the file's name begin with “_”.",
            ),
        )
    return found
